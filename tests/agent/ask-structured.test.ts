import { HumanMessage } from '@langchain/core/messages';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askStructured } from '../../src/agent/ask-structured.ts';
import { createChatModel, offlineModel } from '../../src/agent/chat-model.ts';
import { probeModel } from '../../src/agent/models/probe.ts';
import { type OpenAiServer, type Scripted, startOpenAiServer } from '../support/openai-server.ts';

const context = {
  now: new Date('2026-11-21T10:30:00Z'),
  timeZone: 'UTC',
  role: 'officer',
  language: 'en',
  history: [],
  isProgram: false,
} as const;
const schema = z.object({ account: z.string(), failures: z.number().int().min(1) });

describe('a typed answer', () => {
  let server: OpenAiServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  async function asked(script: (count: number) => Scripted) {
    server = await startOpenAiServer((_request, count) => script(count));
    const model = createChatModel({ name: 'openai:local', openaiBaseUrl: server.url }, { firstWaitMs: 1 });
    return askStructured({
      model,
      context,
      name: 'threshold',
      schema,
      messages: [new HumanMessage('root fails 5 times')],
    });
  }

  test('is what fits the schema', async () => {
    expect(await asked(() => ({ text: '{"account":"root","failures":5}' }))).toEqual({
      ok: true,
      value: { account: 'root', failures: 5 },
    });
    expect(server!.requests).toHaveLength(1);
  });

  test('with words around it is asked for once more', async () => {
    const json = '{"account":"root","failures":5}';
    const answer = await asked((count) => ({ text: count === 1 ? `Here you are: ${json}` : json }));
    expect(answer).toMatchObject({ ok: true });
    expect(JSON.stringify(server!.requests.at(-1)!.messages)).toContain('no JSON object');
  });

  test('is asked for once more with what is wrong', async () => {
    const answer = await asked((count) => ({
      text: count === 1 ? '{"account":"root","failures":"many"}' : '{"account":"root","failures":5}',
    }));
    expect(answer).toMatchObject({ ok: true, value: { failures: 5 } });
    expect(JSON.stringify(server!.requests[1]!.messages)).toContain('That does not fit');
    expect(JSON.stringify(server!.requests[1]!.messages)).toContain('failures');
  });

  test.each<[string, Scripted]>([
    ['never fits', { text: '{"account":"root","failures":0}' }],
    ['is no JSON', { text: 'Five times.' }],
  ])('that %s is a failure of its own kind, after two tries', async (_, answer) => {
    expect(await asked(() => answer)).toMatchObject({ ok: false, why: 'misfit' });
    expect(server!.requests).toHaveLength(2);
  });

  test('is not had from a provider that fails, nor without one', async () => {
    expect(await asked(() => ({ status: 401 }))).toEqual({ ok: false, why: 'failed', kind: 'key' });
    expect(await askStructured({ model: offlineModel, context, name: 'x', schema, messages: [] })).toEqual({
      ok: false,
      why: 'offline',
    });
  });

  test('shows whether a model can be used', async () => {
    server = await startOpenAiServer((_request, count) =>
      count === 1 ? { text: '{"town":"Paris","sides":3}' } : count === 2 ? { status: 401 } : { text: 'Paris, three.' },
    );
    const model = createChatModel({ name: 'openai:local', openaiBaseUrl: server.url });
    expect(await probeModel(model)).toBe('openai:local answers, in the form it is asked for');
    await expect(probeModel(model)).rejects.toThrow('OPENAI_API_KEY');
    await expect(probeModel(model)).rejects.toThrow('not in the form');
    expect(await probeModel(offlineModel)).toContain('no language model');
  });
});
