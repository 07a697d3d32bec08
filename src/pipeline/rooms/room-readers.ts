import { leastRoleOf } from '../../db/chat-channels.ts';
import { findRoomAt, guestsOf, rolesBehind } from '../../db/incident-rooms.ts';
import { findIncidentById } from '../../db/incidents.ts';
import type { OrgDb } from '../../db/scope.ts';
import { leastOf, type Role } from '../../domain/role.ts';
import { type IncidentRoom, spokenIn } from '../../domain/room.ts';
import type { ChatPlace } from '../../messages/inbound.ts';

/** What a platform said of who is in a room counts for so long. */
const KNOWN_MS = 15 * 60_000;

/** The room in which something was said, and which incident it is about; null for any other place. */
export async function roomAt(
  tx: OrgDb,
  place: Pick<ChatPlace, 'platform' | 'workspace' | 'channel' | 'thread' | 'direct'>,
): Promise<{ room: IncidentRoom; incident: number } | null> {
  // a room of Discord or Teams is a thread
  if (place.direct || (place.platform !== 'slack' && place.thread === null)) return null;
  const room = await findRoomAt(tx, { ...place, channel: spokenIn(place) });
  const incident = room && (await findIncidentById(tx, room.incidentId));
  return incident ? { room, incident: incident.number } : null;
}

/**
 * The least role of those who read a room; null where it is not known of each of them who they are. In Slack that is whoever Slack
 * says is in it. Discord does not say, and whoever looks after the threads of its channel reads it too: so it is whoever was let in
 * together with those who read its channel. In Teams a room is a thread that everybody in its channel reads.
 */
export async function readersOfRoom(tx: OrgDb, room: IncidentRoom, now: Date): Promise<Role | null> {
  const { platform, workspace, parent, readers, readAt } = room;
  if (platform === 'slack') {
    if (!readers?.length || !readAt || now.getTime() - readAt.getTime() > KNOWN_MS) return null;
    return least(await rolesBehind(tx, room, readers));
  }
  const ofChannel = await leastRoleOf(tx, { platform, workspace, channel: parent });
  if (platform === 'teams' || ofChannel === null) return ofChannel;
  const guests = (await guestsOf(tx, room.id)).filter(({ invitedAt }) => invitedAt !== null);
  return least([ofChannel, ...guests.map(({ role, active }) => (active ? role : null))]);
}

const least = (roles: readonly (Role | null)[]): Role | null =>
  roles.some((role) => role === null) ? null : leastOf(roles as Role[]);
