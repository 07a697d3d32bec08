import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createChatModel } from '../../src/agent/chat-model.ts';
import { createTurnLimiter } from '../../src/agent/guardrails/rate.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { TurnEvent } from '../../src/messages/turn.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts';

const NOW = new Date('2026-11-21T10:30:00Z');
const closing = { calls: [{ name: 'update_incident', arguments: JSON.stringify({ id: 'INC-1', status: 'closed' }) }] };
const chatting = { text: 'That is closed now, as you asked. '.repeat(20), drip: 20 };

let opened: TestDatabase;
let server: OpenAiServer;
let org: TestOrganisation;
let officer: Principal;
beforeAll(async () => {
  opened = await databases.at(-1)!.open();
  server = await startOpenAiServer((_, count) => (count % 2 === 1 ? closing : chatting));
});
beforeEach(async () => {
  org = await newOrganisation(opened.db);
  officer = await org.member('officer');
  server.requests.length = 0;
  await withOrg(opened.db, org.orgId, (tx) =>
    openIncident({ tx, principal: officer, now: NOW, auditKey: deskKey }, { title: 'A door stood open' }),
  );
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

const desk = (options: Parameters<typeof testDesk>[3] = {}) =>
  testDesk(opened.db, () => NOW, createChatModel({ name: 'openai:local', openaiBaseUrl: server.url }), options);
const lines = (action: string) =>
  withOrg(opened.db, org.orgId, (tx) =>
    tx.selectFrom('audit_entry').selectAll().where('action', '=', action).orderBy('seq').execute(),
  );
const turns = () =>
  withOrg(opened.db, org.orgId, (tx) => tx.selectFrom('chat_turn').select(['question', 'steps']).execute());
const status = () =>
  withOrg(opened.db, org.orgId, (tx) =>
    tx.selectFrom('incident').select('status').where('number', '=', 1).executeTakeFirstOrThrow(),
  );
/** What becomes of the audit log once all is quiet; a turn ends a moment after its reader left. */
const eventually = async <T>(read: () => Promise<T[]>): Promise<T[]> => {
  for (let i = 0; i < 200; i++) {
    const found = await read();
    if (found.length > 0) return found;
    await sleep(25);
  }
  return [];
};

type Leave = (events: AsyncIterator<TurnEvent>, abort: AbortController) => Promise<unknown>;
const ways: [string, Leave][] = [
  ['returns', async (events) => events.return?.()],
  ['aborts', async (_, abort) => abort.abort()],
  [
    'aborts and returns',
    async (events, abort) => {
      abort.abort();
      await events.return?.();
    },
  ],
  ['throws', async (events) => events.throw?.(new Error('the socket is gone')).catch(() => {})],
  ['reads no further', async () => {}],
];

describe.each(ways)('a reader who %s', (_, leave) => {
  test.each(['step', 'text', 'status'] as const)(
    'at the first %s: what was changed is remembered and audited',
    async (kind) => {
      const abort = new AbortController();
      const events = desk().respond(officer, { text: 'close INC-1' }, abort.signal)[Symbol.asyncIterator]();
      for (let next = await events.next(); !next.done; next = await events.next()) if (next.value.kind === kind) break;
      await leave(events, abort);
      const [line, ...more] = await eventually(() => lines('assistant.turn'));
      expect(more).toEqual([]);
      expect(line).toMatchObject({ actor_id: officer.actor.id });
      const closed = (await status()).status === 'closed';
      const tools = (line!.detail as { tools: { tool: string; ok: boolean }[] }).tools;
      expect(tools.some((one) => one.tool === 'update_incident' && one.ok)).toBe(closed);
      if (kind !== 'status') expect(closed).toBe(true);
      expect(await turns()).toMatchObject([{ question: 'close INC-1' }]);
    },
  );
});

test('a trial that is left is audited, and nothing of its question is', async () => {
  const question = 'is the secret word swordfish in INC-1?';
  const events = desk()
    .respond(org.admin, { text: question, trial: { prompt: 'Be brief.' } })
    [Symbol.asyncIterator]();
  await events.next();
  await events.return?.();
  const [line] = await eventually(() => lines('assistant.trial'));
  expect(line?.detail).toMatchObject({ question_sha256: expect.stringMatching(/^[0-9a-f]{64}$/), failed: true });
  expect(JSON.stringify(line)).not.toMatch(/swordfish|secret word/);
});

test('questions that the limit refuses leave a line, one a minute', async () => {
  const limited = desk({ limiter: createTurnLimiter({ turns: { minute: 1 } }) });
  await ask(limited, officer, 'hello');
  for (let i = 0; i < 5; i++)
    await expect(ask(limited, officer, 'hello again')).rejects.toMatchObject({ code: 'rate_limited' });
  await expect(ask(limited, officer, 'Wie viele Anmeldungen gab es gestern?')).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringMatching(/^Das sind viele Fragen auf einmal\./),
    details: { retry_after: expect.any(Number) },
  });
  const refused = (await lines('assistant.turn')).filter(({ detail }) => (detail as { refused?: string }).refused);
  expect(refused).toMatchObject([{ actor_id: officer.actor.id, detail: { refused: 'rate_limited' } }]);
  expect(await turns()).toHaveLength(1);
});
