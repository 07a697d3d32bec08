/** For how many days what is kept. */
export interface RetentionLimits {
  frameDays: number;
  /** Camera events, with detections and sightings, and pictures that they are told with; signals of other systems. */
  eventDays: number;
  questionDays: number;
  /** Messages of guarded channels, with their conversations; what a case stands on is kept with it. */
  messageDays: number;
  /** What was said, with cases that are decided, from when they were opened. */
  caseDays: number;
  /** Reports, which name accounts and addresses; the last of each kind stays: it says how far reports are. */
  reportDays: number;
  /** From when somebody without a name was last seen until they are archived. */
  unknownDays: number;
  /** From then until they are deleted. */
  archivedDays: number;
  /** What people are recognised by, from when the organisation's consent is taken back; 0: not at all. */
  biometricDays: number;
}

export const USUAL_RETENTION: RetentionLimits = {
  frameDays: 30,
  eventDays: 365,
  questionDays: 7,
  messageDays: 30,
  caseDays: 365,
  reportDays: 1095,
  unknownDays: 180,
  archivedDays: 730,
  biometricDays: 7,
};

export const RETENTION_NAMES = Object.keys(USUAL_RETENTION) as (keyof RetentionLimits)[];

/** The fewest days of each. */
export const leastDays = (name: keyof RetentionLimits): number => (name === 'biometricDays' ? 0 : 1);

/** What an organisation wants to keep for less long than the installation does. */
export type OwnRetention = Partial<RetentionLimits>;

/** What holds: the organisation's own days, never more than the installation's. */
export const withOwn = (installation: RetentionLimits, own: OwnRetention): RetentionLimits =>
  Object.fromEntries(
    RETENTION_NAMES.map((name) => [name, Math.min(installation[name], own[name] ?? installation[name])]),
  ) as unknown as RetentionLimits;
