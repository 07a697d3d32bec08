import type { ReadWord } from './read-message.ts';
import { doomAt } from './threat-doom.ts';
import { veiledAt } from './threat-veiled.ts';
import { type Reached, violenceAt } from './threat-violence.ts';
import { CITED, FILLERS, FIRM, HELPERS, LAUGHS, MACHINERY, PLAY, TOLD, TURNS, WEAPONS } from './threat-words.ts';

/** What reads like a threat: how surely, 0..1, and which words, as indices (`to` is the word after the last). */
export interface FoundThreat {
  score: number;
  from: number;
  to: number;
}

/** So much is read of one message; the grammar looks at a few words at a time, so its cost is linear. */
const MOST_WORDS = 4000;
/** Between what somebody means to do and the blow: `I will find you tonight and kill you`. */
const LONGEST_GAP = 9;

/** How surely each way of meaning to do something means it. */
const MEANT: readonly (readonly [words: readonly string[], sure: number])[] = (
  [
    ['am going to', 1],
    ['are going to', 1],
    ['going to', 1],
    ['am about to', 1],
    ['bout to', 1],
    ['am boutta', 1],
    ['boutta', 1],
    ['am finna', 1],
    ['finna', 1],
    ['am coming to', 1],
    ['are coming to', 1],
    ['coming to', 1],
    ['am here to', 1],
    ['am planning to', 1],
    ['am on my way to', 1],
    ['are on our way to', 1],
    ['on my way to', 1],
    ['am coming', 1],
    ['are coming', 1],
    ['plan to', 1],
    ['intend to', 1],
    ['will', 1],
    ['shall', 1],
    ['can not wait to', 0.95],
    ['would love to', 0.9],
    ['want to', 0.9],
    ['would like to', 0.85],
    ['am ready to', 0.95],
    ['have to', 0.75],
    ['got to', 0.75],
    ['need to', 0.75],
    ['needs to', 0.65],
    ['ought to', 0.65],
    ['should', 0.65],
    ['would', 0.65],
    ['might', 0.7],
    ['may', 0.6],
    ['could', 0.55],
    // in the middle of doing it
    ['am', 0.95],
    ['are', 0.95],
  ] as const
).map(([words, sure]) => [words.split(' '), sure] as const);
/** What can begin a sentence whose “I” is left out. */
const WITHOUT_I = new Set(['going to', 'bout to', 'boutta', 'finna', 'will', 'coming to', 'on my way to']);

/**
 * The surest threat in a message: somebody speaks in the first person, means to do it, and does violence to a person or a place; or tells
 * somebody that they will come to harm. Denied, quoted, told of others, laughed about, or said of a game or a machine it weighs little
 * or nothing. A grammar of ours, checked by hand against what it finds in published sets; it knows English only.
 */
export function threatIn(original: string, all: readonly ReadWord[]): FoundThreat | null {
  const words = all.length > MOST_WORDS ? all.slice(0, MOST_WORDS) : all;
  const said = words.map(({ text }, i) => plainly(text, original, words, i));
  const begins = words.map((word, i) => i === 0 || parted(original, words[i - 1]!, word));
  let best: FoundThreat | null = null;
  let rest = 1;
  let quoted = false;
  for (let i = 0; i < said.length; i++) {
    if (said[i] === '"') quoted = !quoted;
    const found = intended(i) ?? doomAt(said, begins, i) ?? veiledAt(said, begins, i);
    if (!found || found.score <= 0) continue;
    const score = found.score * (quoted || told(i) ? 0.25 : 1) * lightness(found);
    if (!best || score > best.score) {
      rest *= best ? 1 - best.score / 2 : 1;
      best = { score, from: i, to: found.to };
    } else rest *= 1 - score / 2;
    i = Math.max(i, found.to - 1);
  }
  // two signs are surer than the better of them
  return best && { ...best, score: Math.min(0.99, 1 - (1 - best.score) * rest) };

  /** `I`, what is meant, and the violence: at a word that begins it. */
  function intended(i: number): Reached | null {
    const subject = subjectAt(i);
    if (!subject) return null;
    const meant = meaning(skip(subject.to), subject.named);
    if (!meant) return null;
    const blow = blowAfter(meant.to);
    if (!blow) return null;
    return { ...blow, score: blow.score * meant.sure * subject.sure };
  }

  /** Who means to do it: I, we, mine; somebody who ought to; or nobody said, at the beginning of a sentence. */
  function subjectAt(i: number): { to: number; sure: number; named: boolean } | null {
    const word = said[i]!;
    if (word === 'i' || word === 'we') return { to: i + 1, sure: 1, named: true };
    if (word === 'my' && HELPERS.has(said[i + 1] ?? '')) return { to: i + 2, sure: 1, named: true };
    if (word === 'someone' || word === 'somebody') return { to: i + 1, sure: 1.35, named: true };
    return begins[i] ? { to: i, sure: 1, named: false } : null;
  }

  function meaning(i: number, named: boolean): { to: number; sure: number } | null {
    for (const [marker, sure] of MEANT) {
      if (!marker.every((word, k) => said[i + k] === word && (k === 0 || !begins[i + k]))) continue;
      if (!named && !WITHOUT_I.has(marker.join(' '))) return null;
      return { to: i + marker.length, sure };
    }
    return null;
  }

  /** The violence that follows at once, or after another deed: `come to your house and`, `find you and`. */
  function blowAfter(from: number): Reached | null {
    const first = skip(from);
    if (begins[first]) return null;
    const at = violenceAt(words, said, begins, first);
    if (at) return at;
    for (let k = first; k < Math.min(said.length, first + LONGEST_GAP); k++) {
      if (k > first && begins[k]) return null;
      const word = said[k]!;
      if (TURNS.has(word)) return null;
      const joins = word === 'and' || word === 'then' || (word === 'to' && MOVES.has(said[k - 1] ?? ''));
      const next = joins ? violenceAt(words, said, begins, skip(k + 1)) : null;
      if (next) return next;
    }
    return null;
  }

  function skip(from: number): number {
    let i = from;
    while (i < said.length && !begins[i] && FILLERS.has(said[i]!)) i++;
    return i;
  }

  /** Whether it is told of somebody else, only thought, or denied: `he said I will …`, `not that I will …`. */
  function told(at: number): boolean {
    for (let k = at - 1; k >= Math.max(0, at - 5); k--) {
      const word = said[k]!;
      if (begins[k + 1]) return false;
      if (!TOLD.has(word) && word !== 'that' && word !== 'because') continue;
      const before = said.slice(Math.max(0, k - 3), k);
      if (word === 'that' || word === 'because') {
        if (before.includes('not')) return true;
        continue;
      }
      // what I said myself still is mine
      const own = before.includes('i') && !before.includes('not') && !before.includes('never');
      if (!own) return true;
    }
    return false;
  }

  /** Less of it where it is laughed about, or where people die without harm. */
  function lightness({ at, to, whom }: Reached): number {
    const near = new Set(said.slice(Math.max(0, at - 25), to + 25));
    const has = (some: ReadonlySet<string>): boolean => {
      for (const word of near) if (some.has(word)) return true;
      return false;
    };
    const serious = near.has('not') && (near.has('joking') || near.has('kidding') || near.has('joke'));
    let factor = 1;
    // said to let off steam: one day, some day
    const someday = said.some(
      (word, i) => word === 'someday' || (/^(?:one|some)$/.test(word) && said[i + 1] === 'day'),
    );
    if (someday && whom !== 'you' && whom !== 'kin' && !has(WEAPONS)) factor *= 0.7;
    if (has(LAUGHS) && !serious) factor *= 0.55;
    const person = whom === 'you' || whom === 'them' || whom === 'crowd';
    if (person && has(PLAY)) factor *= 0.5;
    if (person && has(MACHINERY)) factor *= whom === 'you' ? 0.85 : 0.4;
    if (has(CITED)) factor *= 0.4;
    if (whom === 'them' && !has(FIRM) && !has(WEAPONS) && !serious) factor *= 0.75;
    return factor;
  }
}

/** `youuu`, `y0u`: small words are stretched and disguised as well, and stand in no lexicon. */
function plainly(word: string, original: string, words: readonly ReadWord[], at: number): string {
  if (/^y+[o0]*u+$/.test(word)) return 'you';
  if (/^i{2,}$/.test(word)) return 'i';
  // `going 2 kill you`
  const { from, to } = words[at]!;
  const two = word === '<number>' && original.slice(from, to) === '2';
  return two && /^(?:going|want|need|about|got|have|love|like)$/.test(words[at - 1]?.text ?? '') ? 'to' : word;
}

/** What follows a mover: `come to`, `go there to`. */
const MOVES = new Set('come coming go going there over house home back here outside'.split(' '));

/** Whether a sentence ends between two words. */
function parted(original: string, before: ReadWord, word: ReadWord): boolean {
  if (before.text === '!' || before.text === '?') return true;
  return before.to < word.from && /[.;:!?\n…]/.test(original.slice(before.to, Math.min(word.from, before.to + 24)));
}
