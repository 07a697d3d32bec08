import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createChatModel } from '../../src/agent/chat-model.ts';
import type { Desk } from '../../src/agent/respond.ts';
import { listModelUsage } from '../../src/db/model-usage.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { type AnthropicScripted, type MessagesRequest, startAnthropicServer } from '../support/anthropic-server.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';
import type { LocalServer } from '../support/local-server.ts';
import { type OllamaRequest, type OllamaScripted, startOllamaServer } from '../support/ollama-server.ts';

const at = new Date('2026-11-21T10:30:00Z');
const QUICK = { firstWaitMs: 1, stallMs: 500 };
const FELL_BACK = /^The language model did not answer, so I go on without it\.\n1 alert/;

describe('the providers’ own libraries on their own wire', () => {
  let opened: TestDatabase;
  let officer: Principal;
  let server: LocalServer | undefined;
  beforeAll(async () => {
    opened = await databases[0]!.open();
  });
  afterAll(() => opened.close());
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function newOfficer(): Promise<void> {
    const org = await newOrganisation(opened.db);
    officer = await org.member('officer');
    await raiseTestAlert(opened.db, org.orgId, { title: 'one', lastSeen: new Date('2026-11-20T22:00:00Z') });
  }
  const usage = async () =>
    (await withOrg(opened.db, officer.orgId, (tx) => listModelUsage(tx, { days: 1, now: at }))).items;

  describe('Anthropic', () => {
    async function desk(script: (request: MessagesRequest, count: number) => AnthropicScripted) {
      await newOfficer();
      const started = await startAnthropicServer(script);
      server = started;
      const model = createChatModel(
        { name: 'anthropic:claude-x', anthropicKey: 'sk-test', anthropicBaseUrl: started.url },
        QUICK,
      );
      return { desk: testDesk(opened.db, () => at, model), ...started, model };
    }
    const used = (request: MessagesRequest): boolean => JSON.stringify(request.messages.at(-1)).includes('tool_result');

    test('answers, calls tools and says what it cost', async () => {
      const {
        desk: on,
        requests,
        keys,
      } = await desk((request) =>
        used(request)
          ? { text: 'The newest is [ALR-1]. Look at it first.' }
          : { text: 'I will look.', calls: [{ name: 'search_logs', input: { kinds: ['alert'] } }] },
      );
      const { answer, events } = await ask(on, officer, 'list alerts');
      expect(answer).toMatchObject({
        model: 'anthropic:claude-x',
        text: 'I will look.\n\nThe newest is [ALR-1]. Look at it first.',
        steps: [{ tool: 'search_logs', ok: true, args: { kinds: ['alert'] } }],
        citations: [{ ref: 'ALR-1' }],
      });
      expect(events.filter((event) => event.kind === 'text').length).toBeGreaterThan(3);
      expect(keys).toEqual(['sk-test', 'sk-test']);
      expect(requests[0]).toMatchObject({ model: 'claude-x', max_tokens: 4096 });
      expect(requests[0]!.tools!.map((tool) => tool.name)).toContain('search_logs');
      expect(JSON.stringify(requests[1]!.messages)).toContain('<tool_data>');
      expect(await usage()).toMatchObject([{ model: 'anthropic:claude-x', calls: 2, estimatedTokens: 0 }]);
      expect((await usage())[0]!.inputTokens).toBe(240);
    });

    test.each<[string, AnthropicScripted, string, number]>([
      ['a wrong key', { status: 401, type: 'authentication_error', message: 'invalid x-api-key' }, 'key', 1],
      ['an unknown model', { status: 404, type: 'not_found_error', message: 'model: claude-x' }, 'model', 1],
      [
        'no credit',
        { status: 400, type: 'invalid_request_error', message: 'Your credit balance is too low' },
        'quota',
        1,
      ],
      ['a rate limit', { status: 429, type: 'rate_limit_error', message: 'slow', retryAfter: '0' }, 'rate', 3],
      ['an overloaded provider', { status: 529, type: 'overloaded_error', message: 'Overloaded' }, 'server', 3],
      ['an error inside the stream', { errorInStream: 'overloaded_error' }, 'rate', 3],
      ['an answer that breaks off before a word', { text: 'Hello to all.', stopAfter: 0 }, 'cut', 3],
    ])('%s is known for what it is', async (_, fault, kind, tries) => {
      const { desk: on, requests, model } = await desk(() => fault);
      expect((await ask(on, officer, 'list alerts')).answer.text).toMatch(FELL_BACK);
      expect(requests).toHaveLength(tries);
      expect(Object.keys(model.guard!.status().tries)).toEqual([kind]);
    });

    test('is told when the asker goes away', async () => {
      const { desk: on } = await desk(() => ({ text: 'word '.repeat(400), drip: 10 }));
      await leave(on, officer);
      await expect.poll(() => server!.abandoned).toBe(1);
    });
  });

  describe('Ollama', () => {
    async function desk(script: (request: OllamaRequest, count: number) => OllamaScripted) {
      await newOfficer();
      const started = await startOllamaServer(script);
      server = started;
      const model = createChatModel({ name: 'ollama:llama', ollamaBaseUrl: started.url }, QUICK);
      return { desk: testDesk(opened.db, () => at, model), ...started, model };
    }
    const used = (request: OllamaRequest): boolean => request.messages.at(-1)?.role === 'tool';

    test('answers, calls tools and says what it cost', async () => {
      const { desk: on, requests } = await desk((request) =>
        used(request)
          ? { text: '<think>Which one?</think>The newest is [ALR-1]. Look at it first.' }
          : { calls: [{ name: 'search_logs', arguments: { kinds: ['alert'] } }] },
      );
      const { answer } = await ask(on, officer, 'list alerts');
      expect(answer).toMatchObject({
        model: 'ollama:llama',
        text: 'The newest is [ALR-1]. Look at it first.',
        steps: [{ tool: 'search_logs', ok: true, args: { kinds: ['alert'] } }],
        citations: [{ ref: 'ALR-1' }],
      });
      expect(requests[0]).toMatchObject({ model: 'llama', stream: true });
      expect(requests[0]!.tools!.map((tool) => tool.function.name)).toContain('search_logs');
      expect(requests[1]!.messages.at(-1)!.content).toContain('<tool_data>');
      expect(await usage()).toMatchObject([{ calls: 2, inputTokens: 220, outputTokens: 16, estimatedTokens: 0 }]);
    });

    test.each<[string, OllamaScripted, string, number]>([
      [
        'a model that was not pulled',
        { status: 404, error: 'model "llama" not found, try pulling it first' },
        'model',
        1,
      ],
      ['a model without tools', { status: 400, error: 'llama does not support tools' }, 'request', 1],
      ['a fault', { status: 500, error: 'llama runner process has terminated' }, 'server', 3],
      ['an answer that breaks off before a word', { text: 'Hello to all.', stopAfter: 0 }, 'cut', 3],
      ['an answer without an end', { text: '', noEnd: true }, 'cut', 3],
    ])('%s is known for what it is', async (_, fault, kind, tries) => {
      const { desk: on, requests, model } = await desk(() => fault);
      expect((await ask(on, officer, 'list alerts')).answer.text).toMatch(FELL_BACK);
      expect(requests).toHaveLength(tries);
      expect(Object.keys(model.guard!.status().tries)).toEqual([kind]);
    });

    test('is told when the asker goes away, and nobody else’s answer ends with it', async () => {
      const { desk: on } = await desk(() => ({ text: 'word '.repeat(60), drip: 5 }));
      const staying = ask(on, officer, 'list alerts');
      const other = { ...officer, place: { ...officer.place, platform: 'api' as const } };
      await leave(on, other);
      expect((await staying).answer).toMatchObject({ model: 'ollama:llama', text: 'word '.repeat(60).trim() });
      await expect.poll(() => server!.abandoned).toBe(1);
    });

    test('that is not running is said to be out of reach', async () => {
      await newOfficer();
      const model = createChatModel({ name: 'ollama:llama', ollamaBaseUrl: 'http://127.0.0.1:9' }, QUICK);
      const { answer } = await ask(
        testDesk(opened.db, () => at, model),
        officer,
        'list alerts',
      );
      expect(answer.text).toMatch(FELL_BACK);
      expect(model.guard!.status().failure).toMatchObject({ kind: 'network' });
    });
  });
});

async function leave(desk: Desk, who: Principal): Promise<void> {
  const leaving = new AbortController();
  for await (const event of desk.respond(who, { text: 'list alerts' }, leaving.signal))
    if (event.kind === 'text') leaving.abort();
}
