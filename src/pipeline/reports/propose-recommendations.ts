import { organisationTimeZone } from '../../db/organisations.ts';
import { recommendedIn, recordRecommendations } from '../../db/recommendation-runs.ts';
import { type InOrg, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { factsChanged } from '../../domain/proposal-facts.ts';
import { isSafeNestError } from '../../errors.ts';
import { isPaused } from '../autonomy.ts';
import type { BacktestOptions } from '../backtest.ts';
import { systemPrincipal } from '../members.ts';
import { type NewProposal, proposeWrite } from '../proposals/propose.ts';
import { proposeRule, proposeRuleChange } from '../propose-rule.ts';
import { recommendRules } from '../recommend-rules.ts';
import { reasonText } from '../recommendation.ts';
import type { Work } from '../work.ts';
import type { ReportParts } from './make-report.ts';
import { otherRecommendations } from './other-recommendations.ts';

/** At most so many a week: what nobody reads is decided by nobody. */
const MOST = 3;
const TRIED: Omit<BacktestOptions, 'now'> = { mostLogins: 200_000, budgetMs: 30_000 };
const PLACE = { platform: 'cli', audience: 'private' } as const;

/**
 * Puts the rules most worth having up for approval, where channels bound for approvals hear of them; once for each week, however many
 * workers try. What is active, waits, or was rejected on the same facts is not proposed again. Answers how many were.
 */
export async function proposeRecommendations(
  { db, now, auditKey, wake, log, embedder = null }: ReportParts,
  orgId: OrgId,
  period: string,
  signal?: AbortSignal,
): Promise<number> {
  const org: InOrg = (read) => withOrg(db, orgId, read);
  if (await org(async (tx) => (await isPaused(tx, now())) || (await recommendedIn(tx, period)))) return 0;
  const principal = systemPrincipal(orgId, await org(organisationTimeZone), PLACE);
  const work = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(db, orgId, (tx) => change({ tx, principal, now: now(), auditKey, via: 'recommendation' }));
  const options = { now: now(), ...TRIED, ...(signal ? { signal } : {}) };
  const { recommendations } = await recommendRules(org, options);
  const others = await org((tx) => otherRecommendations(tx, options.now, embedder));
  // rules first; one place is kept for what is no rule
  const mostRules = others.length > 0 ? MOST - 1 : MOST;
  let proposed = 0;
  for (const one of recommendations) {
    if (proposed >= mostRules) break;
    signal?.throwIfAborted();
    const common = { why: reasonText(one), facts: one.facts, again: one.again };
    try {
      const { outcome } = one.rule
        ? await proposeRuleChange({ org, work, options }, { rule: one.rule.number, patch: one.patch, ...common })
        : await proposeRule(
            { org, work, options },
            { kind: one.wanted.kind, params: one.params, severity: one.wanted.severity, ...common },
          );
      if (outcome === 'proposed') proposed++;
    } catch (error) {
      // one that cannot be proposed any more keeps no other back
      if (!isSafeNestError(error) || error.code === 'internal') throw error;
      log.info({ reason: error.message }, 'a rule could not be proposed');
    }
  }
  for (const one of others) {
    if (proposed >= MOST) break;
    signal?.throwIfAborted();
    if (await work((w) => proposeOther(w, one))) proposed++;
  }
  await org((tx) => recordRecommendations(tx, { period, madeAt: now(), proposed }));
  if (proposed > 0) wake(orgId, []);
  return proposed;
}

/** Whether it was proposed now: what waits is not, nor what was rejected, unless its facts have changed since. */
async function proposeOther(work: Work, wanted: NewProposal): Promise<boolean> {
  const first = await proposeWrite(work, wanted);
  if (first.was !== 'rejected') return first.was === 'new';
  if (!factsChanged(first.proposal.facts ?? null, wanted.facts ?? {})) return false;
  return (await proposeWrite(work, { ...wanted, again: true })).was === 'new';
}
