import { deleteBaseline } from '../../../db/baselines.ts';
import { noteForgottenHabit } from '../../../db/forgotten-habits.ts';
import { lockLearning } from '../../../db/learning.ts';
import { deleteLoginScoresOf } from '../../../db/login-scores.ts';
import { SafeNestError } from '../../../errors.ts';
import { audit } from '../../audit.ts';
import { authorise } from '../../authorise.ts';
import type { Work } from '../../work.ts';

/**
 * Forgets what an account usually does and which of its logins stood out, with what people said of them. Nothing from before is
 * learned again; what it does from now on is. The logins themselves stay in the log. `not_found` where nothing is known of it.
 */
export async function forgetHabit(work: Work, account: string): Promise<{ scores: number }> {
  const { tx, principal, now } = work;
  authorise(principal, 'people.write');
  // nobody learns from it at this moment
  await lockLearning(tx, 'logins');
  const known = await deleteBaseline(tx, 'account', account);
  const scores = await deleteLoginScoresOf(tx, account);
  if (!known && scores === 0) throw new SafeNestError('not_found', 'Nothing is known of this account.');
  await noteForgottenHabit(tx, { account, at: now, by: principal.name });
  await audit(work, { action: 'habit.forget', subject: account, detail: { scores } });
  return { scores };
}
