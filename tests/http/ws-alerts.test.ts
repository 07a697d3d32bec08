import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

describe.each(databases)('WS /ws/alerts on the $name database', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let other: WebOrganisation;
  beforeAll(async () => {
    server = await openWebServer(kind);
    org = await server.organisation();
    other = await server.organisation('Somebody Else');
  });
  afterAll(() => server?.close());

  const connect = (headers: Record<string, string>, path = '/ws/alerts'): WebSocket =>
    new WebSocket(server.url.replace('http', 'ws') + path, { headers });
  /** The status a handshake is refused with. */
  const refusal = async (headers: Record<string, string>, path?: string): Promise<number> => {
    const socket = connect(headers, path);
    socket.on('error', () => {});
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    return response.statusCode;
  };
  const burst = (owner: WebOrganisation, address: string) =>
    server.call('POST', '/api/v1/login-events', {
      key: owner.keys.officer,
      body: Array.from({ length: 30 }, (_, i) => ({
        event_id: `${address}-${i}`,
        occurred_at: new Date(Date.UTC(2026, 2, 2, 11, 0, i)).toISOString(),
        outcome: 'failure',
        account: 'root',
        address,
      })),
    });

  test('an alert arrives as the API shows it, and nobody else’s does', async () => {
    const socket = connect({ authorization: `Bearer ${org.keys.moderator}` });
    await once(socket, 'open');
    const heard: unknown[] = [];
    const first = once(socket, 'message');
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    await burst(other, '198.51.100.7');
    await server.live.publish(other.orgId, { type: 'alert', ref: 'ALR-1', key: 'ALR-1' });
    await burst(org, '203.0.113.9');
    await server.live.publish(org.orgId, { type: 'alert', ref: 'ALR-999', key: 'ALR-999' });
    await server.live.publish(org.orgId, { type: 'incident', ref: 'INC-1', key: 'INC-1' });
    await server.live.publish(org.orgId, { type: 'alert', ref: 'ALR-1', key: 'ALR-1' });
    await first;
    const { json } = await server.call('GET', '/api/v1/alerts', { key: org.keys.officer });
    expect(heard).toEqual([{ type: 'alert', alert: json.items![0] }]);
    socket.close();
    await once(socket, 'close');
  });

  test('only with a key or a session of ours, and only for who may read alerts', async () => {
    expect(await refusal({})).toBe(401);
    expect(await refusal({ authorization: 'Bearer sn_nobody' })).toBe(401);
    expect(await refusal({}, `/ws/alerts?key=${org.keys.admin}`)).toBe(401);
    expect(await refusal({ authorization: `Bearer ${org.keys.employee}` })).toBe(403);
    expect(await refusal({ authorization: `Bearer ${org.keys.admin}` }, '/ws/other')).toBe(404);
    const cookie = await signIn(server, org, org.adminId);
    expect(await refusal({ cookie })).toBe(403);
    expect(await refusal({ cookie, origin: 'https://evil.example' })).toBe(403);
    const socket = connect({ cookie, origin: server.url });
    await once(socket, 'open');
    socket.terminate();
  });

  test('a client that sends what it should not is cut off, and the server goes on', async () => {
    const socket = connect({ authorization: `Bearer ${org.keys.admin}` });
    await once(socket, 'open');
    socket.on('error', () => {});
    socket.send('x'.repeat(100_000));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
    expect((await server.call('GET', '/health')).status).toBe(200);
  });
});

test('stopping ends the sockets', async () => {
  const server = await openWebServer(databases[0]!);
  const org = await server.organisation();
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/alerts`, {
    headers: { authorization: `Bearer ${org.keys.admin}` },
  });
  await once(socket, 'open');
  const closed = once(socket, 'close');
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(3000);
  expect((await closed)[0]).toBe(1001);
});

test('stopping does not wait for a client that has gone silent', async () => {
  const server = await openWebServer(databases[0]!);
  const org = await server.organisation();
  const { port, host } = new URL(server.url);
  const silent = connectTcp(Number(port), '127.0.0.1');
  silent.write(
    [
      'GET /ws/alerts HTTP/1.1',
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      `Authorization: Bearer ${org.keys.admin}`,
      '\r\n',
    ].join('\r\n'),
  );
  const [answer] = (await once(silent, 'data')) as [Buffer];
  expect(String(answer)).toContain('101 Switching Protocols');
  silent.on('error', () => {});
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(4000);
  silent.destroy();
}, 15_000);
