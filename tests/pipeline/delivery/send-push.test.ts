import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TargetAway, TargetGone, TargetRefused } from '../../../src/pipeline/delivery/delivery-errors.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { subscriptionSchema } from '../../../src/pipeline/delivery/push-devices.ts';
import { type PushMessage, pushKeys, sendPush } from '../../../src/pipeline/delivery/send-push.ts';
import { senderOf, startPushService } from '../../support/push-service.ts';

const KEYS = pushKeys('a secret for tests', 'https://desk.example.org');
const MESSAGE: PushMessage = {
  title: 'high: Müllers Konto 🔑: 12 failed sign-ins',
  body: 'ALR-3 · Northwind',
  url: '/alerts/ALR-3',
  tag: 'one',
  severity: 'high',
};

describe('notifications of browsers', () => {
  let service: Awaited<ReturnType<typeof startPushService>>;
  beforeAll(async () => {
    service = await startPushService('push.example.com');
  });
  afterAll(() => service?.stop());
  const options = () => ({ allowed: parseNetworks('127.0.0.1'), keys: KEYS, ca: service.ca, timeoutMs: 3000 });

  test('can be read by the browser they are for alone, and say who sends them', async () => {
    const [mine, other] = [service.browser(), service.browser()];
    await sendPush(mine.subscription, MESSAGE, options());
    const sent = service.pushed.at(-1)!;
    expect(mine.read(sent)).toEqual(MESSAGE);
    expect(() => other.read(sent)).toThrow();
    expect(sent.body.includes('failed')).toBe(false);
    expect(sent.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      ttl: '43200',
      urgency: 'high',
      topic: expect.stringMatching(/^[\w-]{32}$/),
    });
    const { claims, key } = senderOf(sent);
    expect(key).toBe(KEYS.publicKey);
    expect(claims).toMatchObject({ aud: service.origin, sub: 'https://desk.example.org' });
    expect(claims.exp * 1000 - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
    // what is less bad wakes no phone; what is told of the same matter takes its place
    await sendPush(mine.subscription, { ...MESSAGE, severity: 'low' }, options());
    expect(service.pushed.at(-1)!.headers.urgency).toBe('normal');
    expect(service.pushed.at(-1)!.headers.topic).toBe(sent.headers.topic);
  });

  test('the longest title fits in what browsers’ services take', async () => {
    const mine = service.browser();
    await sendPush(mine.subscription, { ...MESSAGE, title: '界'.repeat(300) }, options());
    expect(service.pushed.at(-1)!.body.length).toBeLessThan(4096);
  });

  test('keys stay the same as long as the secret does, and are of the curve', () => {
    expect(pushKeys('a secret for tests', null)).toMatchObject({ publicKey: KEYS.publicKey });
    expect(pushKeys('another', null).publicKey).not.toBe(KEYS.publicKey);
    for (let i = 0; i < 50; i++) {
      const { publicKey, privateKey } = pushKeys(`secret ${i}`, 'http://desk.internal');
      expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
      expect(Buffer.from(privateKey, 'base64url')).toHaveLength(32);
    }
    expect(pushKeys('x', 'http://desk.internal').subject).toMatch(/^mailto:/);
  });

  test('tell what passes by itself from what is over, and from what a person has to mend', async () => {
    const { subscription } = service.browser();
    const cases = [
      [404, TargetGone],
      [410, TargetGone],
      [429, TargetAway],
      [503, TargetAway],
      [403, TargetRefused],
      [413, TargetRefused],
      [302, TargetRefused],
    ] as const;
    for (const [status, error] of cases) {
      service.answer(status);
      await expect(sendPush(subscription, MESSAGE, options()), String(status)).rejects.toThrow(error);
    }
    service.answer(201);
    await sendPush(subscription, MESSAGE, options());
  });

  test('go by https alone, to no private address, and to nobody whose certificate is not theirs', async () => {
    const before = service.pushed.length;
    const { subscription } = service.browser('/x');
    const at = (endpoint: string) => ({ ...subscription, endpoint });
    for (const endpoint of [
      `http://127.0.0.1:${service.port}/x`,
      'file:///etc/passwd',
      'https://169.254.169.254/latest/meta-data/',
      'https://[::ffff:10.0.0.8]/x',
      'https://192.168.1.1/x',
    ])
      await expect(sendPush(at(endpoint), MESSAGE, options()), endpoint).rejects.toThrow(TargetRefused);
    await expect(sendPush(subscription, MESSAGE, { ...options(), allowed: [] })).rejects.toThrow(TargetRefused);
    // a public name that leads inside
    const named = at(`https://push.example.com:${service.port}/x`);
    const resolve = async () => ['93.184.216.34', '10.0.0.8'];
    await expect(sendPush(named, MESSAGE, { ...options(), resolve })).rejects.toThrow(TargetRefused);
    const { ca: _, ...trusting } = options();
    await expect(sendPush(subscription, MESSAGE, trusting)).rejects.toThrow(TargetAway);
    expect(service.pushed).toHaveLength(before);
    await sendPush(named, MESSAGE, { ...options(), resolve: async () => ['127.0.0.1'] });
    expect(service.pushed.at(-1)!.headers.host).toBe(`push.example.com:${service.port}`);
  });

  test('of subscriptions only what a browser gives is taken', () => {
    const { subscription } = service.browser();
    const { endpoint, keys } = subscription;
    const takes = (input: unknown): boolean => subscriptionSchema.safeParse(input).success;
    expect(takes(subscription)).toBe(true);
    const offCurve = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url');
    for (const bad of [
      null,
      'x',
      {},
      { endpoint },
      { endpoint, keys: { ...keys, p256dh: offCurve } },
      { endpoint, keys: { ...keys, p256dh: 'AAAA' } },
      { endpoint, keys: { ...keys, p256dh: 'A'.repeat(100_000) } },
      { endpoint, keys: { ...keys, auth: 'AAAA' } },
      { endpoint, keys: { ...keys, auth: '\0'.repeat(22) } },
      { endpoint: endpoint.replace('https', 'http'), keys },
      { endpoint: 'javascript:alert(1)', keys },
      { endpoint: 'https://user:word@push.example.com/', keys },
      { endpoint: `https://push.example.com/${'x'.repeat(3000)}`, keys },
      { endpoint, keys, more: true },
    ])
      expect(takes(bad), JSON.stringify(bad)?.slice(0, 80)).toBe(false);
  });
});
