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

/** What an answer asks of its thread: whether it solved what was asked, and who said so and when. */
export type AsksSolved = { by: string; at: Date } | 'open';

/**
 * The line under an answer by which people say whether it helped: two buttons, and once one was pressed what was said and the button to
 * say otherwise. With `solved`, it asks as well whether that solved it, and ends when somebody says so.
 */
export function feedbackCard({ turnId, language }: AnsweredTurn, helpful: boolean | null, solved?: AsksSolved): Card {
  const words = feedbackWords[language];
  const value = `${turnId}:${language}`;
  const key = `${KEY}${value}`;
  if (solved && solved !== 'open')
    return {
      key,
      language,
      parts: [{ kind: 'context', text: words.solvedBy(solved.by), at: solved.at.toISOString() }],
    };
  const done: CardAction = { id: 'answer.solved', label: words.solved, value };
  const yes: CardAction = { id: 'answer.helpful', label: words.helpful, value };
  const no: CardAction = { id: 'answer.unhelpful', label: words.unhelpful, value };
  const said = helpful === null ? [] : [helpful ? words.said.helpful : words.said.unhelpful];
  const lines = [...said, ...(solved ? [words.didItSolve] : [])];
  const rate = helpful === null ? [yes, no] : [helpful ? no : yes];
  return {
    key,
    language,
    parts: [
      ...lines.map((text) => ({ kind: 'context' as const, text })),
      { kind: 'actions', actions: [...(solved ? [done] : []), ...rate] },
    ],
  };
}
