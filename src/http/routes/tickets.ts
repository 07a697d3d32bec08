import { z } from 'zod';
import { findTicket } from '../../db/incident-tickets.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import {
  type IncidentTicket,
  TICKET_CATEGORIES,
  TICKET_STATES,
  TRACKER_KINDS,
  ticketUrl,
} from '../../domain/ticket.ts';
import { SafeNestError } from '../../errors.ts';
import { seeIncident } from '../../pipeline/incidents.ts';
import { createTicket, unlinkTicket } from '../../pipeline/tickets/tickets.ts';
import {
  removeTracker,
  seeTracker,
  setTracker,
  type TicketServices,
  type TrackerInput,
  type TrackerShown,
  tryTicketsAgain,
} from '../../pipeline/tickets/tracker.ts';
import { defineRoute } from '../define-route.ts';
import type { HttpServices } from '../services.ts';
import { numberIn, refParams } from './shapes.ts';

const tag = 'tickets';

/** What reaches the issue tracker; `unavailable` where the process has nothing that does. */
export function ticketsOf({ tickets }: Pick<HttpServices, 'tickets'>): TicketServices {
  if (!tickets) throw new SafeNestError('unavailable', 'This process is not set up for issue trackers.');
  return tickets;
}

const instant = z.iso.datetime();
const shownSchema = z.object({
  kind: z.enum(TRACKER_KINDS),
  site: z.string(),
  project: z.string(),
  issue_type: z.string(),
  email: z.string().nullable().describe('Whose API token it is; null for a personal access token'),
  enabled: z.boolean(),
  severity_floor: z
    .enum(SEVERITIES)
    .nullable()
    .describe('From this severity upward an incident gets a ticket by itself; null: when somebody asks for it'),
  comments: z.boolean().describe('What people write goes from one to the other'),
  closes: z.boolean().describe('An incident is closed when its ticket is done'),
  language: z.enum(LANGUAGES),
  read_at: instant.nullable(),
  failing_since: instant.nullable(),
  last_error: z.string().nullable(),
  linked: z.int(),
  waiting: z.int(),
  dead: z.int().describe('Given up after a day'),
});
const shape = (one: TrackerShown): z.input<typeof shownSchema> => ({
  kind: one.kind,
  site: one.site,
  project: one.project,
  issue_type: one.issueType,
  email: one.email,
  enabled: one.enabled,
  severity_floor: one.floor,
  comments: one.comments,
  closes: one.closes,
  language: one.language,
  read_at: one.readAt?.toISOString() ?? null,
  failing_since: one.failingSince?.toISOString() ?? null,
  last_error: one.lastError,
  linked: one.linked,
  waiting: one.waiting,
  dead: one.dead,
});

const ticketSchema = z.object({
  state: z
    .enum(TICKET_STATES)
    .describe(
      'waiting: to be made; failed: could not be made within a day; gone: deleted there; unlinked: let go of here',
    ),
  key: z.string().nullable(),
  url: z.string().nullable(),
  status: z.string().nullable().describe('As the tracker last said'),
  category: z.enum(TICKET_CATEGORIES).nullable(),
  label: z.string().describe('What it is found by there'),
  problem: z.string().nullable(),
});
const ticketShape = (one: IncidentTicket): z.input<typeof ticketSchema> => ({
  state: one.state,
  key: one.key,
  url: ticketUrl(one),
  status: one.status,
  category: one.category,
  label: one.label,
  problem: one.problem,
});
const params = refParams('incident');

export const ticketRoutes = [
  defineRoute({
    method: 'get',
    path: '/ticket-tracker',
    tag,
    summary: 'The issue tracker in which incidents have tickets, and how it goes with it',
    permission: 'chat.write',
    answer: z.object({ tracker: shownSchema.nullable() }),
    async handle({ org }) {
      const found = await org(seeTracker);
      return { tracker: found && shape(found) };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/ticket-tracker',
    tag,
    summary: 'Connect Jira, or change how it is connected',
    description:
      'Jira Cloud takes an e-mail address and an API token, Jira Data Center a personal access token. Without a token the one that is there stays, unless address or account are others. Private addresses are refused unless DELIVERY_PRIVATE_NETWORKS allows them.',
    permission: 'chat.write',
    body: z.strictObject({
      kind: z.enum(TRACKER_KINDS),
      site: z.string().max(300).describe('e.g. https://example.atlassian.net'),
      project: z.string().max(30).describe('Its key, e.g. SEC'),
      issue_type: z.string().max(100).default('Task'),
      email: z.string().max(320).nullable().default(null),
      token: z.string().max(2000).optional(),
      enabled: z.boolean().default(true),
      severity_floor: z.enum(SEVERITIES).nullable().default(null),
      comments: z.boolean().default(true),
      closes: z.boolean().default(false),
      language: z.enum(LANGUAGES).default('en'),
    }),
    answer: shownSchema,
    async handle({ services, work }, { body: { issue_type: issueType, severity_floor: floor, token, ...said } }) {
      const input: TrackerInput = { ...said, issueType, floor, ...(token === undefined ? {} : { token }) };
      return shape(await work((w) => setTracker(w, ticketsOf(services).key, input)));
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/ticket-tracker',
    tag,
    summary: 'Remove the tracker and its token; tickets stay as they are',
    permission: 'chat.write',
    status: 204,
    handle: async ({ work }) => work(removeTracker),
  }),
  defineRoute({
    method: 'post',
    path: '/ticket-tracker/test',
    tag,
    summary: 'Ask the tracker now who we are there, and for the project',
    permission: 'chat.write',
    answer: z.object({ account: z.string(), project: z.string() }),
    handle: async ({ services, principal }) => ticketsOf(services).test(principal.orgId),
  }),
  defineRoute({
    method: 'post',
    path: '/ticket-tracker/try-again',
    tag,
    summary: 'Try again now what waits and what was given up',
    permission: 'chat.write',
    answer: z.object({ count: z.int() }),
    handle: async ({ work }) => ({ count: await work(tryTicketsAgain) }),
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/:ref/ticket',
    tag,
    summary: 'The ticket of an incident',
    permission: null,
    params,
    answer: z.object({ ticket: ticketSchema.nullable() }),
    handle: async ({ org, principal }, { params: { ref } }) =>
      org(async (tx) => {
        const incident = await seeIncident(tx, principal, numberIn('incident', ref));
        const ticket = await findTicket(tx, incident.id);
        return { ticket: ticket && ticketShape(ticket) };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/ticket',
    tag,
    summary: 'Have a ticket made for an incident; it has one at most, however often it is asked for',
    permission: 'incidents.write',
    params,
    status: 202,
    answer: z.object({ is_new: z.boolean(), key: z.string().nullable() }),
    async handle({ work }, { params: { ref } }) {
      const { isNew, key } = await work((w) => createTicket(w, numberIn('incident', ref)));
      return { is_new: isNew, key };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/incidents/:ref/ticket',
    tag,
    summary: 'Let go of an incident’s ticket: it stays as it is there',
    permission: 'incidents.write',
    params,
    answer: z.object({ entry: z.uuid().describe('The timeline line this wrote, which can be undone') }),
    handle: async ({ work }, { params: { ref } }) => ({
      entry: (await work((w) => unlinkTicket(w, numberIn('incident', ref)))).entryId,
    }),
  }),
];
