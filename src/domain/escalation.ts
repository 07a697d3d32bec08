import { SEVERITIES, type Severity, severityRank } from './severity.ts';

/** Who is told again. */
export type NudgeTarget =
  | { kind: 'channel'; id: string }
  | { kind: 'target'; id: string }
  | { kind: 'member'; id: string }
  /** Whoever is on call when it is told. */
  | { kind: 'on_call' };

/** So long after the alert was raised, it is told these again. */
export interface EscalationStep {
  afterMinutes: number;
  to: NudgeTarget[];
}

/** Who is told again, step by step in order of time, and how often whom the last step names is reminded. */
export interface Steps {
  steps: EscalationStep[];
  /** After the last step its people are told again every so many minutes, a number of times; null: not any more. */
  remindMinutes: number | null;
}

/** The steps for some alerts alone. */
export interface Chain extends Steps {
  name: string;
  /** Ids of rules whose alerts it is for; of any where empty. */
  rules: string[];
  /** From this severity upward. */
  from: Severity;
}

/** What an organisation does about alerts beside telling them once. */
export interface AlertPolicy extends Steps {
  /** For some alerts: the first that fits takes the place of the steps below. */
  chains: Chain[];
  /** From this severity upward nobody may leave an alert unacknowledged; null: that is never told again. */
  floor: Severity | null;
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
  chains: [],
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

/** Stands behind the name of somebody a step was for who has no chat account to be told by. */
export const UNREACHED = ' ✗';

/** Stands behind whom an alert was told together with so many others: ` (15 min, +11)`. */
export const TOGETHER = /, \+(\d+)/g;

/** Who is told again of an alert; null where nobody is. The same object for alerts of the same chain. */
export function chainOf(
  policy: AlertPolicy,
  { noticedBy, severity }: { noticedBy: readonly string[]; severity: Severity },
): Steps | null {
  const isFrom = (from: Severity): boolean => severityRank(severity) >= severityRank(from);
  const chain = policy.chains.find(
    ({ from, rules }) => isFrom(from) && (rules.length === 0 || rules.some((rule) => noticedBy.includes(rule))),
  );
  if (chain) return chain;
  return policy.floor !== null && policy.steps.length > 0 && isFrom(policy.floor) ? policy : null;
}

/** From which severity upward anybody may be told again; null where nobody ever is. */
export function leastFollowed({ floor, steps, chains }: AlertPolicy): Severity | null {
  const floors = [...(floor !== null && steps.length > 0 ? [floor] : []), ...chains.map(({ from }) => from)];
  return SEVERITIES.find((severity) => floors.includes(severity)) ?? null;
}
