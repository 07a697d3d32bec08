import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../../src/agent/offline/abilities.ts';
import { plan } from '../../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../../src/domain/language.ts';
import type { Role } from '../../../../src/domain/role.ts';
import { CLOCK } from '../../../../src/eval/questions/judge.ts';
import { ruleWishWords } from '../../../../src/messages/catalogue/rule-wishes.ts';
import { smallTalkWords } from '../../../../src/messages/catalogue/small-talk.ts';
import { unrecordedWords } from '../../../../src/messages/catalogue/unrecorded.ts';

const read = (message: string, role: Role = 'officer', history: PastTurn[] = [], language: Language = 'en') =>
  plan(message, { ...CLOCK, role, language, tools: toolsPlannedFor(role), history });

describe('what somebody wrote is not kept, and that is said beside what is', () => {
  test.each<[string, string, Language?]>([
    ['what did lena write', 'lena'],
    ['show me all messages of Kev', 'Kev'],
    ['what has kev stone posted', 'kev stone'],
    ['chat history of @kev', 'kev'],
    ['zeige alle Nachrichten von Kev', 'Kev', 'de'],
    ['montre les messages de Kev', 'Kev', 'fr'],
    ['muestra todos los mensajes de Kev', 'Kev', 'es'],
  ])('%s', (message, user, language = 'en') => {
    expect(read(message, 'moderator', [], language)).toMatchObject({
      calls: [{ tool: 'moderation_history', args: { user } }],
      say: { why: 'not_here', text: unrecordedWords[language].messages },
    });
  });

  test('what stands in an incident, or was said in a call, is no such message', () => {
    for (const message of ['what did dana write in INC-3', 'what did Ivan say in the meeting', 'what did she write'])
      expect([message, read(message).say?.text]).not.toEqual([message, unrecordedWords.en.messages]);
  });
});

test.each<[string, Role, object]>([
  ['what did people complain about', 'moderator', { tool: 'moderation_history', args: { range: 'last_7d' } }],
  ['any complaints today?', 'moderator', { tool: 'moderation_history', args: { range: 'today' } }],
  [
    'what have members been reporting this week',
    'moderator',
    { tool: 'moderation_history', args: { range: 'this_week' } },
  ],
  ['what did people complain about', 'manager', {}],
])('%s, asked by a %s', (message, role, call) => {
  expect(read(message, role).calls).toMatchObject([call]);
});

describe('what a change of a rule would do is tried before it is made', () => {
  test.each([
    ['what happens if we lower RULE-1 to 3', { threshold: 3 }],
    ['what if RULE-1 fired at 3 failures', { threshold: 3 }],
    ['how many alerts would we get if we raise RULE-1 to 20', { threshold: 20 }],
  ])('%s', (message, params) => {
    const { calls, say } = read(message);
    expect(calls).toEqual([]);
    expect(say).toMatchObject({ why: 'ask', text: ruleWishWords.en.tryIt('RULE-1') });
    const before: PastTurn = { question: message, answer: say!.text, steps: [], citations: [] };
    expect(read('yes', 'officer', [before]).calls).toMatchObject([
      { tool: 'propose_rule', args: { rule: 'RULE-1', params } },
    ]);
    expect(read('no', 'officer', [before]).calls).toEqual([]);
  });
});

test.each([
  ['turn off the working hours rule', 'time_window'],
  ['disable the impossible travel rule', 'impossible_travel'],
  ['switch the new country rule off', 'first_seen'],
])('the rule that is meant is found by its words: %s', (message, kind) => {
  expect(read(message, 'admin')).toMatchObject({
    calls: [{ tool: 'list_rules', args: { kind } }],
    say: { why: 'not_here' },
  });
});

test('“yes” looks at what was told to be next, and changes nothing', () => {
  const turn = (next: string): PastTurn => ({
    question: 'which alerts are open',
    answer: `9 open alerts.\nNext: ${next}.`,
    steps: [{ tool: 'search_logs', args: { kinds: ['alert'], status: 'open' }, ok: true }],
    citations: [{ ref: 'ALR-20' }],
  });
  expect(read('yes', 'officer', [turn('“open ALR-20” or “open an incident for them”')]).calls).toEqual([
    { tool: 'open_alert', args: { id: 'ALR-20' } },
  ]);
  expect(read('yes please', 'officer', [turn('“acknowledge ALR-20” or “open an incident for ALR-20”')])).toMatchObject({
    calls: [],
    say: { why: 'small_talk' },
  });
});

test('what is recommended is proposed by its button, and nothing else is said of it', () => {
  const before: PastTurn = {
    question: 'what rules would you recommend?',
    answer: '2 recommendations.',
    steps: [{ tool: 'recommend_rules', args: {}, ok: true }],
    citations: [],
  };
  for (const message of ['set up the first one', 'create the second one', 'propose it'])
    expect(read(message, 'admin', [before])).toEqual({
      calls: [],
      say: { why: 'not_here', text: smallTalkWords.en.pressPropose },
    });
});

test('what one did oneself on a day: what is known of it, and where the rest stands', () => {
  expect(read('what did I do today')).toMatchObject({
    calls: [{ tool: 'search_logs', args: { kinds: ['incident'], assignee: 'me' } }],
    say: { text: unrecordedWords.en.ownDay },
  });
  expect(read('what did I do today', 'moderator').calls).toMatchObject([{ tool: 'moderation_history' }]);
  expect(read('what did I do today', 'admin').calls).toMatchObject([{ tool: 'who_did_what', args: { who: 'me' } }]);
});

const shownOf = (tool: string, id: string): PastTurn => ({
  question: `show ${id}`,
  answer: `[${id}] is open, critical.`,
  steps: [{ tool, args: { id }, ok: true }],
  citations: [{ ref: id }],
});

describe('of one thing that is at hand', () => {
  test.each([
    'anyone else on this',
    'is somebody else on this?',
    'any of my colleagues on this one',
    'am i the only one on it',
  ])('who works on it is told: %s', (message) => {
    const at = (tool: string, id: string, role: Role) => read(message, role, [shownOf(tool, id)]).calls;
    expect(at('open_alert', 'ALR-20', 'officer')).toEqual([{ tool: 'open_alert', args: { id: 'ALR-20' } }]);
    expect(at('open_incident', 'INC-3', 'officer')).toEqual([{ tool: 'open_incident', args: { id: 'INC-3' } }]);
    expect(at('explain_case', 'CASE-2', 'moderator')).toEqual([{ tool: 'explain_case', args: { id: 'CASE-2' } }]);
  });

  test.each(['ok grab it for me', 'claim this for me please', 'put it on my plate'])('it is taken: %s', (message) => {
    expect(read(message, 'officer', [shownOf('open_incident', 'INC-3')]).calls).toEqual([
      { tool: 'update_incident', args: { id: 'INC-3', assignee: 'me' } },
    ]);
    const two: PastTurn = { ...shownOf('search_logs', 'ALR-20'), citations: [{ ref: 'ALR-20' }, { ref: 'ALR-17' }] };
    two.steps[0]!.args = { kinds: ['alert'], status: 'open' };
    two.answer = '2 open alerts.\n• [ALR-20] critical, open: a burst\n• [ALR-17] high, open: a burst';
    expect(read(message, 'officer', [two]).say?.text).toMatch(/^Which one do you mean: ALR-20 or ALR-17\?$/);
  });

  test('“who else?” leaves one out for that question alone', () => {
    const else_: PastTurn = {
      question: 'who else has that ip touched',
      answer: 'Nothing found.',
      steps: [
        {
          tool: 'search_logs',
          args: { kinds: ['login'], ip: 'ALR-20', exclude_user: 'ALR-20', group_by: 'user' },
          ok: true,
        },
      ],
      citations: [],
    };
    const [call] = read('did they get in', 'officer', [shownOf('open_alert', 'ALR-20'), else_]).calls;
    expect(call).toMatchObject({ args: { ip: 'ALR-20', outcome: 'success' } });
    expect(call?.args.exclude_user).toBeUndefined();
  });

  test.each(['who got banned this week', 'who was muted today', 'who got warned yesterday'])(
    'what was done to people is no question of the proposal that waits: %s',
    (message) => {
      const waits: PastTurn = { ...shownOf('open_proposals', 'PROP-1'), citations: [{ ref: 'PROP-1' }] };
      expect(read(message, 'moderator', [shownOf('explain_case', 'CASE-2'), waits]).calls).toMatchObject([
        { tool: 'moderation_history', args: { range: expect.any(String) } },
      ]);
    },
  );
});

test('the cameras as a whole, and the whole building, are no one camera', () => {
  for (const message of ['cameras ok?', 'all cams up', 'our cameras working?'])
    expect([message, read(message).calls]).toEqual([message, [{ tool: 'show_camera', args: {} }]]);
  for (const message of ['anyone in the building last night', 'anybody inside the office last night'])
    expect(read(message).calls).toEqual([{ tool: 'find_sightings', args: { range: 'last_night' } }]);
});
