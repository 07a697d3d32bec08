import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChatModel } from '../../src/agent/chat-model.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Answer, TurnEvent } from '../../src/messages/turn.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';
import { type ChatRequest, type OpenAiServer, type Scripted, startOpenAiServer } from '../support/openai-server.ts';

const at = new Date('2026-11-21T10:30:00Z');
const call = (name: string, args: unknown): Scripted => ({ calls: [{ name, arguments: JSON.stringify(args) }] });

let opened: TestDatabase;
let org: TestOrganisation;
let admin: Principal;
let server: OpenAiServer;
let script: (request: ChatRequest) => Scripted;

beforeAll(async () => {
  opened = await databases[0]!.open();
  org = await newOrganisation(opened.db);
  admin = await org.member('admin', { name: 'Ada' });
  await raiseTestAlert(opened.db, org.orgId, { title: 'one', lastSeen: new Date('2026-11-20T22:00:00Z') });
  server = await startOpenAiServer((request) => script(request));
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

async function trial(who: Principal, text: string, more: { prompt?: string; offline?: boolean } = {}): Promise<Answer> {
  server.requests.length = 0;
  const desk = testDesk(opened.db, () => at, createChatModel({ name: 'openai:local', openaiBaseUrl: server.url }));
  const events: TurnEvent[] = [];
  for await (const event of desk.respond(who, { text, trial: { prompt: 'Be brief. You serve {{name}}.', ...more } }))
    events.push(event);
  const last = events.at(-1);
  if (last?.kind !== 'done') throw new Error(JSON.stringify(last));
  return last.answer;
}
const stored = () =>
  withOrg(opened.db, org.orgId, async (tx) => ({
    turns: await tx.selectFrom('chat_turn').select('id').execute(),
    sessions: await tx.selectFrom('chat_session').select('id').execute(),
    incidents: await tx.selectFrom('incident').select('id').execute(),
    proposals: await tx.selectFrom('proposal').select('id').execute(),
    alerts: await tx.selectFrom('alert').select('status').execute(),
  }));

test('the model is told the other prompt, looks things up for real, and what it writes is only named', async () => {
  const writes = [
    call('search_logs', { kinds: ['alert'] }),
    call('update_alert', { id: 'ALR-1', status: 'resolved' }),
    call('create_incident', { title: 'fire' }),
    call('propose_rule', { rule_type: 'country', countries: ['KP'], statement: 'no logins from North Korea' }),
  ];
  script = ({ messages }) => writes[messages.filter(({ role }) => role === 'tool').length] ?? { text: 'See [ALR-1].' };
  const before = await stored();
  const answer = await trial(admin, 'resolve ALR-1 and open an incident: fire');
  expect(JSON.stringify(server.requests[0]?.messages[0])).toContain('Be brief. You serve Ada.');
  expect(answer.steps.map(({ tool, ok }) => [tool, ok])).toEqual([
    ['search_logs', true],
    ['update_alert', false],
    ['create_incident', false],
    ['propose_rule', false],
  ]);
  expect(answer.steps[1]?.error).toContain('This is a trial');
  expect(answer).toMatchObject({ sessionId: '', model: 'openai:local', citations: [{ ref: 'ALR-1' }] });
  expect(answer.turnId).toBeUndefined();
  expect(await stored()).toEqual(before);
});

test('it is audited with what was tried, by its hash', async () => {
  const rows = await withOrg(opened.db, org.orgId, (tx) =>
    tx.selectFrom('audit_entry').selectAll().where('action', '=', 'assistant.trial').execute(),
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    subject: 'prompts/desk',
    actor_id: admin.actor.id,
    detail: {
      model: 'openai:local',
      question_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      prompt_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
});

test('the offline model can be asked instead', async () => {
  script = () => ({ text: 'never asked' });
  const answer = await trial(admin, 'any alerts yesterday?', { offline: true });
  expect(answer.model).toBe('offline');
  expect(server.requests).toHaveLength(0);
});

test('a prompt that is empty, too long, or has a placeholder that nothing fills is refused', async () => {
  for (const prompt of ['  ', 'x'.repeat(20_001), 'Hello {{password}}'])
    await expect(trial(admin, 'hello', { prompt })).rejects.toMatchObject({ code: 'invalid_input' });
});

test.each(['officer', 'manager', 'moderator', 'employee'] as const)('a trial is not for a %s', async (role) => {
  const member = await org.member(role);
  await expect(trial(member, 'hello')).rejects.toMatchObject({ code: 'forbidden' });
});
