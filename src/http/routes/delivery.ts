import { z } from 'zod';
import type { OrgDb } from '../../db/scope.ts';
import type { AlertLimits } from '../../domain/alert-limits.ts';
import { BINDING_PURPOSES } from '../../domain/channel.ts';
import { DELIVERY_STATES, TARGET_KINDS } from '../../domain/delivery.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import { limitsSaid } from '../../pipeline/alert-limits.ts';
import { alertPolicyOf, alertPolicySchema, setAlertPolicy } from '../../pipeline/alert-policy.ts';
import {
  addTarget,
  changeTarget,
  listDead,
  listShownTargets,
  removeTarget,
  sendAgain,
  type TargetInput,
  type TargetShown,
} from '../../pipeline/delivery/delivery-targets.ts';
import { defineRoute } from '../define-route.ts';
import type { HttpServices } from '../services.ts';
import { onlySchema, onlyShape } from './channels.ts';
import { idParams, unknownRef } from './shapes.ts';

const tag = 'delivery';
const instant = z.iso.datetime();
const shownSchema = z.object({
  id: z.uuid(),
  kind: z.enum(TARGET_KINDS),
  name: z.string(),
  settings: z.record(z.string(), z.unknown()).describe('Without passwords and secrets, which are never shown'),
  has_secret: z.boolean(),
  purposes: z.array(z.enum(BINDING_PURPOSES)),
  severity_floor: z.enum(SEVERITIES),
  only: onlySchema,
  quiet_hours: z.object({ from: z.int(), to: z.int() }).nullable(),
  quiet_days: z.array(z.int()).describe('1 is Monday'),
  time_zone: z.string().nullable(),
  language: z.enum(LANGUAGES),
  rollup_seconds: z.int(),
  enabled: z.boolean(),
  delivered_at: instant.nullable(),
  failing_since: instant.nullable(),
  last_error: z.string().nullable(),
  waiting: z.int(),
  dead: z.int(),
});
const shape = (one: TargetShown): z.input<typeof shownSchema> => ({
  id: one.id,
  kind: one.kind,
  name: one.name,
  settings: { ...one.settings },
  has_secret: one.hasSecret,
  purposes: one.purposes,
  severity_floor: one.floor,
  only: onlyShape(one.limits),
  quiet_hours: one.quiet,
  quiet_days: one.quietDays,
  time_zone: one.timeZone,
  language: one.language,
  rollup_seconds: one.rollupSeconds,
  enabled: one.enabled,
  delivered_at: one.deliveredAt?.toISOString() ?? null,
  failing_since: one.failingSince?.toISOString() ?? null,
  last_error: one.lastError,
  waiting: one.waiting,
  dead: one.dead,
});

/** What may be said of a target, by the names it is answered with; what each may hold is for `targetSchema` to say. */
const saidSchema = z.strictObject({
  name: z.string(),
  settings: z
    .record(z.string(), z.unknown())
    .describe(
      'Of e-mail: to, from, server. Of a webhook: url. Of MQTT: url, user, prefix, discovery, cameras, pictures, people, control',
    ),
  purposes: z.array(z.enum(BINDING_PURPOSES)),
  severity_floor: z.enum(SEVERITIES).optional(),
  only: onlySchema.optional(),
  quiet_hours: z.object({ from: z.int(), to: z.int() }).nullable().optional(),
  quiet_days: z.array(z.int()).optional(),
  time_zone: z.string().nullable().optional(),
  language: z.enum(LANGUAGES).optional(),
  rollup_seconds: z.int().optional(),
  enabled: z.boolean().optional(),
  password: z.string().optional(),
  secret: z.string().optional(),
});
const newSchema = saidSchema.extend({ kind: z.enum(TARGET_KINDS) });
const patchSchema = newSchema.partial();

const NAMES = {
  severity_floor: 'floor',
  quiet_hours: 'quiet',
  quiet_days: 'quietDays',
  time_zone: 'timeZone',
  rollup_seconds: 'rollupSeconds',
} as const;

/** As the pipeline calls it; fails with `invalid_input` there where something does not fit. */
async function inputOf(
  tx: OrgDb,
  { only, ...said }: z.output<typeof patchSchema> & { kind: string },
  before: AlertLimits | null = null,
): Promise<TargetInput> {
  const named = Object.entries(said).map(([name, value]) => [NAMES[name as keyof typeof NAMES] ?? name, value]);
  return {
    ...Object.fromEntries(named),
    limits: only === undefined ? before : await limitsSaid(tx, only ?? []),
  } as TargetInput;
}

/** A target as it stands, to be said anew with what changes. */
const standing = ({ kind, name, settings, purposes, ...one }: TargetShown): z.output<typeof newSchema> => ({
  kind,
  name,
  settings: { ...settings },
  purposes,
  severity_floor: one.floor,
  only: onlyShape(one.limits),
  quiet_hours: one.quiet,
  quiet_days: one.quietDays,
  time_zone: one.timeZone,
  language: one.language,
  rollup_seconds: one.rollupSeconds,
  enabled: one.enabled,
});

/** What pages and routes need to send; `unavailable` where this process has none of it. */
export function deliveryOf({ delivery }: HttpServices): NonNullable<HttpServices['delivery']> {
  if (!delivery) throw new SafeNestError('unavailable', 'This process delivers nothing.');
  return delivery;
}

async function shownOf(tx: Parameters<typeof listShownTargets>[0], id: string): Promise<TargetShown> {
  const found = (await listShownTargets(tx)).find((one) => one.id === id);
  if (!found) throw unknownRef();
  return found;
}

export const deliveryRoutes = [
  defineRoute({
    method: 'get',
    path: '/delivery-targets',
    tag,
    summary: 'Where news goes beside the chat, and how it goes',
    permission: 'chat.write',
    answer: z.object({ items: z.array(shownSchema) }),
    handle: async ({ org }) => ({ items: (await org(listShownTargets)).map(shape) }),
  }),
  defineRoute({
    method: 'post',
    path: '/delivery-targets',
    tag,
    summary: 'Add e-mail, a signed webhook or an MQTT broker',
    description:
      'A webhook’s signing secret is made here where none is given, and answered this once. An address that is not public is refused unless DELIVERY_PRIVATE_NETWORKS allows it; what a name stands for is looked at when it is sent to.',
    permission: 'chat.write',
    body: newSchema,
    status: 201,
    answer: shownSchema.extend({ signing_secret: z.string().nullable() }),
    handle: async ({ services, work }, { body }) => {
      const { keeping } = deliveryOf(services);
      return work(async (w) => {
        const { target, secret } = await addTarget(w, keeping, await inputOf(w.tx, body));
        return { ...shape(await shownOf(w.tx, target.id)), signing_secret: secret };
      });
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/delivery-targets/:id',
    tag,
    summary: 'Change one: what is left out stays as it is, passwords and secrets too',
    permission: 'chat.write',
    params: idParams,
    body: patchSchema,
    answer: shownSchema,
    handle: async ({ services, work }, { params, body }) => {
      const { keeping } = deliveryOf(services);
      return work(async (w) => {
        const before = await shownOf(w.tx, params.id);
        await changeTarget(w, keeping, params.id, await inputOf(w.tx, { ...standing(before), ...body }, before.limits));
        return shape(await shownOf(w.tx, params.id));
      });
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/delivery-targets/:id',
    tag,
    summary: 'Remove one, and what waits for it',
    permission: 'chat.write',
    params: idParams,
    status: 204,
    handle: async ({ services, principal, work }, { params }) => {
      await deliveryOf(services).forget(principal.orgId, params.id);
      await work((w) => removeTarget(w, params.id));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/delivery-targets/:id/test',
    tag,
    summary: 'Send a test now',
    permission: 'chat.write',
    params: idParams,
    status: 204,
    handle: async ({ services, principal }, { params }) =>
      deliveryOf(services).test(principal.orgId, params.id, principal.name),
  }),
  defineRoute({
    method: 'post',
    path: '/delivery-targets/:id/send-again',
    tag,
    summary: 'Send again what was given up',
    permission: 'chat.write',
    params: idParams,
    answer: z.object({ count: z.int() }),
    handle: async ({ work }, { params }) => ({ count: await work((w) => sendAgain(w, params.id)) }),
  }),
  defineRoute({
    method: 'get',
    path: '/deliveries/dead',
    tag,
    summary: 'What was given up, the newest first',
    permission: 'chat.write',
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          target_id: z.uuid(),
          type: z.string(),
          ref: z.string(),
          title: z.string(),
          severity: z.enum(SEVERITIES).nullable(),
          state: z.enum(DELIVERY_STATES),
          attempts: z.int(),
          created_at: instant,
          last_error: z.string().nullable(),
        }),
      ),
    }),
    handle: async ({ org }) => ({
      items: (await org(listDead)).map((one) => ({
        id: one.id,
        target_id: one.targetId,
        type: one.type,
        ref: one.body.ref,
        title: one.body.title,
        severity: one.severity,
        state: one.state,
        attempts: one.attempts,
        created_at: one.createdAt.toISOString(),
        last_error: one.lastError,
      })),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/alert-policy',
    tag,
    summary: 'Who is told again when nobody acknowledges, and which rules ask the member concerned',
    permission: 'rules.read',
    answer: alertPolicySchema,
    handle: async ({ org }) => {
      const { since: _, ...policy } = await org(alertPolicyOf);
      return policy;
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/alert-policy',
    tag,
    summary: 'Change that; it holds for alerts raised from now on',
    permission: 'rules.write',
    body: alertPolicySchema,
    answer: alertPolicySchema,
    handle: async ({ work }, { body }) => work((w) => setAlertPolicy(w, body)),
  }),
];
