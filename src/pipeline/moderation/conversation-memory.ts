import type { OrgId } from '../../domain/id.ts';
import type { SessionState } from './session-state.ts';

/** A conversation as it stands between two batches of messages. */
export interface Conversation {
  readonly id: string;
  readonly channelId: string;
  readonly thread: string | null;
  /** Of its first and last message, ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly messages: number;
  readonly state: SessionState;
  /** Of so many of its messages the stored state knows; the others, its newest, are read where this process forgets them. */
  readonly stored: number;
}

/** Every conversation of a channel or thread that goes on, or ended at `from` (ms since 1970) or later. */
export interface Place {
  readonly from: number;
  readonly conversations: readonly Conversation[];
}

/**
 * Conversations as this process left them: those that go on need not be read for every message. They hold as long as nobody else has
 * worked on the organisation's messages, which its head tells.
 */
export interface ConversationMemory {
  /** What is remembered of a place, where the organisation's head stands as this process left it. */
  find(orgId: OrgId, head: string, place: string): Place | undefined;
  /** Keeps places as a transaction left them that found one head and left another; null for what is not known. Call it once it is committed. */
  keep(orgId: OrgId, heads: { found: string; left: string }, places: ReadonlyMap<string, Place | null>): void;
}

/** About 30 KB each. */
const MOST_PLACES = 2000;

export function createConversationMemory(most = MOST_PLACES): ConversationMemory {
  /** The longest untouched first. What is of another epoch than its organisation's holds no more. */
  const places = new Map<string, { epoch: number; place: Place }>();
  const heads = new Map<OrgId, { head: string; epoch: number }>();
  let epochs = 0;
  return {
    find(orgId, head, place) {
      const known = heads.get(orgId);
      if (known?.head !== head) return undefined;
      const found = places.get(`${orgId} ${place}`);
      return found?.epoch === known.epoch ? found.place : undefined;
    },
    keep(orgId, { found, left }, changed) {
      const known = heads.get(orgId);
      // somebody else worked in between: what was remembered before holds no more
      const epoch = known?.head === found ? known.epoch : ++epochs;
      heads.set(orgId, { head: left, epoch });
      for (const [key, place] of changed) {
        places.delete(`${orgId} ${key}`);
        if (place) places.set(`${orgId} ${key}`, { epoch, place });
      }
      for (const oldest of places.keys()) {
        if (places.size <= most) break;
        places.delete(oldest);
      }
    },
  };
}
