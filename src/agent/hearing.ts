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
}

const THOUGHT_BEGINS = /<(?:think|thinking|thought|reasoning|reflection)>|<\|channel\|>analysis<\|message\|>|◁think▷/i;
const THOUGHT_ENDS =
  /<\/(?:think|thinking|thought|reasoning|reflection)>|(?:<\|end\|>)?(?:<\|start\|>assistant)?<\|channel\|>final<\|message\|>|◁\/think▷/i;
/** Longest mark of a thought, so that half of one is waited for. */
const LONGEST_MARK = 60;
const MAY_BE_MARK = /[<◁][^<>◁▷]{0,59}$/;
/** Signs that no text needs, line breaks and tabs apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g;
/** Nobody reads more; what waits to become a call must not wait without end. */
const LONGEST_CALL = 40_000;

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

  const say = (text: string): void => {
    if (text === '') return;
    if (said === '') speech.breakLine();
    said += text;
    speech.hear(text);
  };
  const read = (): void => {
    for (;;) {
      if (mode === 'hold') {
        if (pending.length <= LONGEST_CALL) return;
        mode = 'say';
        say(pending);
        pending = '';
        return;
      }
      if (mode === 'think') {
        const end = THOUGHT_ENDS.exec(pending);
        if (!end) {
          pending = pending.slice(-LONGEST_MARK);
          return;
        }
        pending = pending.slice(end.index + end[0].length).trimStart();
        mode = 'say';
        continue;
      }
      // Thoughts whose beginning was in the prompt: all that was taken for an answer was none.
      const ends = THOUGHT_ENDS.exec(pending);
      const begins = THOUGHT_BEGINS.exec(pending);
      if (ends && (!begins || ends.index < begins.index)) {
        speech.rewind(before);
        said = '';
        pending = pending.slice(ends.index + ends[0].length).trimStart();
        continue;
      }
      const line = said === '' || said.endsWith('\n') ? '\n' : ' ';
      const call = CALL_BEGINS.exec(line + pending);
      const callAt = call ? Math.max(0, call.index - 1 + (call[0].startsWith('\n') && call.index > 0 ? 1 : 0)) : -1;
      if (begins && (callAt < 0 || begins.index < callAt)) {
        say(pending.slice(0, begins.index));
        pending = pending.slice(begins.index + begins[0].length);
        mode = 'think';
        continue;
      }
      if (callAt >= 0) {
        say(pending.slice(0, callAt));
        pending = pending.slice(callAt);
        mode = 'hold';
        continue;
      }
      const waits = [CALL_MAY_BEGIN.exec(line + pending), MAY_BE_MARK.exec(line + pending)].flatMap((match) =>
        match && /[<[`{◁]/.test(match[0]) ? [Math.max(0, match.index - 1)] : [],
      );
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
    hear(delta) {
      received += delta.length;
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
