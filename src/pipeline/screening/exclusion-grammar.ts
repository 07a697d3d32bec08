import type { ReadWord } from './read-message.ts';
import { TOLD } from './threat-words.ts';

/** Somebody told that they are not wanted, as indices of words. */
export interface FoundExclusion {
  from: number;
  to: number;
}

const MOST_WORDS = 400;
const NOBODY = new Set('nobody none noone'.split(' '));
const WANTS = new Set('wants want likes like needs need misses miss invited cares care loves love asked'.split(' '));
const HERE = new Set('here around back anymore server channel group team chat guild discord club'.split(' '));
const PERSON = new Set('you her him them <someone> yourself'.split(' '));
const AWAY = new Set('leave quit go disappear vanish'.split(' '));
const NO_PERSON = new Set('the a an this that these those it to any more my our your us me meetings'.split(' '));

/**
 * Whether a message tells somebody in cold words that they are not wanted: `nobody wants lea here`, `you do not belong here`. Said once it
 * is no attack; several who say it to one person are. English; null where there is none.
 */
export function exclusionIn(words: readonly ReadWord[]): FoundExclusion | null {
  const said = words.slice(0, MOST_WORDS).map(({ text }) => text);
  const word = (i: number): string => said[i] ?? '';
  const near = (from: number, some: ReadonlySet<string>, reach = 4): number => {
    for (let k = from; k < Math.min(said.length, from + reach); k++) if (some.has(said[k]!)) return k;
    return -1;
  };
  for (let i = 0; i < said.length; i++) {
    const to = unwanted(i);
    if (to > i && !told(i)) return { from: i, to };
  }
  return null;

  /** Where the words of not being wanted end that begin here; 0 where none do. */
  function unwanted(i: number): number {
    const one = word(i);
    // nobody wants them here; we do not want them here; everyone wants them gone
    const nobody = NOBODY.has(one) ? i + 1 : one === 'no' && word(i + 1) === 'one' ? i + 2 : 0;
    const subject =
      nobody > 0 ? after(nobody, ['here', 'in', 'this', 'server', 'really', 'even', 'else', 'of', 'us']) : 0;
    if (subject > 0 && WANTS.has(word(subject))) return whom(subject + 1, word(subject));
    if (one === 'we' || one === 'they') {
      const not = after(i + 1, ['all', 'really', 'just', 'do', 'would']);
      if (word(not) === 'not' && /^(?:want|need|like)$/.test(word(not + 1))) return whom(not + 2, word(not + 1));
    }
    if (/^(?:everyone|everybody|we)$/.test(one)) {
      const hates = after(i + 1, ['here', 'in', 'this', 'server', 'all', 'really', 'just', 'secretly']);
      if (
        /^(?:hates|hate|dislikes|avoids|ignores)$/.test(word(hates)) &&
        isPerson(hates + 1) &&
        word(hates + 1) !== 'them'
      )
        return hates + 2;
      if (word(hates) === 'wants' || word(hates) === 'want') {
        const gone = near(hates + 1, new Set(['gone', 'out', 'leave', 'away']), 4);
        return gone > hates + 1 && isPerson(hates + 1) ? gone + 1 : 0;
      }
    }
    // you do not belong here; you are not wanted; they should just leave
    if (one === 'not' || one === 'never') {
      if (/^(?:belong|belongs|fit)$/.test(word(i + 1)) && (near(i + 2, HERE) > 0 || word(i + 2) === '')) return i + 2;
      if (/^(?:wanted|welcome)$/.test(word(i + 1)) && (near(i + 2, HERE) > 0 || word(i + 2) === '')) return i + 2;
    }
    if (/^(?:should|can|could|please|just)$/.test(one)) {
      const away = after(i + 1, ['just', 'please', 'really']);
      if (AWAY.has(word(away)) && addressed(i)) {
        const for_good =
          word(away + 1) === '' || /^(?:already|now|forever|away|then|us|lol|haha|and)$/.test(word(away + 1));
        if (for_good || (near(away + 1, HERE) > 0 && word(away) !== 'go')) return away + 1;
      }
    }
    const ordered = i === 0 || /^(?:please|just|now|so|and|<someone>|you)$/.test(word(i - 1));
    if (ordered && one === 'go' && word(i + 1) === 'away') return i + 2;
    if (ordered && one === 'get' && word(i + 1) === 'lost') return i + 2;
    if (one === 'take' && word(i + 1) === 'the' && word(i + 2) === 'hint') return i + 3;
    // why are you still here; better without you; find another server
    if (one === 'why') {
      const still = near(i + 1, new Set(['still', 'even']), 4);
      const someone = PERSON.has(word(i + 2)) || !NO_PERSON.has(word(i + 2));
      return still === i + 3 && someone && word(still + 1) === 'here' && /^(?:are|is)$/.test(word(i + 1))
        ? still + 2
        : 0;
    }
    if ((one === 'better' || one === 'nicer') && near(i + 1, new Set(['without']), 4) > 0) {
      const without = near(i + 1, new Set(['without']), 4);
      return isPerson(without + 1) ? without + 2 : 0;
    }
    if (one === 'find' && /^(?:another|some)$/.test(word(i + 1)) && HERE.has(word(i + 2))) return i + 3;
    return 0;
  }

  function after(from: number, skipped: readonly string[]): number {
    let k = from;
    while (k < said.length && k < from + 5 && skipped.includes(said[k]!)) k++;
    return k;
  }

  /** Whom nobody wants: a person at once, or somebody named who is not wanted here. */
  function whom(i: number, verb: string): number {
    if (verb.startsWith('care') && word(i) !== 'about') return 0;
    const direct = verb.startsWith('care') ? i + 1 : i;
    if (verb === 'asked') return isPerson(direct) && word(direct + 1) === '' ? direct + 1 : 0;
    if (PERSON.has(word(direct))) return word(direct + 1) === 'to' ? 0 : direct + 1;
    if (NO_PERSON.has(word(direct)) || word(direct) === '') return 0;
    const here = near(direct + 1, HERE, 3);
    return here > 0 ? here + 1 : 0;
  }

  function isPerson(i: number): boolean {
    return PERSON.has(word(i)) || (word(i) !== '' && !NO_PERSON.has(word(i)) && word(i + 1) === '');
  }

  /** `you should leave`, `lea should leave`, or the message begins so. */
  function addressed(i: number): boolean {
    const before = word(i - 1);
    return (
      i === 0 || PERSON.has(before) || before === 'just' || (i === 1 && !/^(?:i|we|they|he|she|it|let)$/.test(before))
    );
  }

  function told(i: number): boolean {
    return said.slice(Math.max(0, i - 4), i).some((one) => one === '"' || (TOLD.has(one) && one !== 'like'));
  }
}
