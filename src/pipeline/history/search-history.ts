import {
  type FoundPart,
  HISTORY_LIMITS,
  type HistoryLimits,
  type HistoryScope,
  historyRarity,
  partsByMeaning,
  partsByWords,
  readParts,
} from '../../db/history-search.ts';
import type { OrgDb } from '../../db/scope.ts';
import { askedWeight } from '../../domain/asking-words.ts';
import { rarity } from '../../domain/bm25.ts';
import { HISTORY_KINDS, HISTORY_READ, type HistoryHit, type HistoryKind } from '../../domain/history.ts';
import { type HistoryQuery, readHistoryQuery } from '../../domain/history-query.ts';
import type { Principal } from '../../domain/principal.ts';
import { can } from '../../domain/role.ts';
import { termsOf } from '../../domain/text-terms.ts';
import type { TextEmbedder } from '../embedding/embedder.ts';
import { askedWords } from './asked-words.ts';
import { closeText, compareClosely } from './compare-closely.ts';
import { learnedFit } from './learned-fit.ts';
import { meantWords } from './meant-words.ts';
import {
  ALONE,
  cosineWorth,
  MEANING,
  passageOf,
  type RankedQuestion,
  rankText,
  readText,
  writtenWords,
} from './rank.ts';
import { type SoughtWord, soughtBy } from './sought-by.ts';

export interface HistorySearch {
  query: string;
  kinds?: readonly HistoryKind[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  limit: number;
  /** Documents that are not wanted, by what opens them. */
  except?: readonly string[];
}

export interface HistoryFound {
  hits: HistoryHit[];
  /** Asked with phrases or operators: all of it holds for each hit. */
  exact: boolean;
  /** Nothing of what was asked says anything: only filler words, or signs. */
  empty: boolean;
  /** Vectors could not be used; the words alone were. */
  withoutMeaning: boolean;
}

/** Of the question alone, before any transaction: what it means. Null where that cannot be told; the words are searched all the same. */
export async function embedQuestion(
  embedder: TextEmbedder,
  query: string,
  signal?: AbortSignal,
): Promise<Float32Array | null> {
  const { must, terms } = readHistoryQuery(query);
  if (must !== null || terms.length === 0) return null;
  const [vector] = await embedder.embed([query.slice(0, 2000)], 'query', signal).catch(() => []);
  return vector?.some((value) => value !== 0) ? vector : null;
}

/** The kinds this role may find anything of. */
export const readableKinds = ({ role }: Pick<Principal, 'role'>): HistoryKind[] =>
  HISTORY_KINDS.filter((kind) => can(role, HISTORY_READ[kind]));

/**
 * What the history has that answers a question, best first, of what the asker may read: by its words (BM25) and by its meaning, the best of both
 * compared line by line. With phrases or operators all of it holds for each. Any text may be asked.
 */
export async function searchHistory(
  tx: OrgDb,
  principal: Pick<Principal, 'role'>,
  search: HistorySearch,
  { embedder, vector }: { embedder: Pick<TextEmbedder, 'id'>; vector: Float32Array | null },
  limits: HistoryLimits = HISTORY_LIMITS,
): Promise<HistoryFound> {
  const question = readHistoryQuery(search.query);
  const kinds = readableKinds(principal).filter((kind) => !search.kinds || search.kinds.includes(kind));
  const nothing = { hits: [], exact: question.must !== null, withoutMeaning: vector === null };
  if (kinds.length === 0) return { ...nothing, empty: false };
  if (question.terms.length === 0 && question.must === null) return { ...nothing, empty: true };
  const scope: HistoryScope = {
    permissions: [...new Set(kinds.map((kind) => HISTORY_READ[kind]))],
    // a kind takes one permission: without a choice of kinds, permissions say it all
    kinds: search.kinds && kinds,
    from: search.from,
    to: search.to,
  };
  const { parts, rarities, having } = await weighed(tx, question);
  const few = parts <= limits.exactUpTo;
  const nowhere = [...rarities.keys()].filter((term) => !having.get(term));
  const meant = few || question.must !== null ? [] : await meantWords(tx, { nowhere, parts });
  const sought: SoughtWord[] = [
    ...[...rarities].map(([term, value]) => ({ terms: [term], value, many: having.get(term) ?? 0 })),
    ...meant,
  ];
  const worth = new Map([
    ...rarities,
    ...meant.flatMap(({ terms, value }) => terms.map((term) => [term, value] as const)),
  ]);
  const by = soughtBy(sought, { parts, limits });
  const byWords = await partsByWords(tx, scope, { rarities: worth, must: question.must, few, by }, limits);
  const trained = !embedder.id.startsWith('own-');
  // our own embedder finds what is misspelt; among many, where comparing is slow, what was meant is known by now
  const asksMeaning = trained || byWords.length < search.limit || (few && nowhere.length > 0);
  const byMeaning =
    vector && asksMeaning ? (await partsByMeaning(tx, scope, { model: embedder.id, vector }, limits)).parts : [];
  const scores = new Map([
    ...byMeaning.map(({ id }) => [id, 0] as const),
    ...byWords.map(({ id, score }) => [id, score] as const),
  ]);
  const whole = sumOf(rarities.values());
  const unknown = whole > 0 ? sumOf(nowhere.map((term) => rarities.get(term)!)) / whole : 0;
  const found = await readParts(
    tx,
    scope,
    [...scores].map(([id, score]) => ({ id, score })),
    {
      rarities,
      model: embedder.id,
      vector,
      cosineWorth: cosineWorth(whole, { meaning: trained ? MEANING.trained : MEANING.own, unknown }),
      most: asksMeaning ? 2 * limits.nearest : limits.nearest,
    },
  );
  const ranked = rank(found, { question, rarities, having, trained });
  const except = new Set(search.except);
  const fitting = inTime(ranked, scope).filter(({ part }) => !except.has(part.ref));
  const best = fitting[0]?.score ?? 0;
  const enough = fitting.filter(({ score }) => question.must !== null || score > best * LEAST);
  // what a trained embedder finds near may share no word with the question
  const ordered = question.must !== null || trained ? enough : closelyCompared(enough, { question, rarities, parts });
  const hits = ordered.slice(0, search.limit).map(
    ({ part, score }): HistoryHit => ({
      kind: part.kind,
      ref: part.ref,
      title: part.title,
      at: part.at,
      passage: passageOf(part.text, rarities),
      score,
      covers: question.must === null ? coverOf(`${part.title}\n${part.text}`, rarities) : 1,
    }),
  );
  return {
    hits,
    exact: question.must !== null,
    empty: false,
    withoutMeaning: vector === null && question.must === null,
  };
}

/** What fits less than this of what fits best is left out. */
const LEAST = 0.2;

async function weighed(
  tx: OrgDb,
  { terms }: HistoryQuery,
): Promise<{ parts: number; rarities: Map<string, number>; having: Map<string, number> }> {
  const { parts, having } = await historyRarity(tx, terms);
  return {
    parts,
    having,
    rarities: new Map(
      terms.map((term) => [term, askedWeight(term) * rarity(Math.max(1, having.get(term) ?? 0), Math.max(parts, 1))]),
    ),
  };
}

const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

interface Ranked {
  part: FoundPart;
  score: number;
}

/** The best part of each document, best first. */
function rank(
  found: readonly FoundPart[],
  asked: {
    question: HistoryQuery;
    rarities: ReadonlyMap<string, number>;
    having: ReadonlyMap<string, number>;
    trained: boolean;
  },
): Ranked[] {
  const { question, rarities, having, trained } = asked;
  const read = found.map((part) => ({ part, text: readText(`${part.title}\n${part.text}`) }));
  let [whole, nowhere] = [0, 0];
  for (const [term, value] of rarities) {
    whole += value;
    // a word that one part has is not counted, and found all the same
    const isThere = (having.get(term) ?? 0) > 0 || read.some(({ text }) => text.sentences.some((its) => its.has(term)));
    if (!isThere) nowhere += value;
  }
  const ranked: RankedQuestion = {
    rarities,
    written: writtenWords(question.text, rarities),
    pairs: question.pairs,
    unknown: whole > 0 ? nowhere / whole : 0,
    meaning: trained ? MEANING.trained : MEANING.own,
    alone: trained ? ALONE.trained : ALONE.own,
  };
  const best = new Map<number, Ranked>();
  for (const { part, text } of read) {
    // what was asked for exactly holds for each; how well it fits only puts them in order
    const score =
      (question.must === null ? 0 : 0.001) + rankText(ranked, { ...text, words: part.words, cosine: part.meaning });
    const known = best.get(part.documentId);
    if (!known || score > known.score) best.set(part.documentId, { part, score });
  }
  return [...best.values()]
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.part.at.getTime() - a.part.at.getTime());
}

/** How many of the best are compared once more, closely. */
const CLOSELY = 16;

/** The best in the order of how well they answer the question, by what was learned of questions and their answers; the others behind them. */
function closelyCompared(
  ranked: readonly Ranked[],
  { question, rarities, parts }: { question: HistoryQuery; rarities: ReadonlyMap<string, number>; parts: number },
): Ranked[] {
  const asked = askedWords(question.text, { terms: question.terms, rarities, parts });
  const best = ranked.slice(0, CLOSELY).map((one) => {
    const { title, text, words, meaning } = one.part;
    const compared = compareClosely(asked, closeText(`${title}\n${text}`), {
      bm25: words,
      cosine: Math.max(0, meaning),
    });
    return { one, fit: learnedFit(asked, compared) };
  });
  return [...best.sort((a, b) => b.fit - a.fit).map(({ one }) => one), ...ranked.slice(CLOSELY)];
}

/** Share of the question's words that stand in a text, by their rarity. */
function coverOf(text: string, rarities: ReadonlyMap<string, number>): number {
  const there = new Set(termsOf(text).map(({ term }) => term));
  let [has, whole] = [0, 0];
  for (const [term, value] of rarities) {
    whole += value;
    if (there.has(term)) has += value;
  }
  return whole > 0 ? has / whole : 0;
}

const inTime = (ranked: readonly Ranked[], { from, to }: HistoryScope): Ranked[] =>
  ranked.filter(({ part }) => (!from || part.at >= from) && (!to || part.at < to));
