import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';
import { planning } from '../../support/planning.ts';

const known = (name: string, account: string) => {
  const [first = '', last = ''] = name.toLowerCase().split(' ');
  return {
    name,
    bears: [first, last, `${first} ${last}`],
    member: null,
    accounts: [account],
    person: null,
    author: null,
  };
};
const names = [known('Jonas Weber', 'jonas@example.org'), known('Tomas Keller', 'tomas@example.org')];
const places = ['Main gate', 'Pharmacy loading dock'];
const ask = (text: string, history: PastTurn[] = [], role: Role = 'officer') =>
  plan(text, planning({ role, names, places, history })).calls;

describe('two accounts or two cameras are set side by side', () => {
  const both = { one: 'jonas@example.org', other: 'tomas@example.org' };
  test.each<[string, Record<string, unknown>]>([
    ['which of the two is worse, jonas or tomas', both],
    ['compare jonas and tomas', both],
    ['jonas or tomas, who has more failed logins?', both],
    ['is jonas riskier than tomas this week', { ...both, range: 'this_week' }],
    ['is the gate busier than the dock?', { one: 'gate', other: 'dock' }],
    ['compare main gate with pharmacy loading dock', { one: 'main gate', other: 'pharmacy loading dock' }],
  ])('%s', (text, args) => {
    expect(ask(text)).toMatchObject([{ tool: 'compare_two', args }]);
  });

  test('“which of the two is worse?” is of those that were told last', () => {
    const of = (user: string): PastTurn => ({
      question: `logins of ${user}`,
      answer: `3 logins of ${user}.`,
      steps: [{ tool: 'search_logs', args: { kinds: ['login'], user }, ok: true }],
      citations: [],
    });
    const history = [of('jonas@example.org'), of('tomas@example.org')];
    expect(ask('which of the two is worse?', history)).toEqual([
      { tool: 'compare_two', args: { one: 'tomas@example.org', other: 'jonas@example.org' } },
    ]);
    expect(ask('which of the two is worse?').some(({ tool }) => tool === 'compare_two')).toBe(false);
  });

  test('periods are compared elsewhere, and nobody is compared for who may not look', () => {
    expect(ask('compare this week with last week')[0]?.tool).toBe('posture_summary');
    expect(ask('compare jonas and tomas', [], 'moderator')).toEqual([]);
  });
});
