import { withOrg } from '../../db/scope.ts';
import { silentLog } from '../../log.ts';
import { auditKey } from '../../pipeline/audit.ts';
import { backtest } from '../../pipeline/backtest.ts';
import { makeReport } from '../../pipeline/reports/make-report.ts';
import { bindRule, previewNewRule } from '../../pipeline/rules.ts';
import { emptyOrganisation, fillAlerts, fillLogs } from './fill-logs.ts';
import type { BenchContext } from './index.ts';
import type { BenchRow } from './row.ts';

const DAYS = 30;
const END = new Date('2026-11-23T00:00:00Z');
const WEEK = '2026-11-16/2026-11-22';
const BATCH = 50_000;
/** Rules as they are proposed: one looks at failures alone, one at every login. */
const TRIED = [
  { kind: 'failed_logins', params: { by: 'account', threshold: 200, window_minutes: 30 } },
  { kind: 'country', params: { mode: 'deny', countries: ['KP'] } },
  { kind: 'password_spray', params: {} },
] as const;

/** A weekly report over `rows` events of the month it ends in, and rules tried on all of them: the slowest of them. */
export async function benchReports({ database, rows, say }: BenchContext): Promise<BenchRow[]> {
  const { db } = database;
  const orgId = await emptyOrganisation(db);
  for (let first = 1; first <= rows; first += BATCH) {
    await fillLogs(db, orgId, { first, last: Math.min(first + BATCH - 1, rows), of: rows, end: END, days: DAYS });
    say(`${Math.min(first + BATCH - 1, rows).toLocaleString('en-GB')} of ${rows.toLocaleString('en-GB')} rows`);
  }
  await fillAlerts(db, orgId, END);
  await database.pool.query('vacuum analyze');
  const where = `${rows.toLocaleString('en-GB')} rows, ${database.kind}`;
  const org = <T>(work: Parameters<typeof withOrg<T>>[2]): Promise<T> => withOrg(db, orgId, work);

  const began = performance.now();
  await makeReport(
    {
      db,
      now: () => new Date(END.getTime() + 8 * 3_600_000),
      auditKey: auditKey('bench'),
      wake: () => {},
      log: silentLog(),
    },
    orgId,
    { kind: 'weekly', period: WEEK },
  );
  const report = performance.now() - began;

  let slowest = 0;
  for (const rule of TRIED) {
    const bound = bindRule(previewNewRule(rule))!;
    const started = performance.now();
    const { logins, alerts } = await backtest(org, bound, {
      now: END,
      days: DAYS + 1,
      mostLogins: rows + 1,
      budgetMs: 120_000,
    });
    const took = performance.now() - started;
    say(`${rule.kind}: ${alerts} alerts among ${logins.toLocaleString('en-GB')} logins in ${Math.round(took)} ms`);
    slowest = Math.max(slowest, took);
  }
  const seconds = (ms: number): number => Math.round(ms / 10) / 100;
  return [
    {
      name: 'weekly report',
      value: seconds(report),
      unit: 's',
      target: { value: 10, better: 'less' },
      compared: where,
    },
    {
      name: 'a rule tried on history, the slowest of three',
      value: seconds(slowest),
      unit: 's',
      target: { value: 5, better: 'less' },
      compared: where,
    },
  ];
}
