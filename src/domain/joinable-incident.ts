import type { IncidentStatus, OwnTitle } from './incident.ts';
import type { Severity } from './severity.ts';

/** What an alert may have in common with an incident's alerts. */
export const SHARED_BY = ['account', 'address', 'camera', 'person'] as const;
export type SharedBy = (typeof SHARED_BY)[number];

/** An incident that an alert can be added to, and what they have in common. */
export interface JoinableIncident {
  number: number;
  title: string;
  ownTitle?: OwnTitle | null;
  severity: Severity;
  status: IncidentStatus;
  shares: SharedBy[];
}

/** The most choices that any platform's form shows. */
export const MOST_JOINABLE = 25;
