import type { Language } from '../../domain/language.ts';
import { type Principal, readsIn } from '../../domain/principal.ts';

/**
 * One section of the catalogue: the same words in every language, side by side, plain texts or functions of what is told.
 * English is the measure; what another language lacks does not compile.
 */
export const inEveryLanguage = <Words>(words: Record<Language, Words>): Record<Language, Words> => words;

/** A section in the language of whoever acts, for what they alone are told. */
export const wordsFor = <Words>(
  { principal }: { principal: Pick<Principal, 'place'> },
  words: Record<Language, Words>,
): Words => words[readsIn(principal)];

/** `1 case`, `3 cases`. */
export const some = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;
