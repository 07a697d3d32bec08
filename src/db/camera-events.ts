import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import type { CameraEvent } from '../domain/camera.ts';
import { type ColoursWanted, wantsColours } from '../domain/colours.ts';
import type { FaceDecision } from '../domain/face.ts';
import { type Severity, severityRank } from '../domain/severity.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

export interface CameraEventPage {
  cameraId?: string;
  /** Events that reach into the time from `from` to before `to`. */
  from?: Date;
  to?: Date;
  /** At least so risky, 0..100. */
  minRisk?: number;
  /** Only events with one of these in them, by the detector's words. */
  kinds?: readonly string[];
  /** Only events with something of these colours in them: one of the kinds, where there are any. */
  colours?: ColoursWanted;
  /** Only events with something in one of these zones: one of the kinds, where there are any. */
  zones?: readonly string[];
  /** Only events that somebody reviewed, or only the others. */
  reviewed?: boolean;
  /** Only events with a smaller number: the cursor of the next page. */
  before?: number;
  limit: number;
}

export async function findCameraEvent(tx: OrgDb, number: number): Promise<CameraEvent | null> {
  const row = await events(tx).where('number', '=', number).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findCameraEventById(tx: OrgDb, id: string): Promise<CameraEvent | null> {
  const row = await events(tx).where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Latest first. */
export async function listCameraEvents(tx: OrgDb, page: CameraEventPage): Promise<CameraEvent[]> {
  const { before, limit } = page;
  const rows = await fitting(events(tx), page)
    .$if(before !== undefined, (query) => query.where('number', '<', before!))
    .orderBy('started_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How many there are of what fits. */
export async function countCameraEvents(tx: OrgDb, page: Omit<CameraEventPage, 'before' | 'limit'>): Promise<number> {
  const query = tx
    .selectFrom('camera_event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId);
  return (await fitting(query, page).executeTakeFirstOrThrow()).count;
}

function fitting<O>(
  query: SelectQueryBuilder<Schema, 'camera_event', O>,
  { cameraId, from, to, minRisk, kinds, colours, zones, reviewed }: Omit<CameraEventPage, 'before' | 'limit'>,
): SelectQueryBuilder<Schema, 'camera_event', O> {
  let fits = query;
  if (cameraId !== undefined) fits = fits.where('camera_id', '=', cameraId);
  if (from !== undefined) fits = fits.where('ended_at', '>=', from);
  if (to !== undefined) fits = fits.where('started_at', '<', to);
  if (minRisk !== undefined) fits = fits.where('risk', '>=', minRisk);
  if (kinds !== undefined) fits = fits.where(sql<boolean>`objects ?| ${[...kinds]}::text[]`);
  if (colours !== undefined && wantsColours(colours)) {
    const { colour = null, upper = null, lower = null } = colours;
    fits = fits.where(sql<boolean>`exists (select from detection seen
      where seen.org_id = camera_event.org_id and seen.camera_event_id = camera_event.id
        and (${kinds ? [...kinds] : null}::text[] is null or seen.kind = any(${kinds ? [...kinds] : null}::text[]))
        and (${colour}::text is null or seen.colours -> 'upper' ? ${colour} or seen.colours -> 'lower' ? ${colour} or seen.colours -> 'body' ? ${colour})
        and (${upper}::text is null or seen.colours -> 'upper' ? ${upper}) and (${lower}::text is null or seen.colours -> 'lower' ? ${lower}))`);
  }
  if (zones !== undefined)
    // by what is kept of the event: where its pictures are gone, what was found on them is, too
    fits = fits.where(sql<boolean>`exists (select from jsonb_each(objects) as entered (kind, seen)
      where seen -> 'zones' ?| ${[...zones]}::text[]
        and (${kinds ? [...kinds] : null}::text[] is null or kind = any(${kinds ? [...kinds] : null}::text[])))`);
  if (reviewed !== undefined) fits = fits.where('reviewed_at', reviewed ? 'is not' : 'is', null);
  return fits;
}

/** Counts in their events the people who are about to be forgotten: that somebody else was there stays to be told, and not who. */
export async function countForgotten(tx: OrgDb, personIds: readonly string[]): Promise<void> {
  await sql`
    update camera_event set objects = jsonb_set(
      jsonb_build_object('person', jsonb_build_object('most', 0, 'score', 0)) || objects, '{person,forgotten}',
      to_jsonb(coalesce((objects #>> '{person,forgotten}')::int, 0) + 1))
    from (
      select distinct camera_event_id from sighting
      where org_id = ${tx.orgId} and person_id = any(${[...personIds]}::uuid[])
    ) seen
    where camera_event.org_id = ${tx.orgId} and camera_event.id = seen.camera_event_id`.execute(tx);
}

/** Says that events were reviewed, or were not; answers which of them were otherwise before. */
export async function setReviewed(
  tx: OrgDb,
  numbers: readonly number[],
  reviewed: { at: Date; by: string } | null,
): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    update camera_event set reviewed_at = ${reviewed?.at ?? null}::timestamptz, reviewed_by = ${reviewed?.by ?? null}::text
    where org_id = ${tx.orgId} and number = any(${[...numbers]}::bigint[])
      and reviewed_at is ${reviewed ? sql`null` : sql`not null`}
    returning number`.execute(tx);
  return rows.map(({ number }) => number);
}

/** Which of these numbers are of events. */
export async function knownEventNumbers(tx: OrgDb, numbers: readonly number[]): Promise<number[]> {
  if (numbers.length === 0) return [];
  const rows = await tx
    .selectFrom('camera_event')
    .select('number')
    .where('org_id', '=', tx.orgId)
    .where('number', 'in', [...numbers])
    .execute();
  return rows.map(({ number }) => number);
}

/** The events of a camera that reach into the time between, closed ones too, earliest first. */
export async function cameraEventsAround(tx: OrgDb, cameraId: string, from: Date, to: Date): Promise<CameraEvent[]> {
  const rows = await events(tx)
    .where('camera_id', '=', cameraId)
    .where('ended_at', '>=', from)
    .where('started_at', '<=', to)
    .orderBy('started_at')
    .orderBy('number')
    .execute();
  return rows.map(fromRow);
}

/** The event a camera's picture belongs to: where something was found on it, or else the one that went on when it was taken. */
export async function cameraEventOfPicture(
  tx: OrgDb,
  { id, cameraId, takenAt }: { id: string; cameraId: string; takenAt: Date },
): Promise<CameraEvent | null> {
  const found = await events(tx)
    .where('camera_id', '=', cameraId)
    .where(sql<boolean>`(best_picture_id = ${id} or (started_at <= ${takenAt} and ended_at >= ${takenAt})
      or id in (select camera_event_id from detection where org_id = ${tx.orgId} and picture_id = ${id})
      or id in (select camera_event_id from face where org_id = ${tx.orgId} and picture_id = ${id}))`)
    .orderBy(
      sql`(id in (select camera_event_id from detection where org_id = ${tx.orgId} and picture_id = ${id})
        or id in (select camera_event_id from face where org_id = ${tx.orgId} and picture_id = ${id}))`,
      'desc',
    )
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ? fromRow(found) : null;
}

/** The camera events an alert stands on, latest first. */
export async function cameraEventsOfAlert(tx: OrgDb, alertId: string, limit: number): Promise<CameraEvent[]> {
  const rows = await events(tx)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('alert_camera_event')
        .select('camera_event_id')
        .where('org_id', '=', tx.orgId)
        .where('alert_id', '=', alertId),
    )
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** The worst of the alerts that stand on each of these events, false alarms apart; those without are not in it. */
export async function alertedEvents(tx: OrgDb, ids: readonly string[]): Promise<Map<string, Severity>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('alert_camera_event')
    .innerJoin('alert', (join) =>
      join
        .onRef('alert.org_id', '=', 'alert_camera_event.org_id')
        .onRef('alert.id', '=', 'alert_camera_event.alert_id'),
    )
    .select(['alert_camera_event.camera_event_id', 'alert.severity'])
    .where('alert_camera_event.org_id', '=', tx.orgId)
    .where('alert_camera_event.camera_event_id', 'in', [...ids])
    .where('alert.status', '<>', 'false_alarm')
    .execute();
  const worst = new Map<string, Severity>();
  for (const { camera_event_id: id, severity } of rows) {
    const known = worst.get(id);
    if (!known || severityRank(severity) > severityRank(known)) worst.set(id, severity);
  }
  return worst;
}

/** Events nothing was added to since `quietSince`, whose time ended before it, too. */
export async function cameraEventsToClose(tx: OrgDb, quietSince: Date, limit: number): Promise<CameraEvent[]> {
  const rows = await events(tx)
    .where('closed_at', 'is', null)
    .where('ended_at', '<', quietSince)
    .where('updated_at', '<', quietSince)
    .orderBy('ended_at')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Somebody in a camera event. */
export interface SeenPerson {
  personId: string;
  number: number;
  label: string;
  name: string | null;
  /** By the face, or only by how they were dressed. */
  by: 'face' | 'appearance';
  decision: FaceDecision;
  first: Date;
  last: Date;
  faces: number;
  /** The picture with the best of their faces; where none was seen, the one that shows them best. */
  pictureId: string | null;
  /** Of that face, or of what was seen of them, 0..1: how sure it is that it is one; null where the picture is gone. */
  score: number | null;
}

/** The people in a camera event, whoever came first. */
export async function peopleOfEvent(tx: OrgDb, cameraEventId: string): Promise<SeenPerson[]> {
  const rows = await tx
    .selectFrom('sighting')
    .innerJoin('person', (join) =>
      join.onRef('person.org_id', '=', 'sighting.org_id').onRef('person.id', '=', 'sighting.person_id'),
    )
    .leftJoin('face', (join) =>
      join.onRef('face.org_id', '=', 'sighting.org_id').onRef('face.id', '=', 'sighting.best_face_id'),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('detection')
          .select(['detection.picture_id', 'detection.score'])
          .where('detection.org_id', '=', tx.orgId)
          .whereRef('detection.camera_event_id', '=', 'sighting.camera_event_id')
          .whereRef('detection.person_id', '=', 'sighting.person_id')
          .orderBy('detection.score', 'desc')
          .orderBy('detection.id')
          .limit(1)
          .as('body'),
      (join) => join.on('face.id', 'is', null),
    )
    .select((eb) => [
      'person.id as person_id',
      'person.number',
      'person.label',
      'person.name',
      'sighting.by',
      'sighting.decision',
      'sighting.first_seen',
      'sighting.last_seen',
      'sighting.faces',
      eb.fn.coalesce('face.picture_id', 'body.picture_id').as('picture_id'),
      eb.fn.coalesce('face.score', 'body.score').as('score'),
    ])
    .where('sighting.org_id', '=', tx.orgId)
    .where('sighting.camera_event_id', '=', cameraEventId)
    .orderBy('sighting.first_seen')
    .orderBy('person.number')
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    number: row.number,
    label: row.label,
    name: row.name,
    by: row.by,
    decision: row.decision,
    first: row.first_seen,
    last: row.last_seen,
    faces: row.faces,
    pictureId: row.picture_id,
    score: row.score,
  }));
}

/** The ids of the people that one picture shows, by their faces or their clothes. */
export async function peopleInPicture(tx: OrgDb, pictureId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('detection')
    .select(['person_id', 'box'])
    .where('org_id', '=', tx.orgId)
    .where('picture_id', '=', pictureId)
    .unionAll(
      tx
        .selectFrom('face')
        .select(['person_id', 'box'])
        .where('org_id', '=', tx.orgId)
        .where('picture_id', '=', pictureId),
    )
    .execute();
  const middle = ([x, , width]: readonly number[]): number => x! + width! / 2;
  return new Set(rows.toSorted((a, b) => middle(a.box) - middle(b.box)).flatMap(({ person_id }) => person_id ?? []));
}

export const insertCameraEvent = (tx: OrgDb, event: CameraEvent): Promise<void> => insertCameraEvents(tx, [event]);

/** Stores new events, one statement. */
export async function insertCameraEvents(tx: OrgDb, events: readonly CameraEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insertInto('camera_event')
    .values(
      events.map((event) => ({
        ...columns(event),
        id: event.id,
        org_id: tx.orgId,
        number: event.number,
        camera_id: event.cameraId,
      })),
    )
    .execute();
}

export async function saveCameraEvent(tx: OrgDb, event: CameraEvent): Promise<void> {
  await tx
    .updateTable('camera_event')
    .set((eb) => ({
      ...columns(event),
      // what got riskier since somebody looked is to be looked at again
      ...Object.fromEntries(
        (['reviewed_at', 'reviewed_by'] as const).map((column) => [
          column,
          eb.case().when('risk', '>=', event.risk).then(eb.ref(column)).else(null).end(),
        ]),
      ),
    }))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', event.id)
    .executeTakeFirstOrThrow();
}

/**
 * Takes back what language models said of events in which somebody was seen: they saw their pictures, and may tell of them. What rules
 * found stays.
 */
export async function forgetModelViews(tx: OrgDb, personIds: readonly string[]): Promise<void> {
  await sql`
    update camera_event event set assessment = null, summary = '', summary_by = 'rules',
      reasons = coalesce((select jsonb_agg(reason) from jsonb_array_elements_text(reasons) reason
        where reason ~ '^[a-z]+(_[a-z]+)*(:|$)'), '[]')
    where org_id = ${tx.orgId} and assessment is not null and exists (select from sighting seen
      where seen.org_id = event.org_id and seen.camera_event_id = event.id and seen.person_id = any(${[...personIds]}::uuid[]))`.execute(
    tx,
  );
}

/** Says which camera events alerts stand on; answers the links that are new. */
export async function linkCameraEvents(
  tx: OrgDb,
  links: readonly { alertId: string; cameraEventId: string }[],
): Promise<{ alertId: string; cameraEventId: string }[]> {
  if (links.length === 0) return [];
  const { rows } = await sql<{ alert_id: string; camera_event_id: string }>`
    insert into alert_camera_event (org_id, alert_id, camera_event_id)
    select ${tx.orgId}::uuid, alert_id, camera_event_id
    from unnest(${links.map((link) => link.alertId)}::uuid[], ${links.map((link) => link.cameraEventId)}::uuid[])
      as link (alert_id, camera_event_id)
    on conflict do nothing
    returning alert_id, camera_event_id`.execute(tx);
  return rows.map((row) => ({ alertId: row.alert_id, cameraEventId: row.camera_event_id }));
}

const events = (tx: OrgDb) => tx.selectFrom('camera_event').selectAll().where('org_id', '=', tx.orgId);

const columns = (event: CameraEvent) => ({
  started_at: event.startedAt,
  ended_at: event.endedAt,
  pictures: event.pictures,
  best_picture_id: event.bestPictureId,
  objects: JSON.stringify(event.objects),
  zones: event.zones,
  risk: event.risk,
  reasons: JSON.stringify(event.reasons),
  summary: event.summary,
  summary_by: event.summaryBy,
  closed_at: event.closedAt,
  updated_at: event.updatedAt,
  assessment: event.view ? JSON.stringify(event.view) : null,
});

const fromRow = (row: Selectable<Schema['camera_event']>): CameraEvent => ({
  id: row.id,
  number: row.number,
  cameraId: row.camera_id,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  pictures: row.pictures,
  bestPictureId: row.best_picture_id,
  objects: row.objects,
  zones: row.zones,
  risk: row.risk,
  reasons: row.reasons,
  summary: row.summary,
  summaryBy: row.summary_by,
  closedAt: row.closed_at,
  updatedAt: row.updated_at,
  view: row.assessment,
  reviewed: row.reviewed_at && { at: row.reviewed_at, by: row.reviewed_by! },
});
