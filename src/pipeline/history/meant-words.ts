import { wordsBeginning } from '../../db/history-search.ts';
import type { OrgDb } from '../../db/scope.ts';
import { rarity } from '../../domain/bm25.ts';
import { alikeness } from './alike-words.ts';
import type { SoughtWord } from './sought-by.ts';

/** How alike a word must be to one that nobody wrote to be looked for in its place; and how many are, of each. */
const LEAST = 0.5;
const MOST = 6;
/** A word shorter than this, or one with a digit, looks like nothing in particular. */
const MAY_BE_MISSPELT = /^\P{N}{4,}$/u;

/**
 * What words that stand nowhere in the history were meant to be, by the words that it does have: `badgx` is looked for as `badge`, `lopez` as
 * `lopez7`; each worth its rarity, less the less it is alike. It takes one look at the list of words, where comparing vectors would take thousands,
 * and forgets none.
 */
export async function meantWords(
  tx: OrgDb,
  { nowhere, parts }: { nowhere: readonly string[]; parts: number },
): Promise<SoughtWord[]> {
  const misspelt = nowhere.filter((word) => MAY_BE_MISSPELT.test(word));
  const there = await wordsBeginning(tx, misspelt);
  return misspelt.flatMap((word) =>
    there
      .map(({ word: other, terms, parts: many }) => ({ terms, many, alike: alikeness(word, other) }))
      .filter(({ alike }) => alike >= LEAST)
      .sort((a, b) => b.alike - a.alike || b.many - a.many)
      .slice(0, MOST)
      .map(({ terms, many, alike }) => ({ terms, many, value: rarity(many, Math.max(parts, 1)) * alike })),
  );
}
