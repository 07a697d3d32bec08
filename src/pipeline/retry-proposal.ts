import { findProposal } from '../db/proposals.ts';
import { findRule } from '../db/rules.ts';
import type { InOrg, OrgDb } from '../db/scope.ts';
import type { Backtest, Proposal } from '../domain/proposal.ts';
import { parseReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import { type BacktestOptions, backtest } from './backtest.ts';
import { bindRule, previewRule, type RulePatch } from './rules.ts';

/** More alerts a week than this and nobody reads them. */
const BEARABLE_PER_WEEK = 10;
/** What was shown and what would be now may differ by this: history goes on. */
const ALIKE = { times: 2, more: 5 };

/** How long an approval may look at history, outside of any transaction. */
export const approvalBacktest = (now: Date, signal?: AbortSignal): BacktestOptions => ({
  now,
  mostLogins: 1_000_000,
  budgetMs: 8000,
  ...(signal ? { signal } : {}),
});

/** What the rule of a waiting proposal would do with the logins there are now; null where it is about no rule for logins. */
export async function retryProposal(org: InOrg, number: number, options: BacktestOptions): Promise<Backtest | null> {
  const rule = await org(async (tx) => {
    const proposal = await findProposal(tx, number);
    return proposal?.state === 'pending' ? proposedRule(tx, proposal) : null;
  });
  const bound = rule && rule.state !== 'retired' ? bindRule(rule) : null;
  return bound && backtest(org, bound, options);
}

/** Tries the rule of an Approve button before it is pressed, so that nobody waits inside of a transaction; undefined for other buttons. */
export async function retriedForApproval(
  org: InOrg,
  { id, value }: { id: string; value: string },
  now: Date,
): Promise<Backtest | null | undefined> {
  if (id !== 'proposal.approve') return undefined;
  const reference = parseReference(value.slice(0, 200).split(':')[0] ?? '');
  return reference?.kind === 'proposal' ? retryProposal(org, reference.number, approvalBacktest(now)) : undefined;
}

/** The rule as a proposal would have it; null for proposals of anything else. */
export async function proposedRule(tx: OrgDb, { kind, args }: Pick<Proposal, 'kind' | 'args'>): Promise<Rule | null> {
  if (kind !== 'create_rule' && kind !== 'change_rule') return null;
  const ref = parseReference(String(args.rule));
  const rule = ref?.kind === 'rule' ? await findRule(tx, ref.number) : null;
  if (!rule) return null;
  return kind === 'create_rule' ? { ...rule, state: 'active' } : previewRule(rule, args.patch as RulePatch);
}

/** Whether a rule would by now raise so much more than was shown, and more than anybody reads, that it is to be looked at again. */
export const isMuchMore = (shown: Backtest | null, now: Backtest | null): boolean =>
  shown !== null &&
  now !== null &&
  now.perWeek > BEARABLE_PER_WEEK &&
  now.alerts > ALIKE.times * shown.alerts &&
  now.alerts - shown.alerts > ALIKE.more;
