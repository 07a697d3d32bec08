import { sql } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import type { Severity } from '../domain/severity.ts';
import type { Posted, Shown } from '../messages/outbound.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** An answer that stands on a platform and is to be told anew there. */
export interface AnswerToErase {
  id: string;
  posted: Posted;
  shows: Shown;
  since: Date;
}

/** Marks where answers of these turns stand, and cards by themselves about these references; answers how many. */
export async function markAnswers(
  tx: OrgDb,
  { turns, cards }: { turns: readonly string[]; cards: readonly string[] },
  now: Date,
): Promise<number> {
  const result = await tx
    .updateTable('inbox')
    .set({ erase_at: now })
    .where('org_id', '=', tx.orgId)
    .where('reply', 'is not', null)
    .where(
      sql<boolean>`(shows ->> 'turn' = any(${[...turns]}::text[]) or split_part(shows ->> 'card', '/', 1) = any(${[...cards]}::text[]))`,
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Alerts about people, or with one of these pictures: what channels were told of them shows somebody. */
export async function alertsShowing(
  tx: OrgDb,
  { persons, pictures }: { persons: readonly string[]; pictures: readonly string[] },
): Promise<{ id: string; severity: Severity }[]> {
  return tx
    .selectFrom('alert')
    .select(['id', 'severity'])
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`(person_id = any(${[...persons]}::uuid[]) or picture_id = any(${[...pictures]}::uuid[]))`)
    .execute();
}

/** What is due, of all organisations. */
export async function dueErasures(tx: SystemDb, now: Date, limit = 200): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('inbox')
    .select(['id', 'org_id'])
    .where('erase_at', '<=', now)
    .orderBy('erase_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}

export async function findErasure(tx: OrgDb, id: string): Promise<AnswerToErase | null> {
  const row = await tx
    .selectFrom('inbox')
    .select(['id', 'reply', 'shows', 'erase_at'])
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('erase_at', 'is not', null)
    .executeTakeFirst();
  return row?.reply && row.shows ? { id: row.id, posted: row.reply, shows: row.shows, since: row.erase_at! } : null;
}

/** When it is tried again; null where it is done, or never will be. */
export async function saveErasure(tx: OrgDb, id: string, again: Date | null): Promise<void> {
  await tx.updateTable('inbox').set({ erase_at: again }).where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}
