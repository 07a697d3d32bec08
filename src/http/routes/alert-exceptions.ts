import { z } from 'zod';
import { type AlertException, EXCEPTION_KINDS } from '../../domain/alert-exception.ts';
import { PAUSE_SCOPES } from '../../domain/alert-pause.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { endException, expectAlert, listAlertExceptions, snoozeAlert } from '../../pipeline/alert-exceptions.ts';
import { endPause, pauseAlerts, type ShownPause, seePauses } from '../../pipeline/alert-pauses.ts';
import { askMember } from '../../pipeline/ask-member.ts';
import { defineRoute } from '../define-route.ts';
import { idParams, moment, numberIn, refParams } from './shapes.ts';

const tag = 'alerts';
const params = refParams('alert');
const instant = z.iso.datetime();
const exceptionSchema = z.object({
  id: z.uuid(),
  kind: z.enum(EXCEPTION_KINDS).describe('`snooze`: this matter; `expected`: this account and address'),
  alert: z.string(),
  account: z.string().nullable(),
  address: z.string().nullable(),
  any_rule: z.boolean(),
  worst: z.enum(SEVERITIES).describe('Nothing worse than this is held back'),
  reason: z.string(),
  created_at: instant,
  created_by: z.string(),
  until: instant,
  ended_at: instant.nullable(),
  ended_by: z.string().nullable(),
  suppressed: z.int().describe('How many events were not told'),
  last_suppressed_at: instant.nullable(),
});
const shape = (one: AlertException): z.input<typeof exceptionSchema> => ({
  id: one.id,
  kind: one.kind,
  alert: formatReference({ kind: 'alert', number: one.alertNumber }),
  account: one.account,
  address: one.address,
  any_rule: one.kind === 'expected' && one.ruleId === null,
  worst: one.worst,
  reason: one.reason,
  created_at: one.createdAt.toISOString(),
  created_by: one.createdBy,
  until: one.until.toISOString(),
  ended_at: one.endedAt?.toISOString() ?? null,
  ended_by: one.endedBy,
  suppressed: one.suppressed,
  last_suppressed_at: one.lastSuppressedAt?.toISOString() ?? null,
});

const pauseSchema = z.object({
  id: z.uuid(),
  scope: z.enum(PAUSE_SCOPES).describe('`all`: everything; `cameras`: all cameras; `camera`: one'),
  camera: z.string().nullable(),
  created_at: instant,
  created_by: z.string(),
  until: instant,
  ended_at: instant.nullable(),
  ended_by: z.string().nullable(),
  held: z.int().describe('Findings that raised no alert because of it'),
});
const pauseShape = (one: ShownPause): z.input<typeof pauseSchema> => ({
  id: one.id,
  scope: one.scope,
  camera: one.camera?.ref ?? null,
  created_at: one.createdAt.toISOString(),
  created_by: one.createdBy,
  until: one.until.toISOString(),
  ended_at: one.endedAt?.toISOString() ?? null,
  ended_by: one.endedBy,
  held: one.held,
});

export const alertExceptionRoutes = [
  defineRoute({
    method: 'get',
    path: '/alert-pauses',
    tag,
    summary: 'Whether alerts are paused now, and until when',
    permission: 'alerts.read',
    answer: z.object({ items: z.array(pauseSchema) }),
    handle: async ({ org, principal, now }) => ({
      items: (await org((tx) => seePauses({ tx, principal, now }))).map(pauseShape),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/alert-pauses',
    tag,
    summary: 'Pause alerts: of everything, of all cameras, or of one',
    description:
      'No rule raises an alert until then, 7 days at most; what happens is stored all the same. What is critical is raised. A pause of the same things that holds is replaced.',
    permission: 'alerts.write',
    body: z.strictObject({
      scope: z.enum(PAUSE_SCOPES),
      camera: z.string().max(40).optional().describe('Of one camera: CAM-3'),
      until: moment,
    }),
    status: 201,
    answer: pauseSchema,
    handle: async ({ work }, { body: { scope, camera, until } }) =>
      pauseShape(
        await work((w) =>
          pauseAlerts(w, { scope, until, ...(camera === undefined ? {} : { camera: numberIn('camera', camera) }) }),
        ),
      ),
  }),
  defineRoute({
    method: 'delete',
    path: '/alert-pauses/:id',
    tag,
    summary: 'End a pause now',
    permission: 'alerts.write',
    params: idParams,
    answer: pauseSchema,
    handle: async ({ work }, { params: { id } }) => pauseShape(await work((w) => endPause(w, id))),
  }),
  defineRoute({
    method: 'get',
    path: '/alert-exceptions',
    tag,
    summary: 'What is snoozed or expected, the newest first',
    permission: 'alerts.read',
    query: z.strictObject({
      live: z.enum(['true', 'false']).default('true').describe('Only what holds now'),
    }),
    answer: z.object({ items: z.array(exceptionSchema) }),
    handle: async ({ org, principal, now }, { query }) => ({
      items: (await org((tx) => listAlertExceptions({ tx, principal, now }, { live: query.live === 'true' }))).map(
        shape,
      ),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/alerts/:ref/exceptions',
    tag,
    summary: 'Snooze an alert, or say that what it is about is expected',
    description:
      'It goes on counting and can be seen. What gets worse than it is now is told all the same. A snooze lasts at most 30 days, what is expected at most 365.',
    permission: 'alerts.write',
    params,
    body: z.strictObject({
      kind: z.enum(EXCEPTION_KINDS),
      until: moment,
      reason: z.string().max(500).default(''),
      any_rule: z.boolean().default(false).describe('Of `expected`: whatever rule notices this account and address'),
    }),
    status: 201,
    answer: exceptionSchema,
    handle: async ({ work }, { params: { ref }, body: { kind, until, reason, any_rule: anyRule } }) => {
      const asked = { number: numberIn('alert', ref), until, reason };
      return shape(
        await work((w) => (kind === 'snooze' ? snoozeAlert(w, asked) : expectAlert(w, { ...asked, anyRule }))),
      );
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/alert-exceptions/:id',
    tag,
    summary: 'End an exception now',
    permission: 'alerts.write',
    params: idParams,
    answer: exceptionSchema,
    handle: async ({ work }, { params: { id } }) => shape(await work((w) => endException(w, id))),
  }),
  defineRoute({
    method: 'post',
    path: '/alerts/:ref/ask',
    tag,
    summary: 'Ask the member whose account it is whether it was them',
    permission: 'alerts.write',
    params,
    answer: z.object({ asked: z.string(), is_new: z.boolean() }),
    handle: async ({ work }, { params: { ref } }) => {
      const { question, isNew } = await work((w) => askMember(w, numberIn('alert', ref)));
      return { asked: question.memberName, is_new: isNew };
    },
  }),
];
