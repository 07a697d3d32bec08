import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** What people are recognised by: the numbers of their faces, and of how they are dressed. */
export interface Biometrics {
  faces: number;
  bodies: number;
}

export async function countBiometrics(tx: OrgDb): Promise<Biometrics> {
  const { rows } = await sql<Biometrics>`select
    (select count(*)::int from face_vector where org_id = ${tx.orgId}) as faces,
    (select count(*)::int from appearance where org_id = ${tx.orgId}) as bodies`.execute(tx);
  return rows[0]!;
}

/** Erases so many of each at most, whoever they are of, with people's own thresholds and what colours people wore; answers how many went. */
export async function deleteBiometrics(tx: OrgDb, limit: number): Promise<Biometrics> {
  const { rows: faces } = await sql`delete from face_vector where org_id = ${tx.orgId} and face_id in (
    select face_id from face_vector where org_id = ${tx.orgId} limit ${limit}) returning face_id`.execute(tx);
  const { rows: bodies } = await sql`delete from appearance where org_id = ${tx.orgId} and detection_id in (
    select detection_id from appearance where org_id = ${tx.orgId} limit ${limit}) returning detection_id`.execute(tx);
  await sql`update person set threshold = null where org_id = ${tx.orgId} and threshold is not null`.execute(tx);
  await sql`update detection set colours = null
    where org_id = ${tx.orgId} and kind = 'person' and colours is not null`.execute(tx);
  return { faces: faces.length, bodies: bodies.length };
}
