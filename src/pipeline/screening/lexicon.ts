import { SCREENED, type Screened } from '../../domain/screening.ts';
import { TERMS } from './lexicon-terms.ts';

/** How much a term weighs for what it weighs for, 0..1. */
export type TermWeights = Partial<Record<Screened, number>>;

export interface Phrase {
  words: readonly string[];
  weights: TermWeights;
}

export interface SeedLexicon {
  /** Single words. */
  terms: ReadonlyMap<string, TermWeights>;
  /** Several words, by their first. */
  phrases: ReadonlyMap<string, readonly Phrase[]>;
}

/** `idiot~`: as it stands, and with the usual endings. */
function forms(term: string): string[] {
  if (!term.endsWith('~')) return [term];
  const stem = term.slice(0, -1);
  const last = stem.at(-1)!;
  const plural = /(?:[sxz]|[cs]h)$/.test(stem) ? `${stem}es` : `${stem}s`;
  const bare = last === 'e' ? stem.slice(0, -1) : stem;
  return [stem, plural, `${bare}ed`, `${bare}ing`, `${bare}in`, `${bare}er`, `${bare}ers`, `${bare}y`, `${bare}ish`];
}

let seed: SeedLexicon | null = null;

/** The lexicon that comes with SafeNest. */
export function seedLexicon(): SeedLexicon {
  if (seed) return seed;
  const terms = new Map<string, TermWeights>();
  const phrases = new Map<string, Phrase[]>();
  for (const attribute of SCREENED)
    for (const [weight, list] of TERMS[attribute])
      for (const written of list.split(',').map((term) => term.trim()))
        for (const form of forms(written)) {
          const words = form.split(' ').map((word) => word.replace('~', ''));
          if (words.length === 1) {
            const weights = terms.get(form) ?? {};
            weights[attribute] = Math.max(weights[attribute] ?? 0, weight);
            terms.set(form, weights);
          } else {
            const beginning = phrases.get(words[0]!) ?? [];
            phrases.set(words[0]!, beginning);
            const same = beginning.find((phrase) => phrase.words.join(' ') === words.join(' '));
            if (same) same.weights[attribute] = Math.max(same.weights[attribute] ?? 0, weight);
            else beginning.push({ words, weights: { [attribute]: weight } });
          }
        }
  seed = { terms, phrases };
  return seed;
}
