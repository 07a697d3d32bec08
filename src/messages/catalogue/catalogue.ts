import type { Language } from '../../domain/language.ts';

/**
 * One section of the catalogue: the same words in every language, side by side, plain texts or functions of what is told.
 * English is the measure; what another language lacks does not compile.
 */
export const inEveryLanguage = <Words>(words: Record<Language, Words>): Record<Language, Words> => words;
