import { sql } from 'kysely';
import { RECOGNITION_SETTINGS, type RecognitionSettings, USUAL_RECOGNITION } from '../domain/recognition-settings.ts';
import type { OrgDb } from './scope.ts';

/** Whoever changes them does so one after the other, until the transaction ends. */
export async function lockRecognitionSettings(tx: OrgDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`recognition settings ${tx.orgId}`}, 0))`.execute(tx);
}

/** How sure the organisation wants to be of faces. */
export async function findRecognitionSettings(tx: OrgDb): Promise<RecognitionSettings> {
  return (await findChange(tx))?.settings ?? USUAL_RECOGNITION;
}

/** The same, with who set it when, and what held before; null where nobody ever set anything. */
export async function findChange(
  tx: OrgDb,
): Promise<{ settings: RecognitionSettings; previous: RecognitionSettings | null; at: Date; by: string } | null> {
  const row = await tx.selectFrom('recognition_settings').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  if (!row) return null;
  const settings: RecognitionSettings = {
    leastSize: row.least_size,
    leastScore: twoDigits(row.least_score),
    leastQuality: twoDigits(row.least_quality),
    matchOffset: twoDigits(row.match_offset),
    unsureOffset: twoDigits(row.unsure_offset),
    facesForName: row.faces_for_name,
    attemptsKept: row.attempts_kept,
  };
  return { settings, previous: row.previous, at: row.updated_at, by: row.updated_by };
}

export async function saveRecognitionSettings(
  tx: OrgDb,
  settings: RecognitionSettings,
  { previous, at, by }: { previous: RecognitionSettings; at: Date; by: string },
): Promise<void> {
  const columns = {
    least_size: settings.leastSize,
    least_score: settings.leastScore,
    least_quality: settings.leastQuality,
    match_offset: settings.matchOffset,
    unsure_offset: settings.unsureOffset,
    faces_for_name: settings.facesForName,
    attempts_kept: settings.attemptsKept,
    previous: JSON.stringify(Object.fromEntries(RECOGNITION_SETTINGS.map((name) => [name, previous[name]]))),
    updated_at: at,
    updated_by: by,
  };
  await tx
    .insertInto('recognition_settings')
    .values({ org_id: tx.orgId, ...columns })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(columns))
    .execute();
}

/** A column of four bytes holds 0.04 as 0.0399999991. */
const twoDigits = (value: number): number => Math.round(value * 100) / 100;
