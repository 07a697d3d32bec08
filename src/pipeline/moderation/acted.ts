import type { StoredAction } from '../../db/moderation-actions.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { lastingText, moderationWords } from '../../messages/catalogue/moderation-case.ts';

const HOUR_MS = 3_600_000;

/** What came of a press. `done` is false where it was so already: then nothing was written and nobody is told. */
export interface Acted {
  action: StoredAction;
  done: boolean;
  /** A sentence, in the language of whoever pressed. */
  text: string;
}

/** `ACT-5 Timeout 24 h for Mallory is being carried out` */
export function standing(action: StoredAction, language: Language): string {
  const { steps, actionStates } = moderationWords[language];
  const hours = hoursOfAction(action);
  const whom = oneLine(action.accountName, 80) || oneLine(action.account, 80);
  const step = `${steps[action.step]}${hours ? ` ${lastingText(hours)}` : ''}`;
  return decisionWords[language].standing(refOfAction(action), step, whom, actionStates[action.state]);
}

/** How long it was meant to last, in hours to the minute; null for what has no end. */
export function hoursOfAction({ expiresAt, createdAt, handle }: StoredAction): number | null {
  if (expiresAt === null) return null;
  // what waited for somebody began to count later
  const hours = typeof handle.hours === 'number' ? handle.hours : (expiresAt.getTime() - createdAt.getTime()) / HOUR_MS;
  return Math.round(hours * 60) / 60;
}

/** The same action, beginning to count now; how long it lasts stays as it was. */
export function countingFrom(found: StoredAction, now: Date): Pick<StoredAction, 'expiresAt' | 'handle'> {
  const hours = hoursOfAction(found);
  return hours === null
    ? { expiresAt: null, handle: found.handle }
    : { expiresAt: new Date(now.getTime() + hours * HOUR_MS), handle: { ...found.handle, hours } };
}

export const refOfAction = ({ number }: { number: number }): string => formatReference({ kind: 'action', number });
