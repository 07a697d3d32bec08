import type { TurnEvent } from '../messages/turn.ts';
import { type AnswerFilter, type AnswerRules, createAnswerFilter } from './guardrails/answer-filter.ts';

/** The answer of one turn while it is written: what the model says goes through the filter, our own sentences do not. */
export interface Speech extends Pick<AnswerFilter, 'add' | 'mark' | 'rewind' | 'text' | 'dropped' | 'spoke' | 'full'> {
  /** A piece of what the model says. */
  hear(delta: string): void;
  /** The model begins another message. */
  breakLine(): void;
  /** The model has nothing more to say. */
  finish(): void;
}

export function createSpeech(rules: AnswerRules, push: (event: TurnEvent) => void): Speech {
  const filter = createAnswerFilter(rules);
  let written = '';
  const show = (): void => {
    const next = filter.text.trimStart();
    const kept = next.startsWith(written) ? written.length : commonLength(written, next);
    if (kept < written.length) push({ kind: 'retract', length: written.length - kept });
    if (kept < next.length) push({ kind: 'text', delta: next.slice(kept) });
    written = next;
  };
  return {
    hear(delta) {
      filter.push(delta);
      show();
    },
    breakLine() {
      if (written === '' || written.endsWith('\n')) return;
      filter.push('\n\n');
      show();
    },
    finish() {
      filter.end();
      show();
    },
    add(sentence) {
      filter.add(sentence);
      show();
    },
    mark() {
      const mark = filter.mark();
      show();
      return mark;
    },
    rewind(mark) {
      filter.rewind(mark);
      show();
    },
    get text() {
      return written;
    },
    dropped: filter.dropped,
    get spoke() {
      return filter.spoke;
    },
    get full() {
      return filter.full;
    },
  };
}

/** UTF-16 units that both begin with, no character cut in two. */
function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length > 0 && /[\ud800-\udbff]/.test(one[length - 1]!) ? length - 1 : length;
}
