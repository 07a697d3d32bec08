import { parseSearch, type SearchQuery } from './search-query.ts';
import { isStop, type Term, termsOf } from './text-terms.ts';

/** What is looked for: the terms that count, and what must hold. */
export interface HistoryQuery {
  /** As asked, shortened. */
  text: string;
  /** Each once, as they were asked; those of words that must not occur are not among them. */
  terms: string[];
  /** Terms that follow one another in the question, filler words left out. */
  pairs: [string, string][];
  /** A tsquery in PostgreSQL's own notation that every hit must satisfy; null where it was asked in plain words. */
  must: string | null;
}

/** What is read of a question; and how many of its terms are looked for. */
const LIMITS = { characters: 2000, terms: 48 };

/** Whether something is asked for exactly: "a phrase", AND, OR, NOT in capitals, -word, web*. */
const IS_EXACT =
  /["“”„]|(?:^|[\s(])(?:AND|OR|NOT|&&|\|\|)(?=[\s)(]|$)|(?:^|[\s(])-[^\s-]|[\p{L}\p{N}]{2,}\*(?=\s|\)|$)/u;

/** Whether it is a sentence rather than a search: it asks, or has filler words outside of quotation marks. */
function isSentence(text: string): boolean {
  const outside = text.replaceAll(/["“”„][^"“”„]*(?:["“”„]|$)/gu, ' ');
  if (/\?\s*$/.test(outside)) return true;
  const fillers =
    outside.match(/[\p{L}']+/gu)?.filter((word) => !OPERATORS.has(word) && isStop(word.toLowerCase())) ?? [];
  return fillers.length > 1;
}
const OPERATORS = new Set(['AND', 'OR', 'NOT']);

/**
 * Reads a question. Of a sentence everything that says something is looked for and nothing must be there, what stands in quotation marks
 * neither; a search with phrases, operators or word* must hold as a whole, in the grammar of searches (domain/search-query.ts). Any text may be asked.
 */
export function readHistoryQuery(asked: string): HistoryQuery {
  const text = asked.slice(0, LIMITS.characters).replaceAll('\0', ' ').toWellFormed();
  const tree = IS_EXACT.test(text) && !isSentence(text) ? parseSearch(text) : null;
  const words = tree ? positive(tree).join(' … ') : text;
  const terms = termsOf(words, 400);
  const distinct = [...new Set(terms.map(({ term }) => term))].slice(0, LIMITS.terms);
  return { text, terms: distinct, pairs: pairsOf(terms), must: tree && tsquery(tree) };
}

function pairsOf(terms: readonly Term[]): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  for (const [at, { term }] of terms.entries()) {
    const next = terms[at + 1]?.term;
    if (next !== undefined && next !== term) pairs.set(`${term} ${next}`, [term, next]);
  }
  return [...pairs.values()].slice(0, LIMITS.terms);
}

/** The words that are wanted. */
function positive(query: SearchQuery): string[] {
  switch (query.kind) {
    case 'words':
      return [query.text];
    case 'not':
      return [];
    default:
      return query.of.flatMap(positive);
  }
}

/** The query as PostgreSQL reads it; null where nothing of it says anything: what is left out of texts can be asked of none. */
function tsquery(query: SearchQuery): string | null {
  switch (query.kind) {
    case 'words':
      return wordsQuery(query.text, query.prefix);
    case 'not': {
      const of = tsquery(query.of);
      return of && `!${of}`;
    }
    default: {
      const of = query.of.map(tsquery).filter((part) => part !== null);
      return of.length === 0 ? null : `(${of.join(query.kind === 'and' ? ' & ' : ' | ')})`;
    }
  }
}

/** Words side by side, with as much room between them as was left out; the last one may go on. */
function wordsQuery(text: string, prefix: boolean): string | null {
  const whole = termsOf(text);
  const [name] = whole;
  // a name is one term, whatever its parts are
  if (name && !prefix && !/\s/.test(text.trim()) && whole.length > 1 && whole[1]!.position === name.position)
    return quoted(name.term);
  const terms = whole.filter(({ position }, at) => whole[at + 1]?.position !== position);
  if (prefix) {
    const last = text
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/\p{M}+/gu, '')
      .split(/[^\p{L}\p{N}]+/u)
      .findLast((part) => part !== '');
    if (last === undefined) return null;
    const before = terms.slice(0, isStop(last) ? terms.length : -1);
    return `(${[...before.map(({ term }) => quoted(term)), `${quoted(last.slice(0, 60))}:*`].join(' & ')})`;
  }
  if (terms.length === 0) return null;
  return `(${terms
    .map(({ term, position }, at) => {
      const gap = at === 0 ? 0 : position - terms[at - 1]!.position;
      return at === 0 ? quoted(term) : ` <${Math.min(gap, 1000)}> ${quoted(term)}`;
    })
    .join('')})`;
}

/** A term as PostgreSQL quotes it. */
export const quoted = (term: string): string => `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
