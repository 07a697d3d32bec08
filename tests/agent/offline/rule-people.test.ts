import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const statement = 'alert me when someone logs in from Russia';
const proposed: PastTurn = {
  question: statement,
  answer: 'Proposed: [RULE-18] waits as [PROP-4].',
  steps: [
    {
      tool: 'propose_rule',
      args: { rule_type: 'country', statement, params: { countries: ['RU'], mode: 'deny' } },
      ok: true,
    },
  ],
  citations: [{ ref: 'RULE-18' }, { ref: 'PROP-4' }],
};
const later = (text: string, language: Language = 'en') =>
  plan(text, planning({ role: 'admin', history: [proposed], language }));
const first = (text: string) => plan(text, planning({ role: 'admin' }));

describe('what no rule can be limited to is said, and turns nothing around', () => {
  test.each<[string, Language?]>([
    ['only for people in sales'],
    ['but not for the finance team'],
    ['just for contractors please'],
  ])('%s: nothing is proposed again', (text, language) => {
    const { calls, say } = later(text, language);
    expect(calls).toEqual([]);
    expect(say?.why).toBe('not_here');
    expect(say?.text).toContain('PROP-4');
  });

  test.each([
    ['alert me when someone logs in from Russia, only for the finance team', 'only for the finance team'],
    ['tell us whenever one of our contractors signs in from Russia', 'one of our contractors'],
  ])('%s: said to be left aside', (text, left) => {
    const { calls, unused } = first(text);
    expect(calls).toMatchObject([{ tool: 'propose_rule', args: { params: { countries: ['RU'], mode: 'deny' } } }]);
    expect(unused).toEqual([left]);
  });

  test('hours and a country are asked about', () => {
    expect(first('alert me when someone logs in from Russia at night')).toMatchObject({
      calls: [],
      say: { why: 'ask' },
    });
    expect(later('but only at night')).toMatchObject({ calls: [], say: { why: 'ask' } });
  });

  test('“only” of places is as it was', () => {
    for (const text of ['only allow logins from Germany', 'only logins from Germany should be allowed'])
      expect(first(text).calls[0]?.args.params).toEqual({ countries: ['DE'], mode: 'allow' });
    expect(first('alert me when somebody logs in from Russia, but only if it fails').calls[0]?.args.params).toEqual({
      countries: ['RU'],
      mode: 'deny',
      failures: true,
    });
  });
});

test.each([
  ['and ukraine too', ['RU', 'UA']],
  ['also from China', ['RU', 'CN']],
  ['only from Germany', ['DE']],
])('other countries of the rule just proposed: %s', (text, countries) => {
  expect(later(text).calls).toMatchObject([
    { tool: 'propose_rule', args: { rule_type: 'country', params: { countries, mode: 'deny' } } },
  ]);
});
