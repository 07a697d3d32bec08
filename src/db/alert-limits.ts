import { sql } from 'kysely';
import type { AlertAbout } from '../domain/alert-limits.ts';
import type { Severity } from '../domain/severity.ts';
import type { OrgDb } from './scope.ts';

const abouts = (tx: OrgDb) =>
  tx
    .selectFrom('alert')
    .leftJoin('rule', (join) => join.onRef('rule.org_id', '=', 'alert.org_id').onRef('rule.id', '=', 'alert.rule_id'))
    .leftJoin('camera', (join) =>
      join.onRef('camera.org_id', '=', 'alert.org_id').onRef('camera.id', '=', 'alert.camera_id'),
    )
    .where('alert.org_id', '=', tx.orgId)
    .select(['rule.number as rule', 'camera.number as camera', 'alert.account', 'alert.address']);

/** What an alert is about, as far as that decides who is told. */
export const aboutAlert = (tx: OrgDb, number: number): Promise<AlertAbout[]> =>
  abouts(tx).where('alert.number', '=', number).execute();

/** The same of all alerts of an incident. */
export const aboutIncident = (tx: OrgDb, number: number): Promise<AlertAbout[]> =>
  abouts(tx)
    .innerJoin('incident', (join) =>
      join.onRef('incident.org_id', '=', 'alert.org_id').onRef('incident.id', '=', 'alert.incident_id'),
    )
    .where('incident.number', '=', number)
    .limit(200)
    .execute();

/** Alerts that were raised since, counted by what they are about; `last` is the number of the newest. */
export async function alertsByAbout(
  tx: OrgDb,
  since: Date,
  limit = 2000,
): Promise<(AlertAbout & { severity: Severity; count: number; last: number })[]> {
  const rows = await abouts(tx)
    .select(['alert.severity', sql<string>`count(*)`.as('count'), sql<number>`max(alert.number)`.as('last')])
    .where('alert.raised_at', '>=', since)
    .groupBy(['rule.number', 'camera.number', 'alert.account', 'alert.address', 'alert.severity'])
    .orderBy('last', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
