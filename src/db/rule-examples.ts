import { type Selectable, sql } from 'kysely';
import type { Outcome } from '../domain/event.ts';
import type { RuleExample } from '../domain/rule-example.ts';
import { PAST_LOGIN, type PastLogin, pastLoginFromRow } from './events.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** A rule's examples in the order in which they were kept, those that were dropped, too. */
export async function listRuleExamples(tx: OrgDb, ruleId: string): Promise<RuleExample[]> {
  const rows = await tx
    .selectFrom('rule_example')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('rule_id', '=', ruleId)
    .orderBy('number')
    .execute();
  return rows.map(fromRow);
}

export async function insertRuleExample(tx: OrgDb, ruleId: string, one: RuleExample): Promise<void> {
  await tx
    .insertInto('rule_example')
    .values({
      org_id: tx.orgId,
      rule_id: ruleId,
      number: one.number,
      name: one.name,
      fires: one.fires,
      logins: JSON.stringify(one.logins),
      source: one.source,
      added_at: one.addedAt,
      added_by: one.addedBy,
      since_version: one.sinceVersion,
    })
    .execute();
}

/** Notes that it holds no more, or that it holds again. */
export async function saveDropped(tx: OrgDb, ruleId: string, { number, dropped }: RuleExample): Promise<void> {
  await tx
    .updateTable('rule_example')
    .set({
      dropped_at: dropped?.at ?? null,
      dropped_by: dropped?.by ?? null,
      dropped_version: dropped?.version ?? null,
    })
    .where('org_id', '=', tx.orgId)
    .where('rule_id', '=', ruleId)
    .where('number', '=', number)
    .execute();
}

/** The logins of an account or address with this outcome that are nearest to a moment, on both sides of it, earliest first. */
export async function loginsNear(
  tx: OrgDb,
  {
    by,
    key,
    outcome,
    at,
    from,
    to,
    limit,
  }: { by: 'account' | 'address'; key: string; outcome: Outcome; at: Date; from: Date; to: Date; limit: number },
): Promise<PastLogin[]> {
  const rows = await tx
    .selectFrom('event')
    .select(PAST_LOGIN)
    .where('org_id', '=', tx.orgId)
    .where(by, '=', key)
    .where('outcome', '=', outcome)
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<=', to)
    .orderBy(sql`abs(extract(epoch from occurred_at - ${at}::timestamptz))`)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(pastLoginFromRow);
}

const fromRow = (row: Selectable<Schema['rule_example']>): RuleExample => ({
  number: row.number,
  name: row.name,
  fires: row.fires,
  logins: row.logins,
  source: row.source,
  addedAt: row.added_at,
  addedBy: row.added_by,
  sinceVersion: row.since_version,
  dropped:
    row.dropped_at === null
      ? null
      : { at: row.dropped_at, by: row.dropped_by ?? '', version: row.dropped_version ?? 0 },
});
