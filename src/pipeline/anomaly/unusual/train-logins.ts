import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { type AnomalyModel, saveAnomalyModel } from '../../../db/anomaly-models.ts';
import { type LoginCursor, loginsInOrder, stretchOfLogins } from '../../../db/backtest.ts';
import { deleteBaselines, saveBaselines } from '../../../db/baselines.ts';
import { lockIngestion } from '../../../db/events.ts';
import { forgottenHabits } from '../../../db/forgotten-habits.ts';
import { lockLearning, saveLearned } from '../../../db/learning.ts';
import { deleteLoginScores, judgedLogins, newestSequence, saveLoginScores } from '../../../db/login-scores.ts';
import { organisationTimeZone } from '../../../db/organisations.ts';
import type { InOrg } from '../../../db/scope.ts';
import type { Trained } from '../../../domain/unusual.ts';
import type { ForestPool } from '../forest/forest-pool.ts';
import { seededRandom } from '../forest/seeded-random.ts';
import { FEATURES } from './features.ts';
import { isForgotten, keptIn } from './forgotten.ts';
import { type Candidate, createKnowledge } from './knowledge.ts';
import { kept, type Scored, scoresOf } from './scored.ts';

/** How far back is learned from, how many logins at most, and how many of those a forest is grown from. */
const DAYS = 90;
const MOST_LOGINS = 100_000;
const MOST_ROWS = 20_000;
/** Below this nothing is scored: what is usual is not known yet. */
const LEAST_ROWS = 300;
/** Scores of logins that are older are not listed. */
const LISTED_DAYS = 30;
const MOST_LISTED = 1000;
const MOST_LABELS = 500;
const PAGE = 2000;
const STEP = 250;
const SAVED_AT_ONCE = 200;
const DAY_MS = 86_400_000;

export interface TrainingParts {
  org: InOrg;
  forests: ForestPool;
  now: Date;
  signal?: AbortSignal;
}

/**
 * Learns an organisation's habits anew from its last 90 days (100,000 logins at most), in the order in which they happened, grows a forest
 * from what could be scored (20,000 at most, drawn by chance) off the main thread, and scores what lies within 30 days. Pages of
 * logins are read in transactions of their own and others get their turn. Answers the newest scores, for whoever raises alerts.
 */
export async function trainLogins({
  org,
  forests,
  now,
  signal,
}: TrainingParts): Promise<{ model: AnomalyModel; recent: Scored[] }> {
  const { timeZone, head, from, forgotten, labels } = await org(async (tx) => {
    // nothing that is numbered up to here can be stored later
    await lockIngestion(tx);
    const head = await newestSequence(tx);
    const wanted = new Date(now.getTime() - DAYS * DAY_MS);
    const { cutAt } = await stretchOfLogins(tx, { from: wanted, to: now, only: null, most: MOST_LOGINS });
    const [timeZone, forgotten, labels] = [
      await organisationTimeZone(tx),
      await forgottenHabits(tx),
      await judgedLogins(tx, MOST_LABELS),
    ];
    return { timeZone, head, from: cutAt ?? wanted, forgotten, labels };
  });
  const knowledge = createKnowledge(timeZone, []);
  const candidates: Candidate[] = [];
  let after: LoginCursor | null = null;
  for (;;) {
    const page = await org((tx) => loginsInOrder(tx, { from, to: now, only: null, after, limit: PAGE }));
    for (const [i, login] of page.entries()) {
      if (login.sequence > head || isForgotten(forgotten, login)) continue;
      const candidate = knowledge.take(login);
      if (candidate) candidates.push(candidate);
      if (i % STEP === 0) {
        await yieldToOthers();
        signal?.throwIfAborted();
      }
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = { occurredAt: last.occurredAt, sequence: last.sequence };
  }
  const grown = await grow(candidates, forests, signal);
  const model: AnomalyModel = {
    sequence: head,
    forest: grown?.bytes ?? null,
    trained: grown?.trained ?? null,
    rows: candidates.length,
    trainedAt: now,
  };
  const listed = candidates.filter(({ login }) => login.occurredAt.getTime() > now.getTime() - LISTED_DAYS * DAY_MS);
  const scored = grown ? await scoresOf(forests, model, listed, labels, signal) : [];
  const stored = kept(scored)
    .toSorted((a, b) => b.score.ranked - a.score.ranked)
    .slice(0, MOST_LISTED);
  const baselines = knowledge.baselines();
  // in one transaction: whoever scores meanwhile sees all that was known before, or all that is known now
  await org(async (tx) => {
    await lockLearning(tx, 'logins');
    const isKept = keptIn(forgotten, await forgottenHabits(tx));
    const known = baselines.filter(({ kind, name }) => kind !== 'account' || isKept(name));
    await deleteBaselines(tx, ['organisation', 'account']);
    for (let at = 0; at < known.length; at += SAVED_AT_ONCE) {
      signal?.throwIfAborted();
      await saveBaselines(tx, known.slice(at, at + SAVED_AT_ONCE), now);
    }
    await deleteLoginScores(tx);
    await saveLoginScores(
      tx,
      stored.flatMap(({ score }) => (isKept(score.account) ? [score] : [])),
    );
    await saveAnomalyModel(tx, model);
    await saveLearned(tx, 'logins', { at: now, items: candidates.length });
  });
  return { model, recent: stored };
}

async function grow(
  candidates: readonly Candidate[],
  forests: ForestPool,
  signal: AbortSignal | undefined,
): Promise<{ bytes: Uint8Array; trained: Trained } | null> {
  if (candidates.length < LEAST_ROWS) return null;
  const rows = drawn(candidates, MOST_ROWS);
  const values = Float32Array.from(rows.flatMap(({ features }) => features));
  const columns = FEATURES.length;
  const seed = 1;
  const { bytes, scores } = await forests.grow({ values, rows: rows.length, columns }, { seed }, signal);
  const sorted = scores.slice().sort();
  const quantiles = Array.from({ length: 1001 }, (_, i) => sorted[Math.round((i / 1000) * (sorted.length - 1))]!);
  const [centre, spread, most]: [number[], number[], number[]] = [[], [], []];
  for (let column = 0; column < columns; column++) {
    const known = rows.map(({ features }) => features[column]!).filter((value) => !Number.isNaN(value));
    const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length);
    centre.push(mean);
    most.push(known.reduce((a, b) => Math.max(a, b), 0));
    spread.push(Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length)));
  }
  const accounts = new Set(rows.map(({ login }) => login.account)).size;
  return { bytes, trained: { quantiles, centre, spread, most, accounts } };
}

/** About so many of them, each as likely as any other, the same each time. */
function drawn<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const random = seededRandom(all.length);
  return all.filter(() => random() < most / all.length);
}
