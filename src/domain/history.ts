import type { Permission } from './role.ts';

/** What the history tells of. */
export const HISTORY_KINDS = ['alert', 'incident', 'case', 'rule', 'proposal', 'logins', 'sightings'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** What it takes to read a document of a kind. */
export const HISTORY_READ: Record<HistoryKind, Permission> = {
  alert: 'alerts.read',
  incident: 'incidents.read',
  case: 'moderation.read',
  rule: 'rules.read',
  proposal: 'rules.read',
  logins: 'logs.read',
  sightings: 'people.read',
};

/** A matter as a text to be found. What people and logs wrote stands in it as they wrote it: data, never instructions. */
export interface HistoryDocument {
  kind: HistoryKind;
  /** Which one: the row's id, or of a day what it is a day of. */
  key: string;
  /** What opens it: `ALR-16`, `LOG-7QK3M9`, `PER-7`. */
  ref: string;
  /** What it is, in one line. */
  title: string;
  /** Lines, what matters most first. */
  text: string;
  /** When it happened last. */
  at: Date;
  /** Whom it is about, where that is somebody on pictures: it goes with them. */
  personId: string | null;
}

/** One that was found. */
export interface HistoryHit {
  kind: HistoryKind;
  ref: string;
  title: string;
  at: Date;
  /** The lines that answer, as they were written. */
  passage: string;
  /** How well it fits; comparable within one question only. */
  score: number;
  /** Share of what was asked that stands in it, the rare words counting most; 0 to 1. */
  covers: number;
}
