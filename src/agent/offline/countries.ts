import { countryCode, countryNames } from '../../domain/country.ts';

/** Short forms that only mean a country in a sentence. */
const IN_SENTENCES: Record<string, string> = { 'the us': 'US', 'u.s.': 'US', 'u.k.': 'GB', 'the states': 'US' };
/** What countries call themselves, and parts that are called for the whole. */
const OWN_NAMES: Record<string, string> = {
  ...{ brasil: 'BR', deutschland: 'DE', espana: 'ES', españa: 'ES', italia: 'IT', holland: 'NL', england: 'GB' },
  ...{ scotland: 'GB', wales: 'GB', 'great britain': 'GB', britain: 'GB', polska: 'PL', turkiye: 'TR', czechia: 'CZ' },
};
const DEMONYMS: Record<string, string> = {
  ...{ russian: 'RU', chinese: 'CN', german: 'DE', french: 'FR', british: 'GB', american: 'US', iranian: 'IR' },
  ...{ korean: 'KR', 'north korean': 'KP', 'south korean': 'KR', ukrainian: 'UA', polish: 'PL', dutch: 'NL' },
  ...{ spanish: 'ES', italian: 'IT', turkish: 'TR', indian: 'IN', brazilian: 'BR', vietnamese: 'VN', japanese: 'JP' },
  ...{ canadian: 'CA', australian: 'AU', nigerian: 'NG', romanian: 'RO', swedish: 'SE', irish: 'IE', swiss: 'CH' },
};

const NAMES = [
  ...countryNames().filter((name) => name.length > 1),
  ...Object.keys(IN_SENTENCES),
  ...Object.keys(OWN_NAMES),
  'us',
];
const codeOf = (name: string): string | null => IN_SENTENCES[name] ?? OWN_NAMES[name] ?? countryCode(name);
/** Countries whose names are also people's or common words; taken only behind a preposition of place. */
const ALSO_WORDS = new Set([
  'jordan',
  'chad',
  'georgia',
  'states',
  'guinea',
  'mali',
  'jersey',
  'reunion',
  'korea',
  'congo',
  'us',
]);

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const COUNTRY = NAMES.sort((a, b) => b.length - a.length)
  .map(literal)
  .join('|');
const NEGATION = String.raw`outside(?: of)?|not (?:coming )?(?:from|in)|except(?: for| from)?|other than|excluding|exclude|excl\.?|minus|leaving out|leave out|not counting|hide|skip|drop|apart from|aside from|besides|anywhere but|without|but not (?:from|in)|other countries than|non|ignoring|ignore`;
const PLACE = String.raw`from|in|to|of|within|inside|for|via|into`;
const PATTERN = new RegExp(
  String.raw`(?:\b(${NEGATION})[ -](?:(?:the |any |all )?(?:ones?|those|log-?ins?|sign-?ins?|attempts|alerts|events|everything|anything|people|users) )?(?:coming )?(?:from |in |of )?(?:the )?|\b(?:(${PLACE}) )?(?:the )?)(?<![\w@.-])(${COUNTRY})(?:'s)?(?![\w@-]|\.\w)`,
  'g',
);
const DEMONYM = new RegExp(
  String.raw`\b(non[ -]|not )?(${Object.keys(DEMONYMS)
    .sort((a, b) => b.length - a.length)
    .join('|')})\b`,
  'g',
);
/** A list goes on with "and", "or" and commas: "from China, Russia or Iran". */
const MORE = /^(?:,| and| or|, and|, or)(?: from| the| in)*\s*$/;

export interface CountryMention {
  code: string;
  excluded: boolean;
  span: [number, number];
}

/** The countries a text names, by ISO 3166-1 alpha-2, and whether it means them or all others. */
export function findCountries(text: string): CountryMention[] {
  const found: CountryMention[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const name = match[3]!;
    const previous = found.at(-1);
    const continues =
      previous !== undefined && MORE.test(text.slice(previous.span[1], match.index + match[0].indexOf(name)));
    if (ALSO_WORDS.has(name) && !match[1] && !match[2] && !continues) continue;
    if (name === 'us' && !/the us\b/.test(match[0]) && match[2] !== 'from') continue;
    const code = codeOf(name);
    if (!code) continue;
    const excluded = match[1] !== undefined || (continues && previous.excluded);
    found.push({ code, excluded, span: [match.index, match.index + match[0].length] });
  }
  for (const match of text.matchAll(DEMONYM)) {
    found.push({
      code: DEMONYMS[match[2]!]!,
      excluded: match[1] !== undefined,
      span: [match.index, match.index + match[0].length],
    });
  }
  return found;
}
