import { findCountries } from '../countries.ts';
import { readEntities } from '../entities.ts';
import { findRefs } from '../reference-words.ts';
import { readUtterance } from '../utterance.ts';

/*
 * What the guess at a message's tool is made from: its words in order, with a sign in place of everything that names one thing, time or
 * place. Who or what is named says nothing of what is wanted; that something of its kind is named says much.
 */

const REF = '\uE001';
const QUOTE = '\uE002';
const TIME = '\uE003';
const COUNTRY = '\uE004';
const SIGNS: Readonly<Record<string, string>> = { [QUOTE]: '#quote', [TIME]: '#time', [COUNTRY]: '#country' };
const WORD =
  /\uE001[a-z]*|[\uE002\uE003\uE004]|[\w.+-]+@[\w-]+\.[\w.]+|@[\w.-]+|\d+(?:\.\d+){3}(?:\/\d+)?|[\p{L}\p{N}_.'-]+|[?!:]/gu;
/** Of a longer message the beginning says what it wants. */
const MOST_WORDS = 40;

/** The words of a message as the guess reads them. */
export function wordsOf(message: string, now: Date, timeZone: string): string[] {
  const utterance = readUtterance(message);
  const { norm } = utterance;
  const entities = readEntities(norm, now, timeZone);
  let text = norm;
  // as long as what it stands for, so that places stay what they are
  const put = (from: number, to: number, sign: string): void => {
    text = text.slice(0, from) + sign.slice(0, to - from).padEnd(to - from) + text.slice(to);
  };
  const { refs, spans } = findRefs(norm);
  for (const [from, to] of spans) {
    const kind = refs.find(({ at }) => at >= from && at < to)?.kind ?? '';
    put(from, to, REF + kind);
  }
  for (const { at, end } of entities.quotes) put(at, end, QUOTE);
  for (const [from, to] of entities.time?.spans ?? []) put(from, to, TIME);
  for (const { span } of findCountries(text)) put(...span, COUNTRY);
  const words: string[] = [];
  for (const { 0: said, index } of text.matchAll(WORD)) {
    const word = readWord(said, index > 0 ? utterance.readSlice(index, index + said.length) : '');
    if (word !== '' && words.push(word) === MOST_WORDS) break;
  }
  return words;
}

function readWord(said: string, typed: string): string {
  const first = said[0]!;
  if (first === REF) return `#ref ${said.slice(1, 3)}`;
  if (SIGNS[first]) return SIGNS[first];
  if (/@.+\./.test(said)) return '#mail';
  if (first === '@') return '#handle';
  if (/^\d+(?:\.\d+){3}/.test(said)) return '#ip';
  if (/^\d+(?:[.,]\d+)?$/.test(said)) return '#number';
  const thing = /^(per|cam|evt)-?\d+$/.exec(said)?.[1];
  if (thing) return `#ref ${thing.slice(0, 2)}`;
  if (said.startsWith('person_')) return '#person';
  if (/[\d_]/.test(said)) return '#handle';
  if (/^\p{Lu}\p{Ll}/u.test(typed)) return '#name';
  return said.replace(/[.'-]+$/, '').replace(/'s$/, '');
}

/** What of these words is counted: each, each with the next, and each with the one after that. */
export function countedOf(words: readonly string[]): string[] {
  const all = ['^', ...words, '$'];
  const counted = new Set<string>(words);
  for (let i = 0; i + 1 < all.length; i++) counted.add(`${all[i]} ${all[i + 1]}`);
  for (let i = 0; i + 2 < all.length; i++) counted.add(`${all[i]} … ${all[i + 2]}`);
  return [...counted];
}
