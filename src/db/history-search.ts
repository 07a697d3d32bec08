import { sql } from 'kysely';
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
  /** How many of the nearest are taken from either side. */
  nearest: number;
  /** How widely the index of vectors is searched, and how many it may go through. */
  breadth: number;
  mostScanned: number;
}

export const HISTORY_LIMITS: HistoryLimits = {
  exactUpTo: 4000,
  candidates: 12_000,
  nearest: 48,
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
 * The parts in which the words stand that say most, best first by BM25. `rarities` of all words that count, `essential` those by
 * which candidates are found, `must` a tsquery that each satisfies.
 */
export async function partsByWords(
  tx: OrgDb,
  scope: HistoryScope,
  asked: {
    rarities: ReadonlyMap<string, number>;
    essential: readonly string[];
    must: string | null;
    /** Even the rarest word stands nearly everywhere. */
    common: boolean;
    /** There are so few parts that each is compared, which is quicker than looking for words among everybody's. */
    few: boolean;
  },
  limits: HistoryLimits = HISTORY_LIMITS,
): Promise<{ id: number; score: number }[]> {
  const { rarities, essential, must, common, few } = asked;
  if (essential.length === 0 && must === null) return [];
  const some = essential.length > 0 ? essential.map(quoted).join(' | ') : null;
  const fits = allOf([
    ...within(scope),
    must !== null && sql`tsv @@ ${must}::tsquery`,
    must === null && some !== null && sql`tsv @@ ${some}::tsquery`,
  ]);
  const score = rarities.size > 0 ? sql`-(terms <#> ${sparseQuery(rarities)}::sparsevec)` : sql`0::float8`;
  // words that are nearly everywhere tell nothing apart: the newest that have them are compared
  const from =
    few && must === null
      ? sql`history_chunk where ${allOf([sql`org_id = ${tx.orgId}`, ...within(scope)])}`
      : common
        ? sql`(select id, terms, at from history_search where ${fits} order by at desc limit ${limits.candidates}) as newest`
        : sql`history_search where ${fits}`;
  const { rows } = await sql<{ id: number; score: number }>`
    select id, ${score} as score from ${from} order by 2 desc, at desc limit ${limits.nearest}`.execute(tx);
  return must === null ? rows.filter((row) => row.score > 0) : rows;
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

/** Parts with their documents, and how well each fits by either measure. */
export async function readParts(
  tx: OrgDb,
  scope: HistoryScope,
  ids: readonly number[],
  asked: { rarities: ReadonlyMap<string, number>; model: string; vector: Float32Array | null },
): Promise<FoundPart[]> {
  if (ids.length === 0) return [];
  const { rarities, model, vector } = asked;
  const { rows } = await sql<FoundPart & { document_id: number }>`
    select chunk.id, chunk.document_id, document.kind, document.at, document.ref, document.title, chunk.text,
      ${rarities.size > 0 ? sql`-(chunk.terms <#> ${sparseQuery(rarities)}::sparsevec)` : sql`0::float8`} as words,
      ${vector ? sql`coalesce(1 - (v.embedding <=> ${`[${vector.join(',')}]`}::vector), 0)` : sql`0::float8`} as meaning
    from history_chunk chunk
    join history_document document on document.org_id = chunk.org_id and document.id = chunk.document_id
    ${
      vector
        ? sql`left join history_vector v on v.org_id = chunk.org_id and v.chunk_id = chunk.id and v.model = ${model}
            and vector_dims(v.embedding) = ${sql.lit(vector.length)}`
        : sql``
    }
    where chunk.org_id = ${tx.orgId} and chunk.id = any(${[...ids]}::bigint[])
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
