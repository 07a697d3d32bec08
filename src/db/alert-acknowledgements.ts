import { sql } from 'kysely';
import type { Alert } from '../domain/alert.ts';
import { alertFromRow } from './alerts.ts';
import type { OrgDb } from './scope.ts';

/** That somebody has an alert. */
export interface Acknowledgement {
  /** When they acknowledged it, or said last that they are still on it. */
  since: Date;
  memberId: string | null;
  byName: string;
  askedAt: Date | null;
  /** How often it lapsed. */
  lapses: number;
}

/** Somebody has it from now on, or is still on it; whether that was asked for. */
export async function noteAcknowledged(
  tx: OrgDb,
  alertId: string,
  { memberId, byName, now }: { memberId: string | null; byName: string; now: Date },
): Promise<boolean> {
  const before = await acknowledgementOf(tx, alertId);
  const row = { since: now, member_id: memberId, by_name: byName, asked_at: null };
  await tx
    .insertInto('alert_acknowledgement')
    .values({ org_id: tx.orgId, alert_id: alertId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'alert_id']).doUpdateSet(row))
    .execute();
  return before !== null && before.askedAt !== null;
}

/** Nobody is asked about it any more: `settled` forgets it, else only the question is over. */
export async function endAcknowledgement(tx: OrgDb, alertId: string, settled: boolean): Promise<void> {
  if (settled)
    await tx
      .deleteFrom('alert_acknowledgement')
      .where('org_id', '=', tx.orgId)
      .where('alert_id', '=', alertId)
      .execute();
  else await change(tx, alertId, { asked_at: null });
}

/** It was asked about. */
export const noteAsked = (tx: OrgDb, alertId: string, now: Date): Promise<void> =>
  change(tx, alertId, { asked_at: now });

/** It lapsed once more. */
export const noteLapsed = (tx: OrgDb, alertId: string, lapses: number): Promise<void> =>
  change(tx, alertId, { asked_at: null, lapses });

async function change(tx: OrgDb, alertId: string, values: { asked_at?: Date | null; lapses?: number }): Promise<void> {
  await tx
    .updateTable('alert_acknowledgement')
    .set(values)
    .where('org_id', '=', tx.orgId)
    .where('alert_id', '=', alertId)
    .execute();
}

/** Who has an alert, where somebody acknowledged it since it was settled last. */
export async function acknowledgementOf(tx: OrgDb, alertId: string): Promise<Acknowledgement | null> {
  const row = await tx
    .selectFrom('alert_acknowledgement')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('alert_id', '=', alertId)
    .executeTakeFirst();
  return row
    ? { since: row.since, memberId: row.member_id, byName: row.by_name, askedAt: row.asked_at, lapses: row.lapses }
    : null;
}

/**
 * Acknowledged alerts that somebody took since `from` and said nothing about since `unsaidSince`, locked: to be asked about; or that were asked
 * about before `askedBefore`. What another process works on is left to it.
 */
export async function unattendedAlerts(
  tx: OrgDb,
  {
    from,
    unsaidSince,
    askedBefore,
    mostLapses,
    limit = 100,
  }: {
    from: Date;
    unsaidSince: Date;
    askedBefore: Date;
    mostLapses: number;
    limit?: number;
  },
): Promise<{ alert: Alert; held: Acknowledgement }[]> {
  const rows = await tx
    .selectFrom('alert_acknowledgement as held')
    .innerJoin('alert', (join) =>
      join.onRef('alert.org_id', '=', 'held.org_id').onRef('alert.id', '=', 'held.alert_id'),
    )
    .selectAll('alert')
    .select(['held.since', 'held.member_id', 'held.by_name', 'held.asked_at', 'held.lapses'])
    .where('held.org_id', '=', tx.orgId)
    .where('alert.status', '=', 'acknowledged')
    .where('held.since', '>=', from)
    .where('held.lapses', '<', mostLapses)
    .where(
      sql<boolean>`case when held.asked_at is null then held.since <= ${unsaidSince} else held.asked_at <= ${askedBefore} end`,
    )
    .orderBy('held.since')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => ({
    alert: alertFromRow(row),
    held: { since: row.since, memberId: row.member_id, byName: row.by_name, askedAt: row.asked_at, lapses: row.lapses },
  }));
}
