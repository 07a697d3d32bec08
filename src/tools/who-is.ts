import { groupEvents } from '../db/event-search.ts';
import { likenessTo } from '../db/face-search.ts';
import { listMembers } from '../db/members.ts';
import type { OrgDb } from '../db/scope.ts';
import type { FaceDecision } from '../domain/face.ts';
import { bears } from '../domain/member.ts';
import type { Person } from '../domain/person.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import { pathOf } from '../messages/links.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { facesCard } from '../messages/views/person-card.ts';
import { recognitionAllowed, withdrawnSince } from '../pipeline/recognition/consents.ts';
import { drawPerson } from '../pipeline/recognition/draw-person.ts';
import { identify, isKeptOut } from '../pipeline/recognition/identify.ts';
import { keepAskedFaces } from '../pipeline/recognition/keep-asked-faces.ts';
import { describePeople, personCalled } from '../pipeline/recognition/people.ts';
import { peopleOfDecisions } from '../pipeline/recognition/record-faces.ts';
import { lastSeen, seeSightings } from '../pipeline/recognition/sightings.ts';
import { defineTool, picturesFor, type ToolContext, type ToolResult } from './define-tool.ts';
import { unique } from './named-references.ts';
import {
  faceData,
  knownPersonData,
  personCitation,
  personData,
  sightingCitations,
  type WhoIsData,
} from './person-data.ts';
import { whoIsInput } from './recognition-inputs.ts';

const RECENT = 5;
const MOST_MEMBERS = 1000;
const MOST_FACES = 20;

export const whoIsTool = defineTool({
  name: 'who_is',
  description:
    'Who somebody is: by name, label or reference ("who is Dana Whitfield?", "who is PER-7?", "who is Person_A47B8C12?"), or by a picture that ' +
    'came with the question ("who is this?": picture 1; "is it Tony?": picture 1, like: Tony). Says how sure that is, and when and where they were last seen. `unavailable` means that ' +
    'nobody could look, never that nobody is known.',
  input: whoIsInput,
  access: 'read',
  permission: 'people.read',
  async run(context, { label, picture, like, face }) {
    if (label !== undefined && (like === undefined || !context.pictures?.count)) return byName(context, label);
    if (!context.pictures || context.pictures.count === 0)
      throw new SafeNestError(
        'invalid_input',
        'Say who: a name, a label or a reference like PER-7; or send a picture with the question.',
      );
    return byPicture(context, picture ?? 1, { named: like, at: face });
  },
});

function byName({ org, principal, now, language, services }: ToolContext, called: string): Promise<ToolResult> {
  const reader = { timeZone: principal.timeZone, now };
  return org(async (tx) => {
    const work = { tx, principal, now };
    const members = can(principal.role, 'members.read')
      ? (await listMembers(tx, { limit: MOST_MEMBERS })).filter((member) => bears(member, called)).slice(0, RECENT)
      : [];
    const accounts = can(principal.role, 'logs.read') ? await accountsCalled(tx, called, reader) : [];
    const found = {
      ...(members.length > 0 && {
        members: members.map(({ name, role, active }) => ({ name: oneLine(name, 100), role, active })),
      }),
      ...(accounts.length > 0 && { accounts }),
    };
    // whoever signs in need not be in front of a camera
    const person = await personCalled(work, called).catch((error: unknown) => {
      if (members.length + accounts.length > 0 && isSafeNestError(error) && error.code === 'not_found') return null;
      throw error;
    });
    if (!person)
      return {
        data: { picture: null, person: null, faces: [], reason: null, ...found } satisfies WhoIsData,
        citations: [],
      };
    const [known] = await describePeople(tx, [person]);
    const seen = await seeSightings(work, { personIds: [person.id] }, { limit: RECENT });
    const withdrawnAt = await withdrawnSince(tx, person.id);
    const data: WhoIsData = {
      picture: null,
      person: knownPersonData(known!, seen, reader, withdrawnAt),
      faces: [],
      ...limited(principal),
      reason: null,
      ...found,
    };
    const view = viewOf(principal, pathOf, picturesFor(services, principal));
    return {
      data,
      card: await drawPerson(work, person, { ...view, language }),
      citations: unique([personCitation(person, known!.lastSeen), ...sightingCitations(seen)]),
    };
  });
}

const limited = ({ camerasLimited }: ToolContext['principal']): Pick<WhoIsData, 'limited'> =>
  camerasLimited ? { limited: true } : {};

/** The accounts whose names begin like this, with what they did: of “Tomas Keller” tomas.keller@example.org. */
async function accountsCalled(
  tx: OrgDb,
  called: string,
  { timeZone, now }: { timeZone: string; now: Date },
): Promise<WhoIsData['accounts'] & object> {
  const text = oneLine(called, 100).replace(/^@/, '').trim().toLowerCase().replace(/\s+/g, '.');
  if (!/^[\p{L}][\p{L}\p{N}._@-]+$/u.test(text) || text.startsWith('person_')) return [];
  const { groups } = await groupEvents(tx, { users: [{ text, exact: false }] }, 'user', {
    timeZone,
    limit: MOST_ACCOUNTS,
  });
  return groups.map(({ key, count, last }) => ({
    account: oneLine(key ?? '', 200),
    events: count,
    last: last ? formatTime(last, timeZone, now) : null,
  }));
}
const MOST_ACCOUNTS = 3;

async function byPicture(
  context: ToolContext,
  position: number,
  { named, at }: { named?: string | undefined; at?: string | undefined },
): Promise<ToolResult> {
  const { org, principal, now, language, services } = context;
  const reader = { timeZone: principal.timeZone, now };
  const none = (reason: WhoIsData['reason']): ToolResult => ({
    data: { picture: position, person: null, faces: [], reason } satisfies WhoIsData,
    citations: [],
  });
  // looked at by nobody and nothing before it may be
  if (!(await org(recognitionAllowed))) return none('no_consent');
  const { vision } = services;
  if (!vision?.embedder || vision.status().some(({ task, state }) => task.startsWith('face-') && state !== 'ready'))
    return none('no_model');
  const { stored, pixels } = await context.pictures!.open(position);
  const all = (await vision.faces(pixels)).toSorted((a, b) => centre(a) - centre(b));
  const chosen = at === undefined ? [] : facesAt(at, all.length);
  const from = Math.max(0, (chosen.at(-1) ?? 0) + 1 - MOST_FACES);
  const faces = all.slice(from, from + MOST_FACES);
  const isAsked = (index: number): boolean => chosen.length === 0 || chosen.includes(from + index);
  return org(async (tx) => {
    const work = { tx, principal, now };
    const like = named === undefined ? null : await personCalled(work, named);
    const withdrawnAt = like && (await withdrawnSince(tx, like.id));
    const decisions = await identify(tx, faces, vision.embedder);
    const people = await peopleOfDecisions(tx, decisions);
    const kept = await keepAskedFaces(work, stored, pixels, faces, decisions, vision.embedder);
    const personOf = (near: { personId: string } | null): Person | null =>
      near ? (people.get(near.personId) ?? null) : null;
    const decided = decisions.map((decision, index) => {
      const nearest = personOf(decision.nearest);
      const other = personOf(decision.runnerUp);
      return { index, decision, nearest, other, person: decision.result === 'match' ? nearest : null };
    });
    const who = decided.filter(({ index }) => isAsked(index));
    // nothing is told of whom somebody is like who took their consent back
    const likeness = await Promise.all(
      faces.map(({ embedding }, index) =>
        like && !withdrawnAt && embedding && isTold(decisions[index]!)
          ? likenessTo(tx, like.id, { model: vision.embedder!.id, embedding })
          : null,
      ),
    );
    const last = new Map(
      await Promise.all(
        who.flatMap(({ person }) =>
          person ? [lastSeen(tx, person.id).then((sighting) => [person.id, sighting] as const)] : [],
        ),
      ),
    );
    const data: WhoIsData = {
      picture: position,
      person: null,
      ...(like && {
        like: {
          ...personData(like),
          ...(withdrawnAt && { consent_withdrawn: formatTime(withdrawnAt, reader.timeZone, now) }),
        },
      }),
      ...(at !== undefined && { of: all.length }),
      ...limited(principal),
      faces: who.map(({ index, decision, person, nearest, other }) => {
        const sighting = person && last.get(person.id);
        return {
          ...faceData(from + index + 1, decision, { person, nearest, other, likeness: likeness[index]! }),
          ...(sighting && { last_seen: formatTime(sighting.lastSeen, reader.timeZone, now) }),
        };
      }),
      reason: faces.length > 0 ? reasonOfAll(decisions) : null,
    };
    const view = { ...viewOf(principal, pathOf, picturesFor(services, principal)), language };
    const [only] = who;
    const card =
      who.length === 1 && only!.nearest && only!.decision.result !== 'no_match'
        ? await drawPerson(work, only!.nearest, view, { faceId: kept[only!.index] ?? null, decision: only!.decision })
        : facesCard(who, { ...view, position, picture: decisions.some(isKeptOut) ? null : { pictureId: stored.id } });
    return {
      data,
      ...(who.length > 0 && { card }),
      citations: unique(
        [
          ...who.flatMap(({ nearest, other, decision: { result, reason } }) => [
            ...(result === 'no_match' ? [] : [nearest]),
            ...(result === 'unsure' && reason === 'two_alike' ? [other] : []),
          ]),
          like,
        ].flatMap((person) => (person ? [personCitation(person, last.get(person.id)?.lastSeen ?? null)] : [])),
      ),
    };
  });
}

const centre = ({ box: [left, , width] }: { box: readonly number[] }): number => left! + width! / 2;

/** Which of so many faces, from left to right, are at a place; none where nobody is there. */
function facesAt(at: string, count: number): number[] {
  if (at === 'middle')
    return [...new Set([Math.floor((count - 1) / 2), Math.floor(count / 2)])].filter((one) => one >= 0);
  const place = at === 'left' ? 1 : at === 'right' ? -1 : Number(at);
  const index = place > 0 ? place - 1 : count + place;
  return index >= 0 && index < count ? [index] : [];
}

/** A face that was looked for, and of which something may be said. */
const isTold = (decision: FaceDecision): boolean => decision.result !== 'unavailable' && !isKeptOut(decision);

const reasonOfAll = (decisions: readonly FaceDecision[]): WhoIsData['reason'] =>
  decisions.every(({ reason }) => reason === 'no_model')
    ? 'no_model'
    : decisions.every(({ reason }) => reason === 'no_consent')
      ? 'no_consent'
      : null;
