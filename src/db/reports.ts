import { type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Report, ReportKind } from '../domain/report.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Stores a report; false where another worker was first with the same period. */
export async function insertReport(tx: OrgDb, report: Report): Promise<boolean> {
  const inserted = await tx
    .insertInto('report')
    .values({
      id: report.id,
      org_id: tx.orgId,
      number: report.number,
      kind: report.kind,
      period: report.period,
      from_at: report.from,
      to_at: report.to,
      time_zone: report.timeZone,
      language: report.language,
      data: JSON.stringify(report.data),
      wording: report.wording && JSON.stringify(report.wording),
      made_at: report.madeAt,
      made_by: report.madeBy,
      audit_seq: report.witness?.sequence ?? null,
      audit_hash: report.witness?.hash ?? null,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'kind', 'period']).where('kind', '<>', 'asked').doNothing())
    .returning('number')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The archive, newest first; of one kind where it is named. */
export async function listReports(
  tx: OrgDb,
  { kind, before, limit }: { kind?: ReportKind; before?: number; limit: number },
): Promise<Report[]> {
  const rows = await tx
    .selectFrom('report')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .$if(before !== undefined, (query) => query.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

export async function findReport(tx: OrgDb, number: number): Promise<Report | null> {
  const row = await tx
    .selectFrom('report')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findReportById(tx: OrgDb, id: string): Promise<Report | null> {
  const row = await tx
    .selectFrom('report')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The scheduled report about exactly this period; null where it was not made. */
export async function reportOfPeriod(tx: OrgDb, kind: ReportKind, period: string): Promise<Report | null> {
  const row = await tx
    .selectFrom('report')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .where('period', '=', period)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Deletes reports made before, oldest first; the last of each kind stays, which says how far reports are. Answers how many. */
export async function deleteOldReports(tx: OrgDb, before: Date, limit: number): Promise<number> {
  const old = tx
    .selectFrom('report')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where(isOld(before))
    .orderBy('number')
    .limit(limit);
  const { numDeletedRows } = await tx
    .deleteFrom('report')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', old)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function countOldReports(tx: OrgDb, before: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('report')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('org_id', '=', tx.orgId)
    .where(isOld(before))
    .executeTakeFirstOrThrow();
  return count;
}

const isOld = (before: Date) => (is: ExpressionBuilder<Schema, 'report'>) =>
  is.and([
    is('made_at', '<', before),
    sql<SqlBool>`(kind = 'asked' or exists (select from report newer where newer.org_id = report.org_id
        and newer.kind = report.kind and newer.to_at > report.to_at))`,
  ]);

const fromRow = (row: Selectable<Schema['report']>): Report => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  period: row.period,
  from: row.from_at,
  to: row.to_at,
  timeZone: row.time_zone,
  language: row.language,
  data: row.data,
  wording: row.wording,
  madeAt: row.made_at,
  madeBy: row.made_by,
  witness: row.audit_seq === null || row.audit_hash === null ? null : { sequence: row.audit_seq, hash: row.audit_hash },
});
