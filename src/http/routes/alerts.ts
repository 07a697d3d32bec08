import { z } from 'zod';
import { type AlertCursor, alertEvents, findAlert, listAlerts } from '../../db/alerts.ts';
import { findIncidentById } from '../../db/incidents.ts';
import { ALERT_STATUSES } from '../../domain/alert.ts';
import { formatReference } from '../../domain/reference.ts';
import { can } from '../../domain/role.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import { withKnown } from '../../pipeline/alert-shown.ts';
import { changeAlertStatus } from '../../pipeline/alerts.ts';
import { isAddress } from '../../pipeline/login-event-schema.ts';
import { defineRoute } from '../define-route.ts';
import {
  alertSchema,
  alertShape,
  eventSchema,
  eventShape,
  listOf,
  moment,
  numberIn,
  pageOf,
  pageQuery,
  refParams,
  several,
  unknownRef,
} from './shapes.ts';

const tag = 'alerts';
const params = refParams('alert');
const EVENTS_SHOWN = 200;

export const alertRoutes = [
  defineRoute({
    method: 'get',
    path: '/alerts',
    tag,
    summary: 'Alerts, the one last seen latest first',
    permission: 'alerts.read',
    query: z.strictObject({
      ...pageQuery,
      status: several(z.enum(ALERT_STATUSES)).optional(),
      severity: several(z.enum(SEVERITIES)).optional(),
      kind: several(z.string().max(100)).optional().describe('Which detector, e.g. failed_logins'),
      account: z.string().min(1).max(320).optional(),
      address: z.string().max(64).refine(isAddress, 'must be an IP address').optional(),
      country: z
        .string()
        .regex(/^[A-Za-z]{2}$/, 'must be two letters')
        .toUpperCase()
        .optional(),
      from: moment.optional().describe('Last seen at or after'),
      to: moment.optional().describe('First seen before'),
    }),
    answer: listOf(alertSchema),
    async handle({ org, principal }, { query }) {
      const { limit, cursor, status, severity, kind, ...rest } = query;
      const before = cursorOf(cursor);
      const rows = await org(async (tx) =>
        withKnown(
          { tx, principal },
          await listAlerts(tx, {
            ...rest,
            limit: limit + 1,
            ...(before === undefined ? {} : { before }),
            ...(status === undefined ? {} : { statuses: status }),
            ...(severity === undefined ? {} : { severities: severity }),
            ...(kind === undefined ? {} : { kinds: kind }),
          }),
        ),
      );
      return pageOf(rows, limit, alertShape, (last) => `${last.lastSeen.getTime()}-${last.number}`);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/alerts/:ref',
    tag,
    summary: `One alert, with the events it stands on (the first ${EVENTS_SHOWN})`,
    description: 'The events are left out for roles that may not read logs.',
    permission: 'alerts.read',
    params,
    answer: alertSchema.extend({
      incident: z.string().nullable().describe('The incident it belongs to'),
      events: z.array(eventSchema),
    }),
    handle: ({ org, principal }, input) =>
      org(async (tx) => {
        const alert = await findAlert(tx, numberIn('alert', input.params.ref));
        if (!alert) throw unknownRef();
        const incident = alert.incidentId === null ? null : await findIncidentById(tx, alert.incidentId);
        const events = can(principal.role, 'logs.read') ? await alertEvents(tx, alert.id, EVENTS_SHOWN) : [];
        return {
          ...alertShape((await withKnown({ tx, principal }, [alert]))[0]!),
          incident: incident ? formatReference({ kind: 'incident', number: incident.number }) : null,
          events: events.map(eventShape),
        };
      }),
  }),
  defineRoute({
    method: 'patch',
    path: '/alerts/:ref',
    tag,
    summary: 'Acknowledge, resolve, call it a false alarm, or open it again',
    permission: 'alerts.write',
    params,
    body: z.strictObject({ status: z.enum(ALERT_STATUSES), note: z.string().max(10_000).optional() }),
    answer: alertSchema,
    async handle({ work }, { params: { ref }, body }) {
      const number = numberIn('alert', ref);
      return alertShape(
        await work(async (w) => {
          const changed = await changeAlertStatus(w, {
            number,
            status: body.status,
            ...(body.note === undefined ? {} : { note: body.note }),
          });
          return (await withKnown(w, [changed]))[0]!;
        }),
      );
    },
  }),
];

function cursorOf(cursor: string | undefined): AlertCursor | undefined {
  if (cursor === undefined) return undefined;
  // Events begin in 1970, so no list gives out a time before it.
  const match = /^(\d{1,15})-(\d{1,9})$/.exec(cursor);
  if (!match) throw new SafeNestError('invalid_input', 'cursor: not one that a list gave out');
  return { lastSeen: new Date(Number(match[1])), number: Number(match[2]) };
}
