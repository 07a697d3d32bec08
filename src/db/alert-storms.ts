import type { Alert } from '../domain/alert.ts';
import { alertFromRow } from './alerts.ts';
import type { OrgDb } from './scope.ts';

/** Many alerts for one channel, told as one message that grows. */
export interface AlertStorm {
  id: string;
  channelId: string;
  startedAt: Date;
  /** When the last alert joined it. */
  lastAt: Date;
}

/** How an alert was given to a channel: by itself where `stormId` is null; null where it was not given at all. */
export async function tellingOf(
  tx: OrgDb,
  channelId: string,
  alertId: string,
): Promise<{ stormId: string | null } | null> {
  const row = await tx
    .selectFrom('alert_telling')
    .select('storm_id')
    .where('org_id', '=', tx.orgId)
    .where('channel_id', '=', channelId)
    .where('alert_id', '=', alertId)
    .executeTakeFirst();
  return row ? { stormId: row.storm_id } : null;
}

/** Notes that a channel is given an alert; what was noted before stays. */
export async function noteTelling(
  tx: OrgDb,
  { channelId, alertId, stormId, now }: { channelId: string; alertId: string; stormId: string | null; now: Date },
): Promise<void> {
  await tx
    .insertInto('alert_telling')
    .values({ org_id: tx.orgId, channel_id: channelId, alert_id: alertId, at: now, storm_id: stormId })
    .onConflict((conflict) => conflict.columns(['org_id', 'channel_id', 'alert_id']).doNothing())
    .execute();
}

/** How many alerts a channel was given after then. */
export async function tellingsSince(tx: OrgDb, channelId: string, since: Date): Promise<number> {
  const row = await tx
    .selectFrom('alert_telling')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('channel_id', '=', channelId)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The newest storm of a channel that began after `startedAfter` and was joined after `joinedAfter`. */
export async function liveStorm(
  tx: OrgDb,
  channelId: string,
  { startedAfter, joinedAfter }: { startedAfter: Date; joinedAfter: Date },
): Promise<AlertStorm | null> {
  const row = await tx
    .selectFrom('alert_storm')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('channel_id', '=', channelId)
    .where('last_at', '>', joinedAfter)
    .where('started_at', '>', startedAfter)
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findStorm(tx: OrgDb, id: string): Promise<AlertStorm | null> {
  const row = await tx
    .selectFrom('alert_storm')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function insertStorm(tx: OrgDb, { id, channelId, startedAt, lastAt }: AlertStorm): Promise<void> {
  await tx
    .insertInto('alert_storm')
    .values({ id, org_id: tx.orgId, channel_id: channelId, started_at: startedAt, last_at: lastAt })
    .execute();
}

export async function touchStorm(tx: OrgDb, id: string, lastAt: Date): Promise<void> {
  await tx
    .updateTable('alert_storm')
    .set({ last_at: lastAt })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** The alerts of a storm as they are now, in the order they were raised. */
export async function alertsOfStorm(tx: OrgDb, id: string): Promise<Alert[]> {
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where((eb) =>
      eb(
        'id',
        'in',
        eb
          .selectFrom('alert_telling')
          .select('alert_id')
          .where('alert_telling.org_id', '=', tx.orgId)
          .where('storm_id', '=', id),
      ),
    )
    .orderBy('number')
    .execute();
  return rows.map(alertFromRow);
}

/** Takes an alert out of a storm, as one that stands by itself; false where it is the last of it. */
export async function leaveStorm(
  tx: OrgDb,
  { channelId, alertId, stormId }: { channelId: string; alertId: string; stormId: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('alert_telling')
    .set({ storm_id: null })
    .where('org_id', '=', tx.orgId)
    .where('channel_id', '=', channelId)
    .where('alert_id', '=', alertId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('alert_telling as other')
          .select('other.alert_id')
          .where('other.org_id', '=', tx.orgId)
          .where('other.storm_id', '=', stormId)
          .where('other.alert_id', '<>', alertId),
      ),
    )
    .executeTakeFirst();
  return row.numUpdatedRows > 0n;
}

/** Forgets what was given to channels before then; answers how much. */
export async function deleteTellings(tx: OrgDb, before: Date): Promise<number> {
  const told = await tx
    .deleteFrom('alert_telling')
    .where('org_id', '=', tx.orgId)
    .where('at', '<', before)
    .executeTakeFirst();
  await tx.deleteFrom('alert_storm').where('org_id', '=', tx.orgId).where('last_at', '<', before).execute();
  return Number(told.numDeletedRows);
}

const fromRow = (row: { id: string; channel_id: string; started_at: Date; last_at: Date }): AlertStorm => ({
  id: row.id,
  channelId: row.channel_id,
  startedAt: row.started_at,
  lastAt: row.last_at,
});
