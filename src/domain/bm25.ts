/** Okapi BM25 (Robertson and Zaragoza 2009), with the parameters it is usually used with. */
export const BM25 = { k1: 1.2, b: 0.75 } as const;

/** What a term that occurs so often says of a text, before its rarity: 0 to k1 + 1. `average` is how many terms a text has on average. */
export const termWeight = (count: number, length: number, average: number): number =>
  (count * (BM25.k1 + 1)) / (count + BM25.k1 * (1 - BM25.b + (BM25.b * length) / Math.max(1, average)));

/** What a term's rarity is worth, never below zero: `having` of `all` texts have it. */
export const rarity = (having: number, all: number): number =>
  Math.log(1 + (Math.max(all, having) - having + 0.5) / (having + 0.5));

/** The highest a term of this rarity can count. */
export const mostOf = (rarityOfTerm: number): number => rarityOfTerm * (BM25.k1 + 1);

/** Where a term stands in a sparse vector of its text, from 1: 30 bits of a hash, so that two of a text hardly ever meet. */
export function termSlot(term: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) value = Math.imul(value ^ term.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value ^= value >>> 13;
  return (value >>> 2) % TERM_SLOTS || TERM_SLOTS;
}

/** How many slots there are. */
export const TERM_SLOTS = 1_000_000_000;
