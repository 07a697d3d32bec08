import { describe, expect, test } from 'vitest';
import { guideAnswer, overviewAnswer } from '../../../../src/agent/offline/answers/help.ts';
import type { PlanContext } from '../../../../src/agent/offline/plan-types.ts';
import { LANGUAGES } from '../../../../src/domain/language.ts';

const context = (language: PlanContext['language']) => ({ language }) as PlanContext;
const section = { title: 'A?', page: 'P', url: '/help/p#a', passage: 'Yes, with a button.' };
const answer = { question: 'a', sections: [section], not_for_your_role: [], sure: true };

describe.each(LANGUAGES)('in %s', (language) => {
  test('a passage with its link; what is only there in English is said to be', () => {
    const lines = guideAnswer({}, answer, 1, context(language));
    expect(lines.join('\n')).toContain('Yes, with a button.');
    expect(lines.join('\n')).toContain('[A?](/help/p#a)');
    expect(lines).toHaveLength(2);
    const quoted = { ...answer, sections: [{ ...section, in_english: true as const }] };
    expect(guideAnswer({}, quoted, 1, context(language))).toHaveLength(language === 'en' ? 2 : 3);
  });

  test('nothing found, another role’s, and an offer are told apart', () => {
    const nothing = guideAnswer({}, { ...answer, sections: [], question: 'bread' }, 1, context(language));
    expect(nothing.join()).toContain('bread');
    const others = [{ title: 'B?', url: '/help/p#b', ask: ['admin'] }];
    const notMine = guideAnswer({}, { ...answer, sections: [], not_for_your_role: others }, 1, context(language));
    expect(notMine.join()).toMatch(/B\?.*admin/i);
    const offer = guideAnswer({ offer: true }, answer, 1, context(language));
    expect(offer[0]).not.toBe(guideAnswer({}, answer, 1, context(language))[0]);
  });

  test('the overview names every topic and gives examples', () => {
    const help = {
      role: 'officer' as const,
      answers: [],
      not_for_your_role: [],
      topics: ['incidents', 'search the logs'],
      examples: ['list open incidents'],
    };
    const lines = overviewAnswer(help, context(language));
    expect(lines.filter((line) => line.startsWith('• ')).length).toBeGreaterThan(0);
    expect(lines.at(-1)).toContain('(/help)');
  });
});
