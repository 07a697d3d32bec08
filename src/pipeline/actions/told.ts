import type { Incident } from '../../domain/incident.ts';
import { formatReference } from '../../domain/reference.ts';
import { isSafeNestError } from '../../errors.ts';
import type { Card } from '../../messages/card.ts';
import type { Work } from '../work.ts';

/** What a click did, in words, and the card as it is now. `done` says that it was this click that did it. */
export interface ActionOutcome {
  text: string;
  card: Card | null;
  done: boolean;
  /** The card is for the clicker's eyes alone, beside what stands there. */
  alone?: true;
  /** The words take the place of the question they answer. */
  answers?: true;
}

/** What an action says; `done` is false where it was so already, or cannot be any more. */
export interface Told {
  text: string;
  done: boolean;
}
export const did = (text: string): Told => ({ text, done: true });
export const left = (text: string): Told => ({ text, done: false });

/** NOTE a `conflict` is thrown before anything is written, so the transaction still holds. */
export async function orInWords<T>(act: () => Promise<T>): Promise<T | Told> {
  try {
    return await act();
  } catch (error) {
    if (isSafeNestError(error) && error.code === 'conflict') return left(error.message);
    throw error;
  }
}

export const buttonOf = (work: Work): Work => ({ ...work, via: work.via ?? 'button' });

export const refOf = ({ number }: Pick<Incident, 'number'>): string => formatReference({ kind: 'incident', number });
export const refOfAlert = ({ number }: { number: number }): string => formatReference({ kind: 'alert', number });
