import { countCameraEvents } from '../db/camera-events.ts';
import { listCameras } from '../db/cameras.ts';
import { waitingByCamera } from '../db/unseen-pictures.ts';
import type { Camera, Zone } from '../domain/camera.ts';
import { type ColoursWanted, wantsColours } from '../domain/colours.ts';
import { MOMENT_WORDS, parseMoment } from '../domain/moment.ts';
import { parseReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { cameraAnswerWords } from '../messages/catalogue/camera-answers.ts';
import { lookedFor, wantedColours } from '../messages/colour-text.ts';
import { pathOf } from '../messages/links.ts';
import { cameraListCard, type ShownState } from '../messages/views/camera-card.ts';
import { cameraEventCard, cameraEventListCard } from '../messages/views/camera-event-card.ts';
import { type CardView, viewOf } from '../messages/views/card-view.ts';
import { cameraState, SILENT_MS } from '../pipeline/cameras/camera-state.ts';
import { drawCamera } from '../pipeline/cameras/draw-camera.ts';
import { type Unfound, unfound } from '../pipeline/cameras/models-check.ts';
import { noSuchCamera, noSuchZone } from '../pipeline/cameras/no-such-place.ts';
import { camerasCalled, placesCalled } from '../pipeline/cameras/registry.ts';
import { seeCameraEvent, seeCameraEvents, seeCameraThen, type When } from '../pipeline/cameras/see-camera.ts';
import { recognitionAllowed } from '../pipeline/recognition/consents.ts';
import type { Work } from '../pipeline/work.ts';
import {
  type CameraData,
  type CameraEventData,
  cameraCitation,
  cameraData,
  cameraEventCitation,
  cameraEventData,
  type PersonInEvent,
  peopleCitations,
  personInEvent,
} from './camera-data.ts';
import { defineTool, picturesFor, type ToolContext, type ToolResult } from './define-tool.ts';
import { namedReferences, unique } from './named-references.ts';
import { showCameraInput } from './recognition-inputs.ts';
import { alertCitation } from './tool-data.ts';
import { type UsualThere, usualAtCamera } from './usual-at-camera.ts';

/** Of what is told of all cameras: the asker may look at some only. */
interface OfAll {
  limited?: true;
  /** So many pictures of the cameras and the time asked for are still to be looked at. */
  waiting?: number;
}

/** What the tool answers; the offline model writes its answer from it. */
export type ShownCamera =
  | (OfAll & {
      shows: 'cameras';
      cameras: CameraData[];
      offline: number;
      /** Of these the asker may mean any. */
      which: boolean;
      asked?: 'state' | 'zones';
    })
  | {
      shows: 'camera';
      camera: CameraData;
      /** When the picture shown was taken; null where there is none of then. */
      picture: string | null;
      /** A time was asked for. */
      past: boolean;
      /** What was asked of the camera itself. */
      asked?: 'state' | 'zones';
      /** The event of that picture, or the nearest or latest of then where it has none. */
      event: CameraEventData | null;
      /** So many minutes after the picture, or the time asked for, the event is; below 0 before it, 0 at it; null where there is neither. */
      event_minutes_after: number | null;
      /** Whom of the event's people the picture itself shows, where the event has other pictures. */
      on_picture?: PersonInEvent[];
    }
  | (OfAll & {
      shows: 'events';
      object: string;
      /** No time was named: of so many days. */
      days?: number;
      /** Where it was looked for, by name; none where everywhere. */
      cameras: string[];
      /** Only in these. */
      zones?: string[];
      /** What it was looked for by, in words: `red above`; and why people could not be. */
      colours?: string;
      reason?: 'no_consent';
      /** What cameras do not find at present at all. */
      unfound?: Unfound;
      events: CameraEventData[];
      more: boolean;
    })
  | (OfAll & {
      shows: 'unreviewed';
      /** Of these cameras alone. */
      cameras: string[];
      count: number;
      /** The latest of them. */
      events: CameraEventData[];
    })
  | ({ shows: 'usual'; camera: CameraData } & UsualThere)
  | { shows: 'event'; event: CameraEventData; camera: CameraData; alerts: string[]; on_picture?: PersonInEvent[] };

const SHOWN = 8;
const DAY_MS = 86_400_000;
/** Pictures are kept that long by default. */
const LOOKED_BACK_FOR_BEFORE_DAYS = 30;
/** How far back something is looked for where no time is named. */
const LOOKED_BACK_DAYS = 7;
const GROUPS: Record<string, readonly string[]> = {
  vehicle: ['car', 'truck', 'bus', 'motorcycle'],
  animal: ['dog', 'cat', 'bird', 'horse'],
  people: ['person'],
  // one and the same is told now as a car, now as a truck
  van: ['car', 'truck', 'bus'],
};

export const showCameraTool = defineTool({
  name: 'show_camera',
  description:
    'Show what a camera sees: its latest picture or the one of a time, whether it sends, and its last event. Without a camera: ' +
    'which there are. With an object: the events in which it was seen. Use it for "show me the loading dock", "what did the ' +
    'front door see at 3?", "is a camera offline?", "was there a truck today?", "show EVT-40", "what have I not reviewed yet?" (reviewed: false), ' +
    '"somebody in a red jacket at the dock yesterday?" (object: person, upper: red), "a white van last night?" (object: van, colour: white). ' +
    '"who was in the restricted zone today?" (object: person, zone: restricted), "is it normal that somebody is at the gate at night?" (asked: usual). ' +
    'Colours are estimates; nothing else of how people look is known.',
  input: showCameraInput,
  access: 'read',
  permission: 'cameras.read',
  async run(
    context,
    { camera: typed, at, object, zone, event, reviewed, colour, upper, lower, asked: wish, hour, before },
  ) {
    const asked = wish === 'usual' ? undefined : wish;
    const { principal, org, now, language } = context;
    const named = readWhen(at, context);
    return org(async (tx) => {
      const looking: Looking = { tx, principal };
      const when = before === undefined ? named : await endingAt(looking, before, context);
      if (event) return oneEvent(looking, event, context);
      const all = await listCameras(tx);
      if (typed && wish === 'usual') {
        const [place] = placesCalled(typed, all);
        if (place) return usual(looking, place.camera, { object, hour }, context);
      }
      const found = typed ? camerasCalled(typed, all) : all;
      if (typed && found.length === 0) {
        const known = all.slice(0, SHOWN).map(({ name }) => oneLine(name, 60));
        throw noSuchCamera(typed, known, context);
      }
      if (reviewed === false) return notReviewed(looking, typed ? found : null, when, context);
      const colours: ColoursWanted = { ...(colour && { colour }), ...(upper && { upper }), ...(lower && { lower }) };
      const inside = zone === undefined ? null : zonesCalled(zone, found, context);
      if (object || inside || wantsColours(colours))
        return eventsWith(looking, { object: object ?? null, colours, inside }, typed ? found : null, when, context);
      const [only] = found;
      if (!typed || found.length > 1) return list(looking, found, context, { which: typed !== undefined, asked });
      const seen = await seeCameraThen(looking, only!, when);
      const view = viewFor(context);
      const data: ShownCamera = {
        shows: 'camera',
        camera: cameraData(only!, stateOf(only!, context), { timeZone: principal.timeZone, now }, seen.waiting),
        picture: seen.picture && formatTime(seen.picture.takenAt, principal.timeZone, now),
        past: when !== null,
        ...(asked && { asked }),
        event: seen.event && cameraEventData(seen.event, { timeZone: principal.timeZone, now, language }),
        event_minutes_after: seen.eventAway,
        ...(seen.onPicture && { on_picture: seen.onPicture.map(personInEvent) }),
      };
      const card = drawCamera(seen, view, { now, silentMs: silentMs(context), past: when !== null });
      const events = seen.event ? [cameraEventCitation(seen.event.event), ...peopleCitations(seen.event)] : [];
      const shownAt = seen.picture && { at: seen.picture.takenAt.toISOString() };
      return result(data, card, [{ ...cameraCitation(only!), ...shownAt }, ...events]);
    });
  },
});

type Looking = Pick<Work, 'tx' | 'principal'>;

/** What is usual at a camera, as far as it is learned. */
async function usual(
  looking: Looking,
  camera: Camera,
  asked: { object: string | undefined; hour: number | undefined },
  context: ToolContext,
): Promise<ToolResult> {
  const { principal, now } = context;
  const found = await usualAtCamera(looking, camera, asked, context);
  const shown = { camera, state: stateOf(camera, context) };
  const data: ShownCamera = {
    shows: 'usual',
    camera: cameraData(camera, shown.state, { timeZone: principal.timeZone, now }),
    ...found.usual,
  };
  return result(data, cameraListCard([shown], viewFor(context)), [cameraCitation(camera), ...found.citations]);
}

/** The time that ends where an event begins, or a picture was taken. */
async function endingAt(looking: Looking, typed: string, context: ToolContext): Promise<When> {
  const picture = INSTANT.test(typed) ? new Date(typed) : null;
  const end = picture ?? (await seeCameraEvent(looking, eventNumber(typed))).event.startedAt;
  return {
    from: new Date(context.now.getTime() - LOOKED_BACK_FOR_BEFORE_DAYS * DAY_MS),
    to: new Date(end.getTime() - 1),
  };
}
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

function eventNumber(typed: string): number {
  const reference = parseReference(typed, 'camera_event');
  if (reference?.kind === 'camera_event') return reference.number;
  throw new SafeNestError('invalid_input', `“${oneLine(typed, 40)}” is no event of a camera, e.g. EVT-40.`);
}

/** Where no camera was named. */
const ofAll = (named: readonly Camera[] | null, { principal }: ToolContext): OfAll =>
  named === null && principal.camerasLimited ? { limited: true } : {};

function readWhen(at: string | undefined, { now, principal }: ToolContext): When {
  if (!at) return null;
  const read = parseMoment(at, { now, timeZone: principal.timeZone });
  if (read) return read;
  throw new SafeNestError('invalid_input', `I cannot read the time “${oneLine(at, 60)}”. It may be ${MOMENT_WORDS}.`);
}

async function list(
  looking: Looking,
  cameras: readonly Camera[],
  context: ToolContext,
  { which, asked }: { which: boolean; asked: 'state' | 'zones' | undefined },
): Promise<ToolResult> {
  const { principal, now } = context;
  const waiting = await waitingByCamera(looking.tx, {});
  const shown = cameras.map((camera) => ({
    camera,
    state: stateOf(camera, context),
    waiting: waiting.get(camera.id) ?? 0,
  }));
  const data: ShownCamera = {
    shows: 'cameras',
    cameras: shown.map(({ camera, state, waiting: unseen }) =>
      cameraData(camera, state, { timeZone: principal.timeZone, now }, unseen),
    ),
    offline: shown.filter(({ state }) => state === 'offline').length,
    which,
    ...(asked && { asked }),
    ...ofAll(which ? cameras : null, context),
  };
  return result(data, cameraListCard(shown, viewFor(context)), cameras.map(cameraCitation));
}

async function oneEvent(looking: Looking, typed: string, context: ToolContext): Promise<ToolResult> {
  const { principal, now, language } = context;
  const seen = await seeCameraEvent(looking, eventNumber(typed));
  const reader = { timeZone: principal.timeZone, now, language };
  const data: ShownCamera = {
    shows: 'event',
    event: cameraEventData(seen, reader),
    camera: cameraData(seen.camera, stateOf(seen.camera, context), reader),
    alerts: seen.alerts.map((alert) => alertCitation(alert).ref),
    ...(seen.picture && seen.onPicture && { on_picture: seen.onPicture.map(personInEvent) }),
  };
  const card = cameraEventCard({ ...seen, pictureId: seen.picture?.id ?? null }, viewFor(context));
  return result(data, card, [
    cameraEventCitation(seen.event),
    cameraCitation(seen.camera),
    ...peopleCitations(seen),
    ...seen.alerts.map(alertCitation),
    // the rule that noticed it is one of its reasons
    ...(await namedReferences(looking.tx, principal, seen.event.reasons)),
  ]);
}

async function eventsWith(
  looking: Looking,
  { object, colours, inside }: { object: string | null; colours: ColoursWanted; inside: Inside[] | null },
  cameras: readonly Camera[] | null,
  when: When,
  context: ToolContext,
): Promise<ToolResult> {
  const { principal, now, language } = context;
  const wears = colours.upper !== undefined || colours.lower !== undefined;
  const wanted = object?.trim().toLowerCase() ?? (wears ? 'person' : '');
  const kinds = wanted === '' ? undefined : (GROUPS[wanted] ?? [wanted]);
  const coloured = wantedColours(colours, language);
  const zones =
    inside && [...new Set(inside.flatMap((one) => one.zones))].slice(0, SHOWN).map((one) => oneLine(one, 60));
  const span =
    when === null
      ? { from: new Date(now.getTime() - LOOKED_BACK_DAYS * DAY_MS) }
      : 'at' in when
        ? { from: new Date(when.at.getTime() - DAY_MS / 24), to: new Date(when.at.getTime() + DAY_MS / 24) }
        : { from: when.from, to: when.to };
  const pages = inside
    ? inside.map(({ camera, zones }) => ({ cameraId: camera.id, zones }))
    : cameras
      ? cameras.map(({ id }) => ({ cameraId: id }))
      : [{}];
  const found = [];
  for (const page of pages)
    found.push(
      ...(await seeCameraEvents(looking, { ...page, ...span, ...(kinds && { kinds }), colours, limit: SHOWN + 1 })),
    );
  found.sort((a, b) => b.event.startedAt.getTime() - a.event.startedAt.getTime());
  const shown = found.slice(0, SHOWN);
  const reader = { timeZone: principal.timeZone, now, language };
  const allowed = await recognitionAllowed(looking.tx);
  const missing = unfound(context.services.vision, allowed);
  const looked = inside ? inside.map(({ camera }) => camera) : (cameras ?? []);
  const waiting = await waitingIn(looking.tx, looked, span);
  const data: ShownCamera = {
    shows: 'events',
    object: wanted,
    ...(when === null && { days: LOOKED_BACK_DAYS }),
    cameras: looked.map(({ name }) => oneLine(name, 60)),
    ...waiting,
    ...(coloured && { colours: coloured }),
    ...(zones && { zones }),
    ...(coloured && !kinds?.some((kind) => kind !== 'person') && !allowed ? { reason: 'no_consent' as const } : {}),
    ...(missing && { unfound: missing }),
    events: shown.map((seen) => cameraEventData(seen, reader)),
    more: found.length > shown.length,
    ...ofAll(cameras, context),
  };
  const card = cameraEventListCard(shown, {
    ...viewFor(context),
    title: cameraAnswerWords[language].eventsWith(lookedFor(wanted, coloured, language, zones ?? undefined)),
  });
  return result(data, card, [
    ...shown.flatMap((seen) => [
      cameraEventCitation(seen.event),
      cameraCitation(seen.camera),
      ...peopleCitations(seen),
    ]),
  ]);
}

/** The events nobody reviewed yet, latest first. */
async function notReviewed(
  looking: Looking,
  cameras: readonly Camera[] | null,
  when: When,
  context: ToolContext,
): Promise<ToolResult> {
  const { principal, now, language } = context;
  const span = when === null ? {} : 'at' in when ? { from: when.at } : when;
  const found = [];
  let count = 0;
  for (const page of cameras ? cameras.map(({ id }) => ({ cameraId: id })) : [{}]) {
    count += await countCameraEvents(looking.tx, { ...page, ...span, reviewed: false });
    found.push(...(await seeCameraEvents(looking, { ...page, ...span, reviewed: false, limit: SHOWN })));
  }
  const shown = found.toSorted((a, b) => b.event.startedAt.getTime() - a.event.startedAt.getTime()).slice(0, SHOWN);
  const reader = { timeZone: principal.timeZone, now, language };
  const data: ShownCamera = {
    shows: 'unreviewed',
    cameras: (cameras ?? []).map(({ name }) => oneLine(name, 60)),
    count,
    ...(await waitingIn(looking.tx, cameras ?? [], span)),
    events: shown.map((seen) => cameraEventData(seen, reader)),
    ...ofAll(cameras, context),
  };
  const title = cameraAnswerWords[language].unreviewedTitle;
  const card = cameraEventListCard(shown, { ...viewFor(context), title });
  return result(data, card, [
    ...(cameras ?? []).map(cameraCitation),
    ...shown.flatMap((seen) => [
      cameraEventCitation(seen.event),
      cameraCitation(seen.camera),
      ...peopleCitations(seen),
    ]),
  ]);
}

/** How many pictures of these cameras, of all where there are none, wait to be looked at. */
async function waitingIn(
  tx: Looking['tx'],
  cameras: readonly Camera[],
  span: { from?: Date; to?: Date },
): Promise<{ waiting?: number }> {
  const found = await waitingByCamera(tx, { cameraIds: cameras.map(({ id }) => id), ...span });
  const waiting = [...found.values()].reduce((sum, count) => sum + count, 0);
  return waiting > 0 ? { waiting } : {};
}

interface Inside {
  camera: Camera;
  zones: string[];
}

/** The zones somebody means, by name or by kind, at the cameras that have one; says which there are where none is called so. */
function zonesCalled(typed: string, cameras: readonly Camera[], context: ToolContext): Inside[] {
  const wanted = typed.trim().toLowerCase();
  const told = cameras.map((camera) => ({ camera, zones: camera.zones.filter(({ kind }) => kind !== 'ignore') }));
  for (const means of [
    ({ name }: Zone) => name.toLowerCase() === wanted,
    ({ kind }: Zone) => kind === wanted,
    ({ name }: Zone) => name.toLowerCase().includes(wanted),
  ]) {
    const found = told
      .map(({ camera, zones }) => ({ camera, zones: zones.filter(means).map(({ name }) => name) }))
      .filter(({ zones }) => zones.length > 0);
    if (found.length > 0) return found;
  }
  const known = [...new Set(told.flatMap(({ zones }) => zones.map(({ name }) => oneLine(name, 60))))].slice(0, SHOWN);
  throw noSuchZone(typed, known, context);
}

const result = (data: ShownCamera, card: Card, citations: ToolResult['citations']): ToolResult => ({
  data: { ...data },
  card,
  citations: unique(citations),
});

const silentMs = ({ services }: ToolContext): number => services.cameraSilentMs ?? SILENT_MS;
const stateOf = (camera: Camera, context: ToolContext): ShownState =>
  cameraState(camera, context.now, silentMs(context));
const viewFor = ({ principal, services, language }: ToolContext): CardView => ({
  ...viewOf(principal, pathOf, picturesFor(services, principal)),
  language,
});
