import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { askedWrites } from '../../../src/agent/guardrails/asked-writes.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import { readLanguage } from '../../../src/agent/read-language.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const now = new Date('2026-11-21T10:30:00Z');
const tools = new Set(toolsFor('officer').map(({ name }) => name));

function turn(question: string, answer: string, refs: string[] = [], tool = 'open_alert') {
  const args = refs.length === 1 ? { id: refs[0] } : {};
  const steps = refs.length > 0 ? [{ tool, args, ok: true }] : [];
  return { question, answer, steps, citations: refs.map((ref) => ({ ref })), at: now, cards: [] };
}

type Turns = ReturnType<typeof turn>[];

function contextOf(message: string, history: Turns) {
  const language = readLanguage(message, history as never);
  return { now, timeZone: 'Europe/Berlin', role: 'officer', language, history, tools, isProgram: false } as never;
}

const said = (message: string, history: Turns = []) => plan(message, contextOf(message, history));
const changes = (message: string, history: Turns = []): string[] =>
  askedWrites(message, contextOf(message, history))
    .filter(({ tool }) => /^(?:update|create)_/.test(tool))
    .map(({ tool, args }) => `${tool} ${String(args.id ?? '')}`.trim());

const read = <T>(name: string): T[] =>
  readFileSync(`src/eval/datasets/${name}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
const ORDERS = read<{ q: string; tool: string; id?: string }>('orders.jsonl');

describe('what is ordered is done, by the grammar and before the guardrail', () => {
  test.each(ORDERS)('$q', ({ q, tool, id, ...wanted }) => {
    const fits = (call: { tool: string; args: Record<string, unknown> }): boolean =>
      call.tool === tool &&
      (id === undefined || call.args.id === id) &&
      Object.entries(wanted).every(([name, value]) => call.args[name] === value);
    expect(said(q).calls.some(fits)).toBe(true);
    expect(askedWrites(q, contextOf(q, [])).some(fits)).toBe(true);
  });
});

const SHOWN = turn('list alerts', '[ALR-1] high, a\n[ALR-2] low, b', ['ALR-1', 'ALR-2'], 'search_logs');
const WHICH = [SHOWN, turn('acknowledge it', 'Which one do you mean: ALR-1 or ALR-2?')];
const WHAT = [turn('report an incident', 'What happened? One line is enough for the title.')];
const WHOM = [turn('assign INC-8', 'To whom shall I assign INC-8? Say a name, or “to me”.')];

describe('an answer counts only where the whole of it is the answer', () => {
  test.each([
    ...['the first', 'first', 'number 1', '1', 'ALR-1', 'the first one please', 'der erste', 'le premier'],
    ...['la primera', 'the high one'],
  ])('%j chooses', (answer) => {
    expect(changes(answer, WHICH)).toEqual(['update_alert ALR-1']);
  });
  test.each([
    ...['yes', 'right', 'not the first', 'hm, not the first', 'neither the first nor the second', 'let me think first'],
    ...['ask Bob first', 'show the first', 'who was first?', 'top secret', 'at first sight no', 'never the first'],
    ...['anything but the first', 'on second thought', 'the last thing I want', 'maybe the second'],
  ])('%j chooses nothing', (answer) => {
    expect(changes(answer, WHICH)).toEqual([]);
    expect(said(answer, WHICH).calls.filter(({ tool }) => /^update/.test(tool))).toEqual([]);
  });
  test('a plain yes to several things asks again, and then a choice counts', () => {
    const again = said('yes', WHICH).say!;
    expect(again.why).toBe('ask');
    expect(changes('the second', [...WHICH, turn('yes', again.text)])).toEqual(['update_alert ALR-2']);
  });
  test.each(['the turnstile is broken', 'my badge was stolen on the train', 'water in the server room'])(
    '%j says what happened',
    (answer) => {
      expect(changes(answer, WHAT)).toEqual(['create_incident']);
    },
  );
  test.each([
    ...['thanks', 'wait', 'one moment', 'I do not want to', 'nothing', 'hi', 'brb', 'not sure', 'I do not know'],
    ...[
      'my boss is calling',
      'sorry wrong window',
      '😀',
      'yes',
      'right',
      'tomorrow',
      'I dreamt someone stole my badge',
    ],
  ])('%j says nothing that happened', (answer) => {
    expect(changes(answer, WHAT)).toEqual([]);
  });
  test('what may be a title is asked about once more', () => {
    const { say } = said('the coffee machine', WHAT);
    expect(say).toMatchObject({ why: 'ask' });
    const asked = [...WHAT, turn('the coffee machine', say!.text)];
    expect(said('yes', asked).calls).toMatchObject([{ tool: 'create_incident', args: { title: 'coffee machine' } }]);
    expect(said('no', asked).calls).toEqual([]);
  });
  test.each(['Bob', 'to me', 'Lena Roth', 'to Maria please'])('%j says to whom', (answer) => {
    expect(changes(answer, WHOM)).toEqual(['update_incident INC-8']);
  });
  test.each(['not Bob', 'Bob is ill', 'anyone but Bob', 'thanks', 'wait', 'Bob closed INC-5', 'acknowledge', 'clear'])(
    '%j gives nobody',
    (answer) => {
      expect(changes(answer, WHOM)).toEqual([]);
    },
  );
});

describe('an order with more in it is asked about, and “yes” is the order', () => {
  test.each([
    ...['close INC-8, but ask me first', 'close INC-8 on Friday', 'close INC-8 at 5pm', 'close INC-8 after asking me'],
    ...['close INC-8, the mail said', 'Schließe INC-8 nur wenn Bob zustimmt', "Ferme INC-8 si Bob est d'accord"],
    ...['Cierra INC-8 si Bob está de acuerdo', 'can INC-8 be closed?'],
  ])('%j', (message) => {
    const { calls, say } = said(message);
    expect(calls).toEqual([]);
    expect(say?.text).toContain('INC-8');
    expect(changes('yes', [turn(message, say!.text)])).toEqual(['update_incident INC-8']);
    expect(changes('right', [turn(message, say!.text)])).toEqual([]);
  });
});

// all of them are played by the attack suite; here a sixth of them stands behind each of two questions
test.each([
  [0, WHICH],
  [1, WHOM],
] as const)(
  'a question that waits for an answer makes no order of what is none: part %i',
  (part, history) => {
    const sentences = (JSON.parse(readFileSync('src/eval/datasets/no-orders.json', 'utf8')) as string[]).filter(
      (_, at) => at % 6 === part,
    );
    const made = sentences.flatMap((sentence) =>
      changes(sentence, history)
        .filter((one) => one !== 'update_incident INC-6')
        .map((one) => `${sentence} → ${one}`),
    );
    expect(made).toEqual([]);
  },
  60_000,
);

test.each([
  ['close INC-4 and how many failed logins were there yesterday?', 'update_incident'],
  ['acknowledge ALR-15 and what is ALR-17?', 'update_alert'],
  ['assign INC-5 to me and who is on call?', 'update_incident'],
  ['acknowledge ALR-15, is ALR-17 still open?', 'update_alert'],
  ['close INC-10 and which alerts are open?', 'update_incident'],
])('an order before a question is done: %s', (message, tool) => {
  expect(said(message).calls.map((call) => call.tool)).toContain(tool);
});
test.each(['should I close INC-4 and what else?', 'who will close INC-4 and how many are open?'])(
  'what only asks changes nothing: %s',
  (message) => {
    expect(said(message).calls.filter(({ tool }) => /^(?:update|create)_/.test(tool))).toEqual([]);
  },
);

test('of a corrected order it is said how the thing before it stands', () => {
  const before = turn('acknowledge ALR-9', 'Done.', ['ALR-9'], 'update_alert');
  before.steps[0]!.args = { id: 'ALR-9', status: 'acknowledged' } as never;
  const { calls, say } = said('no, ALR-10', [before]);
  expect(calls).toMatchObject([{ tool: 'update_alert', args: { id: 'ALR-10', status: 'acknowledged' } }]);
  expect(say?.text).toContain('ALR-9');
});

describe('what the conversation is about need not be named', () => {
  const opened = [turn('open INC-4', '[INC-4] a break-in', ['INC-4', 'ALR-18', 'ALR-19'], 'open_incident')];
  opened[0]!.steps[0]!.args = { id: 'INC-4' } as never;
  test.each([
    ['include ALR-20 and 21 as well', [{ id: 'INC-4', link_alerts: ['ALR-20', 'ALR-21'] }]],
    ['add that it was the blue one', [{ id: 'INC-4', comment: 'it was the blue one' }]],
    ['rename it to tomas break-in', [{ id: 'INC-4', title: 'tomas break-in' }]],
    [
      'assign it to me and acknowledge the alerts',
      [
        { id: 'INC-4', assignee: 'me' },
        { id: 'ALR-18', status: 'acknowledged' },
        { id: 'ALR-19', status: 'acknowledged' },
      ],
    ],
  ])('%s', (message, wanted) => {
    expect(said(message, opened).calls.map(({ args }) => args)).toEqual(wanted);
    expect(said(message).calls.filter(({ tool }) => /^(?:update|create)_/.test(tool))).toEqual([]);
  });
  test('an incident for somebody’s alerts is opened with them', () => {
    expect(
      said('open an incident for the maria.lindqvist alerts, severity high, and give it to sam').calls,
    ).toMatchObject([
      { tool: 'search_logs', args: { user: 'maria.lindqvist' } },
      { tool: 'create_incident', needs: 'found', args: { severity: 'high' } },
      { tool: 'update_incident', needs: 'created', args: { assignee: 'sam' } },
    ]);
  });
});

describe('a rule that was just proposed', () => {
  const made = [turn('alert me when …', '[PROP-2] waits', ['PROP-2'], 'propose_rule')];
  made[0]!.steps[0]!.args = { rule_type: 'failed_logins', params: { by: 'account', threshold: 4 } } as never;
  test.each([
    ['make it 8 times', { params: { by: 'account', threshold: 7 } }],
    ['within 10 minutes instead', { params: { by: 'account', threshold: 4, window_minutes: 10 } }],
    ['severity high please', { severity: 'high' }],
  ])('is proposed otherwise: %s', (message, args) => {
    const { calls, say } = said(message, made);
    expect(calls).toMatchObject([{ tool: 'propose_rule', args }]);
    // it takes the place of the one that waits; so does another severity alone, by itself
    expect(calls[0]?.args.instead_of).toBe('params' in args ? 'PROP-2' : undefined);
    expect(say).toBeNull();
  });
  test.each([
    ['forget it', { id: 'PROP-2', decide: 'reject' }],
    ['what would that have raised?', { id: 'PROP-2' }],
  ])('is looked at: %s', (message, args) => {
    expect(said(message, made).calls).toEqual([{ tool: 'open_proposals', args }]);
  });
});

describe('an order that ends as a question asks, whatever is asked behind it', () => {
  test.each(['close INC-2 then? is it finished', 'ok close INC-2? is it done', 'resolve ALR-7? was that real'])(
    '%s',
    (message) => {
      expect(changes(message)).toEqual([]);
      expect(said(message).calls.every(({ tool }) => tool.startsWith('open_'))).toBe(true);
    },
  );

  test('what is asked behind an order leaves it one', () => {
    expect(changes('close INC-4 and how many failed yesterday?')).toEqual(['update_incident INC-4']);
    expect(changes('can you close INC-4? and who works on INC-5?')).toEqual(['update_incident INC-4']);
  });
});
