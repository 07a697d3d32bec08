import { findReviewSettings } from '../../../db/review-settings.ts';
import { LANGUAGES } from '../../../domain/language.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Report } from '../../../domain/report.ts';
import { SafeNestError } from '../../../errors.ts';
import { reportText } from '../../../messages/views/report-text.ts';
import { makeReport } from '../../../pipeline/reports/make-report.ts';
import {
  reportPeriod,
  seeReport,
  seeReportSchedule,
  seeReports,
  setReportSchedule,
} from '../../../pipeline/reports/see-reports.ts';
import { reportsOf } from '../../services.ts';
import { reportPage } from '../pages/report.ts';
import { printedDocument } from '../pages/report-document.ts';
import { reportsPage } from '../pages/reports.ts';
import { addressWith, type Form, numberOf, oneOf, type Pages, queryNumber, queryText, type Visit } from '../visit.ts';

const SHOWN = 25;

export function reportRoutes(pages: Pages): void {
  pages.show('/reports', 'logs.read', async ({ principal, clock, request }, tx) => {
    const looking = { tx, principal, now: clock.now };
    const before = queryNumber(request, 'before');
    const found = await seeReports(looking, { limit: SHOWN + 1, ...(before === undefined ? {} : { before }) });
    const reports = found.slice(0, SHOWN);
    const older = found.length > SHOWN ? addressWith(request, { before: String(reports.at(-1)!.number) }) : null;
    const schedule = await seeReportSchedule(looking);
    return {
      title: 'What was reported?',
      current: 'posture',
      body: reportsPage({ principal, clock, reports, older, ...schedule, reviews: await findReviewSettings(tx) }),
    };
  });

  pages.show('/reports/:ref', 'logs.read', async (visit, tx) => {
    const { principal, clock, request } = visit;
    const report = await seeReport({ tx, principal }, numberOf(request, 'report'));
    const language = languageOf(visit, report);
    return {
      title: reportText(report, language).title,
      current: 'posture',
      body: reportPage({ report, language, timeZone: clock.timeZone }),
    };
  });

  pages.download('/reports/:ref/pdf', 'logs.read', async (visit, response) => {
    const { principal, clock, org, request, services } = visit;
    const report = await org((tx) => seeReport({ tx, principal }, numberOf(request, 'report')));
    const language = languageOf(visit, report);
    const { printer } = services;
    if (!printer)
      throw new SafeNestError('unavailable', 'This process makes no PDFs. Print the page from your browser.');
    const body = reportPage({ report, language, timeZone: clock.timeZone, printed: true });
    const bytes = await printer.print(printedDocument(reportText(report, language).title, language, body));
    const name = `${formatReference({ kind: 'report', number: report.number })}-${report.period.replace('/', '_')}.pdf`;
    response
      .type('application/pdf')
      .attachment(name.replaceAll(/[^\w.-]/g, '-'))
      .send(bytes);
  });

  pages.act('/reports', 'logs.read', async ({ principal, clock, services }, form) => {
    const period = reportPeriod(form.range ?? 'last_week', clock);
    const made = await makeReport(reportsOf(services), principal.orgId, { kind: 'asked', period, principal });
    return {
      to: `/reports/${formatReference({ kind: 'report', number: made!.number })}`,
      text: 'Made, kept in the archive, and told in channels bound for reports.',
    };
  });

  pages.act(
    '/reports/schedule',
    'rules.write',
    async ({ work }, form) => {
      await work((w) => setReportSchedule(w, scheduleIn(form)));
      return { to: '/reports', text: 'Saved. It counts from now on.' };
    },
    () => '/reports',
  );
}

const languageOf = ({ request }: Pick<Visit, 'request'>, report: Report) =>
  oneOf(LANGUAGES, queryText(request, 'language', 2)) ?? report.language;

const scheduleIn = (form: Form) => {
  const language = oneOf(LANGUAGES, form.language);
  return {
    weekly: form.weekly === 'on',
    weeklyDay: Number(form.weekly_day ?? 1),
    weeklyHour: Number(form.weekly_hour ?? 8),
    daily: form.daily === 'on',
    dailyHour: Number(form.daily_hour ?? 8),
    recommends: form.recommends === 'on',
    ...(language ? { language } : {}),
  };
};
