import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offlineModel } from '../../src/agent/chat-model.ts';
import { createDesk } from '../../src/agent/respond.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import type { Desk } from '../../src/http/services.ts';
import { silentLog } from '../../src/log.ts';
import type { AskedPicture } from '../../src/messages/asked-picture.ts';
import type { Answer, TurnEvent } from '../../src/messages/turn.ts';
import { toolsFor } from '../../src/tools/index.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const SESSION = '01890a5d-ac96-774b-bcce-b302099a8057';
const answer: Answer = {
  sessionId: SESSION,
  text: 'One alert: ALR-1.',
  citations: [{ ref: 'ALR-1', kind: 'alert', at: '2026-03-02T11:00:00.000Z', url: '/alerts/ALR-1' }],
  steps: [{ tool: 'search_logs', args: { kinds: ['alert'] }, ok: true, ms: 3 }],
  cards: [{ key: 'ALR-1', parts: [{ kind: 'text', text: 'A card' }] }],
  model: 'offline',
  language: 'en',
};
const events: TurnEvent[] = [
  { kind: 'status', text: 'Searching' },
  { kind: 'step', step: answer.steps[0]! },
  { kind: 'text', delta: 'One alert:\n' },
  { kind: 'text', delta: 'ALR-1, ALR' },
  { kind: 'retract', length: 5 },
  { kind: 'text', delta: '.' },
  { kind: 'card', card: answer.cards[0]! },
  { kind: 'done', answer },
];
const WIRE = {
  session_id: SESSION,
  answer: answer.text,
  citations: answer.citations,
  steps: answer.steps,
  cards: answer.cards,
  model: 'offline',
  language: 'en',
  time_zone: 'Europe/Berlin',
};

/** A desk with a script, to see what HTTP makes of it; what the real one says is its own tests' matter. */
function scriptedDesk(): Desk & {
  asked: { principal: Principal; text: string; sessionId?: string; pictures?: readonly AskedPicture[] }[];
  aborted: number;
} {
  return {
    asked: [],
    aborted: 0,
    async *respond(principal, request, signal) {
      this.asked.push({ principal, ...request });
      if (request.text === 'fail') return yield { kind: 'failed', message: 'The model is away.' };
      if (request.text === 'throw') throw new Error('a secret detail');
      if (request.text === 'forever') {
        try {
          for (;;) {
            signal?.throwIfAborted();
            yield { kind: 'text', delta: 'more ' };
            await sleep(5);
          }
        } finally {
          this.aborted++;
        }
      }
      yield* events;
    },
  };
}

describe('POST /api/v1/chat', () => {
  const desk = scriptedDesk();
  let server: TestServer;
  let org: WebOrganisation;
  beforeAll(async () => {
    server = await openWebServer(databases[0]!, { desk: () => desk, pages: consoleRoutes });
    org = await server.organisation();
  });
  afterAll(() => server?.close());

  const ask = (body: unknown, accept?: string) =>
    server.call('POST', '/api/v1/chat', {
      key: org.keys.employee,
      body,
      ...(accept === undefined ? {} : { headers: { accept } }),
    });

  test('answers at once with everything', async () => {
    const { status, json } = await ask({ message: ' what happened? ', session_id: SESSION });
    expect(status).toBe(200);
    expect(json).toEqual(WIRE);
    expect(desk.asked.at(-1)).toMatchObject({
      text: 'what happened?',
      sessionId: SESSION,
      principal: { orgId: org.orgId, role: 'employee', timeZone: 'Europe/Berlin', place: { platform: 'api' } },
    });
  });

  test('streams when asked to, each event on one line', async () => {
    const { headers, text } = await ask({ message: 'what happened?' }, 'text/event-stream');
    expect(headers.get('content-type')).toContain('text/event-stream');
    const seen = text
      .trim()
      .split('\n\n')
      .map((block) => /^event: (\w+)\ndata: (.*)$/.exec(block)!)
      .map(([, event, data]) => ({ event, data: JSON.parse(data!) as unknown }));
    expect(seen).toEqual([
      { event: 'status', data: { text: 'Searching' } },
      { event: 'step', data: answer.steps[0] },
      { event: 'text', data: { delta: 'One alert:\n' } },
      { event: 'text', data: { delta: 'ALR-1, ALR' } },
      { event: 'retract', data: { length: 5 } },
      { event: 'text', data: { delta: '.' } },
      { event: 'card', data: answer.cards[0] },
      { event: 'done', data: WIRE },
    ]);
  });

  test('a failure is a problem document, or an event where the stream has begun; details stay inside', async () => {
    const failed = await ask({ message: 'fail' });
    expect([failed.status, failed.json.detail]).toEqual([503, 'The model is away.']);
    expect((await ask({ message: 'fail' }, 'text/event-stream')).text).toContain(
      'event: failed\ndata: {"message":"The model is away."}',
    );
    const thrown = await ask({ message: 'throw' }, 'text/event-stream');
    expect(thrown.status).toBe(500);
    expect(thrown.text).not.toContain('secret');
  });

  test.each([
    {},
    { message: '' },
    { message: '   ' },
    { message: 'x'.repeat(4001) },
    { message: 'x', session_id: 'x' },
    { message: 'a\0' },
  ])('does not bother the desk with %j', async (body) => {
    const before = desk.asked.length;
    expect((await ask(body)).status).toBe(400);
    expect(desk.asked).toHaveLength(before);
  });

  const bytesOf = async (pictures: readonly AskedPicture[] = []): Promise<string[]> =>
    Promise.all(pictures.map(async (one) => Buffer.from(await one.open()).toString()));

  test('takes pictures along, with words and without', async () => {
    const pictures = [{ name: 'gate.jpg', data: Buffer.from('first').toString('base64') }, { data: 'c2Vjb25k' }];
    expect((await ask({ message: 'who is this?', pictures })).status).toBe(200);
    const { text, pictures: sent } = desk.asked.at(-1)!;
    expect(text).toBe('who is this?');
    expect(sent!.map(({ name, size }) => [name, size])).toEqual([
      ['gate.jpg', 5],
      ['picture', 6],
    ]);
    expect(await bytesOf(sent)).toEqual(['first', 'second']);
    expect((await ask({ pictures })).status).toBe(200);
    expect(desk.asked.at(-1)!.text).toBe('');
  });

  test.each([
    [{ pictures: [] }, 400],
    [{ pictures: [{ data: '' }] }, 400],
    [{ pictures: [{ data: 'no base64 at all!' }] }, 400],
    [{ pictures: [{ data: 'c2Vjb25k', url: 'http://127.0.0.1/' }] }, 400],
    [{ pictures: Array.from({ length: 6 }, () => ({ data: 'c2Vjb25k' })) }, 400],
    [{ pictures: [{ data: 'A'.repeat(28_000_000) }] }, 413],
  ])('takes no pictures that are none: %#', async (body, status) => {
    const before = desk.asked.length;
    expect((await ask(body)).status).toBe(status);
    expect(desk.asked).toHaveLength(before);
  });

  test('the console takes them as a form', async () => {
    const cookie = await signIn(server, org, org.adminId);
    const send = (form: FormData) =>
      fetch(`${server.url}/console/chat`, {
        method: 'POST',
        headers: { cookie, accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' },
        body: form,
      });
    const form = new FormData();
    form.append('text', '');
    form.append('session', SESSION);
    form.append('pictures', new Blob(['first']), 'a.jpg');
    form.append('pictures', new Blob([]), '');
    const response = await send(form);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('event: done')]);
    const { text, sessionId, pictures } = desk.asked.at(-1)!;
    expect([text, sessionId, await bytesOf(pictures)]).toEqual(['', SESSION, ['first']]);
    const before = desk.asked.length;
    const empty = new FormData();
    empty.append('text', ' ');
    empty.append('pictures', new Blob([]), '');
    expect((await send(empty)).status).toBe(400);
    const many = new FormData();
    for (let at = 0; at < 6; at++) many.append('pictures', new Blob(['x']), `${at}.jpg`);
    expect((await send(many)).status).toBe(413);
    expect(desk.asked).toHaveLength(before);
  });

  test('whoever goes away ends the turn', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/api/v1/chat`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${org.keys.employee}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: '{"message":"forever"}',
      signal: leaving.signal,
    });
    await response.body!.getReader().read();
    leaving.abort();
    await expect.poll(() => desk.aborted).toBe(1);
  });

  test('turns are counted by how they ended', async () => {
    const { text } = await server.call('GET', '/metrics');
    for (const result of ['answered', 'failed', 'abandoned'])
      expect(text).toMatch(new RegExp(`safenest_turns_total\\{result="${result}"\\} [1-9]`));
  });
});

test('the real desk, with the offline model, answers over HTTP with what it did', async () => {
  const server = await openWebServer(databases[0]!, {
    desk: ({ database, auditKey }) =>
      createDesk({
        db: database.db,
        auditKey,
        model: offlineModel,
        tools: toolsFor,
        services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
        now: () => NOON,
        log: silentLog(),
        publicUrl: null,
      }),
  });
  try {
    const org = await server.organisation();
    const key = org.keys.officer;
    const burst = Array.from({ length: 30 }, (_, i) => ({
      event_id: `b${i}`,
      occurred_at: new Date(Date.UTC(2026, 2, 1, 11, 0, i)).toISOString(),
      outcome: i === 29 ? 'success' : 'failure',
      account: 'root',
      address: '203.0.113.9',
    }));
    await server.call('POST', '/api/v1/login-events', { key, body: burst });
    const ask = (body: unknown) => server.call('POST', '/api/v1/chat', { key, body });
    const first = await ask({ message: 'Show high-risk events from yesterday and open an incident.' });
    expect(first.status).toBe(200);
    const { session_id, citations, steps, cards } = first.json as unknown as typeof WIRE;

    expect(steps.map((step) => [step.tool, step.ok])).toEqual([
      ['search_logs', true],
      ['create_incident', true],
    ]);
    expect(citations.map((citation) => citation.ref)).toEqual(['ALR-2', 'INC-1']);
    expect(cards.map((card) => card.key)).toContain('INC-1');
    expect((await server.call('GET', '/api/v1/incidents', { key })).json.items).toHaveLength(1);

    expect((await ask({ message: 'help', session_id })).json.session_id).toBe(session_id);
    const stranger = await server.call('POST', '/api/v1/chat', {
      key: org.keys.manager,
      body: { message: 'help', session_id },
    });
    expect(stranger.status).toBe(404);
  } finally {
    await server.close();
  }
});

test('stopping ends the streams', async () => {
  const desk = scriptedDesk();
  const server = await openWebServer(databases[0]!, { desk: () => desk });
  const org = await server.organisation();
  const response = await fetch(`${server.url}/api/v1/chat`, {
    method: 'POST',
    headers: { 'x-api-key': org.keys.admin, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: '{"message":"forever"}',
  });
  const reader = response.body!.getReader();
  await reader.read();
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(3000);
  expect(desk.aborted).toBe(1);
});
