import { CALL_BEGINS, CALL_MAY_BEGIN, readTextCalls, type TextCall } from './models/text-calls.ts';
import type { Speech } from './speech.ts';

/** One answer of a model while it comes in: what is meant for the reader goes on to the speech, the rest does not. */
export interface Hearing {
  /** A piece of the answer. */
  hear(delta: string): void;
  /** The answer is complete: tool calls that were written as text instead of made. */
  end(): TextCall[];
  /** What was meant for the reader. */
  readonly said: string;
  /** Characters that came, thoughts included. */
  readonly received: number;
  /** More came than any answer is long: nothing that follows is heard. */
  readonly full: boolean;
}

/** Characters of a call that a model writes as text; the longest argument of a tool has ten thousand. */
const LONGEST_CALL = 24_000;
/** Characters of an answer with all its thoughts. */
const LONGEST_ANSWER = 120_000;

const THOUGHT_BEGINS = /<(?:think|thinking|thought|reasoning|reflection)>|<\|channel\|>analysis<\|message\|>|◁think▷/i;
const THOUGHT_ENDS =
  /<\/(?:think|thinking|thought|reasoning|reflection)>|(?:<\|end\|>)?(?:<\|start\|>assistant)?<\|channel\|>final<\|message\|>|◁\/think▷/i;
/** Longest mark of a thought, so that half of one is waited for. */
const LONGEST_MARK = 60;
const MAY_BE_MARK = /(?:<\|(?:channel|start|end)\|>[a-z]*){1,3}(?:<[|a-z]*)?$|[<◁][^<>◁▷]{0,59}$/i;
/** Signs that no text needs, line breaks and tabs apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g;

export function createHearing(
  speech: Pick<Speech, 'hear' | 'breakLine' | 'mark' | 'rewind'>,
  tools: readonly string[],
): Hearing {
  const before = speech.mark();
  let mode: 'say' | 'think' | 'hold' = 'say';
  let pending = '';
  let half = '';
  let said = '';
  let received = 0;
  let full = false;
  /** A thought ended and nothing followed yet: blanks between the two belong to neither. */
  let afterThought = false;
  /** Of what waits for its end, how much has been looked through for the end of a thought. */
  let searched = 0;

  const say = (text: string): void => {
    if (text === '') return;
    if (said === '') speech.breakLine();
    said += text;
    speech.hear(text);
  };
  /** Thoughts whose beginning was in the prompt: all that was taken for an answer was none. */
  const forget = (until: number): void => {
    speech.rewind(before);
    said = '';
    pending = pending.slice(until);
    afterThought = true;
    mode = 'say';
  };
  const read = (): void => {
    for (;;) {
      if (mode === 'hold') {
        const from = Math.max(0, searched - LONGEST_MARK);
        const ends = THOUGHT_ENDS.exec(pending.slice(from));
        searched = pending.length;
        if (ends) {
          forget(from + ends.index + ends[0].length);
          continue;
        }
        // Neither a call nor anything to read: it is nothing, and nothing follows.
        if (pending.length > LONGEST_CALL) {
          full = true;
          pending = '';
        }
        return;
      }
      if (afterThought && mode === 'say') {
        pending = pending.trimStart();
        if (pending === '') return;
        afterThought = false;
      }
      const ends = THOUGHT_ENDS.exec(pending);
      if (mode === 'think') {
        if (!ends) {
          pending = pending.slice(-LONGEST_MARK);
          return;
        }
        pending = pending.slice(ends.index + ends[0].length);
        afterThought = true;
        mode = 'say';
        continue;
      }
      // Stands for what was said before: a written call begins on a line of its own.
      const line = /(?:^|\n)[ \t]*$/.test(said) ? '\n' : 'x';
      const begins = THOUGHT_BEGINS.exec(pending)?.index ?? Number.POSITIVE_INFINITY;
      const call = CALL_BEGINS.exec(line + pending);
      const calls = call ? Math.max(0, call.index - (call[0].startsWith('\n') ? 0 : 1)) : Number.POSITIVE_INFINITY;
      const first = Math.min(begins, calls);
      if (ends && ends.index < first) {
        forget(ends.index + ends[0].length);
        continue;
      }
      if (first < pending.length) {
        say(pending.slice(0, first));
        pending = pending.slice(first);
        mode = begins < calls ? 'think' : 'hold';
        searched = 0;
        if (mode === 'think') pending = pending.slice(THOUGHT_BEGINS.exec(pending)![0].length);
        continue;
      }
      const waits = [CALL_MAY_BEGIN, MAY_BE_MARK].flatMap((pattern) => {
        const match = pattern.exec(line + pending);
        return match && /[<[`{◁]/.test(match[0]) ? [Math.max(0, match.index - 1)] : [];
      });
      const ready = Math.min(pending.length, ...waits);
      say(pending.slice(0, ready));
      pending = pending.slice(ready);
      return;
    }
  };

  return {
    get said() {
      return said;
    },
    get received() {
      return received;
    },
    get full() {
      return full;
    },
    hear(delta) {
      received += delta.length;
      full ||= received > LONGEST_ANSWER;
      if (full) return;
      // Half a character waits for its other half.
      const text = half + delta;
      half = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : '';
      pending += text
        .slice(0, text.length - half.length)
        .toWellFormed()
        .replaceAll(CONTROL, '');
      read();
    },
    end() {
      if (mode === 'think') return [];
      const calls = mode === 'hold' ? readTextCalls(pending, tools) : null;
      if (!calls) say(pending);
      pending = '';
      return calls ?? [];
    },
  };
}
