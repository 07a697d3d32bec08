import type { Reached } from './threat-violence.ts';
import { KIN, PLACES } from './threat-words.ts';

const SPIED = new Set('takes take goes go gets comes come walks walk plays sleeps works work lives leaves'.split(' '));
const LOST = new Set('disappear disappears vanish vanishes'.split(' '));
const CLOSING = new Set(['', 'you', 'ever', 'again', 'kid', 'bitch']);

/**
 * Threats that name no violence, where the words are a set phrase of threatening: `it would be a shame if something happened to your
 * family`. What is said as often without harm (`accidents happen on that road`) weighs little. Null where this word begins none.
 */
export function veiledAt(said: readonly string[], begins: readonly boolean[], at: number): Reached | null {
  const word = (i: number): string => (i === at || (i < said.length && !begins[i]) ? (said[i] ?? '') : '');
  const run = (from: number, ...wanted: string[]): boolean => wanted.every((each, k) => word(from + k) === each);
  const found = (score: number, to: number, whom: Reached['whom'] = 'you'): Reached => ({ score, at, to, whom });
  switch (word(at)) {
    case 'shame':
    case 'pity':
      return run(at + 1, 'if') ? happened(at + 2) : null;
    case 'sleep':
      return /^(?:well|tight)$/.test(word(at + 1)) ? lastSleep(at + 2) : null;
    case 'i':
    case 'we':
      return spied(at + 1);
    case 'snitches':
      if (run(at + 1, 'get', 'stitches')) return found(0.82, at + 3);
      return run(at + 1, 'end', 'up', 'in', 'ditches') ? found(0.84, at + 5) : null;
    case 'people':
    case 'guys':
    case 'girls':
      return run(at + 1, 'like', 'you') ? lost(at + 3) : null;
    case 'accidents':
      if (word(at + 1) !== 'happen') return null;
      if (run(at + 2, 'to', 'people', 'like', 'you')) return found(0.82, at + 6);
      return /^(?:on|in|at)$/.test(word(at + 2)) && /^(?:that|your)$/.test(word(at + 3)) ? found(0.5, at + 5) : null;
    case 'kiss':
    case 'hug':
      return word(at + 1) === 'your' && KIN.has(word(at + 2)) && word(at + 3) === 'goodbye'
        ? found(0.75, at + 4, 'kin')
        : null;
    case 'enjoy':
      if (!run(at + 1, 'your', 'last')) return null;
      return word(at + 3) === 'breath' || word(at + 4) === 'alive' || run(at + 4, 'on', 'earth')
        ? found(0.85, at + 5)
        : null;
    default:
      return null;
  }

  /** `something happened to your family`, `… to them` where somebody's was spoken of */
  function happened(from: number): Reached | null {
    const to = [1, 2, 3, 4, 5].map((k) => from + k).find((k) => word(k) === 'to' && /^happen/.test(word(k - 1)));
    if (to === undefined || !/^(?:something|anything)$/.test(word(from))) return null;
    const whom = word(to + 1);
    if (whom === 'you') return found(0.84, to + 2);
    if (whom === 'your' && (KIN.has(word(to + 2)) || PLACES.has(word(to + 2)) || KIN.has(word(to + 3))))
      return found(0.86, to + 3, 'kin');
    const before = said.slice(Math.max(0, at - 14), at);
    const theirs = before.includes('you') || before.includes('your');
    const kin = theirs && before.some((one) => KIN.has(one) || PLACES.has(one));
    return kin && /^(?:them|her|him|it)$/.test(whom) ? found(0.82, to + 2, 'kin') : null;
  }

  /** `sleep well, it is the last time` */
  function lastSleep(from: number): Reached | null {
    for (let k = from; k < from + 7 && word(k) !== 'was'; k++)
      if (word(k) === 'last' && /^(?:the|your)$/.test(word(k - 1)) && /^(?:time|night|sleep)$/.test(word(k + 1)))
        return CLOSING.has(word(k + 2)) ? found(0.82, k + 2) : null;
    return null;
  }

  /** `I know which bus your daughter takes` */
  function spied(from: number): Reached | null {
    if (word(from) !== 'know' || !/^(?:which|what|when)$/.test(word(from + 1))) return null;
    const your = [2, 3, 4].map((k) => from + k).find((k) => word(k) === 'your');
    if (your === undefined || !KIN.has(word(your + 1)) || !SPIED.has(word(your + 2))) return null;
    return found(CLOSING.has(word(your + 3)) || word(your + 3) === 'to' ? 0.8 : 0.7, your + 3, 'kin');
  }

  /** `people like you go missing` */
  function lost(from: number): Reached | null {
    if (LOST.has(word(from))) return found(0.82, from + 1);
    if (run(from, 'go', 'missing')) return found(0.84, from + 2);
    return run(from, 'end', 'up', 'dead') || run(from, 'end', 'up', 'in', 'a', 'ditch') ? found(0.84, from + 3) : null;
  }
}
