import { z } from 'zod';
import { PERSON_CHANGE_KINDS } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import { seePersonChanges, undoPersonChange } from '../../pipeline/recognition/change-people.ts';
import { recordPersonConsent, seeConsents } from '../../pipeline/recognition/consents.ts';
import { forgetPerson } from '../../pipeline/recognition/forget-person.ts';
import { splitSightings } from '../../pipeline/recognition/judge-sightings.ts';
import { mergePeople, splitPerson } from '../../pipeline/recognition/merge-people.ts';
import { namePerson } from '../../pipeline/recognition/name-people.ts';
import { notePerson } from '../../pipeline/recognition/note-person.ts';
import { describePeople, personCalled, seePeople, seePerson } from '../../pipeline/recognition/people.ts';
import { showPerson } from '../../pipeline/recognition/show-person.ts';
import { defineRoute } from '../define-route.ts';
import { pictureLinksOf } from './pictures.ts';
import {
  consentSchema,
  consentShape,
  personBrief,
  personBriefSchema,
  personConsentBody,
  personSchema,
  personShape,
} from './recognition-shapes.ts';
import { listOf, numberCursor, numberIn, pageQuery, refParams } from './shapes.ts';

const tag = 'people';
const params = refParams('person');
const yes = z.enum(['true', 'false']).transform((text) => text === 'true');
const changed = z.object({ person: personBriefSchema, change_id: z.uuid().nullable().describe('What takes it back') });

export const peopleRoutes = [
  defineRoute({
    method: 'get',
    path: '/people',
    tag,
    summary: 'People, named or numbered, newest first',
    permission: 'people.read',
    query: z.strictObject({
      ...pageQuery,
      query: z.string().max(200).optional().describe('Part of a name or label'),
      named: yes.optional().describe('Only people with a name, or only those without'),
      archived: yes.optional().describe('Archived ones too'),
      hidden: yes.optional().describe('Those whom somebody hid from lists, too'),
    }),
    answer: listOf(personSchema),
    async handle({ org, principal, services }, { query: { cursor, limit, query, named, archived, hidden } }) {
      const before = numberCursor(cursor);
      const { items, next } = await org((tx) =>
        seePeople(
          { tx, principal },
          {
            limit,
            ...(before === undefined ? {} : { before }),
            ...(query === undefined ? {} : { query }),
            ...(named === undefined ? {} : { named }),
            ...(archived === undefined ? {} : { archived }),
            ...(hidden === undefined ? {} : { hidden }),
          },
        ),
      );
      const links = pictureLinksOf(services, principal.orgId);
      return { items: items.map((seen) => personShape(seen, links)), next: next === null ? null : String(next) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/people/:ref',
    tag,
    summary: 'One person; whoever was merged into somebody is that person',
    permission: 'people.read',
    params,
    answer: personSchema,
    async handle({ org, principal, services }, input) {
      const [seen] = await org(async (tx) =>
        describePeople(tx, [await seePerson({ tx, principal }, numberIn('person', input.params.ref))]),
      );
      return personShape(seen!, pictureLinksOf(services, principal.orgId));
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/people/:ref',
    tag,
    summary:
      'Give a person a name, or take it away with null; keep a note; hide them from lists; choose their portrait',
    permission: 'people.write',
    params,
    body: z
      .strictObject({
        name: z.string().max(1000).nullable().optional(),
        note: z.string().max(10_000).optional().describe('At most 2,000 letters; empty takes it away'),
        hidden: z.boolean().optional().describe('Left out of lists; recognised all the same'),
        portrait: z.uuid().nullable().optional().describe('Id of a face of theirs; null: the one that shows them best'),
      })
      .refine((body) => Object.values(body).some((value) => value !== undefined), 'Say what is to change.'),
    answer: changed.extend({
      same_name: z.array(personBriefSchema).describe('Others called so, perhaps the same person'),
    }),
    async handle({ work }, { params: { ref }, body: { name, note, hidden, portrait } }) {
      const number = numberIn('person', ref);
      const done = await work(async (w) => {
        const shown =
          hidden === undefined && portrait === undefined ? null : await showPerson(w, number, { hidden, portrait });
        const noted = note === undefined ? shown : await notePerson(w, number, note);
        if (name !== undefined) return namePerson(w, number, name);
        return { person: noted!, changeId: null, sameName: [] };
      });
      return {
        person: personBrief(done.person),
        change_id: done.changeId,
        same_name: done.sameName.map(personBrief),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/people/:ref/merge',
    tag,
    summary: 'Make another person this one: their faces and sightings are this person’s from now on',
    permission: 'people.write',
    params,
    body: z.strictObject({
      from: z.string().min(1).max(200).describe('The other person, e.g. PER-8'),
      anyway: z
        .boolean()
        .default(false)
        .describe('Although somebody said that they are different, or both are in one picture'),
    }),
    answer: changed,
    async handle({ work }, { params: { ref }, body: { from, anyway } }) {
      const done = await work(async (w) => {
        const other = await personCalled(w, from);
        return mergePeople(w, { into: numberIn('person', ref), from: other.number }, { anyway });
      });
      return { person: personBrief(done.person), change_id: done.changeId };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/people/:ref/split',
    tag,
    summary:
      'Make some faces, or some sightings without a face, of a person somebody new; the two are held to be different',
    permission: 'people.write',
    params,
    body: z
      .strictObject({
        faces: z.array(z.uuid()).min(1).max(1000).optional(),
        sightings: z
          .array(z.uuid())
          .min(1)
          .max(200)
          .optional()
          .describe('Those in which they were known by how they were dressed alone'),
      })
      .refine(
        ({ faces, sightings }) => (faces === undefined) !== (sightings === undefined),
        'Give faces or sightings.',
      ),
    answer: changed.extend({ made: personBriefSchema }),
    async handle({ work }, { params: { ref }, body: { faces, sightings } }) {
      const number = numberIn('person', ref);
      const done = await work((w) =>
        sightings ? splitSightings(w, number, sightings) : splitPerson(w, number, faces ?? []),
      );
      return { person: personBrief(done.person), made: personBrief(done.made), change_id: done.changeId };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/people/:ref/changes',
    tag,
    summary: 'What was done to a person, newest first',
    permission: 'people.read',
    params,
    answer: listOf(
      z.object({
        id: z.uuid(),
        kind: z.enum(PERSON_CHANGE_KINDS),
        faces: z.int().describe('How many faces became, or ceased to be, theirs'),
        at: z.iso.datetime(),
        by: z.string(),
        undone_at: z.iso.datetime().nullable(),
        undone_by: z.string().nullable(),
      }),
    ),
    async handle({ org, principal }, input) {
      const changes = await org(async (tx) => {
        const work = { tx, principal };
        return seePersonChanges(work, await seePerson(work, numberIn('person', input.params.ref)));
      });
      return {
        items: changes.map(({ id, kind, faces, at, changedBy, undoneAt, undoneBy }) => ({
          id,
          kind,
          faces,
          at: at.toISOString(),
          by: changedBy,
          undone_at: undoneAt?.toISOString() ?? null,
          undone_by: undoneBy,
        })),
        next: null,
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/people/:ref/changes/:id/undo',
    tag,
    summary: 'Take a change back, the newest first',
    permission: 'people.write',
    params: params.extend({ id: z.uuid() }),
    answer: z.object({ person: personBriefSchema }),
    async handle({ work }, { params: { ref, id } }) {
      const { person } = await work(async (w) => {
        const asked = await seePerson(w, numberIn('person', ref));
        const done = await undoPersonChange(w, id);
        if (done.change.personId !== asked.id) throw new SafeNestError('not_found', `${ref} has no such change.`);
        return done;
      });
      return { person: personBrief(person) };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/people/:ref',
    tag,
    summary: 'Forget a person for good: faces, pictures, sightings, consent',
    description:
      'Cannot be undone. Pictures that show others too stay, with this face blackened. A line of the audit log without the name stays.',
    permission: 'people.write',
    params,
    answer: z.object({
      ref: z.string(),
      faces: z.int(),
      pictures: z.int(),
      shared: z.int().describe('Pictures that show others too, in which the face is blackened soon'),
      sightings: z.int(),
      texts: z.int().describe('Alerts, answers and other texts that now have their reference instead of their name'),
    }),
    handle: ({ work }, input) => work((w) => forgetPerson(w, numberIn('person', input.params.ref))),
  }),
  defineRoute({
    method: 'get',
    path: '/people/:ref/consents',
    tag,
    summary: 'A person’s own consent and its withdrawals, newest first',
    permission: 'people.read',
    params,
    answer: listOf(consentSchema),
    async handle({ org, principal }, input) {
      const consents = await org(async (tx) => {
        const work = { tx, principal };
        return seeConsents(work, (await seePerson(work, numberIn('person', input.params.ref))).id);
      });
      return { items: consents.map(consentShape), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/people/:ref/consents',
    tag,
    summary: 'Record a person’s own consent, or that they took it back',
    description:
      'When it is taken back, the numbers their face was known by are erased; with `leave_out` all but a few, by which it is left out.',
    permission: 'people.write',
    params,
    body: personConsentBody,
    status: 201,
    answer: consentSchema,
    async handle({ work }, { params: { ref }, body: { at, leave_out: leaveOut, ...given } }) {
      const consent = await work(async (w) =>
        recordPersonConsent(w, await seePerson(w, numberIn('person', ref)), {
          ...given,
          leaveOut,
          ...(at === undefined ? {} : { at: new Date(at) }),
        }),
      );
      return consentShape(consent);
    },
  }),
];
