/**
 * Somebody whom an organisation knows by a name that stands in a sentence: a member, an account, a person whom cameras know, somebody in
 * moderation, or several of these that go by one name.
 */
export interface KnownName {
  /** What they are called, as the organisation writes it. */
  name: string;
  /** The words of a sentence by which they may be meant, in the form of `nameWord`: `keller`, `tomas keller`. */
  bears: readonly string[];
  member: string | null;
  /** At most a few. */
  accounts: readonly string[];
  person: string | null;
  author: string | null;
}

/** A word as names are compared: small letters without accents. */
export const nameWord = (said: string): string =>
  said
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');

/** What stands between the words of a name; the same as `name_words` of the database. */
const BETWEEN = /[\s._+,;:"'’()/\\-]+/;

/** The words of a name; of an address those before the `@`. */
export const wordsOfName = (name: string): string[] =>
  nameWord(name)
    .replace(/@.*$/s, '')
    .split(BETWEEN)
    .filter((word) => word !== '')
    .slice(0, 6);

/** A piece of a sentence that may be a name or stand in one. */
export interface NamePiece {
  /** In the form of `nameWord`. */
  word: string;
  from: number;
  to: number;
}

/** `tomas.keller@example.org`, `bogdan77`, `keller’s`, `O'Brien`: without what is said behind it. */
const PIECE = /@?[\p{L}\p{N}][\p{L}\p{M}\p{N}._+@'’-]*/gu;
const BEHIND = /(?:['’]s|[._+@'’-]+)$/iu;

/** The words of a text with their places, and those that lie side by side also together, up to three; the longest first at each place. */
export function namePieces(text: string, most = 60): NamePiece[] {
  const single: NamePiece[] = [];
  for (const { 0: said, index } of text.matchAll(PIECE)) {
    if (single.length >= most) break;
    const at = said.startsWith('@') ? 1 : 0;
    const plain = said.slice(at).replace(BEHIND, '');
    if (plain.length >= 2 && plain.length <= 100)
      single.push({
        word: plain.includes('@') ? nameWord(plain) : wordsOfName(plain).join(' '),
        from: index,
        to: index + at + plain.length,
      });
  }
  return single.flatMap((first, i) =>
    [3, 2, 1].flatMap((count) => {
      const words = single.slice(i, i + count);
      const last = words.at(-1)!;
      const isOneName = words
        .slice(1)
        .every(({ from }, k) => /^ {1,2}@?$/.test(text.slice(words[k]!.to, from)) && !words[k]!.word.includes('@'));
      return words.length === count && isOneName
        ? [{ word: words.map(({ word }) => word).join(' '), from: first.from, to: last.to }]
        : [];
    }),
  );
}
