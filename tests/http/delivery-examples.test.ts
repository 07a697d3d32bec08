import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../support/database.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../docs/delivery.md'), 'utf8');
/** The calls of the page: method, path and body, as somebody would type them. */
const calls = [
  ...text.matchAll(/^curl (?:-X (\w+) )?https:\/\/desk\.example\.org(\S+) [\s\S]*?-d '([\s\S]*?)'$/gm),
].map(([, method = 'POST', path, body]) => ({ method, path: path!, body: body! }));

describe('the examples of docs/delivery.md', () => {
  let server: TestServer;
  let org: WebOrganisation;
  let hook: Server;
  const got: { headers: Record<string, unknown>; body: string }[] = [];
  beforeAll(async () => {
    hook = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        got.push({ headers: request.headers, body });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    server = await openWebServer(databases[0]!);
    org = await server.organisation();
  });
  afterAll(async () => {
    await server.close();
    await new Promise((done) => hook.close(done));
  });
  const call = (method: string, path: string, body?: unknown) =>
    server.call(method, path, { key: org.keys.admin, ...(body === undefined ? {} : { body }) });

  test('are taken as they stand, and what they send is checked by the code beside them', async () => {
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/delivery-targets',
      'PATCH /api/v1/alert-policy',
    ]);
    const [place, policy] = calls;
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
    const made = await call(place!.method, place!.path, {
      ...JSON.parse(place!.body),
      settings: { url },
    });
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({ quiet_days: [6, 7], language: 'de' });
    const { id, signing_secret: secret } = made.json as { id: string; signing_secret: string };
    const set = await call(policy!.method, policy!.path, JSON.parse(policy!.body.replace('"ID"', JSON.stringify(id))));
    expect(set.status, set.text).toBe(200);
    expect(set.json).toMatchObject({ remindMinutes: 30, rollUp: { alerts: 10, minutes: 10 } });
    expect((await call('POST', `/api/v1/delivery-targets/${id}/test`)).status).toBe(204);

    const code = /```js\n([\s\S]*?)```/.exec(text)![1]!;
    const { isFromSafeNest } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      isFromSafeNest: (secret: string, headers: Record<string, unknown>, body: string, now?: number) => boolean;
    };
    const { headers, body } = got[0]!;
    const now = NOON.getTime();
    expect(isFromSafeNest(secret, headers, body, now)).toBe(true);
    expect(isFromSafeNest(secret, headers, `${body} `, now)).toBe(false);
    expect(isFromSafeNest(secret, headers, body, now + 600_000)).toBe(false);
    expect(isFromSafeNest(`whsec_${'A'.repeat(44)}`, headers, body, now)).toBe(false);
    expect(isFromSafeNest(secret, {}, body, now)).toBe(false);
    // every type that the page names is one that is sent, and the other way round
    const named = [...text.matchAll(/`((?:alert|incident|proposal|case|appeal|report)\.\w+)`/g)].map(
      ([, type]) => type,
    );
    const source = readFileSync(resolve(import.meta.dirname, '../../src/pipeline/delivery/fan-out.ts'), 'utf8');
    const sent = [...source.matchAll(/'((?:alert|incident|proposal|case|appeal|report)\.\w+)'/g)].map(
      ([, type]) => type,
    );
    expect(new Set(named)).toEqual(new Set(sent));
  });
});
