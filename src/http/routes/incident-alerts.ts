import { z } from 'zod';
import { INCIDENT_STATUSES } from '../../domain/incident.ts';
import { SHARED_BY } from '../../domain/joinable-incident.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { seeJoinable } from '../../pipeline/attach-alert.ts';
import { seeAlert } from '../../pipeline/current-card.ts';
import { linkAlerts, unlinkAlerts } from '../../pipeline/incidents.ts';
import { defineRoute } from '../define-route.ts';
import { numberIn, refParams } from './shapes.ts';

const tag = 'incidents';
const alertRef = z.string().max(40).describe('e.g. ALR-204');
const wrote = z.object({
  entry: z
    .uuid()
    .nullable()
    .describe('The timeline line this wrote, which can be undone; null where it was so already'),
});

/** Which alerts belong to which incident. */
export const incidentAlertRoutes = [
  defineRoute({
    method: 'get',
    path: '/alerts/:ref/incidents',
    tag,
    summary: 'The incidents an alert can be added to',
    description: 'Those about the same account, address, camera or person first, then those changed last; at most 25.',
    permission: 'incidents.write',
    params: refParams('alert'),
    answer: z.object({
      items: z.array(
        z.object({
          ref: z.string(),
          title: z.string(),
          severity: z.enum(SEVERITIES),
          status: z.enum(INCIDENT_STATUSES),
          shares: z.array(z.enum(SHARED_BY)).describe('What its alerts have in common with this one'),
        }),
      ),
    }),
    async handle({ org, principal }, { params: { ref } }) {
      const found = await org(async (tx) => {
        const alert = await seeAlert({ tx, principal }, numberIn('alert', ref));
        return seeJoinable({ tx, principal }, alert);
      });
      return {
        items: found.map(({ number, ...one }) => ({ ref: formatReference({ kind: 'incident', number }), ...one })),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/alerts',
    tag,
    summary: 'Add alerts to an incident',
    description:
      'An alert belongs to one incident; one that belongs to another answers `conflict`, and nothing is added.',
    permission: 'incidents.write',
    params: refParams('incident'),
    body: z.strictObject({ alerts: z.array(alertRef).min(1).max(500) }),
    answer: wrote,
    handle: async ({ work }, { params: { ref }, body }) => ({
      entry: await work((w) =>
        linkAlerts(
          w,
          numberIn('incident', ref),
          body.alerts.map((alert) => numberIn('alert', alert)),
        ),
      ),
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/incidents/:ref/alerts/:alert',
    tag,
    summary: 'Take an alert off an incident',
    permission: 'incidents.write',
    params: refParams('incident').extend({ alert: alertRef }),
    answer: wrote,
    handle: async ({ work }, { params: { ref, alert } }) => ({
      entry: await work((w) => unlinkAlerts(w, numberIn('incident', ref), [numberIn('alert', alert)])),
    }),
  }),
];
