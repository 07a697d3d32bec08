import { z } from 'zod';
import { listFaces } from '../../db/faces.ts';
import { findPersonsById } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import { isUuid } from '../../domain/id.ts';
import { ENROLMENT_VERDICTS, type Person } from '../../domain/person.ts';
import { LARGEST_PICTURE } from '../../domain/picture.ts';
import { SafeNestError } from '../../errors.ts';
import { authorise } from '../../pipeline/authorise.ts';
import { checked } from '../../pipeline/checked.ts';
import { seeConsents } from '../../pipeline/recognition/consents.ts';
import { type Enrolled, enrol, MOST_PICTURES_AT_ONCE } from '../../pipeline/recognition/enrol.ts';
import { facesInPicture } from '../../pipeline/recognition/faces-in-picture.ts';
import { confirmFace, rejectFace } from '../../pipeline/recognition/judge-faces.ts';
import { describePeople, personCalled, whoTheyAre } from '../../pipeline/recognition/people.ts';
import type { Work } from '../../pipeline/work.ts';
import { defineRoute } from '../define-route.ts';
import { readForm } from '../read-form.ts';
import { camerasOf } from '../services.ts';
import { turnstile } from '../turnstile.ts';
import { cameraGiven } from './cameras.ts';
import { pictureLinksOf } from './pictures.ts';
import {
  boxSchema,
  consentSchema,
  consentShape,
  faceSchema,
  faceShape,
  matchSchema,
  matchShape,
  peopleIn,
  personBrief,
  personBriefSchema,
  personSchema,
  personShape,
  qualitySchema,
  qualityShape,
} from './recognition-shapes.ts';
import { idParams, listOf, moment, pageQuery } from './shapes.ts';

const tag = 'faces';
const MB = 2 ** 20;
/** Of one enrolment, all pictures together. */
const LARGEST_ENROLMENT = 100 * MB;
const MOST_SIMILAR = 20;
const LATEST_FACES = 20;

/** Pictures are held in memory while they are looked at: so many requests at once bring some. */
const uploads = turnstile({ atOnce: 4, waiting: 32 });

const yes = z.enum(['true', 'false']).transform((text) => text === 'true');
const person = {
  person: z.string().min(1).max(200).optional().describe('Whose it is, e.g. PER-7; nearest where left out'),
};

const DESPITE = ['likely_spoof', 'blurred', 'turned_away', 'someone_else'] as const;
const enrolment = z.strictObject({
  name: z.string().min(1).max(1000).optional().describe('Of somebody new'),
  person: z.string().min(1).max(200).optional().describe('Somebody known: PER-7, a label or a name'),
  consent: z.string().min(1).max(20_000).optional().describe('The words they agreed to, recorded as their consent'),
  despite: z
    .string()
    .max(200)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(DESPITE)))
    .optional(),
});

const enrolledSchema = z.object({
  person: personBriefSchema.nullable().describe('Null where no picture was good enough to make somebody new'),
  accepted: z.int(),
  compared: z.int().describe('How many pictures new faces are compared with now; three to five are wanted'),
  pictures: z.array(
    z.object({
      name: z.string(),
      verdict: z.enum(ENROLMENT_VERDICTS),
      problem: z.string().nullable(),
      faces: z.int(),
      box: boxSchema.nullable(),
      quality: qualitySchema.nullable(),
      live: z.number().nullable().describe('0 a picture of a face, 1 a living one'),
      similarity: z.number().nullable().describe('To the nearest other picture of the same person'),
      person: personBriefSchema.nullable().describe('Whom it shows, where that is somebody else'),
      face_id: z.uuid().nullable(),
      face_url: z.string().nullable(),
    }),
  ),
  looks_like: z
    .object({ person: personBriefSchema, similarity: z.number() })
    .nullable()
    .describe('Somebody without a name who looks the same: perhaps the two are one'),
});

const detectedSchema = z.object({
  width: z.int(),
  height: z.int(),
  faces: z.array(
    z.object({
      box: boxSchema,
      points: z.array(z.array(z.number()).length(2)).describe('Left eye, right eye, nose, corners of the mouth'),
      score: z.number(),
      quality: qualitySchema,
      live: z.number().nullable(),
      match: matchSchema,
      similar: z
        .array(z.object({ person: personBriefSchema, similarity: z.number(), threshold: z.number() }))
        .optional(),
      embedding: z.array(z.number()).nullable().optional(),
    }),
  ),
});

export const faceRoutes = [
  defineRoute({
    method: 'post',
    path: '/faces/enroll',
    tag,
    summary: 'Enrol a person with pictures; each gets a verdict',
    description: `Send multipart/form-data with one or more files: three to five different pictures are best, at most ${MOST_PICTURES_AT_ONCE}, ${LARGEST_PICTURE / MB} MB each and ${LARGEST_ENROLMENT / MB} MB together. \`despite\` names verdicts that somebody looked at and takes back, with commas: ${DESPITE.join(', ')}. Needs the organisation’s recorded consent.`,
    permission: 'people.write',
    upload: { many: true, fields: enrolment },
    answer: enrolledSchema,
    async handle({ request, services, principal, work, org, signal }) {
      const { vision } = camerasOf(services);
      return uploads(async () => {
        const limits = { files: MOST_PICTURES_AT_ONCE, each: LARGEST_PICTURE, all: LARGEST_ENROLMENT };
        const { fields, files } = await readForm(request, limits);
        const { person: who, name, consent, despite } = checked(enrolment, fields);
        if (who !== undefined && name !== undefined)
          throw new SafeNestError(
            'invalid_input',
            'Give a name for somebody new, or person for somebody known, not both.',
          );
        const known = who === undefined ? null : await org((tx) => personCalled({ tx, principal }, who));
        const result = await enrol(
          { orgId: principal.orgId, work, vision, files: services.files, signal },
          {
            ...(known ? { person: known.number } : {}),
            ...(name === undefined ? {} : { name }),
            ...(consent === undefined ? {} : { consent }),
            ...(despite ? { despite } : {}),
            pictures: files.map((file) => ({ name: file.name, bytes: file.bytes })),
          },
        );
        return enrolledShape(result, pictureLinksOf(services, principal.orgId));
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/faces/detect',
    tag,
    summary: 'The faces in a picture, and whose they are; nothing is kept',
    description: `Send the picture’s bytes, or multipart/form-data with one file; at most ${LARGEST_PICTURE / MB} MB. Needs the organisation’s recorded consent. Embeddings are given to whoever may enrol people.`,
    permission: 'people.read',
    query: z.strictObject({
      embeddings: yes.optional().describe('Whether each face comes with its numbers'),
      live: yes.optional().describe('Whether it is judged if a face is a living one'),
      similar: z.coerce
        .number()
        .int()
        .min(0)
        .max(MOST_SIMILAR)
        .default(0)
        .describe('So many people who look most like it'),
    }),
    upload: true,
    answer: detectedSchema,
    async handle({ request, services, principal, org, signal }, { query }) {
      const { vision } = camerasOf(services);
      if (query.embeddings) authorise(principal, 'people.write');
      return uploads(async () => {
        const { files } = await readForm(request, { files: 1, each: LARGEST_PICTURE, all: LARGEST_PICTURE });
        const { live = false, similar, embeddings = false } = query;
        const parts = { org, vision, signal };
        const { width, height, faces, people } = await facesInPicture(parts, files[0]!.bytes, { live, similar });
        return {
          width,
          height,
          faces: faces.map((face) => ({
            box: [...face.box],
            points: face.points.map((point) => [...point]),
            score: face.score,
            quality: qualityShape(face.quality),
            live: face.live,
            match: matchShape(face.decision, people),
            ...(similar > 0
              ? {
                  similar: face.similar.map(({ person: one, similarity, threshold }) => ({
                    person: personBrief(one),
                    similarity,
                    threshold,
                  })),
                }
              : {}),
            ...(embeddings ? { embedding: face.embedding && [...face.embedding] } : {}),
          })),
        };
      });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/faces/detections',
    tag,
    summary: 'Faces that were seen, latest first, and whose they are',
    permission: 'people.read',
    query: z.strictObject({
      ...pageQuery,
      camera_id: z.string().min(1).max(100).optional().describe('A camera: CAM-3, or its id'),
      person: z.string().min(1).max(200).optional().describe('Faces of this person alone, e.g. PER-7'),
      unknown: yes.optional().describe('Only faces of nobody'),
      since: moment.optional(),
      until: moment.optional(),
    }),
    answer: listOf(faceSchema),
    async handle({ org, principal, services }, { query }) {
      const after = faceCursor(query.cursor);
      const { faces, people } = await org(async (tx) => {
        const camera = query.camera_id === undefined ? null : await cameraGiven({ tx, principal }, query.camera_id);
        const who = query.person === undefined ? null : await personCalled({ tx, principal }, query.person);
        const found = await listFaces(tx, {
          ...(camera ? { cameraId: camera.id } : {}),
          ...(who ? { personId: who.id } : {}),
          ...(query.unknown ? { unassigned: true } : {}),
          ...(query.since ? { from: query.since } : {}),
          ...(query.until ? { to: query.until } : {}),
          ...(after ? { after } : {}),
          limit: query.limit + 1,
        });
        return { faces: found, people: await peopleOf(tx, found) };
      });
      const links = pictureLinksOf(services, principal.orgId);
      const page = faces.slice(0, query.limit);
      const last = page[page.length - 1];
      return {
        items: page.map((face) => faceShape(face, people, links)),
        next: faces.length > query.limit && last ? `${last.at.getTime()}_${last.id}` : null,
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/faces/identities/:id',
    tag,
    summary: 'A person: what they are called, their latest faces, their consent',
    description:
      'By reference (PER-7), label (Person_A47B8C12) or id. Whoever was merged into somebody is that person.',
    permission: 'people.read',
    params: idParams,
    answer: personSchema.extend({
      latest_faces: z.array(faceSchema),
      consent: consentSchema.nullable().describe('The newest of their own'),
    }),
    async handle({ org, principal, services }, { params: { id } }) {
      const links = pictureLinksOf(services, principal.orgId);
      return org(async (tx) => {
        const work = { tx, principal };
        const found = isUuid(id) ? await personById(work, id) : await personCalled(work, id);
        const [seen] = await describePeople(tx, [found]);
        const faces = await listFaces(tx, { personId: found.id, limit: LATEST_FACES });
        const people = await peopleOf(tx, faces);
        const [newest] = await seeConsents(work, found.id);
        return {
          ...personShape(seen!, links),
          latest_faces: faces.map((face) => faceShape(face, people, links)),
          consent: newest ? consentShape(newest) : null,
        };
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/faces/:id/confirm',
    tag,
    summary: '“This is right”: vouch for whose a face is',
    permission: 'people.write',
    params: idParams,
    body: z.strictObject(person),
    answer: z.object({ person: personBriefSchema, change_id: z.uuid().nullable() }),
    async handle({ work }, { params: { id }, body }) {
      const done = await work(async (w) => confirmFace(w, id, await numberGiven(w, body.person)));
      return { person: personBrief(done.person), change_id: done.changeId };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/faces/:id/reject',
    tag,
    summary: '“Not this person”: said once, held for good',
    permission: 'people.write',
    params: idParams,
    body: z.strictObject(person),
    answer: z.object({
      person: personBriefSchema,
      made: personBriefSchema.nullable().describe('Whose it is now, where it was theirs'),
      change_id: z.uuid(),
    }),
    async handle({ work }, { params: { id }, body }) {
      const done = await work(async (w) => rejectFace(w, id, await numberGiven(w, body.person)));
      return { person: personBrief(done.person), made: done.made && personBrief(done.made), change_id: done.changeId };
    },
  }),
];

function enrolledShape(
  { person: who, accepted, compared, pictures, looksLike }: Enrolled,
  links: ReturnType<typeof pictureLinksOf>,
): z.input<typeof enrolledSchema> {
  return {
    person: who && personBrief(who),
    accepted,
    compared,
    pictures: pictures.map((one) => ({
      name: one.name,
      verdict: one.verdict,
      problem: one.problem,
      faces: one.faces,
      box: one.box && [...one.box],
      quality: one.quality && qualityShape(one.quality),
      live: one.live,
      similarity: one.similarity,
      person: one.person && personBrief(one.person),
      face_id: one.faceId,
      face_url: one.pictureId && one.box ? links(one.pictureId, one.box) : null,
    })),
    looks_like: looksLike && { person: personBrief(looksLike.person), similarity: looksLike.similarity },
  };
}

async function numberGiven(
  work: Pick<Work, 'tx' | 'principal'>,
  said: string | undefined,
): Promise<number | undefined> {
  return said === undefined ? undefined : (await personCalled(work, said)).number;
}

async function personById({ tx, principal }: Pick<Work, 'tx' | 'principal'>, id: string): Promise<Person> {
  authorise(principal, 'people.read');
  const found = (await findPersonsById(tx, [id])).get(id);
  if (!found) throw new SafeNestError('not_found', 'There is no such person.');
  return whoTheyAre(tx, found);
}

/** Everybody whom faces are of or were compared with. */
export const peopleOf = (
  tx: OrgDb,
  faces: readonly { personId: string | null; decision: Parameters<typeof peopleIn>[0][number] }[],
): Promise<Map<string, Person>> =>
  findPersonsById(tx, [
    ...new Set([
      ...faces.flatMap(({ personId }) => (personId === null ? [] : [personId])),
      ...peopleIn(faces.map(({ decision }) => decision)),
    ]),
  ]);

function faceCursor(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [at, id] = cursor.split('_') as [string, string?];
  if (!/^\d{1,15}$/.test(at) || id === undefined || !isUuid(id))
    throw new SafeNestError('invalid_input', 'cursor: not one that a list gave out');
  return { at: new Date(Number(at)), id };
}
