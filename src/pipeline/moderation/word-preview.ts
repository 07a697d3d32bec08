import { lastSaidTexts } from '../../db/chat-messages.ts';
import { noScores } from '../../domain/screening.ts';
import { oneLine } from '../../domain/text.ts';
import { authorise } from '../authorise.ts';
import type { Screening } from '../screening/screener.ts';
import { prepareLists } from '../screening/word-lists.ts';
import type { Work } from '../work.ts';
import { type NewTerm, refuseUnusable } from './word-lists.ts';

/** Messages that are looked through, and letters of each. */
const LOOKED_THROUGH = 1000;
const LETTERS = 4000;
const EXAMPLES = 3;
const AROUND = 60;

/** In how many of the last messages a word stands. */
export interface WordPreview {
  looked: number;
  hits: number;
  /** What was said around it, the newest first. */
  examples: string[];
}

const NOTHING: Screening = { scores: noScores(), weighed: [], screener: '' };

/** Counts in how many of the last messages of the guarded channels a word would count, before it is added; refuses what could not be. */
export async function previewTerm(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  given: NewTerm,
): Promise<WordPreview> {
  authorise(principal, 'moderation.rules');
  await refuseUnusable(tx, given);
  const counts = { attribute: 'insult', score: 1 } as const;
  const isPattern = given.kind === 'block' && given.is_pattern;
  const entry = isPattern ? { pattern: given.term, ...counts } : { term: given.term, ...counts };
  const lists = prepareLists({ lexicon: [entry], allow: [] });
  const texts = await lastSaidTexts(tx, LOOKED_THROUGH, LETTERS);
  const found = texts.flatMap((text) => {
    const [place] = lists.raise(text, NOTHING).weighed;
    return place ? [oneLine(text.slice(Math.max(0, place.from - AROUND), place.to + AROUND), 3 * AROUND)] : [];
  });
  return { looked: texts.length, hits: found.length, examples: found.slice(0, EXAMPLES) };
}
