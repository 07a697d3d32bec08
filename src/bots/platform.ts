import type { OutboundMessage, Posted } from '../messages/outbound.ts';

export type { OutboundMessage, Posted };

/** A chat platform: it translates, it does not decide. */
export interface Platform {
  readonly name: 'console' | 'slack' | 'discord' | 'teams';
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Posts to a channel. `key` names the matter: a platform that can, shows one message per key and channel however
   * often it is posted, and answers with the same `Posted`.
   */
  post(channel: string, message: OutboundMessage, key: string): Promise<Posted>;
  /** Replaces what was posted. */
  update(posted: Posted, message: OutboundMessage): Promise<void>;
}
