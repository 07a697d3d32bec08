import { z } from 'zod';
import { witnessText } from '../../domain/audit.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { REPORT_KINDS, type Report } from '../../domain/report.ts';
import { reportText } from '../../messages/views/report-text.ts';
import { rulesNeed, setRuleApprovals } from '../../pipeline/approvals.ts';
import { makeReport } from '../../pipeline/reports/make-report.ts';
import {
  reportPeriod,
  seeReport,
  seeReportSchedule,
  seeReports,
  setReportSchedule,
} from '../../pipeline/reports/see-reports.ts';
import { defineRoute } from '../define-route.ts';
import { reportsOf } from '../services.ts';
import { listOf, numberCursor, numberIn, pageOf, pageQuery, refParams } from './shapes.ts';

const tag = 'reports';
const params = refParams('report');
const instant = z.iso.datetime();
const text = z.object({
  title: z.string(),
  headline: z.string(),
  summary: z.array(z.string()),
  changed: z.array(z.string()).describe('Against the equally long time before'),
  named_most: z.array(z.string()),
  decided: z.array(z.string()),
  next: z.array(z.string()),
  recommended: z.array(z.string()).describe('Rules worth proposing'),
  worded_by: z.string().nullable().describe('The language model that wrote headline and summary; null for templates'),
});
const report = z.object({
  ref: z.string(),
  kind: z.enum(REPORT_KINDS).describe('`asked`: somebody had it made'),
  period: z.string().describe('The days it is about, e.g. 2026-11-16/2026-11-22'),
  from: instant,
  to: instant.describe('Not included'),
  time_zone: z.string(),
  language: z.enum(LANGUAGES),
  made_at: instant,
  made_by: z.string(),
  audit_head: z
    .string()
    .nullable()
    .describe('Where the audit log ended then, as `GET /audit/verify` takes it for `witness`: keep it elsewhere'),
  text,
  figures: z.record(z.string(), z.unknown()).describe('Everything it counted: this period and the one before'),
});
const language = z.enum(LANGUAGES).optional().describe('In which it is read; its own where absent');
const hour = z.int().min(0).max(23);
const schedule = {
  daily: z.boolean(),
  daily_hour: hour,
  weekly: z.boolean(),
  weekly_day: z.int().min(1).max(7).describe('1 is Monday'),
  weekly_hour: hour,
  language: z.enum(LANGUAGES),
  recommends: z.boolean().describe('Rules worth having are proposed once a week'),
};
const scheduleAnswer = z.object({
  ...schedule,
  time_zone: z.string(),
  next_daily: instant.nullable(),
  next_weekly: instant.nullable(),
});

function shape(one: Report, read: Report['language'] = one.language): z.input<typeof report> {
  const { title, headline, summary, changed, spots, decided, next, recommended, wordedBy } = reportText(one, read);
  const named_most = spots.map((spot) => spot.text);
  return {
    ref: formatReference({ kind: 'report', number: one.number }),
    kind: one.kind,
    period: one.period,
    from: one.from.toISOString(),
    to: one.to.toISOString(),
    time_zone: one.timeZone,
    language: read,
    made_at: one.madeAt.toISOString(),
    made_by: one.madeBy,
    audit_head: one.witness && witnessText(one.witness),
    text: { title, headline, summary, changed, named_most, decided, next, recommended, worded_by: wordedBy },
    figures: { ...one.data },
  };
}

type Seen = Awaited<ReturnType<typeof seeReportSchedule>>;
const scheduleShape = ({ schedule: set, next, timeZone }: Seen): z.input<typeof scheduleAnswer> => ({
  daily: set.daily,
  daily_hour: set.dailyHour,
  weekly: set.weekly,
  weekly_day: set.weeklyDay,
  weekly_hour: set.weeklyHour,
  language: set.language,
  recommends: set.recommends,
  time_zone: timeZone,
  next_daily: next.daily?.toISOString() ?? null,
  next_weekly: next.weekly?.toISOString() ?? null,
});

export const reportRoutes = [
  defineRoute({
    method: 'get',
    path: '/reports',
    tag,
    summary: 'The archive of reports, newest first',
    permission: 'logs.read',
    query: z.strictObject({ ...pageQuery, kind: z.enum(REPORT_KINDS).optional(), language }),
    answer: listOf(report),
    async handle({ org, principal }, { query: { limit, cursor, kind, language: read } }) {
      const before = numberCursor(cursor);
      const filter = { limit: limit + 1, ...(kind && { kind }), ...(before !== undefined && { before }) };
      const rows = await org((tx) => seeReports({ tx, principal }, filter));
      return pageOf(
        rows,
        limit,
        (row) => shape(row, read),
        (last) => String(last.number),
      );
    },
  }),
  defineRoute({
    method: 'post',
    path: '/reports',
    tag,
    summary: 'Have a report made now',
    description:
      'It is kept in the archive and told in channels bound for reports, like those that come by themselves.',
    permission: 'logs.read',
    body: z.strictObject({
      range: z.string().min(1).max(100).default('last_week').describe('By name: last_week, yesterday …'),
    }),
    status: 201,
    answer: report,
    async handle({ services, principal, now, signal }, { body: { range } }) {
      const period = reportPeriod(range, { now, timeZone: principal.timeZone });
      return shape(
        (await makeReport(reportsOf(services), principal.orgId, { kind: 'asked', period, principal }, signal))!,
      );
    },
  }),
  defineRoute({
    method: 'get',
    path: '/reports/:ref',
    tag,
    summary: 'One report',
    permission: 'logs.read',
    params,
    query: z.strictObject({ language }),
    answer: report,
    handle: async ({ org, principal }, { params: { ref }, query }) =>
      shape(await org((tx) => seeReport({ tx, principal }, numberIn('report', ref))), query.language),
  }),
  defineRoute({
    method: 'get',
    path: '/report-schedule',
    tag,
    summary: 'When reports are made by themselves',
    permission: 'logs.read',
    answer: scheduleAnswer,
    handle: async ({ org, principal, now }) =>
      scheduleShape(await org((tx) => seeReportSchedule({ tx, principal, now }))),
  }),
  defineRoute({
    method: 'patch',
    path: '/report-schedule',
    tag,
    summary: 'Change when reports are made',
    description: 'Hours are those of the organisation’s time zone. What was due before the change is not made up for.',
    permission: 'rules.write',
    body: z.strictObject(schedule).partial(),
    answer: scheduleAnswer,
    async handle({ work }, { body }) {
      const given = {
        daily: body.daily,
        dailyHour: body.daily_hour,
        weekly: body.weekly,
        weeklyDay: body.weekly_day,
        weeklyHour: body.weekly_hour,
        language: body.language,
        recommends: body.recommends,
      };
      return work(async (w) => {
        await setReportSchedule(w, given);
        return scheduleShape(await seeReportSchedule(w));
      });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/rule-approvals',
    tag: 'proposals',
    summary: 'How many people have to approve a rule',
    permission: 'rules.read',
    answer: z.object({ people: z.int() }),
    handle: async ({ org }) => ({ people: await org(rulesNeed) }),
  }),
  defineRoute({
    method: 'patch',
    path: '/rule-approvals',
    tag: 'proposals',
    summary:
      'Say how many people have to approve a rule: one, or two different members; from two to one a second member has to say so within a week, and 2 is answered until then',
    permission: 'rules.write',
    body: z.strictObject({ people: z.union([z.literal(1), z.literal(2)]) }),
    answer: z.object({ people: z.int() }),
    handle: async ({ work }, { body: { people } }) => ({ people: await work((w) => setRuleApprovals(w, people)) }),
  }),
];
