import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChatModel } from '../../src/agent/chat-model.ts';
import { createDesk } from '../../src/agent/respond.ts';
import { silentLog } from '../../src/log.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { toolsFor } from '../../src/tools/index.ts';
import { databases } from '../support/database.ts';
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

let model: OpenAiServer;
let server: TestServer;
let org: WebOrganisation;
beforeAll(async () => {
  model = await startOpenAiServer(({ messages }) =>
    messages.at(-1)?.role === 'tool'
      ? { text: `Done as you asked. ${'more words '.repeat(400)}`, drip: 20 }
      : { calls: [{ name: 'update_incident', arguments: JSON.stringify({ id: 'INC-1', status: 'closed' }) }] },
  );
  server = await openWebServer(databases.at(-1)!, {
    desk: ({ database, auditKey }) =>
      createDesk({
        db: database.db,
        model: createChatModel({ name: 'openai:local', openaiBaseUrl: model.url }),
        now: () => NOON,
        tools: toolsFor,
        services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
        auditKey,
        log: silentLog(),
        publicUrl: null,
      }),
  });
  org = await server.organisation('Harbour');
});
afterAll(async () => {
  await server.close();
  await model.close();
});

test.each(['text/event-stream', 'application/json'])(
  'who hangs up (%s) leaves their line in the audit log',
  async (accept) => {
    const number = (await org.work((work) => openIncident(work, { title: 'A door stood open' }))).number;
    const before = await turnLines();
    const calls = model.requests.length;
    const abort = new AbortController();
    const answer = fetch(`${server.url}/api/v1/chat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${org.keys.officer}`, 'content-type': 'application/json', accept },
      body: JSON.stringify({ message: `close INC-${number}` }),
      signal: abort.signal,
    });
    answer.catch(() => {});
    // The second call of the model is under way: what was asked has been tried.
    while (model.requests.length < calls + 2) await sleep(20);
    await sleep(200);
    abort.abort();
    let after = before;
    for (let i = 0; i < 200 && after.length === before.length; i++) {
      await sleep(25);
      after = await turnLines();
    }
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]?.detail.tools).toMatchObject([{ tool: 'update_incident' }]);
  },
);

async function turnLines(): Promise<{ detail: { tools?: unknown[] } }[]> {
  const { json } = await server.call('GET', '/api/v1/audit?limit=50&action=assistant.turn', { key: org.keys.admin });
  return (json as { items: { action: string; detail: { tools?: unknown[] } }[] }).items.filter(
    ({ action }) => action === 'assistant.turn',
  );
}
