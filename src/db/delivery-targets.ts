import { type Selectable, sql } from 'kysely';
import type { DeliveryTarget, PushDevice, Receiver, TargetSettings } from '../domain/delivery.ts';
import type { OrgId } from '../domain/id.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** Places that admins set up; what is a member's device is theirs (`push-devices.ts`). */
const targets = (tx: OrgDb) =>
  tx.selectFrom('delivery_target').selectAll().where('org_id', '=', tx.orgId).where('kind', '<>', 'push');

/** All of them, by name; their secrets stay sealed and are not among what is answered. */
export async function listTargets(tx: OrgDb): Promise<DeliveryTarget[]> {
  return (await targets(tx).orderBy('name').orderBy('id').execute()).map(targetOf);
}

/** One with its sealed secrets; null where there is none. */
export async function findTarget(
  tx: OrgDb,
  id: string,
): Promise<{ target: DeliveryTarget; sealed: Buffer | null } | null> {
  const row = await targets(tx).where('id', '=', id).executeTakeFirst();
  return row ? { target: targetOf(row), sealed: row.secrets } : null;
}

type Written = TargetSettings &
  Pick<
    DeliveryTarget,
    | 'id'
    | 'name'
    | 'purposes'
    | 'floor'
    | 'limits'
    | 'quiet'
    | 'quietDays'
    | 'timeZone'
    | 'language'
    | 'rollupSeconds'
    | 'enabled'
    | 'updatedAt'
    | 'updatedBy'
  > & { sealed: Buffer | null };

const written = (one: Written) => ({
  kind: one.kind,
  name: one.name,
  settings: JSON.stringify(one.settings),
  secrets: one.sealed,
  purposes: [...one.purposes],
  severity_floor: one.floor,
  limits: one.limits ? JSON.stringify(one.limits) : null,
  quiet_from: one.quiet?.from ?? null,
  quiet_to: one.quiet?.to ?? null,
  quiet_days: [...one.quietDays],
  time_zone: one.timeZone,
  language: one.language,
  rollup_seconds: one.rollupSeconds,
  enabled: one.enabled,
  updated_at: one.updatedAt,
  updated_by: one.updatedBy,
});

/** False where another has this name. */
export async function insertTarget(tx: OrgDb, one: Written): Promise<boolean> {
  const row = await tx
    .insertInto('delivery_target')
    .values({ id: one.id, org_id: tx.orgId, ...written(one), created_at: one.updatedAt, created_by: one.updatedBy })
    .onConflict((conflict) => conflict.columns(['org_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Replaces what is set; how it goes begins anew. */
export async function updateTarget(tx: OrgDb, one: Written): Promise<void> {
  await tx
    .updateTable('delivery_target')
    .set({ ...written(one), failing_since: null, failures: 0, last_error: null, retry_at: null })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', one.id)
    .execute();
}

export async function deleteTarget(tx: OrgDb, id: string): Promise<void> {
  await tx.deleteFrom('delivery_target').where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}

/** Takes a target for one worker, by the lease; null where another has it, it is off, or it is to be left alone until later. */
export async function claimTarget(
  tx: OrgDb,
  id: string,
  now: Date,
  leaseMs: number,
): Promise<{ target: Receiver; sealed: Buffer | null } | null> {
  const row = await tx
    .updateTable('delivery_target')
    .set({ claimed_until: new Date(now.getTime() + leaseMs) })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('enabled', '=', true)
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
  return row ? { target: row.kind === 'push' ? deviceOf(row) : targetOf(row), sealed: row.secrets } : null;
}

/** It took something: what went wrong before is over. Whoever works on it goes on for `leaseMs`. */
export async function noteTaken(tx: OrgDb, id: string, now: Date, leaseMs?: number): Promise<void> {
  await tx
    .updateTable('delivery_target')
    .set({
      delivered_at: now,
      failing_since: null,
      failures: 0,
      last_error: null,
      retry_at: null,
      ...(leaseMs === undefined ? {} : { claimed_until: new Date(now.getTime() + leaseMs) }),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Lets go of a target; `failed` says why it took nothing and before when it is left alone. */
export async function releaseTarget(
  tx: OrgDb,
  id: string,
  now: Date,
  failed?: { why: string; retryAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('delivery_target')
    .set({ claimed_until: null, ...(failed ? failure(failed, now) : {}) })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** It took nothing, of whoever asked beside those who work on it. */
export async function noteFailed(tx: OrgDb, id: string, why: string, now: Date): Promise<void> {
  const { retry_at: _, ...row } = failure({ why, retryAt: null }, now);
  await tx.updateTable('delivery_target').set(row).where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}

const failure = ({ why, retryAt }: { why: string; retryAt: Date | null }, now: Date) => ({
  last_error: why.slice(0, 500),
  failing_since: sql<Date>`coalesce(failing_since, ${now}::timestamptz)`,
  failures: sql<number>`failures + 1`,
  retry_at: retryAt,
});

/** MQTT targets that are on, of all organisations. */
export async function mqttTargets(tx: SystemDb): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('delivery_target')
    .select(['id', 'org_id'])
    .where('kind', '=', 'mqtt')
    .where('enabled', '=', true)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}

/** Takes, or goes on holding, the connection to a target's broker; false where another process holds it. */
export async function holdLink(tx: OrgDb, id: string, by: string, now: Date, leaseMs: number): Promise<boolean> {
  const row = await tx
    .updateTable('delivery_target')
    .set({ linked_by: by, linked_until: new Date(now.getTime() + leaseMs) })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('linked_by', '=', by), eb('linked_until', 'is', null), eb('linked_until', '<=', now)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function releaseLink(tx: OrgDb, id: string, by: string): Promise<void> {
  await tx
    .updateTable('delivery_target')
    .set({ linked_by: null, linked_until: null })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('linked_by', '=', by)
    .execute();
}

/** What stands at a target's broker in our name. */
export async function toldTopics(tx: OrgDb, id: string): Promise<string[]> {
  const row = await tx
    .selectFrom('delivery_target')
    .select('told_topics')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.told_topics ?? [];
}

export async function noteTopics(tx: OrgDb, id: string, topics: readonly string[]): Promise<void> {
  await tx
    .updateTable('delivery_target')
    .set({ told_topics: [...topics] })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Targets for which something is due that nobody works on now. */
export async function targetsDue(tx: SystemDb, now: Date): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('delivery_target')
    .select(['id', 'org_id'])
    .where('enabled', '=', true)
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('delivery')
          .select('delivery.id')
          .whereRef('delivery.org_id', '=', 'delivery_target.org_id')
          .whereRef('delivery.target_id', '=', 'delivery_target.id')
          .where('delivery.state', '=', 'waiting')
          .where('delivery.due_at', '<=', now),
      ),
    )
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}

const NO_CAMERAS = { cameras: false, pictures: false, people: [], control: false };

type Row = Selectable<Schema['delivery_target']>;

const targetOf = (row: Row): DeliveryTarget => ({
  ...({
    kind: row.kind,
    // what was set before cameras could be told of says nothing of them
    settings: row.kind === 'mqtt' ? { ...NO_CAMERAS, ...row.settings } : row.settings,
  } as unknown as TargetSettings),
  ...howTold(row),
});

/** A member's device. */
export const deviceOf = (row: Row): PushDevice => ({
  kind: 'push',
  settings: row.settings as unknown as PushDevice['settings'],
  memberId: row.member_id!,
  ...howTold(row),
});

const howTold = (row: Row) => ({
  id: row.id,
  name: row.name,
  purposes: row.purposes,
  floor: row.severity_floor,
  limits: row.limits,
  quiet: row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to },
  quietDays: row.quiet_days,
  timeZone: row.time_zone,
  language: row.language,
  rollupSeconds: row.rollup_seconds,
  enabled: row.enabled,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
  deliveredAt: row.delivered_at,
  failingSince: row.failing_since,
  failures: row.failures,
  lastError: row.last_error,
  retryAt: row.retry_at,
});
