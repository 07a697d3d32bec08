import { type RawBuilder, sql } from 'kysely';
import { planOnce } from './plan-once.ts';
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
  /** Whether the organisation's consent is recorded. */
  allowed: boolean;
  /** Whether some of the organisation's compared faces have only vectors of another model, which are not searched. */
  otherVectors: boolean;
}

export interface SearchLimits {
  /** Up to so many vectors of an organisation, every one is compared. */
  exactUpTo: number;
  /** The same where the index could not find enough among other organisations' vectors. */
  rescueUpTo: number;
  /** How many of the nearest are looked at; more than anybody has of one person. */
  nearest: number;
  /** How widely the index is searched: of the ten nearest of 100,000 it finds 99 in 100. */
  breadth: number;
  /**
   * The same for a quick look, which costs time in proportion: enough for who is clearly alike, and beyond its `nearest` enough that those of
   * other organisations do not make it search a second time.
   */
  quick: { nearest: number; breadth: number };
  /** How many vectors, everybody's, the index may go through. */
  mostScanned: number;
}

export const SEARCH_LIMITS: SearchLimits = {
  exactUpTo: 5000,
  rescueUpTo: 50_000,
  nearest: 32,
  breadth: 600,
  quick: { nearest: 12, breadth: 32 },
  mostScanned: 20_000,
};

/** Lengths of vectors that have an index, see migrations. */
const INDEXED = [128, 512];

export interface FaceQuestion {
  model: string;
  embedding: Float32Array;
  /** Compares nothing while the organisation's consent is not recorded. */
  onlyAllowed?: boolean;
  /** Whether what a quick look at the index found is enough to tell; where left out, it is always looked widely. */
  isEnough?: (near: readonly NearFace[]) => boolean;
}

/**
 * The compared faces of the organisation nearest to this one, most similar first. Exact while the organisation is small: an
 * index over everybody's vectors looks at the nearest of all and may find none of a small organisation's among them.
 */
export async function nearestFaces(
  tx: OrgDb,
  question: FaceQuestion,
  limits: SearchLimits = SEARCH_LIMITS,
): Promise<NearFaces> {
  const { model, embedding } = question;
  const asked = { model, embedding, gated: question.onlyAllowed === true };
  const key = `${tx.orgId} ${model} ${limits.exactUpTo}`;
  // a guess that saves a round trip: a wrong one is noticed
  if (!large.has(key)) {
    const { more, ...found } = await exactly(tx, asked, limits, limits.exactUpTo);
    if (!more) return { ...found, complete: true };
    large.add(key);
  }
  if (INDEXED.includes(embedding.length)) {
    const { quick, exactUpTo } = limits;
    // it has more than that: fewer were found because the scan gave up
    const isWhole = ({ near }: Found, nearest: number): boolean => near.length >= Math.min(nearest, exactUpTo + 1);
    if (question.isEnough) {
      const found = await byIndex(tx, asked, { ...limits, ...quick });
      const refused = asked.gated && !found.allowed;
      if (refused || (isWhole(found, quick.nearest) && question.isEnough(found.near)))
        return { ...found, complete: true };
    }
    const found = await byIndex(tx, asked, limits);
    if (isWhole(found, limits.nearest)) return { ...found, complete: true };
  }
  const { more, ...found } = await exactly(tx, asked, limits, limits.rescueUpTo);
  large.delete(key);
  return { ...found, complete: !more };
}

/** Organisations, models and limits of which it was seen that they have more vectors than are compared one by one. */
const large = new Set<string>();

/** A vector as it travels in binary: reading hundreds of numbers from text would take as long as planning the search. */
function vectorBytes(embedding: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 + 4 * embedding.length);
  bytes.writeInt16BE(embedding.length);
  for (const [i, value] of embedding.entries()) bytes.writeFloatBE(value, 4 + 4 * i);
  return bytes;
}

interface Asked {
  model: string;
  embedding: Float32Array;
  gated: boolean;
}
type Found = Omit<NearFaces, 'complete'>;

/**
 * Every vector compared, unless there are `more` than so many: then none. The connection keeps the statement, as reading it and putting
 * row-level security into it takes longer than running it; its values are its own, so that PostgreSQL still plans it for how many this
 * organisation has wherever that is cheaper than for how many organisations have on average.
 */
function exactly(tx: OrgDb, asked: Asked, { nearest }: SearchLimits, most: number): Promise<Found & { more: boolean }> {
  const own = sql`org_id = ${tx.orgId} and model = ${asked.model} and compared`;
  return search(tx, asked, {
    plan: planOnce(),
    more: sql`exists (select from face_vector where ${own} offset ${sql.lit(most)})`,
    near: sql`select face_id, 1 - (embedding <=> ${QUERY}) as similarity from face_vector
      where (select may and not more from facts) and ${own}
      order by embedding <=> ${QUERY} limit ${sql.lit(nearest)}`,
  });
}

/** What the index finds; it is told how to search before it begins to. */
function byIndex(
  tx: OrgDb,
  asked: Asked,
  { nearest, breadth, mostScanned }: Pick<SearchLimits, 'nearest' | 'breadth' | 'mostScanned'>,
): Promise<Found> {
  const { length } = asked.embedding;
  const half = sql.raw(`halfvec(${length})`);
  return search(tx, asked, {
    plan: planOnce(),
    more: sql`(set_config('hnsw.iterative_scan', 'relaxed_order', true) || set_config('hnsw.ef_search', ${String(breadth)}, true)
      || set_config('hnsw.max_scan_tuples', ${String(mostScanned)}, true)) <> ''`,
    near: sql`select face_id, 1 - (embedding <=> ${QUERY}) as similarity from face_vector
      where (select may and more from facts) and org_id = ${ORG} and model = ${MODEL} and compared
        and vector_dims(embedding) = ${sql.lit(length)}
      order by embedding::${half} <=> ${QUERY}::${half} limit ${sql.lit(nearest)}`,
  });
}

/**
 * NOTE values are read from a row of their own: a plan made for any value then costs the same as one made for these, so that PostgreSQL
 * keeps it instead of planning each search anew, which takes a millisecond.
 */
const QUERY = sql`(select query from asked)`;
const ORG = sql`(select org from asked)`;
const MODEL = sql`(select model from asked)`;

/**
 * One statement, since each is a round trip: what is known of the organisation, and whose the nearest faces are. `near` asks `facts` in a
 * condition that names no column of its own, which PostgreSQL evaluates once, before it scans anything.
 */
async function search(
  tx: OrgDb,
  { model, embedding, gated }: Asked,
  { plan = sql``, more, near }: { plan?: RawBuilder<unknown>; more: RawBuilder<unknown>; near: RawBuilder<unknown> },
): Promise<Found & { more: boolean }> {
  const { rows } = await sql<{
    allowed: boolean;
    other_vectors: boolean;
    more: boolean;
    face_id: string | null;
    similarity: number;
    person_id: string | null;
    not_persons: string[];
    named: boolean;
    threshold: number | null;
    withdrawn: boolean;
  }>`
    ${plan} with asked as materialized (
      select ${tx.orgId}::uuid as org, ${model}::text as model, ${vectorBytes(embedding)}::vector as query),
    consented as materialized (
      select coalesce((select state from consent where org_id = ${ORG} and person_id is null
        order by at desc, id desc limit 1) = 'given', false) as allowed),
    facts as materialized (
      select allowed, allowed or not ${gated}::boolean as may, ${more} as more,
        exists (select from face_vector where org_id = ${ORG} and compared and model < ${MODEL})
          or exists (select from face_vector where org_id = ${ORG} and compared and model > ${MODEL}) as other_vectors
      from consented),
    near as materialized (${near})
    select allowed, more, other_vectors, found.* from facts left join lateral (
      select near.face_id, near.similarity, face.person_id, person.name is not null as named, person.threshold,
        coalesce((select state from consent where consent.org_id = ${ORG} and consent.person_id = face.person_id
          order by at desc, id desc limit 1) = 'withdrawn', false) as withdrawn,
        array(select link.person_id from cannot_link link where link.org_id = ${ORG} and link.face_id = near.face_id) as not_persons
      from near
      join face on face.org_id = ${ORG} and face.id = near.face_id
      left join person on person.org_id = ${ORG} and person.id = face.person_id) found on true
    order by found.similarity desc, found.face_id`.execute(tx);
  const [facts] = rows;
  return {
    allowed: facts!.allowed,
    otherVectors: facts!.other_vectors,
    more: facts!.more,
    near: rows.flatMap((row) =>
      row.face_id === null
        ? []
        : [
            {
              faceId: row.face_id,
              personId: row.person_id,
              similarity: row.similarity,
              notPersons: row.not_persons,
              named: row.named,
              threshold: row.threshold,
              withdrawn: row.withdrawn,
            },
          ],
    ),
  };
}

/** How alike a face is to somebody: the nearest of their compared faces; null where none has a vector of this model. */
export async function likenessTo(
  tx: OrgDb,
  personId: string,
  { model, embedding }: Pick<FaceQuestion, 'model' | 'embedding'>,
): Promise<number | null> {
  const { rows } = await sql<{ similarity: number | null }>`
    select max(1 - (face_vector.embedding <=> ${vectorBytes(embedding)}::vector)) as similarity
    from face join face_vector on face_vector.org_id = face.org_id and face_vector.face_id = face.id
    where face.org_id = ${tx.orgId} and face.person_id = ${personId} and face_vector.model = ${model} and face_vector.compared`.execute(
    tx,
  );
  return rows[0]?.similarity ?? null;
}
