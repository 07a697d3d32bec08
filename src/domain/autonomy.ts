/**
 * How much happens in an organisation without anybody's press: nothing, and no language model is asked; nothing that is done to
 * people, of what is due being only suggested; or what the policy has done by itself. What is noticed is always told.
 */
export const AUTONOMY_LEVELS = ['paused', 'suggest', 'act'] as const;
export type AutonomyLevel = (typeof AUTONOMY_LEVELS)[number];

export interface Autonomy {
  level: AutonomyLevel;
  /** Until when; then it is `before` again. Null: until somebody changes it. */
  until: Date | null;
  /** What it was before; whoever set it may go back to that. */
  before: AutonomyLevel;
  /** At most so many actions by itself in an hour; what is due beyond that waits for people. */
  perHour: number;
  reason: string | null;
  /** Since when, and who said so; null of an organisation where nobody has. */
  since: Date | null;
  by: { name: string; id: string | null } | null;
}

export const MOST_PER_HOUR = 1000;

/** Of an organisation where nobody has said otherwise. */
export const USUAL_AUTONOMY: Autonomy = {
  level: 'act',
  until: null,
  before: 'act',
  perHour: 20,
  reason: null,
  since: null,
  by: null,
};

/** What holds now: a level that was set for a while ends by itself. */
export const autonomyAt = (stored: Autonomy, now: Date): Autonomy =>
  stored.until && stored.until <= now
    ? { ...stored, level: stored.before, until: null, reason: null, since: stored.until, by: null }
    : stored;

/** Whether the first lets more happen than the second. */
export const letsMore = (one: AutonomyLevel, other: AutonomyLevel): boolean =>
  AUTONOMY_LEVELS.indexOf(one) > AUTONOMY_LEVELS.indexOf(other);

/** Whether the first end comes before the second; null is none. */
export const endsSooner = (one: Date | null, other: Date | null): boolean =>
  one !== null && (other === null || one < other);
