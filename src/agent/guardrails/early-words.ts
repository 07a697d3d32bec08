import type { AnswerRules } from './answer-filter.ts';
import { referencesIn } from './citations.ts';
import { plainText } from './plain-text.ts';
import { maskSecrets } from './secrets.ts';

/**
 * Whether a word may be shown before its sentence is complete: `word` stands between spaces and is complete, `before` is
 * the sentence up to it. One that says no holds back the word and everything after it until the sentence has been checked.
 */
export type WordCheck = (word: string, before: string, rules: AnswerRules) => boolean;

/** Figures of one sentence that are shown before it is complete. */
const MOST_FIGURES = 24;
/** Characters before a word that say whether it is a secret: `password: `. */
const SECRET_LEAD = 80;

/** What a word must pass to be shown early. Each may only forbid. */
const WORD_CHECKS: readonly WordCheck[] = [
  (word) => plainText(word) === word.replaceAll(/\p{Pd}/gu, '-') || PICTURES.test(word),
  // A code of letters alone reads like a word with a hyphen.
  (word, _before, rules) => (harmless(word) && referencesIn(word).length === 0) || vouchedReference(word, rules),
  (word, before, rules) => !rules.recites?.(before + word),
  (word, before) => maskSecrets(before.slice(-SECRET_LEAD) + word).masked === 0,
  // Every figure has the sentence read again: one with dozens waits until it is read as a whole.
  (word, before, rules) =>
    !/\p{N}/u.test(word) ||
    ((before.match(/\p{N}+/gu)?.length ?? 0) <= MOST_FIGURES &&
      (rules.numbers?.unbacked(before + word) ?? []).length === 0),
];

const PREFIX = '(?:ALR|INC|RULE|PROP|LOG|CAM|EVT|PER|CASE|ACT|APL)';
const CORE_START = /^[*_`]{0,3}["'“„«‘(¿¡]*[*_`]{0,3}/u;
const CORE_END = /[*_`]{0,3}["'”“»’)]*[*_`]{0,3}[,;:…!?]*[*_`]{0,3}$/u;
const LETTERS = /^\p{L}[\p{L}\p{M}]*(?:['’\p{Pd}]\p{L}[\p{L}\p{M}]*)*$/u;
const NUMBER = /^[(]?[+-]?\d[\d.,:%'’\p{Pd}]*[)]?[,;:]*$/u;
const SIGNS = /^(?:[\p{Pd}•·→|=&+]+|\*|#{1,6}|…)$/u;
const PICTURES = /^(?:\p{Extended_Pictographic}|\ufe0f|\u200d)+$/u;
const REFERENCE =
  /^[[(]{0,2}(?:(?:ALR|INC|RULE|PROP|CAM|EVT|PER|CASE|ACT|APL)-\d{1,9}|LOG-[0-9A-Z]{1,10})[\])]{0,2}[,;:]*$/;
const OPENS_REFERENCE = new RegExp(String.raw`(?:^|[^\p{L}\p{N}])${PREFIX}$`, 'iu');
/** The last word while it is still being written: letters can become anything, and are nothing yet. */
const BEGUN = /^["“„«‘(¿¡]?\p{L}[\p{L}\p{M}]*$/u;

const core = (word: string): string => word.replace(CORE_START, '').replace(CORE_END, '');
const isLetters = (word: string): boolean => LETTERS.test(core(word));
const harmless = (word: string): boolean =>
  isLetters(word) || NUMBER.test(word) || SIGNS.test(word) || PICTURES.test(word);

/** Letters that begin a reference: whether they do shows the next word. */
const opensReference = (word: string): boolean => OPENS_REFERENCE.test(core(word));

function vouchedReference(word: string, rules: AnswerRules): boolean {
  if (!REFERENCE.test(word)) return false;
  const { cited, named } = rules.vouched();
  const refs = referencesIn(word);
  return refs.length === 1 && refs.every((ref) => cited.has(ref) || named.has(ref));
}

/** How much of the sentence being written may be seen already. */
export interface EarlyWords {
  /** The sentence so far; it only grows until `reset`. */
  read(sentence: string): void;
  /** Another sentence begins. */
  reset(): void;
  /** Characters from its beginning. */
  readonly length: number;
}

export function createEarlyWords(rules: AnswerRules): EarlyWords {
  /** Up to here complete words have passed; `shown` may be further by the word being written. */
  let passed = 0;
  let shown = 0;
  let stopped = false;
  return {
    get length() {
      return shown;
    },
    reset() {
      passed = 0;
      shown = 0;
      stopped = false;
    },
    read(sentence) {
      if (stopped) return;
      shown = passed;
      let waiting: number | null = null;
      let at = passed;
      const word = /\s*(\S+)(?=(\s)|$)/gy;
      for (word.lastIndex = at; ; at = word.lastIndex) {
        word.lastIndex = at;
        const match = word.exec(sentence);
        if (!match) return;
        const [, text, space] = match;
        const start = word.lastIndex - text!.length;
        if (space === undefined) {
          if (waiting === null && BEGUN.test(text!) && plainText(text!) === text && !opensReference(text!))
            shown = word.lastIndex;
          return;
        }
        const mayBeSeen =
          WORD_CHECKS.every((check) => check(text!, sentence.slice(0, start), rules)) &&
          // After the letters of a reference only a plain word shows that they were none.
          (waiting === null || (isLetters(text!) && !opensReference(text!)));
        if (!mayBeSeen) {
          stopped = true;
          return;
        }
        if (opensReference(text!)) {
          waiting ??= start;
          continue;
        }
        waiting = null;
        passed = word.lastIndex;
        shown = passed;
      }
    },
  };
}
