import { z } from 'zod';
import { findPersonsById } from '../../db/persons.ts';
import { formatReference } from '../../domain/reference.ts';
import { personCalled } from '../../pipeline/recognition/people.ts';
import { seeSightings } from '../../pipeline/recognition/sightings.ts';
import { defineRoute } from '../define-route.ts';
import { cameraGiven } from './cameras.ts';
import { pictureLinksOf } from './pictures.ts';
import { matchSchema, matchShape, peopleIn, personBrief, personBriefSchema } from './recognition-shapes.ts';
import { moment, numberCursor, pageQuery } from './shapes.ts';

const instant = z.iso.datetime();
const cameraBrief = z.object({ ref: z.string(), name: z.string() }).nullable();
const yes = z.enum(['true', 'false']).transform((text) => text === 'true');

export const sightingRoutes = [
  defineRoute({
    method: 'get',
    path: '/sightings',
    tag: 'sightings',
    summary: 'Who was seen at which camera, latest first: one line for all pictures of one event',
    permission: 'people.read',
    query: z.strictObject({
      ...pageQuery,
      person: z.string().min(1).max(200).optional().describe('PER-7, a label or a name'),
      camera: z.string().min(1).max(100).optional().describe('CAM-3, or its id'),
      unknown: yes.optional().describe('Only people without a name'),
      from: moment.optional(),
      to: moment.optional(),
    }),
    answer: z.object({
      count: z.int().describe('All that fit'),
      people: z.int().describe('How many different people they are of'),
      first: instant.nullable(),
      last: instant.nullable(),
      items: z.array(
        z.object({
          id: z.uuid(),
          person: personBriefSchema,
          camera: cameraBrief,
          event: z.string().describe('e.g. EVT-40'),
          first_seen: instant,
          last_seen: instant,
          faces: z.int().describe('In so many pictures their face was seen'),
          by: z.enum(['face', 'appearance']).describe('Known by the face, or only by how they were dressed'),
          match: matchSchema,
          face_url: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
    async handle({ org, principal, services }, { query }) {
      const offset = numberCursor(query.cursor) ?? 0;
      const { seen, people } = await org(async (tx) => {
        const work = { tx, principal };
        const person = query.person === undefined ? null : await personCalled(work, query.person);
        const camera = query.camera === undefined ? null : await cameraGiven(work, query.camera);
        const found = await seeSightings(
          work,
          {
            ...(person ? { personIds: [person.id] } : {}),
            ...(camera ? { cameraIds: [camera.id] } : {}),
            ...(query.unknown ? { named: false } : {}),
            ...(query.from ? { from: query.from } : {}),
            ...(query.to ? { to: query.to } : {}),
          },
          { limit: query.limit, offset },
        );
        const named = peopleIn(found.rows.map(({ sighting }) => sighting.decision));
        return { seen: found, people: await findPersonsById(tx, named) };
      });
      const links = pictureLinksOf(services, principal.orgId);
      const end = offset + seen.rows.length;
      return {
        count: seen.count,
        people: seen.different,
        first: seen.first?.toISOString() ?? null,
        last: seen.last?.toISOString() ?? null,
        items: seen.rows.map(({ sighting, person, camera }) => ({
          id: sighting.id,
          person: personBrief(person),
          camera: camera && { ref: formatReference({ kind: 'camera', number: camera.number }), name: camera.name },
          event: formatReference({ kind: 'camera_event', number: sighting.eventNumber }),
          first_seen: sighting.firstSeen.toISOString(),
          last_seen: sighting.lastSeen.toISOString(),
          faces: sighting.faces,
          by: sighting.by,
          match: matchShape(sighting.decision, people),
          face_url: sighting.shown && links(sighting.shown.pictureId, sighting.shown.box),
        })),
        next: end < seen.count && seen.rows.length > 0 ? String(end) : null,
      };
    },
  }),
];
