import type { AnomalyModel } from '../../../db/anomaly-models.ts';
import type { LoginScore, Trained, Verdict } from '../../../domain/unusual.ts';
import type { Login } from '../detector.ts';
import type { ForestPool } from '../forest/forest-pool.ts';
import { FEATURES } from './features.ts';
import type { Candidate } from './knowledge.ts';
import { type Labelled, rerank, scaled } from './rerank.ts';

/** Below this share of less unusual logins nothing is kept: it is ordinary. */
const KEPT_FROM = 0.98;

export interface Scored {
  login: Login;
  score: Omit<LoginScore, 'verdict' | 'verdictBy'>;
}

type Judged = { account: string; features: (number | null)[]; verdict: Verdict };

/** How unusual each is by the forest, and where that ranks among what it learned from and what people said. */
export async function scoresOf(
  forests: ForestPool,
  { forest, trained }: Pick<AnomalyModel, 'forest' | 'trained'>,
  candidates: readonly Candidate[],
  judged: readonly Judged[],
  signal?: AbortSignal,
): Promise<Scored[]> {
  if (!forest || !trained || candidates.length === 0) return [];
  const columns = FEATURES.length;
  const values = Float32Array.from(candidates.flatMap(({ features }) => features));
  const { scores, shares } = await forests.score(forest, { values, rows: candidates.length, columns }, signal);
  const labels = labelsOf(judged, trained);
  return candidates.map(({ login, features, reasons }, row) => {
    const share = beyond(trained, features, shareBelow(trained, scores[row]!));
    const known = features.map((value) => (Number.isNaN(value) ? null : Math.round(value * 1000) / 1000));
    const point = scaled(features, trained.centre, trained.spread);
    return {
      login,
      score: {
        sequence: login.sequence,
        account: login.account,
        occurredAt: login.occurredAt,
        score: scores[row]!,
        share,
        ranked: rerank(share, point, login.account, labels),
        features: known,
        reasons: reasons(Array.from(shares.subarray(row * columns, (row + 1) * columns))),
      },
    };
  });
}

/** Those worth keeping: unusual, or made so by what people said, and for a reason. */
export const kept = (scored: readonly Scored[]): Scored[] =>
  scored.filter(({ score }) => Math.max(score.share, score.ranked) >= KEPT_FROM && score.reasons.length > 0);

export const labelsOf = (judged: readonly Judged[], { centre, spread }: Trained): Labelled[] =>
  judged.map(({ account, features, verdict }) => ({
    account,
    point: scaled(features, centre, spread),
    isReal: verdict === 'confirmed',
  }));

/** So much more than the greatest that was learned from is more, whatever the column counts. */
const BEYOND = 1;

/**
 * The share of a login that lies outside of all that the forest was grown from: the forest tells it from none at its edge, where habits are
 * very regular from no other at all, so each column in which it lies outside halves what is more unusual.
 */
export function beyond({ most }: Pick<Trained, 'most'>, features: readonly number[], share: number): number {
  const outside = most?.filter((greatest, column) => features[column]! > greatest + BEYOND).length ?? 0;
  return 1 - (1 - share) / 2 ** outside;
}

/** Which share of what the forest learned from scored less; between two known shares, a straight line. */
export function shareBelow({ quantiles }: Trained, score: number): number {
  let [low, high] = [0, quantiles.length - 1];
  if (score <= quantiles[low]!) return 0;
  if (score > quantiles[high]!) return 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (quantiles[middle]! < score) low = middle;
    else high = middle;
  }
  const step = quantiles[high]! - quantiles[low]!;
  return (low + (step === 0 ? 0 : (score - quantiles[low]!) / step)) / (quantiles.length - 1);
}
