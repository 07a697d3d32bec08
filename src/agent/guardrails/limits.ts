import type { Language } from '../../domain/language.ts';
import { deskWords } from '../../messages/catalogue/desk.ts';
import { numberText } from '../../messages/catalogue/terms.ts';

/** What one turn may cost. */
export const LIMITS = {
  /** Characters of a message. */
  question: 4000,
  /** Characters of an answer. */
  answer: 6000,
  /** Tool calls. */
  steps: 8,
  /** Milliseconds. */
  time: 60_000,
  /** Turns of the conversation that are remembered. */
  memory: 24,
  /** Turns for which, in a channel, what somebody was told alone is remembered: while it is, they are answered alone. */
  memoryAlone: 8,
} as const;

/** The word back to a message that is empty or too long; null where it can be answered. */
export function questionRefusal(text: string, language: Language): string | null {
  const words = deskWords[language];
  if (text.trim() === '') return words.empty;
  if (text.length <= LIMITS.question) return null;
  return words.tooLong(numberText(text.length, language), numberText(LIMITS.question, language));
}

/** How long a turn may take, in ms: enough for a call of this many seconds, and for the offline model after it. */
export const turnTime = (callSeconds: number): number => Math.max(LIMITS.time, callSeconds * 1500);
