import type { askingWords } from '../../messages/catalogue/asking.ts';
import { type Clause, type Say, typed } from './plan-types.ts';
import type { TimeMention } from './time-words.ts';

/** Asks for another time than one that cannot be meant. */
export function timeProblem(clause: Clause, time: TimeMention, words: (typeof askingWords)['en']): Say {
  const [from, to] = [Math.min(...time.spans.map((span) => span[0])), Math.max(...time.spans.map((span) => span[1]))];
  const said = typed(clause, from, to)
    .trim()
    .replace(/^(?:on|in|for|of|since) /i, '');
  const text =
    time.problem === 'future'
      ? words.future
      : time.problem === 'backwards'
        ? words.backwards(said)
        : time.problem === 'which_hours'
          ? words.whichHours(said)
          : words.noSuchDate(said);
  const open = `${typed(clause, 0, from)} ${typed(clause, to)}`
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ '?s\b(?= )/g, '')
    .trim();
  return { why: 'ask', text, open };
}
