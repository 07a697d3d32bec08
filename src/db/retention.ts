import { type SqlBool, sql } from 'kysely';
import type { PictureClass } from '../domain/picture.ts';
import { expired } from './archived-people.ts';
import type { OrgDb } from './scope.ts';

/** A picture older than its class is kept; `needed` says that something that is kept longer shows it or was learned from it. */
export interface ExpiredPicture {
  id: string;
  needed: boolean;
}

/** Somebody is known by it: new faces are compared with one in it, or somebody vouched for one. */
const TEACHES = sql<SqlBool>`exists (
  select from face where face.org_id = picture.org_id and face.picture_id = picture.id and (
    face.assigned in ('enrolled', 'confirmed')
    or exists (select from face_vector v where v.org_id = face.org_id and v.face_id = face.id and v.compared)))`;
const TELLS = sql<SqlBool>`(
  exists (select from camera_event e where e.org_id = picture.org_id and e.best_picture_id = picture.id)
  or exists (select from alert a where a.org_id = picture.org_id and a.picture_id = picture.id))`;

/** What else than their age speaks for pictures of a class. */
const NEEDED: Record<PictureClass, ReturnType<typeof sql<SqlBool>>> = {
  question: sql<SqlBool>`false`,
  frame: sql<SqlBool>`(${TELLS} or ${TEACHES})`,
  event: TEACHES,
  enrolment: sql<SqlBool>`(${TEACHES} or exists (
    select from face where face.org_id = picture.org_id and face.picture_id = picture.id and face.person_id is not null))`,
};

/** Pictures of a class that were added before, oldest first; of enrolments only those that nobody needs. */
export async function expiredPictures(
  tx: OrgDb,
  wanted: PictureClass,
  before: Date,
  limit: number,
): Promise<ExpiredPicture[]> {
  return tx
    .selectFrom('picture')
    .select('id')
    .select(NEEDED[wanted].as('needed'))
    .where('org_id', '=', tx.orgId)
    .where('class', '=', wanted)
    .where('added_at', '<', before)
    .$if(wanted === 'enrolment', (query) => query.where(sql<SqlBool>`not ${NEEDED.enrolment}`))
    .orderBy('added_at')
    .limit(limit)
    .execute()
    .then((rows) => rows.map(({ id, needed }) => ({ id, needed: needed === true })));
}

/** Deletes camera events that ended before, oldest first, with detections and sightings; answers how many. */
export async function deleteExpiredEvents(tx: OrgDb, before: Date, limit: number): Promise<number> {
  const old = tx
    .selectFrom('camera_event')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('started_at', '<', before)
    .where('ended_at', '<', before)
    .orderBy('started_at')
    .limit(limit);
  const { numDeletedRows } = await tx
    .deleteFrom('camera_event')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', old)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** How many rows there are that ended their time before these moments and are still here. */
export async function countOverdue(
  tx: OrgDb,
  before: { frames: Date; questions: Date; events: Date; archived: Date },
): Promise<{ pictures: number; events: number; people: number }> {
  const { rows } = await sql<{ pictures: number; events: number; people: number }>`select
    (select count(*)::int from picture where org_id = ${tx.orgId} and (
      (class = 'frame' and added_at < ${before.frames}) or (class = 'question' and added_at < ${before.questions})
      or (class = 'event' and added_at < ${before.events}))) as pictures,
    (select count(*)::int from camera_event where org_id = ${tx.orgId}
      and started_at < ${before.events} and ended_at < ${before.events}) as events,
    (select count(*)::int from person where org_id = ${tx.orgId} and ${expired(before.archived)}) as people`.execute(
    tx,
  );
  return rows[0]!;
}
