import type { IncidentStatus } from './incident.ts';
import type { Severity } from './severity.ts';

/** What a ticket was given last of its incident; empty before it was given anything. */
export interface ToldTicket {
  title?: string;
  severity?: Severity;
  status?: IncidentStatus;
}

/** An incident's ticket at a tracker. */
export interface Ticket {
  id: string;
  targetId: string;
  incidentId: string;
  /** When we set out to open it. */
  begunAt: Date;
  /** The tracker's own id and key; null until they are known. */
  issueId: string | null;
  issueKey: string | null;
  told: ToldTicket;
  /** The last line of the timeline that it was told, by the timeline's own order. */
  toldSeq: number;
  /** How it stood there when it was looked at last. */
  seenStatus: string | null;
}
