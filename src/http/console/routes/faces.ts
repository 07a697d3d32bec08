import { listFaces } from '../../../db/faces.ts';
import { findPersonsById, namedPersons } from '../../../db/persons.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { shownName } from '../../../domain/person.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import { USUAL_RETENTION } from '../../../domain/retention.ts';
import { can } from '../../../domain/role.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { type PictureLinks, pictureLinks } from '../../../pipeline/pictures.ts';
import { seePersonChanges, undoPersonChange } from '../../../pipeline/recognition/change-people.ts';
import { recordOrganisationConsent, recordPersonConsent, seeConsents } from '../../../pipeline/recognition/consents.ts';
import { seeBiometrics } from '../../../pipeline/recognition/erase-biometrics.ts';
import { forgetPerson } from '../../../pipeline/recognition/forget-person.ts';
import { confirmFace, rejectFace } from '../../../pipeline/recognition/judge-faces.ts';
import { splitSightings } from '../../../pipeline/recognition/judge-sightings.ts';
import { mergePeople, splitPerson } from '../../../pipeline/recognition/merge-people.ts';
import { namePerson } from '../../../pipeline/recognition/name-people.ts';
import { notePerson } from '../../../pipeline/recognition/note-person.ts';
import { seeOpenFaceCounts } from '../../../pipeline/recognition/open-faces.ts';
import { describePeople, personCalled, seePeople, seePerson } from '../../../pipeline/recognition/people.ts';
import { removeFace } from '../../../pipeline/recognition/remove-face.ts';
import { MOST_SETTLED_AT_ONCE } from '../../../pipeline/recognition/settle-faces.ts';
import { showPerson } from '../../../pipeline/recognition/show-person.ts';
import { type SeenSightings, seeSightings } from '../../../pipeline/recognition/sightings.ts';
import type { HttpServices } from '../../services.ts';
import { missingModels } from '../missing-models.ts';
import { keptSince, peoplePage } from '../pages/people.ts';
import { personPage } from '../pages/person.ts';
import { askPage } from '../pages/problem.ts';
import { calendarDay } from '../time.ts';
import type { SightedDay } from '../timeline.ts';
import {
  addressWith,
  backTo,
  type Content,
  numberOf,
  oneOf,
  type Pages,
  queryNumber,
  queryText,
  type Visit,
  valuesOf,
} from '../visit.ts';
import { plural } from '../words.ts';

const PAGE = 48;
const FACES_SHOWN = 48;
const MOST_NAMED = 500;
const SIGHTINGS_SHOWN = 20;
const SIGHTINGS_DRAWN = 200;
const DAYS_DRAWN = 30;
const DAY_MS = 86_400_000;
export const FACE_MODELS = ['face-detect', 'face-embed'] as const;

export function facePages(pages: Pages): void {
  pages.show('/people', 'people.read', async ({ principal, clock, request, services }, tx) => {
    const work = { tx, principal };
    const query = queryText(request, 'q', 200);
    const who = oneOf(['named', 'unknown'], queryText(request, 'who')) ?? 'all';
    const archived = queryText(request, 'archived') === 'yes';
    const hidden = queryText(request, 'hidden') === 'yes';
    const before = queryNumber(request, 'before');
    const { items, next } = await seePeople(work, {
      limit: PAGE,
      ...(query ? { query } : {}),
      ...(who === 'all' ? {} : { named: who === 'named' }),
      ...(archived ? { archived } : {}),
      ...(hidden ? { hidden } : {}),
      ...(before ? { before } : {}),
    });
    const links = linksOf(services, principal.orgId);
    const faces = new Map(
      items.flatMap(({ person, best }) => (best ? [[person.id, links(best.pictureId, best.box)] as const] : [])),
    );
    const [consent = null] = await seeConsents(work, null);
    return {
      title: 'Who is known here?',
      current: 'people',
      body: peoplePage({
        clock,
        people: items,
        faces,
        filter: { query, who, archived, hidden },
        older: next === null ? null : addressWith(request, { before: String(next) }),
        mayChange: can(principal.role, 'people.write'),
        mayConsent: can(principal.role, 'members.write'),
        consent,
        kept: await seeBiometrics(work, services.retention ?? USUAL_RETENTION),
        unsure: (await seeOpenFaceCounts(work)).unsure,
        missing: missingModels(services, FACE_MODELS),
      }),
    };
  });

  pages.act(
    '/people/consent',
    'members.write',
    async ({ work, services, clock }, form) => {
      const state = oneOf(['given', 'withdrawn'], form.state) ?? 'given';
      const installation = services.retention ?? USUAL_RETENTION;
      const kept = await work(async (w) => {
        await recordOrganisationConsent(w, { state, text: form.text ?? '' }, installation);
        return seeBiometrics(w, installation);
      });
      return {
        to: '/people',
        text:
          state === 'given'
            ? 'The consent is recorded: faces are recognised from now on.'
            : `The consent is taken back: nobody is recognised any more. ${keptSince(kept, clock)}`,
      };
    },
    () => '/people',
  );

  pages.act(
    '/people/merge',
    'people.write',
    async ({ work, request }, form) => {
      const chosen = valuesOf(request.body, 'person')
        .flatMap((refs) => refs.split(' '))
        .map((ref) => parseReference(ref));
      const [one, other] = chosen.map((ref) => (ref?.kind === 'person' ? ref.number : null));
      if (chosen.length !== 2 || one == null || other == null)
        throw new SafeNestError('invalid_input', 'Choose exactly two people to merge.');
      const merged = await work(async (w) => {
        const [a, b] = [await seePerson(w, one), await seePerson(w, other)];
        // the one with a name stays, else the one known longer
        const [into, from] =
          a.name === null && b.name !== null ? [b, a] : a.number < b.number || a.name !== null ? [a, b] : [b, a];
        return mergePeople(w, { into: into.number, from: from.number }, { anyway: form.anyway === 'yes' });
      }).catch((error: unknown) => {
        if (mayAnyway(error)) return error;
        throw error;
      });
      if (isSafeNestError(merged))
        return mergeAnyway(
          merged.message,
          chosen.flatMap((ref) => (ref ? formatReference(ref) : [])),
        );
      const { person } = merged;
      return {
        to: pathTo(person.number),
        text: `The two are one now, ${shownName(person)}. Undo is below, under “What was done”.`,
      };
    },
    () => '/people',
  );

  pages.show('/people/:ref', 'people.read', async ({ principal, clock, request, services }, tx) => {
    const work = { tx, principal };
    const person = await seePerson(work, numberOf(request, 'person'));
    const [seen] = await describePeople(tx, [person]);
    const faces = await listFaces(tx, { personId: person.id, limit: FACES_SHOWN + 1 });
    const others = await findPersonsById(
      tx,
      faces.flatMap(({ decision }) => decision?.runnerUp?.personId ?? []),
    );
    const links = linksOf(services, principal.orgId);
    const sightings = await seeSightings(work, { personIds: [person.id] }, { limit: SIGHTINGS_SHOWN });
    const since = new Date(clock.now.getTime() - DAYS_DRAWN * DAY_MS);
    const mayChange = can(principal.role, 'people.write');
    const drawn = await seeSightings(work, { personIds: [person.id], from: since }, { limit: SIGHTINGS_DRAWN });
    return {
      title: shownName(person),
      current: 'people',
      body: personPage({
        clock,
        seen: seen!,
        portrait: seen!.best && links(seen!.best.pictureId, seen!.best.box),
        faces: faces.slice(0, FACES_SHOWN).map((face) => {
          const runnerUp = others.get(face.decision?.runnerUp?.personId ?? '');
          return { face, src: links(face.pictureId, face.box), nearest: runnerUp ? shownName(runnerUp) : null };
        }),
        moreFaces: faces.length > FACES_SHOWN,
        sightings,
        shots: new Map(
          sightings.rows.flatMap(({ sighting }) =>
            sighting.shown ? [[sighting.id, links(sighting.shown.pictureId, sighting.shown.box)] as const] : [],
          ),
        ),
        days: byDay(drawn, clock),
        consents: await seeConsents(work, person.id),
        changes: await seePersonChanges(work, person),
        mayChange,
        named: mayChange ? await namedOptions(tx, person.id) : [],
      }),
    };
  });

  pages.act(
    '/people/:ref/note',
    'people.write',
    async ({ work, request }, form) => {
      const person = await work((w) => notePerson(w, numberOf(request, 'person'), form.note ?? ''));
      return { to: pathTo(person.number), text: person.note === '' ? 'There is no note now.' : 'The note is kept.' };
    },
    personPath,
  );

  pages.act(
    '/people/:ref/name',
    'people.write',
    async ({ work, request }, form) => {
      const { person } = await work((w) =>
        namePerson(w, numberOf(request, 'person'), form.name?.trim() ? form.name : null),
      );
      return {
        to: backTo(form, pathTo(person.number)),
        text: person.name === null ? 'They have no name now.' : `This is ${person.name} from now on.`,
      };
    },
    personPath,
  );

  pages.act(
    '/people/:ref/faces',
    'people.write',
    async ({ work, request }, form) => {
      const number = numberOf(request, 'person');
      const { right, wrong } = form;
      if (right) {
        const { person } = await work((w) => confirmFace(w, right, number));
        return { to: personPath(request), text: `Confirmed: this picture shows ${shownName(person)}.` };
      }
      if (wrong) {
        const { made } = await work((w) => rejectFace(w, wrong, number));
        return {
          to: personPath(request),
          text: `Taken away, and remembered.${made ? ` The picture is of ${made.label} now.` : ''}`,
        };
      }
      if (form.remove) {
        const { remove } = form;
        if (form.sure !== 'yes') return removeFirst(request, remove);
        const { picture } = await work((w) => removeFace(w, remove));
        return {
          to: personPath(request),
          text: `Deleted, with the numbers from it.${picture === 'kept' ? ' The camera’s picture stays with its event.' : ''}`,
        };
      }
      if (form.portrait) {
        await work((w) => showPerson(w, number, { portrait: form.portrait }));
        return { to: personPath(request), text: 'This picture stands for them now.' };
      }
      if (form.give) {
        const { other, faces } = await work(async (w) => {
          const chosen = valuesOf(request.body, 'face').slice(0, MOST_SETTLED_AT_ONCE);
          if (chosen.length === 0) throw new SafeNestError('invalid_input', 'Choose the pictures that show them.');
          const to = await personCalled(w, form.other ?? '');
          for (const face of chosen) await confirmFace(w, face, to.number);
          return { other: to, faces: chosen.length };
        });
        return {
          to: pathTo(other.number),
          text: `${plural(faces, 'picture')} given to ${shownName(other)}. Undo is below, under “What was done”.`,
        };
      }
      const { made } = await work((w) => splitPerson(w, number, valuesOf(request.body, 'face')));
      return { to: pathTo(made.number), text: `The chosen pictures are of somebody new now, ${made.label}.` };
    },
    personPath,
  );

  pages.act(
    '/people/:ref/shown',
    'people.write',
    async ({ work, request }, form) => {
      const number = numberOf(request, 'person');
      if (form.portrait === 'best') {
        await work((w) => showPerson(w, number, { portrait: null }));
        return { to: personPath(request), text: 'The picture that shows them best stands for them again.' };
      }
      const hidden = form.hidden === 'yes';
      await work((w) => showPerson(w, number, { hidden }));
      return {
        to: personPath(request),
        text: hidden
          ? 'They are left out of lists now, and recognised all the same. “Hidden: Shown too” on the People page finds them.'
          : 'They are in the lists again.',
      };
    },
    personPath,
  );

  pages.act(
    '/people/:ref/sightings',
    'people.write',
    async ({ work, request }, form) => {
      const chosen = form.wrong ? [form.wrong] : valuesOf(request.body, 'sighting');
      const { made } = await work((w) => splitSightings(w, numberOf(request, 'person'), chosen));
      return {
        to: form.wrong ? personPath(request) : pathTo(made.number),
        text: `Taken away, and remembered. Who was seen then is ${made.label} now.`,
      };
    },
    personPath,
  );

  pages.act(
    '/people/:ref/consent',
    'people.write',
    async ({ work, request }, form) => {
      const state = oneOf(['given', 'withdrawn'], form.state) ?? 'given';
      const leaveOut = form.leave_out === 'yes';
      await work(async (w) =>
        recordPersonConsent(w, await seePerson(w, numberOf(request, 'person')), {
          state,
          text: form.text ?? '',
          leaveOut,
        }),
      );
      return {
        to: personPath(request),
        text:
          state === 'given'
            ? 'Their consent is recorded.'
            : leaveOut
              ? 'Recorded. Their face is left out from now on.'
              : 'Recorded. What they were recognised by is erased.',
      };
    },
    personPath,
  );

  pages.act(
    '/people/:ref/undo',
    'people.write',
    async ({ work, request }, form) => {
      const { person } = await work(async (w) => {
        const asked = await seePerson(w, numberOf(request, 'person'));
        const done = await undoPersonChange(w, form.change ?? '');
        if (done.change.personId !== asked.id)
          throw new SafeNestError('not_found', 'There is no such change of theirs.');
        return done;
      });
      return { to: pathTo(person.number), text: 'Undone.' };
    },
    personPath,
  );

  pages.act(
    '/people/:ref/forget',
    'people.write',
    async ({ work, request }) => {
      const { ref, pictures, sightings, shared } = await work((w) => forgetPerson(w, numberOf(request, 'person')));
      const others = shared > 0 ? ` In ${plural(shared, 'picture')} with others the face is blackened.` : '';
      return {
        to: '/people',
        text: `${ref} is forgotten, with ${plural(pictures, 'picture')} and ${plural(sightings, 'sighting')}.${others}`,
      };
    },
    personPath,
  );
}

/** People with a name, to choose another one from. */
export async function namedOptions(tx: OrgDb, except?: string): Promise<{ ref: string; name: string }[]> {
  return (await namedPersons(tx, MOST_NAMED))
    .filter(({ id }) => id !== except)
    .map((one) => ({ ref: formatReference({ kind: 'person', number: one.number }), name: shownName(one) }));
}

/** It cannot be undone, so that is asked. */
const removeFirst = (request: { originalUrl: string; params: Record<string, unknown> }, face: string): Content => ({
  title: 'Are you sure?',
  current: 'people',
  body: askPage({
    question:
      'Delete this picture of them for good, with the numbers they are recognised by from it? This cannot be undone.',
    label: 'Delete it',
    action: request.originalUrl,
    fields: { remove: face, sure: 'yes' },
    back: personPath(request),
  }),
});

const mayAnyway = (error: unknown): error is SafeNestError =>
  isSafeNestError(error) &&
  error.code === 'conflict' &&
  typeof error.details === 'object' &&
  error.details !== null &&
  'canAnyway' in error.details;

/** Somebody said before that the two differ, or both are in one picture: either may be wrong, so that is asked. */
const mergeAnyway = (said: string, refs: readonly string[]): Content => ({
  title: 'Are you sure?',
  current: 'people',
  body: askPage({
    question: said,
    label: 'Merge them anyway',
    action: '/people/merge',
    fields: { person: refs.join(' '), anyway: 'yes' },
    back: '/people',
  }),
});

const pathTo = (number: number): string => `/people/${formatReference({ kind: 'person', number })}`;
const personPath = (request: { params: Record<string, unknown> }): string =>
  `/people/${encodeURIComponent(String(request.params.ref))}`;

export const linksOf = (services: HttpServices, orgId: Visit['principal']['orgId']): PictureLinks =>
  pictureLinks({ orgId, secret: services.secret, base: '', now: services.now() });

/** The latest days, each with the cameras somebody was seen at. */
function byDay({ rows }: SeenSightings, { now, timeZone }: Visit['clock']): SightedDay[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { sighting, camera } of rows) {
    const day = calendarDay(sighting.lastSeen, timeZone);
    const cameras = counts.get(day) ?? new Map<string, number>();
    cameras.set(camera.name, (cameras.get(camera.name) ?? 0) + 1);
    counts.set(day, cameras);
  }
  return Array.from({ length: DAYS_DRAWN }, (_, index) => {
    const day = calendarDay(new Date(now.getTime() - (DAYS_DRAWN - 1 - index) * DAY_MS), timeZone);
    return { day, cameras: [...(counts.get(day) ?? [])].map(([name, count]) => ({ name, count })) };
  });
}
