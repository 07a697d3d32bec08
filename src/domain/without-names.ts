/** A text as it is, with every one of these names written as something else. */
export type Redact = (text: string) => string;

/** Parts of names that many names have, and that are words of their own. */
const PARTICLES = new Set([
  'van',
  'von',
  'der',
  'den',
  'del',
  'des',
  'dos',
  'das',
  'dal',
  'bin',
  'ibn',
  'the',
  'und',
  'and',
]);

/**
 * What takes names out of a text: whole words only, and in any case of letters, but for a name of one word, which may be an
 * ordinary word too. With `parts`, for texts that are known to be about them, also the single words of their names.
 */
export function withoutNames(names: readonly string[], instead: string, { parts = false } = {}): Redact {
  const [one, several] = [new Set<string>(), new Set<string>()];
  for (const name of names) {
    const words = wordsOf(name);
    if (words.length === 0) continue;
    (words.length > 1 || parts ? several : one).add(name.trim());
    if (parts)
      for (const word of words) if ([...word].length > 2 && !PARTICLES.has(word.toLowerCase())) several.add(word);
  }
  const patterns = [pattern(several, 'giu'), pattern(one, 'gu')].filter((found) => found !== null);
  return (text) => patterns.reduce((left, found) => left.replaceAll(found, instead), text);
}

/** What is said before a name and makes it one, in the four languages. */
const TITLES =
  '(?:(?:mrs?|ms|mx|miss|missus|mister|dr|prof|professor|herrn?|frau|fräulein|mme|mlle|monsieur|madame|mademoiselle|sra?|srta|señor|señora|señorita)\\.?|(?-i:M\\.|Don|Doña|Sir|Madam))';

/**
 * What takes single words of names out of a text, also `s` behind them: `alone` those that stand anywhere, `titled` those behind “Mr” or
 * “Frau”. With `capital` only what begins as names do; in what people type to somebody, names are small as often as not.
 */
export function withoutNameWords(
  { alone, titled }: { alone: readonly string[]; titled: readonly string[] },
  instead: string,
  { capital }: { capital: boolean },
): Redact {
  const one = (words: readonly string[]): string =>
    [...words]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|');
  const patterns: RegExp[] = [];
  if (titled.length > 0)
    patterns.push(new RegExp(`(?<=${START}(?<!\\d\\s?)${TITLES}\\s+)(?:${one(titled)})${END}`, 'giu'));
  if (alone.length > 0) {
    const begun = capital ? '(?=(?-i:\\p{Lu}))' : '';
    patterns.push(new RegExp(`(?<=${START})${begun}(?:${one(alone)})${END}`, 'giu'));
  }
  return (text) =>
    UUID.test(text) ? text : patterns.reduce((left, found) => left.replaceAll(found, () => instead), text);
}
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The same for every text in a value; the names of fields stay. With `lists`, by the names of fields, each text of such a list is one name
 * of somebody or something: part of another's is left as it is there.
 */
export function redactAll(value: unknown, redact: Redact, lists: Readonly<Record<string, Redact>> = {}): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactAll(item, redact, lists));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [
      field,
      Object.hasOwn(lists, field) && Array.isArray(item)
        ? item.map((one) => (typeof one === 'string' ? lists[field]!(one) : redactAll(one, redact, lists)))
        : redactAll(item, redact, lists),
    ]),
  );
}

/** Before a name: no letter of another word; in links a sign may be written as `%20`. */
const START = '(?:^|[^\\p{L}\\p{M}\\p{N}]|%[0-9A-Fa-f]{2})';
const END = '(?![\\p{L}\\p{M}\\p{N}])';

const wordsOf = (name: string): string[] => name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** The longest first, so that nothing of a name is left where another is its beginning; spaces of any kind between the words; in a link behind any sign. */
function pattern(names: ReadonlySet<string>, flags: string): RegExp | null {
  if (names.size === 0) return null;
  const written = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.split(/\s+/).map(escaped).join('\\s+'));
  return new RegExp(`(?<=${START})(?:${written.join('|')})${END}`, flags);
}

const escaped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
