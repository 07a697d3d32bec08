import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { ALERT_STATUSES } from '../../domain/alert.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { type LoginEvent, NETWORK_KINDS } from '../../domain/event.ts';
import { type Evidence, INCIDENT_STATUSES, type Incident, type IncidentEntry } from '../../domain/incident.ts';
import type { ApiKey, Member } from '../../domain/member.ts';
import type { Principal } from '../../domain/principal.ts';
import {
  isSuggested,
  mayDecideProposal,
  PROPOSAL_KINDS,
  PROPOSAL_STATES,
  type Proposal,
  TRIED_ON,
} from '../../domain/proposal.ts';
import { formatReference, parseReference, type ReferenceKind } from '../../domain/reference.ts';
import { can, ROLES } from '../../domain/role.ts';
import { RULE_STATES, type Rule } from '../../domain/rule.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import { toWire } from '../../pipeline/login-event-schema.ts';

/** What the API says of each noun: snake_case, references instead of numbers, times in UTC as ISO 8601. */
const instant = z.iso.datetime();
const severity = z.enum(SEVERITIES);

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The `cursor` of the following page; null on the last'),
  });

/** The page of a list: how many, and where the page before ended. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(200).optional().describe('`next` of the page before'),
};

/** One or several of these words, separated by commas. */
export const several = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1).max(50));

/** A moment given by a client, with its offset. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const refParams = (kind: ReferenceKind) =>
  z.strictObject({
    ref: z
      .string()
      .max(40)
      .describe(`e.g. ${example(kind)}`),
  });
export const idParams = z.strictObject({ id: z.string().max(100) });

const example = (kind: ReferenceKind): string => formatReference({ kind, number: 17 });

/** The number in a reference of this kind; anything else is as unknown as one that was never given out. */
export function numberIn(kind: ReferenceKind, ref: string): number {
  const reference = parseReference(ref, kind === 'event' ? undefined : kind);
  if (reference?.kind !== kind) throw unknownRef();
  return reference.number;
}

export const unknownRef = (): SafeNestError => new SafeNestError('not_found', 'There is nothing here by that name.');

/** The number a cursor stands for. */
export function numberCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw new SafeNestError('invalid_input', 'cursor: not one that a list gave out');
  return Number(cursor);
}

/** A page from `limit + 1` rows: one more than asked for tells whether there is a next page. */
export function pageOf<T, V>(
  rows: readonly T[],
  limit: number,
  shape: (row: T) => V,
  cursor: (last: T) => string,
): { items: V[]; next: string | null } {
  const page = rows.slice(0, limit);
  return { items: page.map(shape), next: rows.length > limit ? cursor(page[page.length - 1]!) : null };
}

export const memberSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  active: z.boolean(),
  time_zone: z.string().nullable(),
  has_password: z.boolean(),
  created_at: instant,
});
export const memberShape = (member: Member): z.input<typeof memberSchema> => ({
  id: member.id,
  name: member.name,
  email: member.email,
  role: member.role,
  active: member.active,
  time_zone: member.timeZone,
  has_password: member.hasPassword,
  created_at: member.createdAt.toISOString(),
});

export const keySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(ROLES),
  prefix: z.string().describe('Its first characters, to tell keys apart'),
  created_by: z.string(),
  created_at: instant,
  last_used_at: instant.nullable(),
  expires_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export const keyShape = (key: ApiKey): z.input<typeof keySchema> => ({
  id: key.id,
  name: key.name,
  role: key.role,
  prefix: key.prefix,
  created_by: key.createdBy,
  created_at: key.createdAt.toISOString(),
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  expires_at: key.expiresAt?.toISOString() ?? null,
  revoked_at: key.revokedAt?.toISOString() ?? null,
});

export const eventSchema = z.object({
  ref: z.string(),
  event_id: z.string(),
  occurred_at: instant,
  outcome: z.enum(['success', 'failure']),
  account: z.string(),
  address: z.string().nullable(),
  country: z.string().nullable(),
  city: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  asn: z.number().nullable(),
  network_owner: z.string().nullable(),
  network_kind: z.enum(NETWORK_KINDS).nullable(),
  device: z.string().nullable(),
  method: z.string().nullable(),
  mfa: z.boolean().nullable(),
  reason: z.string().nullable(),
  text: z.string(),
  source: z.string(),
});
export const eventShape = (event: LoginEvent): z.input<typeof eventSchema> => ({
  ref: formatReference({ kind: 'event', number: event.sequence }),
  ...toWire(event),
});

export const alertSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  title: z.string(),
  severity,
  status: z.enum(ALERT_STATUSES),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  count: z.int().describe('How many events belong to it'),
  first_seen: instant,
  last_seen: instant,
  raised_at: instant,
  account: z.string().nullable(),
  address: z.string().nullable(),
  country: z.string().nullable(),
  status_by: z.string().nullable(),
  status_note: z.string().nullable(),
  known_as: z
    .object({ ref: z.string(), name: z.string() })
    .nullable()
    .describe(
      'Who it is about, named or merged since it was raised; null where the title says it, and for roles that may not read about people',
    ),
});
export const alertShape = (alert: Alert): z.input<typeof alertSchema> => ({
  ref: formatReference({ kind: 'alert', number: alert.number }),
  kind: alert.kind,
  title: alert.title,
  severity: alert.severity,
  status: alert.status,
  facts: alert.facts,
  count: alert.count,
  first_seen: alert.firstSeen.toISOString(),
  last_seen: alert.lastSeen.toISOString(),
  raised_at: alert.raisedAt.toISOString(),
  account: alert.account,
  address: alert.address,
  country: alert.country,
  status_by: alert.statusBy,
  status_note: alert.statusNote,
  known_as: alert.knownAs
    ? { ref: formatReference({ kind: 'person', number: alert.knownAs.number }), name: alert.knownAs.name }
    : null,
});

export const incidentSchema = z.object({
  ref: z.string(),
  title: z.string(),
  summary: z.string(),
  severity,
  status: z.enum(INCIDENT_STATUSES),
  assignee: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Who leads it: its commander'),
  scribe: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  liaison: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  created_by: z.string(),
  opened_at: instant,
  updated_at: instant,
  closed_at: instant.nullable(),
  resolution: z.string().nullable(),
});
export const incidentShape = (incident: Incident): z.input<typeof incidentSchema> => ({
  ref: formatReference({ kind: 'incident', number: incident.number }),
  title: incident.title,
  summary: incident.summary,
  severity: incident.severity,
  status: incident.status,
  assignee: incident.assigneeId === null ? null : { id: incident.assigneeId, name: incident.assigneeName ?? 'unknown' },
  scribe: incident.scribe ?? null,
  liaison: incident.liaison ?? null,
  created_by: incident.createdBy,
  opened_at: incident.openedAt.toISOString(),
  updated_at: incident.updatedAt.toISOString(),
  closed_at: incident.closedAt?.toISOString() ?? null,
  resolution: incident.resolution,
});

export const entrySchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  at: instant,
  actor: z.string(),
  text: z.string(),
  undone: z.boolean(),
  can_undo: z.boolean().describe('Whether this line is a change that could be taken back'),
});
export const entryShape = (entry: IncidentEntry): z.input<typeof entrySchema> => ({
  id: entry.id,
  kind: entry.kind,
  at: entry.at.toISOString(),
  actor: entry.actorName,
  text: entry.text,
  undone: entry.undone,
  can_undo: entry.change !== null && !entry.undone,
});

export const evidenceSchema = z.object({
  id: z.uuid(),
  file_name: z.string(),
  media_type: z.string(),
  size: z.int().describe('Bytes'),
  sha256: z.string(),
  added_by: z.string(),
  added_at: instant,
  url: z.string().describe('Where to download it from, without signing in, for the next 15 minutes'),
});
export const evidenceShape = (evidence: Evidence, url: string): z.input<typeof evidenceSchema> => ({
  id: evidence.id,
  file_name: evidence.fileName,
  media_type: evidence.mediaType,
  size: evidence.size,
  sha256: evidence.sha256,
  added_by: evidence.addedBy,
  added_at: evidence.addedAt.toISOString(),
  url,
});

export const ruleSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  name: z.string(),
  words: z.string().describe('What the rule does, in words'),
  params: z.record(z.string(), z.unknown()),
  severity,
  state: z.enum(RULE_STATES),
  cooldown_seconds: z.int(),
  updated_at: instant,
  updated_by: z.string(),
});
export const ruleShape = (rule: Rule, words: string): z.input<typeof ruleSchema> => ({
  ref: formatReference({ kind: 'rule', number: rule.number }),
  kind: rule.kind,
  name: rule.name,
  words,
  params: rule.params,
  severity: rule.severity,
  state: rule.state,
  cooldown_seconds: rule.cooldownSeconds,
  updated_at: rule.updatedAt.toISOString(),
  updated_by: rule.updatedBy,
});

export const proposalSchema = z.object({
  ref: z.string(),
  kind: z.enum(PROPOSAL_KINDS),
  title: z.string().describe('What will be done, in words'),
  why: z.string(),
  severity: severity.nullable(),
  args: z.record(z.string(), z.unknown()),
  args_digest: z.string().describe('SHA-256 of kind and arguments; the audit log has it, too'),
  state: z.enum(PROPOSAL_STATES),
  untrusted: z.boolean().describe('Suggested after text from outside had been read'),
  suggested: z.boolean().describe('A language model’s own idea, while it answered `asked_by`: nobody asked for it'),
  may_decide: z.boolean(),
  nonce: z
    .string()
    .nullable()
    .describe('For deciding it as it stands; null for whoever may not, and once it is decided'),
  asked_by: z.string(),
  created_at: instant,
  updated_at: instant,
  expires_at: instant,
  decided_by: z.string().nullable(),
  decided_at: instant.nullable(),
  note: z.string().nullable(),
  outcome: z.string().nullable(),
  backtest: z
    .object({
      from: instant,
      to: instant,
      days: z.int(),
      tried_on: z.enum(TRIED_ON),
      logins: z.int().describe('Logins, or camera events, looked at'),
      matched: z.int().describe('Of these, those that would belong to an alert'),
      alerts: z.int(),
      per_week: z.number(),
      per_day: z.array(z.object({ day: z.string(), alerts: z.int() })),
      examples: z.array(
        z.object({ title: z.string(), at: instant, events: z.int(), logs: z.array(z.string()).describe('References') }),
      ),
      known_alerts: z.int().describe('How many of them are on logins that alerts stand on already'),
      known_false_alarms: z.int().describe('How many of those were called false alarms'),
      cut: z.enum(['logins', 'time']).nullable().describe('Why not everything was looked at'),
    })
    .nullable(),
});
export function proposalShape(
  proposal: Proposal,
  principal: Pick<Principal, 'actor' | 'role'>,
): z.input<typeof proposalSchema> {
  const { backtest } = proposal;
  const { role } = principal;
  const mayDecide = mayDecideProposal(principal, proposal);
  return {
    ref: formatReference({ kind: 'proposal', number: proposal.number }),
    kind: proposal.kind,
    title: proposal.title,
    why: proposal.why,
    severity: proposal.severity,
    args: proposal.args,
    args_digest: proposal.argsDigest,
    state: proposal.state,
    untrusted: proposal.untrusted,
    suggested: isSuggested(proposal),
    may_decide: mayDecide,
    nonce: mayDecide ? proposal.nonce : null,
    asked_by: proposal.requestedBy.name,
    created_at: proposal.createdAt.toISOString(),
    updated_at: proposal.updatedAt.toISOString(),
    expires_at: proposal.expiresAt.toISOString(),
    decided_by: proposal.decidedBy,
    decided_at: proposal.decidedAt?.toISOString() ?? null,
    note: proposal.note,
    outcome: proposal.outcome,
    backtest: backtest && {
      from: backtest.from,
      to: backtest.to,
      days: backtest.days,
      tried_on: backtest.of ?? 'logins',
      logins: backtest.logins,
      matched: backtest.matched,
      alerts: backtest.alerts,
      per_week: backtest.perWeek,
      per_day: backtest.perDay,
      // log entries are for those who read logs
      examples: backtest.examples.map((one) => ({ ...one, logs: can(role, 'logs.read') ? one.logs : [] })),
      known_alerts: backtest.known.alerts,
      known_false_alarms: backtest.known.falseAlarms,
      cut: backtest.cut,
    },
  };
}

export const auditEntrySchema = z.object({
  sequence: z.int(),
  at: instant,
  actor: z.string(),
  actor_kind: z.enum(['member', 'key', 'system']),
  actor_id: z.string().nullable(),
  place: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export const auditEntryShape = (entry: AuditEntry): z.input<typeof auditEntrySchema> => ({
  sequence: entry.sequence,
  at: entry.at.toISOString(),
  actor: entry.actorName,
  actor_kind: entry.actor.kind,
  actor_id: entry.actor.id,
  place: entry.place,
  action: entry.action,
  subject: entry.subject,
  detail: entry.detail,
});
