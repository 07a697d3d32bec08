import { sql } from 'kysely';
import { TERM_SLOTS, termSlot, termWeight } from '../domain/bm25.ts';
import type { HistoryDocument, HistoryKind } from '../domain/history.ts';
import { HISTORY_READ } from '../domain/history.ts';
import { quoted } from '../domain/history-query.ts';
import { countTerms, type Term } from '../domain/text-terms.ts';
import type { OrgDb } from './scope.ts';

/** A part of a document, ready to be stored. */
export interface HistoryPart {
  text: string;
  /** Of the title and the text together. */
  terms: readonly Term[];
}

export interface HistoryWrite {
  document: HistoryDocument;
  hash: string;
  /** Which change of its rows it was made after; an older one never replaces a newer. */
  change: number;
  parts: readonly HistoryPart[];
  /** A vector for each part, of the model that holds now; null where the embedder was away: they are made later. */
  vectors: readonly Float32Array[] | null;
}

/** The hashes of documents that are there, by `kind key`. */
export async function historyHashes(
  tx: OrgDb,
  documents: readonly { kind: HistoryKind; key: string }[],
): Promise<Map<string, string>> {
  if (documents.length === 0) return new Map();
  const { rows } = await sql<{ kind: HistoryKind; key: string; hash: string }>`
    select kind, key, hash from history_document
    where org_id = ${tx.orgId} and (kind, key) in (
      select * from unnest(${documents.map(({ kind }) => kind)}::text[], ${documents.map(({ key }) => key)}::text[]))`.execute(
    tx,
  );
  return new Map(rows.map(({ kind, key, hash }) => [`${kind} ${key}`, hash]));
}

/** Stores documents with their parts in place of what was there of them; answers how many were newer than what was there. */
export async function writeHistory(
  tx: OrgDb,
  writes: readonly HistoryWrite[],
  { model, average, now }: { model: string; average: number; now: Date },
): Promise<number> {
  if (writes.length === 0) return 0;
  const { rows } = await sql<{ id: number; kind: HistoryKind; key: string }>`
    insert into history_document (org_id, kind, key, ref, title, text, permission, at, person_id, hash, change, indexed_at)
    select ${tx.orgId}, kind, key, ref, title, text, permission, at::timestamptz, person_id, hash, change, ${now}
    from unnest(${writes.map(({ document }) => document.kind)}::text[], ${writes.map(({ document }) => document.key)}::text[],
      ${writes.map(({ document }) => document.ref)}::text[], ${writes.map(({ document }) => document.title)}::text[],
      ${writes.map(({ document }) => document.text)}::text[], ${writes.map(({ document }) => HISTORY_READ[document.kind])}::text[],
      ${writes.map(({ document }) => document.at.toISOString())}::text[], ${writes.map(({ document }) => document.personId)}::uuid[],
      ${writes.map(({ hash }) => hash)}::text[], ${writes.map(({ change }) => change)}::bigint[])
      as given (kind, key, ref, title, text, permission, at, person_id, hash, change)
    on conflict (org_id, kind, key) do update set ref = excluded.ref, title = excluded.title, text = excluded.text,
      permission = excluded.permission, at = excluded.at, person_id = excluded.person_id, hash = excluded.hash,
      change = excluded.change, indexed_at = excluded.indexed_at
    where history_document.change <= excluded.change
    returning id, kind, key`.execute(tx);
  const ids = new Map(rows.map(({ id, kind, key }) => [`${kind} ${key}`, id]));
  await sql`delete from history_chunk where org_id = ${tx.orgId} and document_id = any(${[...ids.values()]}::bigint[])`.execute(
    tx,
  );
  const parts = writes.flatMap(({ document, parts: its, vectors }) => {
    const documentId = ids.get(`${document.kind} ${document.key}`);
    return documentId === undefined
      ? []
      : its.map((part, at) => ({ documentId, document, part, at, vector: vectors?.[at] ?? null }));
  });
  if (parts.length === 0) return rows.length;
  const chunks = await sql<{ id: number; document_id: number; part: number }>`
    insert into history_chunk (org_id, document_id, part, kind, permission, at, text, tsv, terms, length)
    select ${tx.orgId}, document_id, part, kind, permission, at::timestamptz, text, tsv::tsvector, terms::sparsevec, length
    from unnest(${parts.map(({ documentId }) => documentId)}::bigint[], ${parts.map(({ at }) => at)}::int[],
      ${parts.map(({ document }) => document.kind)}::text[], ${parts.map(({ document }) => HISTORY_READ[document.kind])}::text[],
      ${parts.map(({ document }) => document.at.toISOString())}::text[], ${parts.map(({ part }) => part.text)}::text[],
      ${parts.map(({ part }) => tsvectorText(part.terms))}::text[], ${parts.map(({ part }) => sparseText(part.terms, average))}::text[],
      ${parts.map(({ part }) => part.terms.length)}::int[])
      as given (document_id, part, kind, permission, at, text, tsv, terms, length)
    returning id, document_id, part`.execute(tx);
  const chunkIds = new Map(chunks.rows.map(({ id, document_id, part }) => [`${document_id} ${part}`, id]));
  await writeHistoryVectors(
    tx,
    model,
    parts.flatMap(({ documentId, at, document, vector }) =>
      vector === null ? [] : [{ chunkId: chunkIds.get(`${documentId} ${at}`)!, kind: document.kind, vector }],
    ),
  );
  return rows.length;
}

/** Stores what parts mean, for this model. */
export async function writeHistoryVectors(
  tx: OrgDb,
  model: string,
  vectors: readonly { chunkId: number; kind: HistoryKind; vector: Float32Array }[],
): Promise<void> {
  if (vectors.length === 0) return;
  await sql`
    insert into history_vector (org_id, chunk_id, model, permission, kind, embedding)
    select ${tx.orgId}, given.chunk_id, ${model}, given.permission, given.kind, given.embedding::vector
    from unnest(${vectors.map(({ chunkId }) => chunkId)}::bigint[], ${vectors.map(({ kind }) => HISTORY_READ[kind])}::text[],
      ${vectors.map(({ kind }) => kind)}::text[], ${vectors.map(({ vector }) => vectorText(vector))}::text[])
      as given (chunk_id, permission, kind, embedding)
    -- what went meanwhile needs none
    join history_chunk on history_chunk.org_id = ${tx.orgId} and history_chunk.id = given.chunk_id
    on conflict (org_id, chunk_id, model) do update set embedding = excluded.embedding`.execute(tx);
}

/** Takes documents out of the index. */
export async function deleteHistory(
  tx: OrgDb,
  documents: readonly { kind: HistoryKind; key: string }[],
): Promise<void> {
  if (documents.length === 0) return;
  await sql`
    delete from history_document
    where org_id = ${tx.orgId} and (kind, key) in (
      select * from unnest(${documents.map(({ kind }) => kind)}::text[], ${documents.map(({ key }) => key)}::text[]))`.execute(
    tx,
  );
}

/** The parts that have no vector of this model, oldest first. */
export async function partsWithoutVector(
  tx: OrgDb,
  model: string,
  limit: number,
): Promise<{ id: number; kind: HistoryKind; text: string }[]> {
  const { rows } = await sql<{ id: number; kind: HistoryKind; text: string }>`
    select chunk.id, chunk.kind, document.title || E'\\n' || chunk.text as text
    from history_chunk chunk join history_document document on document.org_id = chunk.org_id and document.id = chunk.document_id
    where chunk.org_id = ${tx.orgId} and not exists (
      select from history_vector v where v.org_id = chunk.org_id and v.chunk_id = chunk.id and v.model = ${model})
    order by chunk.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Forgets vectors of other models, at most `limit`; answers how many. */
export async function deleteOtherVectors(tx: OrgDb, model: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from history_vector where org_id = ${tx.orgId} and (chunk_id, model) in (
      select chunk_id, model from history_vector where org_id = ${tx.orgId} and model <> ${model} limit ${limit})`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}

const vectorText = (vector: Float32Array): string => `[${vector.join(',')}]`;
/** What PostgreSQL keeps of places: of a term at most so many, none beyond the last. */
const MOST_PLACES = 255;
const LAST_PLACE = 16_383;

/** Terms with their places, as PostgreSQL writes them. */
function tsvectorText(terms: readonly Term[]): string {
  const places = new Map<string, number[]>();
  for (const { term, position } of terms) {
    const all = places.get(term) ?? [];
    if (all.length < MOST_PLACES) all.push(Math.min(position, LAST_PLACE));
    places.set(term, all);
  }
  return [...places].map(([term, all]) => `${quoted(term)}:${all.join(',')}`).join(' ');
}

/** The weights of terms, as pgvector writes a sparse vector. */
function sparseText(terms: readonly Term[], average: number): string {
  const slots = new Map<number, number>();
  for (const [term, count] of countTerms(terms)) {
    const slot = termSlot(term);
    slots.set(slot, Math.max(slots.get(slot) ?? 0, termWeight(count, terms.length, average)));
  }
  const sorted = [...slots].sort(([a], [b]) => a - b).slice(0, MOST_SLOTS);
  return `{${sorted.map(([slot, weight]) => `${slot}:${weight.toFixed(5)}`).join(',')}}/${TERM_SLOTS}`;
}

/** pgvector's own limit. */
const MOST_SLOTS = 16_000;

/** The question as a sparse vector: its terms by their rarity. */
export const sparseQuery = (rarities: ReadonlyMap<string, number>): string => {
  const slots = new Map<number, number>();
  for (const [term, value] of rarities) slots.set(termSlot(term), Math.max(slots.get(termSlot(term)) ?? 0, value));
  const sorted = [...slots].sort(([a], [b]) => a - b);
  return `{${sorted.map(([slot, value]) => `${slot}:${value.toFixed(5)}`).join(',')}}/${TERM_SLOTS}`;
};
