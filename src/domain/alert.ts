import type { ToldAlert } from './alert-telling.ts';
import type { Severity } from './severity.ts';

export const ALERT_STATUSES = ['open', 'acknowledged', 'resolved', 'false_alarm'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** One line of "why we think so" or "who, where": shown as it stands. */
export interface Fact {
  label: string;
  value: string;
}

/** How often each account, address and country occurs in an alert's events, most frequent first. */
export interface Tally {
  accounts: [name: string, events: number][];
  addresses: [name: string, events: number][];
  countries: [name: string, events: number][];
}

/** Something a rule noticed. One attack is one alert: `count` and `lastSeen` grow while it goes on. */
export interface Alert {
  id: string;
  number: number;
  /** The rule that speaks for it, and all that noticed it, in the order in which they did. */
  ruleId: string | null;
  noticedBy: string[];
  /** The detector's kind, e.g. `failed_logins`. */
  kind: string;
  /** What makes two findings the same matter, e.g. `failed_logins:address:203.0.113.9`. */
  fingerprint: string;
  severity: Severity;
  status: AlertStatus;
  /** What happened, in one plain line of English, and why we think so; `told` is the same for readers of other languages. */
  title: string;
  facts: Fact[];
  /** Absent of what was raised before it was kept. */
  told?: ToldAlert;
  /** When the first and the last event of it happened, not when we heard of them. */
  firstSeen: Date;
  lastSeen: Date;
  /** How many events belong to it. */
  count: number;
  account: string | null;
  address: string | null;
  country: string | null;
  raisedAt: Date;
  incidentId: string | null;
  /** Who last changed the status, and what they said. */
  statusBy: string | null;
  statusNote: string | null;
  /** What it is shown with, where a camera saw it: the camera, the person it is about, and the picture. */
  cameraId: string | null;
  personId: string | null;
  pictureId: string | null;
  /** Who it is about, where somebody gave them a name or merged them since; only for whoever may read about people. */
  knownAs?: { number: number; name: string };
}
