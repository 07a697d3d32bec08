import type { Aim } from './aims.ts';

/** A hostile message, and whom it was aimed at. */
export interface Blow {
  /** Of the message, within its channel. */
  key: string;
  author: string;
  at: readonly Aim[];
  /** How heavily it is felt, 0..1. */
  strength: number;
  /** Ms since 1970. */
  time: number;
}

/** What any two gave each other. */
export interface Quarrels {
  /** Whether one only hits back at the other. */
  hitsBack(one: string, other: string): boolean;
  /** How heavily one bore down on the other. */
  given(one: string, other: string): number;
}

/** Who begins may be answered twice as hard before the other is the aggressor. */
const BEGAN_FIRST = 2;

/**
 * Says of any two whether the first only hits back at the second: who began the quarrel of the two, and what each has given. Who strikes
 * once, mildly, and is answered with a barrage is no aggressor.
 */
export function quarrelsIn(blows: readonly Blow[]): Quarrels {
  const given = new Map<string, Map<string, { sum: number; first: number }>>();
  for (const { author, at, strength, time } of blows)
    for (const { at: other, weight } of at) {
      const theirs = given.get(author) ?? new Map<string, { sum: number; first: number }>();
      given.set(author, theirs);
      const known = theirs.get(other);
      if (known) {
        known.sum += strength * weight;
        known.first = Math.min(known.first, time);
      } else theirs.set(other, { sum: strength * weight, first: time });
    }
  const between = (one: string, other: string) => given.get(one)?.get(other);
  return { hitsBack, given: (one, other) => between(one, other)?.sum ?? 0 };

  function hitsBack(one: string, other: string): boolean {
    const theirs = between(other, one);
    if (!theirs || theirs.sum <= 0) return false;
    const own = between(one, other) ?? { sum: 0, first: Number.POSITIVE_INFINITY };
    const theyBegan = theirs.first < own.first;
    return theirs.sum * (theyBegan ? BEGAN_FIRST : 1) > own.sum * (theyBegan ? 1 : BEGAN_FIRST);
  }
}
