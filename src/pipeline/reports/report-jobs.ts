import { organisationTimeZone } from '../../db/organisations.ts';
import { comingBack } from '../../db/proposals.ts';
import { withOrg, withSystem } from '../../db/scope.ts';
import { orgId } from '../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import { systemPrincipal } from '../members.ts';
import { bringBack } from '../proposals/decide.ts';
import { dueReports } from './due-reports.ts';
import { makeReport, type ReportParts } from './make-report.ts';
import { proposeRecommendations } from './propose-recommendations.ts';

/** What is due is looked for every minute: so a clock change, a restart or a new schedule needs no other care. */
export const REPORT_SCHEDULES: readonly Schedule[] = [{ name: 'sweep_reports', payload: {}, everyMs: 60_000 }];

/** The jobs of reports; nothing is made where `parts` is absent. */
export const reportJobs = (
  enqueue: Jobs['add'],
  parts: ReportParts | undefined,
): Pick<JobHandlers, 'sweep_reports' | 'make_report' | 'recommend_rules'> => ({
  async sweep_reports(_, { log }) {
    if (!parts) return;
    const due = await dueReports(parts.db, parts.now());
    for (const { orgId, kind, period } of due) {
      const dedupeKey = `report ${orgId} ${kind}`;
      if (kind === 'recommendations') await enqueue('recommend_rules', { orgId, period }, { dedupeKey });
      else await enqueue('make_report', { orgId, kind, period }, { dedupeKey });
    }
    if (due.length > 0) log.info({ due: due.length }, 'reports are due');
    await bringProposalsBack(parts);
  },

  async make_report({ orgId: id, kind, period }, { signal }) {
    if (parts) await makeReport(parts, orgId(id), { kind, period }, signal);
  },

  async recommend_rules({ orgId: id, period }, { signal }) {
    if (parts) await proposeRecommendations(parts, orgId(id), period, signal);
  },
});

/** What was put off and whose time has come is asked for again. */
async function bringProposalsBack({ db, now, auditKey, wake }: ReportParts): Promise<void> {
  const back = await withSystem(db, (tx) => comingBack(tx, now()));
  for (const { orgId: id, id: proposal } of back) {
    await withOrg(db, id, async (tx) => {
      const principal = systemPrincipal(id, await organisationTimeZone(tx), { platform: 'cli', audience: 'private' });
      return bringBack({ tx, principal, now: now(), auditKey, via: 'schedule' }, proposal);
    });
    wake(id, []);
  }
}
