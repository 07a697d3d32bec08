import { auditHead } from '../../db/audit.ts';
import { nextNumber } from '../../db/counters.ts';
import { findOrganisation } from '../../db/organisations.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import { findReportSchedule } from '../../db/report-schedules.ts';
import { insertReport, reportOfPeriod } from '../../db/reports.ts';
import { type Db, type InOrg, withOrg } from '../../db/scope.ts';
import { newId, type OrgId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { Principal } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Report, ReportData, ReportKind, ReportRecommendation, ReportWording } from '../../domain/report.ts';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import type { Embedder } from '../../models/vision.ts';
import { audit } from '../audit.ts';
import { systemPrincipal } from '../members.ts';
import { recommendRules } from '../recommend-rules.ts';
import { describeRule } from '../rules.ts';
import type { AuditKey } from '../work.ts';
import { gatherReport } from './gather-report.ts';

/** Has a language model word the figures of a report; null where there is none, or what it said did not stand on them. */
export type WordReport = (
  orgId: OrgId,
  asked: { data: ReportData; language: Language; kind: ReportKind },
  signal?: AbortSignal,
) => Promise<ReportWording | null>;

export interface ReportParts {
  db: Db;
  now: () => Date;
  auditKey: AuditKey;
  /** A language model's words; the templates speak where there is none. */
  word?: WordReport | undefined;
  /** Tells faces apart; null where nothing does. */
  embedder?: Embedder | null;
  /** Told after the commit what waits to be told. */
  wake: (orgId: OrgId, news: readonly WaitingNews[]) => void;
  log: Log;
}

export interface WantedReport {
  kind: ReportKind;
  /** The days it is about, as ranges of time are named. */
  period: string;
  /** In whose name an `asked` one is made; the service's own where absent. */
  principal?: Principal;
}

/** What is tried for a report's recommendations, at most. */
const TRIED = { mostLogins: 50_000, budgetMs: 3000 };
const RECOMMENDED = 3;
const PLACE = { platform: 'cli', audience: 'private' } as const;

/**
 * Makes a report and puts it into the archive, together with the word to the channels that want reports; null where a scheduled one
 * about the same period is there already, whoever made it. Counting and wording happen outside of the transaction that stores it.
 */
export async function makeReport(
  { db, now, auditKey, word, wake, log }: ReportParts,
  orgId: OrgId,
  { kind, period, principal: asker }: WantedReport,
  signal?: AbortSignal,
): Promise<Report | null> {
  if (asker?.camerasLimited)
    throw new SafeNestError('forbidden', wordsFor({ principal: asker }, objectionWords).someCameras);
  const org: InOrg = (read) => withOrg(db, orgId, read);
  const begun = await org(async (tx) => ({
    organisation: await findOrganisation(tx),
    schedule: (await findReportSchedule(tx)).schedule,
    there: kind === 'asked' ? null : await reportOfPeriod(tx, kind, period),
  }));
  if (begun.there) return null;
  if (!begun.organisation) throw new SafeNestError('not_found', 'This organisation is gone.');
  const { timeZone } = begun.organisation;
  const { language } = begun.schedule;
  const principal = { ...(asker ?? systemPrincipal(orgId, timeZone, PLACE)), timeZone };
  const at = now();
  const recommendations = kind === 'daily' ? [] : await worthProposing(org, at, log);
  signal?.throwIfAborted();
  const { data, from, to } = await gatherReport(org, { principal, now: at }, { range: period, recommendations });
  const wording = word
    ? await word(orgId, { data, language, kind }, signal).catch((err: unknown) => {
        signal?.throwIfAborted();
        log.warn({ err }, 'a language model could not word a report; the templates do');
        return null;
      })
    : null;

  const made = await org(async (tx) => {
    // whoever was first has told it: asked once more, so that no number is taken for nothing
    if (kind !== 'asked' && (await reportOfPeriod(tx, kind, period))) return null;
    const head = await auditHead(tx);
    const report: Report = {
      id: newId(at.getTime()),
      number: await nextNumber(tx, 'report'),
      kind,
      period,
      from,
      to,
      timeZone,
      language,
      data,
      wording,
      madeAt: at,
      madeBy: principal.name,
      witness: head && { sequence: head.sequence, hash: head.hash.toString('hex') },
    };
    if (!(await insertReport(tx, report))) return null;
    const ref = formatReference({ kind: 'report', number: report.number });
    await audit(
      { tx, principal, now: at, auditKey, ...(kind === 'asked' ? {} : { via: 'schedule' }) },
      { action: 'report.make', subject: ref, detail: { kind, period } },
    );
    const news = await addOutboxOnce(tx, [{ kind: 'report_made', subject: report.id }]);
    return { report, news };
  });
  if (!made) return null;
  wake(orgId, made.news);
  return made.report;
}

/** What the report says about rules worth having; that this cannot be found out keeps no report back. */
async function worthProposing(org: InOrg, now: Date, log: Log): Promise<ReportRecommendation[]> {
  try {
    const { recommendations } = await recommendRules(org, { now, ...TRIED });
    return recommendations.slice(0, RECOMMENDED).map(({ wanted, rule, backtest }) => ({
      words: describeRule(wanted),
      ruleNumber: rule?.number ?? null,
      alerts: backtest.alerts,
      perWeek: backtest.perWeek,
      days: backtest.days,
    }));
  } catch (err) {
    if (isSafeNestError(err) && err.code === 'internal') throw err;
    log.warn({ err }, 'no rules could be recommended for a report');
    return [];
  }
}
