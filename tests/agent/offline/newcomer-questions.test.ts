import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';
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
    expect(plan('propose the second one', context(past))).toMatchObject({ calls: [], say: { why: 'small_talk' } });
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
