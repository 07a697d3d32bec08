import type { Severity } from './severity.ts';

/**
 * `opening` waits for its platform, `closing` for being archived after its incident was closed; `failed` is one that the platform
 * refused to make, `gone` one that was deleted there or that the bot was taken out of.
 */
const ROOM_STATES = ['opening', 'open', 'closing', 'archived', 'failed', 'gone'] as const;
export type RoomState = (typeof ROOM_STATES)[number];

/** Whether an organisation's incidents have rooms of their own, and from which severity upward they get one by themselves. */
export interface RoomSetting {
  enabled: boolean;
  floor: Severity | null;
}

/** An incident's own room on a chat platform. */
export interface IncidentRoom {
  id: string;
  incidentId: string;
  platform: 'slack' | 'discord' | 'teams';
  workspace: string;
  /** The channel that a thread of Discord or Teams hangs under. */
  parent: string;
  serial: number;
  name: string;
  /** What is posted to; null until it was made. */
  channel: string | null;
  url: string | null;
  state: RoomState;
  problem: string | null;
  furnishedAt: Date | null;
  /** What it was last said to be about, there. */
  topic: string | null;
  pinnedAt: Date | null;
  /** Addresses of its incident's bookmarks that stand above it, there. */
  bookmarked: string[];
  askedBy: string;
  askedAt: Date;
  archiveAt: Date | null;
  /** Accounts that read there, as the platform last said; null where it does not say. */
  readers: string[] | null;
  readAt: Date | null;
  attempts: number;
}

/** Somebody who is to be in a room. */
export interface RoomGuest {
  memberId: string;
  name: string;
  account: string | null;
  invitedAt: Date | null;
  problem: string | null;
}

/** It is there, and people talk in it. */
export const isLive = ({ state }: Pick<IncidentRoom, 'state'>): boolean => state === 'open' || state === 'closing';

/** Slack's limit is 80; a name has to be read in a narrow list. */
const LONGEST_NAME = 48;

/** `inc-17-laptop-stolen`: letters, digits and hyphens, whatever the title has; the second room of an incident ends with `-2`. */
export function roomName(number: number, title: string, serial = 1): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-');
  const end = serial > 1 ? `-${serial}` : '';
  const name = `inc-${number}-${words}`.slice(0, LONGEST_NAME - end.length).replaceAll(/-{2,}/g, '-');
  return name.replace(/-+$/, '') + end;
}

/** The id of what is posted to where something was said: of a thread in Discord and Teams, of the channel in Slack. */
export function spokenIn({
  platform,
  channel,
  thread,
}: {
  platform: string;
  channel: string;
  thread: string | null;
}): string {
  if (thread === null || platform === 'slack') return channel;
  return platform === 'teams' ? `${channel};messageid=${thread}` : thread;
}
