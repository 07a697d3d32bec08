import type { TurnEvent } from '../messages/turn.ts';
import { type AnswerRules, createAnswerFilter } from './guardrails/answer-filter.ts';

/** The answer of one turn while it is written: what the model says goes through the filter, our own sentences do not. */
export interface Speech {
  /** A piece of what the model says. */
  hear(delta: string): void;
  /** The model begins another message. */
  breakLine(): void;
  /** The model has nothing more to say. */
  finish(): void;
  /** Our own sentence, on a line of its own. */
  add(sentence: string): void;
  /** What has been shown so far. */
  readonly text: string;
  /** References that were claimed and that nothing stands behind. */
  readonly dropped: readonly string[];
  /** Something of the model's own words could be said. */
  readonly spoke: boolean;
}

export function createSpeech(rules: AnswerRules, push: (event: TurnEvent) => void): Speech {
  const filter = createAnswerFilter(rules);
  let written = '';
  const show = (safe: string): void => {
    const delta = written === '' ? safe.trimStart() : safe;
    if (delta === '') return;
    written += delta;
    push({ kind: 'text', delta });
  };
  return {
    hear: (delta) => show(filter.push(delta)),
    breakLine() {
      if (written !== '') show(filter.push('\n\n'));
    },
    finish: () => show(filter.end()),
    add(sentence) {
      const held = filter.push('\n');
      if (held !== '\n') show(held);
      show(`${written === '' || written.endsWith('\n') ? '' : '\n'}${sentence}\n`);
    },
    get text() {
      return written;
    },
    dropped: filter.dropped,
    get spoke() {
      return filter.spoke;
    },
  };
}
