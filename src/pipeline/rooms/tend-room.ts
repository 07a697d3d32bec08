import { bookmarksOf } from '../../db/incident-bookmarks.ts';
import {
  claimRoom,
  guestsOf,
  holdsRoom,
  type RoomPatch,
  releaseRoom,
  saveGuest,
  saveRoom,
} from '../../db/incident-rooms.ts';
import { findIncidentById } from '../../db/incidents.ts';
import { chatAccountOf } from '../../db/members.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { addOutboxOnce, standingOf } from '../../db/outbox.ts';
import { type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Bookmark, Incident } from '../../domain/incident.ts';
import { can, type Role } from '../../domain/role.ts';
import { type IncidentRoom, isLive, type RoomGuest, roomName } from '../../domain/room.ts';
import { oneLine } from '../../domain/text.ts';
import type { Log } from '../../log.ts';
import { roomWords } from '../../messages/catalogue/rooms.ts';
import type { Posted } from '../../messages/outbound.ts';
import type { RoomDone, RoomOrder } from '../../messages/room-order.ts';
import { audit } from '../audit.ts';
import { systemPrincipal } from '../members.ts';
import type { AuditKey } from '../work.ts';
import { isOver, refOf } from './ask-for-room.ts';
import { readersOfRoom } from './room-readers.ts';

/** How far a platform came; `gone` where the room is no more, or the bot is not in it. */
export type CameToRoom<T> =
  | { kind: 'done'; done: T }
  | { kind: 'later'; afterMs: number; why: string }
  | { kind: 'refused'; why: string; gone?: true };

/** What rooms need of the platforms; nothing here throws. `none` where a platform is not one of ours. */
export interface RoomPlatforms {
  room(order: RoomOrder): Promise<CameToRoom<RoomDone> | 'none'>;
  /** Says something in the room. `key` names it: it stands there once however often it is said. */
  say(
    room: { orgId: OrgId; platform: string; workspace: string; channel: string },
    text: string,
    key: string,
  ): Promise<CameToRoom<Posted> | 'none'>;
}

export interface RoomParts {
  db: Db;
  now: () => Date;
  auditKey: AuditKey;
  platforms: RoomPlatforms;
  /** The page of a reference, as people outside the console open it; null where there is no such address. */
  link: (ref: string) => string | null;
  wake: (orgId: OrgId) => void;
  log: Log;
}

/** So long one worker has a room to itself. */
const LEASE_MS = 60_000;
/** Between the word that a room is archived and that it is. */
const GRACE_MS = 10 * 60_000;
/** Who is in a room is asked for so often. */
const LOOK_MS = 2 * 60_000;
/** The card that is pinned comes by its channel's turn. */
const CARD_MS = 3000;
const CARD_PATIENCE_MS = 10 * 60_000;
const BACKOFF = { firstMs: 2000, mostMs: 10 * 60_000 };
/** What a platform could not make within a day is not made any more. */
const PATIENCE_MS = 86_400_000;
const MOST_STEPS = 200;

type Guest = RoomGuest & { role: Role; active: boolean };

interface Taken {
  room: IncidentRoom;
  incident: Incident;
  guests: Guest[];
  /** The account of the first guest who is not in it yet. */
  next: { guest: Guest; account: string | null } | null;
  /** The incident's card in the room. */
  card: Posted | null;
  bookmarks: readonly Bookmark[];
}

/** What a step came to. */
interface Step {
  patch?: RoomPatch;
  guest?: { memberId: string } & Pick<RoomGuest, 'account' | 'invitedAt' | 'problem'>;
  /** Its line in the audit log. */
  line?: { action: string; detail: Record<string, unknown> };
  /** The incident's cards say something else now. */
  told?: true;
  /** When it goes on; at once where absent, null: when something happens. */
  at?: Date | null;
}

/**
 * Does what is to be done with a room, one thing after the other, each of which may be done twice and holds once: makes it, says what
 * it is for, lets people in, pins the incident's card, says that it ends, archives it, brings it back. Answers when to look again.
 */
export async function tendRoom(parts: RoomParts, orgId: OrgId, id: string, signal: AbortSignal): Promise<Date | null> {
  const { db, now } = parts;
  for (let i = 0; i < MOST_STEPS; i++) {
    signal.throwIfAborted();
    const until = new Date(now().getTime() + LEASE_MS);
    const taken = await withOrg(db, orgId, (tx) => take(tx, id, now(), until));
    if (!taken) return null;
    const step = await nextStep(parts, orgId, taken);
    const at = step.at === undefined ? now() : step.at;
    await withOrg(db, orgId, async (tx) => {
      // somebody else has taken it on after the lease
      if (!(await holdsRoom(tx, id, until))) return;
      await settle(parts, tx, taken, step);
      await releaseRoom(tx, id, until, at);
    });
    if (step.told) parts.wake(orgId);
    if (step.at !== undefined) return at;
  }
  return now();
}

async function take(tx: OrgDb, id: string, now: Date, until: Date): Promise<Taken | null> {
  const room = await claimRoom(tx, id, now, until);
  const incident = room && (await findIncidentById(tx, room.incidentId));
  if (!room || !incident) return null;
  const guests = await guestsOf(tx, room.id);
  const guest = guests.find(({ invitedAt, problem }) => invitedAt === null && problem === null);
  const account = guest ? await chatAccountOf(tx, room, guest.memberId) : null;
  const standing = room.channel === null ? [] : await standingOf(tx, incident.id);
  const card = standing.find((one) => one.platform === room.platform && one.channel === room.channel) ?? null;
  const bookmarks = await bookmarksOf(tx, incident.id);
  return { room, incident, guests, next: guest ? { guest, account } : null, card, bookmarks };
}

async function settle(
  { now, auditKey }: Pick<RoomParts, 'now' | 'auditKey'>,
  tx: OrgDb,
  { room, incident }: Taken,
  { patch = {}, guest, line, told }: Step,
): Promise<void> {
  const before = isLive(room) && room.readAt !== null ? await readersOfRoom(tx, room, now()) : undefined;
  await saveRoom(tx, room.id, patch);
  if (guest) await saveGuest(tx, room.id, guest.memberId, guest);
  const after = { ...room, ...patch };
  // its card shows as much as whoever reads it may see, so it changes with them
  const changed = isLive(after) && after.readAt !== null && (await readersOfRoom(tx, after, now())) !== before;
  if (told || changed)
    await addOutboxOnce(tx, [{ kind: 'incident_changed', subject: incident.id, severity: incident.severity }]);
  if (!line) return;
  const principal = systemPrincipal(tx.orgId, await organisationTimeZone(tx), { platform: 'cli', audience: 'private' });
  await audit({ tx, principal, now: now(), auditKey, via: 'rooms' }, { ...line, subject: refOf(incident) });
}

async function nextStep(parts: RoomParts, orgId: OrgId, taken: Taken): Promise<Step> {
  const { room, incident } = taken;
  if (room.state === 'opening') return make(parts, orgId, taken);
  if (room.channel === null) return { at: null };
  const over = isOver(incident);
  switch (room.state) {
    case 'open':
      return over ? announceEnd(parts, orgId, taken) : furnish(parts, orgId, taken);
    case 'closing':
      return over ? archive(parts, orgId, taken) : { patch: { state: 'open', archiveAt: null }, told: true };
    case 'archived':
      return bringBack(parts, orgId, taken);
    default:
      return { at: null };
  }
}

async function make(parts: RoomParts, orgId: OrgId, { room, incident }: Taken): Promise<Step> {
  const { platforms, now } = parts;
  const age = now().getTime() - room.askedAt.getTime();
  if (isOver(incident)) return failed(`${refOf(incident)} was ${incident.status} before.`);
  const order = { ...orderOf(orgId, room, incident), name: room.name, since: room.askedAt, topic: topicOf(incident) };
  const link = parts.link(refOf(incident));
  const came = await platforms.room({ ...order, verb: 'open', url: link, again: room.attempts > 1 });
  if (came === 'none') return failed(`${room.platform} is not connected.`);
  if (came.kind === 'refused') return failed(came.why);
  if (came.kind === 'later') return age > PATIENCE_MS ? failed(came.why) : later(parts, room, came, true);
  const { made } = came.done;
  if (!made) return failed('The platform does not say where it is.');
  const { platform, workspace } = room;
  return {
    patch: { ...made, state: 'open', topic: topicOf(incident), problem: null, attempts: 0 },
    line: { action: 'incident.room_opened', detail: { name: made.name, platform, workspace } },
    told: true,
  };
}

const failed = (problem: string): Step => ({ patch: { state: 'failed', problem }, told: true, at: null });

/** What a room needs while its incident is worked on, the next thing of it. */
async function furnish(parts: RoomParts, orgId: OrgId, taken: Taken): Promise<Step> {
  const { room, incident, next, card } = taken;
  const now = parts.now();
  const order = { ...orderOf(orgId, room, incident), channel: room.channel! };
  const link = parts.link(refOf(incident));
  if (room.furnishedAt === null) {
    const topic = topicOf(incident);
    const came = await parts.platforms.room({ ...order, verb: 'furnish', topic, url: link });
    return (
      unfinished(parts, room, came) ?? { patch: { furnishedAt: now, topic, problem: refusalOf(came), attempts: 0 } }
    );
  }
  if (next) {
    const { guest, account } = next;
    const kept = (problem: string): Step => ({
      guest: { memberId: guest.memberId, account: null, invitedAt: null, problem },
    });
    if (!guest.active || !can(guest.role, 'incidents.read')) return kept('may not see incidents');
    if (account === null) return kept(`has linked no account of ${room.platform}`);
    const came = await parts.platforms.room({ ...order, verb: 'invite', account });
    const step = unfinished(parts, room, came);
    if (step) return step;
    const refusal = refusalOf(came);
    if (refusal !== null) return kept(refusal);
    // who reads there is another now
    return {
      guest: { memberId: guest.memberId, account, invitedAt: now, problem: null },
      patch: { attempts: 0, ...(room.readAt ? { readAt: new Date(0) } : {}) },
    };
  }
  const lookAt = room.readAt ? new Date(room.readAt.getTime() + LOOK_MS) : now;
  if (lookAt <= now) {
    const came = await parts.platforms.room({ ...order, verb: 'look' });
    const step = unfinished(parts, room, came);
    if (step) return step;
    const readers = came !== 'none' && came.kind === 'done' ? (came.done.readers ?? null) : null;
    return { patch: { readers, readAt: now, attempts: 0 } };
  }
  if (room.pinnedAt === null && card) {
    const came = await parts.platforms.room({ ...order, verb: 'pin', messageId: card.messageId });
    return unfinished(parts, room, came) ?? { patch: { pinnedAt: now, attempts: 0 } };
  }
  const said = (await retitle(parts, orgId, { room, incident })) ?? (await bookmark(parts, orgId, taken));
  if (said) return said;
  const waits = room.pinnedAt === null && now.getTime() - room.askedAt.getTime() < CARD_PATIENCE_MS;
  return { patch: { attempts: 0 }, at: waits ? new Date(now.getTime() + CARD_MS) : lookAt };
}

/**
 * Says anew what the room is about, where that changed; null where it did not. What a platform refuses is not asked again before the next
 * change: what stands there is old, and the card is not.
 */
async function retitle(
  parts: RoomParts,
  orgId: OrgId,
  { room, incident }: Pick<Taken, 'room' | 'incident'>,
): Promise<Step | null> {
  const topic = topicOf(incident);
  if (room.topic === topic) return null;
  const { severity, status } = incident;
  const name = [roomName(incident.number, incident.title, room.serial), severity, status].join(' · ');
  const order = { ...orderOf(orgId, room, incident), channel: room.channel! };
  const came = await parts.platforms.room({ ...order, verb: 'retitle', topic, name });
  return unfinished(parts, room, came) ?? { patch: { topic, attempts: 0 } };
}

/** Has the incident's bookmarks stand above the room, where that changed; null where it did not. Only Slack has such a place. */
async function bookmark(
  parts: RoomParts,
  orgId: OrgId,
  { room, incident, bookmarks }: Pick<Taken, 'room' | 'incident' | 'bookmarks'>,
): Promise<Step | null> {
  const wanted = bookmarks.map(({ url }) => url);
  const gone = room.bookmarked.filter((url) => !wanted.includes(url));
  const links = bookmarks.filter(({ url }) => !room.bookmarked.includes(url)).map(({ title, url }) => ({ title, url }));
  if (room.platform !== 'slack' || links.length + gone.length === 0) return null;
  const order = { ...orderOf(orgId, room, incident), channel: room.channel! };
  const came = await parts.platforms.room({ ...order, verb: 'bookmark', links, gone });
  return unfinished(parts, room, came) ?? { patch: { bookmarked: wanted, attempts: 0 } };
}

const topicOf = (incident: Incident): string => {
  const { severity, status } = incident;
  return roomWords.en.topic({ ref: refOf(incident), title: oneLine(incident.title, 200), severity, status });
};

/** Says in the room that it ends, a while before it does. */
async function announceEnd(parts: RoomParts, orgId: OrgId, { room, incident }: Taken): Promise<Step> {
  const now = parts.now();
  const said = await retitle(parts, orgId, { room, incident });
  // a platform that lets that wait has nothing else wait for it
  if (said && said.at === undefined) return said;
  const status = incident.status === 'withdrawn' ? 'withdrawn' : 'closed';
  const words = roomWords.en;
  const text =
    room.platform === 'teams'
      ? words.over(refOf(incident), status)
      : words.ends(refOf(incident), status, GRACE_MS / 60_000);
  const { platform, workspace } = room;
  const came = await parts.platforms.say(
    { orgId, platform, workspace, channel: room.channel! },
    text,
    `room ${room.id} ends ${incident.updatedAt.getTime()}`,
  );
  const step = unfinished(parts, room, came);
  if (step) return step;
  const archiveAt = new Date(now.getTime() + GRACE_MS);
  return { patch: { state: 'closing', archiveAt, attempts: 0 }, told: true, at: archiveAt };
}

async function archive(parts: RoomParts, orgId: OrgId, { room, incident }: Taken): Promise<Step> {
  if (room.archiveAt && room.archiveAt > parts.now()) return { at: room.archiveAt };
  const said = await retitle(parts, orgId, { room, incident });
  if (said && said.at === undefined) return said;
  const came = await parts.platforms.room({
    ...orderOf(orgId, room, incident),
    channel: room.channel!,
    verb: 'close',
  });
  const step = unfinished(parts, room, came);
  if (step) return step;
  return {
    patch: { state: 'archived', archiveAt: null, problem: refusalOf(came), attempts: 0 },
    line: { action: 'incident.room_archived', detail: { name: room.name } },
    told: true,
    at: null,
  };
}

/** What is worked on again gets its room back, where the platform lets it. */
async function bringBack(parts: RoomParts, orgId: OrgId, { room, incident }: Taken): Promise<Step> {
  // refused once is refused until it is over again
  if (isOver(incident)) return { patch: { problem: null }, at: null };
  if (room.problem !== null) return { at: null };
  const order = { ...orderOf(orgId, room, incident), channel: room.channel! };
  const came = await parts.platforms.room({ ...order, verb: 'reopen' });
  const step = unfinished(parts, room, came);
  if (step) return step;
  const problem = refusalOf(came);
  if (problem !== null) return { patch: { problem, attempts: 0 }, told: true, at: null };
  return {
    patch: { state: 'open', readAt: null, attempts: 0 },
    line: { action: 'incident.room_reopened', detail: { name: room.name } },
    told: true,
  };
}

/** What a step comes to that the platform did not do now: it is tried again, or the room is gone. Null where it answered. */
function unfinished(parts: RoomParts, room: IncidentRoom, came: CameToRoom<unknown> | 'none'): Step | null {
  if (came === 'none' || came.kind === 'done') return null;
  if (came.kind === 'later') return later(parts, room, came, false);
  return came.gone ? { patch: { state: 'gone', problem: came.why, archiveAt: null }, told: true, at: null } : null;
}

const refusalOf = (came: CameToRoom<unknown> | 'none'): string | null =>
  came !== 'none' && came.kind === 'refused' ? came.why : null;

function later(
  { now, log }: RoomParts,
  room: IncidentRoom,
  { afterMs, why }: { afterMs: number; why: string },
  shown: boolean,
): Step {
  log.info({ platform: room.platform, why }, 'a room of an incident waits for its platform');
  const backoff = Math.min(BACKOFF.mostMs, BACKOFF.firstMs * 2 ** Math.min(10, Math.max(0, room.attempts - 1)));
  const isNews = shown && room.problem !== why;
  return {
    ...(isNews ? { patch: { problem: why }, told: true as const } : {}),
    at: new Date(now().getTime() + Math.max(afterMs, backoff)),
  };
}

const orderOf = (orgId: OrgId, { platform, workspace, parent }: IncidentRoom, incident: Incident) => ({
  orgId,
  platform,
  workspace,
  parent,
  key: refOf(incident),
});
