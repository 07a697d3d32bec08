import type { Selectable } from 'kysely';
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
});
