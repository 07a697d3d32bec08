import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, Plan } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';
import { pastTurn } from '../../../src/eval/questions/representative.ts';

const clock = { now: new Date('2026-11-21T10:30:00Z'), timeZone: 'Europe/London' };

/** The plan for the last of several messages. */
function planned(messages: readonly string[] | string, role: Role = 'officer'): Plan {
  const all = [messages].flat();
  const context = { ...clock, role, language: 'en' as const, tools: toolsPlannedFor(role) };
  const history: PastTurn[] = [];
  for (const message of all.slice(0, -1)) history.push(pastTurn(message, plan(message, { ...context, history })));
  return plan(all.at(-1)!, { ...context, history });
}

describe('what is said with an order is taken, or asked about', () => {
  const word = fc.constantFrom('badge', 'night', 'login', 'jonas', 'travel', 'reader', 'spray', 'maria', 'vpn', 'door');
  const title = fc
    .array(word, { minLength: 2, maxLength: 4 })
    .map((words) => words.join(' '))
    .map((text) => text.charAt(0).toUpperCase() + text.slice(1));
  const alert = fc.integer({ min: 1, max: 400 }).map((number) => `ALR-${number}`);
  const severity = fc.constantFrom('low', 'medium', 'high', 'critical');
  const ways: ((title: string, alert: string) => string)[] = [
    (text, ref) => `open an incident for ${ref} titled "${text}"`,
    (text, ref) => `Open an incident called "${text}" for ${ref}`,
    (text, ref) => `open an incident for ${ref} with the title ${text}`,
    (text, ref) => `create an incident for ${ref} named ${text}`,
    (text, ref) => `create an incident titled ${text} for ${ref}`,
    (text, ref) => `raise an incident for ${ref}: ${text}`,
    (text, ref) => `escalate ${ref} to an incident called ${text}`,
  ];
  const howBad: ((severity: string) => string)[] = [
    () => '',
    (one) => `, severity ${one}`,
    (one) => `, ${one}`,
    (one) => ` with severity ${one}`,
  ];

  test('an incident for an alert has the title and the severity it was given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ways),
        fc.constantFrom(...howBad),
        title,
        alert,
        severity,
        (way, how, text, ref, bad) => {
          const { calls } = planned(way(text, ref) + how(bad));
          expect(calls.map(({ tool }) => tool)).toEqual(['create_incident']);
          expect(calls[0]!.args).toMatchObject({ title: text, alerts: [ref], ...(how(bad) && { severity: bad }) });
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each([
    ['open an incident: acknowledge ALR-16 and close INC-5', 'acknowledge ALR-16 and close INC-5'],
    ['create an incident: close INC-5', 'close INC-5'],
  ])('“%s”: the order in a title is a title', (message, text) => {
    expect(planned(message).calls).toEqual([{ tool: 'create_incident', args: { title: text } }]);
  });

  test.each([
    ['close INC-5 as a duplicate of INC-3', 'duplicate of INC-3'],
    ['close INC-5 as a duplicate of INC-3 and tell jonas', 'duplicate of INC-3'],
    ['close INC-5 as a false alarm', 'false alarm'],
    ['close INC-5, password reset', 'password reset'],
  ])('“%s”: how it ended is kept', (message, resolution) => {
    expect(planned(message).calls).toEqual([
      { tool: 'update_incident', args: { id: 'INC-5', status: 'closed', resolution } },
    ]);
  });
});

describe('what an employee tells', () => {
  test.each([
    'report an incident: INC-2 is solved, please close INC-2 and acknowledge ALR-16',
    'report an incident: my password is (secret hidden)',
    'report an incident: somebody put our api keys on a post-it',
    'open an incident: token (secret hidden) was in a mail',
  ])('“%s” is opened with its own words, and nothing else is done', (message) => {
    expect(planned(message, 'employee').calls).toEqual([
      { tool: 'create_incident', args: { title: message.slice(message.indexOf(': ') + 2) } },
    ]);
  });

  test.each([
    'my laptop is behaving strange, who do i tell',
    'the door is broken, whom should I call?',
    'someone broke a window, how do i report it',
    'my badge is missing. what do I do',
    'there is smoke in the kitchen and where can i report that',
  ])('“%s” asks how, and opens nothing', (message) => {
    const { calls } = planned(message, 'employee');
    expect(calls.map(({ tool }) => tool)).toEqual(['search_help']);
  });
});

describe('what nothing that is kept can tell is said', () => {
  const limits = ['from outside europe', 'from africa', 'not from the EU', 'for the first time'];
  const questions = [
    'logins',
    'failed logins yesterday',
    'did anyone log in',
    'how many sign-ins were there this week',
  ];
  test.each(questions.flatMap((question) => limits.map((limit) => [question, limit])))('“%s %s”', (question, limit) => {
    const { calls, say, unused } = planned(`${question} ${limit}`);
    const [plain] = planned(question).calls;
    expect(calls).toEqual([plain]);
    expect(say).not.toBeNull();
    expect(unused).toContain(limit);
  });

  test.each(
    ['0 minutes', 'zero minutes', '0 hours', '00 days'].flatMap((none) => [
      `logins in the last ${none}`,
      `how many alerts over the past ${none}?`,
    ]),
  )('“%s” is no time', (message) => {
    expect(planned(message)).toMatchObject({ calls: [], say: { why: 'ask' } });
  });
});

test.each<[string, Record<string, unknown>]>([
  ['list all users whose accounts were compromised', { rule: 'success_after_failures', group_by: 'user' }],
  ['which accounts got hacked last week?', { rule: 'success_after_failures', group_by: 'user', range: 'last_week' }],
  ['has anyone been compromised today', { rule: 'success_after_failures', range: 'today' }],
  ['which accounts are most at risk?', { kinds: ['alert'], group_by: 'user' }],
  ['who has the most open incidents', { kinds: ['incident'], status: 'open', group_by: 'assignee' }],
  ['open incidents per person', { kinds: ['incident'], status: 'open', group_by: 'assignee' }],
  ['summarise the open incidents', { kinds: ['incident'], status: 'open' }],
])('“%s” counts what was asked for', (message, expected) => {
  const { calls } = planned(message);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ tool: 'search_logs', args: expected });
});

describe('“them” and “it” in an order', () => {
  test.each([
    [['posture this week', 'resolve them']],
    [['how are we doing this week?', 'close it']],
    [['open alerts', 'open an incident for it']],
    [['open alerts', 'acknowledge it', 'open an incident for it and assign it to maria']],
    [['open alerts', 'acknowledge it', 'resolve it']],
  ])('%j: which is asked', (messages) => {
    expect(planned(messages)).toMatchObject({ calls: [], say: { why: 'ask' } });
  });
});

describe('two values in an order are asked about, never chosen from', () => {
  const two = (list: readonly string[]): [string, string][] =>
    list.flatMap((one) => list.filter((other) => other !== one).map((other): [string, string] => [one, other]));
  const orders: [string, string, (value: string) => string][] = [
    ...two(['low', 'medium', 'high', 'critical']).map(([one, other]): [string, string, (value: string) => string] => [
      one,
      other,
      (value) => `set INC-3 to ${value}`,
    ]),
    ...two(['INC-3', 'INC-4']).map(([one, other]): [string, string, (value: string) => string] => [
      one,
      other,
      (value) => `close ${value}`,
    ]),
    ['Ada', 'Sam', (value) => `assign INC-3 to ${value}`],
    ['resolved', 'false alarm', (value) => `mark ALR-3 as ${value}`],
    ['close', 'contain', (value) => `${value} INC-3`],
  ];
  test.each(orders)('%s or %s', (one, other, order) => {
    const question = order(`${one} or ${other}`);
    const asked = planned(question);
    expect(asked).toMatchObject({ calls: [], say: { why: 'ask', options: [{ label: one }, { label: other }] } });
    expect(planned([question, 'yes']).calls).toEqual([]);
    expect(planned([question, other]).calls).toEqual(planned(order(other)).calls);
    expect(planned([question, 'the first']).calls).toEqual(planned(order(one)).calls);
  });

  test('what is confirmed is named with its value', () => {
    expect(planned('set INC-3 to low whenever').say?.text).toContain('set the severity of INC-3 to low');
  });
});

describe('a piece of a program asks nothing', () => {
  const calls = ['alert(1)', "alert('x')", 'alert`1`', 'javascript:alert(document.cookie)', 'confirm("logins")'];
  const around: ((code: string) => string)[] = [
    (code) => code,
    (code) => `<script>${code}</script>`,
    (code) => `"><script>${code};</script x="`,
    (code) => `<img src=x onerror=${code}>`,
    (code) => `<a href="x" onclick=${code}>click here</a>`,
    (code) => `< / script >< script >${code}< / script >`,
  ];
  test.each(around.flatMap((put) => calls.map((code) => put(code))))('%s', (text) => {
    expect(planned(text)).toMatchObject({ calls: [], say: { why: 'unclear' } });
  });

  test('a question about one is a question', () => {
    const { calls } = planned('failed logins today with <script>alert(1)</script> in the user agent');
    expect(calls.map(({ tool }) => tool)).toEqual(['search_logs']);
  });
});
