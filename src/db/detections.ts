import { type Selectable, sql } from 'kysely';
import type { Detection, DetectionSum } from '../domain/camera.ts';
import type { EventColour } from '../domain/colours.ts';
import type { Box } from '../domain/picture.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** How somebody in a detection was dressed, as a model's numbers. */
export interface Appearance {
  detectionId: string;
  model: string;
  at: Date;
  embedding: Float32Array;
}

/** Somebody who was dressed like that. */
export interface AppearanceMatch {
  detectionId: string;
  personId: string;
  cameraEventId: string;
  at: Date;
  /** Cosine, -1..1. */
  similarity: number;
  /** Whether they have a name. */
  named: boolean;
}

export async function insertDetections(tx: OrgDb, detections: readonly Detection[]): Promise<void> {
  if (detections.length === 0) return;
  await tx
    .insertInto('detection')
    .values(
      detections.map((one) => ({
        id: one.id,
        org_id: tx.orgId,
        camera_event_id: one.cameraEventId,
        picture_id: one.pictureId,
        at: one.at,
        kind: one.kind,
        box: [...one.box],
        score: one.score,
        zones: one.zones,
        person_id: one.personId,
        colours: one.colours && JSON.stringify(one.colours),
      })),
    )
    .execute();
}

export async function insertAppearances(tx: OrgDb, appearances: readonly Appearance[]): Promise<void> {
  if (appearances.length === 0) return;
  await tx
    .insertInto('appearance')
    .values(
      appearances.map(({ detectionId, model, at, embedding }) => ({
        org_id: tx.orgId,
        detection_id: detectionId,
        model,
        at,
        embedding: vectorText(embedding),
      })),
    )
    .execute();
}

/** An event's detections, latest first. */
export async function detectionsOfEvent(tx: OrgDb, cameraEventId: string, limit: number): Promise<Detection[]> {
  const rows = await detections(tx)
    .where('camera_event_id', '=', cameraEventId)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

export async function detectionsInPicture(tx: OrgDb, pictureId: string): Promise<Detection[]> {
  const rows = await detections(tx).where('picture_id', '=', pictureId).orderBy('score', 'desc').execute();
  return rows.map(fromRow);
}

/** What an event's detections come to: per kind, zones and person, however many there are. */
export async function sumDetections(tx: OrgDb, cameraEventId: string): Promise<DetectionSum[]> {
  const rows = await tx
    .selectFrom('detection')
    .select((eb) => [
      'kind',
      'zones',
      'person_id',
      eb.fn.countAll<number>().as('count'),
      sql<number>`count(distinct picture_id)`.as('pictures'),
      eb.fn.max('score').as('score'),
      eb.fn.min('at').as('first'),
      eb.fn.max('at').as('last'),
      sql<string>`(array_agg(picture_id order by score desc))[1]`.as('best_picture_id'),
    ])
    .where('org_id', '=', tx.orgId)
    .where('camera_event_id', '=', cameraEventId)
    .groupBy(['kind', 'zones', 'person_id'])
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    zones: row.zones,
    personId: row.person_id,
    count: row.count,
    score: row.score,
    pictures: row.pictures,
    first: row.first,
    last: row.last,
    bestPictureId: row.best_picture_id,
  }));
}

/**
 * The nearest people by how they were dressed, each once by their best: whoever was seen between, with a name or without, compared
 * exactly. Only those dressed at least so alike.
 */
export async function nearestAppearances(
  tx: OrgDb,
  asked: { model: string; embedding: Float32Array; from: Date; to: Date; atLeast: number; limit: number },
): Promise<AppearanceMatch[]> {
  const vector = vectorText(asked.embedding);
  const { rows } = await sql<{
    detection_id: string;
    person_id: string;
    camera_event_id: string;
    at: Date;
    similarity: number;
    named: boolean;
  }>`
    select * from (
      select distinct on (whole.id) detection.id as detection_id, whole.id as person_id,
        detection.camera_event_id, detection.at, whole.name is not null as named, 1 - (appearance.embedding <=> ${vector}::vector) as similarity
      from appearance
        join detection on detection.org_id = appearance.org_id and detection.id = appearance.detection_id
        join person on person.org_id = detection.org_id and person.id = detection.person_id
        join person whole on whole.org_id = person.org_id and whole.id = coalesce(person.merged_into, person.id)
      where appearance.org_id = ${tx.orgId} and appearance.model = ${asked.model}
        and appearance.at between ${asked.from} and ${asked.to}
        and vector_dims(appearance.embedding) = ${asked.embedding.length}
      order by whole.id, appearance.embedding <=> ${vector}::vector
    ) nearest
    where similarity >= ${asked.atLeast}
    order by similarity desc
    limit ${asked.limit}`.execute(tx);
  return rows.map((row) => ({
    detectionId: row.detection_id,
    personId: row.person_id,
    cameraEventId: row.camera_event_id,
    at: row.at,
    similarity: row.similarity,
    named: row.named,
  }));
}

/** The picture that shows an event best: somebody known or numbered first, then people, then whatever is surest. */
export async function bestPictureOf(tx: OrgDb, cameraEventId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('detection')
    .select('picture_id')
    .where('org_id', '=', tx.orgId)
    .where('camera_event_id', '=', cameraEventId)
    .orderBy(sql`person_id is not null`, 'desc')
    .orderBy(sql`kind = 'person'`, 'desc')
    .orderBy('score', 'desc')
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
  return row?.picture_id ?? null;
}

/** What things in an event are coloured like, over its pictures: what most of them show first. */
export async function coloursOfEvent(tx: OrgDb, cameraEventId: string): Promise<EventColour[]> {
  const { rows } = await sql<EventColour>`
    select kind, part.key as part, colour.key as colour, max(colour.value::text::real) as share,
      count(distinct picture_id)::int as pictures
    from detection, jsonb_each(colours) part, jsonb_each(part.value) colour
    where org_id = ${tx.orgId} and camera_event_id = ${cameraEventId} and colours is not null
    group by kind, part.key, colour.key
    order by kind = 'person' desc, kind, part.key = 'lower', pictures desc, share desc`.execute(tx);
  return rows;
}

/** Forgets how somebody was dressed. */
export async function forgetAppearancesOf(tx: OrgDb, personId: string): Promise<void> {
  await sql`delete from appearance using detection
    where appearance.org_id = ${tx.orgId} and detection.org_id = ${tx.orgId}
      and detection.id = appearance.detection_id and detection.person_id = ${personId}`.execute(tx);
  await tx
    .updateTable('detection')
    .set({ colours: null })
    .where('org_id', '=', tx.orgId)
    .where('person_id', '=', personId)
    .execute();
}

/** Forgets how people were dressed before then; answers how many rows went. */
export async function forgetAppearances(tx: OrgDb, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('appearance')
    .where('org_id', '=', tx.orgId)
    .where('at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

const detections = (tx: OrgDb) => tx.selectFrom('detection').selectAll().where('org_id', '=', tx.orgId);
const vectorText = (vector: Float32Array): string => `[${vector.join(',')}]`;

const fromRow = (row: Selectable<Schema['detection']>): Detection => ({
  id: row.id,
  cameraEventId: row.camera_event_id,
  pictureId: row.picture_id,
  at: row.at,
  kind: row.kind,
  box: row.box as unknown as Box,
  score: row.score,
  zones: row.zones,
  personId: row.person_id,
  colours: row.colours,
});
