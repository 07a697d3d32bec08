import { z } from 'zod';
import { findReviewSettings } from '../../db/review-settings.ts';
import { INCIDENT_REPORTS, REVIEW_SECTIONS, type ReviewText } from '../../domain/incident-review.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { reviewMarkdown } from '../../messages/views/review-document.ts';
import {
  editReview,
  remakeReview,
  type SeenReview,
  seeReview,
  setIncidentBegan,
} from '../../pipeline/review/review.ts';
import { setReviewSettings } from '../../pipeline/review/review-settings.ts';
import { reportTextsSchema, writeReport } from '../../pipeline/review/write-report.ts';
import { defineRoute } from '../define-route.ts';
import { moment, numberIn, refParams, unknownRef } from './shapes.ts';

const tag = 'incidents';
const params = refParams('incident');
const instant = z.iso.datetime();
const version = z.object({
  id: z.uuid(),
  text: z.string(),
  author: z.string().nullable().describe('Null where it was written from the records'),
  at: instant,
});
const review = z.object({
  incident: z.string(),
  made_at: instant,
  language: z.enum(LANGUAGES),
  began_at: instant,
  began_said_by: z.string().nullable().describe('Null where the alerts or the report itself tell'),
  reported_at: instant,
  closed_at: instant.nullable(),
  sections: z.record(z.enum(REVIEW_SECTIONS), version.nullable()),
  minutes_spent: z.array(z.object({ name: z.string(), entries: z.int(), minutes: z.int() })),
  feedback: z.array(z.object({ name: z.string(), score: z.int(), words: z.string(), at: instant })),
  markdown: z.string(),
});
const versionShape = (one: ReviewText) => ({
  id: one.id,
  text: one.text,
  author: one.author,
  at: one.at.toISOString(),
});

function shape({ review: found, incident, facts, settings, feedback }: SeenReview): z.input<typeof review> {
  if (!found) throw unknownRef();
  return {
    incident: formatReference({ kind: 'incident', number: incident.number }),
    made_at: found.madeAt.toISOString(),
    language: found.language,
    began_at: facts.began.at.toISOString(),
    began_said_by: facts.began.who,
    reported_at: incident.openedAt.toISOString(),
    closed_at: incident.closedAt?.toISOString() ?? null,
    sections: Object.fromEntries(
      REVIEW_SECTIONS.map((section) => [section, found.texts[section] && versionShape(found.texts[section])]),
    ) as Record<(typeof REVIEW_SECTIONS)[number], z.input<typeof version> | null>,
    minutes_spent: facts.participants.map(({ name, acts, minutes }) => ({ name, entries: acts, minutes })),
    feedback: feedback.map(({ memberName, score, words, at }) => ({
      name: memberName,
      score,
      words,
      at: at.toISOString(),
    })),
    markdown: reviewMarkdown({ facts, review: found, settings, feedback }),
  };
}

const settingsSchema = z.object({
  hourly_rate: z.number().nullable(),
  currency: z.string(),
  asks_feedback: z.boolean(),
});

export const reviewRoutes = [
  defineRoute({
    method: 'get',
    path: '/incidents/:ref/review',
    tag,
    summary: 'The review of an incident, as it stands',
    description: 'Made when the incident is closed, or by POST. Not found where there is none yet.',
    permission: 'incidents.read',
    params,
    answer: review,
    handle: async ({ org, principal }, input) =>
      shape(await org((tx) => seeReview({ tx, principal }, numberIn('incident', input.params.ref)))),
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/review',
    tag,
    summary: 'Make the review of an incident, or bring it up to date with the records',
    description: 'Parts that a person wrote stay as they are; every version is kept.',
    permission: 'incidents.write',
    params,
    answer: review,
    handle: ({ work }, input) =>
      work(async (w) => {
        const number = numberIn('incident', input.params.ref);
        await remakeReview(w, number);
        return shape(await seeReview(w, number));
      }),
  }),
  defineRoute({
    method: 'patch',
    path: '/incidents/:ref/review',
    tag,
    summary: 'Write parts of a review, or say when the incident began',
    permission: 'incidents.write',
    params,
    body: z.strictObject({
      section: z.enum(REVIEW_SECTIONS).optional(),
      text: z.string().max(25_000).optional(),
      base: z
        .uuid()
        .nullable()
        .optional()
        .describe('The version that was changed: with another there now it is a conflict'),
      began_at: moment.nullable().optional().describe('null: what its alerts tell'),
    }),
    answer: review,
    handle: ({ work }, { params: { ref }, body }) =>
      work(async (w) => {
        const number = numberIn('incident', ref);
        const { section, text, base, began_at: began } = body;
        if (began !== undefined) await setIncidentBegan(w, number, began);
        if (section !== undefined && text !== undefined)
          await editReview(w, number, { section, text, ...(base === undefined ? {} : { base }) });
        return shape(await seeReview(w, number));
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/reports',
    tag,
    summary: 'Write a tactical or an executive report about an incident',
    description:
      'Tactical: conditions, actions, needs. Executive: happened, impact, status, next. It stands on the timeline and is told like one written in chat.',
    permission: 'incidents.write',
    params,
    body: z.strictObject({
      kind: z.enum(INCIDENT_REPORTS),
      texts: z.record(z.string().max(20), z.string().max(4000)),
      language: z.enum(LANGUAGES).default('en'),
    }),
    status: 201,
    answer: z.object({ id: z.uuid(), text: z.string() }),
    handle: ({ work }, { params: { ref }, body: { kind, texts, language } }) =>
      work(async (w) => {
        const given = reportTextsSchema[kind].parse(texts);
        const { entryId, text } = await writeReport(w, numberIn('incident', ref), { kind, texts: given, language });
        return { id: entryId, text };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/review-settings',
    tag,
    summary: 'How reviews are made: what an hour costs, and whether those who took part are asked',
    permission: 'incidents.read',
    answer: settingsSchema,
    handle: async ({ org }) => settingsShape(await org(findReviewSettings)),
  }),
  defineRoute({
    method: 'patch',
    path: '/review-settings',
    tag,
    summary: 'Change how reviews are made',
    description: 'Without an hourly rate (null, as it is at first) reviews tell the time that was spent and no cost.',
    permission: 'rules.write',
    body: settingsSchema.partial().strict(),
    answer: settingsSchema,
    handle: async ({ work }, { body }) =>
      settingsShape(
        (
          await work((w) =>
            setReviewSettings(w, {
              ...(body.hourly_rate === undefined ? {} : { hourlyRate: body.hourly_rate }),
              ...(body.currency === undefined ? {} : { currency: body.currency }),
              ...(body.asks_feedback === undefined ? {} : { asksFeedback: body.asks_feedback }),
            }),
          )
        ).settings,
      ),
  }),
];

const settingsShape = ({ hourlyRate, currency, asksFeedback }: Awaited<ReturnType<typeof findReviewSettings>>) => ({
  hourly_rate: hourlyRate,
  currency,
  asks_feedback: asksFeedback,
});
