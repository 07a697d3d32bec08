import { guessedAccounts } from '../db/recommendation-facts.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Rule } from '../domain/rule.ts';
import { covers } from './anomaly/covers.ts';
import { isInGroup, withoutSecondFactor } from './anomaly/without-second-factor.ts';
import { alertRef, type Candidate } from './recommendation.ts';
import { bindRule, previewNewRule } from './rules.ts';

/** Accounts that so many alerts of guessing or stolen passwords are about; so many of them are named. */
export const ATTACKED = { fewestAlerts: 2, limit: 24, named: 8 };

/** A rule for the accounts that are attacked most and that signed in without a second factor, where their logins say so. */
export async function fromAttacks(tx: OrgDb, rules: readonly Rule[], since: Date): Promise<Candidate[]> {
  const ofKind = rules.filter(({ kind }) => kind === withoutSecondFactor.kind);
  const watched = ofKind.filter(({ state }) => state === 'active').flatMap(({ params }) => params.group as string[]);
  const attacked = (await guessedAccounts(tx, since, ATTACKED))
    // a name with a * would be a pattern
    .filter(({ account, without }) => without > 0 && !/[*]/.test(account) && account.length <= 200)
    .filter(({ account }) => !isInGroup(account, watched))
    .slice(0, ATTACKED.named);
  if (attacked.length === 0) return [];
  const wanted = previewNewRule({
    kind: withoutSecondFactor.kind,
    params: { group: attacked.map(({ account }) => account).sort() },
  });
  // what waits or was rejected for these accounts and others is the same matter
  const before = ofKind.find(
    ({ state, params }) => (state === 'draft' || state === 'rejected') && covers(wanted.kind, params, wanted.params),
  );
  const params = before?.params ?? wanted.params;
  const rule: Rule = { ...wanted, params };
  const sum = (of: 'alerts' | 'without'): number => attacked.reduce((all, one) => all + one[of], 0);
  return [
    {
      wanted: rule,
      bound: bindRule(rule),
      rule: null,
      params,
      patch: {},
      reason: { kind: 'second_factor', accounts: attacked.length, alerts: sum('alerts'), without: sum('without') },
      figures: { attacks: sum('alerts'), without: sum('without') },
      cited: attacked.flatMap(({ numbers }) => numbers.slice(0, 1).map(alertRef)).slice(0, 3),
    },
  ];
}
