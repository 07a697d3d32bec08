import { findRoom, roomSetting } from '../../db/incident-rooms.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { RoomShown } from '../../messages/views/incident-room.ts';

/** An incident's room as its card shows it: the room, or that one may be opened; undefined where there are none here. */
export async function shownRoom(tx: OrgDb, incidentId: string): Promise<RoomShown | undefined> {
  const room = await findRoom(tx, incidentId);
  const { enabled } = await roomSetting(tx);
  return room || enabled ? { room, mayOpen: enabled } : undefined;
}
