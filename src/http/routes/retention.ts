import { z } from 'zod';
import { type OwnRetention, type RetentionLimits, USUAL_RETENTION, withOwn } from '../../domain/retention.ts';
import { applyRetention, seeRetention } from '../../pipeline/retention.ts';
import { setRetention } from '../../pipeline/retention-settings.ts';
import { defineRoute } from '../define-route.ts';

const tag = 'retention';
/** A run is stopped after it and says so; the next one goes on. */
const RUN_MS = 60_000;

const count = z.int();
const reportSchema = z.object({
  frames: count.describe('Pictures of cameras'),
  event_pictures: count,
  question_pictures: count,
  enrolment_pictures: count.describe('Of whom nobody is left'),
  events: count.describe('Camera events, with detections and sightings'),
  messages: count.describe('Of guarded channels'),
  conversations: count,
  quotes: count.describe('What was said, of cases that are decided'),
  reports: count,
  signals: count.describe('Of other systems'),
  habits: count.describe(
    'What was usual of accounts and cameras not seen any more, and logins that stood out long ago',
  ),
  biometrics: count.describe('What people were recognised by, after the organisation took its consent back'),
  archived: count.describe('People without a name who were put away'),
  people: count.describe('Archived people who were deleted'),
  files: count.describe('Whose bytes were erased'),
});
/** The days of each, by the names they have here. */
const days = <S extends z.ZodType>(one: S) => ({
  frame_days: one,
  event_days: one,
  question_days: one,
  message_days: one,
  case_days: one,
  report_days: one,
  unknown_days: one,
  archived_days: one,
  biometric_days: one,
});
const DAYS = {
  frame_days: 'frameDays',
  event_days: 'eventDays',
  question_days: 'questionDays',
  message_days: 'messageDays',
  case_days: 'caseDays',
  report_days: 'reportDays',
  unknown_days: 'unknownDays',
  archived_days: 'archivedDays',
  biometric_days: 'biometricDays',
} as const satisfies Record<string, keyof RetentionLimits>;
/** Days under their names here; what is absent stays so. */
const named = <T extends OwnRetention>(limits: T) =>
  Object.fromEntries(
    Object.entries(DAYS).flatMap(([to, from]) => (limits[from] === undefined ? [] : [[to, limits[from]]])),
  ) as { [Name in keyof typeof DAYS]: T[(typeof DAYS)[Name]] };
const stateSchema = z.object({
  limits: z.object(days(count)),
  installation: z.object(days(count)).describe('What this installation keeps at most'),
  own: z.object(days(count)).partial().describe('What the organisation set itself'),
  overdue: z
    .object({
      pictures: count,
      events: count,
      messages: count,
      cases: count,
      reports: count,
      signals: count,
      people: count,
      biometrics: count,
    })
    .describe('What should be gone and is still here, with two days of grace'),
  waiting_files: count.describe('Files whose bytes wait to be erased'),
  runs: z
    .array(z.object({ at: z.iso.datetime(), by: z.string(), deleted: reportSchema.partial() }))
    .describe('What the last runs deleted, newest first; a run that found nothing leaves no line'),
});

const NAMES = {
  frames: 'frames',
  eventPictures: 'event_pictures',
  questionPictures: 'question_pictures',
  enrolmentPictures: 'enrolment_pictures',
  events: 'events',
  messages: 'messages',
  conversations: 'conversations',
  quotes: 'quotes',
  reports: 'reports',
  signals: 'signals',
  habits: 'habits',
  biometrics: 'biometrics',
  archived: 'archived',
  people: 'people',
  files: 'files',
} as const;

function reportShape(report: Partial<Record<keyof typeof NAMES, unknown>>): Partial<z.output<typeof reportSchema>> {
  const entries = Object.entries(NAMES).flatMap(([from, to]) => {
    const value = report[from as keyof typeof NAMES];
    return typeof value === 'number' ? [[to, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

export const retentionRoutes = [
  defineRoute({
    method: 'get',
    path: '/retention',
    tag,
    summary: 'How long what is kept, and what was deleted last',
    permission: 'audit.read',
    answer: stateSchema,
    async handle({ org, services, now }) {
      const state = await org((tx) => seeRetention(tx, services.retention ?? USUAL_RETENTION, now));
      return {
        limits: named(state.limits),
        installation: named(state.most),
        own: Object.fromEntries(Object.entries(named(state.own)).filter(([, set]) => set !== undefined)),
        overdue: state.overdue,
        waiting_files: state.waitingFiles,
        runs: state.runs.map(({ at, by, report }) => ({ at: at.toISOString(), by, deleted: reportShape(report) })),
      };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/retention',
    tag,
    summary: 'Set for how many days the organisation keeps what: at most what the installation does',
    description:
      'null leaves it to the installation. `biometric_days` is from when the organisation’s consent is taken back. What is older is deleted for good in the next night.',
    permission: 'members.write',
    body: z
      .object({ ...days(z.int().min(1).max(36_500).nullable()), biometric_days: z.int().min(0).max(30).nullable() })
      .partial()
      .strict(),
    answer: z.object({ limits: z.object(days(count)) }),
    async handle({ work, services }, { body }) {
      const installation = services.retention ?? USUAL_RETENTION;
      const change = Object.fromEntries(
        Object.entries(DAYS).map(([from, to]) => [to, body[from as keyof typeof DAYS]]),
      );
      const own = await work((w) => setRetention(w, installation, change));
      return { limits: named(withOwn(installation, own)) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/retention/run',
    tag,
    summary: 'Delete now what has been kept long enough',
    description:
      'Happens by itself every night. Works for a minute at most; `complete` says whether everything is done.',
    permission: 'members.write',
    answer: z.object({ complete: z.boolean(), deleted: reportSchema }),
    async handle({ work, services, now, signal }) {
      const time = AbortSignal.timeout(RUN_MS);
      const limits = services.retention ?? USUAL_RETENTION;
      const { complete, report } = await applyRetention(work, services.files, limits, now, {
        signal,
        enough: () => time.aborted,
      });
      return { complete, deleted: reportShape(report) as z.output<typeof reportSchema> };
    },
  }),
];
