import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** A face that another is like, whose it is, and whose it was said not to be. Similarities are cosines, -1..1. */
export interface NearFace {
  faceId: string;
  /** Null for a face of nobody, of which is only known whose it is not. */
  personId: string | null;
  similarity: number;
  notPersons: string[];
  named: boolean;
  threshold: number | null;
  /** They took their consent back: the face is kept with their leave, only to leave them out. */
  withdrawn: boolean;
}

export interface NearFaces {
  near: NearFace[];
  /** False where the search was cut short: somebody nearer may not have been found. */
  complete: boolean;
}

export interface SearchLimits {
  /** Up to so many vectors of an organisation, every one is compared. */
  exactUpTo: number;
  /** The same where the index could not find enough among other organisations' vectors. */
  rescueUpTo: number;
  /** How many of the nearest are looked at; more than anybody has of one person. */
  nearest: number;
  /**
   * How widely the index is searched: more finds more surely. Enough beyond `nearest` that those of others among them do not
   * make it search a second time, which takes as long again.
   */
  breadth: number;
  /** How many vectors, everybody's, the index may go through. */
  mostScanned: number;
}

export const SEARCH_LIMITS: SearchLimits = {
  exactUpTo: 5000,
  rescueUpTo: 50_000,
  nearest: 32,
  breadth: 48,
  mostScanned: 20_000,
};

/** Lengths of vectors that have an index, see migrations. */
const INDEXED = [128, 512];

/**
 * The compared faces of the organisation nearest to this one, most similar first. Exact while the organisation is small: an
 * index over everybody's vectors looks at the nearest of all and may find none of a small organisation's among them.
 */
export async function nearestFaces(
  tx: OrgDb,
  { model, embedding }: { model: string; embedding: Float32Array },
  limits: SearchLimits = SEARCH_LIMITS,
): Promise<NearFaces> {
  const query = vectorBytes(embedding);
  if (!(await comparesMore(tx, model, limits.exactUpTo, limits)))
    return { near: await exactly(tx, model, query, limits), complete: true };
  if (INDEXED.includes(embedding.length)) {
    const near = await byIndex(tx, model, query, embedding.length, limits);
    // it has more than that: fewer were found because the scan gave up
    if (near.length >= Math.min(limits.nearest, limits.exactUpTo + 1)) return { near, complete: true };
  }
  return (await comparesMore(tx, model, limits.rescueUpTo, limits))
    ? { near: [], complete: false }
    : { near: await exactly(tx, model, query, limits), complete: true };
}

/** Whether some of the organisation's compared faces have only vectors of another model, which are not searched. */
export async function hasOtherVectors(tx: OrgDb, model: string): Promise<boolean> {
  const { rows } = await sql<{ other: boolean }>`
    select exists (select from face_vector where org_id = ${tx.orgId} and compared and model < ${model})
      or exists (select from face_vector where org_id = ${tx.orgId} and compared and model > ${model}) as other`.execute(
    tx,
  );
  return rows[0]!.other;
}

/** A vector as it travels in binary: reading hundreds of numbers from text would take as long as planning the search. */
function vectorBytes(embedding: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 + 4 * embedding.length);
  bytes.writeInt16BE(embedding.length);
  for (const [i, value] of embedding.entries()) bytes.writeFloatBE(value, 4 + 4 * i);
  return bytes;
}

/** Whether there are more than so many to compare with; and how the index is searched from now on, which saves a round trip. */
async function comparesMore(
  tx: OrgDb,
  model: string,
  most: number,
  { breadth, mostScanned }: SearchLimits,
): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`
    select set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', ${String(breadth)}, true),
      set_config('hnsw.max_scan_tuples', ${String(mostScanned)}, true),
      exists (
        select from face_vector where org_id = ${tx.orgId} and model = ${model} and compared offset ${most}) as more`.execute(
    tx,
  );
  return rows[0]!.more;
}

const exactly = (tx: OrgDb, model: string, query: Buffer, { nearest }: SearchLimits): Promise<NearFace[]> =>
  found(
    tx,
    sql`select face_id, 1 - (embedding <=> ${query}::vector) as similarity from face_vector
      where org_id = ${tx.orgId} and model = ${model} and compared
      order by embedding <=> ${query}::vector limit ${nearest}`,
  );

async function byIndex(
  tx: OrgDb,
  model: string,
  query: Buffer,
  length: number,
  { nearest }: SearchLimits,
): Promise<NearFace[]> {
  const half = sql.raw(`halfvec(${length})`);
  return found(
    tx,
    sql`select face_id, 1 - (embedding <=> ${query}::vector) as similarity from face_vector
      where org_id = ${tx.orgId} and model = ${model} and compared and vector_dims(embedding) = ${sql.lit(length)}
      order by embedding::${half} <=> (${query}::vector)::${half} limit ${nearest}`,
  );
}

async function found(tx: OrgDb, nearest: ReturnType<typeof sql>): Promise<NearFace[]> {
  const { rows } = await sql<{
    face_id: string;
    similarity: number;
    person_id: string | null;
    not_persons: string[];
    named: boolean;
    threshold: number | null;
    withdrawn: boolean;
  }>`
    with near as materialized (${nearest})
    select near.face_id, near.similarity, face.person_id, person.name is not null as named, person.threshold,
      coalesce((select state from consent where consent.org_id = ${tx.orgId} and consent.person_id = face.person_id
        order by at desc, id desc limit 1) = 'withdrawn', false) as withdrawn,
      array(select link.person_id from cannot_link link where link.org_id = ${tx.orgId} and link.face_id = near.face_id) as not_persons
    from near
    join face on face.org_id = ${tx.orgId} and face.id = near.face_id
    left join person on person.org_id = ${tx.orgId} and person.id = face.person_id
    order by near.similarity desc, near.face_id`.execute(tx);
  return rows.map((row) => ({
    faceId: row.face_id,
    personId: row.person_id,
    similarity: row.similarity,
    notPersons: row.not_persons,
    named: row.named,
    threshold: row.threshold,
    withdrawn: row.withdrawn,
  }));
}
