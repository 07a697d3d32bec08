import type { Language } from '../domain/language.ts';
import type { Card } from './card.ts';
import { cardText } from './card-text.ts';

const WORDS: Record<Language, (place: string) => string> = {
  en: (place) => `Times: ${place}.`,
  de: (place) => `Zeiten: ${place}.`,
  fr: (place) => `Heures : ${place}.`,
  es: (place) => `Horas: ${place}.`,
};
const TIME = /(?<![\d:.])\d{2}:\d{2}(?![\d:])/;

/** `Times: New York.`, for readers who are in several zones. */
export const namedZone = (timeZone: string, language: Language = 'en'): string =>
  WORDS[language](timeZone.split('/').at(-1)!.replaceAll('_', ' '));

/** Whether a text, or a card, tells a time of day. */
export const tellsTime = (told: string | Card): boolean => TIME.test(typeof told === 'string' ? told : cardText(told));

/** The card with the zone of its times, said once; as it is where it tells none. */
export const withZone = (card: Card, timeZone: string, language: Language = card.language ?? 'en'): Card =>
  tellsTime(card)
    ? { ...card, parts: [...card.parts, { kind: 'context', text: namedZone(timeZone, language) }] }
    : card;
