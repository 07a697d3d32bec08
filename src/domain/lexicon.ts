import type { Screened } from './screening.ts';

/** A word, phrase or pattern that an organisation always (`block`) or never (`allow`) minds in its guarded channels. */
export interface LexiconTerm {
  id: string;
  term: string;
  kind: 'block' | 'allow';
  /** In the syntax of RE2; only of `block`. */
  isPattern: boolean;
  /** What it counts for; null of `allow`. */
  attribute: Screened | null;
  /** 0..1, the score it gives by itself. */
  weight: number;
  note: string;
  createdAt: Date;
  createdBy: string;
}
