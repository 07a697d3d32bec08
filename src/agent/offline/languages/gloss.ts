import type { Language } from '../../../domain/language.ts';
import { countryRules } from './countries.ts';
import { GERMAN } from './de.ts';
import { SPANISH } from './es.ts';
import { FRENCH } from './fr.ts';
import { fold, type GlossRule } from './gloss-rule.ts';

/** A part of a message as the grammar reads it, and the part of what was typed that it stands for. */
export interface Piece {
  text: string;
  /** Span of what was typed. */
  from: number;
  to: number;
  /** It is what was typed, letter by letter. */
  kept: boolean;
}

const PATTERNS: Record<Exclude<Language, 'en'>, () => Matcher> = {
  de: once(() => compile([...GERMAN, ...countryRules('de')])),
  fr: once(() => compile([...FRENCH, ...countryRules('fr')])),
  es: once(() => compile([...SPANISH, ...countryRules('es')])),
};

/** Words behind which everything up to the end is the asker's own text: a title, a comment. */
const OWN_WORDS = /\b(?:incident|ticket|report|comment|note|remark)\b[^.?!:]{0,40}$/;
const MOST = 2000;

/** A message in the English of the grammar: its known phrases glossed, all else as it was typed. Quoted text is never glossed. */
export function gloss(typed: string, language: Language): Piece[] {
  if (language === 'en' || typed === '') return [keptPiece(typed, 0, typed.length)];
  const matcher = PATTERNS[language]();
  const folded = withoutQuotes(fold(typed));
  const end = Math.min(folded.length, MOST);
  let pieces: Piece[] | null = null;
  for (const colon of folded.slice(0, end).matchAll(/ ?:(?= )/g)) {
    const lead = glossSpan(typed, folded, 0, colon.index, matcher);
    if (!OWN_WORDS.test(textOf(lead))) continue;
    pieces = [...lead, keptPiece(typed, colon.index + colon[0].length - 1, typed.length)];
    break;
  }
  pieces ??= [...glossSpan(typed, folded, 0, end, matcher), keptPiece(typed, end, typed.length)];
  return spaced(pieces);
}

const textOf = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');
const keptPiece = (typed: string, from: number, to: number): Piece => ({
  text: typed.slice(from, to),
  from,
  to,
  kept: true,
});

function glossSpan(typed: string, folded: string, from: number, to: number, { pattern, rules }: Matcher): Piece[] {
  const pieces: Piece[] = [];
  const text = folded.slice(0, to);
  const search = new RegExp(pattern, 'dgu');
  search.lastIndex = from;
  let at = from;
  for (let match = search.exec(text); match; match = search.exec(text)) {
    if (match[0] === '') {
      search.lastIndex++;
      continue;
    }
    if (match.index > at) pieces.push(keptPiece(typed, at, match.index));
    at = match.index + match[0].length;
    const rule = rules.find(({ group }) => match![group] !== undefined);
    if (!rule) continue;
    pieces.push(...meaning(rule, match, typed, folded, { pattern, rules }));
  }
  if (at < to) pieces.push(keptPiece(typed, at, to));
  return pieces;
}

/** The English of one phrase that was found, with what its groups hold in the places the meaning gives them. */
function meaning(rule: Rule, match: RegExpExecArray, typed: string, folded: string, matcher: Matcher): Piece[] {
  const [start, end] = [match.index, match.index + match[0].length];
  const parts = rule.english.split(/([$=]\d)/).filter((part) => part !== '');
  if (!parts.some((part) => /^[$=]\d$/.test(part))) return [{ text: rule.english, from: start, to: end, kept: false }];
  let before = start;
  return parts.flatMap((part) => {
    if (!/^[$=]\d$/.test(part)) return [{ text: part, from: before, to: before, kept: false }];
    const [from, to] = match.indices?.[rule.group + Number(part[1])] ?? [start, start];
    before = to;
    return part[0] === '=' ? [keptPiece(typed, from, to)] : glossSpan(typed, folded, from, to, matcher);
  });
}

/** One space where phrases without a meaning left several, none before a mark. */
function spaced(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let last = ' ';
  for (const piece of pieces) {
    let { text, from } = piece;
    while (text.startsWith(' ') && last === ' ') {
      text = text.slice(1);
      if (piece.kept) from++;
    }
    if (/^[?!.,;:]/.test(text) && out.at(-1)?.text.endsWith(' ')) {
      const previous = out.at(-1)!;
      out[out.length - 1] = {
        ...previous,
        text: previous.text.slice(0, -1),
        to: previous.kept ? previous.to - 1 : previous.to,
      };
    }
    out.push({ ...piece, text, from });
    if (text !== '') last = text.at(-1)!;
  }
  return out;
}

interface Rule {
  english: string;
  /** Number of its own group in the pattern of all. */
  group: number;
}
interface Matcher {
  pattern: string;
  rules: Rule[];
}

/** All rules as one pattern, tried in their order at every place. */
function compile(list: readonly GlossRule[]): Matcher {
  const rules: Rule[] = [];
  let group = 1;
  const sources = list.map(([pattern, english]) => {
    const source = typeof pattern === 'string' ? `${BEGIN}(?:${pattern})${END}` : pattern.source;
    rules.push({ english, group });
    group += 1 + groupsIn(source);
    return `(${source})`;
  });
  return { pattern: sources.join('|'), rules };
}
const BEGIN = String.raw`(?<![\p{L}\p{N}_@]|[\p{L}\p{N}][.\-])`;
const END = String.raw`(?:(?<=')|(?![\p{L}\p{N}_@]|[.\-][\p{L}\p{N}]))`;
const groupsIn = (source: string): number => new RegExp(`${source}|`, 'u').exec('')!.length - 1;

/** What stands in quotation marks hidden from every pattern. */
const withoutQuotes = (text: string): string =>
  text.replaceAll(/"([^"]*)"/g, (_, inside: string) => `"${'\u0001'.repeat(inside.length)}"`);

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
