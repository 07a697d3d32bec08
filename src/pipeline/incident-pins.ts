import { findChannel } from '../db/chat-channels.ts';
import { addPin, type PinnedMessage, pins, removePin } from '../db/incident-pins.ts';
import { findEntry, findIncidentById } from '../db/incidents.ts';
import { announcedBy } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import { can } from '../domain/role.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import type { ChatPlace } from '../messages/inbound.ts';
import type { SaidMessage } from '../messages/said-message.ts';
import { lockVisibleIncident, record } from './incident-record.ts';
import { undoIncidentChange } from './incidents.ts';
import { roomAt } from './rooms/room-readers.ts';
import type { Work } from './work.ts';

/** What of a message is quoted, in characters. */
const LONGEST_QUOTE = 1500;
const LONGEST = { id: 200, channel: 300, name: 100, url: 500 };

/** Whether a reaction there may be about an incident: in its room, or where channels are told of incidents. Asked before it is stored. */
export const mayPin = async (tx: OrgDb, place: ChatPlace): Promise<boolean> =>
  !place.direct && ((await roomAt(tx, place)) !== null || (await findChannel(tx, place)) !== undefined);

/** A reaction that pins: which message, whose. `said` is the message; null where the reaction was taken away or the message is gone. */
export interface Pin {
  place: ChatPlace;
  messageId: string;
  account: string;
  on: boolean;
  said: SaidMessage | null;
}

/**
 * Quotes a message in the timeline of the incident whose room or thread it stands in, once however many pin it; takes the line back
 * when the last of them unpins it. Whoever may not change incidents changes nothing, and neither does what stands elsewhere.
 */
export async function pinMessage(work: Work, pin: Pin): Promise<void> {
  const { tx, now, principal } = work;
  const { place, messageId, account, on, said } = pin;
  const { platform, workspace, channel } = place;
  if (!can(principal.role, 'incidents.write') || messageId.length > LONGEST.id || account.length > LONGEST.id) return;
  const message: PinnedMessage = {
    platform,
    workspace,
    channel: channel.slice(0, LONGEST.channel),
    message: messageId,
  };
  if (!on) return unpin(work, message, account);
  if (!said || said.ours) return;
  const number = await incidentAt(tx, { ...place, thread: said.thread });
  if (number === null) return;
  // holds the incident: two who pin the same message follow each other
  const incident = await lockVisibleIncident(work, number);
  const already = await pins(tx, message);
  const entryId =
    already[0]?.entryId ??
    (await record(
      work,
      incident,
      { kind: 'quote', text: quoteOf(said), change: { field: 'quote', before: null, after: messageId } },
      { action: 'incident.pin', detail: { platform, channel, message: messageId } },
    ));
  await addPin(tx, message, { incidentId: incident.id, account, entryId, at: now });
}

async function unpin(work: Work, message: PinnedMessage, account: string): Promise<void> {
  const { tx } = work;
  const [any] = await pins(tx, message);
  const incident = any && (await findIncidentById(tx, any.incidentId));
  if (!incident) return;
  await lockVisibleIncident(work, incident.number);
  const standing = await pins(tx, message);
  const mine = standing.find((one) => one.account === account);
  if (!mine) return;
  await removePin(tx, message, account);
  if (standing.length > 1) return;
  const entry = await findEntry(tx, incident.id, mine.entryId);
  if (entry && !entry.undone) await undoIncidentChange(work, incident.number, entry.id);
}

/** The incident whose room this is, or under whose message it stands; null where it is about none. */
async function incidentAt(tx: OrgDb, place: ChatPlace): Promise<number | null> {
  const room = await roomAt(tx, place);
  if (room) return room.incident;
  if (place.direct || place.thread === null) return null;
  const told = await announcedBy(tx, { channel: place.channel, messageId: place.thread });
  return told?.kind === 'incident_changed' ? ((await findIncidentById(tx, told.subject))?.number ?? null) : null;
}

/** The line as it is stored, in English; what the author wrote stands in quotation marks, at its end. */
function quoteOf({ author, text, at, url }: SaidMessage): string {
  const who = oneLine(author, LONGEST.name) || '?';
  const when = at.toISOString().slice(0, 16).replace('T', ' ');
  const link = url && url.length <= LONGEST.url && /^https:\/\/[^\s()<>]+$/.test(url) ? ` (${url})` : '';
  const letters = [...cleanText(text.slice(0, LONGEST_QUOTE * 4))];
  const words = letters.length > LONGEST_QUOTE ? `${letters.slice(0, LONGEST_QUOTE - 1).join('')}…` : letters.join('');
  return `Pinned, written by ${who} on ${when} UTC${link}${words === '' ? '' : `: “${words}”`}`;
}
