import { describe, expect, test } from 'vitest';
import { guideWords } from '../../../../src/messages/catalogue/guide/guide-words.ts';
import { readGuide, sentencesOf } from '../../../../src/pipeline/guide/read-guide.ts';

const sections = new Map(readGuide().flatMap((page) => page.sections.map((section) => [section.id, section])));
const numbers = (text: string): string[] => text.match(/\d+(?:[.,:]\d+)*/g) ?? [];
const code = (text: string): string[] => text.match(/`[^`]+`/g) ?? [];

describe.each(['de', 'fr', 'es'] as const)('the guide in %s', (language) => {
  const { titles, answers } = guideWords[language];

  test('every title and answer belongs to a section that is there', () => {
    expect([...Object.keys(titles), ...Object.keys(answers)].filter((id) => !sections.has(id))).toEqual([]);
  });

  test('what is asked for most is answered in it', () => {
    expect(Object.keys(answers)).toHaveLength(Object.keys(guideWords.de.answers).length);
    expect(Object.keys(answers).filter((id) => titles[id] === undefined)).toEqual([]);
  });

  test('an answer states no number and no command that the section does not', () => {
    const made = Object.entries(answers).flatMap(([id, answer]) => {
      const section = sections.get(id)!;
      const english = `${section.title} ${sentencesOf(section.blocks).join(' ')} ${section.blocks
        .map((block) => ('text' in block ? block.text : ''))
        .join(' ')}`;
      const said = new Set(numbers(english));
      return [
        // what stands in quotes is an example of what to say
        ...numbers(answer.replaceAll(/[„«“][^“»”]*[“»”]|`[^`]*`/g, '')).filter((one) => !said.has(one)),
        ...code(answer).filter((one) => !english.includes(one.slice(1, -1))),
      ].map((one) => `${id}: ${one}`);
    });
    expect(made).toEqual([]);
  });
});
