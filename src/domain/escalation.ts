import type { Severity } from './severity.ts';

/** Who is told again. */
export type NudgeTarget =
  | { kind: 'channel'; id: string }
  | { kind: 'target'; id: string }
  | { kind: 'member'; id: string };

/** So long after the alert was raised, it is told these again. */
export interface EscalationStep {
  afterMinutes: number;
  to: NudgeTarget[];
}

/** What an organisation does about alerts beside telling them once. */
export interface AlertPolicy {
  /** From this severity upward nobody may leave an alert unacknowledged; null: that is never told again. */
  floor: Severity | null;
  /** In order of time. */
  steps: EscalationStep[];
  /** Rules whose alerts ask the member concerned whether it was them, by themselves. */
  askRules: string[];
}

export const NO_POLICY: AlertPolicy = { floor: null, steps: [], askRules: [] };
