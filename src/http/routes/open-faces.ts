import { z } from 'zod';
import { OPEN_FACE_STATES } from '../../db/open-faces.ts';
import { FACE_DISMISSALS } from '../../domain/face.ts';
import { isUuid } from '../../domain/id.ts';
import { SafeNestError } from '../../errors.ts';
import { seeOpenFaceCounts, seeOpenFaces } from '../../pipeline/recognition/open-faces.ts';
import { personCalled } from '../../pipeline/recognition/people.ts';
import { removeFace } from '../../pipeline/recognition/remove-face.ts';
import { dismissFaces, giveFaces, MOST_SETTLED_AT_ONCE, reopenFaces } from '../../pipeline/recognition/settle-faces.ts';
import { defineRoute } from '../define-route.ts';
import { cameraGiven } from './cameras.ts';
import { peopleOf } from './faces.ts';
import { pictureLinksOf } from './pictures.ts';
import { faceSchema, faceShape, personBrief, personBriefSchema } from './recognition-shapes.ts';
import { idParams, listOf, pageQuery } from './shapes.ts';

const tag = 'faces';
const MOST_A_PAGE = 50;
const faces = z.array(z.uuid()).min(1).max(MOST_SETTLED_AT_ONCE).describe('Ids of faces of nobody');

export const openFaceRoutes = [
  defineRoute({
    method: 'get',
    path: '/faces/open',
    tag,
    summary: 'Faces of nobody, latest first, with whom each may be as things stand now',
    permission: 'people.read',
    query: z.strictObject({
      ...pageQuery,
      state: z
        .enum(OPEN_FACE_STATES)
        .default('unsure')
        .describe('`unsure`: like somebody, but not enough; `nobody`: like nobody known; `dismissed`: put away'),
      camera_id: z.string().min(1).max(100).optional().describe('A camera: CAM-3, or its id'),
    }),
    answer: listOf(
      faceSchema.extend({
        candidates: z
          .array(z.object({ person: personBriefSchema, similarity: z.number(), threshold: z.number() }))
          .nullable()
          .describe('Most similar first; null where it cannot be told'),
      }),
    ).extend({ counts: z.object({ unsure: z.int(), nobody: z.int(), dismissed: z.int() }) }),
    async handle({ org, principal, services }, { query }) {
      const [at, id] = (query.cursor ?? '').split('_') as [string, string?];
      if (query.cursor !== undefined && (!/^\d{1,15}$/.test(at) || id === undefined || !isUuid(id)))
        throw new SafeNestError('invalid_input', 'cursor: not one that a list gave out');
      const links = pictureLinksOf(services, principal.orgId);
      return org(async (tx) => {
        const work = { tx, principal };
        const camera = query.camera_id === undefined ? null : await cameraGiven(work, query.camera_id);
        const { items, next } = await seeOpenFaces(
          work,
          {
            state: query.state,
            limit: Math.min(query.limit, MOST_A_PAGE),
            ...(camera ? { cameraId: camera.id } : {}),
            ...(id === undefined ? {} : { after: { at: new Date(Number(at)), id } }),
          },
          services.cameras?.vision.embedder ?? null,
        );
        const people = await peopleOf(
          tx,
          items.map(({ face }) => face),
        );
        return {
          items: items.map(({ face, candidates }) => ({
            ...faceShape(face, people, links),
            candidates:
              candidates?.map(({ person, similarity, threshold }) => ({
                person: personBrief(person),
                similarity,
                threshold,
              })) ?? null,
          })),
          next: next && `${next.at.getTime()}_${next.id}`,
          counts: await seeOpenFaceCounts(work),
        };
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/faces/give',
    tag,
    summary: 'Say whose faces of nobody are, several at once: somebody known, or somebody new',
    description:
      'All of them become one person, or none does. `change_id` takes it back, at /people/:ref/changes/:id/undo. Needs the organisation’s recorded consent.',
    permission: 'people.write',
    body: z
      .strictObject({
        faces,
        person: z.string().min(1).max(200).optional().describe('Somebody known: PER-7, a label or a name'),
        name: z.string().min(1).max(1000).optional().describe('Of somebody new; without it they have a number alone'),
      })
      .refine(({ person, name }) => person === undefined || name === undefined, 'Give person or name, not both.'),
    answer: z.object({
      person: personBriefSchema,
      faces: z.int(),
      made: z.boolean().describe('Whether they are new'),
      change_id: z.uuid(),
    }),
    async handle({ work }, { body }) {
      const done = await work(async (w) =>
        giveFaces(
          w,
          body.faces,
          body.person === undefined
            ? { name: body.name ?? null }
            : { person: (await personCalled(w, body.person)).number },
        ),
      );
      return {
        person: personBrief(done.person),
        faces: done.faces,
        made: done.made,
        change_id: done.changeId,
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/faces/dismiss',
    tag,
    summary: 'Put faces of nobody away: nobody to keep, or not a face',
    description: 'They are not asked about again; a day later the numbers that describe them are erased.',
    permission: 'people.write',
    body: z.strictObject({ faces, as: z.enum(FACE_DISMISSALS) }),
    answer: z.object({ faces: z.int().describe('How many were not put away before') }),
    handle: async ({ work }, { body }) => ({ faces: await work((w) => dismissFaces(w, body.faces, body.as)) }),
  }),
  defineRoute({
    method: 'post',
    path: '/faces/reopen',
    tag,
    summary: 'Bring back faces that were put away',
    permission: 'people.write',
    body: z.strictObject({ faces }),
    answer: z.object({ faces: z.int() }),
    handle: async ({ work }, { body }) => ({ faces: await work((w) => reopenFaces(w, { ids: body.faces })) }),
  }),
  defineRoute({
    method: 'delete',
    path: '/faces/:id',
    tag,
    summary: 'Delete one picture of somebody for good, with the numbers they were recognised by from it',
    description:
      'Cannot be undone. A picture of an enrolment or a question that shows nobody else goes as a whole; one of a camera stays with its event, without this face.',
    permission: 'people.write',
    params: idParams,
    answer: z.object({ person: personBriefSchema.nullable(), picture: z.enum(['deleted', 'kept']) }),
    async handle({ work }, { params: { id } }) {
      const { person, picture } = await work((w) => removeFace(w, id));
      return { person: person && personBrief(person), picture };
    },
  }),
];
