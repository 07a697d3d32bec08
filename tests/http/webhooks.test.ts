import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer, type WebServer } from '../../src/http/server.ts';
import { databases } from '../support/database.ts';
import { openWebServer, type TestServer } from '../support/web-server.ts';

let web: TestServer;
let server: WebServer;
let url: string;
const bodies: string[] = [];
beforeAll(async () => {
  web = await openWebServer(databases[0]!);
  server = createServer(web.services, {
    probesOnly: true,
    webhooks: [
      {
        path: '/slack/events',
        async handle(incoming, response) {
          const chunks: Buffer[] = [];
          for await (const chunk of incoming) chunks.push(chunk as Buffer);
          bodies.push(Buffer.concat(chunks).toString());
          response.writeHead(200).end('taken');
        },
      },
    ],
  });
  url = await server.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await server.close();
  await web.close();
});

/** A body without a length, piece by piece; answers the status, or null where the connection was cut. */
const pour = (pieces: number): Promise<number | null> =>
  new Promise((resolve) => {
    const call = request(
      `${url}/slack/events`,
      { method: 'POST', headers: { 'transfer-encoding': 'chunked' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? null);
      },
    );
    call.on('error', () => resolve(null));
    for (let i = 0; i < pieces; i++) call.write(Buffer.alloc(100_000, 'x'));
    call.end();
  });

test('a platform’s request reaches it unread, whatever it is and wherever it comes from', async () => {
  const answer = await fetch(`${url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: 'https://elsewhere.example',
      'sec-fetch-site': 'cross-site',
    },
    body: '{"not": json',
  });
  expect([answer.status, await answer.text()]).toEqual([200, 'taken']);
  expect(bodies.at(-1)).toBe('{"not": json');
});

test('too much is refused, said beforehand or not', async () => {
  const said = await fetch(`${url}/slack/events`, { method: 'POST', body: 'x'.repeat(3_100_000) }).then(
    ({ status }) => status,
    () => 413,
  );
  expect(said).toBe(413);
  expect(await pour(40)).toBeNull();
  expect(await pour(5)).toBe(200);
  expect(bodies.at(-1)).toHaveLength(500_000);
});

test('it takes nothing but posts there, and nothing elsewhere', async () => {
  expect((await fetch(`${url}/slack/events`)).status).toBe(404);
  expect((await fetch(`${url}/discord/events`, { method: 'POST' })).status).toBe(404);
});
