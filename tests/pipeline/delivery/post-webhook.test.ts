import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { TargetAway, TargetRefused } from '../../../src/pipeline/delivery/delivery-errors.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { postWebhook, signWebhook, webhookKey } from '../../../src/pipeline/delivery/post-webhook.ts';

const SECRET = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;
const NOW = new Date('2026-11-20T12:00:00Z');
const allowed = parseNetworks('127.0.0.1');

describe('webhooks', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });

  interface Received {
    request: IncomingMessage;
    body: string;
  }
  async function receiver(answer: (response: ServerResponse) => void) {
    const received: Received[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        received.push({ request, body });
        answer(response);
      });
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=1`, received };
  }
  const call = (url: string) => ({ url, id: 'evt-1', body: '{"type":"alert.raised"}', secret: SECRET });
  const options = { allowed, now: () => NOW, timeoutMs: 5000 };

  test('are signed so that a receiver can check them, and carry their id', async () => {
    const { url, received } = await receiver((response) => response.writeHead(204).end());
    await postWebhook(call(url), options);
    const [{ request, body }] = received as [Received];
    expect(request.method).toBe('POST');
    expect(request.url).toBe('/hook?a=1');
    expect(request.headers['webhook-id']).toBe('evt-1');
    const signed = `${request.headers['webhook-id']}.${request.headers['webhook-timestamp']}.${body}`;
    const own = createHmac('sha256', webhookKey(SECRET)).update(signed).digest();
    const said = Buffer.from(String(request.headers['webhook-signature']).replace('v1,', ''), 'base64');
    expect(timingSafeEqual(own, said)).toBe(true);
    expect(Number(request.headers['webhook-timestamp'])).toBe(NOW.getTime() / 1000);
  });

  // the example of the specification of Standard Webhooks
  test('are signed as others sign them', () => {
    expect(
      signWebhook(
        'whsec_plJ3nmyCDGBKInavdOK15jsl',
        'msg_loFOjxBNrRLzqYUf',
        1731705121,
        '{"event_type":"ping","data":{"success":true}}',
      ),
    ).toBe('v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=');
  });

  test('follow no redirect, least of all to a metadata address', async () => {
    const inner = await receiver((response) => response.end('secret'));
    for (const location of ['http://169.254.169.254/latest/meta-data/', inner.url]) {
      const { url } = await receiver((response) => response.writeHead(302, { location }).end());
      await expect(postWebhook(call(url), options)).rejects.toThrow(TargetRefused);
    }
    expect(inner.received).toHaveLength(0);
  });

  test('read no more of an answer than they must, however long it is', async () => {
    let sent = 0;
    let closed = false;
    const { url } = await receiver((response) => {
      const chunk = Buffer.alloc(64 * 1024);
      response.writeHead(200, { 'content-length': String(2 ** 30) });
      response.on('close', () => {
        closed = true;
      });
      const more = (): void => {
        while (!closed && sent < 2 ** 30) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    });
    await postWebhook(call(url), options);
    expect(sent).toBeLessThan(2 ** 26);
  });

  test('take a name that points elsewhere the next time for what it is then', async () => {
    const { url, received } = await receiver((response) => response.writeHead(204).end());
    const { port } = new URL(url);
    let lookups = 0;
    const answers = [['127.0.0.1'], ['169.254.169.254'], ['::ffff:169.254.169.254'], ['93.184.216.34', '10.0.0.8']];
    const resolve = async () => answers[lookups++]!;
    const named = call(`http://rebind.example.com:${port}/`);
    // looked up once, and that address is called: a second look could be told something else
    await postWebhook(named, { ...options, resolve });
    expect(lookups).toBe(1);
    expect(received).toHaveLength(1);
    for (let i = 0; i < 3; i++)
      await expect(postWebhook(named, { ...options, resolve })).rejects.toThrow(TargetRefused);
    expect(lookups).toBe(4);
    expect(received).toHaveLength(1);
  });

  test('hold nobody up for an answer that begins and never ends, or whose head never does', async () => {
    const slow = await receiver((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    await postWebhook(call(slow.url), { ...options, timeoutMs: 300 });
    const head = await receiver((response) => {
      const { socket } = response;
      socket!.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket!.write('x: y\r\n'), 20);
      socket!.on('close', () => clearInterval(drip));
    });
    await expect(postWebhook(call(head.url), { ...options, timeoutMs: 300 })).rejects.toThrow(TargetAway);
    const long = await receiver((response) => {
      const line = Buffer.from(`x: ${'y'.repeat(60_000)}\r\n`);
      response.socket!.write('HTTP/1.1 200 OK\r\n');
      for (let i = 0; i < 100; i++) response.socket!.write(line);
    });
    await expect(postWebhook(call(long.url), options)).rejects.toThrow(TargetAway);
  });

  test('give up on whoever never answers, and on whoever hangs up', async () => {
    const silent = await receiver(() => {});
    await expect(postWebhook(call(silent.url), { ...options, timeoutMs: 300 })).rejects.toThrow(
      /did not answer within/,
    );
    const rude = await receiver((response) => response.destroy());
    await expect(postWebhook(call(rude.url), options)).rejects.toThrow(TargetAway);
    await expect(postWebhook(call('http://127.0.0.1:1/'), options)).rejects.toThrow(TargetAway);
  });

  test('tell what may pass by itself from what a person has to mend', async () => {
    for (const status of [500, 503, 429, 408]) {
      const { url } = await receiver((response) => response.writeHead(status).end());
      await expect(postWebhook(call(url), options)).rejects.toThrow(TargetAway);
    }
    for (const status of [400, 401, 404, 410]) {
      const { url } = await receiver((response) => response.writeHead(status).end());
      await expect(postWebhook(call(url), options)).rejects.toThrow(TargetRefused);
    }
  });

  test('go nowhere private unless that is allowed, whatever the name says', async () => {
    const { url, received } = await receiver((response) => response.end());
    const { port } = new URL(url);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f000001', '[::ffff:127.0.0.1]'])
      await expect(postWebhook(call(`http://${host}:${port}/`), { ...options, allowed: [] })).rejects.toThrow(
        TargetRefused,
      );
    const resolve = async () => ['127.0.0.1'];
    await expect(
      postWebhook(call(`http://hooks.example.com:${port}/`), { ...options, allowed: [], resolve }),
    ).rejects.toThrow(TargetRefused);
    expect(received).toHaveLength(0);
    // the address that was looked up is the one that is called
    await postWebhook(call(`http://hooks.example.com:${port}/`), { ...options, resolve });
    expect(received[0]!.request.headers.host).toBe(`hooks.example.com:${port}`);
  });
});
