import type { AlertTelling } from './alert-telling.ts';
import type { Named } from './incident-work.ts';
import type { CaseKind } from './moderation.ts';
import type { Severity } from './severity.ts';

/** `withdrawn` is an incident whose opening was undone: kept, but on no board. */
export const INCIDENT_STATUSES = ['open', 'investigating', 'contained', 'closed', 'withdrawn'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** The moves people may make; undo restores an earlier state whatever this table says. */
export const NEXT_STATUSES: Record<IncidentStatus, readonly IncidentStatus[]> = {
  open: ['investigating', 'contained', 'closed'],
  investigating: ['open', 'contained', 'closed'],
  contained: ['investigating', 'closed'],
  closed: ['open'],
  withdrawn: ['open'],
};

/** What a title says, as values: an alert as it was when the incident was opened, and how many others came with it; or a case of moderation. */
export type TitleSays =
  | { kind: 'alert'; telling: AlertTelling; others: number }
  | { kind: 'case'; of: CaseKind; by: string };

/** A title that SafeNest gave itself: it is said in the reader's language for as long as the incident is called by its English words. */
export interface OwnTitle {
  english: string;
  says: TitleSays;
}

export interface Incident {
  id: string;
  number: number;
  title: string;
  summary: string;
  severity: Severity;
  status: IncidentStatus;
  /** Who leads it: its commander. */
  assigneeId: string | null;
  assigneeName: string | null;
  createdBy: string;
  /** The member or the API key that opened it; null where the service did. */
  createdById: string | null;
  openedAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  resolution: string | null;
  /** Who writes down what happens, and who speaks with everybody outside of it; absent and null are nobody. */
  scribe?: Named | null;
  liaison?: Named | null;
  /** Where SafeNest named it itself; absent and null are a title that people wrote. */
  ownTitle?: OwnTitle | null;
}

export type EntryKind =
  | 'opened'
  | 'status'
  | 'assigned'
  | 'severity'
  | 'title'
  | 'resolution'
  | 'comment'
  /** What somebody wrote in a chat, pinned to the timeline. */
  | 'quote'
  /** A link that is kept with it. */
  | 'bookmark'
  | 'alert_linked'
  | 'alert_unlinked'
  | 'evidence'
  | 'people'
  | 'task'
  | 'tactical_report'
  | 'executive_report'
  /** What became of its ticket in the issue tracker, and what people wrote there. */
  | 'ticket'
  | 'ticket_comment'
  | 'undone';

/** One line of an incident's timeline. `change` holds what undo needs. */
export interface IncidentEntry {
  id: string;
  kind: EntryKind;
  at: Date;
  /** Id of the member who did it; null where it was somebody else. */
  actorId: string | null;
  actorName: string;
  text: string;
  change: { field: string; before: unknown; after: unknown } | null;
  undone: boolean;
}

/** A link that is kept with an incident: a runbook, a message, a dashboard. `id` is that of its line of the timeline. */
export interface Bookmark {
  id: string;
  title: string;
  url: string;
  by: string;
  at: Date;
}

export interface Evidence {
  id: string;
  incidentId: string;
  fileName: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** Hexadecimal SHA-256 of the file. */
  sha256: string;
  addedBy: string;
  addedAt: Date;
}
