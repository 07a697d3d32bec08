import { type Selectable, sql } from 'kysely';
import { newId, type OrgId } from '../domain/id.ts';
import type { Role } from '../domain/role.ts';
import type { IncidentRoom, RoomGuest, RoomSetting } from '../domain/room.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';
import { holdsTaken, releaseTaken } from './taken.ts';

export async function roomSetting(tx: OrgDb): Promise<RoomSetting> {
  const row = await tx
    .selectFrom('incident_room_setting')
    .select(['enabled', 'severity_floor'])
    .where('org_id', '=', tx.orgId)
    .executeTakeFirst();
  return { enabled: row?.enabled ?? false, floor: row?.severity_floor ?? null };
}

export async function saveRoomSetting(
  tx: OrgDb,
  { enabled, floor }: RoomSetting,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const values = { enabled, severity_floor: floor, updated_at: now, updated_by: by };
  await tx
    .insertInto('incident_room_setting')
    .values({ org_id: tx.orgId, ...values })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(values))
    .execute();
}

const rooms = (tx: OrgDb) => tx.selectFrom('incident_room').selectAll().where('org_id', '=', tx.orgId);

export async function findRoom(tx: OrgDb, incidentId: string): Promise<IncidentRoom | null> {
  const row = await rooms(tx).where('incident_id', '=', incidentId).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The room that is posted to by this id of the platform's. */
export async function findRoomAt(
  tx: OrgDb,
  { platform, workspace, channel }: { platform: ChatPlatform; workspace: string; channel: string },
): Promise<IncidentRoom | null> {
  const row = await rooms(tx)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Where people talk in rooms now. */
export async function openRoomPlaces(
  tx: OrgDb,
): Promise<{ platform: ChatPlatform; workspace: string; channel: string }[]> {
  const open = await tx
    .selectFrom('incident_room')
    .select(['platform', 'workspace', 'channel'])
    .where('org_id', '=', tx.orgId)
    .where('state', 'in', ['open', 'closing'])
    .where('channel', 'is not', null)
    .execute();
  return open.map(({ platform, workspace, channel }) => ({ platform, workspace, channel: channel! }));
}

/** Asks for a room; null where the incident has one, or had one that can be used again. What another made before is forgotten. */
export async function insertRoom(
  tx: OrgDb,
  room: Pick<
    IncidentRoom,
    'incidentId' | 'platform' | 'workspace' | 'parent' | 'serial' | 'name' | 'askedBy' | 'askedAt'
  >,
): Promise<string | null> {
  const values = {
    platform: room.platform,
    workspace: room.workspace,
    parent: room.parent,
    serial: room.serial,
    name: room.name,
    state: 'opening' as const,
    asked_by: room.askedBy,
    asked_at: room.askedAt,
    due_at: room.askedAt,
  };
  const row = await tx
    .insertInto('incident_room')
    .values({ id: newId(room.askedAt.getTime()), org_id: tx.orgId, incident_id: room.incidentId, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'incident_id'])
        .doUpdateSet({
          ...values,
          channel: null,
          url: null,
          problem: null,
          furnished_at: null,
          topic: null,
          pinned_at: null,
          bookmarked: [],
          archive_at: null,
          readers: null,
          read_at: null,
          claimed_until: null,
          attempts: 0,
        })
        .where('incident_room.state', 'in', ['failed', 'gone', 'archived']),
    )
    .returning('id')
    .executeTakeFirst();
  if (!row) return null;
  // who was let into the one before is let into this one too
  await tx
    .updateTable('incident_room_guest')
    .set({ account: null, invited_at: null, problem: null })
    .where('org_id', '=', tx.orgId)
    .where('room_id', '=', row.id)
    .execute();
  return row.id;
}

/** Takes a room that is due, until `until`; null where it is not due or somebody else has it. */
export async function claimRoom(tx: OrgDb, id: string, now: Date, until: Date): Promise<IncidentRoom | null> {
  const row = await tx
    .updateTable('incident_room')
    .set((eb) => ({ claimed_until: until, due_at: until, attempts: eb('attempts', '+', 1) }))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('due_at', '<=', now)
    .where(({ eb, or }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** What a step changed. */
export type RoomPatch = Partial<
  Pick<
    IncidentRoom,
    | 'name'
    | 'channel'
    | 'url'
    | 'state'
    | 'problem'
    | 'furnishedAt'
    | 'topic'
    | 'pinnedAt'
    | 'bookmarked'
    | 'archiveAt'
    | 'readers'
    | 'readAt'
    | 'attempts'
  >
>;

export async function saveRoom(tx: OrgDb, id: string, patch: RoomPatch): Promise<void> {
  const set = {
    name: patch.name,
    channel: patch.channel,
    url: patch.url,
    state: patch.state,
    problem: patch.problem === undefined || patch.problem === null ? patch.problem : patch.problem.slice(0, 1000),
    furnished_at: patch.furnishedAt,
    topic: patch.topic,
    pinned_at: patch.pinnedAt,
    bookmarked: patch.bookmarked,
    archive_at: patch.archiveAt,
    readers: patch.readers,
    read_at: patch.readAt,
    attempts: patch.attempts,
  };
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return;
  await tx.updateTable('incident_room').set(given).where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}

/** Whether a room is still held by whoever took it until then; it is locked until the transaction ends. */
export const holdsRoom = (tx: OrgDb, id: string, until: Date): Promise<boolean> =>
  holdsTaken(tx, 'incident_room', id, until);

/** Gives a room back that was taken until `until`; what was said of it meanwhile is looked at first. */
export const releaseRoom = (tx: OrgDb, id: string, until: Date, next: Date | null): Promise<void> =>
  releaseTaken(tx, 'incident_room', { id, until, next });

/** Has a room looked after now: something about its incident changed. */
export async function touchRoom(tx: OrgDb, incidentId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('incident_room')
    .set({ due_at: now })
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('state', 'not in', ['failed', 'gone'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Every organisation's rooms with which there is something to do. */
export async function dueRooms(tx: SystemDb, now: Date): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('incident_room')
    .select(['org_id', 'id'])
    .where('due_at', '<=', now)
    .where(({ eb, or }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .orderBy('due_at')
    .limit(1000)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}

/** Members of the organisation who are to be in the room; who is already is not asked for again. */
export async function addGuests(tx: OrgDb, roomId: string, memberIds: readonly string[], now: Date): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .insertInto('incident_room_guest')
    .columns(['org_id', 'room_id', 'member_id', 'asked_at'])
    .expression((eb) =>
      eb
        .selectFrom('member')
        .select((of) => [
          'member.org_id',
          of.val(roomId).as('room_id'),
          'member.id as member_id',
          of.val(now).as('asked_at'),
        ])
        .where('member.org_id', '=', tx.orgId)
        .where('member.id', 'in', [...new Set(memberIds)])
        .where('member.active', '=', true),
    )
    .onConflict((conflict) => conflict.columns(['org_id', 'room_id', 'member_id']).doNothing())
    .execute();
}

/** Has somebody let in once more who could not be before, or who was taken out. */
export async function askAgain(tx: OrgDb, roomId: string, memberId: string): Promise<void> {
  await saveGuest(tx, roomId, memberId, { account: null, invitedAt: null, problem: null });
}

export async function saveGuest(
  tx: OrgDb,
  roomId: string,
  memberId: string,
  { account, invitedAt, problem }: Pick<RoomGuest, 'account' | 'invitedAt' | 'problem'>,
): Promise<void> {
  await tx
    .updateTable('incident_room_guest')
    .set({ account, invited_at: invitedAt, problem: problem?.slice(0, 1000) ?? null })
    .where('org_id', '=', tx.orgId)
    .where('room_id', '=', roomId)
    .where('member_id', '=', memberId)
    .execute();
}

/** Who is to be in a room, in the order they were asked for. */
export async function guestsOf(tx: OrgDb, roomId: string): Promise<(RoomGuest & { role: Role; active: boolean })[]> {
  const rows = await tx
    .selectFrom('incident_room_guest as guest')
    .innerJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'guest.org_id').onRef('member.id', '=', 'guest.member_id'),
    )
    .select(['guest.member_id', 'member.name', 'member.role', 'member.active'])
    .select(['guest.account', 'guest.invited_at', 'guest.problem'])
    .where('guest.org_id', '=', tx.orgId)
    .where('guest.room_id', '=', roomId)
    .orderBy('guest.asked_at')
    .orderBy('member.name')
    .execute();
  return rows.map((row) => ({
    memberId: row.member_id,
    name: row.name,
    role: row.role,
    active: row.active,
    account: row.account,
    invitedAt: row.invited_at,
    problem: row.problem,
  }));
}

/** The roles behind accounts; null for each that is nobody's here. */
export async function rolesBehind(
  tx: OrgDb,
  { platform, workspace }: { platform: ChatPlatform; workspace: string },
  accounts: readonly string[],
): Promise<(Role | null)[]> {
  if (accounts.length === 0) return [];
  const rows = await tx
    .selectFrom('chat_account')
    .innerJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'chat_account.org_id').onRef('member.id', '=', 'chat_account.member_id'),
    )
    .select(['chat_account.external_id', 'member.role'])
    .where('chat_account.org_id', '=', tx.orgId)
    .where('chat_account.platform', '=', platform)
    .where('chat_account.workspace', '=', workspace)
    .where('member.active', '=', true)
    .where(sql<boolean>`chat_account.external_id = any(${[...accounts]}::text[])`)
    .execute();
  const roles = new Map(rows.map((row) => [row.external_id, row.role]));
  return accounts.map((account) => roles.get(account) ?? null);
}

const fromRow = (row: Selectable<Schema['incident_room']>): IncidentRoom => ({
  id: row.id,
  incidentId: row.incident_id,
  platform: row.platform,
  workspace: row.workspace,
  parent: row.parent,
  serial: row.serial,
  name: row.name,
  channel: row.channel,
  url: row.url,
  state: row.state,
  problem: row.problem,
  furnishedAt: row.furnished_at,
  topic: row.topic,
  pinnedAt: row.pinned_at,
  bookmarked: row.bookmarked,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  archiveAt: row.archive_at,
  readers: row.readers,
  readAt: row.read_at,
  attempts: row.attempts,
});
