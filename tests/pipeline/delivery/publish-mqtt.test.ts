import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { MqttSettings } from '../../../src/domain/delivery.ts';
import { TargetAway, TargetRefused } from '../../../src/pipeline/delivery/delivery-errors.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { discovery, eventMessage, forgotten, standing } from '../../../src/pipeline/delivery/home-assistant.ts';
import { publishMqtt } from '../../../src/pipeline/delivery/publish-mqtt.ts';
import { startBroker, type TestBroker } from '../../support/mqtt-broker.ts';

const allowed = parseNetworks('127.0.0.1');
const settings = (url: string | null): MqttSettings => ({
  url,
  user: null,
  prefix: 'safenest/harbour',
  discovery: 'homeassistant',
  cameras: false,
  pictures: false,
  people: [],
  control: false,
});
const place = (url: string | null) => ({
  targetId: '0199d7a0-0000-7000-8000-00000000abcd',
  organisation: 'Harbour Works',
  console: 'https://desk.example.org',
  settings: settings(url),
});

describe('MQTT', () => {
  const brokers: TestBroker[] = [];
  afterEach(async () => {
    for (const broker of brokers.splice(0)) await broker.close();
  });
  const broker = async (options?: Parameters<typeof startBroker>[0]): Promise<TestBroker> => {
    const one = await startBroker(options);
    brokers.push(one);
    return one;
  };
  const options = { allowed, installationUrl: null, timeoutMs: 3000 };

  test('tells Home Assistant what there is, how it stands, and what happened, in that order', async () => {
    const { url, messages } = await broker();
    const body = {
      ref: 'ALR-1',
      title: '40 failed logins',
      text: 'all of it',
      status: 'open',
      severity: 'high' as const,
      at: '2026-11-20T12:00:00.000Z',
      url: '/alerts/ALR-1',
      by: null,
      pending: true,
    };
    const all = [
      ...discovery(place(url)),
      ...standing(settings(url), { open: 2, worst: 'high' }),
      eventMessage(settings(url), { id: 'evt-1', type: 'alert.raised', body }, 'https://desk.example.org/alerts/ALR-1'),
    ];
    await publishMqtt({ settings: settings(url), password: null }, all, options);
    expect(messages.map(({ topic, retain }) => [topic, retain])).toEqual([
      ['homeassistant/binary_sensor/safenest_00000000abcd/attention/config', true],
      ['homeassistant/sensor/safenest_00000000abcd/open_alerts/config', true],
      ['homeassistant/event/safenest_00000000abcd/news/config', true],
      ['safenest/harbour/attention', true],
      ['safenest/harbour/alerts', true],
      ['safenest/harbour/events', false],
    ]);
    const [attention, , news, on, open, event] = messages.map(({ payload }) => payload);
    expect(JSON.parse(attention!)).toMatchObject({
      unique_id: 'safenest_00000000abcd_attention',
      state_topic: 'safenest/harbour/attention',
      device_class: 'problem',
      device: { name: 'SafeNest Harbour Works', identifiers: ['safenest_00000000abcd'] },
    });
    expect(JSON.parse(news!).event_types).toContain('alert.raised');
    expect(on).toBe('ON');
    expect(JSON.parse(open!)).toEqual({ open: 2, worst: 'high' });
    const told = JSON.parse(event!);
    expect(told).toMatchObject({ event_type: 'alert.raised', id: 'evt-1', ref: 'ALR-1', severity: 'high' });
    expect(forgotten(place(url)).every(({ payload, retain }) => payload === '' && retain)).toBe(true);
  });

  test('a broker that is away, silent, or refuses the password', async () => {
    const one = [{ topic: 'safenest/x', payload: '1', retain: false }];
    await expect(
      publishMqtt({ settings: settings('mqtt://127.0.0.1:1'), password: null }, one, options),
    ).rejects.toThrow(TargetAway);
    const { url, messages } = await broker({ password: 'right' });
    const named = { ...settings(url), user: 'desk' };
    const error = await publishMqtt({ settings: named, password: 'wrong-one' }, one, options).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TargetRefused);
    expect(String(error)).not.toContain('wrong-one');
    expect(messages).toEqual([]);
    await publishMqtt({ settings: named, password: 'right' }, one, options);
    expect(messages).toHaveLength(1);
  });

  test('a broker that says nothing, or far too much, holds nobody up', async () => {
    for (const flood of [false, true]) {
      let sent = 0;
      const server = createServer((socket) => {
        socket.on('error', () => {}).resume();
        if (!flood) return;
        // a packet that says it is a quarter of a gigabyte long
        socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
        const chunk = Buffer.alloc(64 * 1024);
        const more = (): void => {
          while (!socket.destroyed && sent < 2 ** 28) {
            sent += chunk.length;
            if (!socket.write(chunk)) return void socket.once('drain', more);
          }
        };
        more();
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      try {
        const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
        await expect(
          publishMqtt(
            { settings: settings(url), password: null },
            [{ topic: 'safenest/x', payload: '1', retain: false }],
            {
              ...options,
              timeoutMs: flood ? 20_000 : 300,
            },
          ),
        ).rejects.toThrow(TargetAway);
        expect(sent).toBeLessThan(2 ** 28);
      } finally {
        await new Promise((done) => server.close(done));
      }
    }
  });

  test('a name that points elsewhere the next time is looked at anew, and refused', async () => {
    const { url, messages } = await broker();
    const named = settings(url.replace('127.0.0.1', 'broker.example.com'));
    const answers = ['127.0.0.1', '::ffff:169.254.169.254'];
    const resolve = async () => [answers.shift()!];
    const one = [{ topic: 'safenest/x', payload: '1', retain: false }];
    await publishMqtt({ settings: named, password: null }, one, { ...options, resolve });
    await expect(publishMqtt({ settings: named, password: null }, one, { ...options, resolve })).rejects.toThrow(
      TargetRefused,
    );
    expect(answers).toEqual([]);
    expect(messages).toHaveLength(1);
  });

  test('a broker in a private network has to be allowed, or be the installation’s own', async () => {
    const { url, messages } = await broker();
    const one = [{ topic: 'safenest/x', payload: '1', retain: false }];
    await expect(
      publishMqtt({ settings: settings(url), password: null }, one, { ...options, allowed: [] }),
    ).rejects.toThrow(TargetRefused);
    expect(messages).toEqual([]);
    await publishMqtt({ settings: settings(null), password: null }, one, { allowed: [], installationUrl: url });
    expect(messages).toHaveLength(1);
    await expect(publishMqtt({ settings: settings(null), password: null }, one, options)).rejects.toThrow(/MQTT_URL/);
  });
});
