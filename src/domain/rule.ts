import type { Severity } from './severity.ts';

export const RULE_STATES = ['draft', 'active', 'rejected', 'retired'] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** A detector kind with parameters. `params` has passed the detector's own schema when it was written. */
export interface Rule {
  id: string;
  number: number;
  kind: string;
  name: string;
  params: Record<string, unknown>;
  severity: Severity;
  state: RuleState;
  /** Seconds during which a further finding of the same fingerprint joins the alert it already raised. */
  cooldownSeconds: number;
  updatedAt: Date;
  updatedBy: string;
}

/** How a rule was from one change on until the next, who made it so, and why. */
export interface RuleVersion extends Pick<Rule, 'name' | 'params' | 'severity' | 'state' | 'cooldownSeconds'> {
  version: number;
  changedAt: Date;
  changedBy: string;
  /** In the words of whoever changed it, or of the proposal. */
  why: string;
  /** `PROP-5`, `button` …; null where they did it themselves. */
  via: string | null;
}
