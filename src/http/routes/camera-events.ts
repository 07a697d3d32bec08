import { z } from 'zod';
import { detectionsOfEvent } from '../../db/detections.ts';
import type { Detection, ModelView } from '../../domain/camera.ts';
import { COLOURED_PARTS, COLOURS } from '../../domain/colours.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { reasonNow } from '../../messages/camera-event-text.ts';
import { eventLine } from '../../messages/views/camera-event-card.ts';
import { MOST_REVIEWED_AT_ONCE, reviewEvents } from '../../pipeline/cameras/review-events.ts';
import { asReviewItems, type ReviewItem } from '../../pipeline/cameras/review-items.ts';
import { type SeenEvent, seeCameraEvent, seeCameraEvents } from '../../pipeline/cameras/see-camera.ts';
import type { PictureLinks } from '../../pipeline/pictures.ts';
import { defineRoute } from '../define-route.ts';
import { cameraGiven, cameraRef } from './cameras.ts';
import { pictureLinksOf } from './pictures.ts';
import { boxSchema, personBrief, personBriefSchema } from './recognition-shapes.ts';
import { listOf, moment, numberCursor, numberIn, pageQuery, refParams } from './shapes.ts';

const tag = 'cameras';
const instant = z.iso.datetime();
const MOST_DETECTIONS = 500;

const eventSchema = z.object({
  ref: z.string(),
  camera: z.object({ ref: z.string(), name: z.string() }),
  started_at: instant,
  ended_at: instant,
  open: z.boolean().describe('Whether pictures may still be added'),
  pictures: z.int(),
  objects: z.record(
    z.string(),
    z.object({
      most: z.int().describe('In one picture'),
      score: z.number(),
      zones: z.array(z.string()).readonly().optional().describe('It stood in these; absent where in none'),
    }),
  ),
  zones: z.array(z.string()),
  colours: z
    .array(
      z.object({
        kind: z.string(),
        part: z.enum(COLOURED_PARTS).describe('Of people upper and lower clothing; body of vehicles'),
        colour: z.enum(COLOURS),
        share: z.number().describe('How much of the part has it, 0..1, at most'),
        pictures: z.int(),
      }),
    )
    .describe('Estimates from the pictures; of people only while recognition is consented to'),
  people: z.array(
    personBriefSchema.extend({ by: z.enum(['face', 'appearance']), first_seen: instant, last_seen: instant }),
  ),
  risk: z.int().describe('0..100'),
  reasons: z.array(z.string()).describe('A stranger who was named or merged since is told with that name'),
  summary: z.string().describe('With the names people have now'),
  recorded: z
    .object({ summary: z.string(), reasons: z.array(z.string()) })
    .describe('The same as they were written down then'),
  summary_by: z.string().nullable().describe('rules, or the model’s name'),
  view: z
    .object({
      title: z.string(),
      scene: z.string(),
      confidence: z.number().describe('0..1, as the model says'),
      concerns: z.array(z.string()),
      threat_level: z.int().describe('0 none, 1 worth a look, 2 a threat'),
      pictures: z.int().describe('How many it saw'),
    })
    .nullable()
    .describe('What a language model says that may look at pictures; a finding of rules is never changed by it'),
  reviewed: z.object({ at: instant, by: z.string() }).nullable().describe('Who looked at it last'),
  picture_url: z.string().nullable().describe('Its best picture, without signing in, for an hour'),
});
const eventShape = (seen: SeenEvent, links: PictureLinks): z.input<typeof eventSchema> => {
  const { camera, event, people, colours, since } = seen;
  return {
    ref: formatReference({ kind: 'camera_event', number: event.number }),
    camera: { ref: cameraRef(camera), name: camera.name },
    started_at: event.startedAt.toISOString(),
    ended_at: event.endedAt.toISOString(),
    open: event.closedAt === null,
    pictures: event.pictures,
    objects: event.objects,
    zones: event.zones,
    colours,
    people: people.map((person) => ({
      ...personBrief(person),
      by: person.by,
      first_seen: person.first.toISOString(),
      last_seen: person.last.toISOString(),
    })),
    risk: event.risk,
    reasons: event.reasons.map((reason) => reasonNow(reason, since)),
    summary: event.summary === '' ? '' : eventLine(seen, 'en'),
    recorded: { summary: event.summary, reasons: event.reasons },
    summary_by: event.summaryBy,
    view: event.view ? viewShape(event.view) : null,
    reviewed: event.reviewed ? { at: event.reviewed.at.toISOString(), by: event.reviewed.by } : null,
    picture_url: event.bestPictureId && links(event.bestPictureId),
  };
};

const itemSchema = z.object({
  severity: z.enum(['alert', 'detection']).describe('Whether an alert stands on it'),
  alert_severity: z.enum(SEVERITIES).nullable().describe('The worst of its alerts'),
  risk: z.int(),
  reviewed: z.boolean().describe('Whether all of it was reviewed: POST /camera-events/review with its events'),
  started_at: instant,
  ended_at: instant,
  events: z.array(eventSchema),
});
const itemShape = ({ events, alert, risk, reviewed }: ReviewItem, links: PictureLinks): z.input<typeof itemSchema> => ({
  severity: alert ? 'alert' : 'detection',
  alert_severity: alert,
  risk,
  reviewed,
  started_at: new Date(Math.min(...events.map(({ event }) => event.startedAt.getTime()))).toISOString(),
  ended_at: new Date(Math.max(...events.map(({ event }) => event.endedAt.getTime()))).toISOString(),
  events: events.map((one) => eventShape(one, links)),
});

const viewShape = ({ threat, ...view }: ModelView) => ({ ...view, threat_level: threat });

const detectionSchema = z.object({
  at: instant,
  kind: z.string().describe('person, car …'),
  box: boxSchema,
  score: z.number(),
  zones: z.array(z.string()),
  colours: z
    .record(z.string(), z.record(z.string(), z.number()))
    .nullable()
    .describe('Part → colour → how much of it, 0..1'),
  picture_url: z.string(),
});
const detectionShape = (one: Detection, links: PictureLinks): z.input<typeof detectionSchema> => ({
  at: one.at.toISOString(),
  kind: one.kind,
  box: [...one.box],
  score: one.score,
  zones: one.zones,
  colours: one.colours as Record<string, Record<string, number>> | null,
  picture_url: links(one.pictureId),
});

export const cameraEventRoutes = [
  defineRoute({
    method: 'get',
    path: '/camera-events',
    tag,
    summary: 'What happened in front of cameras, latest first',
    permission: 'cameras.read',
    query: z.strictObject({
      ...pageQuery,
      camera: z.string().min(1).max(100).optional().describe('CAM-3, or its id'),
      from: moment.optional(),
      to: moment.optional(),
      min_risk: z.coerce.number().int().min(0).max(100).optional(),
      colour: z.enum(COLOURS).optional().describe('Only with a vehicle of this colour, or somebody who wears it'),
      upper: z.enum(COLOURS).optional().describe('Only with somebody in a jacket or shirt of this colour'),
      lower: z.enum(COLOURS).optional().describe('Only with somebody in trousers or a skirt of this colour'),
      reviewed: z
        .enum(['true', 'false'])
        .transform((text) => text === 'true')
        .optional()
        .describe('Only events that somebody reviewed, or only the others'),
    }),
    answer: listOf(eventSchema),
    async handle({ org, principal, services }, { query }) {
      const before = numberCursor(query.cursor);
      const seen = await org(async (tx) => {
        const work = { tx, principal };
        const camera = query.camera === undefined ? null : await cameraGiven(work, query.camera);
        return seeCameraEvents(work, {
          ...(camera ? { cameraId: camera.id } : {}),
          ...(query.from ? { from: query.from } : {}),
          ...(query.to ? { to: query.to } : {}),
          ...(query.min_risk === undefined ? {} : { minRisk: query.min_risk }),
          ...(query.reviewed === undefined ? {} : { reviewed: query.reviewed }),
          colours: {
            ...(query.colour && { colour: query.colour }),
            ...(query.upper && { upper: query.upper }),
            ...(query.lower && { lower: query.lower }),
          },
          ...(before === undefined ? {} : { before }),
          limit: query.limit + 1,
        });
      });
      const links = pictureLinksOf(services, principal.orgId);
      const page = seen.slice(0, query.limit);
      return {
        items: page.map((one) => eventShape(one, links)),
        next: seen.length > query.limit ? String(page[page.length - 1]!.event.number) : null,
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/review-items',
    tag,
    summary: 'Camera events as what somebody looks at: those of several cameras that belong together are one item',
    description:
      'Together are events of different cameras at the same time, at the same place (`location` of the camera) or with the same person; ten at most, within half an hour. Items are made of a page of events: what belongs together across two pages is two items.',
    permission: 'cameras.read',
    query: z.strictObject({
      ...pageQuery,
      from: moment.optional(),
      to: moment.optional(),
      reviewed: z
        .enum(['true', 'false'])
        .transform((text) => text === 'true')
        .optional()
        .describe('Only of events that somebody reviewed, or only of the others'),
    }),
    answer: listOf(itemSchema),
    async handle({ org, principal, services }, { query }) {
      const before = numberCursor(query.cursor);
      const { items, next } = await org(async (tx) => {
        const work = { tx, principal };
        const seen = await seeCameraEvents(work, {
          ...(query.from ? { from: query.from } : {}),
          ...(query.to ? { to: query.to } : {}),
          ...(query.reviewed === undefined ? {} : { reviewed: query.reviewed }),
          ...(before === undefined ? {} : { before }),
          limit: query.limit + 1,
        });
        const page = seen.slice(0, query.limit);
        const next = seen.length > query.limit ? String(page.at(-1)!.event.number) : null;
        return { items: await asReviewItems(work, page), next };
      });
      const links = pictureLinksOf(services, principal.orgId);
      return { items: items.map((one) => itemShape(one, links)), next };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/camera-events/review',
    tag,
    summary: 'Say that camera events were reviewed, or were not after all',
    description: 'An event that gets riskier afterwards waits to be reviewed again.',
    permission: 'cameras.write',
    body: z.strictObject({
      events: z.array(z.string().min(1).max(40)).min(1).max(MOST_REVIEWED_AT_ONCE).describe('Such as EVT-40'),
      reviewed: z.boolean().default(true),
    }),
    answer: z.object({ changed: z.int().describe('How many were otherwise before') }),
    async handle({ work }, { body: { events, reviewed } }) {
      const numbers = events.map((ref) => numberIn('camera_event', ref));
      return { changed: await work((w) => reviewEvents(w, numbers, reviewed)) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/camera-events/:ref',
    tag,
    summary: 'One event with what was detected in it and the alerts that stand on it',
    permission: 'cameras.read',
    params: refParams('camera_event'),
    answer: eventSchema.extend({ detections: z.array(detectionSchema), alerts: z.array(z.string()) }),
    async handle({ org, principal, services }, input) {
      const { seen, detections } = await org(async (tx) => {
        const found = await seeCameraEvent({ tx, principal }, numberIn('camera_event', input.params.ref));
        return { seen: found, detections: await detectionsOfEvent(tx, found.event.id, MOST_DETECTIONS) };
      });
      const links = pictureLinksOf(services, principal.orgId);
      return {
        ...eventShape(seen, links),
        detections: detections.map((one) => detectionShape(one, links)),
        alerts: seen.alerts.map(({ number }) => formatReference({ kind: 'alert', number })),
      };
    },
  }),
];
