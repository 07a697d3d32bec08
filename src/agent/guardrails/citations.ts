import { plainText } from './plain-text.ts';

/**
 * What reads as a reference, whatever stands between its letters and its code. Words such as "log-in" and "rule-based"
 * hold no digit and are none; a code of a log line may be letters only, in capitals.
 */
const CLAIMS = [
  /(?<![\p{L}\p{N}])(ALR|INC)(?:[\s_*`~\\-]{1,4}|(?=\d))([A-Z0-9]*\d[A-Z0-9]*)/giu,
  /(?<![\p{L}\p{N}])(RULE|PROP|LOG|CAM|EVT|CASE|APL|RPT)[_*`~\\-]{1,4}([A-Z0-9]*\d[A-Z0-9]*)/giu,
  // “per 7 days” names nobody, and “act 5” no action
  /(?<![\p{L}\p{N}])(PER|ACT)[_*`~\\-]{1,4}(\d+)/gu,
  /(?<![\p{L}\p{N}])(RULE|PROP|LOG|CAM|EVT|PER|CASE|ACT|APL|RPT) ([A-Z0-9]*\d[A-Z0-9]*)/gu,
  /(?<![\p{L}\p{N}])(LOG)[_*`~\\-]{1,4}([A-Z]{5,})(?![a-z])/gu,
  /(?<=\[)(ALR|INC|RULE|PROP|LOG|CAM|EVT|PER|CASE|ACT|APL|RPT)[\s_-]([A-Z0-9]+)(?=\])/giu,
];

export interface Claim {
  /** As it is known: `ALR-3`. */
  ref: string;
  start: number;
  end: number;
}

/** Everything in a text that reads as a reference, and where. */
export function claimsIn(text: string): Claim[] {
  const claims: Claim[] = [];
  for (const pattern of CLAIMS) {
    // Most texts name none, and looking costs less than walking through none.
    if (text.search(pattern) < 0) continue;
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (claims.some((one) => start < one.end && one.start < end)) continue;
      const prefix = match[1]!.toUpperCase();
      const code = prefix === 'LOG' ? match[2]! : match[2]!.replace(/^0+(?=\d)/, '');
      claims.push({ ref: `${prefix}-${code.toUpperCase()}`, start, end });
    }
  }
  return claims.sort((a, b) => a.start - b.start);
}

/** Every reference a text names, upper case, each once, in order. */
export const referencesIn = (text: string): string[] => [...new Set(claimsIn(text).map((claim) => claim.ref))];

/** The same of every text inside a value, whatever it disguises itself as. */
export function referencesWithin(value: unknown): string[] {
  if (typeof value === 'string') return referencesIn(plainText(value));
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(referencesWithin))];
}

/** The texts in fields that others write, as far as they name references. */
export function textsNaming(value: unknown, isForeign: (field: string) => boolean, field = ''): string[] {
  if (typeof value === 'string') return isForeign(field) && referencesWithin(value).length > 0 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsNaming(one, isForeign, Array.isArray(value) ? field : key));
}

/** References that are the whole of a field, and no field that others write: a tool names them, not somebody's text. */
export function referencesNamedBy(value: unknown, isForeign: (field: string) => boolean, field = ''): string[] {
  if (typeof value === 'string') {
    const [only, ...more] = isForeign(field) ? [] : referencesIn(value);
    return only !== undefined && more.length === 0 && only === value.toUpperCase() ? [only] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    referencesNamedBy(one, isForeign, Array.isArray(value) ? field : key),
  );
}

export interface Vouched {
  /** References that tools returned as citations: a sentence may lean on them. */
  cited: ReadonlySet<string>;
  /** References that stand in the asker's words: they may be said, and prove nothing. */
  named: ReadonlySet<string>;
  /** References inside texts that tools returned: they may be said in quotation marks, or beside one that was cited. */
  quoted?: ReadonlySet<string>;
  /** Sentences of tools that say why a call was not made: they may be repeated, whatever they name. */
  said: readonly string[];
}

/**
 * A sentence as far as it may be said. A reference that the model made up goes: alone where the sentence also leans on one
 * that tools returned, else with the whole sentence, since what it claims stands on nothing.
 */
export function checkCitations(sentence: string, vouched: Vouched): { text: string; dropped: string[] } {
  const claims = claimsIn(sentence);
  const leans = claims.some(({ ref }) => vouched.cited.has(ref));
  const madeUp = vouched.said.includes(sentence.trim())
    ? []
    : claims.filter(
        ({ ref, start }) =>
          !vouched.cited.has(ref) &&
          !vouched.named.has(ref) &&
          !(vouched.quoted?.has(ref) && (leans || inQuotes(sentence, start))),
      );
  if (madeUp.length === 0) return { text: sentence, dropped: [] };
  const dropped = [...new Set(madeUp.map(({ ref }) => ref))];
  if (!leans) return { text: /\n$/.test(sentence) ? '\n' : '', dropped };
  let text = sentence;
  for (const { start, end } of madeUp.toReversed()) {
    const before = text.slice(0, start).replace(/[\s,;]*(?:\b(?:and|or|see|also)\s*)?[[(]$/, '');
    const bracketed = /[[(]$/.test(text.slice(0, start)) && /^[\])]/.test(text.slice(end));
    const joined = before + text.slice(end + 1);
    // what stood on both sides of it may read as a reference of its own
    const isNew = ({ ref }: Claim): boolean => !claims.some((one) => one.ref === ref);
    text =
      bracketed && !claimsIn(joined).some(isNew)
        ? joined
        : `${text.slice(0, start)}(reference removed)${text.slice(end)}`;
  }
  return { text, dropped };
}

/** Whether a position lies between quotation marks. */
const inQuotes = (text: string, position: number): boolean =>
  [...text.matchAll(/“[^”]*”|"[^"]*"|„[^“”]*[“”]|«[^»]*»/g)].some(
    (quote) => quote.index < position && position < quote.index + quote[0].length,
  );
