import { type Changes, claimsUnmadeChange } from './change-claims.ts';
import { checkCitations, referencesIn, type Vouched } from './citations.ts';
import { createEarlyWords } from './early-words.ts';
import { allowLinks } from './links.ts';
import { neutraliseMentions } from './mentions.ts';
import type { NumberCheck } from './numbers.ts';
import { undisguised } from './plain-text.ts';
import { maskSecrets } from './secrets.ts';
import { nextSentence } from './sentences.ts';
import { isSweeping, isToldAgain } from './sweeping-claims.ts';

export interface AnswerRules {
  /** What tools returned and the asker named; it may grow while the answer is written. */
  vouched: () => Vouched;
  /** Origin of our own public address. */
  ownOrigin: string | null;
  /** Whether words with dots are a name in our data, and no address; any may be where absent. */
  isName?: (word: string) => boolean;
  /** What figures may be said; all of them where absent. */
  numbers?: NumberCheck;
  /** Whether a sentence recites what the model was told; none does where absent. */
  recites?: (sentence: string) => boolean;
  /** What was changed in this turn: a sentence that claims more goes; none does where absent. */
  changes?: () => Changes;
  /** Told of a sentence that went, because what it says was done or seen was not. */
  onUnmade?: (sentence: string, what: 'change' | 'absence') => void;
  /** The words are the offline grammar's, made of what tools returned: of them only what somebody's text put there must be backed. */
  isOurs?: () => boolean;
  /** Characters. */
  maxLength: number;
  /** How it is said that the answer was cut, and what was removed; English where absent. */
  words?: AnswerFilterWords;
}

export interface AnswerFilterWords {
  cut: string;
  /** `sentences` is how many went as a whole; 0 where only references did. */
  removed: (sentences: number) => string;
}

/**
 * One check of a complete sentence: the text as far as it may be said, and what was claimed that nothing stands behind.
 * A sentence of which nothing is left is told as removed when `dropped` names something.
 */
export type SentenceCheck = (sentence: string, rules: AnswerRules) => { text: string; dropped?: readonly string[] };

/** What a language model's sentence must be backed by, in order. A check sees what the ones before it left. */
const BACKING_CHECKS: readonly SentenceCheck[] = [
  (sentence, rules) => unless(rules.recites?.(sentence) === true, sentence, rules, 'prompt'),
  (sentence, rules) => checkChanges(sentence, rules),
  (sentence, rules) => checkCitations(sentence, rules.vouched()),
  (sentence, rules) => checkFigures(sentence, rules),
];

/** The same for the offline grammar's words, where somebody's text stands among them. */
const PLANTED_CHECKS: readonly SentenceCheck[] = [
  (sentence, rules) => {
    const { quoted = new Set() } = rules.vouched();
    return referencesIn(sentence).some((ref) => quoted.has(ref))
      ? checkCitations(sentence, rules.vouched())
      : { text: sentence };
  },
  (sentence, rules) => checkFigures(sentence, rules, true),
];

/** What every sentence goes through, in order. */
const SENTENCE_CHECKS: readonly SentenceCheck[] = [
  (sentence) => ({ text: undisguised(sentence) }),
  (sentence, rules) => {
    const dropped: string[] = [];
    let text = sentence;
    for (const check of rules.isOurs?.() ? PLANTED_CHECKS : BACKING_CHECKS) {
      const checked = check(text, rules);
      text = checked.text;
      dropped.push(...(checked.dropped ?? []));
    }
    return { text, dropped };
  },
  (sentence, rules) => ({ text: allowLinks(sentence, rules.ownOrigin, rules.isName) }),
  (sentence) => ({ text: maskSecrets(sentence).text }),
  (sentence) => ({ text: neutraliseMentions(sentence) }),
];

/** What a sentence says was done, is so, or is nowhere, without a write or a look. */
function checkChanges(sentence: string, rules: AnswerRules): ReturnType<SentenceCheck> {
  const changes = rules.changes?.();
  if (!changes || rules.vouched().said.includes(sentence.trim())) return { text: sentence };
  const what = claimsUnmadeChange(sentence, changes)
    ? 'change'
    : !changes.looked && isSweeping(sentence) && !isToldAgain(sentence, changes.toldBefore())
      ? 'absence'
      : null;
  if (what === null) return { text: sentence };
  rules.onUnmade?.(sentence, what);
  return unless(true, sentence, rules, what);
}

function checkFigures(sentence: string, rules: AnswerRules, planted = false): ReturnType<SentenceCheck> {
  const isSaid = rules.vouched().said.includes(sentence.trim());
  const unbacked = isSaid ? [] : (rules.numbers?.unbacked(sentence, planted) ?? []);
  return unbacked.length === 0
    ? { text: sentence }
    : { text: sentence.endsWith('\n') ? '\n' : '', dropped: unbacked.map((figure) => `figure ${figure}`) };
}

/** The sentence, or what is left of it where it must not be said and is not one of ours. */
const unless = (isWrong: boolean, sentence: string, rules: AnswerRules, what: string): ReturnType<SentenceCheck> =>
  isWrong && !rules.vouched().said.includes(sentence.trim())
    ? { text: sentence.endsWith('\n') ? '\n' : '', dropped: [what] }
    : { text: sentence };

/**
 * The text of an answer as it may be seen at any moment while it is written. Whole sentences have been checked. Of the
 * unfinished one only words stand there that are harmless whatever follows; when it turns out to lean on something made up,
 * they go again. What is unsafe is never there, not even for a moment.
 */
export interface AnswerFilter {
  /** A piece of what the model writes. */
  push(delta: string): void;
  /** Our own sentence, on a line of its own; what the model had begun is taken as finished. */
  add(sentence: string): void;
  /** The model has nothing more to say: the rest, and a word about what was removed. */
  end(): void;
  /** Where the answer stands, for `rewind`; what the model had begun is taken as finished. */
  mark(): AnswerMark;
  /** Takes back everything since the mark. */
  rewind(mark: AnswerMark): void;
  /** What may be seen now. */
  readonly text: string;
  /** What was claimed and nothing stands behind. */
  readonly dropped: readonly string[];
  /** Something of the model's own words could be said. */
  readonly spoke: boolean;
  /** The answer has reached its length: nothing more of the model's words will be shown. */
  readonly full: boolean;
}

export interface AnswerMark {
  done: string;
  dropped: number;
  length: number;
  cut: boolean;
  spoke: boolean;
  removed: number;
}

const ENGLISH: AnswerFilterWords = {
  cut: '… (cut: the answer was too long)',
  removed: (sentences) =>
    `(I removed ${sentences === 0 ? 'a reference' : sentences === 1 ? 'a sentence' : `${sentences.toLocaleString('en-GB')} sentences`} I could not back up.)`,
};

export function createAnswerFilter(rules: AnswerRules): AnswerFilter {
  const words = rules.words ?? ENGLISH;
  const dropped: string[] = [];
  let state: Omit<AnswerMark, 'dropped'> = { done: '', length: 0, cut: false, spoke: false, removed: 0 };
  let held = '';
  /** What came last was struck. */
  let struck = false;
  const early = createEarlyWords(rules);

  const say = (sentence: string): void => {
    if (state.cut) return;
    let text = sentence;
    let lost = false;
    for (const check of SENTENCE_CHECKS) {
      const checked = check(text, rules);
      text = checked.text;
      for (const one of checked.dropped ?? []) {
        dropped.push(one);
        lost = true;
      }
    }
    if (lost && text.trim() === '') {
      state.removed++;
      // of a line that is struck no empty one stays; the end of its paragraph does
      if (state.done === '' || state.done.endsWith('\n')) text = '';
      struck = true;
    } else if (sentence.trim() === '' && struck && (state.done === '' || state.done.endsWith('\n\n'))) text = '';
    else struck = false;
    if (state.length + text.length > rules.maxLength) {
      state.cut = true;
      state.done += `${state.done === '' || state.done.endsWith('\n') ? '' : '\n'}${words.cut}`;
      return;
    }
    state.length += text.length;
    state.spoke ||= /[\p{L}\p{N}]/u.test(text);
    state.done += text;
  };
  const settle = (final: boolean): void => {
    for (;;) {
      const end = nextSentence(held, final, rules.maxLength);
      if (end === 0) return;
      say(held.slice(0, end));
      held = held.slice(end);
      early.reset();
    }
  };

  return {
    dropped,
    get spoke() {
      return state.spoke;
    },
    get full() {
      return state.cut;
    },
    get text() {
      const room = rules.maxLength - state.length;
      return state.cut ? state.done : state.done + held.slice(0, Math.min(early.length, Math.max(0, room)));
    },
    push(delta) {
      held += delta;
      settle(false);
      if (!state.cut) early.read(held);
    },
    add(sentence) {
      settle(true);
      state.done += `${state.done === '' || state.done.endsWith('\n') ? '' : '\n'}${sentence}\n`;
    },
    end() {
      settle(true);
      if (dropped.length > 0)
        state.done += `${/\s$/.test(state.done) || state.done === '' ? '' : ' '}${words.removed(state.removed)}`;
    },
    mark() {
      settle(true);
      return { ...state, dropped: dropped.length };
    },
    rewind({ dropped: count, ...before }) {
      held = '';
      early.reset();
      dropped.length = count;
      state = before;
    },
  };
}
