import { z } from 'zod';
import {
  addGuests,
  askAgain,
  findRoom,
  guestsOf,
  roomSetting,
  saveRoomSetting,
  touchRoom,
} from '../../db/incident-rooms.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import type { OrgDb } from '../../db/scope.ts';
import { type IncidentRoom, isLive, type RoomGuest, type RoomSetting } from '../../domain/room.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import { lockVisibleIncident } from '../incident-record.ts';
import type { Work } from '../work.ts';
import { askForRoom, homeFor, isOver, refOf } from './ask-for-room.ts';

export { roomSetting } from '../../db/incident-rooms.ts';

const settingSchema = z.strictObject({ enabled: z.boolean(), floor: z.enum(SEVERITIES).nullable() });

/** Whether incidents of the organisation have rooms of their own, and from which severity upward they get one by themselves. */
export async function setRooms(work: Work, input: RoomSetting): Promise<RoomSetting> {
  authorise(work.principal, 'chat.write');
  const setting = checked(settingSchema, input);
  const before = await roomSetting(work.tx);
  if (before.enabled === setting.enabled && before.floor === setting.floor) return before;
  await saveRoomSetting(work.tx, setting, { now: work.now, by: work.principal.name });
  await audit(work, { action: 'chat_rooms.set', detail: { before, after: setting } });
  return setting;
}

/**
 * Has a room opened for an incident. `isNew` is false where it has one already. Fails with `conflict` where the organisation wants
 * no rooms, where the incident is over, or where there is no channel to open it under.
 */
export async function openRoom(work: Work, number: number): Promise<{ isNew: boolean; name: string }> {
  const { tx, principal, now } = work;
  authorise(principal, 'incidents.write');
  const words = wordsFor(work, objectionWords);
  const incident = await lockVisibleIncident(work, number);
  const ref = refOf(incident);
  const before = await findRoom(tx, incident.id);
  if (before && (isLive(before) || before.state === 'opening')) return { isNew: false, name: before.name };
  if (!(await roomSetting(tx)).enabled) throw new SafeNestError('conflict', words.noRooms);
  if (isOver(incident)) throw new SafeNestError('conflict', words.roomOver(ref, incident.status));
  const home = await homeFor(tx, principal.place, incident.severity);
  if (!home) throw new SafeNestError('conflict', words.noChannel);
  const asked = await askForRoom(work, incident, home);
  if (!asked) return { isNew: false, name: before?.name ?? ref };
  await addOutboxOnce(tx, [{ kind: 'incident_changed', subject: incident.id, severity: incident.severity }]);
  await touchRoom(tx, incident.id, now);
  return { isNew: true, name: asked.name };
}

/** Lets a member into an incident's room; `isNew` is false where they are in it already, as far as is known. */
export async function joinRoom(work: Work, number: number): Promise<{ isNew: boolean; room: IncidentRoom }> {
  const { tx, principal, now } = work;
  authorise(principal, 'incidents.read');
  const incident = await lockVisibleIncident(work, number);
  const room = await findRoom(tx, incident.id);
  if (!room || !(isLive(room) || room.state === 'opening'))
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).noRoom(refOf(incident)));
  if (principal.actor.kind !== 'member')
    throw new SafeNestError('forbidden', wordsFor(work, objectionWords).membersOnly);
  const memberId = principal.actor.id;
  const known = (await guestsOf(tx, room.id)).find((one) => one.memberId === memberId);
  const isIn = known?.invitedAt != null && (room.readers === null || room.readers.includes(known.account ?? ''));
  if (isIn) return { isNew: false, room };
  await addGuests(tx, room.id, [memberId], now);
  // whoever was taken out there is let in again
  if (known) await askAgain(tx, room.id, memberId);
  await touchRoom(tx, incident.id, now);
  await audit(work, { action: 'incident.room_join', subject: refOf(incident), detail: { name: room.name } });
  return { isNew: true, room };
}

/** An incident's room and who is to be in it; null where it has none. */
export async function seeRoom(
  tx: OrgDb,
  incidentId: string,
): Promise<{ room: IncidentRoom; guests: RoomGuest[] } | null> {
  const room = await findRoom(tx, incidentId);
  return room && { room, guests: await guestsOf(tx, room.id) };
}
