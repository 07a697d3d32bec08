import { type RawBuilder, sql } from 'kysely';
import type { HistoryKind } from '../domain/history.ts';
import { quoted } from '../domain/history-query.ts';
import type { Permission } from '../domain/role.ts';
import { sparseQuery } from './history-documents.ts';
import type { OrgDb } from './scope.ts';
import { allOf, type Condition } from './search-filter.ts';

/** What may be found: what the asker may read, of these kinds and that time. */
export interface HistoryScope {
  permissions: readonly Permission[];
  kinds?: readonly HistoryKind[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** A part of a document as a search compares it. */
export interface FoundPart {
  id: number;
  documentId: number;
  kind: HistoryKind;
  at: Date;
  ref: string;
  title: string;
  text: string;
  /** By BM25; 0 where none of the words are in it. */
  words: number;
  /** Cosine, -1..1; 0 where it was not compared. */
  meaning: number;
}

export interface HistoryLimits {
  /** Up to so many vectors of an organisation, every one is compared. */
  exactUpTo: number;
  /** How many parts with the rarest words are looked at; more are looked at only as far as they are new. */
  candidates: number;
  /** How many are expected of those that have several of the words; these are looked at first. */
  together: number;
  /** How many of the nearest are taken from either side; of those that words found, as many are chosen among `compared` by meaning, too. */
  nearest: number;
  compared: number;
  /** How widely the index of vectors is searched, and how many it may go through. */
  breadth: number;
  mostScanned: number;
}

export const HISTORY_LIMITS: HistoryLimits = {
  exactUpTo: 4000,
  candidates: 12_000,
  together: 3000,
  nearest: 48,
  compared: 192,
  breadth: 160,
  mostScanned: 20_000,
};

/** How rare words are: of all parts, how many have each; 1 for one that was not counted and is there, 0 for one that is not. */
export async function historyRarity(
  tx: OrgDb,
  terms: readonly string[],
): Promise<{ parts: number; having: Map<string, number> }> {
  const { rows } = await sql<{ parts: number; term: string | null; having: number | null }>`
    select coalesce((select parts from history_head where org_id = ${tx.orgId}), 0) as parts, asked.term, history_term.parts as having
    from (select null as term union all select unnest(${[...terms]}::text[])) as asked
    left join history_term on history_term.org_id = ${tx.orgId} and history_term.term = asked.term`.execute(tx);
  const having = new Map(rows.flatMap(({ term, having: many }) => (term === null ? [] : [[term, many ?? 0] as const])));
  for (const term of await termsThere(
    tx,
    terms.filter((one) => !having.get(one)),
  ))
    having.set(term, 1);
  return { parts: rows[0]?.parts ?? 0, having };
}

/** Which of these terms stand anywhere. */
async function termsThere(tx: OrgDb, terms: readonly string[]): Promise<string[]> {
  if (terms.length === 0) return [];
  // each by itself, so that the planner sees how rare it is
  const { rows } = await sql<{ term: string }>`
    ${sql.join(
      terms.map(
        (term) =>
          sql`select ${term}::text as term where exists (select from history_search where tsv @@ ${quoted(term)}::tsquery)`,
      ),
      sql` union all `,
    )}`.execute(tx);
  return rows.map(({ term }) => term);
}

/**
 * The words of the history that begin with the letter one of these begins with and are about as long, a number at their end left out: `lopez` stands
 * for the terms `lopez` and `lopez7`, those in most parts first; and in how many parts they stand together.
 */
export async function wordsBeginning(
  tx: OrgDb,
  like: readonly string[],
): Promise<{ word: string; terms: string[]; parts: number }[]> {
  if (like.length === 0) return [];
  const letters = [...new Set(like.map(([first = '']) => first))];
  const lengths = like.map(({ length }) => length);
  const { rows } = await sql<{ word: string; terms: string[]; parts: number }>`
    select rtrim(term, '0123456789') as word, sum(parts)::int as parts, (array_agg(term order by parts desc, term))[1:${MOST_FORMS}::int] as terms
    from history_term
    where org_id = ${tx.orgId} and (${sql.join(letters.map(beginsWith), sql` or `)}) and term ~ '^[^0-9]+[0-9]*$'
      and length(term) between ${Math.min(...lengths) - 5} and ${Math.max(...lengths) + 5}
    group by 1 limit ${MOST_WORDS}`.execute(tx);
  return rows;
}
const MOST_WORDS = 20_000;
const MOST_FORMS = 64;

/** Between two letters, so that the index is read there alone, whatever order the database sorts letters in. */
const beginsWith = (letter: string): Condition => {
  const next = /^[a-y]$/.test(letter) ? sql`and term < ${String.fromCharCode(letter.charCodeAt(0) + 1)}` : sql``;
  return sql`(term >= ${letter} ${next} and left(term, 1) = ${letter})`;
};

/**
 * The parts in which the words stand that say most, best first by BM25. `rarities` of all words that count, `by` which candidates are found,
 * `must` a tsquery that each satisfies.
 */
export async function partsByWords(
  tx: OrgDb,
  scope: HistoryScope,
  asked: {
    rarities: ReadonlyMap<string, number>;
    /** Tsqueries: any word that says much; words together, which fewer parts have; and whether any is nearly everywhere. */
    by: { any: string | null; together: string | null; common: boolean };
    must: string | null;
    /** There are so few parts that each is compared, which is quicker than looking for words among everybody's. */
    few: boolean;
  },
  limits: HistoryLimits = HISTORY_LIMITS,
): Promise<{ id: number; score: number }[]> {
  const { rarities, by, must, few } = asked;
  const score = rarities.size > 0 ? sql`-(terms <#> ${sparseQuery(rarities)}::sparsevec)` : sql`0::float8`;
  // the organisation is named, so that it is compared once and not for each part
  const ours = [sql`org_id = ${tx.orgId}`, ...within(scope)];
  const best = async (from: RawBuilder<unknown>) => {
    const { rows } = await sql<{ id: number; score: number }>`
      select id, ${score} as score from ${from} order by 2 desc, at desc limit ${limits.compared}`.execute(tx);
    return rows;
  };
  const having = (query: string) => sql`history_search where ${allOf([...ours, sql`tsv @@ ${query}::tsquery`])}`;
  if (must !== null) return best(having(must));
  if (by.any === null) return [];
  if (few) return (await best(sql`history_chunk where ${allOf(ours)}`)).filter((row) => row.score > 0);
  if (by.together !== null) {
    const rows = await best(having(by.together));
    if (rows.length >= limits.nearest) return rows;
  }
  // words that are nearly everywhere tell nothing apart: the newest that have them are compared
  const newest = sql`(select id, terms, at from ${having(by.any)} order by at desc limit ${limits.candidates}) as newest`;
  return (await best(by.common ? newest : having(by.any))).filter((row) => row.score > 0);
}

/** The parts that mean most nearly the same, best first; by comparing with every one while there are few. */
export async function partsByMeaning(
  tx: OrgDb,
  scope: HistoryScope,
  { model, vector }: { model: string; vector: Float32Array },
  limits: HistoryLimits = HISTORY_LIMITS,
): Promise<{ parts: { id: number; score: number }[]; complete: boolean }> {
  const query = `[${vector.join(',')}]`;
  const length = vector.length;
  const { permissions, kinds, from, to } = scope;
  const fits = allOf([
    sql`v.org_id = ${tx.orgId}`,
    sql`v.model = ${model}`,
    sql`v.permission = any(${[...permissions]}::text[])`,
    kinds && sql`v.kind = any(${[...kinds]}::text[])`,
    sql`vector_dims(v.embedding) = ${sql.lit(length)}`,
  ]);
  const many = await hasMore(tx, model, limits);
  const inTime = allOf([from && sql`chunk.at >= ${from}`, to && sql`chunk.at < ${to}`]);
  if (!many || !INDEXED.includes(length) || from || to) {
    const timed = from || to;
    const { rows } = await sql<{ id: number; score: number }>`
      select v.chunk_id as id, 1 - (v.embedding <=> ${query}::vector) as score from history_vector v
      ${timed ? sql`join history_chunk chunk on chunk.org_id = v.org_id and chunk.id = v.chunk_id and ${inTime}` : sql``}
      where ${fits} order by v.embedding <=> ${query}::vector limit ${limits.nearest}`.execute(tx);
    return { parts: rows, complete: true };
  }
  const half = sql.raw(`halfvec(${length})`);
  const { rows } = await sql<{ id: number; score: number }>`
    select v.chunk_id as id, 1 - (v.embedding <=> ${query}::vector) as score from history_vector v
    where ${fits} order by v.embedding::${half} <=> (${query}::vector)::${half} limit ${limits.nearest}`.execute(tx);
  return { parts: rows, complete: rows.length >= limits.nearest };
}

/** Lengths of vectors that have an index, see migrations. */
const INDEXED = [384, 512, 768, 1024, 1536];

/** Whether there are more vectors than are compared one by one; and how the index is searched from now on. */
async function hasMore(tx: OrgDb, model: string, limits: HistoryLimits): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`
    select set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', ${String(limits.breadth)}, true),
      set_config('hnsw.max_scan_tuples', ${String(limits.mostScanned)}, true),
      exists (select from history_vector where org_id = ${tx.orgId} and model = ${model} offset ${limits.exactUpTo}) as more`.execute(
    tx,
  );
  return rows[0]!.more;
}

/**
 * Parts with their documents, and how well each fits by either measure: of those that were `found`, the `most` that fit best by their score and
 * their cosine together, which is worth so much.
 */
export async function readParts(
  tx: OrgDb,
  scope: HistoryScope,
  found: readonly { id: number; score: number }[],
  asked: {
    rarities: ReadonlyMap<string, number>;
    model: string;
    vector: Float32Array | null;
    cosineWorth: number;
    most: number;
  },
): Promise<FoundPart[]> {
  if (found.length === 0) return [];
  const { rarities, model, vector, cosineWorth, most } = asked;
  const { rows } = await sql<FoundPart & { document_id: number }>`
    select chunk.id, chunk.document_id, document.kind, document.at, document.ref, document.title, chunk.text, fits.words, fits.meaning
    from (
      select its.id, its.words, its.meaning from (
        select given.id, given.score,
          ${rarities.size > 0 ? sql`-(part.terms <#> ${sparseQuery(rarities)}::sparsevec)` : sql`0::float8`} as words,
          ${vector ? sql`coalesce(1 - (v.embedding <=> ${`[${vector.join(',')}]`}::vector), 0)` : sql`0::float8`} as meaning
        from unnest(${found.map(({ id }) => id)}::bigint[], ${found.map(({ score }) => score)}::float8[]) as given (id, score)
        join history_chunk part on part.org_id = ${tx.orgId} and part.id = given.id
        ${
          vector
            ? sql`left join history_vector v on v.org_id = part.org_id and v.chunk_id = part.id and v.model = ${model}
                and vector_dims(v.embedding) = ${sql.lit(vector.length)}`
            : sql``
        }
        where part.permission = any(${[...scope.permissions]}::text[])
      ) as its
      order by greatest(its.score, its.words) + ${cosineWorth}::float8 * greatest(its.meaning, 0) desc, its.id desc limit ${most}
    ) as fits
    join history_chunk chunk on chunk.org_id = ${tx.orgId} and chunk.id = fits.id
    join history_document document on document.org_id = chunk.org_id and document.id = chunk.document_id
      and document.permission = any(${[...scope.permissions]}::text[])`.execute(tx);
  return rows.map(({ document_id, ...row }) => ({ ...row, documentId: document_id }));
}

/** How many documents there are to find, by kind, for the empty states of pages. */
export async function countHistory(
  tx: OrgDb,
  permissions: readonly Permission[],
): Promise<{ kind: HistoryKind; count: number }[]> {
  const { rows } = await sql<{ kind: HistoryKind; count: number }>`
    select kind, count(*)::int8 as count from history_document
    where org_id = ${tx.orgId} and permission = any(${[...permissions]}::text[]) group by kind order by count desc, kind`.execute(
    tx,
  );
  return rows;
}

/** What changed last of what may be read, newest first. */
export async function latestHistory(
  tx: OrgDb,
  scope: HistoryScope,
  limit: number,
): Promise<Pick<FoundPart, 'kind' | 'at' | 'ref' | 'title' | 'text'>[]> {
  const { rows } = await sql<Pick<FoundPart, 'kind' | 'at' | 'ref' | 'title' | 'text'>>`
    select kind, at, ref, title, left(text, 2000) as text from history_document
    where ${allOf([sql`org_id = ${tx.orgId}`, ...within(scope)])} order by at desc, id desc limit ${limit}`.execute(tx);
  return rows;
}

const within = ({ permissions, kinds, from, to }: HistoryScope): (Condition | undefined)[] => [
  sql`permission = any(${[...permissions]}::text[])`,
  kinds && sql`kind = any(${[...kinds]}::text[])`,
  from && sql`at >= ${from}`,
  to && sql`at < ${to}`,
];
