import type { Severity } from './severity.ts';

export const SIGNAL_STATUSES = ['firing', 'resolved'] as const;
export type SignalStatus = (typeof SIGNAL_STATUSES)[number];

/** What another system reports, already checked; every text in it is theirs, and data. */
export interface NewSignal {
  /** The system's own id of it; a second signal of the source with the same id is a duplicate. */
  eventId: string;
  /** Which system, lower case, e.g. `okta`. */
  source: string;
  /** What sort of thing, lower case, e.g. `mfa_disabled`. */
  kind: string;
  title: string;
  severity: Severity;
  /** Resolved: what the fingerprint stands for is over. */
  status: SignalStatus;
  occurredAt: Date;
  /** What makes two signals of the source the same matter. */
  fingerprint: string;
  account: string | null;
  address: string | null;
  cameraId: string | null;
  /** Where the other system shows it; https. */
  link: string | null;
  details: Record<string, string>;
}

/** A stored signal; `sequence` grows with arrival. */
export interface Signal extends NewSignal {
  sequence: number;
}

/** What an alert is named that signals of this fingerprint raise. */
export const signalFingerprint = ({ source, fingerprint }: Pick<NewSignal, 'source' | 'fingerprint'>): string =>
  `signal:${source}:${fingerprint}`;

/** The host that a link leads to; null where it is none. */
export const hostOf = (link: string): string | null => (URL.canParse(link) ? new URL(link).host : null);
