import { z } from 'zod';
import { formatReference } from '../domain/reference.ts';
import { type Report, SCHEDULED_REPORTS } from '../domain/report.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import type { Citation } from '../messages/card.ts';
import { pathOf } from '../messages/links.ts';
import { reportCard } from '../messages/views/report-card.ts';
import { reportText } from '../messages/views/report-text.ts';
import { seeReport, seeReportSchedule, seeReports } from '../pipeline/reports/see-reports.ts';
import { defineTool } from './define-tool.ts';
import { readNumber, referenceInput } from './reference-input.ts';

const LISTED = 6;

/** What `open_report` answers. Names in it were typed by whoever tried to sign in. */
export interface OpenedReport extends Record<string, unknown> {
  /** Null where there is none yet. */
  report: { ref: string; quoted_title: string; quoted_lines: string[]; made: string } | null;
  /** The newest, where no one of them was asked for. */
  archive: { ref: string; quoted_title: string }[];
  /** When the next ones come, as it is said. */
  next_weekly: string | null;
  next_daily: string | null;
}

export const openReportTool = defineTool({
  name: 'open_report',
  description:
    'Opens a report of the archive: RPT-3, or the newest daily or weekly one; lists the newest, and says when the next ones come. ' +
    'Use it for "show RPT-3", "the latest weekly report", "which reports are there?", "when is the next report?". For figures of a ' +
    'time that is named use posture_summary.',
  input: z.object({
    id: referenceInput('report').optional().describe('Which one, e.g. RPT-3'),
    kind: z.enum(SCHEDULED_REPORTS).optional().describe('The newest of this kind'),
    list: z.boolean().optional().describe('The newest by name, none of them opened'),
  }),
  access: 'read',
  permission: 'logs.read',
  shows: ['logs.read', 'alerts.read', 'incidents.read'],
  async run({ org, principal, now, language }, { id, kind, list = false }) {
    const { opened, archive, schedule } = await org(async (tx) => {
      const looking = { tx, principal, now };
      const archive = await seeReports(looking, { limit: LISTED, ...(kind ? { kind } : {}) });
      const opened = id ? await seeReport(looking, readNumber('report', id)) : list ? null : (archive[0] ?? null);
      return { opened, archive, schedule: await seeReportSchedule(looking) };
    });
    if (id && !opened) throw new SafeNestError('not_found', `There is no ${id} in your organisation.`);
    const time = (at: Date | null): string | null => at && formatTime(at, principal.timeZone, now);
    const text = opened && reportText(opened, language);
    const data: OpenedReport = {
      report: opened &&
        text && {
          ref: refOf(opened),
          quoted_title: text.title,
          quoted_lines: [text.headline, ...text.summary.slice(0, 4), ...text.next.slice(0, 2)],
          made: formatTime(opened.madeAt, principal.timeZone, now),
        },
      archive: opened ? [] : archive.map((one) => ({ ref: refOf(one), quoted_title: reportText(one, language).title })),
      next_weekly: time(schedule.next.weekly),
      next_daily: time(schedule.next.daily),
    };
    return {
      data,
      ...(opened && { card: reportCard(opened, { timeZone: principal.timeZone, language }) }),
      citations: (opened ? [opened] : archive).map(citationOf),
    };
  },
});

const refOf = ({ number }: Report): string => formatReference({ kind: 'report', number });
const citationOf = (report: Report): Citation => {
  const ref = refOf(report);
  return { ref, kind: 'report', at: report.madeAt.toISOString(), url: pathOf(ref) };
};
