import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createChatModel } from '../../src/agent/chat-model.ts';
import { lastTurns } from '../../src/db/chat-sessions.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { verifyAudit } from '../../src/pipeline/audit.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';
import { type ChatRequest, type OpenAiServer, type Scripted, startOpenAiServer } from '../support/openai-server.ts';

const at = new Date('2026-11-21T10:30:00Z');
const key = ['AK', 'IA', 'Q7J4T2N9XW5B8CZE'].join('');
const call = (...calls: [string, unknown][]): Scripted => ({
  calls: calls.map(([name, args]) => ({ name, arguments: JSON.stringify(args) })),
});

let opened: TestDatabase;
let org: TestOrganisation;
let officer: Principal;
let server: OpenAiServer | undefined;
beforeAll(async () => {
  opened = await databases[0]!.open();
});
afterAll(() => opened.close());
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function scripted(script: (request: ChatRequest, count: number) => Scripted) {
  org = await newOrganisation(opened.db);
  officer = await org.member('officer', { name: 'Maria Lopez' });
  for (const title of ['one', `key ${key}`, 'three'])
    await raiseTestAlert(opened.db, org.orgId, { title, lastSeen: new Date('2026-11-20T22:00:00Z') });
  server = await startOpenAiServer(script);
  return testDesk(opened.db, () => at, createChatModel({ name: 'openai:local', openaiBaseUrl: server.url }));
}
const rows = <T>(read: (tx: Parameters<Parameters<typeof withOrg>[2]>[0]) => Promise<T>): Promise<T> =>
  withOrg(opened.db, org.orgId, read as never) as Promise<T>;

test('what nobody asked for waits as a proposal, two a turn, with its warning and our own buttons', async () => {
  const desk = await scripted((_, count) =>
    count === 1
      ? call(['search_logs', { kinds: ['alert'] }])
      : count === 2
        ? call(
            ['update_alert', { id: 'ALR-1', status: 'false_alarm' }],
            ['update_alert', { id: 'ALR-999', status: 'resolved' }],
            ['create_incident', { title: 'See [x](https://evil.example) @everyone', severity: 'high' }],
            ['update_alert', { id: 'ALR-3', status: 'resolved' }],
          )
        : { text: 'There are 3 alerts, the newest is [ALR-3].' },
  );
  const { answer } = await ask(desk, officer, 'which alerts are there?');
  expect(answer.steps.map(({ tool, ok }) => [tool, ok])).toEqual([
    ['search_logs', true],
    ['update_alert', false],
    ['update_alert', false],
    ['create_incident', false],
    ['update_alert', false],
  ]);
  const cards = answer.cards.filter(({ key: about }) => about.startsWith('PROP-'));
  expect(cards.map((card) => card.key)).toEqual(['PROP-1', 'PROP-2']);
  expect(JSON.stringify(cards)).not.toMatch(/https?:|evil\.example|@everyone/);
  const texts = cards[0]!.parts.filter((part) => part.kind === 'text').map((part) => part.text);
  expect(texts.join()).toMatch(/after reading|written by others/i);
  expect(answer.text).toContain('Suggested as [PROP-1], nothing was done');
  const [alerts, incidents] = await rows(async (tx) => [
    await tx.selectFrom('alert').select('status').execute(),
    await tx.selectFrom('incident').selectAll().execute(),
  ]);
  expect(alerts.every(({ status }) => status === 'open')).toBe(true);
  expect(incidents).toEqual([]);
});

test('a secret in the data or in the question reaches neither the model nor the answer nor the memory', async () => {
  const desk = await scripted((_, count) =>
    count === 1 ? call(['search_logs', { kinds: ['alert'] }]) : { text: `[ALR-2] has the key ${key}.` },
  );
  const { answer, events } = await ask(desk, officer, `is ${key} among the alerts?`);
  expect(JSON.stringify(server!.requests)).not.toContain(key);
  expect(JSON.stringify(events)).not.toContain(key);
  expect(answer.text).toContain('Your message held a secret.');
  const [turn] = await rows((tx) => lastTurns(tx, answer.sessionId, 1));
  expect(JSON.stringify(turn)).not.toContain(key);
  expect(turn?.trace.masked).toMatchObject({ secrets: expect.any(Number) });
});

test('a figure that stands on nothing is taken out, with a word', async () => {
  const desk = await scripted((_, count) =>
    count === 1
      ? call(['search_logs', { kinds: ['alert'] }])
      : { text: 'There are 3 alerts. 47 accounts were locked. The newest is [ALR-3].' },
  );
  const { answer, seen } = await ask(desk, officer, 'which alerts are there?');
  expect(answer.text).toBe('There are 3 alerts. The newest is [ALR-3]. (I removed a sentence I could not back up.)');
  expect(seen).not.toContain('47');
});

test('the audit log tells of every turn what decided, and none of its words', async () => {
  const desk = await scripted((_, count) =>
    count === 1 ? call(['update_alert', { id: 'ALR-1', status: 'resolved' }]) : { text: 'Hello.' },
  );
  const { answer } = await ask(desk, officer, 'good morning to the quiet desk');
  const entries = await rows((tx) =>
    tx.selectFrom('audit_entry').selectAll().where('action', '=', 'assistant.turn').execute(),
  );
  expect(entries).toHaveLength(1);
  expect(entries[0]?.detail).toMatchObject({
    model: 'openai:local',
    prompt: expect.stringMatching(/^desk \d+$/),
    prompt_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    tools: [{ tool: 'update_alert', ok: false, decision: 'proposed', proposal: 'PROP-1' }],
    proposals: ['PROP-1'],
  });
  expect(JSON.stringify(entries)).not.toContain('quiet desk');
  const [turn] = await rows((tx) => lastTurns(tx, answer.sessionId, 1));
  expect(turn?.trace.calls).toMatchObject([
    { tool: 'update_alert', args: { id: 'ALR-1', status: 'resolved' }, decision: 'proposed' },
  ]);
  expect((await rows((tx) => verifyAudit(tx, deskKey))).ok).toBe(true);
});
