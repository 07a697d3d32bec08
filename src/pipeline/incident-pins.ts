import { findChannel } from '../db/chat-channels.ts';
import { addPin, type PinnedMessage, pins, removePin } from '../db/incident-pins.ts';
import { findEntry, findIncidentById } from '../db/incidents.ts';
import { announcedBy } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { bookmarkWords } from '../messages/catalogue/bookmarks.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { pinWords } from '../messages/catalogue/pins.ts';
import type { ChatPlace } from '../messages/inbound.ts';
import type { SaidMessage } from '../messages/said-message.ts';
import { authorise } from './authorise.ts';
import { addBookmark } from './incident-bookmarks.ts';
import { lockVisibleIncident, record } from './incident-record.ts';
import { undoIncidentChange } from './incidents.ts';
import { roomAt } from './rooms/room-readers.ts';
import type { Work } from './work.ts';

/** What of a message is quoted, in characters. */
export const LONGEST_QUOTE = 1500;
const LONGEST = { id: 200, channel: 300, name: 100, url: 500 };

/** Whether a reaction there may be about an incident: in its room, or where channels are told of incidents. Asked before it is stored. */
export const mayPin = async (tx: OrgDb, place: ChatPlace): Promise<boolean> =>
  !place.direct && ((await roomAt(tx, place)) !== null || (await findChannel(tx, place)) !== undefined);

/** Somebody pins a message, or takes that back; `said` is null where the message is gone, or it is taken back. */
export interface Pin {
  place: ChatPlace;
  messageId: string;
  account: string;
  on: boolean;
  said: SaidMessage | null;
  /** Said in words: it is kept as a link as well, under this title. */
  bookmark?: { title: string | null };
}

/** What became of a pin: on whose timeline it stands or stood, and whether anything changed. */
export type Pinned = { incident: number; changed: boolean };

/**
 * Quotes a message in the timeline of the incident whose room or thread it stands in, once however many pin it; takes the line back
 * when the last of them unpins it. Whoever may not change incidents changes nothing, and neither does what stands elsewhere.
 */
export async function pinMessage(work: Work, pin: Pin): Promise<Pinned | null> {
  const { tx, principal } = work;
  const { place, said } = pin;
  if (!can(principal.role, 'incidents.write') || !isStorable(pin)) return null;
  if (!pin.on) return unpin(work, messageOf(pin), pin.account);
  if (!said || said.ours) return null;
  const number = await incidentAt(tx, { ...place, thread: said.thread });
  return number === null ? null : quote(work, pin, said, number);
}

/**
 * The same where somebody says so in words or in a form: `incident` is the one they named, else it is that of the place. Answers what is to
 * be told; refuses whoever may not change incidents.
 */
export async function pinAsSaid(work: Work, pin: Pin, incident: number | null): Promise<{ text: string } & Pinned> {
  const { tx, principal } = work;
  const words = wordsFor(work, pinWords);
  authorise(principal, 'incidents.write');
  if (!isStorable(pin)) throw new SafeNestError('invalid_input', words.whichMessage[pin.place.platform]);
  if (!pin.on) {
    const off = await unpin(work, messageOf(pin), pin.account);
    if (!off) throw new SafeNestError('conflict', words.notPinned);
    return { ...off, text: words.unpinned(refOf(off.incident)) };
  }
  const { said } = pin;
  if (!said) throw new SafeNestError('not_found', words.whichMessage[pin.place.platform]);
  if (said.ours) throw new SafeNestError('conflict', words.ours);
  const number = incident ?? (await incidentAt(tx, { ...pin.place, thread: said.thread }));
  if (number === null) throw new SafeNestError('invalid_input', words.whichIncident);
  if (pin.bookmark) return bookmarked(work, pin.bookmark, said, number);
  const came = await quote(work, pin, said, number);
  const ref = refOf(came.incident);
  return { ...came, text: came.changed ? words.pinned(ref) : words.pinnedAlready(ref) };
}

/** The message as a link with a title: its own first words where nobody gave one. */
async function bookmarked(
  work: Work,
  { title }: NonNullable<Pin['bookmark']>,
  { url, text, author }: SaidMessage,
  number: number,
): Promise<{ text: string } & Pinned> {
  const words = wordsFor(work, bookmarkWords);
  if (!url) throw new SafeNestError('conflict', words.noLink);
  const own = oneLine(cleanText(text.slice(0, LONGEST_QUOTE)), 80) || oneLine(author, 80);
  const { bookmark, isNew } = await addBookmark(work, number, { url, title: title ?? own });
  const say = isNew ? words.kept : words.keptAlready;
  return { incident: number, changed: isNew, text: say(refOf(number), bookmark.title) };
}

async function quote(work: Work, pin: Pin, said: SaidMessage, number: number): Promise<Pinned> {
  const { tx, now } = work;
  const { account, messageId, place } = pin;
  const message = messageOf(pin);
  // holds the incident: two who pin the same message follow each other
  const incident = await lockVisibleIncident(work, number);
  const { standing, home } = await standingPins(work, message);
  if (home !== null && home !== number) return { incident: home, changed: false };
  const entryId =
    standing[0]?.entryId ??
    (await record(
      work,
      incident,
      { kind: 'quote', text: quoteOf(said), change: { field: 'quote', before: null, after: messageId } },
      { action: 'incident.pin', detail: { platform: place.platform, channel: place.channel, message: messageId } },
    ));
  await addPin(tx, message, { incidentId: incident.id, account, entryId, at: now });
  return { incident: number, changed: standing.length === 0 };
}

/** Who keeps a message in which timeline; those whose line was taken off the incident's page keep nothing, and are forgotten. */
async function standingPins(
  { tx }: Work,
  message: PinnedMessage,
): Promise<{ standing: Awaited<ReturnType<typeof pins>>; home: number | null }> {
  const all = await pins(tx, message);
  const [any] = all;
  const entry = any && (await findEntry(tx, any.incidentId, any.entryId));
  if (!any || !entry || entry.undone) {
    for (const { account } of all) await removePin(tx, message, account);
    return { standing: [], home: null };
  }
  return { standing: all, home: (await findIncidentById(tx, any.incidentId))?.number ?? null };
}

/** The incident on whose timeline somebody keeps a message; null where they do not. */
export async function pinnedBy(tx: OrgDb, pin: Pick<Pin, 'place' | 'messageId' | 'account'>): Promise<number | null> {
  const mine = (await pins(tx, messageOf(pin))).find(({ account }) => account === pin.account);
  const entry = mine && (await findEntry(tx, mine.incidentId, mine.entryId));
  return mine && entry && !entry.undone ? ((await findIncidentById(tx, mine.incidentId))?.number ?? null) : null;
}

const isStorable = ({ messageId, account }: Pick<Pin, 'messageId' | 'account'>): boolean =>
  messageId !== '' && messageId.length <= LONGEST.id && account.length <= LONGEST.id;

const messageOf = ({ place, messageId }: Pick<Pin, 'place' | 'messageId'>): PinnedMessage => ({
  platform: place.platform,
  workspace: place.workspace,
  channel: place.channel.slice(0, LONGEST.channel),
  message: messageId,
});

const refOf = (number: number): string => formatReference({ kind: 'incident', number });

async function unpin(work: Work, message: PinnedMessage, account: string): Promise<Pinned | null> {
  const { tx } = work;
  const [any] = await pins(tx, message);
  const incident = any && (await findIncidentById(tx, any.incidentId));
  if (!incident) return null;
  await lockVisibleIncident(work, incident.number);
  const standing = await pins(tx, message);
  const mine = standing.find((one) => one.account === account);
  if (!mine) return null;
  await removePin(tx, message, account);
  const { number } = incident;
  if (standing.length > 1) return { incident: number, changed: false };
  const entry = await findEntry(tx, incident.id, mine.entryId);
  if (entry && !entry.undone) await undoIncidentChange(work, number, entry.id);
  return { incident: number, changed: true };
}

/** The incident whose room this is, or under whose message it stands; null where it is about none. */
export async function incidentAt(tx: OrgDb, place: ChatPlace): Promise<number | null> {
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
