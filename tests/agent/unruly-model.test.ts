import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createChatModel } from '../../src/agent/chat-model.ts';
import type { GuardOptions } from '../../src/agent/models/provider-guard.ts';
import type { Desk, DeskOptions } from '../../src/agent/respond.ts';
import { listModelUsage } from '../../src/db/model-usage.ts';
import { withOrg } from '../../src/db/scope.ts';
import { NO_LIMITS } from '../../src/domain/model-budget.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { TurnEvent } from '../../src/messages/turn.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { setAutonomy } from '../../src/pipeline/autonomy.ts';
import { setModelBudget } from '../../src/pipeline/model-budget.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, testDesk, textAfter } from '../support/desk.ts';
import { type ChatRequest, type OpenAiServer, type Scripted, startOpenAiServer } from '../support/openai-server.ts';

const at = new Date('2026-11-21T10:30:00Z');
const FELL_BACK = /^The language model did not answer, so I go on without it\.\n3 alerts/;
const call = (name: string, args: unknown): Scripted => ({ calls: [{ name, arguments: JSON.stringify(args) }] });
const answered = (request: ChatRequest): boolean => request.messages.at(-1)?.role === 'tool';
const QUICK: Partial<GuardOptions> = { firstWaitMs: 1, longestWaitMs: 100, stallMs: 150 };

describe('a language model that misbehaves', () => {
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

  async function scripted(
    script: (request: ChatRequest, count: number) => Scripted | Promise<Scripted>,
    limits: Partial<GuardOptions> = {},
    options: Partial<DeskOptions> = {},
  ): Promise<Desk> {
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Maria Lopez' });
    for (const title of ['one', 'two', 'three'])
      await raiseTestAlert(opened.db, org.orgId, { title, lastSeen: new Date('2026-11-20T22:00:00Z') });
    server = await startOpenAiServer(script);
    const model = createChatModel({ name: 'openai:local', openaiBaseUrl: server.url }, { ...QUICK, ...limits });
    return testDesk(opened.db, () => at, model, options);
  }
  const usage = async () =>
    (await withOrg(opened.db, org.orgId, (tx) => listModelUsage(tx, { days: 1, now: at }))).items;

  describe('its provider', () => {
    test.each<[string, Scripted]>([
      ['is overloaded', { status: 503 }],
      ['has a fault', { status: 500 }],
      ['asks to slow down', { status: 429, retryAfter: '0' }],
      ['hangs up', { hangUp: true }],
      ['breaks off before a word', { text: 'Hello to all.', cutAtByte: 10 }],
      ['ends before a word', { text: 'Hello to all.', endAtByte: 0 }],
      ['goes silent before a word', { text: 'Hello to all.', stallAtByte: 20 }],
    ])('%s: it is tried again', async (_, fault) => {
      const desk = await scripted((_request, count) => (count < 3 ? fault : { text: 'Hello to all.' }));
      const { answer } = await ask(desk, officer, 'list alerts');
      expect(answer).toMatchObject({ model: 'openai:local', text: 'Hello to all.' });
      expect(server!.requests).toHaveLength(3);
    });

    test.each<[string, Scripted, number]>([
      ['does not accept the key', { status: 401 }, 1],
      ['knows no such model', { status: 404, error: { message: 'no', code: 'model_not_found' } }, 1],
      ['has no credit left', { status: 429, error: { message: 'no', code: 'insufficient_quota' } }, 1],
      ['asks for too much patience', { status: 429, retryAfter: '3600' }, 1],
      ['refuses the request', { status: 400, error: { message: 'context length exceeded' } }, 1],
      ['never answers well', { status: 502 }, 3],
    ])('%s: the offline model answers', async (_, fault, requests) => {
      const desk = await scripted(() => fault);
      const { answer } = await ask(desk, officer, 'list alerts');
      expect(answer).toMatchObject({ model: 'offline', text: expect.stringMatching(FELL_BACK) });
      expect(server!.requests).toHaveLength(requests);
    });

    test('does not answer at all: it is given up in time', async () => {
      const desk = await scripted(() => ({ never: true }), { callMs: 80 });
      expect((await ask(desk, officer, 'list alerts')).answer.text).toMatch(FELL_BACK);
      await expect.poll(() => server!.open).toBe(0);
    });

    test('sends nothing but signs of life: it is given up as silent', async () => {
      const desk = await scripted(() => ({ text: 'Hello to all.', pingAtByte: 20 }), { retries: 0 });
      expect((await ask(desk, officer, 'list alerts')).answer.text).toMatch(FELL_BACK);
    });

    test('goes silent in the middle of an answer: what was shown is taken back, and nothing is begun again', async () => {
      const desk = await scripted(() => ({ text: 'There is quite a lot to say about this.', stallAtByte: 900 }));
      const { answer, seen, events } = await ask(desk, officer, 'list alerts');
      expect(seen).toContain('There is');
      expect(events.some((event) => event.kind === 'retract')).toBe(true);
      expect(answer.text).toMatch(FELL_BACK);
      expect(server!.requests).toHaveLength(1);
    });

    test('breaks off at any byte: there is an answer, and nothing is done twice', async () => {
      for (let cutAtByte = 1; cutAtByte < 1300; cutAtByte += 87) {
        const desk = await scripted(
          (request) =>
            answered(request)
              ? { text: 'Done, see [INC-1].' }
              : {
                  calls: [{ name: 'create_incident', arguments: '{"title":"VPN outage"}' }],
                  text: 'I will.',
                  cutAtByte,
                },
          { failuresToOpen: 1000 },
        );
        const { answer } = await ask(desk, officer, 'open an incident: VPN outage');
        expect(answer.text).toContain('INC-1');
        const incidents = await withOrg(opened.db, org.orgId, (tx) => tx.selectFrom('incident').selectAll().execute());
        expect(incidents.map((incident) => incident.title)).toEqual(['VPN outage']);
        await server!.close();
      }
      server = undefined;
    });

    test('writes rubbish into its stream: there is an answer', async () => {
      for (const raw of [
        'data: {"choices": [\n\n',
        'data: null\n\n',
        Uint8Array.from([0xff, 0xfe, 0x0a, 0x0a]),
        'event: x\n\n',
      ]) {
        const desk = await scripted(() => ({ text: 'Hello to all.', raw }), { retries: 0 });
        const { answer } = await ask(desk, officer, 'list alerts');
        expect(answer.text).toMatch(/Hello to all\.|3 alerts/);
        await server!.close();
      }
      server = undefined;
    });

    test('fails again and again: it is left alone for a while, and that is said once in a conversation', async () => {
      const desk = await scripted(() => ({ status: 500 }), { failuresToOpen: 3 });
      expect((await ask(desk, officer, 'list alerts')).answer.text).toMatch(FELL_BACK);
      const second = await ask(desk, officer, 'list alerts');
      expect(second.answer.text).toMatch(
        /^The language model is not answering just now, so I answer without it\.\n3 alerts/,
      );
      const third = await ask(desk, officer, 'list alerts');
      expect(third.answer.text).toMatch(/^3 alerts/);
      expect(server!.requests).toHaveLength(3);
    });

    test('is told when the asker goes away', async () => {
      const desk = await scripted(() => ({ text: 'word '.repeat(500), drip: 10 }));
      const leaving = new AbortController();
      const events: TurnEvent[] = [];
      for await (const event of desk.respond(officer, { text: 'list alerts' }, leaving.signal)) {
        events.push(event);
        if (event.kind === 'text') leaving.abort();
      }
      expect(events.at(-1)).toMatchObject({ kind: 'failed' });
      await expect.poll(() => server!.abandoned).toBe(1);
      expect(server!.open).toBe(0);
    });
  });

  describe('its answers', () => {
    test('that are empty are not passed on as such', async () => {
      const desk = await scripted(() => ({ text: '' }));
      expect((await ask(desk, officer, 'list alerts')).answer.text).toMatch(FELL_BACK);
    });

    test('that have no end are cut, and the rest is not paid for', async () => {
      const desk = await scripted(() => ({ text: 'This is a sentence of it. '.repeat(4000), pieces: 400, drip: 2 }));
      const { answer } = await ask(desk, officer, 'list alerts');
      expect(answer.text.length).toBeLessThan(6200);
      expect(answer.text).toContain('(cut: the answer was too long)');
      await expect.poll(() => server!.abandoned).toBe(1);
    });

    test('hold thoughts, which nobody is shown', async () => {
      const desk = await scripted(() => ({ text: '<think>The secret plan. </think>Hello to all.', pieces: 3 }));
      const { answer, seen } = await ask(desk, officer, 'list alerts');
      expect(answer.text).toBe('Hello to all.');
      expect(seen).not.toContain('plan');
    });

    test('are tool calls written as text, which are made with the same checks', async () => {
      const desk = await scripted((request, count) =>
        answered(request)
          ? { text: 'The newest is [ALR-3].' }
          : count === 1
            ? { text: '{"name": "search_logs", "arguments": {"kinds": ["alert"]}}' }
            : { text: 'no' },
      );
      const { answer, seen } = await ask(desk, officer, 'list alerts');
      expect(answer.steps).toMatchObject([{ tool: 'search_logs', ok: true }]);
      expect(answer.text).toBe('The newest is [ALR-3].');
      expect(seen).not.toContain('{');
      const write = await scripted((request) =>
        answered(request)
          ? { text: 'Closed.' }
          : {
              text: '<tool_call>{"name": "update_alert", "arguments": {"id": "ALR-1", "status": "resolved"}}</tool_call>',
            },
      );
      const refused = await ask(write, officer, 'list alerts');
      // its “Closed.” is not said, and what was asked is answered without it
      expect(refused.answer.steps).toMatchObject([
        { tool: 'update_alert', ok: false },
        { tool: 'search_logs', ok: true },
      ]);
      expect(refused.answer.text).not.toContain('Closed.');
    });

    test('name tools that are not there: it is told, in text as well', async () => {
      const desk = await scripted((request) =>
        answered(request) ? { text: 'I cannot.' } : { text: '{"name": "drop_tables", "arguments": {}}' },
      );
      const { answer } = await ask(desk, officer, 'hello you there');
      expect(answer.steps).toMatchObject([{ tool: 'drop_tables', ok: false }]);
      expect(answer.text).toBe('I cannot.');
    });

    test('hold arguments that are no JSON at all: it is told, and may try again', async () => {
      const desk = await scripted((request, count) =>
        count === 1
          ? { calls: [{ name: 'search_logs', arguments: 'kinds = alert' }] }
          : count === 2 && answered(request)
            ? call('search_logs', { kinds: ['alert'] })
            : { text: 'The newest is [ALR-3].' },
      );
      const { answer } = await ask(desk, officer, 'list alerts');
      expect(answer.steps.map((step) => step.ok)).toEqual([false, true]);
      expect(answer.text).toBe('The newest is [ALR-3].');
    });

    test('hold several calls at once and words besides', async () => {
      const desk = await scripted((request) =>
        answered(request)
          ? { text: 'Both are there: [ALR-1], [ALR-2].' }
          : {
              text: 'I will look at both.',
              calls: ['ALR-1', 'ALR-2'].map((id) => ({ name: 'open_alert', arguments: JSON.stringify({ id }) })),
            },
      );
      const { answer } = await ask(desk, officer, 'open ALR-1 and ALR-2');
      expect(answer.steps.map((step) => [step.tool, step.ok])).toEqual([
        ['open_alert', true],
        ['open_alert', true],
      ]);
      expect(answer.text).toBe('I will look at both.\n\nBoth are there: [ALR-1], [ALR-2].');
    });
  });

  describe('what it costs', () => {
    test('is put on the organisation’s account, by the provider’s word', async () => {
      const desk = await scripted((request) =>
        answered(request) ? { text: 'Hello to all.' } : call('search_logs', { kinds: ['alert'] }),
      );
      await ask(desk, officer, 'list alerts');
      expect(await usage()).toMatchObject([
        {
          model: 'openai:local',
          turns: 1,
          calls: 2,
          inputTokens: 200,
          outputTokens: 14,
          estimatedTokens: 0,
          failures: 0,
        },
      ]);
    });

    test('is estimated where the provider does not say, and for answers that broke off', async () => {
      const desk = await scripted(() => ({ text: 'Hello to all.', noUsage: true }));
      await ask(desk, officer, 'list alerts');
      const [quiet] = await usage();
      expect(quiet!.inputTokens).toBeGreaterThan(500);
      expect(quiet!.outputTokens).toBeGreaterThan(0);
      expect(quiet!.estimatedTokens).toBe(quiet!.inputTokens + quiet!.outputTokens);

      const broken = await scripted(() => ({ text: 'There is quite a lot to say.', cutAtByte: 600 }));
      await ask(broken, officer, 'list alerts');
      const [half] = await usage();
      expect(half).toMatchObject({ turns: 1, calls: 1, failures: 1 });
      expect(half!.estimatedTokens).toBeGreaterThan(500);

      const refused = await scripted(() => ({ status: 401 }));
      await ask(refused, officer, 'list alerts');
      expect(await usage()).toMatchObject([{ turns: 1, failures: 1, inputTokens: 0, outputTokens: 0 }]);
    });

    test('when the day’s budget is spent the desk answers offline, and says so once', async () => {
      const tokens = { turnTokens: 0, dailyTokens: 100 };
      const desk = await scripted(() => ({ text: 'Hello to all.' }), {}, { tokens });
      expect((await ask(desk, officer, 'list alerts')).answer.model).toBe('openai:local');
      const second = await ask(desk, officer, 'list alerts');
      expect(second.answer.model).toBe('offline');
      expect(second.answer.text).toMatch(/^Today’s allowance for the language model is used up; .*\n3 alerts/);
      expect((await ask(desk, officer, 'list alerts')).answer.text).toMatch(/^3 alerts/);
      expect(server!.requests).toHaveLength(1);
    });

    test('what one member has used up is no other’s, and is said to them', async () => {
      const tokens = { memberTokens: 100 };
      const desk = await scripted(() => ({ text: 'Hello to all.' }), {}, { tokens });
      expect((await ask(desk, officer, 'list alerts')).answer.model).toBe('openai:local');
      const second = await ask(desk, officer, 'list alerts');
      expect(second.answer.model).toBe('offline');
      expect(second.answer.text).toMatch(
        /^Your own allowance of the language model is used up for today; .*\n3 alerts/,
      );
      expect((await ask(desk, await org.member('officer'), 'list alerts')).answer.model).toBe('openai:local');
    });

    test('money is counted where the price is known, and is a limit that an organisation may lower', async () => {
      const prices = new Map([['openai:local', { input: 10, output: 20 }]]);
      const tokens = { prices, dailyMicros: 1_000_000_000 };
      const desk = await scripted(() => ({ text: 'Hello to all.', noUsage: true }), {}, { tokens });
      await ask(desk, officer, 'list alerts');
      const [one] = await usage();
      expect(one!.costMicros).toBe(one!.inputTokens * 10 + one!.outputTokens * 20);
      expect((await ask(desk, officer, 'list alerts')).answer.model).toBe('openai:local');
      const setTo = (dailyMicros: number | null) =>
        withOrg(opened.db, org.orgId, (tx) =>
          setModelBudget(
            { tx, principal: org.admin, now: new Date(), auditKey: auditKey('secret') },
            { ...NO_LIMITS, dailyMicros: 1_000_000_000 },
            { dailyMicros },
          ),
        );
      await setTo(100);
      expect((await ask(desk, officer, 'list alerts')).answer.text).toMatch(
        /^Today’s allowance for the language model/,
      );
      await setTo(null);
      expect((await ask(desk, officer, 'list alerts')).answer.model).toBe('openai:local');
    });

    test('while nothing is to happen by itself no model is asked, which is said once', async () => {
      const level = (one: 'paused' | 'act') =>
        withOrg(opened.db, org.orgId, (tx) =>
          setAutonomy({ tx, principal: org.admin, now: new Date(), auditKey: auditKey('secret') }, { level: one }),
        );
      const desk = await scripted(() => ({ text: 'Hello to all.' }));
      await level('paused');
      expect((await ask(desk, officer, 'list alerts')).answer).toMatchObject({
        model: 'offline',
        text: expect.stringMatching(/^Somebody has paused what I do by myself, .*\n3 alerts/),
      });
      expect((await ask(desk, officer, 'list alerts')).answer.text).toMatch(/^3 alerts/);
      expect(server!.requests).toHaveLength(0);
      await level('act');
      expect((await ask(desk, officer, 'list alerts')).answer.model).toBe('openai:local');
    });

    test.each([15, 50])('%i at once go over the day by one call at most', async (count) => {
      const tokens = { turnTokens: 0, dailyTokens: 3000 };
      const script = () => ({ text: 'Hello to all.', delay: 30, noUsage: true }) as const;
      const desk = await scripted(script, {}, { tokens });
      const people = await Promise.all(Array.from({ length: count }, () => org.member('officer')));
      for (let round = 0; round < 3; round++) await Promise.all(people.map((who) => ask(desk, who, 'list alerts')));
      const [total] = await usage();
      const spent = total!.inputTokens + total!.outputTokens;
      expect(total!.calls).toBe(server!.requests.length);
      expect(total!.calls).toBeGreaterThanOrEqual(1);
      expect(spent - spent / total!.calls).toBeLessThan(tokens.dailyTokens);
    });

    test('a call that fails gives back what was set aside for it', async () => {
      const tokens = { turnTokens: 0, dailyTokens: 100 };
      const desk = await scripted(
        (_, count) => (count === 1 ? { status: 401 } : { text: 'Hello to all.' }),
        {},
        { tokens },
      );
      expect((await ask(desk, officer, 'list alerts')).answer.model).toBe('offline');
      expect((await ask(desk, await org.member('officer'), 'list alerts')).answer.model).toBe('openai:local');
    });

    test('a question that has used its share goes on offline, which looks for what was asked', async () => {
      await ask(await scripted(() => ({ text: 'Hello.', noUsage: true })), officer, 'list alerts');
      const once = (await usage())[0]!.inputTokens;
      const desk = await scripted(
        (_request, count) => ({
          calls: [{ name: 'search_logs', arguments: JSON.stringify({ kinds: ['alert'], limit: count }) }],
          noUsage: true,
        }),
        {},
        { tokens: { turnTokens: Math.round(once * 1.5), dailyTokens: 0 } },
      );
      const { answer } = await ask(desk, officer, 'list alerts');
      expect(answer.model).toBe('offline');
      expect(server!.requests).toHaveLength(1);
      expect(answer.text).toMatch(/^This question has used its share of the language model.*\n3 alerts/);
      expect(answer.steps.map((step) => step.args)).toEqual([{ kinds: ['alert'], limit: 1 }, { kinds: ['alert'] }]);
    });

    test('no key and no word of the question is in the log', async () => {
      const lines: string[] = [];
      const keep = (...said: unknown[]): void => void lines.push(JSON.stringify(said));
      const log = { warn: keep, error: keep, info: keep, debug: keep } as unknown as DeskOptions['log'];
      const desk = await scripted(
        () => ({ status: 401, error: { message: 'Incorrect API key provided: sk-hunter22. You said: list alerts' } }),
        {},
        { log },
      );
      await ask(desk, officer, 'list alerts');
      expect(lines.join('\n')).toContain('does not accept the key');
      expect(lines.join('\n')).toContain('OPENAI_API_KEY');
      expect(lines.join('\n')).not.toMatch(/hunter22|list alerts|Incorrect/);
    });
  });

  test('what it reads of a long conversation and of large results has a size', async () => {
    const desk = await scripted((request, count) =>
      count <= 8
        ? { text: `${'A long answer. '.repeat(300)}` }
        : answered(request)
          ? { text: 'Yes.' }
          : call('search_logs', {}),
    );
    for (let i = 0; i < 8; i++) await ask(desk, officer, `question number ${i}`);
    await ask(desk, officer, 'and now?');
    const sent = JSON.stringify(server!.requests[8]!.messages.slice(1));
    expect(sent.length).toBeLessThan(25_000);
    expect(sent).toContain('question number 7');
    expect(sent).toContain('(shortened)');
    expect(sent).not.toContain('question number 0');
  });

  test('fifty conversations at once: none waits for another’s model, and none holds a connection meanwhile', async () => {
    let release = (): void => {};
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    const desk = await scripted(async (_request, count) => {
      if (count === 50) release();
      await all;
      return { text: 'Hello to all.' };
    });
    const people = await Promise.all(Array.from({ length: 50 }, () => org.member('officer')));
    // The server answers nobody before all fifty have asked: one that waited for another would wait for ever.
    const answering = Promise.all(people.map((who) => ask(desk, who, 'list alerts')));
    const during = async (): Promise<number> => {
      await all;
      const { rows } = await opened.database.pool.query('select 1 as one');
      return rows.length;
    };
    const [answers] = await Promise.all([answering, during()]);
    expect(answers.map(({ answer }) => answer.model)).toEqual(people.map(() => 'openai:local'));
    expect(server!.mostOpen).toBe(50);
  });

  test('what a reader has is at every moment the beginning of what the answer becomes, or is taken back', async () => {
    const desk = await scripted((request) =>
      answered(request)
        ? { text: 'It was caused by [ALR-999] in building B. The newest is [ALR-3].', pieces: 4 }
        : call('search_logs', { kinds: ['alert'] }),
    );
    const { answer, events } = await ask(desk, officer, 'which alerts are there?');
    for (let i = 0; i < events.length; i++) expect(textAfter(events.slice(0, i))).not.toContain('ALR-999');
    expect(textAfter(events).trimEnd()).toBe(answer.text);
    expect(events.some((event) => event.kind === 'retract')).toBe(true);
  });
});
