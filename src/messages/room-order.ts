import type { OrgId } from '../domain/id.ts';
import type { ChatPlatform } from './inbound.ts';

/** What a platform is asked to do about an incident's room. The same order again changes nothing twice. */
export type RoomOrder = {
  orgId: OrgId;
  platform: ChatPlatform;
  workspace: string;
  /** The channel that a thread hangs under, where rooms are threads. */
  parent: string;
  /** Of the incident, e.g. `INC-17`: stands in the platform's own log. */
  key: string;
} /** Makes it; with `again`, what an earlier attempt may have made since is looked for first. */ & (
  | { verb: 'open'; name: string; since: Date; again: boolean; topic: string; url: string | null }
  | ({ channel: string } /** Says what it is for, with a lasting link to the incident's page. */ & (
      | { verb: 'furnish'; topic: string; url: string | null }
      /** Says so anew, where it changed: `name` is what a room that has nothing but a name is called now. */
      | { verb: 'retitle'; topic: string; name: string }
      | { verb: 'invite'; account: string }
      /** Who is in it. */
      | { verb: 'look' }
      | { verb: 'pin'; messageId: string }
      /** Has these links stand above it, and takes others off that stood there for it; only where a platform has such a thing. */
      | { verb: 'bookmark'; links: { title: string; url: string }[]; gone: string[] }
      | { verb: 'close' }
      | { verb: 'reopen' }
    ))
);

/** What became of it, as far as there is anything to say. */
export interface RoomDone {
  /** Of `open`: what is posted to, what it is called, and where people find it. */
  made?: { channel: string; name: string; url: string | null };
  /** Of `look`: the accounts that are in it, the bot's own apart; null where the platform does not say. */
  readers?: string[] | null;
}
