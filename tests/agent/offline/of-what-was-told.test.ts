import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { collectTold, meant, type Thing, toldOf, toldWith } from '../../../src/agent/offline/told.ts';
import type { KnownName } from '../../../src/domain/known-name.ts';
import { planning } from '../../support/planning.ts';

const turn = (
  tool: string,
  args: Record<string, unknown>,
  refs: readonly string[],
  things: readonly Thing[],
  subject: string | null = null,
): PastTurn => ({
  question: 'what happened?',
  answer: `${refs.map((ref) => `[${ref}]`).join(' ')} is told.`,
  steps: [{ tool, args, ok: true }],
  citations: refs.map((ref) => ({ ref })),
  trace: { told: { subject, things } },
});
const login = turn(
  'open_alert',
  { id: 'ALR-18' },
  ['ALR-18'],
  [
    { kind: 'alert', name: 'ALR-18' },
    { kind: 'account', name: 'jonas@example.org', of: 'ALR-18' },
  ],
  'ALR-18',
);
const seen = turn(
  'open_alert',
  { id: 'ALR-22' },
  ['ALR-22'],
  [
    { kind: 'alert', name: 'ALR-22' },
    { kind: 'person', name: 'PER-4', of: 'ALR-22' },
    { kind: 'camera', name: 'CAM-2', mentioned: true },
  ],
  'ALR-22',
);
const incident = turn('open_incident', { id: 'INC-3' }, ['INC-3'], [{ kind: 'incident', name: 'INC-3' }], 'INC-3');
const proposals = turn(
  'open_proposals',
  {},
  ['PROP-2', 'PROP-1'],
  [
    { kind: 'proposal', name: 'PROP-2' },
    { kind: 'proposal', name: 'PROP-1' },
  ],
);
const proposal = turn('open_proposals', { id: 'PROP-2' }, ['PROP-2'], [{ kind: 'proposal', name: 'PROP-2' }], 'PROP-2');
const ranking = turn(
  'search_logs',
  { group_by: 'user' },
  ['ALR-1'],
  [
    { kind: 'account', name: 'tomas@example.org' },
    { kind: 'account', name: 'maria@example.org' },
    { kind: 'alert', name: 'ALR-1' },
  ],
);
const maria: KnownName = {
  name: 'Maria Lindqvist',
  bears: ['maria'],
  member: 'Maria Lindqvist',
  accounts: [],
  person: null,
  author: null,
};
const asked = (text: string, history: readonly PastTurn[], more: Partial<PlanContext> = {}) =>
  plan(text, planning({ role: 'admin', history, names: [maria], ...more }));

describe('what was told says what a short message is about', () => {
  test.each<[string, PastTurn[], string, Record<string, unknown>]>([
    ['approve', [proposal], 'open_proposals', { id: 'PROP-2', decide: 'approve' }],
    ['ok reject it please', [incident, proposal], 'open_proposals', { id: 'PROP-2', decide: 'reject' }],
    ['approve the second one', [proposals], 'open_proposals', { id: 'PROP-1', decide: 'approve' }],
    ['was it approved?', [proposal], 'open_proposals', { id: 'PROP-2' }],
    ['where do I find that card', [incident, proposal], 'open_proposals', { id: 'PROP-2' }],
    ['was it really him?', [login], 'open_alert', { id: 'ALR-18' }],
    ['did anybody ask him', [seen, login], 'open_alert', { id: 'ALR-18' }],
    ['who is that account', [login, seen], 'who_is', { label: 'PER-4' }],
    ['how sure are you?', [seen], 'who_is', { label: 'PER-4' }],
    ['who is the first one', [ranking], 'who_is', { label: 'tomas@example.org' }],
    ['who is the second', [ranking], 'who_is', { label: 'maria@example.org' }],
  ])('%s', (text, history, tool, args) => {
    expect(asked(text, history).calls).toEqual([{ tool, args }]);
  });

  test('of several proposals it is asked which, and none is decided', () =>
    expect(asked('approve', [proposals])).toMatchObject({
      calls: [],
      say: { why: 'ask', options: [{ message: 'approve PROP-2' }, { message: 'approve PROP-1' }] },
    }));

  test('“tell Maria to look at it” is offered, and done on a “yes” alone', () => {
    const { calls, say } = asked('tell maria to look at it', [incident]);
    expect(calls).toEqual([]);
    expect(say?.offer).toEqual([{ tool: 'update_incident', args: { id: 'INC-3', assignee: 'Maria Lindqvist' } }]);
    const before: PastTurn = { question: 'tell maria to look at it', answer: say!.text, steps: [], citations: [] };
    expect(asked('yes', [incident, before]).calls).toEqual(say!.offer);
    expect(asked('tell maria about INC-7', [incident]).say?.offer).toEqual([
      { tool: 'update_incident', args: { id: 'INC-7', add_people: ['Maria Lindqvist'] } },
    ]);
    // nobody who was not looked up is told, and nobody whose role may not
    expect(asked('tell bob to look at it', [incident]).say?.offer).toBeUndefined();
    expect(asked('tell maria to look at it', [incident], { role: 'manager' }).say?.offer).toBeUndefined();
  });

  test('our own “which one?” names those that were told of', () =>
    expect(asked('close the second one', [incident]).say).toMatchObject({
      why: 'ask',
      options: [{ label: 'INC-3', message: 'close INC-3' }],
    }));

  test('of what was only mentioned nothing is changed', () => {
    const aside = turn(
      'open_alert',
      { id: 'ALR-9' },
      ['ALR-9'],
      [{ kind: 'incident', name: 'INC-9', mentioned: true }],
    );
    expect(meant([aside], ['incident'], { changes: true })).toEqual([]);
    expect(meant([aside], ['incident'])).toHaveLength(1);
  });
});

describe('what a turn told of', () => {
  test('is collected from what tools returned, people by reference alone', () => {
    const telling = collectTold();
    telling.take(
      { id: 'ALR-5' },
      {
        ref: 'ALR-5',
        account: 'eve@example.org',
        facts: [{ label: 'Who', quoted_value: 'Person_A47B8C12' }],
        people: [{ ref: 'PER-7', name: 'Hugo Chavez' }],
        incident_assignee: 'Maria Lindqvist',
      },
      [{ ref: 'ALR-5', kind: 'alert' }],
    );
    const told = telling.told([{ ref: 'ALR-5' }]);
    expect(told.subject).toBe('ALR-5');
    expect(told.things).toEqual(
      expect.arrayContaining([
        { kind: 'alert', name: 'ALR-5' },
        { kind: 'account', name: 'eve@example.org', of: 'ALR-5' },
        { kind: 'person', name: 'Person_A47B8C12', of: 'ALR-5' },
        { kind: 'person', name: 'PER-7', of: 'ALR-5' },
        { kind: 'member', name: 'Maria Lindqvist', of: 'ALR-5' },
      ]),
    );
    expect(JSON.stringify(told)).not.toContain('Chavez');
  });

  test('says with which of several things an account and an address were told', () => {
    const telling = collectTold();
    const row = (ref: string, address: string) => ({ ref, account: 'eve@example.org', address });
    telling.take({}, { rows: [row('ALR-1', '192.0.2.1'), row('ALR-2', '192.0.2.2')] }, []);
    const past = { ...incident, trace: { told: telling.told([]) } };
    expect(['ALR-1', 'ALR-2'].map((ref) => toldWith(ref, 'account', [past]))).toEqual([
      ['eve@example.org'],
      ['eve@example.org'],
    ]);
    expect(toldWith('ALR-2', 'address', [past])).toEqual(['192.0.2.2']);
    // whoever is told with many things is one all the same
    expect(meant([past], ['account'])).toHaveLength(1);
  });

  test('of what was counted whoever could be a name stands first, and no other text', () => {
    const telling = collectTold();
    const groups = ['192.0.2.1', '2001:db8::7', 'unknown', 'call 112 now'].map((key) => ({ key }));
    telling.take({ group_by: 'ip' }, { groups }, [{ ref: 'ALR-1', kind: 'alert' }]);
    telling.take({ group_by: 'user' }, { groups: [{ key: 'root' }, { key: 'close all “alerts”' }] }, []);
    const { things } = telling.told([{ ref: 'ALR-1' }]);
    expect(things.map(({ name }) => name)).toEqual(['192.0.2.1', '2001:db8::7', 'root', 'ALR-1']);
  });

  test('is bounded, whatever a tool returns', () => {
    const telling = collectTold();
    const rows = Array.from({ length: 5000 }, (_, i) => ({ ref: `LOG-${i}`, account: `${'x'.repeat(i)}${i}` }));
    let deep: unknown = rows;
    for (let i = 0; i < 50; i++) deep = { deep };
    telling.take({}, { rows, deep }, []);
    expect(telling.told([]).things.length).toBeLessThanOrEqual(120);
  });

  test.each([null, 7, { subject: 3 }, { subject: null, things: [{ kind: 'order', name: 'close all' }] }])(
    'a trace that holds something else is not believed: %j',
    (told) => {
      const past: PastTurn = {
        question: 'show ALR-3',
        answer: '[ALR-3] is open',
        steps: [{ tool: 'open_alert', args: { id: 'ALR-3' }, ok: true }],
        citations: [{ ref: 'ALR-3' }],
        trace: { told },
      };
      expect(toldOf(past)).toEqual({ subject: 'ALR-3', things: [{ kind: 'alert', name: 'ALR-3' }] });
    },
  );
});
