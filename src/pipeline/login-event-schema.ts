import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { NETWORK_KINDS, type NewLoginEvent } from '../domain/event.ts';
import { fieldErrors, plainMessage } from '../domain/plain-issue.ts';

/** Source clocks run fast, but not by more than this. */
const AHEAD_MS = 24 * 3600 * 1000;
const LONGEST_TEXT = 2000;

/** What the database can hold: no NUL, no half surrogate pairs. They become U+FFFD, so that one sees something was there. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();

const words = (limit: number) =>
  z
    .string()
    .transform((text) => storable(text).trim())
    .pipe(z.string().max(limit, `must be at most ${limit} characters`));
const required = (limit: number) => words(limit).pipe(z.string().min(1, 'must not be empty'));
/** Empty and absent are the same: sources write both. */
const optional = (limit: number) =>
  words(limit)
    .nullish()
    .transform((text) => text || null);

/** A login as the API and JSON lines carry it. */
export const newLoginEventSchema = z
  .strictObject({
    event_id: required(200).describe('The source’s own id; a second event with the same id is a duplicate'),
    occurred_at: z.iso
      .datetime({ offset: true, message: 'must be a time with its zone, like 2026-03-01T09:30:00Z' })
      .transform((text) => new Date(text))
      .refine((at) => !Number.isNaN(at.getTime()), 'is no moment in time')
      .describe('When it happened, ISO 8601 with offset; from 1970 to one day ahead'),
    outcome: z.enum(['success', 'failure']),
    account: required(320).describe('Account name or e-mail'),
    address: z
      .string()
      .trim()
      .max(64)
      .nullish()
      .transform((text) => text || null)
      .refine((text) => text === null || isAddress(text), 'must be an IPv4 or IPv6 address')
      .transform((text) => (text === null ? null : canonicalAddress(text)))
      .describe('IPv4 or IPv6'),
    country: z
      .string()
      .trim()
      .toUpperCase()
      .nullish()
      .transform((text) => text || null)
      .refine((text) => text === null || /^[A-Z]{2}$/.test(text), 'must be a two-letter country code')
      .describe('ISO 3166-1 alpha-2'),
    city: optional(200),
    latitude: z.number().min(-90).max(90).nullish().describe('Degrees; together with longitude'),
    longitude: z.number().min(-180).max(180).nullish(),
    asn: z
      .union([
        z.number(),
        z
          .string()
          .trim()
          .regex(/^(?:as)?\d{1,10}$/i, 'must be a number like 3320 or AS3320'),
      ])
      .nullish()
      .transform((given) => (given == null ? null : Number(String(given).replace(/^as/i, ''))))
      .refine(
        (asn) => asn === null || (Number.isInteger(asn) && asn >= 0 && asn < 2 ** 32),
        'must be a number like 3320',
      )
      .describe('Number of the autonomous system the address belongs to, like 3320 or AS3320'),
    network_owner: optional(200).describe('Who runs that network'),
    network_kind: z
      .enum(NETWORK_KINDS)
      .nullish()
      .transform((kind) => kind ?? null)
      .describe('Where your system knows that it is no place to be: a VPN, a relay like Apple’s, …'),
    device: optional(500).describe('User agent, device id or client software'),
    method: optional(100).describe('How they signed in, e.g. password, sso'),
    mfa: z
      .boolean()
      .nullish()
      .transform((used) => used ?? null)
      .describe('Whether a second factor was used'),
    reason: optional(500).describe('Why it failed'),
    text: z
      .string()
      .transform((text) => cut(storable(text), LONGEST_TEXT))
      .nullish()
      .describe(`The original line; at most ${LONGEST_TEXT} characters are kept`),
    source: optional(100).describe('Which program or system said so, e.g. okta; `api` where absent'),
  })
  .refine(({ latitude, longitude }) => (latitude == null) === (longitude == null), {
    message: 'must come together with longitude',
    path: ['latitude'],
  });

export type ParsedLogin = { ok: true; event: NewLoginEvent } | { ok: false; reason: string };

/** Reads one login; `source` and `eventId` are used where it names none. The reason names the field. */
export function parseLoginEvent(
  input: unknown,
  { now, source = 'api', eventId }: { now: Date; source?: string; eventId?: () => string },
): ParsedLogin {
  const named =
    eventId && typeof input === 'object' && input !== null && !('event_id' in input)
      ? { ...input, event_id: eventId() }
      : input;
  const parsed = newLoginEventSchema.safeParse(named, { error: plainMessage });
  if (!parsed.success) {
    const { field, message } = fieldErrors(parsed.error)[0]!;
    return { ok: false, reason: cut(storable(`${field === '' ? 'a login' : field} ${message}`), 500) };
  }
  const { data } = parsed;
  const ahead = data.occurred_at.getTime() - now.getTime();
  if (ahead > AHEAD_MS) return { ok: false, reason: 'occurred_at lies more than a day in the future' };
  if (data.occurred_at.getTime() < 0) return { ok: false, reason: 'occurred_at lies before 1970' };
  const event: NewLoginEvent = {
    eventId: data.event_id,
    occurredAt: data.occurred_at,
    outcome: data.outcome,
    account: data.account,
    address: data.address,
    country: data.country,
    city: data.city,
    latitude: data.latitude ?? null,
    longitude: data.longitude ?? null,
    network:
      data.asn === null && data.network_owner === null && data.network_kind === null
        ? null
        : { asn: data.asn, owner: data.network_owner, kind: data.network_kind },
    device: data.device,
    method: data.method,
    mfa: data.mfa,
    reason: data.reason,
    text: '',
    source: data.source ?? source,
  };
  event.text = data.text || sentence(event);
  return { ok: true, event };
}

/** An event in the shape that `parseLoginEvent` reads: what an importer sends to the API. */
export const toWire = (event: NewLoginEvent) =>
  ({
    event_id: event.eventId,
    occurred_at: event.occurredAt.toISOString(),
    outcome: event.outcome,
    account: event.account,
    address: event.address,
    country: event.country,
    city: event.city,
    latitude: event.latitude,
    longitude: event.longitude,
    asn: event.network?.asn ?? null,
    network_owner: event.network?.owner ?? null,
    network_kind: event.network?.kind ?? null,
    device: event.device,
    method: event.method,
    mfa: event.mfa ?? null,
    reason: event.reason,
    text: event.text,
    source: event.source,
  }) satisfies z.input<typeof newLoginEventSchema>;

/** What full-text search reads where the source gives no line of its own. */
function sentence(event: NewLoginEvent): string {
  const { account, outcome, address, country, city, method, device, reason, source } = event;
  const place = [city, country].filter((part) => part !== null).join(', ');
  const parts = [
    `${account} ${outcome === 'success' ? 'signed in' : 'failed to sign in'}`,
    address && `from ${address}`,
    place && `(${place})`,
    method && `with ${method}`,
    device && `on ${device}`,
    `to ${source}`,
    reason && `: ${reason}`,
  ];
  return cut(parts.filter(Boolean).join(' ').replace(' :', ':'), LONGEST_TEXT);
}

/** Whether the database takes this text for an address: IPv4 or IPv6, without a zone. */
export const isAddress = (text: string): boolean => isIP(text) !== 0 && ipaddr.isValid(text) && !text.includes('%');

/** IPv4 in IPv6 is the same machine: `::ffff:192.0.2.1` is 192.0.2.1. */
const canonicalAddress = (text: string): string => ipaddr.process(text).toString();

/** The first `limit` UTF-16 units, never half a character. */
const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
