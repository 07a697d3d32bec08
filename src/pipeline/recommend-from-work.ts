import { alertsInIncidents, untoldLogins } from '../db/recommendation-facts.ts';
import type { OrgDb } from '../db/scope.ts';
import { formatReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import { unusualLogin, unusualVoice } from './anomaly/unusual/unusual-login.ts';
import type { Candidate } from './recommendation.ts';
import { bindRule, previewNewRule } from './rules.ts';

/** What people work on as incidents is worth more than its severity says, from so many alerts of a rule on, when they are most of them. */
const GRAVE = { alerts: 3, share: 0.6 };
/** How bad such a rule would be; what is high already stays. */
const WORSE: Partial<Record<Severity, Severity>> = { low: 'medium', medium: 'high' };
/** Logins that stood out so much, for so many reasons, and that no alert told of; or that people confirmed. */
const UNTOLD = { share: 0.995, reasons: 2, logins: 3, confirmed: 2 };
const LEAST_PERCENT = 90;

/** What the organisation's incidents and its unusual logins suggest: rules that are graver than they say, and logins that nobody is told of. */
export async function fromWork(tx: OrgDb, active: readonly Rule[], since: Date): Promise<Candidate[]> {
  return [...(await fromIncidents(tx, active, since)), ...(await fromAnomalies(tx, active, since))];
}

/** Rules whose alerts people mostly made part of incidents. */
async function fromIncidents(tx: OrgDb, active: readonly Rule[], since: Date): Promise<Candidate[]> {
  const counts = await alertsInIncidents(tx, since);
  return active.flatMap((rule): Candidate[] => {
    const severity = WORSE[rule.severity];
    const { alerts, became, incidents } = counts.get(rule.id) ?? { alerts: 0, became: 0, incidents: [] };
    if (!severity || became < GRAVE.alerts || became < GRAVE.share * alerts) return [];
    const wanted: Rule = { ...rule, severity };
    return [
      {
        wanted,
        bound: bindRule(wanted),
        rule,
        params: {},
        patch: { severity },
        reason: { kind: 'incidents', alerts, became, severity },
        figures: { became },
        cited: incidents.map((number) => formatReference({ kind: 'incident', number })),
      },
    ];
  });
}

/** A rule for unusual logins where none is on, or one that tells of what people confirmed. */
async function fromAnomalies(tx: OrgDb, active: readonly Rule[], since: Date): Promise<Candidate[]> {
  const rule = active.find(({ kind }) => kind === unusualLogin.kind) ?? null;
  const params = rule && unusualVoice(rule)?.params;
  if (rule && !params) return [];
  const { logins, confirmed, least, sequences } = await untoldLogins(tx, since, UNTOLD);
  const cited = sequences.map((number) => formatReference({ kind: 'event', number }));
  const common = { reason: { kind: 'unusual', logins, confirmed } as const, figures: { logins, confirmed }, cited };
  if (!rule || !params) {
    if (logins < UNTOLD.logins) return [];
    const wanted = previewNewRule({ kind: unusualLogin.kind });
    return [{ wanted, bound: null, rule: null, params: {}, patch: {}, ...common }];
  }
  if (confirmed < UNTOLD.confirmed || !least) return [];
  const changed = {
    min_percent: Math.min(params.min_percent, Math.max(LEAST_PERCENT, Math.floor(least.share * 1000) / 10)),
    min_reasons: Math.min(params.min_reasons, Math.max(1, least.reasons)),
  };
  if (changed.min_percent === params.min_percent && changed.min_reasons === params.min_reasons) return [];
  const wanted: Rule = { ...rule, params: { ...rule.params, ...changed } };
  return [{ wanted, bound: null, rule, params: changed, patch: { params: changed }, ...common }];
}
