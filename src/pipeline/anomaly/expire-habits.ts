import { deleteOldBaselines } from '../../db/baselines.ts';
import { dropForgottenHabits } from '../../db/forgotten-habits.ts';
import { deleteOldLoginScores } from '../../db/login-scores.ts';
import type { OrgDb } from '../../db/scope.ts';

const DAY_MS = 86_400_000;
/** Nobody who was not seen for so long has habits; by then nothing of before is learned any more either. */
const HABIT_DAYS = 120;
/** Logins that stood out are listed as long. */
const SCORE_DAYS = 30;

/**
 * Forgets the habits of accounts and cameras that were not seen for 120 days, and logins that stood out: after 30 days, those of which
 * people said something after `judgedDays`. Answers how many went.
 */
export async function expireHabits(tx: OrgDb, { now, judgedDays }: { now: Date; judgedDays: number }): Promise<number> {
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  const baselines = await deleteOldBaselines(tx, ago(HABIT_DAYS));
  const judgedBefore = ago(Math.max(judgedDays, SCORE_DAYS));
  const scores = await deleteOldLoginScores(tx, { before: ago(SCORE_DAYS), judgedBefore });
  await dropForgottenHabits(tx, ago(HABIT_DAYS));
  return baselines + scores;
}
