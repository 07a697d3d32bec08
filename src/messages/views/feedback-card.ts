import { LANGUAGES, type Language } from '../../domain/language.ts';
import type { Card, CardAction } from '../card.ts';
import { feedbackWords } from '../catalogue/feedback.ts';

/** What the buttons under an answer act on. */
export interface AnsweredTurn {
  turnId: string;
  /** Of the answer. */
  language: Language;
}

const KEY = 'answer:';

/** What a button's value says; null where it says no turn. Whether there is such a turn is not looked at. */
export function parseFeedbackValue(value: string): AnsweredTurn | null {
  const [, turnId, tag] = /^([0-9a-f-]{36}):([a-z]{2})$/i.exec(value) ?? [];
  const language = LANGUAGES.find((one) => one === tag);
  return turnId && language ? { turnId, language } : null;
}

/** The same of a card's key; null for every other card. */
export const parseFeedbackKey = (key: string): AnsweredTurn | null =>
  key.startsWith(KEY) ? parseFeedbackValue(key.slice(KEY.length)) : null;

/**
 * The line under an answer by which people say whether it helped: two buttons, and once one was pressed what was said and the button to
 * say otherwise.
 */
export function feedbackCard({ turnId, language }: AnsweredTurn, helpful: boolean | null): Card {
  const words = feedbackWords[language];
  const value = `${turnId}:${language}`;
  const yes: CardAction = { id: 'answer.helpful', label: words.helpful, value };
  const no: CardAction = { id: 'answer.unhelpful', label: words.unhelpful, value };
  const key = `${KEY}${value}`;
  if (helpful === null) return { key, language, parts: [{ kind: 'actions', actions: [yes, no] }] };
  return {
    key,
    language,
    parts: [
      { kind: 'context', text: helpful ? words.said.helpful : words.said.unhelpful },
      { kind: 'actions', actions: [helpful ? no : yes] },
    ],
  };
}
