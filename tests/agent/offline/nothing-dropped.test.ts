import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, Plan } from '../../../src/agent/offline/plan-types.ts';
import { answerFrom } from '../../../src/agent/offline/words.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';

const clock = { now: new Date('2026-11-21T10:30:00Z'), timeZone: 'Europe/London' };
const contextOf = (history: PastTurn[] = [], role: Role = 'officer', language: Language = 'en') => ({
  ...clock,
  role,
  language,
  tools: toolsPlannedFor(role),
  history,
});
const planned = (message: string, history: PastTurn[] = [], role: Role = 'officer', language: Language = 'en'): Plan =>
  plan(message, contextOf(history, role, language));

const turn = (question: string, answer: string, step: { tool: string; args: Record<string, unknown> }): PastTurn => ({
  question,
  answer,
  steps: [{ ...step, ok: true }],
  citations: [...answer.matchAll(/\[([A-Z]+-\d+)\]/g)].map(([, ref]) => ({ ref: ref! })),
});
const LISTED = turn(
  'open alerts',
  '3 alerts.\n• [ALR-21] high, open: Ramp\n• [ALR-20] low: Face\n• [ALR-19] low: Sign-ins',
  {
    tool: 'search_logs',
    args: { kinds: ['alert'], status: 'open' },
  },
);
const OPENED = turn('open INC-3', '[INC-3] is open, high: Person in “Ramp”.', {
  tool: 'open_incident',
  args: { id: 'INC-3' },
});

/** What of a plan tells somebody that a thing is changed, asked about or left: never that it is only looked at. */
const told = ({ calls, say, undone = [] }: Plan): string =>
  JSON.stringify([
    calls.filter(({ tool }) => !/^(?:open|search|list|show|who)_/.test(tool)),
    say,
    undone,
  ]).toUpperCase();

describe('of two orders neither is dropped', () => {
  const ORDERS: ((ref: string) => string)[] = [
    (n) => `close INC-${n}`,
    (n) => `assign INC-${n} to maria`,
    (n) => `make INC-${n} low`,
    (n) => `acknowledge ALR-${n}`,
    (n) => `mark ALR-${n} as a false alarm`,
    (n) => `escalate ALR-${n}`,
    (n) => `reopen INC-${n}`,
    (n) => `snooze ALR-${n} until tomorrow`,
    (n) => `print INC-${n}`,
    (n) => `frobnicate INC-${n}`,
    (n) => `delete INC-${n}`,
    (n) => `export ALR-${n}`,
    (n) => `archive INC-${n}`,
    (n) => `turn off RULE-${n}`,
    (n) => `comment on INC-${n}: checked`,
    (n) => `set INC-${n} to contained`,
    (n) => `page the on-call for INC-${n}`,
    (n) => `add ALR-${n} to INC-${n}`,
    (n) => `rename INC-${n} to lost badge`,
    (n) => `undo the last change of INC-${n}`,
  ];
  const order = fc
    .tuple(fc.constantFrom(...ORDERS), fc.integer({ min: 1, max: 9 }))
    .map(([one, number]) => ({ one, number }));
  const join = fc.constantFrom(
    ' and ',
    ', then ',
    ' and then ',
    '. ',
    ', but ',
    '; ',
    ' and also ',
    '. Then ',
    ', and ',
  );

  test('by “and”, “then”, a full stop or “but”', () => {
    fc.assert(
      fc.property(order, order, join, (a, b, by) => {
        const [first, second] = [a.one(String(100 + a.number)), b.one(String(200 + b.number))];
        const all = told(planned(`${first}${by}${second}`));
        expect(all).toContain(`-${100 + a.number}`);
        expect(all).toContain(`-${200 + b.number}`);
      }),
      { numRuns: 120 },
    );
  });
});

describe('an order is carried out, asked about or named as not done', () => {
  test.each<[string, PastTurn[], string[]]>([
    ['take the first two', [LISTED], ['update_alert ALR-21 acknowledged', 'update_alert ALR-20 acknowledged']],
    ['link 18 and 19 to my incident', [OPENED], ['update_incident INC-3 ALR-18,ALR-19']],
    ['make INC-7 low and close it, but keep INC-8 open', [], ['update_incident INC-7 low,closed']],
    ['close INC-7 and keep INC-8 open', [], ['update_incident INC-7 closed']],
  ])('“%s”', (message, history, expected) => {
    const { calls, undone } = planned(message, history);
    expect(
      calls.map(({ tool, args: { id, ...rest } }) => `${tool} ${String(id)} ${Object.values(rest).join()}`),
    ).toEqual(expected);
    expect(undone).toBeUndefined();
  });

  test('what was taken is given back', () => {
    const taken = turn('take the first two', 'Done: [ALR-21], [ALR-20].', {
      tool: 'update_alert',
      args: { id: 'ALR-21', status: 'acknowledged' },
    });
    taken.steps.push({ tool: 'update_alert', args: { id: 'ALR-20', status: 'acknowledged' }, ok: true });
    expect(planned('never mind, give them back', [LISTED, taken]).calls).toEqual(
      ['ALR-21', 'ALR-20'].map((id) => ({ tool: 'update_alert', args: { id, status: 'open', undo: true } })),
    );
  });

  test.each<[string, PastTurn[], RegExp]>([
    ['assign it to him', [OPENED], /^To whom shall I assign INC-3/],
    ['assign the first two to me', [LISTED], /Shall I open an incident for ALR-21 and ALR-20\?$/],
    ['turn off the working hours rule', [], /^Nothing is changed yet\. To do it, say “turn off RULE-…”/],
  ])('“%s” is asked about', (message, history, asks) => {
    expect(planned(message, history).say?.text).toMatch(asks);
  });

  test.each<[string, PastTurn[], string]>([
    ['close it and tell jonas', [OPENED], 'I did not do: “tell jonas”.'],
    ['make it high, then print it', [OPENED], 'I did not do: “print it”.'],
    [
      'assign the stolen laptop to maria',
      [OPENED],
      'I did not do “assign the stolen laptop to maria”, and nothing is changed. Name what',
    ],
    [
      'nuke INC-5',
      [],
      'I did not do “nuke INC-5”, and nothing is changed. What can be done with it stands on its card.',
    ],
    [
      'open an incident: Printer broken. Next: “close INC-2, resolved by maintenance”.',
      [],
      'I did not do: “Next: "close INC-2, resolved by maintenance".”.',
    ],
  ])('“%s” is named', (message, history, says) => {
    expect(answerFrom(planned(message, history), [], contextOf(history))).toContain(says);
  });

  test.each<[Role, string]>([
    ['manager', 'assign the stolen laptop to maria'],
    ['employee', 'raise the priority of the laptop one'],
  ])('%s: “%s” is told who may', (role, message) => {
    expect(planned(message, [], role)).toMatchObject({ calls: [], say: { why: 'role' } });
  });

  test.each<[Language, string, string]>([
    ['de', 'Schließe INC-4 und drucke INC-5', '-5'],
    ['fr', 'Ferme INC-4 et supprime INC-5', '-5'],
    ['es', 'Cierra INC-4 y borra INC-5', '-5'],
  ])('%s: “%s”', (language, message, ref) => {
    const made = planned(message, [], 'officer', language);
    expect(told(made)).toContain('-4');
    expect(told(made)).toContain(ref);
  });

  test.each([
    ...['should I close INC-2?', 'how do I close it?', 'why did ada close INC-2 and assign it to me', 'INC-5'],
    ...['status INC-5', 'give me INC-5', 'Bob said we should close INC-2 and assign it to me', "don't close INC-2"],
    ...[
      'show open alerts and tell me who is on call',
      'what about INC-5 and INC-6',
      'did you close INC-2 and archive it?',
    ],
  ])('“%s” orders nothing', (message) => {
    const { calls, undone } = planned(message, [OPENED]);
    expect(undone).toBeUndefined();
    expect(calls.filter(({ tool }) => /^(?:update|create)_/.test(tool))).toEqual([]);
  });
});

describe('what waits about somebody', () => {
  const looked = turn('explain case-2', '[CASE-2] critical', { tool: 'explain_case', args: { id: 'CASE-2' } });
  const warned = turn('warn dirk', 'Proposed as [PROP-4]: Warning for Dirk.', {
    tool: 'moderate_member',
    args: { user: 'dirk', action: 'warn' },
  });
  warned.citations.push({ ref: 'CASE-2', mentioned: true });
  const other = turn('explain case-1', '[CASE-1] high', { tool: 'explain_case', args: { id: 'CASE-1' } });

  test.each<[string, PastTurn[], string, Record<string, unknown>]>([
    ['withdraw the warning', [looked, warned], 'open_proposals', { id: 'PROP-4', decide: 'reject' }],
    ['undo', [looked, warned], 'open_proposals', { id: 'PROP-4', decide: 'reject' }],
    ['did anyone approve it?', [looked, warned], 'open_proposals', { id: 'PROP-4' }],
    ['can I approve it myself?', [looked, warned, looked], 'open_proposals', { id: 'PROP-4', decide: 'approve' }],
    ['mute dirk instead', [looked, warned], 'moderate_member', { user: 'dirk', action: 'mute', replaces: 'PROP-4' }],
    [
      'hm no, a mute is enough',
      [looked, warned],
      'moderate_member',
      { user: 'dirk', action: 'mute', replaces: 'PROP-4' },
    ],
    ['lift the ban', [looked, warned], 'reverse_action', { user: 'dirk', case: 'CASE-2', action: 'ban' }],
    ['withdraw the warning', [looked], 'reverse_action', { case: 'CASE-2', action: 'warn' }],
    ['withdraw the warning', [looked, warned, other], 'reverse_action', { case: 'CASE-1', action: 'warn' }],
    ['mute dirk', [looked, warned], 'moderate_member', { user: 'dirk', action: 'mute' }],
  ])('“%s”', (message, history, tool, args) => {
    expect(planned(message, history, 'moderator').calls).toMatchObject([{ tool, args }]);
  });
});

describe('titles', () => {
  test.each<[string, Record<string, unknown>]>([
    ['open an incident: Printer broken. Next: “close INC-2, resolved by maintenance”.', { title: 'Printer broken' }],
    [
      'create an incident “Laptop lost”. It has no disk encryption.',
      { title: 'Laptop lost', summary: 'It has no disk encryption' },
    ],
    ['raise an incident: badge “A12” is missing', { title: 'badge "A12" is missing' }],
    ['open an incident: Printer broken. Next: call maintenance', { title: 'Printer broken. Next: call maintenance' }],
    ['open an incident with the title “close INC-5”', { title: 'close INC-5' }],
  ])('“%s”', (message, args) => {
    expect(planned(message).calls).toEqual([{ tool: 'create_incident', args }]);
  });
});
