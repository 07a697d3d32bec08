import { z } from 'zod';
import { ALERT_STATUSES } from '../../domain/alert.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { withKnown } from '../../pipeline/alert-shown.ts';
import { DEFAULT_RANGE, type Hotspot, type PeriodTotals, summarisePosture } from '../../pipeline/posture.ts';
import { defineRoute } from '../define-route.ts';
import { alertSchema, alertShape, incidentSchema, incidentShape } from './shapes.ts';

const instant = z.iso.datetime();
const period = z.object({
  from: instant,
  to: instant.describe('Not included; never later than now'),
  label: z.string(),
  days: z.number(),
  alerts: z.int(),
  alerts_by_severity: z.record(z.enum(SEVERITIES), z.int()),
  alerts_by_status: z.record(z.enum(ALERT_STATUSES), z.int()).describe('As they are now'),
  logins: z.int(),
  failed_logins: z.int(),
  incidents_opened: z.int(),
  incidents_closed: z.int(),
  incidents_still_open: z.int().describe('Of those opened in the period'),
  seconds_to_acknowledge: z
    .number()
    .nullable()
    .describe('From an alert’s being raised until somebody handled it: the median'),
  seconds_to_close: z.number().nullable().describe('From opening to closing of the incidents closed in it: the median'),
});
const hotspot = z.object({
  name: z.string(),
  alerts: z.int(),
  before: z.int(),
  new: z.boolean().describe('No alert before the period named it'),
  rule: z.string().nullable().describe('Of rules that still exist'),
});
const named = z.string().min(1).max(100);

export const postureRoutes = [
  defineRoute({
    method: 'get',
    path: '/posture',
    tag: 'posture',
    summary: 'How security stood in a period, beside the one before it',
    description:
      'Of a period that still runs, what has passed is compared with the same part of the one before. An alert belongs to ' +
      'every period it reaches into.',
    permission: 'logs.read',
    query: z.strictObject({
      range: named.default(DEFAULT_RANGE).describe('By name: last_week, this_month, 2015-12 …'),
      compare_to: named.optional().describe('Another period to compare with; of two the later is `current`'),
    }),
    answer: z.object({
      current: period,
      before: period,
      running: z.boolean().describe('The current period has not ended yet'),
      direction: z
        .enum(['more', 'fewer', 'same', 'unclear'])
        .describe('Of alerts, by the day; `unclear` where chance explains the difference'),
      accounts: z
        .int()
        .nullable()
        .describe('That signed in or tried to; null where there are too many to look at each'),
      addresses: z.int().nullable(),
      hotspots: z.object({
        accounts: z.array(hotspot),
        addresses: z.array(hotspot),
        countries: z.array(hotspot),
        rules: z.array(hotspot),
      }),
      over_time: z.object({
        unit: z.enum(['hour', 'day', 'month']),
        slots: z.array(z.object({ start: z.string(), alerts: z.int(), high_or_critical: z.int() })),
      }),
      next: z.object({
        alerts: z.array(alertSchema).describe('High and critical ones that nobody has touched, the first of them'),
        alerts_total: z.int(),
        incidents: z.array(incidentSchema).describe('Open ones that nobody has, the first of them'),
        incidents_total: z.int(),
        rule: z
          .object({ ref: z.string(), name: z.string(), alerts: z.int(), false_alarms: z.int() })
          .nullable()
          .describe('The rule most of whose alerts were false alarms'),
      }),
    }),
    async handle({ org, principal, now }, { query }) {
      const posture = await summarisePosture(
        org,
        { principal, now },
        { range: query.range, compareTo: query.compare_to },
      );
      const alerts = posture.next.find((step) => step.kind === 'handle_alerts');
      const known = await org((tx) => withKnown({ tx, principal }, alerts?.alerts ?? []));
      const incidents = posture.next.find((step) => step.kind === 'assign_incidents');
      const rule = posture.next.find((step) => step.kind === 'tune_rule')?.rule;
      const { account, address, country, rule: rules } = posture.hotspots;
      return {
        current: periodShape(posture.current),
        before: periodShape(posture.before),
        running: posture.periods.running,
        direction: posture.direction,
        accounts: posture.names.accounts,
        addresses: posture.names.addresses,
        hotspots: {
          accounts: account.map(hotspotShape),
          addresses: address.map(hotspotShape),
          countries: country.map(hotspotShape),
          rules: rules.map(hotspotShape),
        },
        over_time: {
          unit: posture.overTime.unit,
          slots: posture.overTime.slots.map((slot) => ({
            start: slot.key,
            alerts: slot.alerts,
            high_or_critical: slot.severe,
          })),
        },
        next: {
          alerts: known.map(alertShape),
          alerts_total: alerts?.total ?? 0,
          incidents: incidents?.incidents.map(incidentShape) ?? [],
          incidents_total: incidents?.total ?? 0,
          rule: rule
            ? {
                ref: formatReference({ kind: 'rule', number: rule.number }),
                name: rule.name,
                alerts: rule.alerts,
                false_alarms: rule.falseAlarms,
              }
            : null,
        },
      };
    },
  }),
];

const periodShape = (totals: PeriodTotals): z.input<typeof period> => ({
  from: totals.range.from.toISOString(),
  to: totals.range.to.toISOString(),
  label: totals.range.label,
  days: totals.days,
  alerts: totals.alerts.total,
  alerts_by_severity: totals.alerts.bySeverity,
  alerts_by_status: totals.alerts.byStatus,
  logins: totals.logins.logins,
  failed_logins: totals.logins.failed,
  incidents_opened: totals.incidents.opened,
  incidents_closed: totals.incidents.closed,
  incidents_still_open: totals.incidents.stillOpen,
  seconds_to_acknowledge: totals.medianToAcknowledge,
  seconds_to_close: totals.incidents.medianToClose,
});

const hotspotShape = (spot: Hotspot): z.input<typeof hotspot> => ({
  name: spot.name,
  alerts: spot.alerts,
  before: spot.before,
  new: spot.isNew,
  rule: spot.ruleNumber === undefined ? null : formatReference({ kind: 'rule', number: spot.ruleNumber }),
});
