/** What a person said of an unusual login. */
export const VERDICTS = ['false_alarm', 'confirmed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why a login stands out, in figures; `weight` is how much it took part in it, 0 to 1. Countries by their code. */
export type UnusualReason = { weight: number } & (
  | { kind: 'hour'; time: string; from: number; to: number }
  | { kind: 'weekday'; weekday: number }
  | { kind: 'country'; country: string; shared: boolean }
  | { kind: 'distance'; km: number; place: string | null }
  | { kind: 'device'; device: string }
  | { kind: 'failures'; failures: number }
  | { kind: 'devices'; devices: number }
);

/** A login that stood out, as it is kept. Shares lie between 0 and 1. */
export interface LoginScore {
  sequence: number;
  account: string;
  occurredAt: Date;
  score: number;
  share: number;
  ranked: number;
  features: (number | null)[];
  reasons: UnusualReason[];
  verdict: Verdict | null;
  verdictBy: string | null;
}

/** When what usually happens, by hour × weekday: see src/pipeline/anomaly/baselines/baseline.ts. */
export interface Pattern {
  /** First and latest day of the organisation's calendar, days since 1970; -1 before anything happened. */
  firstDay: number;
  day: number;
  /** Latest event, ms since 1970. */
  last: number;
  events: number;
  /** What has happened so far today, by hour. */
  today: number[];
  /** 168 slots, Monday 00:00 first: the mean of events, their variance, and how many weeks they stand on. */
  mean: number[];
  variance: number[];
  weight: number[];
}

export const BASELINE_KINDS = ['organisation', 'account', 'camera', 'object'] as const;
export type BaselineKind = (typeof BASELINE_KINDS)[number];
export type BaselineState = 'learning' | 'ready' | 'stale';

/** What is learned: habits of logins, how unusual new ones are, and when cameras see what. */
const LEARNED_WHATS = ['logins', 'scoring', 'cameras'] as const;
export type LearnedWhat = (typeof LEARNED_WHATS)[number];

/** What an account signs in with and from. */
export interface Habit {
  /** Successful sign-ins, older ones counting less. */
  logins: number;
  /** When the first of them was, ms since 1970; not known of what was learned long ago, which is long enough. */
  since?: number;
  hours: number[];
  weekdays: number[];
  countries: Record<string, number>;
  devices: Record<string, number>;
  places: { latitude: number; longitude: number; city: string | null; count: number }[];
  /** The last day's: [ms since 1970, whether it succeeded, device]. */
  recent: [at: number, succeeded: boolean, device: string | null][];
}

/** How the columns and scores were spread in what a forest was trained on. */
export interface Trained {
  /** Of 1,001 evenly spaced shares, the score that is not exceeded. */
  quantiles: number[];
  centre: number[];
  spread: number[];
  /** The greatest of each column; not known of what was trained long ago. */
  most?: number[];
  accounts: number;
}
