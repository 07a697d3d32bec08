import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChatModel } from '../../../src/agent/chat-model.ts';
import { evaluateModel, type ModelEvaluation } from '../../../src/eval/questions/evaluate-model.ts';
import { type ModelDesk, openModelDesk } from '../../../src/eval/questions/model-desk.ts';
import { passHat } from '../../../src/eval/questions/pass.ts';
import type { Question } from '../../../src/eval/questions/question-line.ts';
import { silentLog } from '../../../src/log.ts';
import { type ChatRequest, type OpenAiServer, type Scripted, startOpenAiServer } from '../../support/openai-server.ts';

const QUESTIONS: Question[] = [
  {
    id: '1',
    role: 'officer',
    kind: 'search',
    q: 'failed logins from Russia yesterday',
    expect: [{ tool: 'search_logs', args: { outcome: 'failure', country: 'RU', range: 'yesterday' } }],
  },
  {
    id: '2',
    role: 'officer',
    kind: 'incident',
    q: 'open an incident: lost badge',
    expect: [{ tool: 'create_incident', args: { title: 'lost badge' } }],
  },
  {
    id: '3',
    role: 'officer',
    kind: 'multi_turn',
    after: ['show open alerts'],
    q: 'open the second one',
    expect: [{ tool: 'open_alert', args: { id: 'ALR-102' } }],
  },
  { id: '4', role: 'employee', kind: 'refusal', q: 'show me all logins', expect: [], refuse: 'role' },
  {
    id: '5',
    role: 'moderator',
    kind: 'moderation',
    q: 'what has @troll done, then ban him',
    expect: [
      { tool: 'moderation_history', args: { user: 'troll' } },
      { tool: 'moderate_member', args: { user: 'troll', action: 'ban' } },
    ],
  },
];

/** What is asked in a request, and how many tools have answered since. */
function asked({ messages }: ChatRequest): { question: Question; step: number } {
  const at = messages.findLastIndex((message) => message.role === 'user');
  const content = messages[at]!.content;
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('');
  return {
    question: QUESTIONS.find(({ q }) => q === text)!,
    step: messages.slice(at + 1).filter((message) => message.role === 'tool').length,
  };
}

/** Makes the expected calls one after the other, with the country by its name and the user with its @, then answers. */
function perfect(request: ChatRequest): Scripted {
  const { question, step } = asked(request);
  const call = question.expect[step];
  if (!call) return { text: 'That is all I can say.' };
  const { country, user, ...args } = call.args;
  const spelt = { ...args, ...(country ? { country: 'Russia' } : {}), ...(user ? { user: `@${String(user)}` } : {}) };
  return { calls: [{ name: call.tool, arguments: JSON.stringify(spelt) }] };
}

describe('a language model is measured', () => {
  let folder: string;
  let server: OpenAiServer;
  let desk: ModelDesk;
  let script: (request: ChatRequest) => Scripted = perfect;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-model-'));
    server = await startOpenAiServer((request) => script(request));
    desk = await openModelDesk(createChatModel({ name: 'openai:local', openaiBaseUrl: server.url }), silentLog());
  });
  afterAll(async () => {
    await desk.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const measure = (name: string, next: typeof script, more: Partial<ModelEvaluation> = {}) => {
    script = next;
    server.requests.length = 0;
    return evaluateModel({
      model: 'openai:local',
      desk,
      questions: QUESTIONS,
      skipped: 0,
      runs: 4,
      concurrency: 2,
      log: join(folder, `${name}.jsonl`),
      price: { input: 1, output: 10 },
      ...more,
    });
  };

  test('one that is always right passes everything, and its cost is what the tokens cost', async () => {
    const report = await measure('perfect', perfect);
    expect(report.failures).toEqual([]);
    expect(report).toMatchObject({ suite: 'questions', model: 'openai:local', n: 5, notes: [] });
    expect(report.metrics).toMatchObject({ tool: 1, tool_and_args: 1, pass_4: 1, runs: 20, errors: 0 });
    // 2 + 2 + 2 + 1 + 3 requests a round, each of 100 tokens read and 7 written.
    expect(report.metrics).toMatchObject({ input_tokens: 4000, output_tokens: 280 });
    expect(report.metrics.cost_usd).toBeCloseTo((4000 * 1 + 280 * 10) / 1e6, 12);
    const schemas = server.requests.find((request) => asked(request).question.id === '5')!.tools!;
    expect(schemas.map((tool) => tool.function.name)).toEqual(
      expect.arrayContaining(['moderation_history', 'moderate_member', 'search_logs', 'create_incident']),
    );
    const employee = server.requests.find((request) => asked(request).question.id === '4')!.tools!;
    expect(employee.map((tool) => tool.function.name)).not.toContain('posture_summary');
  });

  test('one that is sometimes right passes sometimes, and less often four times in a row', async () => {
    const rounds = new Map<string, number>();
    const report = await measure(
      'flaky',
      (request) => {
        const { question, step } = asked(request);
        if (step === 0) rounds.set(question.id, (rounds.get(question.id) ?? 0) + 1);
        const round = rounds.get(question.id)!;
        // The first question: right twice. The third: the right tool always, its alert once. The others: always right.
        if (question.id === '1' && round > 2 && step === 0) return { text: 'No idea.' };
        if (question.id === '3' && round > 1 && step === 0)
          return { calls: [{ name: 'open_alert', arguments: '{"id":"ALR-101"}' }] };
        return perfect(request);
      },
      { concurrency: 1 },
    );
    expect(report.metrics.tool).toBeCloseTo((0.5 + 1 + 1 + 1 + 1) / 5, 12);
    expect(report.metrics.tool_and_args).toBeCloseTo((0.5 + 1 + 0.25 + 1 + 1) / 5, 12);
    expect(report.metrics.pass_4).toBeCloseTo(3 / 5, 12);
    expect(report.failures.map((line) => line.slice(0, 3))).toEqual(['2/4', '1/4']);
    expect(report.breakdowns?.find(({ by }) => by === 'kind')?.groups).toContainEqual({
      key: 'search',
      n: 1,
      metrics: { tool: 0.5, tool_and_args: 0.5, pass_4: 0 },
    });
  });

  test('one that makes things up passes nothing but what asks for nothing', async () => {
    const report = await measure('broken', (request) =>
      asked(request).step === 0 ? { calls: [{ name: 'launch_rockets', arguments: '{"at":"moon' }] } : { text: 'Done!' },
    );
    expect(report.metrics).toMatchObject({ tool: 0, tool_and_args: 0, pass_4: 0, errors: 0 });
    expect(report.failures).toHaveLength(5);
  });

  test('one that does not answer ends the evaluation with a sentence', async () => {
    await expect(measure('dead', () => ({ status: 400 }))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('What was measured is kept'),
    });
  });

  test('it stops at its budget and goes on from there', async () => {
    const first = await measure('budget', perfect, { budget: { tokens: 500 }, concurrency: 1 });
    expect(first.notes?.[0]).toBe('Stopped at the budget.');
    const before = (await readFile(join(folder, 'budget.jsonl'), 'utf8')).trim().split('\n').length;
    // Three runs of the first question with two requests each come to 642 tokens.
    expect(before).toBe(3);
    const second = await measure('budget', perfect);
    expect(second).toMatchObject({ n: 5, metrics: { pass_4: 1, runs: 20 }, notes: [] });
    expect(server.requests).toHaveLength(40 - 6);
    const third = await measure('budget', () => ({ text: 'never asked' }));
    expect(third.metrics.pass_4).toBe(1);
    expect(server.requests).toHaveLength(0);
  });
});

test('pass^k is the share of ways to draw k runs that are all right', () => {
  expect(passHat(4, 4, 4)).toBe(1);
  expect(passHat(3, 4, 4)).toBe(0);
  expect(passHat(3, 4, 1)).toBeCloseTo(0.75, 12);
  expect(passHat(3, 4, 2)).toBeCloseTo(0.5, 12);
  expect(passHat(0, 4, 1)).toBe(0);
});
