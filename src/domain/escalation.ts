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
  /** After the last step its people are told again every so many minutes, a number of times; null: not any more. */
  remindMinutes: number | null;
  /** What becomes of acknowledged alerts that nobody settles; null: nothing. */
  lapse: Lapse | null;
  /** Rules whose alerts ask the member concerned whether it was them, by themselves. */
  askRules: string[];
  /** Once a chat channel was given so many alerts in so many minutes, further ones are one message; null: each stands by itself. */
  rollUp: RollUp | null;
}

/** Whoever acknowledged an alert and has not settled it after so long is asked once; without an answer after so long it is open again. */
export interface Lapse {
  askMinutes: number;
  waitMinutes: number;
}

export interface RollUp {
  alerts: number;
  minutes: number;
}

export const ROLL_UP: RollUp = { alerts: 10, minutes: 10 };

export const NO_POLICY: AlertPolicy = {
  floor: null,
  steps: [],
  remindMinutes: null,
  lapse: null,
  askRules: [],
  rollUp: ROLL_UP,
};

/** An alert that nobody acknowledges in spite of so many reminders is not brought up by another one. */
export const MOST_REMINDERS = 24;

/** An acknowledgement that lapsed so often stands: nobody goes on asking for ever. */
export const MOST_LAPSES = 3;
