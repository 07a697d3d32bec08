import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OrgId } from '../domain/id.ts';
import type { Card } from '../messages/card.ts';
import type { InboundEvent, InboundPicture } from '../messages/inbound.ts';
import type { ModerationDone, ModerationOrder } from '../messages/moderation-order.ts';
import type { Powers } from '../messages/moderation-powers.ts';
import type { OutboundMessage, Posted } from '../messages/outbound.ts';
import type { RoomDone, RoomOrder } from '../messages/room-order.ts';
import type { SaidMessage } from '../messages/said-message.ts';

export type { InboundEvent, OutboundMessage, Posted };

/** Where something is to be posted. */
export interface Target {
  /** The platform's team, guild or tenant; empty in the console. */
  workspace: string;
  channel: string;
  /** Answers go into the asker's thread. */
  thread?: string | null;
  /** The one account that may see it: an ephemeral message where the platform has them, a direct message elsewhere. */
  only?: string;
  /** Of the event this answers; `app` in it is the app that the event came in through. */
  handle?: Record<string, string>;
  /** With `only`: that person's own page of the app where the platform has one; a private message elsewhere. */
  home?: true;
}

/** What a platform must do at once, within its three seconds; everything else follows by `post`, `update` and `answer`. */
export type Immediate =
  /** Stored; its answer comes by itself. */
  | { kind: 'accepted' }
  /** Seen before, not for us, or from a program. */
  | { kind: 'ignored' }
  /** A form to be opened now: a card of fields whose one action sends it. */
  | { kind: 'form'; form: Card }
  /** What may be chosen, for a command's completion. */
  | { kind: 'choices'; choices: { label: string; value: string }[] };

/** Takes in an event: it is stored when this resolves, so that the platform may be told so. Throws when it could not be. */
export type Deliver = (event: InboundEvent) => Promise<Immediate>;

/** Which answer is written. */
export interface Answered {
  /** As with `post`: whoever goes on after a crash finds by it what stands there already. One for each place of an answer. */
  key: string;
  /** An earlier attempt may have left it, or the half of it. */
  again?: true;
  /** Told as soon as something of the answer stands there, so that whoever goes on after a crash edits it. */
  stands?: (where: Posted) => void;
}

/** An answer while it is written. Nothing here throws for what only embellishes; `finish` throws when nobody got the answer. */
export interface AnswerWriter {
  /** A visible sign that the question is being worked on, within a second; goes away with `finish`. */
  status(words: string): Promise<void>;
  /** All the text so far, also where some was taken back; shown as often as the platform allows. */
  text(soFar: string): Promise<void>;
  /** The whole answer, in the place of what was shown; answers with where it stands. `before` is where an earlier attempt left it. */
  finish(message: OutboundMessage, before?: Posted): Promise<Posted>;
}

/** An address that the platform calls; it sees the request before anyone has read its body. */
export interface Webhook {
  /** E.g. `/slack/events`. */
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** A chat platform: it translates, it does not decide. */
export interface Platform {
  readonly name: 'console' | 'slack' | 'discord' | 'teams';
  /** Begins to listen. A process that only posts need not call it. */
  start(deliver: Deliver): Promise<void>;
  stop(): Promise<void>;
  /**
   * Posts to a channel. `key` names the matter: a platform that can, shows one message per key and channel however
   * often it is posted, and answers with the same `Posted`. Throws `RateLimited` or `Unreachable` where trying later helps.
   */
  post(to: Target, message: OutboundMessage, key: string): Promise<Posted>;
  /** Replaces what was posted. `handle` is that of a click on it: what only one person sees may be replaced with it alone. */
  update(posted: Posted, message: OutboundMessage, handle?: Record<string, string>): Promise<void>;
  /** Begins to answer in the name of an organisation; absent where answers go another way. */
  answer?(to: Target, orgId: OrgId, of: Answered): AnswerWriter;
  /**
   * The event with what the platform had not told of its people when it was stored; as it is where there is nothing to add. Never
   * throws, and waits for no more than a second or so.
   */
  complete?(event: InboundEvent, orgId: OrgId): Promise<InboundEvent>;
  /**
   * The bytes of a picture that came with an event, fetched with the credentials of the app that it came in through, and from the
   * platform's own hosts alone. Throws a SafeNestError whose words are for whoever sent it. Absent where pictures come another way.
   */
  picture?(event: InboundEvent, orgId: OrgId, picture: InboundPicture, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * A sign that a question has been heard, before anybody can begin to answer it. One that fades by itself is set again while it
   * waits, and is never cleared. Nothing depends on it.
   */
  readonly sign?: {
    fades: boolean;
    set(event: InboundEvent, orgId: OrgId): Promise<void>;
    clear(event: InboundEvent, orgId: OrgId): Promise<void>;
  };
  /**
   * The message that somebody reacted to, as it stands now; null where it is gone, or not for us to read. Throws `RateLimited` or
   * `Unreachable` where trying later helps. Absent where the platform tells of no reactions that pin a message.
   */
  message?(event: InboundEvent & { kind: 'reaction' }, orgId: OrgId): Promise<SaidMessage | null>;
  /**
   * The message that somebody means who says “this”: which theirs answers, else the one before it where that can be read. Null where none
   * is known. Throws like `message`.
   */
  meant?(
    event: InboundEvent & { kind: 'message' },
    orgId: OrgId,
  ): Promise<(SaidMessage & { messageId: string }) | null>;
  /** What each step of moderation comes to in a place, in a plain sentence each. Absent where nobody is moderated. */
  powers?(place: { workspace: string; channel: string }): Powers;
  /**
   * Does something about somebody, or takes it back. Throws `Refused` with the reason in words where the platform does not let it, and
   * `RateLimited` or `Unreachable` where trying later helps: the same order again changes nothing twice.
   */
  moderate?(order: ModerationOrder): Promise<ModerationDone>;
  /**
   * Makes an incident's room, or does something with it. Throws like `moderate`, and `Gone` where the room is no more or the bot is not
   * in it: the same order again changes nothing twice.
   */
  room?(order: RoomOrder): Promise<RoomDone>;
  /** Puts words to the platform's own filter of a workspace, in place of those put there before. Throws like `moderate`. */
  keywords?(order: {
    orgId: OrgId;
    workspace: string;
    words: readonly string[];
  }): Promise<{ rules: number; words: number }>;
  readonly webhooks?: readonly Webhook[];
  /** Whether the connection works, for the health page and the doctor: each answers in words, or throws with what is wrong. */
  checks?(): Promise<ConnectionCheck[]>;
}

/** One thing about a connection that can fail: token, scopes or intents, delivery, clock. */
export interface ConnectionCheck {
  /** `ChatApp.id` of the app whose connection it is: others' are nobody else's business. */
  app?: string;
  name: string;
  /** What to do when it fails. */
  mend: string;
  check(): Promise<string>;
}
