import type { AdaptiveCard } from './adaptive-card.ts';

/** What a press may be answered with at its own card: words for whoever pressed, or the card as it is now. */
export type Outcome = { text: string } | { card: AdaptiveCard };

/**
 * Presses that Teams waits for an answer to. What comes of one is often known within a moment; then it is the answer, and the
 * person sees it where they pressed.
 */
export interface Waiting {
  /** The outcome, or null where none came in time. `message` is the card's place. */
  outcome(invoke: string, message: string | null, ms: number): Promise<Outcome | null>;
  /** Answers the one press; false where nobody waits for it. */
  answer(invoke: string | undefined, outcome: Outcome): boolean;
  /** Answers every press on that message. */
  changed(message: string, card: AdaptiveCard): void;
  stop(): void;
}

interface Press {
  message: string | null;
  settle(outcome: Outcome | null): void;
}

export function createWaiting(): Waiting {
  const presses = new Map<string, Press>();
  return {
    outcome(invoke, message, ms) {
      const { promise, resolve } = Promise.withResolvers<Outcome | null>();
      const timer = setTimeout(() => press.settle(null), ms);
      const press: Press = {
        message,
        settle(outcome) {
          clearTimeout(timer);
          if (presses.get(invoke) === press) presses.delete(invoke);
          resolve(outcome);
        },
      };
      presses.get(invoke)?.settle(null);
      presses.set(invoke, press);
      return promise;
    },
    answer(invoke, outcome) {
      const press = invoke === undefined ? undefined : presses.get(invoke);
      press?.settle(outcome);
      return press !== undefined;
    },
    changed(message, card) {
      for (const press of [...presses.values()]) if (press.message === message) press.settle({ card });
    },
    stop() {
      for (const press of [...presses.values()]) press.settle(null);
    },
  };
}
