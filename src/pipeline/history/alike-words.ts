/** Words shorter than this look like too many others; and how many letters one may have more than the other. */
const SHORTEST = 4;
const LONGER = 5;
/** Words that share less are two words. */
const LEAST = 0.4;

/**
 * How much two words look like forms of one, 0 to 1: the share of their pieces of three letters that they have in common (Dice), ends marked;
 * `invasion` and `invaders`, `databse` and `database`. 0 for words with another first letter, for numbers, and below two fifths.
 */
export function alikeness(one: string, other: string): number {
  if (one[0] !== other[0] || one.length < SHORTEST || other.length < SHORTEST) return 0;
  if (Math.abs(one.length - other.length) > LONGER || /\d/.test(one)) return 0;
  const [a, b] = [piecesOf(one), piecesOf(other)];
  let shared = 0;
  for (const piece of a) if (b.has(piece)) shared++;
  const share = (2 * shared) / (a.size + b.size);
  return share >= LEAST ? share : 0;
}

function piecesOf(word: string): Set<string> {
  const marked = `<${word}>`;
  const pieces = new Set<string>();
  for (let at = 0; at + 3 <= marked.length; at++) pieces.add(marked.slice(at, at + 3));
  return pieces;
}
