import type { Selectable } from 'kysely';
import type { Rule, RuleVersion } from '../domain/rule.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Who changed a rule, and why. */
export interface VersionNote {
  at: Date;
  by: string;
  why: string;
  via: string | null;
}

/**
 * Notes how a rule is now. The caller holds the rule's lock, so versions of one rule follow each other. Of a rule from before
 * versions were kept, how it was is noted first. Answers the number of the version.
 */
export async function addRuleVersion(tx: OrgDb, after: Rule, note: VersionNote, before?: Rule): Promise<number> {
  const latest = await tx
    .selectFrom('rule_version')
    .select('version')
    .where('org_id', '=', tx.orgId)
    .where('rule_id', '=', after.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const begins = before && !latest;
  const next = latest?.version ?? 0;
  const rows = [
    ...(begins ? [rowOf(before, next + 1, { at: before.updatedAt, by: before.updatedBy, why: '', via: null })] : []),
    rowOf(after, next + (begins ? 2 : 1), note),
  ];
  await tx
    .insertInto('rule_version')
    .values(rows.map((row) => ({ ...row, org_id: tx.orgId })))
    .execute();
  return next + rows.length;
}

/** Notes how rules begin. */
export async function addFirstVersions(tx: OrgDb, rules: readonly Rule[], note: VersionNote): Promise<void> {
  if (rules.length === 0) return;
  await tx
    .insertInto('rule_version')
    .values(rules.map((rule) => ({ ...rowOf(rule, 1, note), org_id: tx.orgId })))
    .execute();
}

/** Every version of a rule, the newest first. */
export async function listRuleVersions(tx: OrgDb, ruleId: string, limit = 100): Promise<RuleVersion[]> {
  const rows = await tx
    .selectFrom('rule_version')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('rule_id', '=', ruleId)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How a rule began, as far as that is known. */
export async function firstRuleVersion(tx: OrgDb, ruleId: string): Promise<RuleVersion | null> {
  const row = await tx
    .selectFrom('rule_version')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('rule_id', '=', ruleId)
    .orderBy('version')
    .limit(1)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findRuleVersion(tx: OrgDb, ruleId: string, version: number): Promise<RuleVersion | null> {
  const row = await tx
    .selectFrom('rule_version')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('rule_id', '=', ruleId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

const rowOf = (rule: Rule, version: number, { at, by, why, via }: VersionNote) => ({
  rule_id: rule.id,
  version,
  name: rule.name,
  params: JSON.stringify(rule.params),
  severity: rule.severity,
  state: rule.state,
  cooldown_seconds: rule.cooldownSeconds,
  changed_at: at,
  changed_by: by,
  why,
  via,
});

const fromRow = (row: Selectable<Schema['rule_version']>): RuleVersion => ({
  version: row.version,
  name: row.name,
  params: row.params,
  severity: row.severity,
  state: row.state,
  cooldownSeconds: row.cooldown_seconds,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
  why: row.why,
  via: row.via,
});

/** The ids and parameters of a rule's versions. */
export const versionsOf = (tx: OrgDb, ruleId: string): Promise<Pick<Rule, 'id' | 'params'>[]> =>
  tx
    .selectFrom('rule_version')
    .select(['id', 'params'])
    .where('org_id', '=', tx.orgId)
    .where('rule_id', '=', ruleId)
    .execute();
