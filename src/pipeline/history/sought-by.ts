import type { HistoryLimits } from '../../db/history-search.ts';
import { mostOf } from '../../domain/bm25.ts';
import { quoted } from '../../domain/history-query.ts';

/** By which words parts are sought, as tsqueries. */
export interface SoughtBy {
  /** Any of the words that say most; null where none of the words stands anywhere. */
  any: string | null;
  /** A very rare word, or two together: far fewer parts, and those that fit best, where there are enough of them. Null where that says no less. */
  together: string | null;
  /** Even the rarest word stands nearly everywhere. */
  common: boolean;
}

/** A word that is looked for: the terms that stand for it, what it is worth, and in how many parts it stands. */
export interface SoughtWord {
  terms: readonly string[];
  value: number;
  many: number;
}

/**
 * The words by which candidates are found among `parts`: the rarest, until there are candidates enough or what the rest could add is little (WAND's
 * bound, Broder et al. 2003).
 */
export function soughtBy(
  sought: readonly SoughtWord[],
  { parts, limits }: { parts: number; limits: Pick<HistoryLimits, 'candidates' | 'together'> },
): SoughtBy {
  const words = sought.filter(({ many }) => many > 0).sort((a, b) => b.value - a.value);
  const essential: SoughtWord[] = [];
  let many = 0;
  let rest = words.reduce((sum, { value }) => sum + mostOf(value), 0);
  let bound = 0;
  for (const one of words) {
    if (essential.length > 0 && (many + one.many > limits.candidates || rest < bound * SMALL)) break;
    essential.push(one);
    many += one.many;
    rest -= mostOf(one.value);
    bound += mostOf(one.value);
  }
  const together = togetherOf(words, { parts, most: limits.together });
  return {
    any: essential.length === 0 ? null : essential.map(queryOf).join(' | '),
    together: together && together.many * LESS < many ? together.query : null,
    common: many > limits.candidates,
  };
}

/** What may be left out of what candidates are found by: less than this of what they are found by already. */
const SMALL = 0.05;
/** How many times fewer must be expected for a look of its own. */
const LESS = 2;

const queryOf = ({ terms }: SoughtWord): string =>
  terms.length === 1 ? quoted(terms[0]!) : `(${terms.map(quoted).join(' | ')})`;

/** The rarest words alone and pairs of the others, those that say most first, as far as `most` parts are expected to have them. */
function togetherOf(
  words: readonly SoughtWord[],
  { parts, most }: { parts: number; most: number },
): { query: string; many: number } | null {
  const chosen: string[] = [];
  let many = 0;
  let alone = 0;
  while (alone < words.length && many + words[alone]!.many <= most / 2) {
    many += words[alone]!.many;
    chosen.push(queryOf(words[alone++]!));
  }
  const pairs = words.slice(alone).flatMap((one, at, others) =>
    others.slice(at + 1).map((other) => ({
      query: `(${queryOf(one)} & ${queryOf(other)})`,
      value: one.value + other.value,
      many: (one.many * other.many) / Math.max(1, parts),
    })),
  );
  for (const pair of pairs.sort((a, b) => b.value - a.value).slice(0, MOST_PAIRS)) {
    if (many + pair.many > most) break;
    many += pair.many;
    chosen.push(pair.query);
  }
  return chosen.length === 0 ? null : { query: chosen.join(' | '), many };
}
const MOST_PAIRS = 64;
