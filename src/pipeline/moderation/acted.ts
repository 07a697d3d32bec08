import type { StoredAction } from '../../db/moderation-actions.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { lastingText, moderationWords } from '../../messages/catalogue/moderation-case.ts';

const HOUR_MS = 3_600_000;

/** What came of a press. `done` is false where it was so already: then nothing was written and nobody is told. */
export interface Acted {
  action: StoredAction;
  done: boolean;
  /** In English, a sentence. */
  text: string;
}

/** `ACT-5 Timeout 24 h for Mallory is being carried out` */
export function standing(action: StoredAction): string {
  const { steps, actionStates } = moderationWords.en;
  const hours = action.expiresAt && (action.expiresAt.getTime() - action.createdAt.getTime()) / HOUR_MS;
  const whom = oneLine(action.accountName, 80) || oneLine(action.account, 80);
  const lasts = hours ? ` ${lastingText(Math.round(hours * 60) / 60)}` : '';
  return `${refOfAction(action)} ${steps[action.step]}${lasts} for ${whom}: ${actionStates[action.state]}`;
}

export const refOfAction = ({ number }: { number: number }): string => formatReference({ kind: 'action', number });
