import type { IncidentStatus } from './incident.ts';
import type { Language } from './language.ts';
import type { Severity } from './severity.ts';

export const TRACKER_KINDS = ['jira_cloud', 'jira_data_center'] as const;
export type TrackerKind = (typeof TRACKER_KINDS)[number];

/** How an organisation's issue tracker is reached, and what goes there; never with its token. */
export interface TicketTracker {
  kind: TrackerKind;
  /** Without a slash at its end. */
  site: string;
  project: string;
  issueType: string;
  /** Whose API token it is; null for a personal access token. */
  email: string | null;
  enabled: boolean;
  /** From this severity upward an incident gets a ticket by itself; null: when somebody asks for it. */
  floor: Severity | null;
  /** Whether what people write goes from one to the other. */
  comments: boolean;
  /** Whether an incident is closed when its ticket is done there. */
  closes: boolean;
  /** In which tickets are written. */
  language: Language;
}

/** How it goes with a tracker. */
export interface TrackerHealth {
  readAt: Date | null;
  resumeAt: Date | null;
  failingSince: Date | null;
  lastError: string | null;
}

/**
 * `waiting` is to be made there; `failed` could not be made within a day; `gone` was deleted there, or may not be seen any more;
 * `unlinked` was let go of here.
 */
export const TICKET_STATES = ['waiting', 'linked', 'failed', 'gone', 'unlinked'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** What every tracker's statuses come down to. */
export const TICKET_CATEGORIES = ['new', 'indeterminate', 'done'] as const;
export type TicketCategory = (typeof TICKET_CATEGORIES)[number];

/** An incident's ticket in the organisation's tracker. */
export interface IncidentTicket {
  id: string;
  incidentId: string;
  site: string;
  serial: number;
  label: string;
  state: TicketState;
  issueId: string | null;
  /** E.g. `SEC-12`; null until it was made. */
  key: string | null;
  /** As the tracker last said. */
  status: string | null;
  category: TicketCategory | null;
  /** Making it was begun then: it may be there already. */
  begunAt: Date | null;
  toldTitle: string | null;
  toldCategory: TicketCategory | null;
  /** The line of the timeline up to which it was told. */
  toldSeq: number;
  /** The line that is being told: it may have been already. */
  telling: string | null;
  /** Number of the newest comment there that was read. */
  seenComment: number;
  checkedAt: Date | null;
  problem: string | null;
  failingSince: Date | null;
  askedBy: string;
  askedAt: Date;
  attempts: number;
}

/** What a ticket is found by, whoever made it: `safenest-1f2e3d4c-inc-17`; the second ticket of an incident ends with `-2`. */
export const ticketLabel = (orgId: string, number: number, serial: number): string =>
  `safenest-${orgId.slice(-8)}-inc-${number}${serial > 1 ? `-${serial}` : ''}`;

/** Where people read a ticket. */
export const ticketUrl = ({ site, key }: Pick<IncidentTicket, 'site' | 'key'>): string | null =>
  key === null ? null : `${site}/browse/${encodeURIComponent(key)}`;

/** What an incident's status is for its ticket. */
export const categoryOf = (status: IncidentStatus): TicketCategory =>
  status === 'open' ? 'new' : status === 'closed' || status === 'withdrawn' ? 'done' : 'indeterminate';
