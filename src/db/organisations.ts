import type { OrgId } from '../domain/id.ts';
import type { Organisation } from '../domain/member.ts';
import { planOnce } from './plan-once.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** Adds the organisation the transaction is scoped to. */
export async function insertOrganisation(
  tx: OrgDb,
  organisation: { name: string; timeZone: string; sample: boolean; createdAt: Date },
): Promise<Organisation> {
  const row = await tx
    .insertInto('organisation')
    .values({
      id: tx.orgId,
      name: organisation.name,
      time_zone: organisation.timeZone,
      sample: organisation.sample,
      settings: '{}',
      created_at: organisation.createdAt,
    })
    .returning(['id', 'name', 'time_zone', 'sample'])
    .executeTakeFirstOrThrow();
  return { id: row.id, name: row.name, timeZone: row.time_zone, sample: row.sample };
}

/** The organisation of this scope. */
export async function findOrganisation(tx: OrgDb): Promise<Organisation | undefined> {
  const row = await tx
    .selectFrom('organisation')
    .modifyFront(planOnce())
    .select(['id', 'name', 'time_zone', 'sample'])
    .where('id', '=', tx.orgId)
    .executeTakeFirst();
  return row && { id: row.id, name: row.name, timeZone: row.time_zone, sample: row.sample };
}

/** Every organisation, oldest first: for schedules that visit all of them, and for finding out whether there is one. */
export async function listOrganisations(tx: SystemDb): Promise<{ id: OrgId; name: string; sample: boolean }[]> {
  const rows = await tx.selectFrom('organisation').select(['id', 'name', 'sample']).orderBy('id').execute();
  return rows.map((row) => ({ ...row, id: row.id as OrgId }));
}

/** The IANA zone in which the organisation reads times; `UTC` where there is no such organisation. */
export const organisationTimeZone = async (tx: OrgDb): Promise<string> =>
  (await findOrganisation(tx))?.timeZone ?? 'UTC';

/** What an organisation has set beside its name and zone. */
export async function organisationSettings(tx: OrgDb): Promise<Record<string, unknown>> {
  const row = await tx.selectFrom('organisation').select('settings').where('id', '=', tx.orgId).executeTakeFirst();
  return row?.settings ?? {};
}

export async function saveOrganisationSettings(tx: OrgDb, settings: Record<string, unknown>): Promise<void> {
  await tx
    .updateTable('organisation')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', tx.orgId)
    .executeTakeFirstOrThrow();
}
