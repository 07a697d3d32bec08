import { z } from 'zod';
import { findOwnRetention } from '../../db/retention-settings.ts';
import { alertsOnSignals, listSignals, type SignalCursor } from '../../db/signals.ts';
import { formatReference } from '../../domain/reference.ts';
import { USUAL_RETENTION, withOwn } from '../../domain/retention.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SIGNAL_STATUSES, type Signal } from '../../domain/signal.ts';
import { SafeNestError } from '../../errors.ts';
import { signalsOfWebhook } from '../../pipeline/signals/alertmanager.ts';
import {
  isAddress,
  MOST_SIGNALS,
  newSignalSchema,
  parseSignal,
  type SentSignal,
} from '../../pipeline/signals/signal-schema.ts';
import { takeSignals } from '../../pipeline/signals/take-signals.ts';
import { defineRoute, type RouteContext } from '../define-route.ts';
import { schemaOf } from '../openapi.ts';
import { listOf, moment, pageOf, pageQuery, several } from './shapes.ts';

const tag = 'signals';

const one = schemaOf(newSignalSchema, 'input');
const many = { type: 'array', maxItems: MOST_SIGNALS, items: one };
/** Only says what may come; each signal is judged by itself, so that a bad one does not spoil the rest. */
const body = z.unknown().meta({
  anyOf: [one, { type: 'object', properties: { signals: many }, required: ['signals'] }, many],
});

const result = z.discriminatedUnion('status', [
  z.object({ status: z.literal('accepted') }),
  z.object({ status: z.literal('duplicate') }),
  z.object({ status: z.literal('rejected'), reason: z.string() }),
]);

const taken = z.object({
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z.array(z.object({ index: z.int(), reason: z.string() })),
  results: z.array(result).describe('One for each signal, in the order they came'),
  alerts: z.array(z.object({ ref: z.string(), severity: z.enum(SEVERITIES), title: z.string(), is_new: z.boolean() })),
});

const signalSchema = z.object({
  event_id: z.string(),
  source: z.string(),
  kind: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  status: z.enum(SIGNAL_STATUSES),
  occurred_at: z.iso.datetime(),
  fingerprint: z.string(),
  account: z.string().nullable(),
  address: z.string().nullable(),
  link: z.string().nullable(),
  details: z.record(z.string(), z.string()),
  alerts: z.array(z.string()).describe('What it raised or joined, like ALR-17'),
});

export const signalRoutes = [
  defineRoute({
    method: 'post',
    path: '/signals',
    tag,
    summary: 'Send in what another system reports',
    description: `One signal, a list of them, or \`{"signals": […]}\`; at most ${MOST_SIGNALS.toLocaleString('en')} at once and 5 MB. What is answered as accepted is stored and judged by the rules of kind signal. One whose source and event_id are known already is a duplicate and changes nothing. Good ones are stored although others are rejected; a single one that cannot be read is an error.`,
    permission: 'logs.write',
    body,
    bodyLimit: 5_000_000,
    itemwise: true,
    answer: taken,
    handle(context, input) {
      const { items, single } = itemsOf(input.body);
      return take(context, items, single);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/signals/alertmanager',
    tag,
    summary: 'Send in the webhook of Prometheus Alertmanager or Grafana',
    description:
      'The body as they send it. Each of its alerts becomes a signal: alertname is the kind, the summary the title, the labels severity, account (or user) and address (or ip) what they say; firing and resolved are kept. One that cannot be read is told and spoils nothing: the answer is 200, as the sender would only try again.',
    permission: 'logs.write',
    query: z.strictObject({
      source: z.string().trim().min(1).max(100).optional().describe('Which system it is; else grafana or alertmanager'),
    }),
    body: z.unknown().meta({
      type: 'object',
      properties: { alerts: { type: 'array', maxItems: MOST_SIGNALS, items: { type: 'object' } } },
      required: ['alerts'],
    }),
    bodyLimit: 5_000_000,
    itemwise: true,
    answer: taken,
    handle: (context, { query, body: sent }) => take(context, signalsOfWebhook(sent, query.source), false),
  }),
  defineRoute({
    method: 'get',
    path: '/signals',
    tag,
    summary: 'What other systems reported, the latest first',
    permission: 'logs.read',
    query: z.strictObject({
      ...pageQuery,
      source: z.string().min(1).max(100).toLowerCase().optional(),
      kind: z.string().min(1).max(100).toLowerCase().optional(),
      severity: several(z.enum(SEVERITIES)).optional(),
      status: z.enum(SIGNAL_STATUSES).optional(),
      account: z.string().min(1).max(320).optional(),
      address: z.string().max(64).refine(isAddress, 'must be an IP address').optional(),
      from: moment.optional(),
      to: moment.optional(),
    }),
    answer: listOf(signalSchema),
    handle({ org }, { query }) {
      const { limit, cursor, severity, ...filter } = query;
      return org(async (tx) => {
        const before = cursorOf(cursor);
        const rows = await listSignals(tx, { ...filter, severities: severity }, { before, limit: limit + 1 });
        const alerts = await alertsOnSignals(
          tx,
          rows.map(({ sequence }) => sequence),
        );
        const shape = (signal: Signal) => signalShape(signal, alerts.get(signal.sequence) ?? []);
        return pageOf(rows, limit, shape, (last) => `${last.occurredAt.getTime()}-${last.sequence}`);
      });
    },
  }),
];

async function take({ work, org, services, now }: RouteContext, items: readonly unknown[], single: boolean) {
  if (items.length > MOST_SIGNALS)
    throw new SafeNestError(
      'too_large',
      `At most ${MOST_SIGNALS.toLocaleString('en')} signals at once; these are ${items.length.toLocaleString('en')}.`,
    );
  const installation = services.retention ?? USUAL_RETENTION;
  const { eventDays: keptDays } = withOwn(installation, await org(findOwnRetention));
  const good: { index: number; signal: SentSignal }[] = [];
  const rejected: { index: number; reason: string }[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = parseSignal(item, { now, keptDays });
    if (parsed.ok) good.push({ index, signal: parsed.signal });
    else rejected.push({ index, reason: parsed.reason });
  }
  if (single && rejected[0]) throw new SafeNestError('invalid_input', rejected[0].reason);
  const { fresh, alerts } = await work((w) =>
    takeSignals(
      w,
      good.map(({ signal }) => signal),
    ),
  );
  const results: z.input<typeof result>[] = [];
  for (const { index, reason } of rejected) results[index] = { status: 'rejected', reason };
  for (const [at, { index }] of good.entries()) results[index] = { status: fresh[at] ? 'accepted' : 'duplicate' };
  return {
    accepted: fresh.filter(Boolean).length,
    duplicate: fresh.filter((isNew) => !isNew).length,
    rejected,
    results,
    alerts: alerts.map(({ number, severity, title, isNew }) => ({
      ref: formatReference({ kind: 'alert', number }),
      severity,
      title,
      is_new: isNew,
    })),
  };
}

function itemsOf(sent: unknown): { items: readonly unknown[]; single: boolean } {
  if (Array.isArray(sent)) return { items: sent, single: false };
  if (typeof sent !== 'object' || sent === null)
    throw new SafeNestError('invalid_input', 'Send one signal, a list of them, or {"signals": […]}.');
  if (!('signals' in sent)) return { items: [sent], single: true };
  if (!Array.isArray(sent.signals) || Object.keys(sent).length > 1)
    throw new SafeNestError('invalid_input', 'signals: must be a list, with no other field beside it.');
  return { items: sent.signals, single: false };
}

const signalShape = (signal: Signal, alerts: readonly number[]): z.input<typeof signalSchema> => ({
  event_id: signal.eventId,
  source: signal.source,
  kind: signal.kind,
  title: signal.title,
  severity: signal.severity,
  status: signal.status,
  occurred_at: signal.occurredAt.toISOString(),
  fingerprint: signal.fingerprint,
  account: signal.account,
  address: signal.address,
  link: signal.link,
  details: signal.details,
  alerts: alerts.map((number) => formatReference({ kind: 'alert', number })),
});

function cursorOf(cursor: string | undefined): SignalCursor | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(cursor);
  if (!match) throw new SafeNestError('invalid_input', 'cursor: not one that a list gave out');
  return { occurredAt: new Date(Number(match[1])), sequence: Number(match[2]) };
}
