import { sql } from 'kysely';
import type { AlertStatus } from '../domain/alert.ts';
import type { SeenObjects } from '../domain/camera.ts';
import type { OrgDb } from './scope.ts';

/** What a camera saw once, as far as it matters for what is usual. */
export interface Activity {
  id: string;
  /** The event's own number, and the camera's. */
  number: number;
  camera: number;
  startedAt: Date;
  endedAt: Date;
  objects: SeenObjects;
  zones: string[];
  risk: number;
  closedAt: Date | null;
}

export interface ActivityCursor {
  startedAt: Date;
  id: string;
}

/** Camera events that are over, by their beginning, after the cursor where there is one. */
export async function activityInOrder(
  tx: OrgDb,
  {
    from,
    to,
    closedBy,
    after,
    limit,
  }: { from: Date; to: Date; closedBy: Date; after: ActivityCursor | null; limit: number },
): Promise<Activity[]> {
  return activity(tx)
    .where('camera_event.started_at', '>=', after?.startedAt ?? from)
    .where('camera_event.started_at', '<=', to)
    .where('camera_event.closed_at', '<=', closedBy)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(camera_event.started_at, camera_event.id) > (${after!.startedAt}::timestamptz, ${after!.id}::uuid)`,
      ),
    )
    .orderBy('camera_event.started_at')
    .orderBy('camera_event.id')
    .limit(limit)
    .execute()
    .then((rows) => rows.map(fromRow));
}

/** Camera events that were over after one moment and by another, earliest first. */
export async function activityClosedBetween(tx: OrgDb, after: Date, by: Date, limit: number): Promise<Activity[]> {
  return activity(tx)
    .where('camera_event.closed_at', '>', after)
    .where('camera_event.closed_at', '<=', by)
    .orderBy('camera_event.closed_at')
    .orderBy('camera_event.started_at')
    .limit(limit)
    .execute()
    .then((rows) => rows.map(fromRow));
}

/** What one camera saw from then to then, over or not, earliest first. */
export async function activityOf(tx: OrgDb, cameraId: string, from: Date, to: Date): Promise<Activity[]> {
  return activity(tx)
    .where('camera_event.camera_id', '=', cameraId)
    .where('camera_event.started_at', '>=', from)
    .where('camera_event.started_at', '<=', to)
    .orderBy('camera_event.started_at')
    .orderBy('camera_event.id')
    .limit(2000)
    .execute()
    .then((rows) => rows.map(fromRow));
}

/** The statuses of the alerts that stand on any of these camera events. */
export async function alertsOnActivity(
  tx: OrgDb,
  ids: readonly string[],
): Promise<{ on: string; status: AlertStatus }[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('alert_camera_event')
    .innerJoin('alert', (join) =>
      join
        .onRef('alert.org_id', '=', 'alert_camera_event.org_id')
        .onRef('alert.id', '=', 'alert_camera_event.alert_id'),
    )
    .select(['alert_camera_event.camera_event_id as on', 'alert.status'])
    .where('alert_camera_event.org_id', '=', tx.orgId)
    .where('alert_camera_event.camera_event_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

/** Whether there is any camera event that is over. */
export async function hasActivity(tx: OrgDb): Promise<boolean> {
  const row = await tx
    .selectFrom('camera_event')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('closed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

const activity = (tx: OrgDb) =>
  tx
    .selectFrom('camera_event')
    .innerJoin('camera', (join) =>
      join.onRef('camera.org_id', '=', 'camera_event.org_id').onRef('camera.id', '=', 'camera_event.camera_id'),
    )
    .select([
      'camera_event.id',
      'camera_event.number',
      'camera.number as camera',
      'camera_event.started_at',
      'camera_event.ended_at',
      'camera_event.objects',
      'camera_event.zones',
      'camera_event.risk',
      'camera_event.closed_at',
    ])
    .where('camera_event.org_id', '=', tx.orgId);

const fromRow = (row: {
  id: string;
  number: number;
  camera: number;
  started_at: Date;
  ended_at: Date;
  objects: SeenObjects;
  zones: string[];
  risk: number;
  closed_at: Date | null;
}): Activity => ({
  id: row.id,
  number: row.number,
  camera: row.camera,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  objects: row.objects,
  zones: row.zones,
  risk: row.risk,
  closedAt: row.closed_at,
});
