import type { OrgId } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import type { Posted, Shown, Untold } from './outbound.ts';

export const CHAT_PLATFORMS = ['slack', 'discord', 'teams'] as const;
export type ChatPlatform = (typeof CHAT_PLATFORMS)[number];

/** Somebody as their platform knows them; whether they are a member is not said here. */
export interface Speaker {
  /** The platform's own id of the account. */
  id: string;
  name: string;
  /** What it was known by before the platform said the id above. */
  formerId?: string;
  /** A program: it is never answered. */
  bot: boolean;
  /** Only where the platform has verified it. */
  email?: string;
  /** IANA zone and BCP 47 tag of their profile, where the platform tells them. */
  timeZone?: string;
  language?: string;
}

/** Where something was said. */
export interface ChatPlace {
  platform: ChatPlatform;
  /** The platform's own id of the team, guild or tenant. */
  workspace: string;
  channel: string;
  /** What the channel is called there, where the platform says so. */
  channelName?: string;
  /** Where the answer goes: the thread it was said in, or the one that an answer to it would begin; null where there are none. */
  thread: string | null;
  /** Nobody but the speaker reads along. */
  direct: boolean;
  /** It was done on the app's own page, which shows how things stand. */
  home?: true;
}

/**
 * Whose something is follows from these two and from nothing else: the app that vouches for it, and the workspace it came from.
 * What an organisation's own app vouches for is never taken for another organisation's.
 */
export interface Source {
  /** `ChatApp.id`: `settings` or an organisation's own one. */
  app: string;
  place: Pick<ChatPlace, 'platform' | 'workspace'>;
}

/** Somebody in a place, as an app vouches for them. */
export interface Account extends Source {
  place: ChatPlace;
  speaker: Speaker;
}

/** A picture that came with a message, as it is stored until somebody looks at it. */
export interface InboundPicture {
  /** As its sender called it. */
  name: string;
  /** Bytes, and what it is said to be, where the platform says so. */
  size: number | null;
  mediaType: string | null;
  /** What the adapter needs to fetch it later on, without any token of ours; nobody else looks into it. */
  from: Record<string, string>;
}

/** A file that came with a message, as the platform tells of it. */
export type InboundFile = Pick<InboundPicture, 'name' | 'size'> & { type: string | null };

/** Somebody who is mentioned, as the platform names them. */
export interface Mention {
  id: string;
  name: string;
}

/** A message that something was called on, as the platform tells it with the call. */
export interface CalledOn {
  text: string;
  author: string;
  messageId: string;
  url?: string;
  /** When it was written, where that is told; and whether it is the bot's own. */
  writtenAt: string | null;
  ours: boolean;
}

/** One thing somebody did on a platform, as it is stored before it is acknowledged. */
export type InboundEvent = {
  /** Unique within the platform's workspace: a second delivery of the same thing carries the same id. */
  id: string;
  /** `ChatApp.id` of the app it came in through and was verified with. */
  app: string;
  place: ChatPlace;
  speaker: Speaker;
  /** ISO 8601 in UTC. */
  at: string;
  /** What the adapter needs to answer right there later on, e.g. an interaction's token; nobody else looks into it. */
  handle?: Record<string, string>;
} & (
  | {
      kind: 'message';
      /** Plain text: mentions of the bot taken out, other mentions as names, markup as the person typed it. */
      text: string;
      messageId: string;
      /** Said to the bot: by mention, in a direct message, or in a thread where it has answered already. */
      addressed: boolean;
      /** Said in such a thread and not to us by name: it may be meant for somebody else there. */
      overheard?: true;
      /** Said to nobody, in a channel whose every question is answered. */
      toAnybody?: true;
      attachments: number;
      /** Of the files that came with it those that are looked at: at most MOST_PICTURES, in their order. */
      pictures?: InboundPicture[];
      /** How many pictures came, where that is more. */
      picturesSent?: number;
      /** Files that came with it and stickers, as far as the platform says; in channels alone, where others read along. */
      files?: InboundFile[];
      stickers?: number;
      /** Id of the message it answers, whom it mentions beside the bot, and where it is seen: as far as the platform says so. */
      replyTo?: string;
      mentions?: Mention[];
      url?: string;
      /** What it answers, as far as the message itself repeats it. */
      quoted?: CalledOn;
    }
  | { kind: 'message_edited'; messageId: string; text: string; mentions?: Mention[]; url?: string }
  | { kind: 'message_deleted'; messageId: string }
  /** The platform's own rules stopped it before anybody saw it. */
  | { kind: 'message_stopped'; messageId: string; text: string }
  /** The speaker set an emoji under a message, or took it away; a sign, or what the platform calls it. */
  | { kind: 'reaction'; messageId: string; emoji: string; on: boolean }
  /** `/safenest incident Laptop lost`: `name` is `incident`, or empty where nothing followed; `text` the rest. */
  | { kind: 'command'; name: string; text: string }
  /** A button or a choice on a card; `message` is the card's. */
  | { kind: 'action'; action: string; value: string; message: Posted | null }
  /** A form sent off: its submit button with what was filled in; `message` is the card it was opened from. */
  | { kind: 'form'; action: string; value: string; fields: Record<string, string>; message: Posted | null }
  /** “Open an incident from this message”: the text of the message it was called on, and whose. */
  | { kind: 'shortcut'; name: 'incident_from_message'; text: string; author: string; messageId: string; url?: string }
  /** “Add to the timeline”, called on a message. */
  | ({ kind: 'shortcut'; name: 'pin_message' } & CalledOn)
  /**
   * They joined the server or the channel, with `others`; when their account was made, and whether it has no picture of its own, where
   * that is told.
   */
  | { kind: 'joined'; madeAt?: string; plain?: boolean; others?: Mention[] }
  /**
   * They were given a role with power over others, or, with `everyone`, gave a role that power: what may be done with it, as the platform
   * calls that, and by whom they were given it, where that is told.
   */
  | { kind: 'empowered'; role: string; powers: string[]; by: Mention | null; everyone?: true }
  /** They opened the app's own page on the platform. */
  | { kind: 'home_opened' }
  /** What a person has typed so far into an option of a slash command. */
  | { kind: 'completing'; command: string; option: string; text: string }
  | { kind: 'bot_added' }
  | { kind: 'bot_removed' }
);

/** Who speaks: somebody we know, somebody who is shut out, or somebody nobody has linked yet. */
export type Who = { kind: 'member'; principal: Principal } | { kind: 'inactive' } | { kind: 'unknown' };

/** One event that is being worked on, held by one worker. */
export interface InboxItem {
  id: string;
  orgId: OrgId;
  conversation: string;
  event: InboundEvent;
  /** When the work that must not be done twice was begun, here or by a worker that is gone. */
  begunAt: Date | null;
  /** Where its answer stands, as far as an earlier attempt came. */
  reply: Posted | null;
  shows: Shown | null;
  /** What it came to, where that is done and was not told yet. */
  untold: Untold | null;
  /** How often it was tried, the times not counted when its platform had it wait. */
  attempts: number;
  receivedAt: Date;
}

/** Conversations in which nobody waits for an answer of the desk: a press, a form, a pin, a link, an order; they go before questions. */
export const isQuick = (conversation: string): boolean => QUICK.test(conversation);
const QUICK = /^(?:press|pin|link|connect|channel|help|home|incident|home_opened|bot_added) /;

/** The oldest of a conversation, and what is too much of it, of each person. */
export interface InboxClaim {
  item: InboxItem;
  surplus: InboxItem[];
}
