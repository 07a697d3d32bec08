import type { Language } from '../../domain/language.ts';
import { referencesIn } from './citations.ts';
import type { KnownNumbers } from './known-numbers.ts';
import { type DurationUnit, type NumberClaim, numberClaims } from './number-claims.ts';

/** Reads an answer sentence by sentence; keeps in mind which references its paragraph has named. */
export interface NumberCheck {
  /**
   * The figures of the sentence that stand on nothing, as they were said; none where it may be said. `planted`: of these, only
   * those that stand in somebody's text.
   */
  unbacked(sentence: string, planted?: boolean): string[];
}

const SECONDS: Record<DurationUnit, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
};
const OFFER =
  /^\W*(?:would|do you|shall|should|can i|could|may i|want|which|how|what|did you mean|is it|soll|möchten|wollen|welche|meinen|voulez|souhaitez|dois|puis|quel|desea|quiere|debo|puedo)\b.*\?\s*$/iu;
const ADVICE =
  /^\W*(?:next|tip|try|wait|check|consider|use|set|ask|say|rotate|reset|lock|block|enable|limit|retry|keep|review|monitor|i (?:suggest|recommend)|you (?:can|could|may|might|should) (?!know|see|note)|we recommend|best practice|als nächstes|versuchen sie|ensuite|essayez|pruebe|a continuación)\b/iu;
const ADVISED =
  /^[\s-]*(?:attempts?|tries|failures?|characters?|signs|zeichen|caractères|caracteres|versuche|essais|intentos)(?!\p{L})/iu;
/** "the last 24 hours": a window one looks through, not something found in it. */
const WINDOW =
  /\b(?:last|past|previous|next|coming|every|per|letzten?|vergangenen?|nächsten|derni[eè]re?s|prochaine?s|últim[oa]s|pasad[oa]s|próxim[oa]s)\s*$/iu;
const WINDOWS = new Set([7, 12, 14, 24, 28, 30, 31, 48, 60, 72, 90, 365]);
const DIFFERENCE =
  /(?<!\p{L})(?:more|fewer|less|rest|remaining|others?|difference|increase|decrease|up|down|rose|fell|grew|dropped|additional|further|without|besides|weitere|übrigen?|mehr|weniger|anderen?|autres?|restante?s?|plus|moins|otr[oa]s?|más|menos)(?!\p{L})/iu;
const SUM =
  /(?<!\p{L})(?:together|total|combined|altogether|in all|overall|both|sum|and|insgesamt|zusammen|und|total|ensemble|et|juntos|suma|y)(?!\p{L})/iu;
const AVERAGE =
  /(?<!\p{L})(?:average|mean|per|each|every|a day|an hour|durchschnitt|pro|je|moyenne|par|chacun|promedio|media|por|cada)(?!\p{L})/iu;
/** Words for kinds of things, of which a list may hold none. */
const KIND_WORDS =
  /(?<!\p{L})(?:open|acknowledged|resolved|false alarms?|investigating|contained|closed|low|medium|high|critical|success(?:ful|es)?|succeeded|failures?|failed|assigned)(?!\p{L})/giu;
/** More than these are not combined with each other: every number would follow from some of them. */
const MOST_COMBINED = 60;

const HAN = '〇一二三四五六七八九';

/** The figures of a sentence in plain digits, however they are written: 1e3, ③, a lone 九. */
const inDigits = (sentence: string): string =>
  sentence
    .replaceAll(/[①-⑳⑴-⒇⓪]/g, (sign) => sign.normalize('NFKC').replaceAll(/[()]/g, ''))
    .replaceAll(
      /(?<![\p{L}\p{N}.])(\d{1,6}(?:\.\d{1,6})?)e\+?(\d{1,2})(?![\p{L}\p{N}])/giu,
      (_, figure: string, power: string) => String(Math.round(Number(figure) * 10 ** Math.min(15, Number(power)))),
    )
    .replaceAll(/(?<!\p{L})[〇一二三四五六七八九](?!\p{L})/gu, (sign) => String(HAN.indexOf(sign)));

/**
 * Whether every figure that an answer claims stands in what tools returned, in the asker's words or in what earlier answers vouch for,
 * or follows from it: the length of a list, a sum, a difference, a share, a span of time, a rounding. Figures that only stand
 * in somebody else's text may be said in quotation marks, or beside the reference under which they can be looked up.
 */
export function createNumberCheck(known: () => KnownNumbers, language: Language): NumberCheck {
  /** References named since the last empty line. */
  let paragraph: string[] = [];
  let empty = true;

  return {
    unbacked(sentence, planted = false) {
      if (sentence.trim() === '') {
        if (empty) paragraph = [];
        empty = true;
        return [];
      }
      const bullet = /^\s*(?:[•*-]|\d{1,2}[.)])\s/.test(sentence);
      const here = referencesIn(sentence);
      const cited = bullet ? [...paragraph, ...here] : here;
      paragraph = bullet ? paragraph : [...paragraph, ...here];
      empty = sentence.endsWith('\n') && sentence.trim() === '';
      if (OFFER.test(sentence)) return [];
      const told = known().names.without(sentence);
      const claims = numberClaims(inDigits(told), language);
      if (claims.length === 0) return [];
      const scope: Scope = { sentence: told, claims, cited, known: known() };
      return claims
        .filter((claim) => !stands(claim, scope) && (!planted || isPlanted(claim, scope.known)))
        .map((claim) => claim.said);
    },
  };
}

/** Whether a figure stands in a text that others wrote. */
const isPlanted = (claim: NumberClaim, known: KnownNumbers): boolean =>
  'values' in claim && claim.values.some((value) => [...known.foreign.values()].some((numbers) => numbers.has(value)));

interface Scope {
  sentence: string;
  claims: readonly NumberClaim[];
  cited: readonly string[];
  known: KnownNumbers;
  /** Only what is known counts: no advice, no window one looks through, nothing small in quotation marks. */
  strictly?: boolean;
}

/** A figure of a sentence, and whether what tools returned and the asker said carries it; what others wrote carries nothing here. */
export interface CarriedClaim {
  claim: NumberClaim;
  isCarried: boolean;
}

/** The figures of a sentence, however they are written; one whose signs can be read in several ways stands there in each of them. */
export function carriedClaims(text: string, known: KnownNumbers, language: Language): CarriedClaim[] {
  const sentence = known.names.without(text);
  const read = numberClaims(inDigits(sentence), language);
  const claims = read.flatMap((claim): NumberClaim[] =>
    'values' in claim ? claim.values.map((value) => ({ ...claim, values: [value] })) : [claim],
  );
  const scope: Scope = { sentence, claims: read, cited: [], known: { ...known, foreign: new Map() }, strictly: true };
  return claims.map((claim) => ({ claim, isCarried: stands(claim, scope) }));
}

function stands(claim: NumberClaim, scope: Scope): boolean {
  const { known } = scope;
  switch (claim.kind) {
    case 'count':
      return (
        claim.values.some((value) => countStands(value, claim, scope)) ||
        (claim.parts.length > 1 && claim.parts.every((value) => countStands(value, claim, scope)))
      );
    case 'percent':
      return claim.values.some(
        (value) =>
          known.exact.has(value) ||
          known.exact.has(value / 100) ||
          foreignStands(value, claim, scope) ||
          shareStands(value, claim.hedge !== null, scope),
      );
    case 'ratio':
      return ratioStands(claim.value, scope);
    case 'magnitude':
      return [...known.quantities, ...known.exact].some((value) => value >= claim.from && value < claim.to);
    case 'time':
      return (
        [...known.times].some((time) => {
          const apart = Math.min(Math.abs(time - claim.minutes), 1440 - Math.abs(time - claim.minutes));
          return (
            apart === 0 ||
            (claim.wholeHour && apart < 60 && known.times.size > 6) ||
            (claim.hedge !== null && apart <= 30)
          );
        }) || foreignStands(Math.floor(claim.minutes / 60), claim, scope)
      );
    case 'day':
      return (
        known.days.has(`${claim.day}-${claim.month}`) ||
        known.days.has(`${claim.month}-${claim.day}`) ||
        foreignStands(claim.day, claim, scope)
      );
    case 'year':
      return known.years.has(claim.year) || known.exact.has(claim.year) || foreignStands(claim.year, claim, scope);
    case 'address':
      return known.mentions(claim.address);
  }
}

type Count = Extract<NumberClaim, { kind: 'count' }>;

function countStands(value: number, claim: Count, scope: Scope): boolean {
  const { known, sentence } = scope;
  if (known.exact.has(value) || foreignStands(value, claim, scope)) return true;
  const before = sentence.slice(0, sentence.indexOf(claim.said));
  const after = sentence.slice(before.length + claim.said.length);
  if (!scope.strictly && claim.unit && WINDOWS.has(value) && WINDOW.test(before)) return true;
  // A German date whose dot looks like the end of a sentence.
  if (/^\.\s*$/.test(after) && [...known.days].some((day) => day.startsWith(`${value}-`))) return true;
  if (!scope.strictly && claim.quoted && value <= 60) return true;
  if (!scope.strictly && ADVICE.test(sentence) && value <= 1000 && (claim.unit !== null || ADVISED.test(after)))
    return true;
  if (value === 0) return noneOfAKind(scope);
  if (isNamed(before, value, known)) return true;
  if (claim.unit && spanStands(value, claim, known)) return true;
  const near = (base: number): boolean => {
    if (claim.hedge === 'above') return value <= base && base <= 2 * value;
    if (claim.hedge === 'below') return 0.75 * value <= base && base <= value;
    if (claim.hedge === 'about') return Math.abs(base - value) <= 0.1 * Math.max(value, base);
    return claim.rounded && value >= 100 && Math.abs(base - value) <= Math.min(0.5 * lastPlace(value), 0.1 * value);
  };
  if ([...known.quantities].some(near)) return true;
  return combined(value, scope) || (AVERAGE.test(sentence) && averageStands(value, known));
}

/** The place of the last digit that is not zero: 100 for 1,200. */
function lastPlace(value: number): number {
  let place = 1;
  while (value % (place * 10) === 0) place *= 10;
  return place;
}

/** A figure from a text that others wrote: in quotation marks, or beside the reference it stands under. */
function foreignStands(value: number, claim: { quoted: boolean }, { known, cited }: Scope): boolean {
  if (cited.some((ref) => known.foreign.get(ref)?.has(value))) return true;
  return claim.quoted && [...known.foreign.values()].some((numbers) => numbers.has(value));
}

/** "none of them is open": a word for a kind that nothing in what was found is of. */
const noneOfAKind = ({ sentence, known }: Scope): boolean =>
  (sentence.match(KIND_WORDS) ?? []).some((word) => known.totals.size > 0 && !known.mentions(word.toLowerCase()));

/** `Chrome 141` where `Chrome/141` was read. */
function isNamed(before: string, value: number, known: KnownNumbers): boolean {
  const name = /(\p{Lu}\p{L}+)[\s/]$/u.exec(before)?.[1];
  return name !== undefined && known.mentions(`${name}/${value}`);
}

function spanStands(value: number, claim: Count, known: KnownNumbers): boolean {
  const unit = SECONDS[claim.unit!];
  return [...known.spans].some((span) => {
    const units = span / unit;
    if (claim.hedge !== null) return Math.abs(units - value) <= Math.max(1, 0.25 * value);
    return Math.floor(units) === value || Math.ceil(units) === value || Math.abs(units - value) < 0.26;
  });
}

function combined(value: number, scope: Scope): boolean {
  const { known, sentence, claims } = scope;
  const others = claims
    .filter((claim) => claim.kind === 'count')
    .flatMap((claim) => claim.values)
    .filter((one) => one !== value);
  if (others.length > 1 && others.length < 12 && others.reduce((sum, one) => sum + one, 0) === value) return true;
  const shares = claims.flatMap((claim) =>
    claim.kind === 'ratio' ? [claim.value] : claim.kind === 'percent' ? claim.values.map((one) => one / 100) : [],
  );
  if (shares.some((share) => others.some((one) => Math.abs(one * share - value) <= 1))) return true;
  const isKnown = (one: number): boolean => known.exact.has(one) || known.quantities.has(one);
  if (others.some((one) => isKnown(one) && others.some((other) => isKnown(other) && Math.abs(one - other) === value)))
    return true;
  const bases = [...known.quantities].slice(0, MOST_COMBINED);
  const [adds, takes] = [SUM.test(sentence), DIFFERENCE.test(sentence)];
  if (!adds && !takes) return false;
  return bases.some((one) =>
    bases.some((other) => (adds && one + other === value) || (takes && Math.abs(one - other) === value)),
  );
}

function averageStands(value: number, known: KnownNumbers): boolean {
  const parts = [...known.totals, 5, 7, 12, 24, 30, 31, 60].filter((one) => one > 1);
  return [...known.quantities].some((one) =>
    parts.some((part) => Math.abs(one / part - value) <= Math.max(0.06 * value, 0.06)),
  );
}

function shareStands(percent: number, hedged: boolean, scope: Scope): boolean {
  const close = (share: number): boolean =>
    Math.abs(share - percent) <= (hedged ? 5 : Number.isInteger(percent) ? 0.75 : 0.06);
  const moved = DIFFERENCE.test(scope.sentence);
  const changes = moved ? multiples(scope.known).map((ratio) => Math.abs(ratio - 1)) : [];
  return [...shares(scope).flatMap((share) => (moved ? [share, 1 - share] : [share])), ...changes].some((share) =>
    close(100 * share),
  );
}

function ratioStands(wanted: number, scope: Scope): boolean {
  const ratios = wanted < 1 ? shares(scope) : (shareInSentence(scope) ?? multiples(scope.known));
  return ratios.some((ratio) => Math.abs(ratio - wanted) <= (wanted < 1 ? 0.07 : 0.15 * wanted));
}

/** Of two figures in one sentence, one as a share of the other. */
function shareInSentence({ claims }: Scope): number[] | null {
  const counts = claims.filter((claim) => claim.kind === 'count').map((claim) => claim.values[0]!);
  if (counts.length !== 2) return null;
  return [counts[0]! / counts[1]!, counts[1]! / counts[0]!].filter(Number.isFinite);
}

/** The share meant: of the sentence's two figures, else of the groups it names, else of any part of any whole. */
function shares(scope: Scope): number[] {
  const { known, sentence } = scope;
  const said = shareInSentence(scope);
  if (said) return said;
  const lower = sentence.toLowerCase();
  const groups = [...known.named]
    .filter(([name]) => name.length > 1 && lower.includes(name))
    .map(([, counts]) => [...counts]);
  const parts =
    groups.length > 0
      ? [...groups.flat(), groups.reduce((sum, counts) => sum + (counts[0] ?? 0), 0)]
      : [...known.quantities].slice(0, MOST_COMBINED);
  const all = [...known.totals].slice(0, MOST_COMBINED);
  const rests = DIFFERENCE.test(sentence) ? [...known.named.values()].flatMap((one) => [...one]) : [];
  const wholes = [...all, ...all.flatMap((one) => rests.map((rest) => one - rest))].filter((one) => one > 0);
  return wholes.flatMap((whole) => parts.map((part) => part / whole));
}

/** How many times one figure is another of its kind. */
const multiples = (known: KnownNumbers): number[] =>
  known.series.flatMap((series) => {
    const figures = [...series].filter((one) => one > 0).slice(0, MOST_COMBINED);
    return figures.flatMap((one) => figures.map((other) => one / other));
  });
