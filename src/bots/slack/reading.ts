import type { ChatPlace, InboundEvent, Speaker } from '../../messages/inbound.ts';

/** What must be known to read a payload. */
export interface Reading {
  /** `ChatApp.id` of the app it came in through. */
  app: string;
  /** The workspace that app is installed in: nothing else is taken from it. */
  teamId: string;
  teamName: string;
  botUserId: string;
  botId: string | null;
  /** Accounts that were looked up. */
  people: ReadonlyMap<string, Speaker>;
  receivedAt: Date;
  /** It stands in a thread in which we have answered. */
  talking?: boolean;
}

export type Parsed =
  | { kind: 'event'; event: InboundEvent /** Opens a form, for three seconds. */; trigger?: string }
  /** Somebody opened a conversation with the app and may be offered questions; `thread` on the older surface only. */
  | { kind: 'prompts'; channel: string; thread: string | null; user: string }
  | { kind: 'ignored'; why: string };

export const ignored = (why: string): Parsed => ({ kind: 'ignored', why });

/** Alone with somebody: Slack's ids of direct messages begin so. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

export const speakerOf = (id: string, { people }: Reading, name = ''): Speaker =>
  people.get(id) ?? { id, name, bot: false };

export const placeOf = (
  reading: Reading,
  place: { channel: string; thread: string | null; name?: string; direct?: boolean },
): ChatPlace => ({
  platform: 'slack',
  workspace: reading.teamId,
  channel: place.channel,
  ...(place.name ? { channelName: place.name } : {}),
  thread: place.thread,
  direct: place.direct ?? isDirect(place.channel),
});

export const namesIn = (reading: Reading): ReadonlyMap<string, string> =>
  new Map([...reading.people].map(([id, person]) => [id, person.name]));

/** When a message with this id was posted. */
export function timeOf(ts: string | undefined, otherwise: Date): string {
  const seconds = Number(ts);
  return (
    Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000) : otherwise
  ).toISOString();
}
