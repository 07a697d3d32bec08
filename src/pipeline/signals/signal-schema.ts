import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { fieldErrors, plainMessage } from '../../domain/plain-issue.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { type NewSignal, SIGNAL_STATUSES } from '../../domain/signal.ts';
import { oneLine } from '../../domain/text.ts';
import { storable } from '../login-event-schema.ts';

export const MOST_SIGNALS = 1000;
/** Clocks run fast, but not by more than this. */
const DAY_MS = 24 * 3600 * 1000;
const AHEAD_MS = DAY_MS;
const MOST_DETAILS = 30;
const LONGEST_VALUE = 500;

const line = (limit: number) =>
  z
    .string()
    .max(10_000)
    .transform((text) => oneLine(storable(text), limit));
const required = (limit: number) => line(limit).pipe(z.string().min(1, 'must not be empty'));
/** What names compare by: lower case, so that Okta and okta are one. */
const name = (limit: number) => required(limit).transform((text) => text.toLowerCase());
const exact = (limit: number) =>
  z
    .string()
    .transform((text) => storable(text).trim())
    .pipe(z.string().min(1, 'must not be empty').max(limit, `must be at most ${limit} characters`));
const blankIsNone = (text: string | null | undefined): string | null => text?.trim() || null;

/** A signal as the API carries it. */
export const newSignalSchema = z.strictObject({
  event_id: exact(300).describe('The system’s own id; a second signal of the source with the same id is a duplicate'),
  source: name(100).describe('Which system, e.g. okta'),
  kind: name(100).describe('What sort of thing, e.g. mfa_disabled, admin_granted, password_reset'),
  title: required(300).describe('What happened, in one line; longer ones are cut at 300 characters'),
  severity: z.enum(SEVERITIES).default('medium'),
  status: z.enum(SIGNAL_STATUSES).default('firing').describe('resolved: what the fingerprint stands for is over'),
  occurred_at: z.iso
    .datetime({ offset: true, message: 'must be a time with its zone, like 2026-03-01T09:30:00Z' })
    .transform((text) => new Date(text))
    .refine((at) => !Number.isNaN(at.getTime()), 'is no moment in time')
    .describe('ISO 8601 with offset; from as far back as signals are kept to one day ahead'),
  fingerprint: exact(300)
    .nullish()
    .describe('What makes two signals the same matter; the kind with the account, address or camera where absent'),
  account: exact(320).nullish().describe('Whose account it is about'),
  address: z
    .string()
    .max(64)
    .nullish()
    .transform(blankIsNone)
    .refine((text) => text === null || isAddress(text), 'must be an IPv4 or IPv6 address')
    .transform((text) => (text === null ? null : ipaddr.process(text).toString())),
  camera: z.string().trim().max(200).nullish().describe('A camera here, by name or like CAM-3'),
  link: z
    .string()
    .max(2000)
    .nullish()
    .transform(blankIsNone)
    .refine((text) => text === null || isSafeLink(text), 'must be an https address, without a name or password in it')
    .describe('Where the system shows it; https'),
  details: z
    .record(z.string().max(200), z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]))
    .refine((details) => Object.keys(details).length <= MOST_DETAILS, `must have at most ${MOST_DETAILS} entries`)
    .nullish()
    .describe(`Anything else: up to ${MOST_DETAILS} texts or numbers; texts are cut at ${LONGEST_VALUE} characters`),
});

/** A signal with its camera as it was named, for whoever knows the cameras. */
export type SentSignal = Omit<NewSignal, 'cameraId'> & { camera: string | null };
export type ParsedSignal = { ok: true; signal: SentSignal } | { ok: false; reason: string };

/** Reads one signal; the reason names the field. `keptDays` is how long signals are kept. */
export function parseSignal(input: unknown, { now, keptDays }: { now: Date; keptDays: number }): ParsedSignal {
  const parsed = newSignalSchema.safeParse(input, { error: plainMessage });
  if (!parsed.success) {
    const { field, message } = fieldErrors(parsed.error)[0]!;
    return { ok: false, reason: oneLine(storable(`${field === '' ? 'a signal' : field} ${message}`), 500) };
  }
  const { data } = parsed;
  const at = data.occurred_at.getTime();
  if (at - now.getTime() > AHEAD_MS) return { ok: false, reason: 'occurred_at lies more than a day in the future' };
  if (at < now.getTime() - keptDays * DAY_MS) {
    const days = keptDays === 1 ? 'a day' : `${keptDays} days`;
    return { ok: false, reason: `occurred_at lies more than ${days} back; signals are kept no longer` };
  }
  const { source, kind, title, severity, status, address, link } = data;
  const account = data.account ?? null;
  const camera = data.camera || null;
  const about = [account, address, camera].filter((one) => one !== null);
  return {
    ok: true,
    signal: {
      eventId: data.event_id,
      source,
      kind,
      title,
      severity,
      status,
      occurredAt: data.occurred_at,
      fingerprint: data.fingerprint ?? [...`${kind} ${about.join(' ') || title}`].slice(0, 300).join(''),
      account,
      address,
      camera,
      link,
      details: Object.fromEntries(
        Object.entries(data.details ?? {})
          .map(([key, value]) => [
            oneLine(storable(key), 60),
            value === null ? '' : oneLine(storable(String(value)), LONGEST_VALUE),
          ])
          .filter(([key, value]) => key !== '' && value !== ''),
      ),
    },
  };
}

/** Only https, and nothing before an @ that could be read as the host. */
export function isSafeLink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.');
}

export const isAddress = (text: string): boolean => isIP(text) !== 0 && !text.includes('%');
