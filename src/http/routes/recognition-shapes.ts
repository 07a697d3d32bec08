import { z } from 'zod';
import { FACE_DISMISSALS, type Face, type FaceDecision, type FaceQuality } from '../../domain/face.ts';
import { type Consent, type Person, shownName } from '../../domain/person.ts';
import { formatReference } from '../../domain/reference.ts';
import type { PictureLinks } from '../../pipeline/pictures.ts';
import type { SeenPerson } from '../../pipeline/recognition/people.ts';

/** What the API says of faces and people: boxes and points in 0..1 of the picture, similarities as cosines. */
const instant = z.iso.datetime();
export const boxSchema = z
  .array(z.number())
  .length(4)
  .describe('x, y, width and height in 0..1 of the picture’s width and height');

export const personBriefSchema = z.object({
  ref: z.string(),
  label: z.string().describe('Given once, never changed'),
  name: z.string().nullable(),
});
export const personBrief = (person: Pick<Person, 'number' | 'label' | 'name'>): z.input<typeof personBriefSchema> => ({
  ref: personRef(person),
  label: person.label,
  name: person.name,
});
export const personRef = ({ number }: Pick<Person, 'number'>): string => formatReference({ kind: 'person', number });

export const qualitySchema = z.object({
  size: z.number().describe('The shorter side of the face, in pixels'),
  sharpness: z.number().describe('Below about 40 a face is blurred'),
  turned: z.number().describe('0 straight at the camera, 1 in profile'),
  overall: z.number().describe('0..1'),
});
export const qualityShape = ({ size, sharpness, turned, overall }: FaceQuality): z.input<typeof qualitySchema> => ({
  size,
  sharpness,
  turned,
  overall,
});

export const matchSchema = z.object({
  result: z
    .enum(['match', 'unsure', 'no_match', 'unavailable'])
    .describe('`unavailable`: it could not be looked for, which is not the same as `no_match`'),
  person: personBriefSchema.nullable().describe('The nearest person; theirs only where `result` is `match`'),
  similarity: z.number().nullable().describe('To their nearest picture, -1..1'),
  threshold: z.number().describe('From here on it is a match'),
  unsure_from: z.number(),
  pictures: z.int().nullable().describe('How many of their pictures were compared'),
  runner_up: z.object({ person: personBriefSchema.nullable(), similarity: z.number() }).nullable(),
  reason: z.string().nullable(),
  vote: z
    .object({
      pictures: z.int(),
      agreeing: z.int().describe('How many of them would have been enough alone'),
      mean: z.number().describe('Their similarity on average'),
      next: z.number().nullable().describe('The same of the next person'),
    })
    .nullable()
    .describe('Where several pictures of one event decided it together'),
  model: z.string().nullable(),
});
export function matchShape(decision: FaceDecision, people: ReadonlyMap<string, Person>): z.input<typeof matchSchema> {
  const brief = (id: string | undefined) => {
    const person = id === undefined ? undefined : people.get(id);
    return person ? personBrief(person) : null;
  };
  const { nearest, runnerUp } = decision;
  return {
    result: decision.result,
    person: brief(nearest?.personId),
    similarity: nearest?.similarity ?? null,
    threshold: decision.threshold,
    unsure_from: decision.unsureFrom,
    pictures: nearest?.pictures ?? null,
    runner_up: runnerUp && { person: brief(runnerUp.personId), similarity: runnerUp.similarity },
    reason: decision.reason,
    vote: decision.vote ?? null,
    model: decision.model,
  };
}

/** Everybody a decision names. */
export const peopleIn = (decisions: readonly (FaceDecision | null)[]): string[] => [
  ...new Set(
    decisions.flatMap((decision) =>
      [decision?.nearest?.personId, decision?.runnerUp?.personId].filter((id) => id !== undefined),
    ),
  ),
];

export const faceSchema = z.object({
  id: z.uuid(),
  at: instant,
  box: boxSchema,
  score: z.number().describe('The detector’s, 0..1'),
  quality: qualitySchema,
  source: z.enum(['enrolment', 'camera', 'question', 'api']),
  assigned: z.enum(['enrolled', 'confirmed', 'matched', 'new']).nullable().describe('How it came to its person'),
  person: personBriefSchema.nullable().describe('Whose it is, as far as that was decided'),
  match: matchSchema.nullable().describe('The numbers that explain it'),
  dismissed: z.enum(FACE_DISMISSALS).nullable().describe('Why somebody put it away'),
  picture_id: z.uuid(),
  picture_url: z.string().describe('The whole picture, without signing in, for an hour'),
  face_url: z.string().describe('The face alone'),
});
export function faceShape(
  face: Face,
  people: ReadonlyMap<string, Person>,
  links: PictureLinks,
): z.input<typeof faceSchema> {
  const person = face.personId === null ? undefined : people.get(face.personId);
  return {
    id: face.id,
    at: face.at.toISOString(),
    box: [...face.box],
    score: face.score,
    quality: qualityShape(face.quality),
    source: face.source,
    assigned: face.assigned,
    person: person ? personBrief(person) : null,
    match: face.decision && matchShape(face.decision, people),
    dismissed: face.dismissed,
    picture_id: face.pictureId,
    picture_url: links(face.pictureId),
    face_url: links(face.pictureId, face.box),
  };
}

export const personSchema = personBriefSchema.extend({
  id: z.uuid(),
  shown_name: z.string().describe('The name, or the label where there is none'),
  note: z.string(),
  threshold: z.number().nullable().describe('Of their own, from their own pictures; null: the model’s'),
  faces: z.int(),
  compared: z.int().describe('How many of these new faces are compared with; three to five are wanted'),
  sightings: z.int(),
  first_seen: instant.nullable(),
  last_seen: instant.nullable(),
  face_url: z.string().nullable().describe('The face that shows them best, for an hour'),
  archived_at: instant.nullable(),
  hidden: z.boolean().describe('Left out of lists; recognised all the same'),
  portrait: z.uuid().nullable().describe('Id of the face chosen to stand for them; null: the one that shows them best'),
  created_at: instant,
  updated_at: instant,
  updated_by: z.string(),
});
export const personShape = (seen: SeenPerson, links: PictureLinks): z.input<typeof personSchema> => ({
  ...personBrief(seen.person),
  id: seen.person.id,
  shown_name: shownName(seen.person),
  note: seen.person.note,
  threshold: seen.person.threshold,
  faces: seen.faces,
  compared: seen.compared,
  sightings: seen.sightings,
  first_seen: seen.firstSeen?.toISOString() ?? null,
  last_seen: seen.lastSeen?.toISOString() ?? null,
  face_url: seen.best && links(seen.best.pictureId, seen.best.box),
  archived_at: seen.person.archivedAt?.toISOString() ?? null,
  hidden: seen.person.hidden ?? false,
  portrait: seen.person.portraitFaceId ?? null,
  created_at: seen.person.createdAt.toISOString(),
  updated_at: seen.person.updatedAt.toISOString(),
  updated_by: seen.person.updatedBy,
});

export const consentSchema = z.object({
  id: z.uuid(),
  state: z.enum(['given', 'withdrawn']),
  text: z.string().describe('The policy, or the words that were agreed to'),
  at: instant,
  recorded_by: z.string(),
});
export const consentShape = ({ id, state, text, at, recordedBy }: Consent): z.input<typeof consentSchema> => ({
  id,
  state,
  text,
  at: at.toISOString(),
  recorded_by: recordedBy,
});
export const consentBody = z.strictObject({
  state: z.enum(['given', 'withdrawn']),
  text: z.string().min(1).max(20_000).describe('The policy, or the words that were agreed to'),
  at: z.iso.datetime({ offset: true }).optional().describe('When, where that was before now'),
});
export const personConsentBody = consentBody.extend({
  leave_out: z
    .boolean()
    .default(false)
    .describe(
      'When it is taken back: a few numbers of their face are kept, with their leave, only so that nothing is told or kept of it',
    ),
});
