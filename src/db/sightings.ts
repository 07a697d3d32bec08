import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { FaceDecision } from '../domain/face.ts';
import type { Sighting } from '../domain/person.ts';
import type { Box } from '../domain/picture.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

export interface SightingFilter {
  personIds?: readonly string[];
  /** Only people with a name, or only those without. */
  named?: boolean;
  cameraIds?: readonly string[];
  cameraEventId?: string;
  /** Only of who was inside one of these zones, by its name, in the event. */
  zones?: readonly string[];
  /** Only in events in which this person was seen, too, and without their own sightings. */
  withId?: string;
  /** Nobody of these. */
  withoutIds?: readonly string[];
  from?: Date;
  to?: Date;
  /** Only those that ended before this moment. */
  endedBefore?: Date;
  /** Only those that began after this moment. */
  begunAfter?: Date;
}

/** Sightings counted by whom or where. */
export interface SightingSum {
  id: string;
  count: number;
  first: Date;
  last: Date;
  /** How long they were seen, all sightings together. */
  seconds: number;
}

/** Adds to the sighting of a person in an event, or begins it. */
export async function addSighting(tx: OrgDb, sighting: Sighting): Promise<Sighting> {
  const { rows } = await sql<Row>`
    insert into sighting (id, org_id, person_id, camera_id, camera_event_id, first_seen, last_seen, faces, best_face_id, by, decision)
    values (${sighting.id}, ${tx.orgId}, ${sighting.personId}, ${sighting.cameraId}, ${sighting.cameraEventId}, ${sighting.firstSeen},
      ${sighting.lastSeen}, ${sighting.faces}, ${sighting.bestFaceId}, ${sighting.by}, ${JSON.stringify(sighting.decision)})
    on conflict (org_id, camera_event_id, person_id) do update set
      first_seen = least(sighting.first_seen, excluded.first_seen),
      last_seen = greatest(sighting.last_seen, excluded.last_seen),
      faces = sighting.faces + excluded.faces,
      by = case when 'face' in (sighting.by, excluded.by) then 'face' else 'appearance' end,
      best_face_id = case when ${BETTER} then excluded.best_face_id else coalesce(sighting.best_face_id, excluded.best_face_id) end,
      decision = case when ${BETTER} then excluded.decision else sighting.decision end
    returning *`.execute(tx);
  return fromRow(rows[0]!);
}

/** A face says more than how somebody was dressed, and the more similar face more than another. */
const BETTER = sql`(excluded.best_face_id is not null and (sighting.best_face_id is null
  or coalesce((excluded.decision #>> '{nearest,similarity}')::real, 0) > coalesce((sighting.decision #>> '{nearest,similarity}')::real, 0)))`;

/** An event in which more people were seen at once than it can be told who they are. */
export interface UntoldEvent {
  number: number;
  /** So many more, at least. */
  people: number;
  last: Date;
}

/**
 * Such events, latest first, and how many there are. Of zones also those in which people entered one, and whoever it was can no longer be
 * told: the pictures are gone, or the person was forgotten.
 */
export async function untoldEvents(
  tx: OrgDb,
  { cameraIds = [], zones, withId, from, to }: Pick<SightingFilter, 'cameraIds' | 'zones' | 'withId' | 'from' | 'to'>,
  limit: number,
): Promise<{ count: number; rows: UntoldEvent[] }> {
  const inside = (
    of: RawBuilder<unknown>,
  ) => sql`exists (select from detection inside where inside.org_id = event.org_id
    and inside.camera_event_id = event.id and inside.kind = 'person' and inside.zones && ${[...(zones ?? [])]}::text[] ${of})`;
  const more = sql`greatest(coalesce((event.objects #>> '{person,forgotten}')::int, 0), (event.objects #>> '{person,most}')::int - (
    select count(distinct sighting.person_id)::int from sighting
    where sighting.org_id = event.org_id and sighting.camera_event_id = event.id))`;
  const people = zones
    ? sql`case when ${inside(sql`and inside.person_id is null`)} then ${more}
        when event.objects #> '{person,zones}' ?| ${[...zones]}::text[] and not ${inside(sql``)} then greatest(1, ${more}) end`
    : more;
  const { rows } = await sql<UntoldEvent & { count: number }>`
    select number, people, last, count(*) over () as count from (
      select event.number, event.ended_at as last, ${people} as people
      from camera_event event
      where event.org_id = ${tx.orgId} and event.objects ? 'person'
        ${cameraIds.length > 0 ? sql`and event.camera_id = any(${[...cameraIds]}::uuid[])` : sql``}
        ${
          withId
            ? sql`and exists (select 1 from sighting other where other.org_id = event.org_id
                and other.camera_event_id = event.id and other.person_id = ${withId}::uuid)`
            : sql``
        }
        ${from ? sql`and event.ended_at >= ${from}` : sql``} ${to ? sql`and event.started_at < ${to}` : sql``}
    ) seen
    where people > 0 order by last desc, number desc limit ${limit}`.execute(tx);
  return {
    count: rows[0]?.count ?? 0,
    rows: rows.map(({ number, people, last }) => ({ number, people, last })),
  };
}

/** A sighting with the number of its event and the picture that shows it best, while that is kept. */
export interface ShownSighting extends Sighting {
  eventNumber: number;
  shown: { pictureId: string; box: Box } | null;
}

/** Sightings, latest first. */
export async function listSightings(
  tx: OrgDb,
  filter: SightingFilter,
  limit: number,
  offset = 0,
): Promise<ShownSighting[]> {
  const { rows } = await sql<Row & { event_number: number; picture_id: string | null; box: number[] | null }>`
    select page.*, event.number as event_number, coalesce(face.picture_id, body.picture_id) as picture_id,
      coalesce(face.box, body.box) as box from
      (select sighting.* from sighting ${where(tx, filter)}
       order by sighting.last_seen desc, sighting.id desc limit ${limit} offset ${offset}) page
    join camera_event event on event.org_id = page.org_id and event.id = page.camera_event_id
    left join face on face.org_id = page.org_id and face.id = page.best_face_id
    left join lateral (${bodyOf(tx)}) body on face.id is null
    order by page.last_seen desc, page.id desc`.execute(tx);
  return rows.map((row) => ({
    ...fromRow(row),
    eventNumber: row.event_number,
    shown: row.picture_id && row.box ? { pictureId: row.picture_id, box: row.box as unknown as Box } : null,
  }));
}

/** The sighting that began first; null where there is none. */
export async function firstSighting(
  tx: OrgDb,
  filter: SightingFilter,
): Promise<(Sighting & { eventNumber: number }) | null> {
  const { rows } = await sql<Row & { event_number: number }>`
    select page.*, event.number as event_number from
      (select sighting.* from sighting ${where(tx, filter)} order by sighting.first_seen, sighting.id limit 1) page
    join camera_event event on event.org_id = page.org_id and event.id = page.camera_event_id`.execute(tx);
  const [row] = rows;
  return row ? { ...fromRow(row), eventNumber: row.event_number } : null;
}

/** The picture that shows somebody best whose face was not seen in an event. */
const bodyOf = (tx: OrgDb): RawBuilder<unknown> => sql`
  select detection.picture_id, detection.box from detection
  where detection.org_id = ${tx.orgId} and detection.camera_event_id = page.camera_event_id
    and detection.person_id = page.person_id
  order by detection.score desc, detection.id limit 1`;

/** How many sightings there are, with the first and the last moment. */
export async function sumSightings(
  tx: OrgDb,
  filter: SightingFilter,
): Promise<{ count: number; first: Date | null; last: Date | null }> {
  const { rows } = await sql<{ count: number; first: Date | null; last: Date | null }>`
    select count(*) as count, min(first_seen) as first, max(last_seen) as last from sighting ${where(tx, filter)}`.execute(
    tx,
  );
  return rows[0]!;
}

/** The same for each person, latest first, or for each camera, the most first. */
export async function groupSightings(
  tx: OrgDb,
  filter: SightingFilter,
  by: 'person' | 'camera',
  limit: number,
): Promise<SightingSum[]> {
  const column = sql.ref(by === 'person' ? 'sighting.person_id' : 'sighting.camera_id');
  const { rows } = await sql<SightingSum>`
    select ${column} as id, count(*) as count, min(first_seen) as first, max(last_seen) as last,
      sum(extract(epoch from last_seen - first_seen))::float8 as seconds from sighting ${where(tx, filter)}
    group by ${column} order by ${by === 'camera' ? sql`count(*) desc, ` : sql``}max(last_seen) desc, ${column} limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** How many different people were sighted. */
export async function countSighted(tx: OrgDb, filter: SightingFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct sighting.person_id) as count from sighting ${where(tx, filter)}`.execute(tx);
  return rows[0]!.count;
}

/** Sightings by id, in any order, locked until the transaction ends; those that are gone are left out. */
export async function sightingsById(tx: OrgDb, ids: readonly string[]): Promise<Sighting[]> {
  const { rows } = await sql<Row>`
    select * from sighting where org_id = ${tx.orgId} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(
    tx,
  );
  return rows.map(fromRow);
}

/** All sightings of a person, or of some people in some events, locked until the transaction ends. */
export async function lockSightings(
  tx: OrgDb,
  of: { personIds: readonly string[]; eventIds?: readonly string[] },
): Promise<Sighting[]> {
  const { rows } = await sql<Row>`
    select * from sighting where org_id = ${tx.orgId} and person_id = any(${[...of.personIds]}::uuid[])
    ${of.eventIds ? sql`and camera_event_id = any(${[...of.eventIds]}::uuid[])` : sql``}
    order by id for update`.execute(tx);
  return rows.map(fromRow);
}

/** Puts these sightings in place of whatever is kept of the same people in the same events. */
export async function replaceSightings(
  tx: OrgDb,
  places: readonly { personId: string; cameraEventId: string }[],
  sightings: readonly Sighting[],
): Promise<void> {
  if (places.length > 0)
    await sql`delete from sighting using unnest(${places.map((place) => place.personId)}::uuid[],
      ${places.map((place) => place.cameraEventId)}::uuid[]) as given (person_id, camera_event_id)
      where sighting.org_id = ${tx.orgId} and sighting.person_id = given.person_id
        and sighting.camera_event_id = given.camera_event_id`.execute(tx);
  // an event or a face may have gone since
  for (const one of sightings)
    await sql`insert into sighting (id, org_id, person_id, camera_id, camera_event_id, first_seen, last_seen, faces, best_face_id, by, decision)
      select ${one.id}, ${tx.orgId}, ${one.personId}, ${one.cameraId}, event.id, ${one.firstSeen}::timestamptz, ${one.lastSeen}::timestamptz,
        ${one.faces}::integer, (select face.id from face where face.org_id = ${tx.orgId} and face.id = ${one.bestFaceId}::uuid),
        ${one.by}, ${JSON.stringify(one.decision)}::jsonb
      from camera_event event where event.org_id = ${tx.orgId} and event.id = ${one.cameraEventId}`.execute(tx);
}

/** What the faces of these people in these events come to. */
export async function facesAsSightings(
  tx: OrgDb,
  of: { personIds: readonly string[]; eventIds: readonly string[] },
): Promise<Omit<Sighting, 'id'>[]> {
  const { rows } = await sql<Omit<Row, 'id'>>`
    select face.person_id, event.camera_id, face.camera_event_id, min(face.at) as first_seen, max(face.at) as last_seen,
      count(*)::integer as faces, 'face' as by,
      (array_agg(face.id order by ${SIMILARITY} desc nulls last, face.id))[1] as best_face_id,
      (array_agg(face.decision order by ${SIMILARITY} desc nulls last, face.id))[1] as decision
    from face join camera_event event on event.org_id = face.org_id and event.id = face.camera_event_id
    where face.org_id = ${tx.orgId} and face.person_id = any(${[...of.personIds]}::uuid[])
      and face.camera_event_id = any(${[...of.eventIds]}::uuid[])
    group by face.person_id, event.camera_id, face.camera_event_id`.execute(tx);
  return rows.map((row) => {
    const { id: _none, ...sighting } = fromRow({ ...row, id: '', decision: row.decision ?? UNDECIDED });
    return sighting;
  });
}

const SIMILARITY = sql`(face.decision #>> '{nearest,similarity}')::real`;
const UNDECIDED: FaceDecision = {
  result: 'match',
  model: null,
  threshold: 0,
  unsureFrom: 0,
  nearest: null,
  runnerUp: null,
  reason: null,
};

function where(tx: OrgDb, filter: SightingFilter): RawBuilder<unknown> {
  const {
    personIds,
    named,
    cameraIds,
    cameraEventId,
    zones,
    withId,
    withoutIds = [],
    from,
    to,
    endedBefore,
    begunAfter,
  } = filter;
  const conditions = [
    sql`sighting.org_id = ${tx.orgId}`,
    ...(personIds ? [sql`sighting.person_id = any(${[...personIds]}::uuid[])`] : []),
    ...(withoutIds.length > 0 ? [sql`sighting.person_id <> all(${[...withoutIds]}::uuid[])`] : []),
    ...(cameraIds ? [sql`sighting.camera_id = any(${[...cameraIds]}::uuid[])`] : []),
    ...(cameraEventId ? [sql`sighting.camera_event_id = ${cameraEventId}`] : []),
    ...(zones
      ? [
          sql`exists (select from detection inside where inside.org_id = sighting.org_id
            and inside.camera_event_id = sighting.camera_event_id and inside.person_id = sighting.person_id
            and inside.zones && ${[...zones]}::text[])`,
        ]
      : []),
    ...(withId
      ? [
          sql`sighting.person_id <> ${withId}::uuid and exists (select 1 from sighting other where other.org_id = sighting.org_id
            and other.camera_event_id = sighting.camera_event_id and other.person_id = ${withId}::uuid)`,
        ]
      : []),
    ...(from ? [sql`sighting.last_seen >= ${from}`] : []),
    ...(to ? [sql`sighting.first_seen < ${to}`] : []),
    ...(begunAfter ? [sql`sighting.first_seen > ${begunAfter}`] : []),
    ...(endedBefore ? [sql`sighting.last_seen < ${endedBefore}`] : []),
  ];
  const who =
    named === undefined
      ? sql``
      : sql`join person on person.org_id = sighting.org_id and person.id = sighting.person_id and (person.name is not null) = ${named}`;
  return sql`${who} where ${sql.join(conditions, sql` and `)}`;
}

type Row = Selectable<Schema['sighting']>;

const fromRow = (row: Row): Sighting => ({
  id: row.id,
  personId: row.person_id,
  cameraId: row.camera_id,
  cameraEventId: row.camera_event_id,
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  faces: row.faces,
  bestFaceId: row.best_face_id,
  by: row.by,
  decision: row.decision,
});
