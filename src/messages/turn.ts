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
}

/** What a turn says while it runs, in order; `done` comes last and once, `failed` instead of it. */
export type TurnEvent =
  | { kind: 'status'; text: string }
  | { kind: 'text'; delta: string }
  | { kind: 'step'; step: Step }
  | { kind: 'card'; card: Card }
  | { kind: 'done'; answer: Answer }
  | { kind: 'failed'; message: string };
