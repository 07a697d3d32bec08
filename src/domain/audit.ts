import type { Principal } from './principal.ts';

/** One line of an organisation's audit log. `sequence` counts from 1 without gaps; each line seals the one before. */
export interface AuditEntry {
  sequence: number;
  at: Date;
  actor: Principal['actor'];
  actorName: string;
  /** Where they spoke: `console`, `api`, `slack` … */
  place: string;
  /** Noun.verb, e.g. `incident.open`. */
  action: string;
  /** What it was done to, e.g. `INC-17`. */
  subject: string | null;
  detail: Record<string, unknown>;
}
