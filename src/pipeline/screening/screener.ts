import type { Scores, Screened } from '../../domain/screening.ts';

/** Where in the original text something weighed. */
export interface Weighed {
  /** UTF-16 offsets in the text as it was given: `text.slice(from, to)` is what to show. */
  from: number;
  to: number;
  attribute: Screened;
  /** Its share of the score, 0..1. */
  weight: number;
}

export interface Screening {
  scores: Scores;
  /** The heaviest first; empty where nothing weighed. */
  weighed: Weighed[];
  /** Id of the screener that judged. */
  screener: string;
  /** Why it was not the usual one, in a sentence. */
  fallback?: string;
}

/**
 * Judges texts. Every implementation takes any text there is (empty, binary, a hundred thousand characters), answers in the
 * order of the texts, and fails with `unavailable` when it cannot judge at all.
 */
export interface Screener {
  readonly id: string;
  screen(texts: readonly string[], signal?: AbortSignal): Promise<Screening[]>;
  close?(): Promise<void>;
}
