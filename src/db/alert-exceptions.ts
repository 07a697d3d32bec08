import { type Selectable, sql } from 'kysely';
import type { AlertException, ExceptionScope } from '../domain/alert-exception.ts';
import type { OrgId } from '../domain/id.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';

const exceptions = (tx: OrgDb) =>
  tx
    .selectFrom('alert_exception')
    .innerJoin('alert', (join) =>
      join.onRef('alert.org_id', '=', 'alert_exception.org_id').onRef('alert.id', '=', 'alert_exception.alert_id'),
    )
    .selectAll('alert_exception')
    .select('alert.number as alert_number')
    .where('alert_exception.org_id', '=', tx.orgId);

/** Those that hold at `now`, oldest first. */
export async function liveExceptions(tx: OrgDb, now: Date): Promise<AlertException[]> {
  const rows = await exceptions(tx)
    .where('until', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('alert_exception.created_at')
    .orderBy('alert_exception.id')
    .execute();
  return rows.map(fromRow);
}

/** Of these alerts, those that somebody said were expected, whether that still holds or not. */
export async function onceExpected(tx: OrgDb, alertIds: readonly string[]): Promise<Set<string>> {
  if (alertIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('alert_exception')
    .select('alert_id')
    .distinct()
    .where('org_id', '=', tx.orgId)
    .where('alert_id', 'in', [...alertIds])
    .where('kind', '=', 'expected')
    .execute();
  return new Set(rows.map(({ alert_id }) => alert_id));
}

/** Those that hold for one alert at `now`: made from it, or a snooze of its matter. */
export async function exceptionsOfAlert(
  tx: OrgDb,
  { id, fingerprint }: { id: string; fingerprint: string },
  now: Date,
): Promise<AlertException[]> {
  const rows = await exceptions(tx)
    .where((eb) => eb.or([eb('alert_id', '=', id), eb('alert_exception.fingerprint', '=', fingerprint)]))
    .where('until', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('alert_exception.created_at')
    .orderBy('alert_exception.id')
    .execute();
  return rows.map(fromRow);
}

/** The newest first; `live` those that hold at `now` alone. */
export async function listExceptions(tx: OrgDb, page: { live?: Date; limit: number }): Promise<AlertException[]> {
  const { live } = page;
  const rows = await exceptions(tx)
    .$if(live !== undefined, (query) => query.where('until', '>', live!).where('ended_at', 'is', null))
    .orderBy('alert_exception.created_at', 'desc')
    .orderBy('alert_exception.id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(fromRow);
}

/** One, locked until the transaction ends. */
export async function lockException(tx: OrgDb, id: string): Promise<AlertException | null> {
  const locked = await tx
    .selectFrom('alert_exception')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!locked) return null;
  const row = await exceptions(tx).where('alert_exception.id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function insertException(tx: OrgDb, one: Omit<AlertException, 'alertNumber'>): Promise<void> {
  await tx
    .insertInto('alert_exception')
    .values({
      id: one.id,
      org_id: tx.orgId,
      kind: one.kind,
      alert_id: one.alertId,
      fingerprint: one.fingerprint,
      ...scopeRow(one),
      worst: one.worst,
      reason: one.reason,
      created_at: one.createdAt,
      created_by: one.createdBy,
      created_by_id: one.createdById,
      until: one.until,
      ended_at: null,
      ended_by: null,
      last_suppressed_at: null,
      woken_at: null,
    })
    .execute();
}

const scopeRow = ({ ruleId, account, address, cameraId, personId }: ExceptionScope) => ({
  rule_id: ruleId,
  account,
  address,
  camera_id: cameraId,
  person_id: personId,
});

/** Ends one now; what it held back is told of by `wakeable`. */
export async function endExceptionRow(tx: OrgDb, id: string, by: string, now: Date): Promise<void> {
  await tx
    .updateTable('alert_exception')
    .set({ ended_at: now, ended_by: by })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Counts what was held back, each happening of an exception once. */
export async function countSuppressed(
  tx: OrgDb,
  hits: readonly { exceptionId: string; happening: string }[],
  now: Date,
): Promise<void> {
  if (hits.length === 0) return;
  await sql`
    with hit as (
      insert into alert_exception_hit (org_id, exception_id, happening, at)
      select distinct ${tx.orgId}::uuid, exception_id, happening, ${now}::timestamptz
      from unnest(${hits.map((hit) => hit.exceptionId)}::uuid[], ${hits.map((hit) => hit.happening)}::text[])
        as hit (exception_id, happening)
      on conflict do nothing
      returning exception_id
    ), counted as (select exception_id, count(*) as hits from hit group by exception_id)
    update alert_exception set suppressed = suppressed + counted.hits, last_suppressed_at = ${now}
    from counted where alert_exception.org_id = ${tx.orgId} and alert_exception.id = counted.exception_id`.execute(tx);
}

/** The happenings an exception held back, latest first: events' numbers or camera events' ids, as text. */
export async function suppressedBy(tx: OrgDb, id: string, limit: number): Promise<{ happening: string; at: Date }[]> {
  return tx
    .selectFrom('alert_exception_hit')
    .select(['happening', 'at'])
    .where('org_id', '=', tx.orgId)
    .where('exception_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('happening', 'desc')
    .limit(limit)
    .execute();
}

/** Organisations in which an exception is over that nobody has looked at since. */
export async function organisationsToWake(tx: SystemDb, now: Date): Promise<OrgId[]> {
  const rows = await tx
    .selectFrom('alert_exception')
    .select('org_id')
    .distinct()
    .where('woken_at', 'is', null)
    .where((eb) => eb.or([eb('until', '<=', now), eb('ended_at', 'is not', null)]))
    .execute();
  return rows.map((row) => row.org_id as OrgId);
}

/** Takes those that are over and were not looked at since, each once. */
export async function takeOver(tx: OrgDb, now: Date): Promise<AlertException[]> {
  const taken = await tx
    .updateTable('alert_exception')
    .set({ woken_at: now })
    .where('org_id', '=', tx.orgId)
    .where('woken_at', 'is', null)
    .where((eb) => eb.or([eb('until', '<=', now), eb('ended_at', 'is not', null)]))
    .returning('id')
    .execute();
  if (taken.length === 0) return [];
  const rows = await exceptions(tx)
    .where(
      'alert_exception.id',
      'in',
      taken.map(({ id }) => id),
    )
    .execute();
  return rows.map(fromRow);
}

const fromRow = (row: Selectable<Schema['alert_exception']> & { alert_number: number }): AlertException => ({
  id: row.id,
  kind: row.kind,
  alertId: row.alert_id,
  alertNumber: row.alert_number,
  fingerprint: row.fingerprint,
  ruleId: row.rule_id,
  account: row.account,
  address: row.address,
  cameraId: row.camera_id,
  personId: row.person_id,
  worst: row.worst,
  reason: row.reason,
  createdAt: row.created_at,
  createdBy: row.created_by,
  createdById: row.created_by_id,
  until: row.until,
  endedAt: row.ended_at,
  endedBy: row.ended_by,
  suppressed: row.suppressed,
  lastSuppressedAt: row.last_suppressed_at,
});
