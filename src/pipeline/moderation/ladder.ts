import type { OrgDb } from '../../db/scope.ts';
import { strikesOf } from '../../db/strikes.ts';
import type { GuardedChannel, ModerationStep, Recommendation } from '../../domain/moderation.ts';
import { decayed, type ModerationPolicy, openRung, rungFor } from '../../domain/moderation-policy.ts';
import type { Severity } from '../../domain/severity.ts';
import { moderationWords } from '../../messages/catalogue/moderation-case.ts';

const DAY_MS = 86_400_000;
/** After so many half-lives a strike is worth a thousandth. */
const HALF_LIVES_KEPT = 10;
/** What was done without a case counts like a case of such a severity. */
const SEVERITY_OF_STEP: Record<ModerationStep, Severity> = {
  note: 'low',
  delete: 'low',
  warning: 'medium',
  timeout: 'high',
  mute: 'high',
  ban: 'critical',
};

/** What is left of what somebody did before. */
export interface Strikes {
  /** Points, decayed to now. */
  before: number;
  /** How many matters those are of. */
  cases: number;
}

/** The strikes of an account in a workspace, as they stand now; the case in hand does not count yet. */
export async function strikesNow(
  tx: OrgDb,
  policy: Pick<ModerationPolicy, 'strikes'>,
  place: Pick<GuardedChannel, 'platform' | 'workspace'>,
  account: string,
  now: Date,
  exceptCaseId: string | null,
): Promise<Strikes> {
  const since = new Date(now.getTime() - HALF_LIVES_KEPT * policy.strikes.halfLifeDays * DAY_MS);
  const strikes = await strikesOf(tx, place, account, since, exceptCaseId);
  const before = strikes.reduce((sum, { severity, step, at }) => {
    const points = policy.strikes.points[severity ?? SEVERITY_OF_STEP[step]];
    return sum + decayed(points, (now.getTime() - at.getTime()) / DAY_MS, policy.strikes);
  }, 0);
  return { before: tenths(before), cases: strikes.length };
}

/** What the ladder advises about somebody with such strikes for a case of such a severity. */
export function recommend(
  policy: Pick<ModerationPolicy, 'ladder' | 'steps' | 'strikes'>,
  severity: Severity,
  strikes: Strikes,
): Recommendation {
  const now = tenths(strikes.before + policy.strikes.points[severity]);
  const reached = rungFor(policy, now);
  const rung = openRung(policy, now);
  const counted = { ...strikes, now };
  const insteadOf = reached && reached.step !== rung?.step ? reached.step : undefined;
  const recommendation: Omit<Recommendation, 'why'> = {
    step: rung?.step ?? 'dismiss',
    ...(rung?.hours === undefined ? {} : { hours: rung.hours }),
    strikes: counted,
    ...(insteadOf ? { insteadOf } : {}),
  };
  return { ...recommendation, why: moderationWords.en.why({ severity, ...recommendation, strikes: counted }) };
}

const tenths = (points: number): number => Math.round(points * 10) / 10;
