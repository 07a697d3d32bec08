import { CONFUSABLE } from '../../screening/confusables.ts';

/** Signs and pairs that are drawn like others. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/0/g, 'o'],
  [/[1|]/g, 'l'],
  [/3/g, 'e'],
  [/5/g, 's'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/i/g, 'l'],
  [/-/g, ''],
];
/** Shorter names are too often one letter away from another that is meant. */
const LEAST_COMPARED = 6;

/** The domain of `known` that a host imitates: null where it is one of them or below one, or looks like none. */
export function imitatedBy(host: string, known: readonly string[]): string | null {
  if (known.some((domain) => isWithin(host, domain))) return null;
  const name = host.split('.');
  for (const domain of known) {
    // `discord.com.example.net` shows the name first that people look for
    if (host.startsWith(`${domain}.`) || host.includes(`.${domain}.`)) return domain;
    const parts = domain.split('.');
    const there = name.slice(-parts.length);
    if (there.length < parts.length) continue;
    const [is, wanted] = [there[0]!, parts[0]!];
    const [seen, meant] = [drawn(is), drawn(wanted)];
    if (seen === meant && (is !== wanted || drawn(there.join('.')) === drawn(domain))) return domain;
    const sameEnd = there.slice(1).join('.') === parts.slice(1).join('.');
    if (meant.length >= LEAST_COMPARED && is.includes('-') && is.split('-').some((word) => drawn(word) === meant))
      return domain;
    if (is !== wanted && meant.length >= LEAST_COMPARED && sameEnd && isOneAway(seen, meant)) return domain;
  }
  return null;
}

/** Whether a host mixes letters of several alphabets within one of its parts, as nobody's own name does. */
export const mixesAlphabets = (host: string): boolean =>
  host.split('.').some((part) => ALPHABETS.filter((letters) => letters.test(part)).length > 1);

const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

export const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** A name as the eye takes it: disguises taken off, the vowels of scripts that write them as marks kept. */
export function drawn(part: string): string {
  const plain = [
    ...part
      .normalize('NFKD')
      .replaceAll(/\p{Script=Inherited}/gu, '')
      .toLowerCase(),
  ]
    .map((letter) => CONFUSABLE.get(letter.codePointAt(0)!) ?? letter)
    .join('');
  return ALIKE.reduce((text, [from, to]) => text.replaceAll(from, to), plain);
}

/** Whether one letter more, less or other, or two that changed places, makes the one the other. */
function isOneAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  let back = 0;
  while (back < Math.min(a.length, b.length) - from && a.at(-1 - back) === b.at(-1 - back)) back++;
  const [restA, restB] = [a.slice(from, a.length - back), b.slice(from, b.length - back)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
