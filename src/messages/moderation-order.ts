import type { OrgId } from '../domain/id.ts';
import type { ModerationStep, Way } from '../domain/moderation.ts';

/** What a platform is asked to do about somebody; `lift_…` takes it back. Notes and warnings need none: a warning is a message. */
export type ModerationVerb =
  | Exclude<ModerationStep, 'note' | 'warning'>
  | 'lift_delete'
  | 'lift_timeout'
  | 'lift_mute'
  | 'lift_ban';

/** One thing to be done about somebody on a platform. The same order may be given again, and changes nothing twice. */
export interface ModerationOrder {
  orgId: OrgId;
  /** Of the action, e.g. `ACT-5`: stands in the platform's own log, and tells what was ours from what others did. */
  key: string;
  verb: ModerationVerb;
  platform: string;
  workspace: string;
  channel: string;
  /** In which it was said, of what was said in one. */
  thread: string | null;
  account: string;
  /** Whose wish it is, by their account there, where that is known: nobody acts on somebody above them. */
  by: string | null;
  /** Of `delete` and `lift_delete`. */
  messageKeys: readonly string[];
  /** Of a timeout: when it ends. */
  until: Date | null;
  reason: string;
  /** Of a lift: it ends by itself, and so changes nothing that somebody else has set meanwhile. */
  expired?: true;
  /** What the platform answered with when it was done. */
  handle: Record<string, unknown>;
}

/**
 * What became of an order. `outcome` in words, empty where there is nothing to add; `handle` is needed to take it back: with `hidden` what was
 * deleted is only hidden, and can be shown again.
 */
export interface ModerationDone {
  way: Way;
  outcome: string;
  handle: Record<string, unknown>;
}
