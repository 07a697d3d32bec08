import { listChatChannels } from '../../db/chat-channels.ts';
import { participantsOf } from '../../db/incident-people.ts';
import { addGuests, findRoom, insertRoom } from '../../db/incident-rooms.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Place } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import { type IncidentRoom, roomName } from '../../domain/room.ts';
import { type Severity, severityRank } from '../../domain/severity.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../../messages/inbound.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';

/** Under which channel a room is opened. */
export type RoomHome = Pick<IncidentRoom, 'platform' | 'workspace' | 'parent'>;

export const isOver = ({ status }: Pick<Incident, 'status'>): boolean => status === 'closed' || status === 'withdrawn';
export const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'incident', number });

/**
 * Where an incident's room belongs: where somebody asks for it in a channel, else the first channel that is told of alerts as bad
 * as it, on the asker's own platform first; null where there is none.
 */
export async function homeFor(tx: OrgDb, place: Place, severity: Severity): Promise<RoomHome | null> {
  const asked = CHAT_PLATFORMS.find((platform) => platform === place.platform);
  // rooms of Teams are threads, and chats have none
  const said = place.channel;
  if (said && (said.platform !== 'teams' || /@thread\.(?:tacv2|skype)$/.test(said.channel)))
    return { platform: said.platform, workspace: said.workspace, parent: said.channel };
  const told = (await listChatChannels(tx)).filter(({ bindings }) =>
    bindings.some(({ purpose, floor }) => purpose === 'alerts' && severityRank(severity) >= severityRank(floor)),
  );
  const found = told.find(({ platform }) => platform === asked) ?? told[0];
  return found ? { platform: found.platform, workspace: found.workspace, parent: found.channel } : null;
}

/** Whoever takes part in an incident: who leads it, who opened it, who did something about it or was named. */
export async function peopleOf(
  tx: OrgDb,
  { id, assigneeId, createdById }: Pick<Incident, 'id' | 'assigneeId' | 'createdById'>,
): Promise<string[]> {
  const others = (await participantsOf(tx, id)).map((one) => one.id);
  return [assigneeId, createdById, ...others].filter((one) => one !== null);
}

/** Writes down that a room is wanted, with who is to be in it; null where the incident has one already. A job makes it. */
export async function askForRoom(
  work: Work,
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'assigneeId' | 'createdById'>,
  home: RoomHome,
): Promise<{ platform: ChatPlatform; name: string } | null> {
  const { tx, principal, now } = work;
  const before = await findRoom(tx, incident.id);
  const serial = before ? before.serial + (before.channel === null ? 0 : 1) : 1;
  const name = roomName(incident.number, incident.title, serial);
  const id = await insertRoom(tx, {
    ...home,
    incidentId: incident.id,
    serial,
    name,
    askedBy: principal.name,
    askedAt: now,
  });
  if (id === null) return null;
  const asker = principal.actor.kind === 'member' ? principal.actor.id : null;
  await addGuests(tx, id, [...(asker ? [asker] : []), ...(await peopleOf(tx, incident))], now);
  const { platform, workspace, parent } = home;
  await audit(work, {
    action: 'incident.room',
    subject: refOf(incident),
    detail: { name, platform, workspace, parent },
  });
  return { platform, name };
}
