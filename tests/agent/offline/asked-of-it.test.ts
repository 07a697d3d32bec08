import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { alertWords, type OpenAlert } from '../../../src/agent/offline/answers/alert.ts';
import { incidentWords, type OpenIncident } from '../../../src/agent/offline/answers/incident.ts';
import type { AskedOfIt } from '../../../src/agent/offline/asked-of-it.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { readLanguage } from '../../../src/agent/read-language.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';

const context = (history: PastTurn[] = [], role: Role = 'officer'): PlanContext => ({
  now: new Date('2026-11-21T10:30:00Z'),
  timeZone: 'UTC',
  role,
  language: 'en',
  tools: toolsPlannedFor(role),
  history,
});
const turn = (question: string, tool: string, args: Record<string, unknown>, ...refs: string[]): PastTurn => ({
  question,
  answer: refs.map((ref) => `[${ref}]`).join(' '),
  steps: [{ tool, args, ok: true }],
  citations: refs.map((ref) => ({ ref })),
});

describe('what of one thing is asked', () => {
  test.each([
    ['who works on ALR-3?', 'who'],
    ['is somebody looking at INC-3?', 'who'],
    ['who closed INC-3?', 'settled_by'],
    ['why was INC-3 closed?', 'why_settled'],
    ['why is ALR-3 critical?', 'why_severity'],
    ['why did ALR-3 fire?', 'why'],
    ['how long has INC-3 been open?', 'how_long'],
    ['who reported INC-3?', 'opened_by'],
    ['is ALR-3 still open?', 'is_open'],
  ])('%s', (question, asked) => {
    expect(plan(question, context()).asked).toBe(asked);
  });

  test('whoever wants to see all of it asks for nothing first', () => {
    expect(plan('show INC-3', context()).asked).toBeUndefined();
  });
});

describe('it is answered before the rest', () => {
  const alert: OpenAlert = {
    kind: 'alert',
    ref: 'ALR-9',
    time: 'Fri 20 Nov, 10:15',
    first_seen: 'Fri 20 Nov, 10:00',
    severity: 'critical',
    status: 'open',
    title: 'Many failures',
    events: 12,
    facts: [],
    incident: null,
    log: [],
    open_for: '1 day 2 h',
    rule: { ref: 'RULE-5', name: 'Guessing', severity: 'critical' },
  };
  const incident: OpenIncident = {
    kind: 'incident',
    ref: 'INC-4',
    time: 'Fri 20 Nov, 10:15',
    severity: 'high',
    status: 'open',
    title: 'Break-in',
    assignee: null,
    created_by: 'Maria Lopez',
    quoted_commander: null,
    quoted_scribe: null,
    quoted_liaison: null,
    quoted_people: [],
    people_count: 0,
    tasks_open: 0,
    tasks_done: 0,
    tasks: [],
    alert_count: 0,
    alerts: [],
    timeline: [],
    earlier_lines: 0,
    happened: [],
    to_do: [],
    open_for: '3 h',
  };

  test('of an alert', () => {
    const first = (asked: AskedOfIt, more: Partial<OpenAlert> = {}): string | undefined =>
      alertWords({ ...alert, ...more }, context(), { asked })[0];
    expect(first('who')).toBe('Nobody works on it yet.');
    expect(first('who', { incident: 'INC-4', incident_assignee: 'Ada Novak' })).toBe(
      'Ada Novak works on it, through [INC-4].',
    );
    // who may not know of incidents is told nothing of who works on them
    expect(first('who', { incident: 'INC-4' })).toContain('[ALR-9] is open');
    expect(first('how_long')).toBe('It has been open for 1 day 2 h, since Fri 20 Nov, 10:00.');
    expect(first('why_severity')).toContain('RULE-5');
    expect(first('why_severity', { rule: { ...alert.rule!, severity: 'low' } })).toContain('[ALR-9] is open');
    expect(first('settled_by')).toBe('Nobody did: it is still open.');
  });

  test('of an incident', () => {
    expect(incidentWords(incident, context(), { asked: 'who' })[0]).toBe('Nobody works on it yet.');
    expect(incidentWords(incident, context(), { asked: 'opened_by' })[0]).toContain('Maria Lopez');
    expect(incidentWords({ ...incident, status: 'closed' }, context(), { asked: 'is_open' })[0]).toBe(
      'No, it is closed.',
    );
  });

  test('in every language', () => {
    for (const language of LANGUAGES) {
      expect(alertWords(alert, { ...context(), language }, { asked: 'how_long' })[0]).toContain('1 day 2 h');
      expect(incidentWords(incident, { ...context(), language }, { asked: 'who' })[0]).not.toContain('INC-4');
    }
  });
});

describe('counts as shares, and two sides of a contrast', () => {
  test('what was just counted, in percent', () => {
    const before = turn('by country', 'search_logs', { kinds: ['login'], group_by: 'country' });
    for (const said of ['in percent please', 'as a share', 'and in %?', 'what are the percentages?'])
      expect([said, plan(said, context([before]))]).toMatchObject([
        said,
        { calls: [{ args: { group_by: 'country' } }], share: { of: null } },
      ]);
  });

  test('what is a share is counted beside what it is a share of', () => {
    expect(plan('what share of the alerts this month was a false alarm?', context())).toMatchObject({
      calls: [{ args: { kinds: ['alert'], group_by: 'status' } }],
      share: { of: { any: ['false_alarm'] } },
    });
    expect(plan('what share of the failed logins came from Romania?', context())).toMatchObject({
      calls: [{ args: { outcome: 'failure', group_by: 'country' } }],
      share: { of: { any: ['RO'] } },
    });
  });

  test('by night and by day', () => {
    const made = plan('are there more failed logins at night than during the day?', context());
    expect(made.calls.map(({ args }) => args.hours)).toEqual(['22:00-06:00', '06:00-22:00']);
    expect(made.contrast).toBe('more');
  });
});

describe('whom and what a conversation is about', () => {
  const list = turn('alerts', 'search_logs', { kinds: ['alert'] }, 'ALR-3');
  const tomas = {
    ...list,
    answer: '1 alert.\n• [ALR-3] critical, open: tomas.keller@example.org signed in from 203.0.113.9',
  };

  test('the one alert that names somebody is the one with them', () => {
    const rows = '• [ALR-3] high, open: paul@example.org failed\n• [ALR-4] low, open: eva@example.org failed';
    const past = { ...list, answer: rows, citations: [{ ref: 'ALR-3' }, { ref: 'ALR-4' }] };
    expect(plan('the one with eva', context([past])).calls).toEqual([{ tool: 'open_alert', args: { id: 'ALR-4' } }]);
  });

  test('whether somebody is still in is asked of their logins, and said to be unknown', () => {
    const made = plan('is he still in?', context([tomas]));
    expect(made.calls).toEqual([{ tool: 'search_logs', args: { kinds: ['login'], user: 'ALR-3' } }]);
    expect(made.say?.text).toContain('signs out');
  });

  test('whether somebody is an employee is asked of the members by their account', () => {
    expect(plan('is he an employee of ours?', context([tomas])).calls).toMatchObject([
      { tool: 'list_members', args: { name: 'tomas.keller@example.org' } },
      { tool: 'search_logs', args: { group_by: 'country' } },
    ]);
  });

  test('a reason that speaks of passwords is no question about them', () => {
    const past = turn('note it', 'update_incident', { id: 'INC-3', comment: 'x' }, 'INC-3');
    expect(plan('close it, password reset and sessions killed', context([past])).calls).toMatchObject([
      { tool: 'update_incident', args: { id: 'INC-3', status: 'closed' } },
    ]);
  });

  test('when something happened by what else did is said to narrow nothing', () => {
    const made = plan('what did tomas do after he got in?', context([tomas]));
    expect(made.calls[0]?.args).not.toHaveProperty('outcome');
    expect(made.unused).toEqual(['after he got in']);
  });

  test('who handles the one thing just looked at stands in it', () => {
    const past = turn('open ALR-3', 'open_alert', { id: 'ALR-3' }, 'ALR-3');
    expect(plan('is somebody looking at it?', context([past]))).toMatchObject({
      calls: [{ tool: 'open_alert', args: { id: 'ALR-3' } }],
      asked: 'who',
    });
  });
});

describe('rules as people wish for them', () => {
  const wish = (message: string) => plan(message, context([], 'admin')).calls[0]?.args;

  test('what cameras see is no matter of logins', () => {
    expect(wish('alert us when somebody enters the restricted zone at night')).toMatchObject({
      rule_type: 'zone_entry',
      params: { objects: ['person'], zone_kinds: ['restricted'], from: '22:00', to: '06:00' },
    });
    expect(wish('alert us when somebody loiters in a restricted zone for more than 2 minutes')).toMatchObject({
      rule_type: 'zone_entry',
      params: { objects: ['person'], zone_kinds: ['restricted'], stay_seconds: 120 },
    });
    expect(wish('alert me when a car stands in the restricted zone for 30 seconds')).toMatchObject({
      params: { objects: ['car'], stay_seconds: 30 },
    });
    expect(wish('tell me when a stranger is at the gate')).toMatchObject({ rule_type: 'unknown_person' });
    expect(wish('alert us when somebody signs in at night')).toMatchObject({ rule_type: 'time_window' });
  });

  test('a place that a rule looks at is one of its cameras', () => {
    const made = plan('tell me when a stranger is at the gate', context([], 'admin'));
    expect(made.calls).toMatchObject([{ args: { rule_type: 'unknown_person', params: { cameras: ['gate'] } } }]);
    expect(made.unused).toBeUndefined();
  });

  test.each([
    ['notify us when somebody enters the zone Vault side at night', 'en', { zones: ['Vault side'], from: '22:00' }],
    ['notify us when somebody enters the Vault side zone', 'en', { zones: ['Vault side'] }],
    ['alert me if anyone is in zone "Vault side" after 8pm', 'en', { zones: ['Vault side'], from: '20:00' }],
    [
      'alert when a car parks in the fire lane area on camera North',
      'en',
      { zones: ['fire lane'], cameras: ['North'] },
    ],
    ['create a rule: people in the parking zone for more than 5 minutes', 'en', { zone_kinds: ['parking'] }],
    ['Benachrichtige uns, wenn nachts jemand die Zone Tresorseite betritt', 'de', { zones: ['Tresorseite'] }],
    ['Préviens-nous quand quelqu’un entre dans la zone Coffre la nuit', 'fr', { zones: ['Coffre'], from: '22:00' }],
    ['Avísanos cuando alguien entre en la zona Bóveda por la noche', 'es', { zones: ['Bóveda'], from: '22:00' }],
  ] as const)('a zone is no condition to be dropped: %s', (message, language, params) => {
    const made = plan(message, { ...context([], 'admin'), language });
    expect(made.calls).toMatchObject([{ tool: 'propose_rule', args: { rule_type: 'zone_entry', params } }]);
    expect(made.unused).toBeUndefined();
  });

  test.each([
    ['alert me when Tony Blair is seen at a camera', 'en', { people: ['Tony Blair'] }],
    ['alert me if PER-6 shows up again', 'en', { people: ['PER-6'] }],
    [
      'tell us whenever Tony Blair or Hugo Chavez comes in at night',
      'en',
      { people: ['Tony Blair', 'Hugo Chavez'], from: '22:00', to: '06:00' },
    ],
    ['Benachrichtige mich, wenn Tony Blair auftaucht', 'de', { people: ['Tony Blair'] }],
    ['Alerte-moi quand Tony Blair est vu par une caméra', 'fr', { people: ['Tony Blair'] }],
    ['Avísame cuando Tony Blair aparezca en una cámara', 'es', { people: ['Tony Blair'] }],
  ] as const)('somebody to be watched for: %s', (message, language, params) => {
    const made = plan(message, { ...context([], 'admin'), language }).calls;
    expect(made).toMatchObject([{ tool: 'propose_rule', args: { rule_type: 'watched_person' } }]);
    expect(made[0]!.args.params).toEqual(params);
    expect(made[0]!.args.again).toBeUndefined();
  });

  test('a name that signs in is an account, and what rules look at names the cameras', () => {
    expect(wish('alert me when Priya logs in from Brazil')?.rule_type).not.toBe('watched_person');
    expect(plan('alert me when the moon is full', context([], 'admin')).say?.text).toContain('at cameras: people');
  });

  test('another number, the hours somebody works until, and “it”', () => {
    expect(wish('RULE-3 should only fire after 15 failures')).toMatchObject({
      rule: 'RULE-3',
      params: { threshold: 15 },
    });
    const calls = plan(
      'RULE-9 is too noisy, our nurses work until 22:00. can you change it?',
      context([], 'admin'),
    ).calls;
    expect(calls.at(-1)).toMatchObject({ tool: 'propose_rule', args: { rule: 'RULE-9', params: { to: '22:00' } } });
    const past = turn(
      'alert when …',
      'propose_rule',
      { rule_type: 'failed_logins', params: { threshold: 10 } },
      'PROP-3',
    );
    expect(plan('make it 20 instead', context([past], 'admin')).calls[0]?.args).toMatchObject({
      params: { threshold: 20 },
    });
  });
});

describe('in the room of an incident, or the thread of an alert', () => {
  const told = (ref: string): PastTurn => ({ question: ref, answer: `[${ref}]`, steps: [], citations: [{ ref }] });
  const calls = (question: string, history: PastTurn[], language: Language = 'en') =>
    plan(question, { ...context(history), language }).calls;

  test.each([
    ['catch me up', 'en'],
    ['Summary, please', 'en'],
    ['summarise', 'en'],
    ['where do we stand?', 'en'],
    ['what do we know so far?', 'en'],
    ['what happened so far?', 'en'],
    ['show the timeline', 'en'],
    ['was ist bisher passiert?', 'de'],
    ['que s’est-il passé jusqu’ici ?', 'fr'],
    ['¿qué ha pasado hasta ahora?', 'es'],
  ] as const)('“%s” is about that', (question, language) => {
    expect(calls(question, [told('INC-3')], language)).toEqual([{ tool: 'open_incident', args: { id: 'INC-3' } }]);
    expect(calls(question, [told('ALR-7')], language)).toEqual([{ tool: 'open_alert', args: { id: 'ALR-7' } }]);
  });

  test('what names a time or something else is about that, and elsewhere it is about everything', () => {
    expect(calls('catch me up on last week', [told('INC-3')])[0]!.tool).toBe('posture_summary');
    expect(calls('summarise INC-9', [told('INC-3')])).toEqual([{ tool: 'open_incident', args: { id: 'INC-9' } }]);
    expect(calls('catch me up', [])[0]!.tool).toBe('posture_summary');
    expect(calls('catch me up', [turn('INC-3', 'open_incident', { id: 'INC-3' }, 'INC-3')])[0]!.tool).toBe(
      'posture_summary',
    );
  });

  test.each([
    ['write a tactical report', 'en', { tool: 'report_incident', args: { id: 'INC-3', kind: 'tactical' } }],
    ['executive report, please', 'en', { tool: 'report_incident', args: { id: 'INC-3', kind: 'executive' } }],
    ['schreib einen taktischen Bericht', 'de', { tool: 'report_incident', args: { id: 'INC-3', kind: 'tactical' } }],
    [
      'rédige un rapport pour la direction',
      'fr',
      { tool: 'report_incident', args: { id: 'INC-3', kind: 'executive' } },
    ],
    ['escribe un informe táctico', 'es', { tool: 'report_incident', args: { id: 'INC-3', kind: 'tactical' } }],
    ['let me in', 'en', { tool: 'update_incident', args: { id: 'INC-3', room: 'join' } }],
    ['lass mich rein', 'de', { tool: 'update_incident', args: { id: 'INC-3', room: 'join' } }],
    ['laisse-moi entrer', 'fr', { tool: 'update_incident', args: { id: 'INC-3', room: 'join' } }],
    ['déjame entrar', 'es', { tool: 'update_incident', args: { id: 'INC-3', room: 'join' } }],
    ['show the review', 'en', { tool: 'open_review', args: { id: 'INC-3' } }],
    ['résume', 'fr', { tool: 'open_incident', args: { id: 'INC-3' } }],
  ] as const)('“%s” is of that incident', (question, language, call) => {
    expect(readLanguage(question, [])).toBe(language);
    expect(calls(question, [told('INC-3')], language)).toEqual([call]);
    expect(calls(question, [], language)).not.toEqual([call]);
  });

  test('a question about it orders nothing, and what names another is of that', () => {
    expect(calls('tactical report?', [told('INC-3')])[0]!.tool).not.toBe('report_incident');
    expect(calls('write a tactical report for INC-9', [told('INC-3')])).toEqual([
      { tool: 'report_incident', args: { id: 'INC-9', kind: 'tactical' } },
    ]);
    expect(calls('let me in', [told('ALR-7')])).toEqual([]);
  });

  test('whoever reads incidents may go into their rooms, and no more', () => {
    const asked = (question: string) => plan(question, context([], 'manager'));
    expect(asked('let me into the room of INC-2').calls).toEqual([
      { tool: 'update_incident', args: { id: 'INC-2', room: 'join' } },
    ]);
    expect(asked('open a room for INC-2').say?.why).toBe('role');
    expect(plan('let me into INC-2', context([], 'employee')).calls).toEqual([]);
  });
});
