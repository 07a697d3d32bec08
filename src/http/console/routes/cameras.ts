import { detectionsInPicture, detectionsOfEvent } from '../../../db/detections.ts';
import { findPersonsById } from '../../../db/persons.ts';
import { findPicture, findPictures } from '../../../db/pictures.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { Detection } from '../../../domain/camera.ts';
import { COLOURS, type ColoursWanted } from '../../../domain/colours.ts';
import { shownName } from '../../../domain/person.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { oneLine } from '../../../domain/text.ts';
import { SafeNestError } from '../../../errors.ts';
import { reasonText } from '../../../messages/camera-event-text.ts';
import { cameraWords } from '../../../messages/catalogue/cameras.ts';
import { coloursText } from '../../../messages/colour-text.ts';
import { eventLine, onPictureFact } from '../../../messages/views/camera-event-card.ts';
import { withKnown } from '../../../pipeline/alert-shown.ts';
import { cameraState, SILENT_MS } from '../../../pipeline/cameras/camera-state.ts';
import { createCamera, seeCamera, seeCameras, updateCamera } from '../../../pipeline/cameras/registry.ts';
import { removeCamera } from '../../../pipeline/cameras/remove-camera.ts';
import { reviewEvents } from '../../../pipeline/cameras/review-events.ts';
import { asReviewItems } from '../../../pipeline/cameras/review-items.ts';
import {
  type OnPicture,
  onBestPicture,
  type SeenEvent,
  seeCameraEvent,
  seeCameraEvents,
  seeCameraThen,
} from '../../../pipeline/cameras/see-camera.ts';
import { baseOf, type HttpServices } from '../../services.ts';
import { missingModels } from '../missing-models.ts';
import { cameraPage } from '../pages/camera.ts';
import { cameraEventPage } from '../pages/camera-event.ts';
import { cameraEventsPage, type EventTile } from '../pages/camera-events.ts';
import { camerasPage } from '../pages/cameras.ts';
import type { Marked } from '../picture-overlay.ts';
import {
  addressWith,
  backTo,
  type Form,
  numberOf,
  oneOf,
  type Pages,
  queryNumber,
  queryText,
  valuesOf,
} from '../visit.ts';
import { plural } from '../words.ts';

const EVENTS_OF_CAMERA = 12;
const EVENTS_PAGE = 24;
const PICTURES_OF_EVENT = 12;
const DETECTIONS_READ = 400;
const RISKY = 40;

export function cameraPages(pages: Pages): void {
  pages.show('/cameras', 'cameras.read', async ({ principal, clock, services }, tx) => {
    const tiles = [];
    for (const camera of await seeCameras({ tx, principal })) {
      const { picture, event: seen, onPicture, waiting } = await seeCameraThen({ tx, principal }, camera, null);
      tiles.push({
        camera,
        state: cameraState(camera, clock.now, services.cameraSilentMs ?? SILENT_MS),
        picture: picture && pictureOf(picture.id),
        event: seen ? { number: seen.event.number, line: eventLine(seen, 'en'), at: seen.event.endedAt } : null,
        onPicture: onPicture && onPictureFact(onPicture, 'en'),
        waiting,
      });
    }
    const mayChange = can(principal.role, 'cameras.write') && !principal.camerasLimited;
    return {
      title: 'What do the cameras see?',
      current: 'cameras',
      body: camerasPage({
        clock,
        tiles,
        mayChange,
        mayLimit: can(principal.role, 'members.write'),
        missing: missingModels(services, ['object-detect', 'face-detect'], 'Pictures are kept. '),
      }),
    };
  });

  pages.act('/cameras', 'cameras.write', async ({ work }, form) => {
    const camera = await work((w) => createCamera(w, { name: form.name ?? '', location: form.location ?? '' }));
    const ref = formatReference({ kind: 'camera', number: camera.number });
    return { to: `/cameras/${ref}`, text: `${camera.name} is added as ${ref}. Its page says how its pictures come.` };
  });

  pages.show('/cameras/:ref', 'cameras.read', async ({ principal, clock, request, services }, tx) => {
    const camera = await seeCamera({ tx, principal }, numberOf(request, 'camera'));
    const picture = camera.lastPictureId ? await findPicture(tx, camera.lastPictureId) : null;
    const found = picture ? await detectionsInPicture(tx, picture.id) : [];
    const events = await seeCameraEvents({ tx, principal }, { cameraId: camera.id, limit: EVENTS_OF_CAMERA });
    const ref = formatReference({ kind: 'camera', number: camera.number });
    return {
      title: `${ref} ${camera.name}`,
      current: 'cameras',
      script: 'zones.js',
      body: cameraPage({
        clock,
        camera,
        state: cameraState(camera, clock.now, services.cameraSilentMs ?? SILENT_MS),
        mayChange: can(principal.role, 'cameras.write'),
        picture: picture && {
          src: pictureOf(picture.id),
          takenAt: picture.takenAt,
          boxes: await marked(tx, found, can(principal.role, 'people.read')),
        },
        events: events.map((seen) => ({
          number: seen.event.number,
          line: eventLine(seen, 'en'),
          at: seen.event.endedAt,
          risk: seen.event.risk,
        })),
        frames: `${baseOf(services)}/api/v1/cameras/${ref}/frames`,
        folder: services.cameraFolder ?? null,
      }),
    };
  });

  pages.act('/cameras/:ref', 'cameras.write', async ({ work, request }, form) => {
    const { name, location, folder, stricter, notes } = form;
    await work((w) =>
      updateCamera(w, numberOf(request, 'camera'), {
        ...(name === undefined ? {} : { name }),
        ...(location === undefined ? {} : { location }),
        ...(folder === undefined ? {} : { folder }),
        ...(notes === undefined ? {} : { notes }),
        ...(stricter === undefined ? {} : { stricter: Number(stricter.replace(',', '.')) }),
      }),
    );
    return { to: request.path, text: 'Saved.' };
  });

  pages.act(
    '/cameras/:ref/zones',
    'cameras.write',
    async ({ work, request }, form) => {
      const [zones, mask] = [drawn(form.zones), drawn(form.mask)];
      // the pipeline's schema says what is wrong with a shape
      const camera = await work((w) =>
        updateCamera(w, numberOf(request, 'camera'), { zones: zones as never, mask: mask as never }),
      );
      return {
        to: request.path.replace(/\/zones$/, ''),
        text: `Saved: ${plural(camera.zones.length, 'zone')}, ${plural(camera.mask.length, 'privacy mask')}. They hold for pictures from now on.`,
      };
    },
    (request) => request.path.replace(/\/zones$/, ''),
  );

  pages.act(
    '/cameras/:ref/state',
    'cameras.write',
    async ({ work, request }, form) => {
      const enabled = form.enabled === 'yes';
      const camera = await work((w) => updateCamera(w, numberOf(request, 'camera'), { enabled }));
      return {
        to: request.path.replace(/\/state$/, ''),
        text: enabled
          ? `${camera.name} is on.`
          : `${camera.name} is off: its pictures are no longer taken. What it saw is kept.`,
      };
    },
    (request) => request.path.replace(/\/state$/, ''),
  );

  pages.act(
    '/cameras/:ref/remove',
    'cameras.write',
    async ({ work, request }) => {
      const { ref, pictures, events } = await removeCamera(work, numberOf(request, 'camera'));
      return {
        to: '/cameras',
        text: `${ref} is removed, with ${plural(pictures, 'picture')} and ${plural(events, 'event')}.`,
      };
    },
    (request) => request.path.replace(/\/remove$/, ''),
  );

  pages.show('/events', 'cameras.read', async ({ principal, clock, request, services }, tx) => {
    const cameras = await seeCameras({ tx, principal });
    const asked = parseReference(queryText(request, 'camera', 20));
    const camera = asked?.kind === 'camera' ? cameras.find(({ number }) => number === asked.number) : undefined;
    const risky = queryText(request, 'risk') === 'high';
    const reviewed = oneOf(['yes', 'no'], queryText(request, 'reviewed')) ?? '';
    const before = queryNumber(request, 'before');
    const colours: ColoursWanted = {};
    for (const part of ['colour', 'upper', 'lower'] as const) {
      const said = oneOf(COLOURS, queryText(request, part, 20));
      if (said) colours[part] = said;
    }
    const seen = await seeCameraEvents(
      { tx, principal },
      {
        limit: EVENTS_PAGE + 1,
        ...(camera ? { cameraId: camera.id } : {}),
        ...(risky ? { minRisk: RISKY } : {}),
        ...(reviewed === '' ? {} : { reviewed: reviewed === 'yes' }),
        colours,
        ...(before ? { before } : {}),
      },
    );
    const shown = seen.slice(0, EVENTS_PAGE);
    const last = shown.at(-1);
    const items = await asReviewItems({ tx }, shown);
    const onPictures = new Map<string, OnPicture>();
    for (const one of shown) onPictures.set(one.event.id, await onBestPicture({ tx, principal }, one));
    return {
      title: 'What happened in front of the cameras?',
      current: 'cameras',
      body: cameraEventsPage({
        clock,
        items: items.map(({ events, alert }) => ({
          alert,
          events: events
            .map((one) => tileOf(one, goesOn(one, clock.now, services), onPictures.get(one.event.id) ?? null))
            .toSorted((a, b) => b.risk - a.risk),
        })),
        cameras,
        filter: {
          camera: camera ? formatReference({ kind: 'camera', number: camera.number }) : '',
          risky,
          reviewed,
          colours,
        },
        here: addressWith(request, {}),
        mayReview: can(principal.role, 'cameras.write'),
        older: seen.length > EVENTS_PAGE && last ? addressWith(request, { before: String(last.event.number) }) : null,
      }),
    };
  });

  pages.act(
    '/events/review',
    'cameras.write',
    async ({ work, request }, form) => {
      // what stands together is chosen together
      const named = valuesOf(request.body, 'event').flatMap((text) => text.slice(0, 200).split(' '));
      const numbers = named.map((text) => {
        const ref = parseReference(text.slice(0, 40));
        if (ref?.kind !== 'camera_event') throw new SafeNestError('not_found', 'There is no such event.');
        return ref.number;
      });
      const reviewed = form.reviewed !== 'no';
      const changed = await work((w) => reviewEvents(w, numbers, reviewed));
      const said = reviewed ? 'reviewed' : 'not reviewed';
      return {
        to: backTo(form, '/events'),
        text: changed === 0 ? `That was ${said} already.` : `${plural(changed, 'event')} marked as ${said}.`,
      };
    },
    ({ body }) => backTo((body ?? {}) as Form, '/events'),
  );

  pages.show('/events/:ref', 'cameras.read', async ({ principal, clock, request, services }, tx) => {
    const number = numberOf(request, 'camera_event');
    const seen = await seeCameraEvent({ tx, principal }, number);
    const { event, camera, people, alerts } = seen;
    const readsPeople = can(principal.role, 'people.read');
    const found = await detectionsOfEvent(tx, event.id, DETECTIONS_READ);
    const ids = [...new Set(found.map(({ pictureId }) => pictureId))];
    const first = event.bestPictureId ? [event.bestPictureId, ...ids.filter((id) => id !== event.bestPictureId)] : ids;
    const pictures = await findPictures(tx, first.slice(0, PICTURES_OF_EVENT));
    const shots = [];
    for (const id of first) {
      const picture = pictures.get(id);
      if (!picture) continue;
      const inIt = found.filter(({ pictureId }) => pictureId === id);
      shots.push({ src: pictureOf(id), takenAt: picture.takenAt, boxes: await marked(tx, inIt, readsPeople) });
    }
    const line = eventLine(seen, 'en');
    return {
      title: `${formatReference({ kind: 'camera_event', number })} ${oneLine(line, 80)}`,
      current: 'cameras',
      body: cameraEventPage({
        clock,
        camera,
        event,
        open: goesOn(seen, clock.now, services),
        line,
        reasons: event.reasons.map((reason) => reasonText(reason, 'en', seen.since)),
        people: people.map((one) => ({
          number: one.number,
          name: one.name ?? one.label,
          unknown: one.name === null,
          how: howSure(one),
        })),
        readsPeople,
        colours: coloursText(seen.colours, 'en'),
        pictures: shots,
        morePictures: Math.max(0, first.length - PICTURES_OF_EVENT),
        alerts: await withKnown({ tx, principal }, alerts),
        mayReview: can(principal.role, 'cameras.write'),
      }),
    };
  });
}

const pictureOf = (id: string): string => `/pictures/${id}`;

/** Whether its next picture would still be told as the same event; the job that closes events comes a little later. */
const goesOn = ({ event }: SeenEvent, now: Date, { cameras }: HttpServices): boolean =>
  event.closedAt === null && now.getTime() - event.endedAt.getTime() <= (cameras?.window.gapMs ?? 0);

const tileOf = (seen: SeenEvent, open: boolean, onPicture: OnPicture): EventTile => ({
  number: seen.event.number,
  line: eventLine(seen, 'en'),
  camera: seen.camera,
  at: seen.event.endedAt,
  risk: seen.event.risk,
  picture: seen.event.bestPictureId && pictureOf(seen.event.bestPictureId),
  onPicture: onPicture && onPictureFact(onPicture, 'en'),
  open,
  reviewed: Boolean(seen.event.reviewed),
  colours: coloursText(seen.colours, 'en'),
});

/** Detections with the names of whom they show, for whoever may know them. */
async function marked(tx: OrgDb, found: readonly Detection[], readsPeople: boolean): Promise<Marked[]> {
  const ids = readsPeople ? found.flatMap(({ personId }) => personId ?? []) : [];
  const people = await findPersonsById(tx, ids);
  return found.map(({ box, kind, personId }) => {
    const person = personId === null ? undefined : people.get(personId);
    return {
      box,
      person: personId !== null,
      label: person ? shownName(person) : (cameraWords.en.kinds[kind]?.[0] ?? kind),
    };
  });
}

/** What somebody was known by, in numbers. */
function howSure({ by, faces, decision }: SeenEvent['people'][number]): string {
  if (by === 'appearance') return 'by how they are dressed alone; the face was not seen';
  const face = `by the face in ${faces} ${faces === 1 ? 'picture' : 'pictures'}`;
  const [alike, needed] = [decision.nearest?.similarity.toFixed(2), decision.threshold.toFixed(2)];
  if (decision.result === 'match') return `${face}, ${alike} alike (${needed} is needed)`;
  return alike === undefined ? face : `${face}; nobody known is more alike than ${alike} (${needed} is needed)`;
}

/** Shapes as the editor sends them. */
function drawn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new SafeNestError('invalid_input', 'What was drawn did not arrive whole; please draw it again.');
  }
}
