import type { Language } from '../../../domain/language.ts';
import { GERMAN_ANSWERS } from './answers-de.ts';
import { SPANISH_ANSWERS } from './answers-es.ts';
import { FRENCH_ANSWERS } from './answers-fr.ts';
import { GERMAN_TITLES } from './titles-de.ts';
import { SPANISH_TITLES } from './titles-es.ts';
import { FRENCH_TITLES } from './titles-fr.ts';

/** The guide in other languages than its own, English: by the ids of its sections. */
interface GuideWords {
  titles: Readonly<Record<string, string>>;
  /** In short; a section that has none is told in English. */
  answers: Readonly<Record<string, string>>;
}

export const guideWords: Record<Language, GuideWords> = {
  en: { titles: {}, answers: {} },
  de: { titles: GERMAN_TITLES, answers: GERMAN_ANSWERS },
  fr: { titles: FRENCH_TITLES, answers: FRENCH_ANSWERS },
  es: { titles: SPANISH_TITLES, answers: SPANISH_ANSWERS },
};
