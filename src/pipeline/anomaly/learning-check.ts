import { findAnomalyModel } from '../../db/anomaly-models.ts';
import { type Learning, listLearning } from '../../db/learning.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { LearnedWhat } from '../../domain/unusual.ts';
import type { HealthCheck } from '../health.ts';

/** It is learned anew every night. */
const LATE_MS = 2 * 86_400_000;

/** How learning goes, and whether there is something to score logins by. */
export const seeLearning = async (tx: OrgDb): Promise<{ learning: Learning[]; isScoring: boolean }> => ({
  learning: await listLearning(tx),
  isScoring: (await findAnomalyModel(tx))?.forest != null,
});

const WORDS: Record<LearnedWhat, string> = {
  logins: 'habits of logins',
  scoring: 'scoring of new logins',
  cameras: 'what cameras usually see',
};

/** For the health page: whether it is being learned what is usual, when all was learned last, and what went wrong since. */
export const learningCheck = (
  read: () => Promise<{ learning: readonly Learning[]; isScoring: boolean }>,
  now: () => Date,
): HealthCheck => ({
  name: 'what is usual',
  mend: 'Start a process with the worker role, which learns every night; what went wrong is in its log (“could not be learned”).',
  async check() {
    const { learning, isScoring } = await read();
    const failed = learning.find(({ failedAt }) => failedAt !== null);
    if (failed) throw new Error(`${WORDS[failed.what]}: failed on ${at(failed.failedAt!)}: ${failed.failure}`);
    const learned = learning.flatMap((one) => (one.learnedAt ? [{ ...one, learnedAt: one.learnedAt }] : []));
    const late = learned.find(({ learnedAt }) => now().getTime() - learnedAt.getTime() > LATE_MS);
    if (late) throw new Error(`${WORDS[late.what]}: learned last on ${at(late.learnedAt)}; it should be every night`);
    if (learned.length === 0) return 'nothing to learn from yet';
    return learned
      .map(({ what, items, learnedAt }) => {
        const yet = what === 'logins' && !isScoring ? ', too little yet to score by' : '';
        return `${WORDS[what]} learned on ${at(learnedAt)} from ${items.toLocaleString('en-GB')} ${what === 'cameras' ? 'events' : 'logins'}${yet}`;
      })
      .join('; ');
  },
});

const at = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
