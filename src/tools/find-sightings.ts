import { isRenewing } from '../db/face-renewal.ts';
import type { SightingFilter } from '../db/sightings.ts';
import { waitingByCamera } from '../db/unseen-pictures.ts';
import type { Camera } from '../domain/camera.ts';
import type { Language } from '../domain/language.ts';
import { type Person, shownName } from '../domain/person.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS } from '../domain/time-range.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import type { Citation } from '../messages/card.ts';
import { peopleWords } from '../messages/catalogue/people.ts';
import { sightingAnswerWords } from '../messages/catalogue/sighting-answers.ts';
import { listText } from '../messages/catalogue/terms.ts';
import { pathOf } from '../messages/links.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { sightingsCard } from '../messages/views/person-card.ts';
import { isBlind, unfound } from '../pipeline/cameras/models-check.ts';
import { noSuchCamera } from '../pipeline/cameras/no-such-place.ts';
import { placesCalled, seeCameras } from '../pipeline/cameras/registry.ts';
import { recognitionAllowed, unlookedSpans, withdrawnSince } from '../pipeline/recognition/consents.ts';
import { seeOpenFaceCounts } from '../pipeline/recognition/open-faces.ts';
import { personCalled } from '../pipeline/recognition/people.ts';
import { seeCompany, seeEarliest, seeSightings, seeUntold, sightedIn } from '../pipeline/recognition/sightings.ts';
import { staysOf } from '../pipeline/recognition/stays.ts';
import { defineTool, picturesFor } from './define-tool.ts';
import { unique } from './named-references.ts';
import {
  cameraData,
  cameraSums,
  companyData,
  personCitation,
  personData,
  type SightingsData,
  sightingCitations,
  sightingData,
  stayData,
  stayedData,
} from './person-data.ts';
import { findSightingsInput } from './recognition-inputs.ts';

const MOST_ROWS = 10;
/** So many sightings of one person are put together to stays, of which the latest are told. */
const MOST_OF_STAYS = 100;
const MOST_STAYS = 10;
const MOST_UNTOLD = 5;
const MOST_UNLOOKED = 3;
const MOST_CITED = 50;

export const findSightingsTool = defineTool({
  name: 'find_sightings',
  description:
    'When and where people were seen by cameras: by person, camera and time; first and last seen, how often, how many people, counts per camera, how long ' +
    'each stayed (stays); in whose company (with; company, and others of a row); who beside somebody (without); what was before an event or somebody (before), or after (after: “who came after him?”). Use it for "when did I last see John?", "who was at the front door yesterday?", "any unknown people this week?" (known: false), ' +
    '"how many people today?". `untold`: events with people of whom it cannot be told who they are; say so rather than that nobody was seen. ' +
    '`waiting`: pictures of then that are not looked at yet; say so first, and never that nobody was seen; the same for `cannot_tell`. ' +
    '`consent_withdrawn`: since then their face is not recognised; `not_looked`: then nobody was looked for; say both. ' +
    '`limited`: only of the cameras the asker may look at; say that, too.',
  input: findSightingsInput,
  access: 'read',
  permission: 'people.read',
  run({ org, principal, now, language, services }, asked) {
    const reader = { timeZone: principal.timeZone, now };
    const range = asked.range === undefined ? null : parseRange(asked.range, { ...reader });
    if (asked.range !== undefined && !range)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read the time “${oneLine(asked.range, 60)}”. Use one of: ${RANGE_WORDS}.`,
      );
    return org(async (tx) => {
      const work = { tx, principal, now };
      const person = asked.person === undefined ? null : await personCalled(work, asked.person);
      const company = asked.with === undefined ? null : await personCalled(work, asked.with);
      const left = await leftOut(work, asked.without ?? []);
      const meant = asked.camera === undefined ? [] : await placesOf(work, asked.camera, language);
      const named = meant.map(({ camera }) => camera);
      const zones = [...new Set(meant.flatMap((one) => one.zones))];
      const inside = zones.length > 0 ? { zones } : {};
      const within = {
        ...(named.length > 0 && { cameraIds: named.map(({ id }) => id) }),
        ...(range && { from: range.from, to: range.to }),
      };
      const moment = (of: string | undefined) =>
        of === undefined ? null : momentOf(work, of, person?.id ?? null, within, language);
      const before = await moment(asked.before);
      const after = await moment(asked.after);
      // who came after somebody came to where they were
      const cameras = named.length > 0 ? named : [before?.camera ?? after?.camera].filter((one) => one !== undefined);
      const beside = [before?.personId, after?.personId].filter((id) => id !== undefined);
      const filter: SightingFilter = {
        ...(person && { personIds: [person.id] }),
        ...(company && { withId: company.id }),
        ...(left.people.length + beside.length > 0 && {
          withoutIds: [...left.people.map(({ id }) => id), ...beside],
        }),
        ...(cameras.length > 0 && { cameraIds: cameras.map(({ id }) => id) }),
        ...inside,
        ...(asked.known !== undefined && { named: asked.known }),
        ...(range && { from: range.from, to: range.to }),
        ...(before && { endedBefore: before.first }),
        ...(after && { begunAfter: after.last }),
      };
      const seenAt = {
        cameraIds: cameras.map(({ id }) => id),
        ...inside,
        ...(range && { from: range.from, to: range.to }),
        ...(after && { from: new Date(after.last.getTime() + 1) }),
      };
      const limit = asked.limit ?? MOST_ROWS;
      const found = await seeSightings(work, filter, { limit: person ? Math.max(limit, MOST_OF_STAYS) : limit });
      // whoever was not seen may have been there; somebody by name who was, or only people with one: whoever is not told is neither
      const untold =
        (person && found.count > 0) ||
        (person && seenAt.cameraIds.length === 0 && !range) ||
        before ||
        asked.known === true
          ? { count: 0, rows: [] }
          : await seeUntold(work, { ...seenAt, ...(company && { withId: company.id }) }, MOST_UNTOLD);
      const seen = { ...found, rows: found.rows.slice(0, limit) };
      const stays = person ? staysOf(found.rows) : [];
      const earliest = found.count > 0 ? await seeEarliest(work, filter) : null;
      const along =
        person && found.count > 0
          ? await seeCompany(
              work,
              person.id,
              found.rows.map(({ sighting }) => sighting.cameraEventId),
            )
          : [];
      const companyOf = new Map(along.map((one) => [one.eventId, one]));
      const time = (at: Date | null): string | null => at && formatTime(at, reader.timeZone, now);
      const allowed = await recognitionAllowed(tx);
      const withdrawn = person && (await withdrawnSince(tx, person.id));
      const isSince = withdrawn && (!range || withdrawn < range.to);
      const unlooked = range ? await unlookedSpans(tx, range) : [];
      const waiting = [...(await waitingByCamera(tx, seenAt)).values()].reduce((sum, count) => sum + count, 0);
      const isUnseeing =
        unfound(services.vision, allowed) === 'all' ||
        (person !== null && allowed && services.vision !== undefined && isBlind(services.vision));
      const data: SightingsData = {
        asked: {
          person: person && personData(person),
          with: company && personData(company),
          without: left.people.map(personData),
          without_unknown: left.unknown,
          cameras: cameras.map(cameraData),
          ...(zones.length > 0 && { zones: zones.map((name) => oneLine(name, 60)) }),
          known: asked.known ?? null,
          range: range?.label ?? null,
          before: before?.ref ?? null,
          after: after?.ref ?? null,
        },
        ...(principal.camerasLimited && cameras.length === 0 ? { limited: true as const } : {}),
        count: seen.count,
        different: seen.different,
        first: time(seen.first),
        last: time(seen.last),
        people: seen.people.map((sum) => ({
          ...personData(sum.person),
          count: sum.count,
          first: time(sum.first)!,
          last: time(sum.last)!,
          seconds: Math.round(sum.seconds),
        })),
        cameras: cameraSums(seen, reader),
        rows: seen.rows.map((row) => {
          const { people = [], untold: more = 0 } = companyOf.get(row.sighting.cameraEventId) ?? {};
          return {
            ...sightingData(row, reader),
            ...(people.length > 0 && { others: people.map(personData) }),
            ...(more > 0 && { untold: more }),
          };
        }),
        earliest: earliest && sightingData(earliest, reader),
        stays: stays.slice(0, MOST_STAYS).map((stay) => stayData(stay, reader)),
        stayed: stayedData(stays),
        company: person && found.count > 0 ? companyData(along) : null,
        untold: {
          events: untold.count,
          rows: untold.rows.map(({ number, people }) => ({
            event: formatReference({ kind: 'camera_event', number }),
            people,
          })),
        },
        ...(waiting > 0 && { waiting }),
        ...(isUnseeing && (!range || range.to >= now) && { cannot_tell: true as const }),
        unsure: asked.known === false ? (await seeOpenFaceCounts(work, seenAt)).unsure : 0,
        reason: !allowed
          ? 'no_consent'
          : services.vision && isBlind(services.vision)
            ? 'no_model'
            : services.vision?.embedder && (await isRenewing(tx, services.vision.embedder.id))
              ? 'being_renewed'
              : null,
        unfound: unfound(services.vision, allowed),
        ...(isSince && { consent_withdrawn: time(withdrawn)! }),
        ...(unlooked.length > 0 && {
          not_looked: unlooked.slice(0, MOST_UNLOOKED).map(({ from, to }) => ({ from: time(from)!, to: time(to)! })),
        }),
      };
      const words = peopleWords[language].card;
      const span = asked.range && parseRange(asked.range, { ...reader, language });
      const title = [
        person ? shownName(person) : asked.known === false ? words.strangers : words.sightings,
        ...(company ? [shownName(company)] : []),
        ...(left.people.length > 0
          ? [sightingAnswerWords[language].without(listText(left.people.map(shownName), language)).trim()]
          : []),
        ...zones.slice(0, 2),
        ...cameras.slice(0, 2).map(({ name }) => name),
        ...(span ? [span.label] : []),
      ];
      const best = seen.rows.find(({ sighting }) => sighting.shown);
      const card = sightingsCard(
        seen.rows.map(({ sighting, person: who, camera }) => ({
          person: who,
          camera: camera.name,
          eventNumber: sighting.eventNumber,
          lastSeen: sighting.lastSeen,
          by: sighting.by,
        })),
        {
          ...viewOf(principal, pathOf, picturesFor(services, principal)),
          language,
          title: title.join(', '),
          total: seen.count,
          picture: best ? { ...best.sighting.shown!, who: shownName(best.person) } : null,
          ...(person && { moreUrl: pathOf(personData(person).ref) }),
        },
      );
      return {
        data,
        ...(seen.count > 0 && { card }),
        citations: unique([
          ...(person ? [personCitation(person, seen.last)] : []),
          ...(company ? [personCitation(company, null)] : []),
          ...left.people.map((one) => personCitation(one, null)),
          ...sightingCitations({ ...seen, rows: [...seen.rows, ...(earliest ? [earliest] : [])] }),
          ...stays
            .slice(0, MOST_STAYS)
            .flatMap(({ rows }) => sightingCitations({ ...seen, rows, people: [], cameras: [] })),
          ...along.flatMap(({ people }) => people.map((one) => personCitation(one, null))).slice(0, MOST_CITED),
          ...(before ? [before.citation] : []),
          ...(after ? [after.citation] : []),
          ...untold.rows.map(({ number, last }): Citation => {
            const ref = formatReference({ kind: 'camera_event', number });
            return { ref, kind: 'camera_event', at: last.toISOString(), url: pathOf(ref) };
          }),
        ]),
      };
    });
  },
});

/** Whom a question leaves out, and the names nobody here has. */
async function leftOut(work: Parameters<typeof personCalled>[0], names: readonly string[]) {
  const people = new Map<string, Person>();
  const unknown: string[] = [];
  for (const name of names) {
    try {
      const person = await personCalled(work, name);
      people.set(person.id, person);
    } catch (error) {
      if (!(error instanceof SafeNestError) || error.code !== 'not_found') throw error;
      unknown.push(oneLine(name, 60));
    }
  }
  return { people: [...people.values()], unknown };
}

interface Moment {
  ref: string;
  first: Date;
  last: Date;
  citation: Citation;
  /** Who was named, and where they were. */
  personId?: string;
  camera?: Pick<Camera, 'id' | 'number' | 'name'>;
}

/** When somebody, or whoever was there, was seen in an event; of somebody by name, in the last event they were seen in. */
async function momentOf(
  work: Parameters<typeof sightedIn>[0],
  typed: string,
  personId: string | null,
  within: SightingFilter,
  language: Language,
): Promise<Moment> {
  const reference = parseReference(typed, 'camera_event');
  if (reference?.kind !== 'camera_event') {
    const person = await personCalled(work, typed);
    const [latest] = (await seeSightings(work, { ...within, personIds: [person.id] }, { limit: 1 })).rows;
    if (!latest)
      throw new SafeNestError(
        'not_found',
        sightingAnswerWords[language].notSeen(oneLine(shownName(person), 80), '', ''),
      );
    const { sighting, camera } = latest;
    const ref = formatReference({ kind: 'camera_event', number: sighting.eventNumber });
    const [first, last] = [sighting.firstSeen, sighting.lastSeen];
    return { ref, first, last, citation: eventCitation(ref, last), personId: person.id, camera };
  }
  const ref = formatReference(reference);
  const seen = await sightedIn(work, reference.number, personId);
  if (!seen) throw new SafeNestError('not_found', `There is no ${ref}.`);
  // “before that” is before the last moment of it, as far as one sighting goes
  const camera = personId === null ? (await seeCameras(work)).find(({ id }) => id === seen.cameraId) : undefined;
  return { ref, first: seen.last, last: seen.last, citation: eventCitation(ref, seen.last), ...(camera && { camera }) };
}

const eventCitation = (ref: string, at: Date): Citation => ({
  ref,
  kind: 'camera_event',
  at: at.toISOString(),
  url: pathOf(ref),
});

/** The cameras somebody means, or zones of theirs, all that fit; says which there are where none does. */
async function placesOf(work: Parameters<typeof seeCameras>[0], typed: string, language: Language) {
  const all = await seeCameras(work);
  const found = placesCalled(typed, all);
  if (found.length > 0) return found;
  const known = all.slice(0, 10).map(({ name }) => oneLine(name, 60));
  throw noSuchCamera(typed, known, { principal: work.principal, language });
}
