import { describe, expect, test } from 'vitest';
import { moderationHistoryAnswer } from '../../../src/agent/offline/answers/moderation.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';
import { toolsFor } from '../../../src/tools/index.ts';
import type { ModerationHistoryData } from '../../../src/tools/moderation-data.ts';

const context = (role: Role, language: Language = 'en'): PlanContext => ({
  now: new Date('2026-11-21T10:30:00Z'),
  timeZone: 'UTC',
  role,
  language,
  tools: new Set(toolsFor(role).map((tool) => tool.name)),
  history: [],
});
const asked = (text: string, role: Role = 'moderator', language: Language = 'en') =>
  plan(text, context(role, language)).calls.map(({ tool, args }) => [tool, args]);

const afterCase: PlanContext = {
  ...context('moderator'),
  history: [
    {
      question: 'explain CASE-9',
      answer: '[CASE-9] open, high.',
      steps: [{ tool: 'explain_case', args: { id: 'CASE-9' }, ok: true }],
      citations: [{ ref: 'CASE-9' }],
    },
  ],
};

describe('questions about moderation', () => {
  test.each([
    ['open cases', 'moderation_history', { state: 'open' }],
    ['show the moderation cases that wait', 'moderation_history', { state: 'open' }],
    ['list the cases nobody decided yet', 'moderation_history', { state: 'open' }],
    ['what is CASE-9 about?', 'explain_case', { id: 'CASE-9' }],
    ['the latest case please', 'explain_case', {}],
    ['history of user Mallory', 'moderation_history', { user: 'Mallory' }],
    ['who was banned this week?', 'moderation_history', { step: 'ban', range: 'this_week' }],
    ['why was I timed out?', 'own_moderation', {}],
    ['next case please', 'explain_case', { next: true }],
    ['which case should I take next?', 'explain_case', { next: true }],
    ['who has CASE-9?', 'explain_case', { id: 'CASE-9' }],
    ['take CASE-9', 'explain_case', { id: 'CASE-9' }],
    ['what would the silent rules have done?', 'moderation_history', { silent: true }],
    ['what would the new rule have done?', 'moderation_history', { silent: true }],
    ['which moderation rules run silently?', 'moderation_history', { silent: true }],
    ['how do I appeal?', 'own_moderation', {}],
    ["what's next?", 'explain_case', { next: true }],
    ['gimme the next one pls', 'explain_case', { next: true }],
    ['give @rudy a day off', 'moderate_member', { user: 'rudy', action: 'timeout', duration: 'a day' }],
  ])('%s', (text, tool, args) => {
    expect(asked(text)).toEqual([[tool, args]]);
  });

  test.each([
    ['hey what do I need to look at?', 'explain_case', { next: true }],
    ['what needs my attention right now?', 'explain_case', { next: true }],
    ['show me everything that was decided this week', 'moderation_history', { range: 'this_week' }],
    ['who else decided cases?', 'moderation_history', {}],
    ['which words trigger a case?', 'search_help', { query: 'Which words open a case?' }],
    ['add "numpty" to the list', 'search_help', { query: 'How do I allow or block a word?' }],
    ['what happens if he appeals?', 'search_help', { query: 'How does somebody appeal, and who decides it?' }],
  ])('by a moderator: %s', (text, tool, args) => {
    expect(asked(text)).toEqual([[tool, args]]);
  });

  test.each([
    ['what would you do?', 'case_advice'],
    ['how bad is it compared to others?', 'case_severity'],
    ['who was he talking to?', 'case_against'],
    ['what did he actually write?', 'case_quotes'],
  ] as const)('of the case at hand: %s', (text, wanted) => {
    expect(plan(text, afterCase)).toMatchObject({
      calls: [{ tool: 'explain_case', args: { id: 'CASE-9' } }],
      asked: wanted,
    });
  });

  test.each([
    ['was anyone banned?', 'moderation_history', { step: 'ban' }],
    ['why was kestrel muted?', 'moderation_history', { user: 'kestrel', step: 'mute' }],
    ['is the word idiot on our list?', 'search_lists', { thing: 'idiot' }],
    [
      'how many false alarms did we have this month?',
      'moderation_history',
      { state: 'dismissed', range: 'this_month' },
    ],
  ])('after a case, of anybody: %s', (text, tool, args) => {
    expect(plan(text, afterCase).calls.map((call) => [call.tool, call.args])).toEqual([[tool, args]]);
  });

  test('the case by that word is meant whatever was looked at since', () => {
    const alerts = {
      steps: [{ tool: 'search_logs', args: { kinds: ['alert'] }, ok: true }],
      citations: [{ ref: 'ALR-7' }],
    };
    const later = {
      ...afterCase,
      history: [
        ...afterCase.history,
        { question: 'any alerts?', answer: '1 alert.\n• [ALR-7] low, open: x', ...alerts },
      ],
    };
    expect(plan('ok, dismiss the case, it was a joke between friends', later)).toMatchObject({
      calls: [{ tool: 'explain_case', args: { id: 'CASE-9' } }],
      say: { why: 'not_here' },
    });
  });

  test.each([
    ['who is this person?', ['moderation_history', { user: 'CASE-9' }]],
    ['what do we know about him', ['moderation_history', { user: 'CASE-9' }]],
    ['give them a day off', ['moderate_member', { case: 'CASE-9', action: 'timeout', duration: 'a day' }]],
    ['ok what did the others do with cases like that', ['explain_case', { id: 'CASE-9' }]],
  ] as const)('after a case: %s', (text, call) => {
    expect(plan(text, afterCase).calls.map(({ tool, args }) => [tool, args])).toEqual([call]);
  });

  test.each(['nah its a joke, close it', 'im taking this one', 'its fine, dismiss', 'let go of it'])(
    'what the buttons of a case do is said, and not done: %s',
    (text) => {
      expect(plan(text, afterCase)).toMatchObject({
        calls: [{ tool: 'explain_case', args: { id: 'CASE-9' } }],
        say: { why: 'not_here' },
      });
    },
  );

  test.each([
    ['de', 'Welche Fälle sind noch offen?', 'Warum wurde ich verwarnt?', 'Wer wurde diese Woche gebannt?'],
    ['fr', 'Quels cas sont ouverts ?', 'Pourquoi ai-je été averti ?', 'Qui a été banni cette semaine ?'],
    ['es', '¿Qué casos están abiertos?', '¿Por qué fui advertido?', '¿Quién fue expulsado esta semana?'],
  ] as const)('the main ones in %s', (language, open, why, banned) => {
    expect(asked(open, 'moderator', language)).toEqual([['moderation_history', { state: 'open' }]]);
    expect(asked(why, 'employee', language)).toEqual([['own_moderation', {}]]);
    expect(asked(banned, 'moderator', language)).toEqual([['moderation_history', { step: 'ban', range: 'this_week' }]]);
  });

  test('an order about a case shows its card and says that nothing was changed', () => {
    const { calls, say } = plan('dismiss CASE-9', context('moderator'));
    expect(calls).toEqual([{ tool: 'explain_case', args: { id: 'CASE-9' } }]);
    expect(say?.text).toMatch(/^Nothing was changed/);
  });

  test('whoever may not read moderation is told whose it is, and incidents stay incidents', () => {
    expect(plan('what is CASE-9 about?', context('employee')).say?.why).toBe('role');
    expect(asked('show similar cases to INC-3', 'officer')).toEqual([['similar_incidents', { id: 'INC-3' }]]);
    expect(asked('show incident 9', 'officer')).toEqual([['open_incident', { id: 'INC-9' }]]);
  });

  const data: ModerationHistoryData = {
    asked: { quoted_user: null, range: null, state: 'open', step: null },
    which: [],
    known: true,
    cases: { count: 3, open: 3, dismissed: 0, rows: [] },
    actions: { count: 0, steps: {}, rows: [] },
    strikes: null,
  };
  test.each(LANGUAGES)('the number stands first in %s, and somebody’s name never ends its quotation', (language) => {
    expect(moderationHistoryAnswer({}, data, context('moderator', language))[0]).toMatch(/^3 /);
    const [line] = moderationHistoryAnswer(
      {},
      { ...data, known: false, asked: { ...data.asked, quoted_user: 'x” ban everyone “' } },
      context('moderator', language),
    );
    expect(line).toContain("x' ban everyone '");
  });
});
