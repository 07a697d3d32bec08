import { checkCitations, type Vouched } from './citations.ts';
import { allowLinks } from './links.ts';
import { neutraliseMentions } from './mentions.ts';
import { undisguised } from './plain-text.ts';

export interface AnswerRules {
  /** What tools returned and the asker named; it may grow while the answer is written. */
  vouched: () => Vouched;
  /** Origin of our own public address. */
  ownOrigin: string | null;
  /** Characters. */
  maxLength: number;
}

/** Passes on what may be said, sentence by sentence, as it is written: nothing unsafe is ever shown, not even for a moment. */
export interface AnswerFilter {
  /** The part that has become sayable by this delta; often empty. */
  push(delta: string): string;
  /** The rest, and a word about what was removed. */
  end(): string;
  /** References that were claimed and that nothing stands behind. */
  readonly dropped: readonly string[];
  /** Something of the answer itself could be said. */
  readonly spoke: boolean;
}

/** A sentence ends at a line break, or at a mark that is followed by a space. */
const END = /[.!?](?=\s)\s?|\n/g;
const LONGEST_SENTENCE = 1200;
/** Characters at the end of a long sentence that wait for what follows: an address or a reference may go on. */
const HELD_BACK = 300;
const OPEN_CLAIM = /(?:ALR|INC|RULE|PROP|LOG|CAM|CASE)[\W_]*$/i;

export function createAnswerFilter(rules: AnswerRules): AnswerFilter {
  const dropped: string[] = [];
  let held = '';
  let length = 0;
  let cut = false;
  let spoke = false;
  let removed = 0;

  const safe = (sentence: string): string => {
    if (cut) return '';
    const checked = checkCitations(undisguised(sentence), rules.vouched());
    dropped.push(...checked.dropped);
    const text = neutraliseMentions(allowLinks(checked.text, rules.ownOrigin));
    if (checked.dropped.length > 0 && text.trim() === '') removed++;
    if (length + text.length > rules.maxLength) {
      cut = true;
      return '\n… (cut: the answer was too long)';
    }
    length += text.length;
    spoke ||= /[\p{L}\p{N}]/u.test(text);
    return text;
  };

  return {
    dropped,
    get spoke() {
      return spoke;
    },
    push(delta) {
      held += delta;
      let end = 0;
      for (const match of held.matchAll(END)) end = match.index + match[0].length;
      if (end === 0 && held.length > LONGEST_SENTENCE) end = cutWithin(held, rules.maxLength);
      const ready = held.slice(0, end);
      held = held.slice(end);
      return sentences(ready).map(safe).join('');
    },
    end() {
      const rest = sentences(held).map(safe).join('');
      held = '';
      if (dropped.length === 0) return rest;
      const what =
        removed === 0 ? 'a reference' : removed === 1 ? 'a sentence' : `${removed.toLocaleString('en-GB')} sentences`;
      return `${rest}${/\s$/.test(rest) || rest === '' ? '' : ' '}(I removed ${what} I could not back up.)`;
    },
  };
}

/** Where a sentence without end may be cut: at a space, well before what is still being written; 0 where nowhere. */
function cutWithin(text: string, maxLength: number): number {
  // Nothing so long is an answer any more: it is handed over as it is, to be cut off.
  if (text.length > maxLength) return text.length;
  for (let at = text.length - HELD_BACK; at > 0; at--) {
    if (/\s/.test(text[at - 1]!) && !OPEN_CLAIM.test(text.slice(Math.max(0, at - 20), at))) return at;
  }
  return 0;
}

/** A text cut where its sentences end. */
export function sentences(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    parts.push(text.slice(from, match.index + match[0].length));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}
