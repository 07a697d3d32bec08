import type { Camera } from '../domain/camera.ts';
import type { FaceDecision } from '../domain/face.ts';
import { type Person, shownName } from '../domain/person.ts';
import { formatReference } from '../domain/reference.ts';
import type { Role } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import type { Citation } from '../messages/card.ts';
import { pathOf } from '../messages/links.ts';
import { whyText } from '../messages/views/person-card.ts';
import type { Unfound } from '../pipeline/cameras/models-check.ts';
import { refOf, type SeenPerson } from '../pipeline/recognition/people.ts';
import type { SeenCompany, SeenSightings } from '../pipeline/recognition/sightings.ts';
import type { Stay } from '../pipeline/recognition/stays.ts';
import type { Reader } from './tool-data.ts';

/** Somebody as models read them. People without a name go by their label. */
export interface PersonData {
  ref: string;
  /** The name, or the label where there is none. */
  who: string;
  /** Whether people gave them a name. */
  named: boolean;
  label: string;
}

/** With what is known of them. */
export interface KnownPersonData extends PersonData {
  /** How often a camera saw them. */
  sightings: number;
  first_seen?: string;
  last_seen?: string;
  /** Pictures there are of them, and how many of these help to recognise them. */
  pictures: number;
  compared: number;
  /** When they took their consent back, where they did: their face is not recognised. */
  consent_withdrawn?: string;
  quoted_note?: string;
  /** Where they were seen, latest first. */
  cameras: CameraSumData[];
  /** The latest sightings. */
  recent: SightingData[];
  /** Alerts about them, the latest ones. */
  alerts?: { ref: string; title: string; time: string; status: string }[];
}

export interface CameraSumData {
  ref: string;
  name: string;
  count: number;
  first: string;
  last: string;
}

export interface SightingData {
  person: PersonData;
  camera: { ref: string; name: string };
  /** The event: `EVT-40`. */
  event: string;
  from: string;
  to: string;
  /** How long they were seen: 0 for a single picture. */
  minutes: number;
  seconds: number;
  /** `appearance`: by clothing alone, their face was not seen. */
  by: 'face' | 'appearance';
  /** Where one person was asked about: who else was in that event, and how many more of whom it cannot be told who they are. */
  others?: PersonData[];
  untold?: number;
}

/** Somebody around for a while: sightings with at most a quarter of an hour between them, at whatever cameras. */
export interface StayData {
  from: string;
  to: string;
  minutes: number;
  seconds: number;
  /** Where, in their order. */
  cameras: { ref: string; name: string }[];
  /** The events, latest first. */
  events: string[];
}

/** Who was in the events of somebody, besides them. */
export interface CompanyData {
  /** So many of their events were looked at: the latest. */
  events: number;
  /** In so many of these there was somebody else. */
  accompanied: number;
  /** In so many there were people of whom it cannot be told who they are. */
  untold: number;
  /** With in how many events, most first. */
  people: (PersonData & { events: number })[];
}

/** One face of a picture that came with a question. */
export interface FaceData {
  /** From the left, from 1. */
  place: number;
  result: FaceDecision['result'];
  /** Who it is, where that is sure. */
  person?: PersonData;
  /** Whom it is most like, where it is not. */
  maybe?: PersonData;
  similarity?: number;
  /** What is needed for a match. */
  threshold?: number;
  runner_up?: number;
  /** The other person it is about as like, where it is not sure between two. */
  or?: PersonData;
  /** How alike it is to whom the question names; left out where no vectors of them are compared. */
  likeness?: number;
  /** With so many pictures of the person it was compared. */
  compared?: number;
  /** A code: no_model, no_consent, two_alike, too_small … */
  reason?: string;
  /** The numbers and the reason in words. */
  why?: string;
  last_seen?: string;
}

/** What `who_is` answers. */
export interface WhoIsData extends Record<string, unknown> {
  /** Of a question with a picture: its place, from 1. */
  picture: number | null;
  /** Of a question by name, label or reference. */
  person: KnownPersonData | null;
  /** Members of that name, where the asker may read who they are. */
  members?: { name: string; role: Role; active: boolean }[];
  /** Accounts whose names begin so, where the asker may read the login log. */
  accounts?: { account: string; events: number; last: string | null }[];
  /** From left to right; none where there are none. */
  faces: FaceData[];
  /** Of a question about a face by its place: how many there are; `faces` has only that one, or all where none is there. */
  of?: number;
  /** Of a question with a picture: whom it names, and when they took their consent back, where they did. */
  like?: PersonData & { consent_withdrawn?: string };
  /** The asker may look at some cameras only: when somebody was seen is told of these. */
  limited?: true;
  /** Why nothing could be looked for: `no_consent` or `no_model`. */
  reason: 'no_consent' | 'no_model' | null;
}

/** What `find_sightings` answers. */
export interface SightingsData extends Record<string, unknown> {
  asked: {
    person: PersonData | null;
    /** In whose company. */
    with: PersonData | null;
    /** Nobody of these. */
    without: PersonData[];
    /** Whom nobody here is called: nobody is left out by these. */
    without_unknown: string[];
    cameras: { ref: string; name: string }[];
    /** Only who was inside these zones of their pictures. */
    zones?: string[];
    known: boolean | null;
    range: string | null;
    /** Only what was before this event. */
    before: string | null;
    /** Only what was after this event. */
    after: string | null;
  };
  /** The asker may look at some cameras only, and none was named: what other cameras saw is not in this. */
  limited?: true;
  count: number;
  /** How many different people. */
  different: number;
  first: string | null;
  last: string | null;
  /** `seconds`: how long each was seen, all together. */
  people: (PersonData & { count: number; first: string; last: string; seconds: number })[];
  cameras: CameraSumData[];
  /** Latest first. */
  rows: SightingData[];
  /** The sighting that began first of all. */
  earliest: SightingData | null;
  /** Of one person who was asked about: how long they stayed each time, the latest ten; how many times of those looked at, and for how long together. */
  stays: StayData[];
  stayed: {
    times: number;
    minutes: number;
    seconds: number /** So many sightings, the latest, were looked at for that. */;
    of: number;
  } | null;
  /** Of one person who was asked about: in whose company they were. */
  company: CompanyData | null;
  /** Why nobody is recognised here, where that is so; `no_model`: at present. */
  reason: 'no_consent' | 'no_model' | 'being_renewed' | null;
  /** What cameras do not find at present at all. */
  unfound?: Unfound | null;
  /** When whoever was asked about took their consent back: since then their face is not recognised. */
  consent_withdrawn?: string;
  /** When, in the time asked about, nobody was looked for: the organisation's consent was taken back; the latest few. */
  not_looked?: { from: string; to: string }[];
  /** So many pictures of the cameras and the time asked for are still to be looked at: nobody can tell who is on them. */
  waiting?: number;
  /** Nobody is found at present, of a time that goes on: that nobody was seen says nothing. */
  cannot_tell?: true;
  /** Events with people of whom it cannot be told who they are: how many there are, and the latest with how many people each. */
  untold: { events: number; rows: { event: string; people: number }[] };
  /** How many faces nobody is sure of wait to be settled, where strangers were asked about. */
  unsure: number;
}

export const personData = (person: Person): PersonData => ({
  ref: refOf(person),
  who: oneLine(shownName(person), 100),
  named: person.name !== null,
  label: person.label,
});

export const cameraData = (camera: Pick<Camera, 'number' | 'name'>) => ({
  ref: formatReference({ kind: 'camera', number: camera.number }),
  name: oneLine(camera.name, 100),
});

const time = (at: Date, { timeZone, now }: Reader): string => formatTime(at, timeZone, now);

export const sightingData = (
  { sighting, person, camera }: SeenSightings['rows'][number],
  reader: Reader,
): SightingData => ({
  person: personData(person),
  camera: cameraData(camera),
  event: formatReference({ kind: 'camera_event', number: sighting.eventNumber }),
  from: time(sighting.firstSeen, reader),
  to: time(sighting.lastSeen, reader),
  ...lasted(sighting.firstSeen, sighting.lastSeen),
  by: sighting.by,
});

const lasted = (from: Date, to: Date): Lasted => lastedMs(to.getTime() - from.getTime());

interface Lasted {
  minutes: number;
  seconds: number;
}
const lastedMs = (ms: number): Lasted => ({ minutes: Math.round(ms / 60_000), seconds: Math.round(ms / 1000) });

/** All stays together. */
export const stayedData = (stays: readonly Stay<unknown>[]): SightingsData['stayed'] =>
  stays.length === 0
    ? null
    : {
        times: stays.length,
        of: stays.reduce((sum, { rows }) => sum + rows.length, 0),
        ...lastedMs(stays.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0)),
      };

/** Whom somebody was with in their events, all together. */
export function companyData(events: readonly SeenCompany[]): CompanyData {
  const people = new Map<string, PersonData & { events: number }>();
  for (const person of events.flatMap((event) => event.people)) {
    const before = people.get(person.id);
    people.set(person.id, { ...personData(person), events: (before?.events ?? 0) + 1 });
  }
  return {
    events: events.length,
    accompanied: events.filter((event) => event.people.length + event.untold > 0).length,
    untold: events.filter(({ untold }) => untold > 0).length,
    people: [...people.values()].toSorted((a, b) => b.events - a.events).slice(0, MOST_COMPANY),
  };
}
const MOST_COMPANY = 10;

export const stayData = ({ from, to, rows }: Stay<SeenSightings['rows'][number]>, reader: Reader): StayData => {
  const cameras = new Map(rows.toReversed().map(({ camera }) => [camera.id, cameraData(camera)]));
  return {
    from: time(from, reader),
    to: time(to, reader),
    ...lasted(from, to),
    cameras: [...cameras.values()],
    events: rows.map(({ sighting }) => formatReference({ kind: 'camera_event', number: sighting.eventNumber })),
  };
};

export const cameraSums = ({ cameras }: SeenSightings, reader: Reader): CameraSumData[] =>
  cameras.map(({ camera, count, first, last }) => ({
    ...cameraData(camera),
    count,
    first: time(first, reader),
    last: time(last, reader),
  }));

export const knownPersonData = (
  { person, faces, compared, sightings, firstSeen, lastSeen }: SeenPerson,
  seen: SeenSightings,
  reader: Reader,
  withdrawnAt: Date | null = null,
): KnownPersonData => ({
  ...personData(person),
  sightings,
  ...(firstSeen && { first_seen: time(firstSeen, reader) }),
  ...(lastSeen && { last_seen: time(lastSeen, reader) }),
  pictures: faces,
  compared,
  ...(withdrawnAt && { consent_withdrawn: time(withdrawnAt, reader) }),
  ...(person.note && { quoted_note: oneLine(person.note, 500) }),
  cameras: cameraSums(seen, reader),
  recent: seen.rows.map((row) => sightingData(row, reader)),
});

/** Whose a face is, whom it is most like, and whom next; `likeness`: to whom the question names. */
interface FaceFound {
  person: Person | null;
  nearest: Person | null;
  other?: Person | null;
  likeness?: number | null;
}

/** A face with the numbers that explain what was decided. */
export function faceData(
  place: number,
  decision: FaceDecision,
  { person, nearest, other = null, likeness = null }: FaceFound,
): FaceData {
  const { result, threshold, runnerUp, reason } = decision;
  const why = whyText(decision, 'en');
  return {
    place,
    result,
    ...(person && { person: personData(person) }),
    ...(result === 'unsure' && nearest && { maybe: personData(nearest) }),
    ...(result === 'unsure' && reason === 'two_alike' && other && { or: personData(other) }),
    ...(likeness !== null && result !== 'unavailable' && { likeness: rounded(likeness) }),
    ...(decision.nearest && {
      similarity: rounded(decision.nearest.similarity),
      threshold: rounded(threshold),
      compared: decision.nearest.pictures,
    }),
    ...(runnerUp && { runner_up: rounded(runnerUp.similarity) }),
    ...(reason && { reason }),
    ...(why && { why }),
  };
}

const rounded = (similarity: number): number => Math.round(similarity * 100) / 100;

export const personCitation = (person: Person, at: Date | null): Citation => ({
  ref: refOf(person),
  kind: 'person',
  at: (at ?? person.createdAt).toISOString(),
  url: pathOf(refOf(person)),
});

/** Events, cameras and people of sightings. */
export const sightingCitations = ({ rows, people, cameras }: SeenSightings): Citation[] => [
  ...rows.map(({ sighting }): Citation => {
    const ref = formatReference({ kind: 'camera_event', number: sighting.eventNumber });
    return { ref, kind: 'camera_event', at: sighting.lastSeen.toISOString(), url: pathOf(ref) };
  }),
  ...people.map(({ person, last }) => personCitation(person, last)),
  ...rows.map(({ person, sighting }) => personCitation(person, sighting.lastSeen)),
  ...cameras.map(({ camera, last }): Citation => {
    const { ref } = cameraData(camera);
    return { ref, kind: 'camera', at: last.toISOString(), url: pathOf(ref) };
  }),
];
