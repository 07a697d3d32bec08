import type { Selectable } from 'kysely';
import type { Consent } from '../domain/person.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

export async function insertConsent(tx: OrgDb, consent: Consent): Promise<void> {
  await tx
    .insertInto('consent')
    .values({
      id: consent.id,
      org_id: tx.orgId,
      person_id: consent.personId,
      state: consent.state,
      text: consent.text,
      at: consent.at,
      recorded_by: consent.recordedBy,
    })
    .execute();
}

/** What was recorded for a person, or for the organisation (null), newest first. */
export async function listConsents(tx: OrgDb, personId: string | null, limit = 100): Promise<Consent[]> {
  const rows = await tx
    .selectFrom('consent')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('person_id', personId === null ? 'is' : '=', personId)
    // of two at one moment the one recorded later holds
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** What holds now; null where nothing was ever recorded. */
export const newestConsent = async (tx: OrgDb, personId: string | null): Promise<Consent | null> =>
  (await listConsents(tx, personId, 1))[0] ?? null;

const fromRow = (row: Selectable<Schema['consent']>): Consent => ({
  id: row.id,
  personId: row.person_id,
  state: row.state,
  text: row.text,
  at: row.at,
  recordedBy: row.recorded_by,
});
