import type { Language } from '../../../domain/language.ts';
import { comparisonRules } from './comparisons.ts';
import { countryRules } from './countries.ts';
import { GERMAN } from './de.ts';
import { SPANISH } from './es.ts';
import { followUpRules } from './follow-ups.ts';
import { FRENCH } from './fr.ts';
import { fold, type GlossRule } from './gloss-rule.ts';
import { historyRules } from './history.ts';
import { moderationRules } from './moderation.ts';
import { ofThoseRules } from './of-those.ts';
import { ownRules } from './own-matters.ts';
import { peopleRules } from './people.ts';
import { roomRules } from './rooms.ts';
import { SYNONYMS } from './synonyms.ts';
import { TYPING } from './typing.ts';
import { unusualRules } from './unusual.ts';

/** A part of a message as the grammar reads it, and the part of what was typed that it stands for. */
export interface Piece {
  text: string;
  /** Span of what was typed. */
  from: number;
  to: number;
  /** It is what was typed, letter by letter. */
  kept: boolean;
}

const PATTERNS: Record<Language, () => Matcher> = {
  en: once(() => compile([...TYPING, ...SYNONYMS])),
  de: once(() =>
    compile([
      ...roomRules.de,
      ...unusualRules.de,
      ...historyRules.de,
      ...moderationRules.de,
      ...ownRules.de,
      ...ofThoseRules.de,
      ...followUpRules.de,
      ...peopleRules.de,
      ...comparisonRules.de,
      ...GERMAN,
      ...countryRules('de'),
    ]),
  ),
  fr: once(() =>
    compile([
      ...roomRules.fr,
      ...unusualRules.fr,
      ...historyRules.fr,
      ...moderationRules.fr,
      ...ownRules.fr,
      ...ofThoseRules.fr,
      ...followUpRules.fr,
      ...peopleRules.fr,
      ...comparisonRules.fr,
      ...FRENCH,
      ...countryRules('fr'),
    ]),
  ),
  es: once(() =>
    compile([
      ...roomRules.es,
      ...unusualRules.es,
      ...historyRules.es,
      ...moderationRules.es,
      ...ownRules.es,
      ...ofThoseRules.es,
      ...followUpRules.es,
      ...peopleRules.es,
      ...comparisonRules.es,
      ...SPANISH,
      ...countryRules('es'),
    ]),
  ),
};

/** Words behind which everything up to the end is the asker's own text: a title, a comment. */
const OWN_WORDS = /\b(?:incident|ticket|report|comment|note|remark)\b[^.?!:]{0,40}$/;
/** Characters that are glossed: nobody orders anything in more, and what follows is kept as it was typed. */
const MOST = 1000;

/** A message in the English of the grammar: its known phrases glossed, all else as it was typed. Quoted text is never glossed. */
export function gloss(typed: string, language: Language): Piece[] {
  if (typed === '') return [keptPiece(typed, 0, typed.length)];
  const matcher = PATTERNS[language]();
  const folded = withoutQuotes(fold(typed));
  const end = Math.min(folded.length, MOST);
  let pieces: Piece[] | null = null;
  let last = 0;
  for (const colon of folded.slice(0, end).matchAll(/ ?:(?= )/g)) {
    // The word stands behind the colon before this one: each stretch is read once, however many there are.
    const from = last;
    last = colon.index + colon[0].length;
    if (!/[a-z]{3}/.test(folded.slice(from, colon.index))) continue;
    if (!OWN_WORDS.test(textOf(glossSpan(typed, folded, from, colon.index, matcher)))) continue;
    const lead = glossSpan(typed, folded, 0, colon.index, matcher);
    pieces = [...guarded(lead, folded, language), keptPiece(typed, colon.index + colon[0].length - 1, typed.length)];
    break;
  }
  pieces ??= [
    ...guarded(glossSpan(typed, folded, 0, end, matcher), folded, language),
    keptPiece(typed, end, typed.length),
  ];
  return spaced(pieces);
}

/** Orders in the form of an order, and what only tells that it was done. */
const ORDER =
  /\b(?:close|acknowledge|resolve|dismiss|escalate|reopen|assign|set|mark|change|undo|add|link|create|report|open an?|open a \w+ incident)\b/;
const DONE =
  /\b(?:closed|acknowledged|resolved|contained|false alarm|investigating|assigned)\b.*\b(?:inc|alr)[- ]?\d|\b(?:inc|alr)[- ]?\d+\b.*\b(?:closed|acknowledged|resolved|contained|false alarm|investigating|assigned)\b/;
const REQUEST: Record<Exclude<Language, 'en'>, RegExp> = {
  de: /\b(?:kannst du|k(?:o|oe)nn(?:t)?en sie|k(?:o|oe)nntest du|k(?:o|oe)nnt ihr|w(?:u|ue)rde(?:st du|n sie)|bitte|darf ich sie bitten)\b/,
  fr: /\b(?:peux-tu|pouvez-vous|pourri?ez-vous|pourrais-tu|tu peux|vous pouvez|veuillez|s'il (?:te|vous) plait|svp|stp)\b/,
  es: /\b(?:puedes?|podrias?|por favor|quieres?)\b/,
};
const WHETHER: Record<Exclude<Language, 'en'>, RegExp> = {
  de: /\bob\b/,
  fr: /\b(?:si|s'il a|s'ils)\b(?! te| vous)/,
  es: /\bsi\b/,
};

/**
 * A question is read as one, and what is not to be done as that, whatever the order of words was: only an order in the
 * form of an order changes anything.
 */
function guarded(pieces: readonly Piece[], folded: string, language: Language): Piece[] {
  if (language === 'en') return [...pieces];
  const english = textOf(pieces).toLowerCase();
  const begins: { at: number; text: string }[] = [];
  let at = 0;
  for (const sentence of english.split(/(?<=[.?!])(?=\s)/)) {
    const lead = /^[\s¿¡]*/.exec(sentence)![0].length;
    const asks = /\?\s*$/.test(sentence);
    const says = ORDER.test(sentence);
    const requested = says && REQUEST[language].test(folded) && !WHETHER[language].test(folded);
    if (asks && (says || DONE.test(sentence)) && !requested && !QUESTION.test(sentence.slice(lead)))
      begins.push({ at: at + lead, text: 'is it so that ' });
    else if (!asks) {
      let from = at;
      for (const part of sentence.split(/(?<=[,;:])/)) {
        const negated = /\b(?:not|no|never)\b/.test(part) && !/\bdo not\b/.test(part);
        const order =
          ORDER.test(part) &&
          !/^\W*(?:i |we )?(?:have |had )?(?:are there|find|show|search|list|which|what|who)\b/.test(part);
        if (negated && (order || DONE.test(part)))
          begins.push({ at: from + /^\s*/.exec(part)![0].length, text: 'do not change ' });
        from += part.length;
      }
    }
    at += sentence.length;
  }
  return begins.reduceRight((all, { at: place, text }) => inserted(all, place, text), [...pieces]);
}
const QUESTION = /^(?:and |so )?(?:is|was|has|have|are|did|why|who|when|what|which|how|where|any)\b/;

/** Words of our own at a place of the English text. */
function inserted(pieces: readonly Piece[], place: number, text: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  let done = false;
  for (const piece of pieces) {
    const cut = place - at;
    at += piece.text.length;
    if (done || cut >= piece.text.length) {
      out.push(piece);
      continue;
    }
    done = true;
    const own: Piece = { text, from: piece.from, to: piece.from, kept: false };
    if (cut <= 0 || !piece.kept) out.push(...(cut <= 0 ? [own, piece] : [piece, own]));
    else {
      out.push({ ...piece, text: piece.text.slice(0, cut), to: piece.from + cut });
      out.push({ ...own, from: piece.from + cut, to: piece.from + cut });
      out.push({ ...piece, text: piece.text.slice(cut), from: piece.from + cut });
    }
  }
  return out;
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
  const english = typeof rule.english === 'string' ? rule.english : rule.english(match[0]);
  const parts = english.split(/([$=]\d)/).filter((part) => part !== '');
  if (!parts.some((part) => /^[$=]\d$/.test(part))) return [{ text: english, from: start, to: end, kept: false }];
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
  english: GlossRule[1];
  /** Number of its own group in the pattern of all. */
  group: number;
}
interface Matcher {
  pattern: string;
  rules: Rule[];
}

/**
 * All rules as one pattern, tried in their order at every place. What stands between word boundaries shares them: thousands
 * of boundaries of their own take seconds to compile.
 */
function compile(list: readonly GlossRule[]): Matcher {
  const rules: Rule[] = [];
  const alternatives: string[] = [];
  let words: string[] = [];
  let group = 1;
  const bounded = (): void => {
    if (words.length > 0) alternatives.push(`${BEGIN}(?:${words.join('|')})${END}`);
    words = [];
  };
  for (const [pattern, english] of list) {
    const source = (typeof pattern === 'string' ? `(?:${pattern})` : pattern.source).replaceAll(
      ANY_LETTER,
      (_, inClass) => (inClass ? `${inClass}${LETTERS}` : `[${LETTERS}]`),
    );
    rules.push({ english, group });
    group += 1 + groupsIn(source);
    if (typeof pattern === 'string') words.push(`(${source})`);
    else {
      bounded();
      alternatives.push(`(${source})`);
    }
  }
  bounded();
  return { pattern: alternatives.join('|'), rules };
}
/** The letters these languages have, lower case: `\p{L}` is a class of hundreds of ranges wherever it stands. */
const LETTERS = 'a-zß-ɏ';
const ANY_LETTER = /(\[[^\]]*?)\\p\{L\}|\\p\{L\}/g;
const BEGIN = `(?<![${LETTERS}0-9_@]|[${LETTERS}0-9][.\\-])`;
const END = `(?:(?<=['\\s])|(?![${LETTERS}0-9_@]|[.\\-][${LETTERS}0-9]))`;
const groupsIn = (source: string): number => new RegExp(`${source}|`).exec('')!.length - 1;

/** What stands in quotation marks hidden from every pattern. */
const withoutQuotes = (text: string): string =>
  text.replaceAll(/"([^"]*)"/g, (_, inside: string) => `"${'\u0001'.repeat(inside.length)}"`);

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
