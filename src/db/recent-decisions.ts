import { sql } from 'kysely';
import type { FaceDecision, FaceQuality } from '../domain/face.ts';
import type { OrgDb } from './scope.ts';

/** What was decided of a face that a camera saw, with what is known by now of whom it was most like. */
export interface RecentDecision {
  eventId: string | null;
  score: number;
  quality: FaceQuality;
  decision: FaceDecision;
  /** Of whoever it is most like: whether they have a name, and the threshold of their own. */
  named: boolean;
  own: number | null;
  /** So much stricter the camera is. */
  stricter: number;
  /** Somebody said that it is not them. */
  wrong: boolean;
}

/** The newest so many faces that cameras saw and this model told apart, since a moment; of one camera where it is named. */
export async function recentDecisions(
  tx: OrgDb,
  { model, from, cameraId, limit }: { model: string; from: Date; cameraId?: string; limit: number },
): Promise<RecentDecision[]> {
  const { rows } = await sql<{
    event_id: string | null;
    score: number;
    quality: FaceQuality;
    decision: FaceDecision;
    named: boolean;
    own: number | null;
    stricter: number;
    wrong: boolean;
  }>`
    select face.camera_event_id as event_id, face.score, face.quality, face.decision, person.name is not null as named,
      person.threshold as own, round(coalesce(camera.stricter, 0)::numeric, 2)::float8 as stricter,
      exists (select from cannot_link link where link.org_id = face.org_id and link.face_id = face.id
        and link.person_id = person.id) as wrong
    from face join picture on picture.org_id = face.org_id and picture.id = face.picture_id
    left join camera on camera.org_id = picture.org_id and camera.id = picture.camera_id
    left join person on person.org_id = face.org_id and person.id = (face.decision -> 'nearest' ->> 'personId')::uuid
    where face.org_id = ${tx.orgId} and face.source = 'camera' and face.at >= ${from}
      and face.decision ->> 'model' = ${model} and face.decision ->> 'result' <> 'unavailable'
      ${cameraId === undefined ? sql`` : sql`and picture.camera_id = ${cameraId}`}
    order by face.at desc, face.id desc limit ${limit}`.execute(tx);
  return rows.map(({ event_id, ...row }) => ({ eventId: event_id, ...row }));
}
