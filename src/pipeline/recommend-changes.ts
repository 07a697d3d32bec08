import { countAlertsBy, listAlerts } from '../db/alerts.ts';
import { repeatedAlerts, sharedNetworks } from '../db/recommendation-facts.ts';
import type { OrgDb } from '../db/scope.ts';
import type { ProposalFacts } from '../domain/proposal-facts.ts';
import type { Rule } from '../domain/rule.ts';
import { within } from './anomaly/networks.ts';
import { alertRef, type Candidate, type Reason } from './recommendation.ts';
import { bindRule, type RulePatch } from './rules.ts';

/** A rule is noisy from so many alerts on, when at least this share of them were false alarms. */
const NOISY = { alerts: 4, share: 0.5 };
/** It repeats itself from so many on that came within a day of one about the same, when they are at least this share. */
const REPEATS = { alerts: 4, share: 0.4 };
/** Pauses to choose from: the shortest that helps is taken. */
const PAUSES = [3600, 6 * 3600, 12 * 3600, 86_400];
/** A network is a way out that people share from so many accounts on, when alerts about so many of them turned on it. */
const SHARED = { fewestAccounts: 8, fewestAlerted: 3, limit: 3 };

/** Changes of active rules worth trying: for each rule first as it is, to compare, then the mildest change first. */
export async function worthChanging(tx: OrgDb, active: readonly Rule[], since: Date): Promise<Candidate[]> {
  const repeated = await repeatedAlerts(tx, since);
  const found: Candidate[] = [];
  for (const rule of active) {
    const changes =
      (await calmer(tx, rule, since)) ?? quieter(rule, repeated.get(rule.id)) ?? (await trusting(tx, rule, since));
    if (!changes) continue;
    const { reason, figures, cited, patches } = changes;
    for (const patch of [{}, ...patches]) {
      const params = (patch.params ?? {}) as Record<string, unknown>;
      const wanted: Rule = {
        ...rule,
        params: { ...rule.params, ...params },
        cooldownSeconds: patch.cooldownSeconds ?? rule.cooldownSeconds,
      };
      const bound = bindRule(wanted);
      if (bound) found.push({ wanted, bound, rule, params, patch, reason, figures, cited });
    }
  }
  return found;
}

interface Changes {
  reason: Reason;
  figures: ProposalFacts;
  cited: string[];
  patches: RulePatch[];
}

/** Calmer settings for a rule most of whose alerts were false alarms. */
async function calmer(tx: OrgDb, rule: Rule, since: Date): Promise<Changes | null> {
  const statuses = await countAlertsBy(tx, { ruleId: rule.id, from: since }, 'status');
  const alerts = statuses.reduce((sum, { count }) => sum + count, 0);
  const falseAlarms = statuses.find(({ value }) => value === 'false_alarm')?.count ?? 0;
  if (alerts < NOISY.alerts || falseAlarms < NOISY.share * alerts) return null;
  const patches = calmerSettings(rule).map((params) => ({ params }));
  if (patches.length === 0) return null;
  const examples = await listAlerts(tx, { ruleId: rule.id, statuses: ['false_alarm'], from: since, limit: 2 });
  return {
    reason: { kind: 'noisy', alerts, falseAlarms, nowWouldRaise: 0 },
    figures: { falseAlarms },
    cited: examples.map(({ number }) => alertRef(number)),
    patches,
  };
}

/** A longer pause for a rule that says the same again and again. */
function quieter(
  rule: Rule,
  repeated: { alerts: number; repeated: number; longestGapSeconds: number; numbers: number[] } | undefined,
): Changes | null {
  if (!repeated || repeated.repeated < REPEATS.alerts || repeated.repeated < REPEATS.share * repeated.alerts)
    return null;
  const patches = PAUSES.filter((seconds) => seconds > rule.cooldownSeconds).map((cooldownSeconds) => ({
    cooldownSeconds,
  }));
  if (patches.length === 0) return null;
  return {
    reason: { kind: 'repeats', alerts: repeated.alerts, repeated: repeated.repeated, nowWouldRaise: 0 },
    figures: { repeated: repeated.repeated },
    cited: repeated.numbers.slice(0, 2).map(alertRef),
    patches,
  };
}

/** Networks that many accounts share as trusted ways out, for a rule about impossible travel. */
async function trusting(tx: OrgDb, rule: Rule, since: Date): Promise<Changes | null> {
  if (rule.kind !== 'impossible_travel') return null;
  const trusted = Array.isArray(rule.params.trusted) ? rule.params.trusted.map(String) : [];
  const networks = (await sharedNetworks(tx, rule.id, since, SHARED)).filter(
    ({ network }) => !within(network.slice(0, network.indexOf('/')), trusted),
  );
  const [most] = networks;
  if (!most) return null;
  return {
    reason: { kind: 'egress', network: most.network, accounts: most.accounts, nowWouldRaise: 0 },
    figures: { accounts: most.accounts },
    // what would not be raised any more
    cited: most.numbers.map(alertRef),
    patches: networks.map((_, i) => ({
      params: { trusted: [...trusted, ...networks.slice(0, i + 1).map(({ network }) => network)] },
    })),
  };
}

/** Settings with which a rule of this kind notices less, the mildest change first. */
function calmerSettings({ kind, params }: Rule): Record<string, unknown>[] {
  const times = (name: string, most: number) =>
    [1.5, 2, 3].map((factor) => ({ [name]: Math.min(most, Math.ceil(Number(params[name]) * factor)) }));
  switch (kind) {
    case 'failed_logins':
      return times('threshold', 1000);
    case 'password_spray':
      return times('min_accounts', 200);
    case 'success_after_failures':
      return times('min_failures', 500);
    case 'impossible_travel':
      return times('min_distance_km', 20_000);
    case 'first_seen':
      return [{ min_logins: 20 }, { min_days: 14, min_logins: 20 }];
    default:
      return [];
  }
}
