import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';
import { smallTalkWords } from '../../../src/messages/catalogue/small-talk.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const context = (history: PastTurn[] = [], role: Role = 'officer'): PlanContext => ({
  now: new Date('2026-11-21T10:30:00Z'),
  timeZone: 'UTC',
  role,
  language: 'en',
  tools: new Set(toolsFor(role).map((tool) => tool.name)),
  history,
});
const turn = (question: string, tool: string, args: Record<string, unknown>, ...refs: string[]): PastTurn => ({
  question,
  answer: `done ${refs.join(' ')}`,
  steps: [{ tool, args, ok: true }],
  citations: refs.map((ref) => ({ ref })),
});

describe('what SafeNest is, and what others asked it', () => {
  test.each([
    ['en', 'what is SafeNest?'],
    ['en', 'hi, what are you?'],
    ['en', 'What does this bot do'],
    ['de', 'Was ist SafeNest?'],
    ['de', 'wer bist du?'],
    ['fr', 'qu’est-ce que SafeNest ?'],
    ['fr', 'qui es-tu ?'],
    ['es', '¿Qué es SafeNest?'],
    ['es', '¿quién eres?'],
  ] as const)('%s: %s', (language, message) => {
    expect(plan(message, { ...context(), language }).calls).toEqual([{ tool: 'help', args: { itself: true } }]);
  });

  test.each([
    ['en', 'who am I?'],
    ['en', 'hi, do you know who I am?'],
    ['en', 'what’s my role here?'],
    ['en', 'am I an admin?'],
    ['en', 'which account am I using?'],
    ['en', 'how am I linked'],
    ['de', 'Wer bin ich?'],
    ['de', 'welche Rolle habe ich?'],
    ['fr', 'qui suis-je ?'],
    ['fr', 'quel est mon rôle ?'],
    ['es', '¿Quién soy?'],
    ['es', '¿cuál es mi rol?'],
  ] as const)('%s: %s', (language, message) => {
    for (const role of ['officer', 'employee'] as const)
      expect(plan(message, { ...context([], role), language }).calls).toEqual([{ tool: 'who_am_i', args: {} }]);
  });
  test.each([
    'who is Maria?',
    'what am I allowed to do?',
    'who am I meeting at nine?',
    'what is the role of an officer?',
  ])('something else is meant by: %s', (message) =>
    expect(plan(message, context()).calls.map(({ tool }) => tool)).not.toContain('who_am_i'),
  );

  test.each([
    ['en', 'which channels get alerts?', { purpose: 'alerts' }],
    ['en', 'where do high alerts go?', { purpose: 'alerts' }],
    ['en', 'which channels are told of proposals', { purpose: 'approvals' }],
    ['en', 'what is #sec-ops told of?', { channel: 'sec-ops' }],
    ['en', 'does #general get the weekly report?', { purpose: 'reports', channel: 'general' }],
    ['en', 'list our channels', {}],
    ['de', 'Welche Kanäle bekommen Alarme?', { purpose: 'alerts' }],
    ['fr', 'quels canaux reçoivent les rapports ?', { purpose: 'reports' }],
    ['es', '¿qué canales reciben alertas?', { purpose: 'alerts' }],
  ] as const)('%s: %s', (language, message, args) => {
    const asked = (role: Role) => plan(message, { ...context([], role), language });
    expect(asked('admin').calls).toEqual([{ tool: 'list_channels', args }]);
    expect(asked('officer')).toMatchObject({ calls: [], say: { why: 'role' } });
  });
  test.each(['which alerts are open?', 'where do the attacks come from?', 'this channel gets alerts'])(
    'no question about channels: %s',
    (message) =>
      expect(plan(message, context([], 'admin')).calls.map(({ tool }) => tool)).not.toContain('list_channels'),
  );
  test.each(['send high alerts to #security', 'stop the weekly report in #general', 'no more alerts in #ops'])(
    'an order about another channel changes nothing, and is told where it is given: %s',
    (message) =>
      expect(plan(message, context([], 'admin'))).toMatchObject({
        calls: [{ tool: 'search_help' }],
        say: { why: 'not_here' },
      }),
  );

  test.each([
    ['en', 'what did Maria ask?'],
    ['en', 'what did Maria Lindqvist ask you yesterday?'],
    ['en', 'who asked about ALR-3?'],
    ['en', 'show me what Sam asked you'],
    ['de', 'Was hat Maria dich gefragt?'],
    ['fr', 'qu’a demandé Maria ?'],
    ['es', '¿qué preguntó Maria?'],
  ] as const)('%s: %s', (language, message) => {
    const say = (role: Role) => plan(message, { ...context([], role), language });
    expect(say('officer')).toMatchObject({ calls: [], say: { text: smallTalkWords[language].othersAsked } });
    expect(say('admin').say?.text).toContain('(/studio/turns)');
  });

  test.each([
    'what did I ask?',
    'who opened INC-3?',
    'what did Maria close yesterday?',
    'what are you doing about ALR-3?',
    'what is SafeNest doing with our pictures?',
  ])('something else is meant by: %s', (message) => {
    const { calls, say } = plan(message, context());
    expect(say?.text).not.toBe(smallTalkWords.en.othersAsked);
    expect(calls.map(({ args }) => args)).not.toContainEqual({ itself: true });
  });
});

describe('what a newcomer tries', () => {
  test('an acknowledgement is taken back from the alert that was acknowledged', () => {
    const past = [turn('ack ALR-4', 'update_alert', { id: 'ALR-4', status: 'acknowledged' }, 'ALR-4')];
    expect(plan('actually undo the acknowledgement', context(past)).calls).toEqual([
      { tool: 'update_alert', args: { id: 'ALR-4', status: 'open', undo: true } },
    ]);
  });

  test('what was proposed is taken back by the buttons of its card', () => {
    const past = [turn('turn off rule 3', 'propose_rule', { rule: 'RULE-3' }, 'PROP-5', 'RULE-3')];
    expect(plan('undo that', context(past)).calls).toEqual([{ tool: 'open_proposals', args: { id: 'PROP-5' } }]);
  });

  test('what was recommended is proposed by its button', () => {
    const past = [turn('which rules do you recommend?', 'recommend_rules', {}, 'RULE-1')];
    expect(plan('propose the second one', context(past))).toMatchObject({ calls: [], say: { why: 'not_here' } });
  });

  test('a yes to reporting is about what was told', () => {
    const told = 'I think someone stole my badge';
    const past = [turn(told, 'search_help', { query: told, offer: true })];
    expect(plan('yes please report it', context(past)).calls).toEqual([
      { tool: 'create_incident', args: { title: told } },
    ]);
  });

  test('why a rule raised so many shows the rule', () => {
    expect(plan('why did rule 1 fire so often', context()).calls).toEqual([
      { tool: 'list_rules', args: { id: 'RULE-1' } },
    ]);
  });

  test('an employee who asks for incidents sees their own, and is told who may see logins', () => {
    expect(plan('any incidents open', context([], 'employee')).calls).toMatchObject([
      { tool: 'search_logs', args: { kinds: ['incident'], opened_by: 'me' } },
    ]);
    expect(plan('failed logins today', context([], 'employee')).say?.text).not.toContain('moderator');
  });

  test('what is no address, and what is no matter of ours', () => {
    expect(plan('failed logins from 999.1.1.1', context()).say?.text).toContain('is no address');
    expect(plan('weather in berlin', context())).toMatchObject({ calls: [], say: { why: 'small_talk' } });
    expect(plan('كم عدد محاولات تسجيل الدخول', context()).say?.text).toContain('English, German, French and Spanish');
  });
});
