import { z } from 'zod';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { type Report, type ReportFigures, SCHEDULED_REPORTS } from '../domain/report.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import type { Citation } from '../messages/card.ts';
import { postureWords } from '../messages/catalogue/posture.ts';
import { pathOf } from '../messages/links.ts';
import { reportCard } from '../messages/views/report-card.ts';
import { reportText } from '../messages/views/report-text.ts';
import { seeReport, seeReportSchedule, seeReports } from '../pipeline/reports/see-reports.ts';
import { defineTool } from './define-tool.ts';
import { readNumber, referenceInput } from './reference-input.ts';

const LISTED = 6;

/**
 * What `open_report` answers. Names in it were typed by whoever tried to sign in; `figures` are the numbers that were counted, without any
 * text, `shares` the percentages and `lasted` the spans of time among them as they are said.
 */
export interface OpenedReport extends Record<string, unknown> {
  /** Null where there is none yet. */
  report: {
    ref: string;
    quoted_title: string;
    quoted_lines: string[];
    made: string;
    figures: unknown;
    shares: number[];
    lasted: string[];
  } | null;
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
          figures: numbersOf(opened.data),
          shares: [opened.data.current, opened.data.before].flatMap(sharesOf),
          lasted: spansOf(opened.data, language),
        },
      archive: opened ? [] : archive.map((one) => ({ ref: refOf(one), quoted_title: reportText(one, language).title })),
      next_weekly: time(schedule.next.weekly),
      next_daily: time(schedule.next.daily),
    };
    return {
      data,
      ...(opened && { card: reportCard(opened, { timeZone: principal.timeZone, language }) }),
      citations: [...(opened ? [opened] : archive).map(citationOf), ...(opened ? citationsIn(opened) : [])],
    };
  },
});

/** A value with its numbers alone, where they stand: texts in it may hold what somebody else wrote. */
function numbersOf(value: unknown): unknown {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(numbersOf).filter((one) => one !== undefined);
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const numbers = numbersOf(one);
      return numbers === undefined ? [] : [[name, numbers]];
    }),
  );
}

const sharesOf = ({ failed, logins, falseAlarms, resolved }: ReportFigures): number[] =>
  [
    [failed, logins],
    [falseAlarms, resolved + falseAlarms],
  ].flatMap(([part = 0, whole = 0]) => (whole === 0 ? [] : [Math.round((part / whole) * 1000) / 10]));

const spansOf = ({ current, before }: Report['data'], language: Language): string[] =>
  [current, before]
    .flatMap(({ toAcknowledge, toClose, longestToClose }) => [toAcknowledge, toClose, longestToClose])
    .flatMap((seconds) => (seconds === null ? [] : [postureWords[language].lasting(seconds)]));

/** What its next steps name. */
const citationsIn = ({ data: { next }, madeAt }: Report): Citation[] =>
  next.flatMap((step) => {
    if (step.kind !== 'handle_alerts' && step.kind !== 'assign_incidents') return [];
    const kind = step.kind === 'handle_alerts' ? 'alert' : 'incident';
    return step.items.map(({ number }) => {
      const ref = formatReference({ kind, number });
      return { ref, kind, at: madeAt.toISOString(), url: pathOf(ref), mentioned: true as const };
    });
  });

const refOf = ({ number }: Report): string => formatReference({ kind: 'report', number });
const citationOf = (report: Report): Citation => {
  const ref = refOf(report);
  return { ref, kind: 'report', at: report.madeAt.toISOString(), url: pathOf(ref) };
};
