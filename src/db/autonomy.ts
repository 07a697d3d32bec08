import { sql } from 'kysely';
import { type Autonomy, USUAL_AUTONOMY } from '../domain/autonomy.ts';
import type { OrgDb } from './scope.ts';

/** How much happens by itself, as it was set; a level set for a while may be over. */
export async function findAutonomy(tx: OrgDb): Promise<Autonomy> {
  const row = await tx.selectFrom('autonomy').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  if (!row) return USUAL_AUTONOMY;
  return {
    level: row.level,
    until: row.until,
    before: row.level_before,
    perHour: row.per_hour,
    reason: row.reason,
    since: row.since,
    by: { name: row.by_name, id: row.by_id },
  };
}

/** Sets it, in place of what was set before. */
export async function saveAutonomy(
  tx: OrgDb,
  { level, until, before, perHour, reason, since, by }: Autonomy & { since: Date; by: NonNullable<Autonomy['by']> },
): Promise<void> {
  const set = {
    level,
    until,
    level_before: before,
    per_hour: perHour,
    reason,
    since,
    by_name: by.name,
    by_id: by.id,
  };
  await tx
    .insertInto('autonomy')
    .values({ org_id: tx.orgId, ...set })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(set))
    .execute();
}

/** Waits until no other transaction of the organisation sets it or acts by it, and keeps the next one waiting until this one ends. */
export async function lockAutonomy(tx: OrgDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`autonomy ${tx.orgId}`}, 0))`.execute(tx);
}

/** How many actions the desk took by itself since then. */
export async function automaticSince(tx: OrgDb, since: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('moderation_action')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('automatic', '=', true)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
