import { z } from 'zod';
import type { PushDevice } from '../../domain/delivery.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import {
  addDevice,
  ownDevices,
  removeDevice,
  setWishes,
  subscriptionSchema,
  type Wishes,
} from '../../pipeline/delivery/push-devices.ts';
import { defineRoute } from '../define-route.ts';
import { deliveryOf } from './delivery.ts';
import { idParams } from './shapes.ts';

const tag = 'delivery';
const instant = z.iso.datetime();
const wishesShape = z.object({
  severity_floor: z.enum(SEVERITIES),
  quiet_hours: z
    .object({ from: z.int(), to: z.int() })
    .nullable()
    .describe('Minutes after midnight in one’s own time zone'),
  quiet_days: z.array(z.int()).describe('1 is Monday'),
});
const shape = ({ floor, quiet, quietDays }: Wishes): z.input<typeof wishesShape> => ({
  severity_floor: floor,
  quiet_hours: quiet,
  quiet_days: quietDays,
});
const deviceSchema = z.object({
  id: z.uuid(),
  device: z.string(),
  host: z.string().describe('Whose service takes notifications for it'),
  delivered_at: instant.nullable(),
  failing_since: instant.nullable(),
  last_error: z.string().nullable(),
});
const deviceShape = (one: PushDevice): z.input<typeof deviceSchema> => ({
  id: one.id,
  ...one.settings,
  delivered_at: one.deliveredAt?.toISOString() ?? null,
  failing_since: one.failingSince?.toISOString() ?? null,
  last_error: one.lastError,
});

export const pushDeviceRoutes = [
  defineRoute({
    method: 'get',
    path: '/push-devices',
    tag,
    summary: 'One’s own browsers that show alerts as notifications',
    description: 'Of members who are signed in: an API key has no browser.',
    permission: 'alerts.read',
    answer: z.object({
      public_key: z.string().describe('What `applicationServerKey` is given, base64url'),
      wishes: wishesShape,
      items: z.array(deviceSchema),
    }),
    handle: async ({ services, principal, org }) => {
      const { devices, wishes } = await org((tx) => ownDevices({ tx, principal }));
      return { public_key: deliveryOf(services).pushKey, wishes: shape(wishes), items: devices.map(deviceShape) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/push-devices',
    tag,
    summary: 'Have a browser show alerts: its `PushSubscription`, as it is',
    description:
      'Its address has to be public and begin with https://, unless DELIVERY_PRIVATE_NETWORKS allows it. The same one again takes the keys it has now.',
    permission: 'alerts.read',
    body: subscriptionSchema,
    bodyLimit: 10_000,
    status: 201,
    answer: deviceSchema,
    handle: async ({ services, request, work }, { body }) => {
      const { keeping, requireReachable } = deliveryOf(services);
      await requireReachable(body.endpoint);
      return deviceShape(await work((w) => addDevice(w, keeping.key, body, request.get('user-agent') ?? '')));
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/push-devices',
    tag,
    summary: 'From which severity upward one’s browsers show alerts, and when not',
    permission: 'alerts.read',
    body: wishesShape.partial(),
    answer: wishesShape,
    handle: async ({ work }, { body }) =>
      work(async (w) => {
        const { wishes } = await ownDevices(w);
        const wanted = { ...shape(wishes), ...body };
        return shape(
          await setWishes(w, {
            floor: wanted.severity_floor,
            quiet: wanted.quiet_hours,
            quietDays: wanted.quiet_days as Wishes['quietDays'],
          }),
        );
      }),
  }),
  defineRoute({
    method: 'delete',
    path: '/push-devices/:id',
    tag,
    summary: 'End one',
    permission: 'alerts.read',
    params: idParams,
    status: 204,
    handle: async ({ work }, { params }) => {
      await work((w) => removeDevice(w, params.id));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/push-devices/:id/test',
    tag,
    summary: 'Send it a test now',
    permission: 'alerts.read',
    params: idParams,
    status: 204,
    handle: async ({ services, principal }, { params }) => deliveryOf(services).testDevice(principal, params.id),
  }),
];
