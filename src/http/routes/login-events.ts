import { z } from 'zod';
import type { NewLoginEvent } from '../../domain/event.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import { ingestLogins, MOST_EVENTS } from '../../pipeline/ingest-logins.ts';
import { newLoginEventSchema, parseLoginEvent } from '../../pipeline/login-event-schema.ts';
import { defineRoute } from '../define-route.ts';
import { schemaOf } from '../openapi.ts';

const one = schemaOf(newLoginEventSchema, 'input');
const several = { type: 'array', maxItems: MOST_EVENTS, items: one };
/** Only says what may come; each event is judged by itself, so that a bad one does not spoil the rest. */
const body = z.unknown().meta({
  anyOf: [one, { type: 'object', properties: { events: several }, required: ['events'] }, several],
});

const result = z.discriminatedUnion('status', [
  z.object({ status: z.literal('accepted'), ref: z.string() }),
  z.object({ status: z.literal('duplicate') }),
  z.object({ status: z.literal('rejected'), reason: z.string() }),
]);

export const loginEventRoutes = [
  defineRoute({
    method: 'post',
    path: '/login-events',
    tag: 'login events',
    summary: 'Send logins in',
    description: `One event, a list of them, or \`{"events": […]}\`; at most ${MOST_EVENTS} at once and 5 MB. An event whose event_id is known already is a duplicate and changes nothing. Good events are stored although others are rejected; a single event that cannot be read is an error.`,
    permission: 'logs.write',
    body,
    bodyLimit: 5_000_000,
    itemwise: true,
    answer: z.object({
      accepted: z.int(),
      duplicate: z.int(),
      rejected: z.array(z.object({ index: z.int(), reason: z.string() })),
      results: z.array(result).describe('One for each event, in the order they came'),
      alerts: z.array(
        z.object({ ref: z.string(), severity: z.enum(SEVERITIES), title: z.string(), is_new: z.boolean() }),
      ),
    }),
    async handle({ services, principal, now }, input) {
      const { items, single } = itemsOf(input.body);
      if (items.length > MOST_EVENTS)
        throw new SafeNestError(
          'too_large',
          `At most ${MOST_EVENTS.toLocaleString('en')} events at once; these are ${items.length.toLocaleString('en')}.`,
        );
      const good: { index: number; event: NewLoginEvent }[] = [];
      const rejected: { index: number; reason: string }[] = [];
      for (const [index, item] of items.entries()) {
        const parsed = parseLoginEvent(item, { now });
        if (parsed.ok) good.push({ index, event: parsed.event });
        else rejected.push({ index, reason: parsed.reason });
      }
      if (single && rejected[0]) throw new SafeNestError('invalid_input', rejected[0].reason);
      const stored = await ingestLogins(
        services,
        principal.orgId,
        good.map(({ event }) => event),
      );
      services.ingested?.({
        accepted: stored.accepted,
        duplicates: stored.duplicates,
        rejected: rejected.length,
        alerts: stored.alerts.filter((alert) => alert.isNew).length,
      });
      const results: z.input<typeof result>[] = [];
      for (const { index, reason } of rejected) results[index] = { status: 'rejected', reason };
      for (const [at, { index }] of good.entries()) results[index] = stored.results[at]!;
      return {
        accepted: stored.accepted,
        duplicate: stored.duplicates,
        rejected,
        results,
        alerts: stored.alerts.map(({ number, severity, title, isNew }) => ({
          ref: formatReference({ kind: 'alert', number }),
          severity,
          title,
          is_new: isNew,
        })),
      };
    },
  }),
];

function itemsOf(body: unknown): { items: readonly unknown[]; single: boolean } {
  if (Array.isArray(body)) return { items: body, single: false };
  if (typeof body !== 'object' || body === null)
    throw new SafeNestError('invalid_input', 'Send one login event, a list of them, or {"events": […]}.');
  if (!('events' in body)) return { items: [body], single: true };
  if (!Array.isArray(body.events) || Object.keys(body).length > 1)
    throw new SafeNestError('invalid_input', 'events: must be a list, with no other field beside it.');
  return { items: body.events, single: false };
}
