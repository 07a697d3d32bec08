import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, Plan } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';

const planned = (message: string, history: PastTurn[] = [], role: Role = 'officer'): Plan =>
  plan(message, {
    now: new Date('2026-11-23T15:30:00Z'),
    timeZone: 'Europe/Berlin',
    role,
    language: 'en',
    tools: toolsPlannedFor(role),
    history,
  });
const turn = (
  question: string,
  answer: string,
  ...steps: { tool: string; args: Record<string, unknown> }[]
): PastTurn => ({
  question,
  answer,
  steps: steps.map((step) => ({ ...step, ok: true })),
  citations: [...answer.matchAll(/\[([A-Z]+-\w+)\]/g)].map(([, ref]) => ({ ref: ref! })),
});

const OF_JONAS = turn(
  'open ALR-18',
  '[ALR-18] is open, high: jonas.weber@northwind.example signed in from Jakarta, Indonesia and Hamburg, Germany, within 41 minutes.\nFirst: [LOG-2H8N5R] signed in from 192.0.2.10, Germany.',
  { tool: 'open_alert', args: { id: 'ALR-18' } },
);

describe('whoever is named is meant', () => {
  test.each([
    ['show me the failed ones of sam yesterday', 'sam'],
    ['only the successful ones by tom yesterday', 'tom'],
    ['the wrong ones from priya yesterday', 'priya'],
  ])('%s', (message, user) => {
    expect(planned(message).calls).toMatchObject([{ tool: 'search_logs', args: { user, range: 'yesterday' } }]);
  });

  test('a short name is no slip of a word', () => {
    const made = planned('failed logins of priya for sam');
    expect([made.calls[0]?.args.user, made.unused]).toEqual(['priya', ['sam']]);
    // as it was typed in haste it is one
    expect(planned('logins by frm yesterday').unused).toBeUndefined();
  });

  test('what is normal for him is asked of whom the message names, and what it asks besides is asked, too', () => {
    expect(planned('how many failed logins did sam have yesterday, is that normal for him?', [OF_JONAS]).calls).toEqual(
      [
        { tool: 'search_logs', args: { kinds: ['login'], outcome: 'failure', user: 'sam', range: 'yesterday' } },
        { tool: 'explain_login', args: { account: 'sam' } },
      ],
    );
    expect(planned('the 6 failed ones before sam got in, is that normal for him?', [OF_JONAS])).toMatchObject({
      calls: [{ tool: 'explain_login', args: { account: 'sam' } }],
      unused: ['6 failed ones before sam got in'],
    });
    expect(planned('is that normal for him?', [OF_JONAS]).calls).toEqual([
      { tool: 'explain_login', args: { account: 'jonas.weber@northwind.example' } },
    ]);
  });

  test('“just tell me yes or no” names nobody', () => {
    const before = turn('logins from 203.0.113.7', '34 logins from 203.0.113.7.', {
      tool: 'search_logs',
      args: { kinds: ['login'], ip: '203.0.113.7' },
    });
    expect(planned('so 0 successful ones? just tell me yes or no', [before]).calls).toEqual([
      { tool: 'search_logs', args: { kinds: ['login'], ip: '203.0.113.7', outcome: 'success' } },
    ]);
  });
});

describe('what came of an attack', () => {
  const SPRAY = turn(
    'open ALR-17',
    '[ALR-17] is open, high: 34 failed sign-ins to 17 accounts from 203.0.113.7 within 46 minutes.\n34 events, from 203.0.113.7, United States.',
    { tool: 'open_alert', args: { id: 'ALR-17' } },
  );
  const GOT_IN = { calls: [{ tool: 'search_logs', args: { kinds: ['login'], ip: 'ALR-17', outcome: 'success' } }] };

  test.each([
    'did he get in anywhere?',
    'did it work?',
    'has the attacker succeeded?',
    'did any of those sign-ins work?',
  ])('of an address that tried many accounts: %s', (message) => {
    expect(planned(message, [SPRAY])).toMatchObject({ ...GOT_IN, yesOrNo: true });
  });

  test('of an alert about one account it is asked of that', () => {
    expect(planned('did he get in anywhere?', [OF_JONAS]).calls[0]?.args).toMatchObject({ user: 'ALR-18' });
  });

  test.each(['who is behind that address?', 'whose ip is that', 'who is behind 203.0.113.7?'])(
    'who is behind an address no log says: %s',
    (message) => {
      const made = planned(message, [SPRAY]);
      expect(made.calls).toMatchObject([{ tool: 'search_logs', args: { group_by: 'user' } }]);
      expect(made.say?.text).toMatch(/^Who sits behind an address no log says/);
    },
  );

  test('whoever asks of a listed alert and its address is shown the alert', () => {
    const listed = turn('open alerts', '[ALR-22] high, open: Ramp\n[ALR-17] high, open: 34 failed from 203.0.113.7', {
      tool: 'search_logs',
      args: { kinds: ['alert'], status: 'open' },
    });
    expect(planned('what about ALR-17, who is behind that address?', [listed]).calls).toMatchObject([
      { tool: 'open_alert', args: { id: 'ALR-17' } },
      { tool: 'search_logs', args: { ip: 'ALR-17', group_by: 'user' } },
    ]);
  });

  test('nothing is blocked', () => {
    const made = planned('fine, block that address somehow. can you?', [SPRAY]);
    expect([made.say?.text, made.undone]).toEqual([expect.stringMatching(/^SafeNest blocks no addresses/), undefined]);
  });
});

test('“anybody else from” is asked of others than before', () => {
  const of = (args: Record<string, unknown>) =>
    planned('and anybody else from indonesia last 30 days?', [turn('?', '', { tool: 'search_logs', args })]).calls[0]
      ?.args;
  const others = { kinds: ['login'], country: 'ID', range: 'last_30d', group_by: 'user' };
  expect(of({ ip: '203.0.113.15' })).toEqual(others);
  expect(of({ kinds: ['login'], user: 'jonas' })).toEqual({ ...others, exclude_user: 'jonas' });
});

describe('who did what in SafeNest', () => {
  test.each([
    ['who did what today?', { range: 'today' }],
    ['show me the audit log of today', { range: 'today' }],
    ['who resolved what this week? i want to see what maria did', { range: 'this_week' }],
    ['what has maria done today in safenest, not her logins', { who: 'maria', range: 'today' }],
  ])('stands in the audit log: %s', (message, args) => {
    expect(planned(message, [], 'admin').calls).toEqual([{ tool: 'who_did_what', args }]);
    expect(planned(message, [], 'officer')).toMatchObject({
      calls: [],
      say: { why: 'role', text: expect.stringMatching(/the audit log is for an admin or a manager/) },
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['which alerts did maria acknowledge?', { status: 'acknowledged', handled_by: 'maria' }],
    ['which alerts were resolved by maria this week', { handled_by: 'maria', range: 'this_week' }],
    ['and did maria acknowledge or resolve any alerts today?', { handled_by: 'maria', range: 'today' }],
    ['how many alerts did sam close last week?', { handled_by: 'sam', range: 'last_week' }],
    ['which alerts did i close this week', { handled_by: 'me', range: 'this_week' }],
    ['who handles most of the alerts?', { group_by: 'handled_by' }],
    ['which team member closed the most alerts', { group_by: 'handled_by', status: ['resolved', 'false_alarm'] }],
    ['who acknowledged the most alerts this month?', { group_by: 'handled_by', status: 'acknowledged' }],
    ['alerts by who handled them', { group_by: 'handled_by' }],
    ['how many alerts did each officer handle this week?', { group_by: 'handled_by', range: 'this_week' }],
  ])('alerts are listed and counted by whose word it was, and how that is counted is said: %s', (message, args) => {
    const made = planned(message, [], 'admin');
    expect(made.calls).toMatchObject([{ tool: 'search_logs', args: { kinds: ['alert'], ...args } }]);
    expect(made.say?.text).toMatch(/^Counted is whose word stands on an alert now/);
    expect(made.unused).toBeUndefined();
  });

  test('whose accounts alerts are about is another question', () => {
    for (const message of ['which accounts had the most alerts', 'who gets attacked the most'])
      expect(JSON.stringify(planned(message, [], 'admin').calls)).not.toContain('handled_by');
    expect(planned('which of us closed the most incidents', [], 'admin').calls).toEqual([
      { tool: 'search_logs', args: { kinds: ['incident'], status: 'closed', group_by: 'assignee' } },
    ]);
  });

  test('whether rules were changed is asked of the audit log or the history, whether the log can be changed of the guide', () => {
    expect(planned('did anyone change a rule this week?', [], 'admin').calls).toEqual([
      { tool: 'who_did_what', args: { of: 'rules', range: 'this_week' } },
    ]);
    expect(planned('did anyone change a rule this week?').calls[0]).toMatchObject({
      tool: 'search_history',
      args: { kinds: ['rule', 'proposal'], range: 'this_week' },
    });
    expect(planned('are the log entries tamper proof?', [], 'admin').calls[0]?.args.query).toMatch(/^How do I prove/);
    expect(planned('are the log entries tamper proof?').calls[0]?.args.query).toMatch(/^Can an admin delete/);
    expect(planned('export the audit log', [], 'admin').calls[0]?.args.query).toBe('Can I export the audit log?');
  });

  test('“What needs me now?” is what is with the asker, what is open and what waits for a yes', () => {
    expect(planned('What needs me now?', [], 'admin').calls.map(({ tool }) => tool)).toEqual([
      'search_logs',
      'search_logs',
      'open_proposals',
    ]);
    expect(planned('anything broken or waiting for me?').calls).toHaveLength(2);
  });
});

describe('what there is not is said, and what there is instead', () => {
  test('“remind me” of an incident or an alert', () => {
    expect(planned('remind me tomorrow at 9 about INC-2')).toMatchObject({
      calls: [],
      say: { text: expect.stringMatching(/cannot remind anybody.*“add a task to INC-2:/) },
    });
    expect(planned('remind me tomorrow about ALR-3').say?.text).toMatch(/“snooze ALR-3 until tomorrow”/);
    expect(planned('remind me about ALR-3 in 2 hours').calls).toMatchObject([{ tool: 'silence_alert' }]);
  });

  test('somebody is told nothing from here, and nothing is shown for it', () => {
    const listed = turn(
      'incidents of jonas',
      '[INC-7] medium, open: badge\n[INC-6] medium, open: phone\n[INC-5] open',
      {
        tool: 'search_logs',
        args: { kinds: ['incident'], opened_by: 'jonas' },
      },
    );
    const made = planned('take INC-6 and INC-7, and tell jonas i will call him', [listed]);
    expect(made.calls).toEqual(
      ['INC-6', 'INC-7'].map((id) => ({ tool: 'update_incident', args: { id, assignee: 'me' } })),
    );
    expect(made.undone).toEqual(['tell jonas i will call him']);
  });
});

test.each(['since when do we keep logs', 'how far back do our logs go', 'when did the data begin?'])(
  'the first login says since when there are any: %s',
  (message) => {
    expect(planned(message).calls).toEqual([
      { tool: 'search_logs', args: { kinds: ['login'], limit: 1, order: 'oldest' } },
    ]);
  },
);

test('“no i mean monday 16th” is that day', () => {
  const before = turn('logins monday', '171 logins.', {
    tool: 'search_logs',
    args: { kinds: ['login'], range: 'monday' },
  });
  expect(planned('no i mean monday 16th, when did the data begin?', [before]).calls).toEqual([
    { tool: 'search_logs', args: { kinds: ['login'], range: '2026-11-16' } },
    { tool: 'search_logs', args: { kinds: ['login'], limit: 1, order: 'oldest' } },
  ]);
});

describe('one end of a rule’s hours', () => {
  const opened = turn('open RULE-9', '[RULE-9] Anyone signs in outside 06:00 to 20:00', {
    tool: 'list_rules',
    args: { id: 'RULE-9' },
  });
  test.each([
    ['change RULE-9 to 22:00', [], { to: '22:00' }],
    ['change RULE-9 from 20:00 to 22:00', [], { to: '22:00' }],
    ['change RULE-9 to 06:00-22:00', [], { from: '06:00', to: '22:00' }],
    ['make it 22:00 instead of 20:00', [opened], { to: '22:00' }],
    ['make it 07:00 instead of 06:00', [opened], { from: '07:00' }],
    ['make it 5 instead of 10', [opened], { threshold: 5 }],
  ])('%s', (message, history, params) => {
    expect(planned(message, history, 'admin').calls).toMatchObject([
      { tool: 'propose_rule', args: { rule: 'RULE-9', params } },
    ]);
  });
});

test('how often a proposed rule would have fired stands on its card', () => {
  const made = planned('show me PROP-1, how often would it have fired?', [], 'admin');
  expect(made).toMatchObject({ calls: [{ tool: 'open_proposals', args: { id: 'PROP-1' } }] });
  expect(made.undone).toBeUndefined();
});

describe('the incident about somebody is looked for, and none is opened', () => {
  const alerts = turn('alerts of tomas', '6 alerts of tomas. [ALR-12] critical', {
    tool: 'search_logs',
    args: { kinds: ['alert'], user: 'tomas' },
  });
  test.each([
    ['open the incident about him', 'tomas'],
    ['open the incident about Jonas Weber', 'Jonas Weber'],
  ])('%s', (message, user) =>
    expect(planned(message, [alerts]).calls).toEqual([{ tool: 'search_logs', args: { kinds: ['incident'], user } }]),
  );
  test('an incident that is wanted is opened', () => {
    expect(planned('open an incident about the stolen laptop').calls).toMatchObject([{ tool: 'create_incident' }]);
  });
});

describe('whom a question leaves out is left out, also strangers', () => {
  const seen = turn('who was at the front door today?', '4 people at Front door, today. • Tony Blair [PER-1]', {
    tool: 'find_sightings',
    args: { camera: 'front door', range: 'today' },
  });
  test.each(['without strangers', 'no strangers please', 'and without strangers'])('%s', (message) =>
    expect(planned(message, [seen]).calls).toEqual([
      { tool: 'find_sightings', args: { camera: 'front door', range: 'today', known: true } },
    ]),
  );
  test.each([
    ['was Tony Blair there today?', { person: 'Tony Blair', camera: 'front door', range: 'today' }],
    ['and was Hugo there, too?', { person: 'Hugo', camera: 'front door', range: 'today' }],
    ['were strangers there?', { camera: 'front door', range: 'today', known: false }],
  ])('somebody by name is asked for there: %s', (message, args) =>
    expect(planned(message, [seen]).calls).toEqual([{ tool: 'find_sightings', args }]),
  );
  test('not including somebody, and minutes that were used are not said to be unused', () => {
    expect(planned('who was at the dock today, not including Jacques Chirac?').calls).toMatchObject([
      { tool: 'find_sightings', args: { without: ['Jacques Chirac'] } },
    ]);
    expect(planned('who was at the front door between 11:30 and 11:36 today?').unused).toBeUndefined();
  });
});
