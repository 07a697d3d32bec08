import type { Reached } from './threat-violence.ts';
import { BODY, BROKEN, FILLERS, KIN, SUFFERED, WEAPONS } from './threat-words.ts';

/** When and how: `you will die tonight`. */
const HOW = new Set(
  'tonight tomorrow today soon slowly screaming painfully bitch motherfucker horribly painful like bleeding begging'.split(
    ' ',
  ),
);
/** What makes a warning or an insult of it: `you will die alone`, `if you eat that`. */
const OTHERWISE = new Set(
  'of from in if when without alone laughing trying for to on eventually anyway before by because unless one someday at and with inside'.split(
    ' ',
  ),
);

/** Harm that somebody is told will come to them, or ought to, without a word of who does it; null where this word begins none. */
export function doomAt(said: readonly string[], begins: readonly boolean[], at: number): Reached | null {
  const word = (i: number): string => (i === at || (i < said.length && !begins[i]) ? (said[i] ?? '') : '');
  const found = (score: number, to: number, whom: Reached['whom'] = 'you'): Reached => ({ score, at, to, whom });
  const run = (from: number, ...wanted: string[]): boolean => wanted.every((each, k) => word(from + k) === each);
  const first = word(at);

  if (first === 'i' || first === 'we') return knows(at + 1);
  if (first === 'watch' && run(at + 1, 'your', 'back')) return found(0.72, at + 3);
  if (first === 'sleep' && run(at + 1, 'with', 'one', 'eye', 'open')) return found(0.78, at + 5);
  if (/^(?:get|getting|have|having)$/.test(first) && word(at + 1) === 'your') {
    const part = [2, 3].find((k) => BODY.has(word(at + k)));
    return part !== undefined && BROKEN.has(word(at + part + 1)) ? found(0.8, at + part + 2, 'body') : null;
  }
  if (first === 'prepare' && run(at + 1, 'to', 'die')) return found(0.7, at + 3);
  if (first === 'if' && run(at + 1, 'you', 'want', 'to', 'live') && isForbidden()) return found(0.85, at + 5);
  if (first === 'hope' || first === 'wish' || first === 'pray') return wished(at + 1);
  if (first === 'better' && /^(?:run|hide|pray|watch)$/.test(word(at + 1)) && word(at + 2) === '')
    return word(at + 1) === 'watch' ? null : found(0.6, at + 2);
  // `your going to die`, as it is often written
  const your = first === 'your' && /^(?:going|dead)$/.test(word(at + 1));
  const you = first === 'you' || first === '<someone>' || your;
  const kin = (first === 'your' || first === 'ur') && KIN.has(word(at + 1));
  const other = /^(?:he|she|they)$/.test(first);
  if (first === 'your' && run(at + 1, 'days', 'are', 'numbered')) return found(0.78, at + 4);
  if (first === 'your' && run(at + 1, 'life', 'is', 'over')) return found(0.7, at + 4);
  if (!you && !kin && !other) return null;
  const next = skip(at + (kin ? 2 : 1));
  return owed(next) ?? (other ? null : (coming(next) ?? ended(next)));

  function skip(from: number): number {
    let i = from;
    while (FILLERS.has(word(i))) i++;
    return i;
  }

  /** `do not come to school if you want to live` */
  function isForbidden(): boolean {
    const before = said.slice(Math.max(0, at - 8), at);
    return before.includes('not') || before.includes('better');
  }

  /** `I know where you live`: that, too, is said to frighten. */
  function knows(from: number): Reached | null {
    const i = skip(from);
    if (word(i) === 'have' && word(i + 1) === 'your' && /^(?:address|home)$/.test(word(i + 2)))
      return found(0.72, i + 3);
    if (
      /^(?:have|got)$/.test(word(i)) &&
      word(i + 1) === 'a' &&
      WEAPONS.has(word(i + 2)) &&
      /^(?:for|with)$/.test(word(i + 3))
    )
      return /^(?:you|your)$/.test(word(i + 4)) ? found(0.9, i + 5) : null;
    const waits =
      word(i) === 'will' && word(i + 1) === 'be' ? i + 2 : word(i) === 'am' || word(i) === 'are' ? i + 1 : -1;
    if (waits > 0 && word(waits) === 'waiting' && run(waits + 1, 'for', 'you'))
      for (let k = waits + 3; k < waits + 11 && word(k) !== ''; k++)
        if (WEAPONS.has(word(k))) return found(0.88, k + 1);
    if (waits > 0 && word(waits) === 'coming')
      for (let k = waits + 1; k < waits + 8 && word(k) !== ''; k++)
        if (word(k) === 'with' && word(k + 1) === 'a' && WEAPONS.has(word(k + 2))) return found(0.85, k + 3);
    if (word(i) === 'am' || word(i) === 'are')
      return word(i + 1) === 'coming' && /^(?:for|after)$/.test(word(i + 2)) && word(i + 3) === 'you'
        ? found(0.72, i + 4)
        : null;
    if (word(i) === 'hope' || word(i) === 'wish' || word(i) === 'pray') return wished(i + 1);
    if (word(i) !== 'know') return null;
    if (run(i + 1, 'your', 'address') || run(i + 1, 'your', 'home')) return found(0.78, i + 3);
    if (word(i + 1) !== 'where') return null;
    if (word(i + 2) === 'you') return /^(?:live|work|sleep|park)$/.test(word(i + 3)) ? found(0.78, i + 4) : null;
    return word(i + 2) === 'your' && KIN.has(word(i + 3)) ? found(0.84, i + 4, 'kin') : null;
  }

  /** `hope you get raped` */
  function wished(from: number): Reached | null {
    const i = word(from) === 'that' ? from + 1 : from;
    if (/^(?:someone|somebody)$/.test(word(i)) && /^(?:kills|shoots|stabs|rapes|murders|runs)$/.test(word(i + 1)))
      return word(i + 2) === 'you' ? found(0.74, i + 3) : null;
    if (word(i) !== 'you' && !(word(i) === 'your' && KIN.has(word(i + 1)))) return null;
    const k = skip(i + (word(i) === 'you' ? 1 : 2));
    const be = /^(?:get|gets|are|is)$/.test(word(k)) ? k + 1 : -1;
    return be > 0 && SUFFERED.has(word(be)) && word(be) !== 'beaten' ? found(0.72, be + 1) : null;
  }

  /** `you should be shot` */
  function owed(from: number): Reached | null {
    const ought = /^(?:should|must|ought)$/.test(word(from))
      ? from + (word(from) === 'ought' ? 2 : 1)
      : /^(?:deserve|deserves|need|needs|has|have)$/.test(word(from)) && word(from + 1) === 'to'
        ? from + 2
        : -1;
    if (ought < 0) return null;
    const be = skip(ought);
    if (other && /^(?:live|exist)$/.test(word(be))) return null;
    if (!/^(?:be|get)$/.test(word(be)) || !SUFFERED.has(word(skip(be + 1)))) return null;
    return found(other ? 0.62 : 0.83, skip(be + 1) + 1, other ? 'them' : 'you');
  }

  /** `you are going to die`, `you will not live to see it` */
  function coming(from: number): Reached | null {
    const will = run(from, 'are', 'going', 'to')
      ? from + 3
      : your && run(from, 'going', 'to')
        ? from + 2
        : word(from) === 'will'
          ? from + 1
          : -1;
    if (will < 0) return null;
    const i = skip(will);
    if (word(i) === 'not') return spared(skip(i + 1));
    const after = word(i + 1);
    switch (word(i)) {
      case 'die':
        if (HOW.has(after)) return found(0.94, i + 2);
        if (after === 'and') return found(kin ? 0.84 : 0.7, i + 1, kin ? 'kin' : 'you');
        return OTHERWISE.has(after)
          ? null
          : found(said.slice(Math.max(0, at - 8), at).includes('if') ? 0.7 : 0.8, i + 1);
      case 'suffer':
      case 'burn':
      case 'bleed':
        return after === '' || HOW.has(after) || run(i + 1, 'in', 'hell') || run(i + 1, 'for', 'this')
          ? found(0.72, i + 1)
          : null;
      case 'pay':
        return run(i + 1, 'for', 'this') || run(i + 1, 'for', 'that') || run(i + 1, 'with', 'your')
          ? found(0.74, i + 3)
          : null;
      case 'be':
      case 'get':
        if (after === 'dead' || (after === 'found' && word(i + 2) === 'dead')) return found(0.85, i + 2);
        if (!SUFFERED.has(after)) return null;
        return found(word(i + 2) === 'if' ? 0.75 : /^(?:in|by|at|on)$/.test(word(i + 2)) ? 0.55 : 0.83, i + 2);
      case 'wish':
        return run(i + 1, 'you', 'were') && /^(?:dead|never)$/.test(word(i + 3)) ? found(0.8, i + 4) : null;
      default:
        return null;
    }
  }

  function spared(i: number): Reached | null {
    const near = [1, 2, 3, 4].map((k) => word(i + k));
    switch (word(i)) {
      case 'live':
        return near[0] === '' || near.includes('see') || near.includes('long') ? found(0.85, i + 1) : null;
      case 'see':
        return near.some((one) => /^(?:tomorrow|morning|christmas|birthday|another)$/.test(one))
          ? found(0.85, i + 3)
          : null;
      case 'make':
        return near[0] === 'it' && near.some((one) => /^(?:home|alive|out|morning)$/.test(one))
          ? found(0.82, i + 3)
          : null;
      case 'leave':
      case 'walk':
      case 'get':
      case 'come':
        return near.includes('alive') ? found(0.9, i + 2 + near.indexOf('alive')) : null;
      case 'wake':
        return near[0] === 'up' ? found(0.8, i + 2) : null;
      case 'be':
        return near[0] === 'safe' ? found(0.82, i + 2, kin ? 'kin' : 'you') : null;
      default:
        return null;
    }
  }

  /** `you are dead meat` */
  function ended(from: number): Reached | null {
    if (word(from) !== 'are') return null;
    const i = skip(from + 1);
    if (word(i) === 'getting' && SUFFERED.has(word(i + 1))) return found(0.82, i + 2);
    if (word(i) === 'about' && run(i + 1, 'to') && /^(?:die|bleed)$/.test(word(i + 2))) return found(0.75, i + 3);
    if (word(i) === 'ready' && run(i + 1, 'to', 'die')) return found(0.72, i + 3);
    if (word(i) === 'not' && /^(?:leaving|walking|getting|coming|making)$/.test(word(i + 1))) {
      const alive = [2, 3, 4, 5, 6].find((k) => word(i + k) === 'alive');
      return alive === undefined ? null : found(0.9, i + alive + 1);
    }
    if (run(i, 'a', 'dead', 'man') || run(i, 'a', 'dead', 'woman')) return found(0.86, i + 3);
    if (word(i) !== 'dead') return null;
    if (/^(?:meat|man|bitch|motherfucker|when|tomorrow|tonight|kid|after)$/.test(word(i + 1)))
      return found(0.86, i + 2);
    // `talk and you are dead`
    const bargained = said[at - 1] === 'and' || said[at - 1] === 'or';
    return word(i + 1) === '' || word(i + 1) === 'if'
      ? found(bargained || word(i + 1) === 'if' ? 0.75 : 0.55, i + 1)
      : null;
  }
}
