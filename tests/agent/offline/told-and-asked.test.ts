import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, Plan } from '../../../src/agent/offline/plan-types.ts';
import { readLanguage } from '../../../src/agent/read-language.ts';
import type { Role } from '../../../src/domain/role.ts';
import { askingWords } from '../../../src/messages/catalogue/asking.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const now = new Date('2026-11-21T10:30:00Z');

function asked(message: string, history: PastTurn[] = [], role: Role = 'officer'): Plan {
  const tools = new Set(toolsFor(role).map(({ name }) => name));
  const language = readLanguage(message, history);
  return plan(message, { now, timeZone: 'Europe/London', role, language, history, tools });
}
/** A turn as the desk answered it. */
function turn(question: string, answer = '', refs: string[] = []): PastTurn {
  const { calls, say } = asked(question);
  const steps = calls.map(({ tool, args }) => ({ tool, args, ok: true }));
  return { question, answer: [answer, say?.text ?? ''].join('\n'), steps, citations: refs.map((ref) => ({ ref })) };
}
const callsOf = (made: Plan): string[] =>
  made.calls.map(({ tool, args }) =>
    [tool, args.id, args.status ?? args.assignee ?? args.comment].filter(Boolean).join(' '),
  );

describe('a numbered or a comma list of orders', () => {
  test.each([
    ['1. close INC-5 2. assign INC-6 to Lena', ['update_incident INC-5 closed', 'update_incident INC-6 Lena']],
    ['1) close INC-5; 2) resolve ALR-3', ['update_incident INC-5 closed', 'update_alert ALR-3 resolved']],
    ['1. show INC-5\n2. close it', ['open_incident INC-5', 'update_incident INC-5 closed']],
    ['1. comment on INC-6: done 2. close INC-5', ['update_incident INC-6 done', 'update_incident INC-5 closed']],
    ['1. Schließe INC-5 2. Weise INC-6 Lena zu', ['update_incident INC-5 closed', 'update_incident INC-6 Lena']],
    ['close INC-5, ALR-3 acknowledge', ['update_incident INC-5 closed', 'update_alert ALR-3 acknowledged']],
    ['INC-5, INC-6 schließen', ['update_incident INC-5 closed', 'update_incident INC-6 closed']],
    ['1. never close INC-5 2. resolve ALR-3', ['update_alert ALR-3 resolved']],
    ['The runbook says: 1. close INC-5 2. close INC-6', ['open_incident INC-5', 'open_incident INC-6']],
  ])('%s', (message, wanted) => {
    expect(callsOf(asked(message)).filter((call) => !call.startsWith('search_logs'))).toEqual(wanted);
  });
});

describe('a mishap told as a statement', () => {
  const told = [
    ...['I clicked on a phishing link', 'someone stole my laptop', 'my work phone got stolen yesterday'],
    ...['I gave my password to someone on the phone', 'we found a usb stick in the parking lot'],
    ...['ich habe auf einen Phishing-Link geklickt', "j'ai cliqué sur un lien de phishing"],
    'hice clic en un enlace de phishing',
  ];
  test.each(told)('is offered to be reported with one word: %s', (message) => {
    const made = asked(message);
    expect(made.calls.map(({ tool }) => tool)).toEqual(['search_help']);
    const history = [turn(message)];
    expect(history[0]!.answer).toContain('?');
    for (const word of ['yes', 'report it'])
      expect(asked(word, history).calls).toEqual([{ tool: 'create_incident', args: { title: message } }]);
    expect(asked('no', history).calls).toEqual([]);
  });

  test('a “yes” to another question than ours reports nothing', () => {
    const history = [{ ...turn('I clicked on a phishing link'), answer: 'Shall I close [INC-2]?' }];
    expect(asked('yes', history).calls).toEqual([]);
  });

  test('an employee who tells it has reported it, and so has who says that it is to be', () => {
    expect(asked('I clicked on a phishing link', [], 'employee').calls).toMatchObject([{ tool: 'create_incident' }]);
    for (const message of [
      'my work phone got stolen this morning, I need to report this',
      'my bag was taken on the train, need to report it',
    ])
      expect(asked(message).calls).toEqual([{ tool: 'create_incident', args: { title: message.split(',')[0] } }]);
  });
});

describe('orders for rules in other languages', () => {
  test.each([
    ['Alarmiere uns, wenn jemand sich mehr als 5 mal falsch anmeldet', 'failed_logins', { threshold: 5 }],
    ['Benachrichtige mich, wenn sich jemand aus Russland anmeldet', 'country', { countries: ['RU'] }],
    ["préviens-nous si quelqu'un échoue 5 fois en 10 minutes", 'failed_logins', { threshold: 4, window_minutes: 10 }],
    ["alertez-nous dès que quelqu'un se connecte depuis la Russie", 'country', { countries: ['RU'] }],
    ['avísanos si alguien falla 5 veces en 10 minutos', 'failed_logins', { threshold: 4, window_minutes: 10 }],
    ['avísanos si alguien entra desde Rusia', 'country', { countries: ['RU'] }],
  ])('%s', (message, rule_type, params) => {
    expect(asked(message).calls).toMatchObject([
      { tool: 'propose_rule', args: { rule_type, params, statement: message } },
    ]);
  });
});

test('a rule that is asked about is looked up, not drafted', () => {
  for (const message of ['a rule that alerts on failed logins exists?', 'do we have a rule for logins at night?'])
    expect(asked(message).calls).toEqual([{ tool: 'list_rules', args: {} }]);
});

test('“would you mind” asks for what follows, and not for what it forbids', () => {
  expect(callsOf(asked('would you mind closing INC-5?'))).toEqual(['update_incident INC-5 closed']);
  expect(callsOf(asked('would you mind not closing INC-5?'))).toEqual(['open_incident INC-5']);
});

test('what another system calls a thing is said to be unknown, and one of ours completes the order', () => {
  expect(asked('close ticket JIRA-26')).toMatchObject({
    calls: [],
    say: { why: 'ask', text: askingWords.en.notOurs('JIRA-26') },
  });
  expect(callsOf(asked('INC-5', [turn('close ticket JIRA-26')]))).toEqual(['update_incident INC-5 closed']);
});

test('a bare reference completes what was asked back, and nothing that was not', () => {
  expect(callsOf(asked('INC-2', [turn('assign the incident to Lena')]))).toEqual(['update_incident INC-2 Lena']);
  const unasked = { ...turn('close the incident'), answer: 'It was a quiet day.' };
  expect(callsOf(asked('INC-2', [unasked]))).toEqual(['open_incident INC-2']);
});

test('of a past and a coming time the past one is answered', () => {
  for (const [message, said] of [
    ['failed logins yesterday and tomorrow', askingWords.en.futureToo('tomorrow')],
    ['Anmeldungen gestern und morgen', askingWords.de.futureToo('morgen')],
  ] as const)
    expect(asked(message)).toMatchObject({ calls: [{ args: { range: 'yesterday' } }], say: { text: said } });
  expect(asked('failed logins tomorrow').calls).toEqual([]);
});

test('what follows on a look at the logs keeps its time and its kinds', () => {
  const alerts = turn('show critical alerts today', '2', ['ALR-3', 'ALR-4']);
  expect(asked('have they been handled?', [alerts]).calls).toEqual([
    { tool: 'search_logs', args: { kinds: ['alert'], min_severity: 'critical', range: 'today', status: 'open' } },
  ]);
  expect(asked('hotspots', [turn('failed logins last week', '7')]).calls).toEqual([
    { tool: 'posture_summary', args: { range: 'last_week' } },
  ]);
  expect(asked('what did I miss?').calls).toEqual([{ tool: 'posture_summary', args: {} }]);
});

test('of a long message the beginning is read, and that is said; a comment is kept whole', () => {
  const long = `show open alerts. ${'and so on and so forth '.repeat(150)}`;
  expect(asked(long)).toMatchObject({ unread: true });
  const comment = `comment on INC-5: ${'we looked at it again. '.repeat(150)}`;
  const made = asked(comment);
  expect(made.unread).toBeUndefined();
  expect(String(made.calls[0]?.args.comment).length).toBeGreaterThan(3000);
});
