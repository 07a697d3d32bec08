import type { Selectable } from 'kysely';
import type { Rule, RuleState } from '../domain/rule.ts';
import { planOnce } from './plan-once.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

const COLUMNS = [
  'id',
  'number',
  'kind',
  'name',
  'params',
  'severity',
  'state',
  'cooldown_seconds',
  'updated_at',
  'updated_by',
] as const;

/** The organisation's rules by number; all states unless some are named. */
export async function listRules(tx: OrgDb, states?: readonly RuleState[]): Promise<Rule[]> {
  const rows = await tx
    .selectFrom('rule')
    .modifyFront(planOnce())
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .$if(states !== undefined, (query) => query.where('state', 'in', [...states!]))
    .orderBy('number')
    .execute();
  return rows.map(fromRow);
}

export async function findRule(tx: OrgDb, number: number): Promise<Rule | null> {
  const row = await tx
    .selectFrom('rule')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findRuleById(tx: OrgDb, id: string): Promise<Rule | null> {
  const row = await tx
    .selectFrom('rule')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** One by its number, locked until the transaction ends. */
export async function lockRule(tx: OrgDb, number: number): Promise<Rule | null> {
  const row = await tx
    .selectFrom('rule')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function insertRule(tx: OrgDb, rule: Rule): Promise<void> {
  await tx
    .insertInto('rule')
    .values({ ...columns(rule), id: rule.id, org_id: tx.orgId, number: rule.number, kind: rule.kind })
    .execute();
}

export async function saveRule(tx: OrgDb, rule: Rule): Promise<void> {
  await tx
    .updateTable('rule')
    .set(columns(rule))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', rule.id)
    .executeTakeFirstOrThrow();
}

const columns = (rule: Rule) => ({
  name: rule.name,
  params: JSON.stringify(rule.params),
  severity: rule.severity,
  state: rule.state,
  cooldown_seconds: rule.cooldownSeconds,
  updated_at: rule.updatedAt,
  updated_by: rule.updatedBy,
});

const fromRow = (row: Pick<Selectable<Schema['rule']>, (typeof COLUMNS)[number]>): Rule => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  name: row.name,
  params: row.params,
  severity: row.severity,
  state: row.state,
  cooldownSeconds: row.cooldown_seconds,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
});
