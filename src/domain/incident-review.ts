import type { Alert } from './alert.ts';
import type { Bookmark, Evidence, Incident, IncidentEntry } from './incident.ts';
import type { IncidentTask, Named } from './incident-work.ts';
import type { Language } from './language.ts';

/** Reports about an incident: for those who work on it, and for managers. */
export const INCIDENT_REPORTS = ['tactical', 'executive'] as const;
export type IncidentReportKind = (typeof INCIDENT_REPORTS)[number];

/** What each says, in this order. */
export const REPORT_PARTS = {
  tactical: ['conditions', 'actions', 'needs'],
  executive: ['happened', 'impact', 'status', 'next'],
} as const satisfies Record<IncidentReportKind, readonly string[]>;
export type ReportPart = (typeof REPORT_PARTS)[IncidentReportKind][number];
/** Each part as it was written. */
export type ReportTexts = Partial<Record<ReportPart, string>>;

/** The parts of a review; of the last three nothing is known but what people write. */
export const REVIEW_SECTIONS = ['summary', 'impact', 'timeline', 'people', 'well', 'badly', 'follow_ups'] as const;
export type ReviewSection = (typeof REVIEW_SECTIONS)[number];
/** Written from the records. */
export const RECORDED_SECTIONS = [
  'summary',
  'impact',
  'timeline',
  'people',
] as const satisfies readonly ReviewSection[];
export type RecordedSection = (typeof RECORDED_SECTIONS)[number];
export const LONGEST_SECTION = 20_000;

/** When an incident began, and how that is known: somebody said so, its alerts first saw something, or it was opened. */
export interface Began {
  at: Date;
  by: 'said' | 'alerts' | 'opened';
  /** Who said so. */
  who: string | null;
}

/** Somebody who took part: what they did stands in the timeline. */
export interface Participant {
  memberId: string;
  name: string;
  /** Lines of the timeline in their name. */
  acts: number;
  first: Date;
  last: Date;
  /** Minutes they spent, as far as their acts tell; see `minutesSpent`. */
  minutes: number;
}

/** All that is known of an incident, as what is written about it is made from. */
export interface IncidentFacts {
  incident: Incident;
  /** In the order it happened. */
  entries: readonly IncidentEntry[];
  alerts: readonly Alert[];
  evidence: readonly Evidence[];
  began: Began;
  participants: readonly Participant[];
  /** Who has to do with it beside them, without a line of their own. */
  others: readonly Named[];
  /** Done ones too. */
  tasks: readonly IncidentTask[];
  bookmarks: readonly Bookmark[];
  /** IANA zone in which times are told. */
  timeZone: string;
}

/** One version of a part of a review. */
export interface ReviewText {
  id: string;
  section: ReviewSection;
  text: string;
  /** Null where it was written from the records. */
  author: string | null;
  at: Date;
}

/** A review as it stands: of each part the newest version. */
export interface IncidentReview {
  beganAt: Date | null;
  beganBy: string | null;
  language: Language;
  madeAt: Date;
  texts: Record<ReviewSection, ReviewText | null>;
}

/** How reviews are made. */
export interface ReviewSettings {
  /** What an hour of somebody's time costs; null: it is not said. */
  hourlyRate: number | null;
  /** ISO 4217. */
  currency: string;
  /** Whoever took part is asked how it went, once it is closed. */
  asksFeedback: boolean;
}
export const USUAL_REVIEW_SETTINGS: ReviewSettings = { hourlyRate: null, currency: 'EUR', asksFeedback: true };

/** A pause longer than this counts for so long: nobody works on one thing through the night because two acts lie around it. */
const LONGEST_PAUSE_MINUTES = 30;

/**
 * Minutes somebody spent between the first and the last of their acts, each pause counted for half an hour at most. It is too little for
 * who works without writing, and nothing for who did one thing only.
 */
export function minutesSpent(acts: readonly Date[]): number {
  const times = acts.map((act) => act.getTime()).toSorted((a, b) => a - b);
  const most = LONGEST_PAUSE_MINUTES * 60_000;
  const ms = times.slice(1).reduce((sum, time, i) => sum + Math.min(most, time - times[i]!), 0);
  return Math.round(ms / 60_000);
}

/** What one of those who took part says of how it went. */
export interface HandlingFeedback {
  memberName: string;
  /** 1 to 5, the best last. */
  score: number;
  words: string;
  at: Date;
}
