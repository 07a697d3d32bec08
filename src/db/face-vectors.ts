import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Stores what an embedder made of a face, in place of what this or another one made of it before. */
export async function putFaceVector(
  tx: OrgDb,
  faceId: string,
  { model, embedding, compared }: { model: string; embedding: Float32Array; compared: boolean },
): Promise<void> {
  await tx.deleteFrom('face_vector').where('org_id', '=', tx.orgId).where('face_id', '=', faceId).execute();
  await tx
    .insertInto('face_vector')
    .values({ org_id: tx.orgId, face_id: faceId, model, embedding: vectorText(embedding), compared })
    .execute();
}

/** A vector as the database reads it. */
export const vectorText = (embedding: Float32Array): string => `[${embedding.join(',')}]`;
const vectorOf = (text: string): Float32Array => Float32Array.from(JSON.parse(text) as number[]);

/** Removes the numbers of somebody’s faces, but for those of the best so many that others are compared with; the faces stay. */
export async function deleteVectorsOf(tx: OrgDb, personId: string, { keepBest = 0 } = {}): Promise<number> {
  const { rows: gone } = await sql<{ face_id: string }>`
    delete from face_vector using face
    where face_vector.org_id = ${tx.orgId} and face.org_id = ${tx.orgId} and face.id = face_vector.face_id
      and face.person_id = ${personId} and face_vector.face_id not in (
        select best.id from face best join face_vector vector on vector.org_id = best.org_id and vector.face_id = best.id
        where best.org_id = ${tx.orgId} and best.person_id = ${personId} and vector.compared
        order by (best.quality ->> 'overall')::real desc, best.id limit ${keepBest})
    returning face_vector.face_id`.execute(tx);
  return gone.length;
}

/** Removes the numbers of these faces; the faces stay. */
export async function deleteVectors(tx: OrgDb, faceIds: readonly string[]): Promise<number> {
  if (faceIds.length === 0) return 0;
  const { numDeletedRows } = await tx
    .deleteFrom('face_vector')
    .where('org_id', '=', tx.orgId)
    .where('face_id', 'in', [...faceIds])
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** The vectors by which somebody is known, whichever model made them. */
export async function comparedVectorsOf(
  tx: OrgDb,
  personId: string,
): Promise<{ model: string; embedding: Float32Array }[]> {
  const { rows: found } = await sql<{ model: string; embedding: string }>`
    select vector.model, vector.embedding::text as embedding
    from face_vector vector join face on face.org_id = vector.org_id and face.id = vector.face_id
    where vector.org_id = ${tx.orgId} and face.person_id = ${personId} and vector.compared
    order by vector.face_id`.execute(tx);
  return found.map(({ model, embedding }) => ({ model, embedding: vectorOf(embedding) }));
}

/** The vectors that vouch for a person, and those of everybody’s faces named by id. */
export async function vectorsOf(
  tx: OrgDb,
  model: string,
  of: { personId: string } | { faceIds: readonly string[] },
): Promise<{ faceId: string; embedding: Float32Array }[]> {
  const { rows: found } = await sql<{ face_id: string; embedding: string }>`
    select vector.face_id, vector.embedding::text as embedding
    from face_vector vector join face on face.org_id = vector.org_id and face.id = vector.face_id
    where vector.org_id = ${tx.orgId} and vector.model = ${model}
      and ${'personId' in of ? sql`face.person_id = ${of.personId} and vector.compared` : sql`face.id = any(${[...of.faceIds]}::uuid[])`}
    order by vector.face_id`.execute(tx);
  return found.map((row) => ({ faceId: row.face_id, embedding: vectorOf(row.embedding) }));
}

/** The vectors of faces of which somebody said that they are not this person's. */
export async function vectorsSaidNotToBe(tx: OrgDb, model: string, personId: string): Promise<Float32Array[]> {
  const { rows: found } = await sql<{ embedding: string }>`
    select vector.embedding::text as embedding
    from cannot_link link join face_vector vector on vector.org_id = link.org_id and vector.face_id = link.face_id
    where link.org_id = ${tx.orgId} and link.person_id = ${personId} and vector.model = ${model}
    order by vector.face_id`.execute(tx);
  return found.map(({ embedding }) => vectorOf(embedding));
}
