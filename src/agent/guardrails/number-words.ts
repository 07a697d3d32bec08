import { LANGUAGES, type Language } from '../../domain/language.ts';

/** A number told in words: a count, a size ("hundreds"), or how two counts compare ("a third", "twice"). */
export type WordClaim = { index: number; said: string } & (
  | { kind: 'count'; value: number }
  | { kind: 'magnitude'; from: number; to: number }
  | { kind: 'ratio'; value: number }
);

/** NOTE "one" is left out: it stands for a thing more often than for a number. */
const SMALL: Record<Language, readonly (readonly [string, number])[]> = {
  en: list(
    'zero . two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  ),
  de: list(
    'null . zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  ),
  fr: list('zéro . deux trois quatre cinq six sept huit . dix onze douze treize quatorze quinze seize'),
  es: list('cero . dos tres cuatro cinco seis siete ocho nueve diez . doce trece catorce quince'),
};
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const RATIOS: [RegExp, number][] = [
  [
    /(?<!\p{L})(?:two|2)[ -]thirds?(?!\p{L})|(?<!\p{L})zwei Drittel(?!\p{L})|(?<!\p{L})(?:les )?deux tiers(?!\p{L})|(?<!\p{L})dos tercios(?!\p{L})/giu,
    2 / 3,
  ],
  [
    /(?<!\p{L})(?:three|3)[ -]quarters?(?!\p{L})|(?<!\p{L})drei Viertel(?!\p{L})|(?<!\p{L})trois quarts(?!\p{L})|(?<!\p{L})tres cuartos(?!\p{L})/giu,
    3 / 4,
  ],
  [
    /(?<!\p{L})(?:a|one)[ -](?:third|tenth|fifth)(?= (?:of|were|are|came|come))(?!\p{L})|(?<!\p{L})ein Drittel(?!\p{L})|(?<!\p{L})un tiers(?!\p{L})|(?<!\p{L})un tercio(?!\p{L})/giu,
    1 / 3,
  ],
  [
    /(?<!\p{L})(?:a|one) quarter of(?!\p{L})|(?<!\p{L})ein Viertel(?!\p{L})|(?<!\p{L})un quart(?!\p{L})|(?<!\p{L})un cuarto de(?!\p{L})/giu,
    1 / 4,
  ],
  [
    /(?<!\p{L})(?:one )?half (?:of|the|as)(?!\p{L})|(?<!\p{L})die Hälfte(?!\p{L})|(?<!\p{L})la moitié(?!\p{L})|(?<!\p{L})la mitad(?!\p{L})/giu,
    1 / 2,
  ],
  [
    /(?<!\p{L})(?:twice (?:as|the)|doubled|double the|doppelt so|le double|deux fois (?:plus|moins)|el doble)(?!\p{L})/giu,
    2,
  ],
  [/(?<!\p{L})(?:tripled|three times as|triple the|dreimal so|le triple|el triple)(?!\p{L})/giu, 3],
];
const MAGNITUDES: [RegExp, number, number][] = [
  [/(?<!\p{L})(?:hundreds of thousands|Hunderttausende)(?!\p{L})/giu, 100_000, 1e7],
  [/(?<!\p{L})(?:tens of thousands|Zehntausende)(?!\p{L})/giu, 10_000, 1e6],
  [/(?<!\p{L})(?:millions of|Millionen von|des millions|millones de)(?!\p{L})/giu, 1e6, Number.POSITIVE_INFINITY],
  [/(?<!\p{L})(?:thousands of|Tausende|des milliers|miles de)(?!\p{L})/giu, 1000, 1e6],
  [/(?<!\p{L})(?:hundreds of|Hunderte|des centaines|cientos de)(?!\p{L})/giu, 100, 10_000],
  [/(?<!\p{L})(?:dozens of|Dutzende|des dizaines|decenas de)(?!\p{L})/giu, 20, 1000],
];

const NUMERALS = Object.fromEntries(
  LANGUAGES.map((language) => {
    const known = new Map(SMALL[language]);
    return [
      language,
      { known, pattern: new RegExp(String.raw`(?<![\p{L}-])(?:${[...known.keys()].join('|')})(?![\p{L}-])`, 'giu') },
    ];
  }),
) as Record<Language, { known: Map<string, number>; pattern: RegExp }>;

/** Where none of these begins a word, no number is told in words: most texts are done with then. */
const TELLS = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    new RegExp(
      String.raw`(?<!\p{L})(?:${[
        ...[...SMALL.en, ...SMALL[language]].map(([word]) => word),
        ...TENS.filter(Boolean),
        'hundred|thousand|million|dozen|third|tenth|fifth|quarter|half|twice|doubl|tripl|hunderttausend|zehntausend|tausend|hundert',
        'dutzend|drittel|viertel|hälfte|doppelt|drei|zwei|deux|trois|tiers|tercio|dos|tres|quart|cuarto|moitié|mitad|doble|des|miles',
        'millones|cientos|decenas|tens',
      ].join('|')})`,
      'iu',
    ),
  ]),
) as Record<Language, RegExp>;

/** The numbers a text tells in words. */
export function numberWords(text: string, language: Language): WordClaim[] {
  if (!TELLS[language].test(text)) return [];
  const claims: WordClaim[] = [];
  let rest = text;
  const take = (pattern: RegExp, read: (match: RegExpExecArray) => WordClaim | null): void => {
    if (rest.search(pattern) < 0) return;
    const parts: string[] = [];
    let end = 0;
    for (const match of rest.matchAll(pattern)) {
      const claim = read(match);
      if (!claim) continue;
      claims.push(claim);
      parts.push(rest.slice(end, match.index), ' '.repeat(match[0].length));
      end = match.index + match[0].length;
    }
    if (end > 0) rest = parts.join('') + rest.slice(end);
  };
  for (const [words, value] of RATIOS)
    take(words, (match) => ({ kind: 'ratio', value: ratioOf(match[0], value), ...at(match) }));
  for (const [words, from, to] of MAGNITUDES) take(words, (match) => ({ kind: 'magnitude', from, to, ...at(match) }));
  take(/(?<!\p{L})(?:a|one|two|three) dozen(?!\p{L})/giu, (match) => ({
    kind: 'count',
    value: 12 * (/two/i.test(match[0]) ? 2 : /three/i.test(match[0]) ? 3 : 1),
    ...at(match),
  }));
  take(ENGLISH, (match) => {
    const value = englishValue(match[0]);
    return value === null || value === 1 ? null : { kind: 'count', value, ...at(match) };
  });
  if (language !== 'en') {
    const { known, pattern } = NUMERALS[language];
    take(pattern, (match) => ({ kind: 'count', value: known.get(match[0].toLowerCase()) ?? 0, ...at(match) }));
  }
  return claims;
}

const ratioOf = (said: string, value: number): number =>
  /tenth/i.test(said) ? 0.1 : /fifth/i.test(said) ? 0.2 : value;
const at = (match: RegExpExecArray): { index: number; said: string } => ({ index: match.index, said: match[0] });

const UNIT = SMALL.en
  .map(([word]) => word)
  .concat('one')
  .join('|');
const TEN = TENS.filter(Boolean).join('|');
const UNDER_HUNDRED = `(?:(?:${TEN})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|${UNIT})`;
/** "three", "forty-two", "two hundred and six", "twelve thousand"; "a hundred". */
const ENGLISH = new RegExp(
  String.raw`(?<![\p{L}-])(?:(?:${UNDER_HUNDRED}|a)[ -](?:hundred|thousand|million)(?:,? (?:and )?${UNDER_HUNDRED}(?:[ -](?:hundred|thousand))?)*|${UNDER_HUNDRED})(?![\p{L}]|-(?:time|off|way|factor|stop|sided|step|digit|word|page))`,
  'giu',
);

function englishValue(words: string): number | null {
  let [total, current] = [0, 0];
  for (const word of words.toLowerCase().split(/[ ,-]+/)) {
    if (word === 'and' || word === '') continue;
    const small = SMALL.en.find(([name]) => name === word)?.[1];
    const ten = TENS.indexOf(word);
    if (word === 'a' || word === 'one') current += 1;
    else if (small !== undefined) current += small;
    else if (ten > 1) current += ten * 10;
    else if (word === 'hundred') current *= 100;
    else if (word === 'thousand' || word === 'million') {
      total += current * (word === 'thousand' ? 1000 : 1e6);
      current = 0;
    } else return null;
  }
  return total + current;
}

function list(words: string): [string, number][] {
  return words.split(' ').flatMap((word, value): [string, number][] => (word === '.' ? [] : [[word, value]]));
}
