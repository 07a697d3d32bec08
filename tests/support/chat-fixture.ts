import type { Platform } from '../../src/bots/platform.ts';
import type { ChatPlatform } from '../../src/messages/inbound.ts';

/** Somebody with an account on the platform's local server. */
export interface Person {
  /** The platform's own id of the account. */
  id: string;
  name: string;
}

/** Where something is said: a channel, a thread of it, or alone with the bot. */
export type Where = { channel: string; thread?: string } | 'direct';

/** A button or a choice on a message: a choice has `options`. */
export interface SeenButton {
  label: string;
  /** A plain link presses nothing. */
  url?: string;
  options?: { label: string; value: string }[];
}

/** A message of the bot as somebody reads it on the platform's local server. */
export interface SeenMessage {
  id: string;
  /** All that can be read of it, the card's words included, one part a line; markup taken out or left, as the platform keeps it. */
  text: string;
  buttons: SeenButton[];
  /** The thread it stands in; null where it stands in the channel itself. */
  thread: string | null;
  /** How often it was changed after it was posted. */
  edits: number;
  /** How many pictures it shows. */
  pictures?: number;
}

/** A form that is open before somebody. */
export interface SeenForm {
  title: string;
  fields: { name: string; label: string; value: string; options?: { label: string; value: string }[] }[];
}

/**
 * A platform with its local server, as the contract suite uses it: people say and press things there, and what they would see is
 * read back from the server. Everything here resolves once the server has it; the suite waits for what comes of it.
 */
export interface ChatFixture {
  readonly name: ChatPlatform;
  readonly platform: Platform;
  /** The team, guild or tenant the app is installed in. */
  readonly workspace: string;
  /** What the platform cannot do at all, so that the suite leaves it out; everything else it must do. */
  readonly lacks?: readonly ('commands' | 'ephemeral' | 'threads' | 'home' | 'shortcut' | 'edits' | 'completing')[];
  /** A new account; `email` is one that the platform vouches for, where it tells any. */
  person(name: string, options?: { email?: string; language?: string; timeZone?: string }): Promise<Person>;
  /** A new channel that everybody reads and the bot is in. */
  channel(name: string): Promise<string>;
  /** Says something and answers the message's id; with `mention` (true where absent) to the bot. */
  say(
    who: Person,
    where: Where,
    text: string,
    options?: {
      mention?: boolean;
      /** Files that come with it. */
      pictures?: readonly Buffer[];
      /** The message it answers, where a platform says so of a message. */
      replyTo?: string;
    },
  ): Promise<string>;
  /** `/safenest …` typed in a channel or alone with the bot. */
  command(who: Person, where: Where, text: string): Promise<void>;
  /** Presses the button with this label, agreeing where it asks once more; `value` is another than the button's own: a forgery. */
  press(who: Person, message: SeenMessage, label: string, forged?: { value: string }): Promise<void>;
  /** Chooses an option of the choice with this label. */
  choose?(who: Person, message: SeenMessage, label: string, option: string): Promise<void>;
  /** The form open before them, or null. */
  form(who: Person): SeenForm | null;
  /** Fills in the open form, fields by name, and sends it; a field left out keeps its value. */
  submit(who: Person, fields: Record<string, string>): Promise<void>;
  /** “Open an incident from this message”. */
  shortcut?(who: Person, where: Where, messageId: string): Promise<void>;
  /** “Add to the timeline” called on a message, where that is a command of the platform's own. */
  pinCommand?(who: Person, where: Where, messageId: string): Promise<void>;
  /** What a person is offered who has typed so far into the option of a command. */
  complete?(who: Person, command: string, option: string, text: string): Promise<string[]>;
  openHome?(who: Person): Promise<void>;
  /** What they see on the app's own page. */
  home?(who: Person): SeenMessage | null;
  edit(who: Person, where: Where, messageId: string, text: string): Promise<void>;
  delete(who: Person, where: Where, messageId: string): Promise<void>;
  /** Sets an emoji under a message, or takes it away; absent where the platform tells bots of none under others’ messages. */
  react?(who: Person, where: Where, messageId: string, emoji: string, on: boolean): Promise<void>;
  /** Delivers the last delivery once more, as the platform does that had no answer in time. */
  redeliver(): Promise<void>;
  /** The next two deliveries arrive in the other order. */
  swapNext(): void;
  /** Another bot says something to ours. */
  sayAsBot(where: Where, text: string): Promise<void>;
  /** The bot's own messages in a channel that everybody there sees, in the order they were posted, as they stand now. */
  visible(channel: string): SeenMessage[];
  /** The bot's messages that this person alone sees, in any place: ephemeral ones and those alone with the bot. */
  onlyFor(who: Person): SeenMessage[];
  /** How often a sign of being at work was shown so far (status, typing, reaction, “thinking”), and whether one still is. */
  signs(): { shown: number; showing: boolean };
  /** The next call of the platform's API by the bot fails in this way, before anything is done. */
  failNext?(how: 'rate_limited' | 'server_error'): void;
  close(): Promise<void>;
}
