import { z } from 'zod';
import { INCIDENT_STATUSES } from '../../domain/incident.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import {
  commentOnIncident,
  openIncident,
  seeIncident,
  seeIncidents,
  timeline,
  undoIncidentChange,
  updateIncident,
} from '../../pipeline/incidents.ts';
import { defineRoute } from '../define-route.ts';
import {
  entrySchema,
  entryShape,
  incidentSchema,
  incidentShape,
  listOf,
  moment,
  numberCursor,
  numberIn,
  pageOf,
  pageQuery,
  refParams,
  several,
} from './shapes.ts';

const tag = 'incidents';
const OWN = 'Who may not read incidents sees those they opened themselves.';
const params = refParams('incident');
const alertRef = z.string().max(40).describe('e.g. ALR-204');

export const incidentRoutes = [
  defineRoute({
    method: 'get',
    path: '/incidents',
    tag,
    summary: 'Incidents, newest first',
    description: OWN,
    permission: null,
    query: z.strictObject({
      ...pageQuery,
      status: several(z.enum(INCIDENT_STATUSES)).optional(),
      severity: several(z.enum(SEVERITIES)).optional(),
      text: z.string().min(1).max(200).optional().describe('Words in title or summary'),
      from: moment.optional().describe('Opened at or after'),
      to: moment.optional().describe('Opened before'),
    }),
    answer: listOf(incidentSchema),
    async handle({ org, principal }, { query }) {
      const { limit, cursor, status, severity, text, from, to } = query;
      const before = numberCursor(cursor);
      const rows = await org((tx) =>
        seeIncidents(tx, principal, {
          limit: limit + 1,
          ...(before === undefined ? {} : { before }),
          ...(status === undefined ? {} : { statuses: status }),
          ...(severity === undefined ? {} : { severities: severity }),
          ...(text === undefined ? {} : { text }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        }),
      );
      return pageOf(rows, limit, incidentShape, (last) => String(last.number));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents',
    tag,
    summary: 'Open an incident',
    description: 'Without a severity it takes the worst of its alerts’, or medium.',
    permission: 'incidents.create',
    body: z.strictObject({
      title: z.string().max(1000),
      summary: z.string().max(20_000).optional(),
      severity: z.enum(SEVERITIES).optional(),
      alerts: z.array(alertRef).max(500).optional(),
    }),
    status: 201,
    answer: incidentSchema.extend({
      alerts: z.array(z.string()),
      elsewhere: z
        .array(z.object({ alert: z.string(), incident: z.string() }))
        .describe('Alerts asked for that belong to another incident already, and stay there'),
    }),
    async handle({ work }, { body }) {
      const opened = await work((w) =>
        openIncident(w, {
          title: body.title,
          ...(body.summary === undefined ? {} : { summary: body.summary }),
          ...(body.severity === undefined ? {} : { severity: body.severity }),
          ...(body.alerts === undefined ? {} : { alertNumbers: body.alerts.map((ref) => numberIn('alert', ref)) }),
        }),
      );
      return {
        ...incidentShape(opened),
        alerts: opened.linked.map((number) => formatReference({ kind: 'alert', number })),
        elsewhere: opened.elsewhere.map(({ alert, incident }) => ({
          alert: formatReference({ kind: 'alert', number: alert }),
          incident: formatReference({ kind: 'incident', number: incident }),
        })),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/:ref',
    tag,
    summary: 'One incident',
    description: OWN,
    permission: null,
    params,
    answer: incidentSchema,
    handle: async ({ org, principal }, input) =>
      incidentShape(await org((tx) => seeIncident(tx, principal, numberIn('incident', input.params.ref)))),
  }),
  defineRoute({
    method: 'patch',
    path: '/incidents/:ref',
    tag,
    summary: 'Change status, assignee, scribe, liaison, severity, title or resolution',
    permission: 'incidents.write',
    params,
    body: z.strictObject({
      status: z.enum(INCIDENT_STATUSES).optional(),
      assignee: z.string().max(320).nullable().optional().describe('`me`, a name or e-mail address; null for nobody'),
      scribe: z.string().max(320).nullable().optional().describe('Likewise'),
      liaison: z.string().max(320).nullable().optional().describe('Likewise'),
      severity: z.enum(SEVERITIES).optional(),
      title: z.string().max(1000).optional(),
      resolution: z.string().max(10_000).optional(),
    }),
    answer: incidentSchema.extend({
      entries: z.array(z.uuid()).describe('The timeline lines this change wrote; each can be undone'),
    }),
    async handle({ work }, { params: { ref }, body }) {
      const { incident, entryIds } = await work((w) => updateIncident(w, numberIn('incident', ref), body));
      return { ...incidentShape(incident), entries: entryIds };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/:ref/timeline',
    tag,
    summary: 'What happened in an incident, oldest first; the last 500 lines',
    description: OWN,
    permission: null,
    params,
    answer: listOf(entrySchema),
    async handle({ org, principal }, input) {
      const entries = await org(async (tx) => {
        const incident = await seeIncident(tx, principal, numberIn('incident', input.params.ref));
        return timeline(tx, incident.id);
      });
      return { items: entries.map(entryShape), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/comments',
    tag,
    summary: 'Comment on an incident',
    description: 'Whoever opened an incident may comment on it.',
    permission: null,
    params,
    body: z.strictObject({ text: z.string().max(20_000) }),
    status: 201,
    answer: z.object({ id: z.uuid() }),
    handle: async ({ work }, { params: { ref }, body }) => ({
      id: await work((w) => commentOnIncident(w, numberIn('incident', ref), body.text)),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/undo',
    tag,
    summary: 'Take back a change',
    description:
      'The change is named by its line of the timeline, so that a request sent twice takes back one change, not two. Taking back the opening withdraws the incident; whoever opened it may do that.',
    permission: null,
    params,
    body: z.strictObject({ entry: z.uuid().describe('The line of the timeline') }),
    answer: incidentSchema.extend({ undone: entrySchema }),
    async handle({ work }, { params: { ref }, body }) {
      const { incident, undone } = await work((w) => undoIncidentChange(w, numberIn('incident', ref), body.entry));
      return { ...incidentShape(incident), undone: entryShape(undone) };
    },
  }),
];
