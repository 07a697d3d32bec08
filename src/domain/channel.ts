import type { Role } from './role.ts';
import type { Severity } from './severity.ts';

/** What a channel may be told of. */
export const BINDING_PURPOSES = ['alerts', 'moderation', 'approvals', 'reports'] as const;
export type BindingPurpose = (typeof BINDING_PURPOSES)[number];

/** Hours in which a channel is left alone unless something is critical: minutes after midnight, in its zone. */
export interface QuietHours {
  from: number;
  to: number;
}

/** What a channel is told of, and when. */
export interface Binding {
  purpose: BindingPurpose;
  /** Of alerts: from this severity upward. */
  floor: Severity;
  quiet: QuietHours | null;
  /** IANA zone of the quiet hours; the organisation's where null. */
  timeZone: string | null;
}

/** A channel of a chat platform that something is known of. */
export interface ChatChannel {
  platform: string;
  workspace: string;
  channel: string;
  name: string;
  /** Everybody who reads there is assumed to have at least this role's rights; null assumes nothing. */
  leastRole: Role | null;
  bindings: Binding[];
}
