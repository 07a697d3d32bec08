import type { Language } from '../../domain/language.ts';
import { numberWords } from './number-words.ts';

/** How exact a number is meant: `about 500`, `over 500`, `nearly 500`. */
export type Hedge = 'about' | 'above' | 'below' | null;

/** Something countable or datable that a sentence claims. `values` are the ways in which its signs can be read. */
export type NumberClaim = { said: string; quoted: boolean } & (
  | { kind: 'count'; values: number[]; parts: number[]; hedge: Hedge; unit: DurationUnit | null; rounded: boolean }
  | { kind: 'percent'; values: number[]; hedge: Hedge }
  | { kind: 'ratio'; value: number }
  | { kind: 'magnitude'; from: number; to: number }
  | { kind: 'time'; minutes: number; wholeHour: boolean; hedge: Hedge }
  | { kind: 'day'; day: number; month: number }
  | { kind: 'year'; year: number }
  | { kind: 'address'; address: string }
);

export type DurationUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const MONTHS =
  'jan(?:uary|uar|vier)?|ene(?:ro)?|feb(?:ruary|ruar|rero)?|f[ée]v(?:rier)?|mar(?:ch|s|zo)?|m[äa]r(?:z)?|apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|june?|juni|juin|junio|july?|juli|juil(?:let)?|julio|aug(?:ust)?|ao[ûu]t|ago(?:sto)?|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|dez(?:ember)?|d[ée]c(?:embre)?|dic(?:iembre)?';
const MONTH_STEMS: [RegExp, number][] = [
  [/^(?:jan|ene)/, 1],
  [/^(?:feb|fev|fév)/, 2],
  [/^(?:mar|mär)/, 3],
  [/^(?:apr|avr|abr)/, 4],
  [/^ma[iy]/, 5],
  [/^(?:jun|juin)/, 6],
  [/^(?:jul|juil)/, 7],
  [/^(?:aug|ago|aoû|aou)/, 8],
  [/^sep/, 9],
  [/^(?:oct|okt)/, 10],
  [/^nov/, 11],
  [/^(?:dec|dez|déc|dic)/, 12],
];
const monthOf = (word: string): number => MONTH_STEMS.find(([stem]) => stem.test(word.toLowerCase()))?.[1] ?? 0;

/** At most ten groups: beyond, no count is written, and every one more would be tried from every one before. */
const NUMBER = String.raw`\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3}){1,9}(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)?`;
const HEDGES: [Exclude<Hedge, null>, RegExp][] = [
  [
    'above',
    /(?:\b(?:over|more than|above|at least|exceeding|upwards of|mehr als|über|mindestens|plus de|au moins|más de|al menos)|>=?)\s*$/i,
  ],
  [
    'below',
    /(?:\b(?:under|less than|fewer than|below|nearly|almost|at most|up to|weniger als|fast|höchstens|bis zu|moins de|presque|jusqu['’]à|menos de|casi|hasta)|<=?)\s*$/i,
  ],
  [
    'about',
    /(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|some|close to|etwa|rund|ungefähr|gegen|environ|vers|unos|unas|cerca de|aproximadamente)|[~≈±])\s*$/i,
  ],
];
const UNITS: [RegExp, DurationUnit][] = [
  [/^[\s-]?(?:s|secs?|seconds?|sekunden?|secondes?|segundos?)(?![\p{L}\d])/iu, 'second'],
  [/^[\s-]?(?:min|mins|minutes?|minuten?|minutos?)(?![\p{L}\d])/iu, 'minute'],
  [/^[\s-]?(?:h|hrs?|hours?|stunden?|heures?|horas?)(?![\p{L}\d])/iu, 'hour'],
  [/^[\s-]?(?:d|days?|tagen?|tage|jours?|días?|nights?)(?![\p{L}\d])/iu, 'day'],
  [/^[\s-]?(?:weeks?|wochen?|semaines?|semanas?)(?![\p{L}\d])/iu, 'week'],
  [/^[\s-]?(?:months?|monaten?|monate?|mois|mes(?:es)?)(?![\p{L}\d])/iu, 'month'],
  [/^[\s-]?(?:years?|jahren?|jahre?|ans?|années?|años?)(?![\p{L}\d])/iu, 'year'],
];

/** What holds digits and claims nothing: names of things, frames of a list, numbering. */
const NO_CLAIM: RegExp[] = [
  /\]\([^)]*\)/g,
  /(?<![\p{L}\p{N}])(?:ALR|INC|RULE|PROP|LOG|CAM|EVT|(?:PER|ACT)(?=-)|CASE|APL)[\s_*`~\\-]{0,4}(?=[A-Z]*\d)[A-Z0-9]+/giu,
  /^[^\S\r\n\u2028\u2029]*(?:[-•*]\s*)?\(?\d{1,2}[.)](?=\s|$)/gm,
  /(?<![\d/])(?:24\/7|24x7|50\/50|24\/365)(?![\d/])/g,
  /\bp\d{2}\b/gi,
  /(?<!\d)\d{1,4}(?:st|nd|rd|th|ère|er|ème|e|º|ª)(?![\p{L}\p{N}])(?!\s+(?:of\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december))/giu,
  /(?<![\p{L}\p{N}])(?:v|(?<!\d|\d\.))\d+(?:\.\d+){2,}(?:[-+][\w.]+)?(?![\d.])/giu,
  /\b(?:top|first|last|latest|newest|oldest|next|previous|erste[nr]?|letzte[nr]?|neueste[nr]?|premi[eè]re?s|derni[eè]re?s|primer[oa]s|últim[oa]s)[ -](?:\d{1,2})(?![\d.,:%])/giu,
  /(?:\b(?:ports?|rfc|http|https|error|errno|code|codes|tls|ssl|oauth|saml|openid|wpa|layer|level|tier|sev|severity|priority|phase|step|steps|option|options|answer|question|item|part|point|page|chapter|section|article|appendix|version|windows|android|ios|macos|debian|ubuntu|event id|id|no|nr|num|number|nº|schritt|étape|paso)\.?|[#№])\s*\d{1,5}(?:\.\d+)?(?![\d:%]|,\d)/giu,
  /\b[A-Z][A-Za-z]*-\d[\d-]*\b(?!\s?%)/g,
];
/** A token of letters and digits together: `IPv4`, `2FA`, `admin2`, a hash, a file name. Tried at the token's beginning alone. */
const GLUED =
  /(?<![\p{L}\p{N}_.@/\\-])[\p{L}\p{N}_.@/\\-]*(?:\p{L}\p{M}*\p{N}|\p{N}\p{L}|_\p{N}|\p{N}_)[\p{L}\p{N}_.@/\\-]*/gu;
const ADDRESS =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?!\.?\d)|(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\/\d{1,3})?(?![\w:]))/gi;
/** Which signs close what a sign opens. */
const CLOSING: Record<string, readonly string[]> = {
  '“': ['”'],
  '"': ['"'],
  '«': ['»'],
  '„': ['“', '”'],
  '‹': ['›'],
  '`': ['`'],
};

const WEEKDAY = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?`;
const DAYS_OF_MONTH = new RegExp(
  String.raw`(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:-|–|to|until|through|and|bis|au|et|al|a|y)\s?${WEEKDAY}(\d{1,2})(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?(${MONTHS})\b\.?(?:,?\s(?:de\s)?(\d{4}))?`,
  'giu',
);
const DAY_OF_MONTH = new RegExp(
  String.raw`(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?(${MONTHS})\b\.?(?:,?\s(?:de\s)?(\d{4}))?`,
  'giu',
);
const MONTH_AND_DAY = new RegExp(
  String.raw`(?<!\p{L})(${MONTHS})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(\d{4}))?`,
  'giu',
);
const MONTH_AND_YEAR = new RegExp(String.raw`(?<!\p{L})(?:${MONTHS})\.?\s(?:de\s)?(\d{4})(?!\d)`, 'giu');
const PERCENT = new RegExp(
  String.raw`(?<![\p{L}\d.,])(${NUMBER})\s?(?:%|percent(?:age points)?\b|per cent\b|pct\b|prozent\b|pour ?cent\b|por ciento\b)`,
  'giu',
);
const TIMES = new RegExp(
  String.raw`(?<![\p{L}\d.,])(${NUMBER})(?:[ -]?(?:x|×|fold)(?![\p{L}\d])|\s?(?:times|mal|fois|veces)\s(?:as|more|higher|so|plus|más))`,
  'giu',
);
const SCALED = new RegExp(
  String.raw`(?<![\p{L}\d.,_@/\\-])(${NUMBER})\s?(k|m|bn|thousand|million|tausend|millionen|mille|millions|mil|millones)(?![\p{L}\d])`,
  'giu',
);
const LASTING = new RegExp(
  String.raw`(?<![\p{L}\d.,_@/\\])(${NUMBER})(?=[\s-]?(?:s|secs?|min|mins|h|hrs?|d)(?![\p{L}\d]))`,
  'giu',
);
const PLAIN = new RegExp(String.raw`(?<![\p{L}\d_@])(${NUMBER})`, 'gu');
/** How far before a number a word is looked for that hedges it. */
const REACH = 240;

/** What a sentence claims in numbers, times, dates and network addresses, in order of kind. */
export function numberClaims(sentence: string, language: Language): NumberClaim[] {
  let text = asciiDigits(sentence);
  const linksEnd = text.lastIndexOf(')') + 1;
  const quotes = quotedIn(text);
  const isBare = !/\d/.test(text);
  const claims: NumberClaim[] = [];
  const recently = (index: number): string => text.slice(Math.max(0, index - REACH), index);
  let before = recently;
  /** Reads every match once and blanks it, so that nothing is read twice. What stands before one is seen with the others blanked. */
  const take = (pattern: RegExp, read: (match: RegExpMatchArray & { index: number }) => NumberClaim[] | null): void => {
    // Most patterns are in no text, and looking costs less than walking through none.
    if (text.search(pattern) < 0) return;
    const whole = text;
    const parts: string[] = [];
    let [end, tail] = [0, ''];
    before = (index) => (tail + whole.slice(Math.max(end, index - REACH), index)).slice(-REACH);
    for (const match of whole.matchAll(pattern)) {
      const made = read(match as RegExpMatchArray & { index: number });
      if (made === null) continue;
      claims.push(...made);
      const blanked = whole.slice(end, match.index) + ' '.repeat(match[0].length);
      parts.push(blanked);
      tail = (tail + blanked.slice(-REACH)).slice(-REACH);
      end = match.index + match[0].length;
    }
    before = recently;
    if (end > 0) text = parts.join('') + whole.slice(end);
  };
  const about = (match: { index: number; 0: string }) => ({
    said: match[0].trim(),
    quoted: isWithin(quotes, match.index),
  });
  const hedgeAt = (index: number): Hedge => {
    const words = before(index);
    return HEDGES.find(([, hedge]) => hedge.test(words))?.[0] ?? null;
  };

  const inWords = (): void => {
    for (const claim of numberWords(text, language)) {
      const match = { index: claim.index, 0: claim.said };
      if (claim.kind === 'count') {
        const after = text.slice(claim.index + claim.said.length);
        if (/^\s(?:times|mal|fois|veces)\s(?:as|more|higher|so|plus|más)\b/i.test(after))
          claims.push({ kind: 'ratio', value: claim.value, ...about(match) });
        else
          claims.push({
            kind: 'count',
            parts: [],
            values: [claim.value],
            hedge: hedgeAt(claim.index),
            unit: unitOf(after),
            rounded: claim.value >= 100,
            ...about(match),
          });
      } else if (claim.kind === 'magnitude')
        claims.push({ kind: 'magnitude', from: claim.from, to: claim.to, ...about(match) });
      else claims.push({ kind: 'ratio', value: claim.value, ...about(match) });
    }
  };

  const [link, reference, ...others] = NO_CLAIM;
  // Only as far as one can end.
  const [linked, rest] = [text.slice(0, linksEnd), text.slice(linksEnd)];
  text = linked;
  take(link!, () => []);
  text += rest;
  if (!isBare) take(reference!, () => []);
  take(ADDRESS, (match) =>
    /^\d{1,2}:\d{2}(?::\d{2})?:?$/.test(match[0])
      ? null
      : [{ kind: 'address', address: match[0].toLowerCase().replace(/(?<!:):$/, ''), ...about(match) }],
  );
  // Without a digit only words can tell a number.
  if (isBare) {
    inWords();
    return claims;
  }
  take(
    /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g,
    (match) => [
      { kind: 'day', day: Number(match[3]), month: Number(match[2]), ...about(match) },
      { kind: 'year', year: Number(match[1]), ...about(match) },
      ...(match[4] ? [timeClaim(Number(match[4]), Number(match[5]), null, about(match))] : []),
    ],
  );
  const year = (text: string | undefined, of: { index: number; 0: string }): NumberClaim[] =>
    text ? [{ kind: 'year', year: Number(text), ...about(of) }] : [];
  take(DAYS_OF_MONTH, (match) => [
    { kind: 'day', day: Number(match[1]), month: monthOf(match[3]!), ...about(match) },
    { kind: 'day', day: Number(match[2]), month: monthOf(match[3]!), ...about(match) },
    ...year(match[4], match),
  ]);
  take(DAY_OF_MONTH, (match) => [
    { kind: 'day', day: Number(match[1]), month: monthOf(match[2]!), ...about(match) },
    ...year(match[3], match),
  ]);
  take(MONTH_AND_DAY, (match) => [
    { kind: 'day', day: Number(match[2]), month: monthOf(match[1]!), ...about(match) },
    ...year(match[3], match),
  ]);
  take(MONTH_AND_YEAR, (match) => year(match[1], match));
  take(/(?<![\d.])(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d|\.\d)/g, (match) => {
    const [first, second] = [Number(match[1]), Number(match[2])];
    if (first > 31 || second > 31 || (first > 12 && second > 12)) return null;
    const isDayFirst = second <= 12;
    return [
      { kind: 'day', day: isDayFirst ? first : second, month: isDayFirst ? second : first, ...about(match) },
      ...(match[3]!.length === 4 ? year(match[3], match) : []),
    ];
  });
  take(/(?<![\d:.,])(\d{1,2})(?::|h(?=\d))(\d{2})(?::\d{2})?(?:\s?([ap])\.?m\b\.?)?(?!\d|:\d)/gi, (match) =>
    Number(match[1]) > 24 || Number(match[2]) > 59
      ? null
      : [timeClaim(hourOf(match[1]!, match[3]), Number(match[2]), hedgeAt(match.index), about(match))],
  );
  take(/(?<![\d:.,])(\d{1,2})(?:\.(\d{2}))?\s?(?:([ap])\.?m\b\.?|uhr\b|o['’]clock)/gi, (match) =>
    Number(match[1]) > 24
      ? null
      : [timeClaim(hourOf(match[1]!, match[3]), Number(match[2] ?? 0), hedgeAt(match.index), about(match))],
  );
  for (const pattern of others) take(pattern, () => []);
  take(PERCENT, (match) => [
    { kind: 'percent', values: readings(match[1]!, language), hedge: hedgeAt(match.index), ...about(match) },
  ]);
  take(TIMES, (match) => [{ kind: 'ratio', value: readings(match[1]!, language)[0]!, ...about(match) }]);
  inWords();
  take(SCALED, (match) => {
    const by = /^(?:k|thousand|tausend|mille|mil)$/i.test(match[2]!) ? 1e3 : /^bn$/i.test(match[2]!) ? 1e9 : 1e6;
    return [
      {
        kind: 'count',
        parts: [],
        values: readings(match[1]!, language).map((value) => value * by),
        hedge: hedgeAt(match.index) ?? 'about',
        unit: null,
        rounded: true,
        ...about(match),
      },
    ];
  });
  take(LASTING, (match) => [
    {
      kind: 'count',
      parts: [],
      values: readings(match[1]!, language),
      hedge: hedgeAt(match.index),
      unit: unitOf(text.slice(match.index + match[0].length)),
      rounded: false,
      ...about(match),
    },
  ]);
  take(GLUED, () => []);
  take(PLAIN, (match) => {
    const values = readings(match[1]!, language);
    const parts = match[1]!.includes(' ') ? match[1]!.split(' ').map(Number) : [];
    const year =
      values.length === 1 &&
      /^(?:19|20)\d\d$/.test(match[1]!) &&
      /\b(?:in|since|of|from|until|year|im|seit|en|depuis|desde|de|jahr)\s*$/i.test(before(match.index));
    return [
      year
        ? { kind: 'year', year: values[0]!, ...about(match) }
        : {
            kind: 'count',
            values,
            parts,
            hedge: hedgeAt(match.index),
            unit: unitOf(text.slice(match.index + match[0].length)),
            rounded: /00$/.test(match[1]!),
            ...about(match),
          },
    ];
  });
  return claims;
}

/** The stretches in quotation marks, from the mark that opens one to the first that closes it. */
function quotedIn(text: string): [number, number][] {
  const found: [number, number][] = [];
  const missing = new Set<string>();
  let end = 0;
  for (const { 0: sign, index } of text.matchAll(/[“"«„‹`]/g)) {
    if (index < end) continue;
    const closing = CLOSING[sign]!.flatMap((close) => {
      const at = missing.has(close) ? -1 : text.indexOf(close, index + 1);
      if (at < 0) missing.add(close);
      return at < 0 ? [] : [at];
    });
    if (closing.length === 0) continue;
    end = Math.min(...closing) + 1;
    found.push([index, end]);
  }
  return found;
}

/** Whether a place lies in one of the stretches, which are in order. */
function isWithin(stretches: readonly (readonly [number, number])[], place: number): boolean {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]![1] <= place) low = middle + 1;
    else high = middle;
  }
  return low < stretches.length && stretches[low]![0] <= place;
}

const unitOf = (after: string): DurationUnit | null => UNITS.find(([words]) => words.test(after))?.[1] ?? null;
const hourOf = (hour: string, half: string | undefined): number =>
  half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
const timeClaim = (
  hour: number,
  minute: number,
  hedge: Hedge,
  about: { said: string; quoted: boolean },
): NumberClaim => ({
  kind: 'time',
  minutes: (hour % 24) * 60 + minute,
  wholeHour: minute === 0,
  hedge,
  ...about,
});

/** `1.204` is one thousand two hundred and four, or a little over one: a comma before three digits is a decimal one only where commas are. */
function readings(text: string, language: Language): number[] {
  const plain = text.replaceAll(/['’\u00a0\u202f ]/g, '');
  const read = new Set<number>();
  if (/^\d+$/.test(plain)) read.add(Number(plain));
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) read.add(Number(plain.replaceAll(',', '')));
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(plain)) read.add(Number(plain.replaceAll('.', '').replace(',', '.')));
  if (/^\d+[.,]\d+$/.test(plain) && (language !== 'en' || !/,\d{3}$/.test(plain)))
    read.add(Number(plain.replace(',', '.')));
  return [...read];
}

/** Digits of every script as ASCII ones. */
function asciiDigits(text: string): string {
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (sign) => {
    const plain = sign.normalize('NFKC');
    if (/^\d$/.test(plain)) return plain;
    const code = sign.codePointAt(0)!;
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String(code - zero).padEnd(sign.length, ' ');
  });
}
