import type { Alert, Fact } from '../domain/alert.ts';
import type { ToldAlert } from '../domain/alert-telling.ts';

/** A fact as it is kept. The last of an alert holds what all of them were made of: who is forgotten is forgotten in both at once. */
export interface StoredFact extends Fact {
  told?: ToldAlert;
}

/** An alert's facts as they are kept. */
export const storedFacts = ({ facts, told }: Pick<Alert, 'facts' | 'told'>): StoredFact[] =>
  facts.map((fact, i) => (told && i === facts.length - 1 ? { ...fact, told } : fact));

/** The facts, and what they were made of where that was kept. */
export function readFacts(stored: readonly StoredFact[]): Pick<Alert, 'facts' | 'told'> {
  const told = stored.at(-1)?.told;
  return { facts: stored.map(({ label, value }) => ({ label, value })), ...(told ? { told } : {}) };
}
