import type { Language } from '../domain/language.ts';
import type { Card, Citation } from './card.ts';

/** One tool call of a turn, as it is shown and traced. */
export interface Step {
  tool: string;
  args: Record<string, unknown>;
  ok: boolean;
  ms: number;
  /** Why it was refused or failed, in words for the asker. */
  error?: string;
}

/** A finished answer. */
export interface Answer {
  sessionId: string;
  text: string;
  citations: Citation[];
  steps: Step[];
  cards: Card[];
  /** Which model wrote it; `offline` where none was asked or the provider failed. */
  model: string;
  /** What the question was asked in and the answer is written in. */
  language: Language;
  /** Where not everyone in the channel may see what it stands on: the word for them, while the answer goes to the asker alone. */
  privateNotice?: string;
}

/** What a turn says while it runs, in order; `done` comes last and once, `failed` instead of it. */
export type TurnEvent =
  | { kind: 'status'; text: string }
  | { kind: 'text'; delta: string }
  /** The last so many characters (UTF-16 units) of the text are taken back: what they began could not be backed up. */
  | { kind: 'retract'; length: number }
  /** From here on the answer is for the asker alone; `notice` is the word for everyone else in the channel. Comes before any text. */
  | { kind: 'private'; notice: string }
  | { kind: 'step'; step: Step }
  | { kind: 'card'; card: Card }
  | { kind: 'done'; answer: Answer }
  | { kind: 'failed'; message: string };
