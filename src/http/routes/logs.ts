import { z } from 'zod';
import { findEvent } from '../../db/events.ts';
import { HOURS_WORDS, WEEKDAYS_WORDS } from '../../domain/hours-of-day.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { parseRange } from '../../domain/time-range.ts';
import { SafeNestError } from '../../errors.ts';
import { withKnown } from '../../pipeline/alert-shown.ts';
import { LOG_GROUPS, LOG_KINDS, LOG_STATUSES, type LogRow, searchLogs } from '../../pipeline/search-logs.ts';
import { defineRoute } from '../define-route.ts';
import {
  alertSchema,
  alertShape,
  eventSchema,
  eventShape,
  incidentSchema,
  incidentShape,
  listOf,
  moment,
  numberIn,
  pageQuery,
  refParams,
  several,
  unknownRef,
} from './shapes.ts';

const tag = 'logs';

const row = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('login'), ref: z.string(), at: z.iso.datetime(), event: eventSchema }),
  z.object({ kind: z.literal('alert'), ref: z.string(), at: z.iso.datetime(), alert: alertSchema }),
  z.object({ kind: z.literal('incident'), ref: z.string(), at: z.iso.datetime(), incident: incidentSchema }),
]);

function rowShape(found: LogRow): z.input<typeof row> {
  const at = found.at.toISOString();
  switch (found.kind) {
    case 'login':
      return { kind: 'login', ref: found.ref, at, event: eventShape(found.event) };
    case 'alert':
      return { kind: 'alert', ref: found.ref, at, alert: alertShape(found.alert) };
    case 'incident':
      return { kind: 'incident', ref: found.ref, at, incident: incidentShape(found.incident) };
  }
}

const text = (most: number) => z.string().min(1).max(most).optional();

export const logRoutes = [
  defineRoute({
    method: 'get',
    path: '/logs',
    tag,
    summary: 'Search logins, alerts and incidents, newest first',
    description: 'All that is given must hold. What your role may not read is not searched.',
    permission: 'logs.read',
    query: z.strictObject({
      query: text(1000).describe('Words, "phrases", AND, OR, NOT, parentheses; or a reference'),
      kinds: several(z.enum(LOG_KINDS)).optional(),
      min_severity: z.enum(SEVERITIES).optional(),
      outcome: z.enum(['success', 'failure']).optional(),
      severities: several(z.enum(SEVERITIES)).optional().describe('Exactly these, rather than one and worse'),
      status: several(z.enum(LOG_STATUSES)).optional(),
      user: text(1000).describe('An account, the beginning of one, or a member’s name; several with commas'),
      exclude_user: text(1000),
      ip: text(100).describe('An address, a network such as 10.0.0.0/8, or a range such as 10.0.0.1-10.0.0.9'),
      exclude_ip: text(100),
      country: text(500).describe('Codes or English names, several with commas'),
      exclude_country: text(500),
      city: text(200).describe('Of logins; several with commas'),
      device: text(100).describe('Of logins: words in the name of the device or browser'),
      via: text(60).describe('Of logins: a word in the name of the service or way they came by, e.g. vpn'),
      second_factor: z
        .enum(['used', 'not_used'])
        .optional()
        .describe('Of logins: with a second factor, or without one; what says nothing of it is neither'),
      rule: text(100).describe('What raised an alert: RULE-3, a rule’s name, or a kind of detector'),
      camera: text(300).describe('Of alerts: a camera, its place or a zone, or CAM-3; several with commas'),
      handled_by: text(320).describe('Of alerts: who acknowledged or settled them: a name or me'),
      assignee: text(320).describe('Who works on an incident: a name, me or nobody'),
      exclude_assignee: text(320).describe('Who does not work on an incident: a name, me or nobody'),
      opened_by: text(320).describe('Who opened an incident: a name or me'),
      hours: text(40).describe(`On your clock: ${HOURS_WORDS}`),
      weekdays: text(80).describe(WEEKDAYS_WORDS),
      range: text(100).describe('e.g. yesterday, last_24h, 2015-12-10, 2015-12-10T02:00/2015-12-10T04:00'),
      from: moment.optional(),
      to: moment.optional(),
      group_by: z.enum(LOG_GROUPS).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
      cursor: pageQuery.cursor,
    }),
    answer: listOf(row).extend({
      totals: z
        .record(z.string(), z.object({ count: z.int(), capped: z.boolean() }))
        .describe('How many fit of each kind; `capped` where there are more. Only on the first page'),
      groups: z.array(z.object({ key: z.string().nullable(), count: z.int() })).nullable(),
      notes: z.array(z.string()).describe('What was understood in a way you should know of'),
    }),
    async handle({ org, principal, now }, { query }) {
      const found = await org(async (tx) => {
        const { rows, ...rest } = await searchLogs(tx, principal, {
          query: query.query,
          kinds: query.kinds,
          minSeverity: query.min_severity,
          severities: query.severities,
          outcome: query.outcome,
          status: query.status?.join(','),
          user: query.user,
          excludeUser: query.exclude_user,
          ip: query.ip,
          excludeIp: query.exclude_ip,
          country: query.country,
          excludeCountry: query.exclude_country,
          city: query.city,
          device: query.device,
          via: query.via,
          secondFactor: query.second_factor,
          rule: query.rule,
          camera: query.camera,
          handledBy: query.handled_by,
          assignee: query.assignee,
          excludeAssignee: query.exclude_assignee,
          openedBy: query.opened_by,
          hours: query.hours,
          weekdays: query.weekdays,
          ...rangeOf(query, { now, timeZone: principal.timeZone }),
          groupBy: query.group_by,
          limit: query.limit,
          cursor: query.cursor,
        });
        const alerts = await withKnown(
          { tx, principal },
          rows.flatMap((one) => (one.kind === 'alert' ? [one.alert] : [])),
        );
        const known = new Map(alerts.map((alert) => [alert.id, alert]));
        return {
          ...rest,
          rows: rows.map((one) => (one.kind === 'alert' ? { ...one, alert: known.get(one.alert.id)! } : one)),
        };
      });
      return {
        items: found.rows.map(rowShape),
        next: found.next,
        totals: found.totals,
        groups: found.groups?.map(({ key, count }) => ({ key, count })) ?? null,
        notes: found.notes,
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/logs/:ref',
    tag,
    summary: 'One login event',
    permission: 'logs.read',
    params: refParams('event'),
    answer: eventSchema,
    async handle({ org }, { params }) {
      const event = await org((tx) => findEvent(tx, numberIn('event', params.ref)));
      if (!event) throw unknownRef();
      return eventShape(event);
    },
  }),
];

function rangeOf(
  query: { range?: string | undefined; from?: Date | undefined; to?: Date | undefined },
  clock: { now: Date; timeZone: string },
): { from?: Date | undefined; to?: Date | undefined } {
  if (query.range === undefined) return { from: query.from, to: query.to };
  if (query.from || query.to) throw new SafeNestError('invalid_input', 'Give either range, or from and to; not both.');
  const range = parseRange(query.range, clock);
  if (!range)
    throw new SafeNestError('invalid_input', `range: “${query.range}” is none; try yesterday, last_24h or a date.`);
  return { from: range.from, to: range.to };
}
