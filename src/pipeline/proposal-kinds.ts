import { createHash } from 'node:crypto';
import { z } from 'zod';
import { lockAlert } from '../db/alerts.ts';
import { findIncidentById, lockIncident, timeline } from '../db/incidents.ts';
import { lockRule } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import { ALERT_STATUSES } from '../domain/alert.ts';
import { INCIDENT_STATUSES } from '../domain/incident.ts';
import type { Proposal, ProposalKind } from '../domain/proposal.ts';
import { formatReference, parseReference, type ReferenceKind } from '../domain/reference.ts';
import type { Permission } from '../domain/role.ts';
import type { Rule } from '../domain/rule.ts';
import { SEVERITIES, type Severity } from '../domain/severity.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { changeAlertStatus } from './alerts.ts';
import { canonicalJson } from './audit.ts';
import { commentOnIncident, linkAlerts, openIncident, resolveAssignee, updateIncident } from './incidents.ts';
import { describeRule, previewRule, rulePatchSchema, updateRule } from './rules.ts';
import type { Work } from './work.ts';

/** How what a proposal acts on stands: a mark to compare, and the same in words. */
export interface Standing {
  mark: string;
  words: string;
}

interface Definition<A> {
  /** What the arguments may be; references come out as `INC-17`. */
  schema: z.ZodType<A>;
  /** Who may ask for it. */
  asks: Permission;
  /** Fills in what is meant by the arguments, so that the approver reads all that will be done: who "me" is, what a rule is now. */
  settle?(work: Work, args: A): Promise<A>;
  /** What will be done, in one plain line. */
  describe(args: A): string;
  severity(args: A): Severity | null;
  /** What makes two proposals the same matter. */
  matter(args: A): unknown;
  /** Locks what it acts on. */
  standing(tx: OrgDb, args: A): Promise<Standing>;
  run(work: Work, args: A): Promise<{ text: string; undo: Proposal['undo'] }>;
  /** What else is put away when it is rejected. */
  reject?(work: Work, args: A): Promise<void>;
}

/** A kind without the type of its arguments: each function reads them with the kind's own schema first. */
export type Kind = {
  asks: Permission;
  parse(args: unknown): z.ZodSafeParseResult<unknown>;
  settle(work: Work, args: Record<string, unknown>): Promise<Record<string, unknown>>;
  describe(args: Record<string, unknown>): string;
  severity(args: Record<string, unknown>): Severity | null;
  matter(args: Record<string, unknown>): unknown;
  standing(tx: OrgDb, args: Record<string, unknown>): Promise<Standing>;
  run(work: Work, args: Record<string, unknown>): Promise<{ text: string; undo: Proposal['undo'] }>;
  reject(work: Work, args: Record<string, unknown>): Promise<void>;
};

const reference = (kind: Exclude<ReferenceKind, 'event'>) =>
  z
    .string()
    .min(1)
    .max(40)
    .transform((text, context) => {
      const read = parseReference(text, kind);
      if (read?.kind === kind && read.number > 0) return formatReference(read);
      context.addIssue({
        code: 'custom',
        message: `must be a reference like ${formatReference({ kind, number: 17 })}`,
      });
      return z.NEVER;
    });
const line = (limit: number) =>
  z
    .string()
    .max(limit * 8)
    .transform((text) => oneLine(text, limit))
    .pipe(z.string().min(1, 'must not be empty'));
const words = (limit: number) => z.string().max(limit).transform(cleanText);
const alertReferences = z.array(reference('alert')).max(100);

const ruleDefinition = z.strictObject({
  kind: z.string(),
  name: z.string(),
  params: z.record(z.string(), z.unknown()),
  severity: z.enum(SEVERITIES),
  cooldown_seconds: z.int(),
});

const createRule = kind({
  schema: z.strictObject({ rule: reference('rule'), definition: ruleDefinition.optional() }),
  asks: 'rules.propose',
  async settle({ tx }, { rule }) {
    return { rule, definition: definitionOf(await requireRule(tx, rule)) };
  },
  describe: ({ rule, definition }) =>
    definition ? `Switch on ${rule}: ${describeRule(definition)}` : `Switch on ${rule}`,
  severity: ({ definition }) => definition?.severity ?? null,
  matter: ({ rule, definition }) => (definition ? { kind: definition.kind, params: definition.params } : rule),
  standing: (tx, { rule }) => ruleStanding(tx, rule),
  async run(work, { rule }) {
    const after = await updateRule(work, numberIn(rule), { state: 'active' });
    return {
      text: `${rule} is on. It looks at logins from now on; SafeNest alerts, it blocks nobody.`,
      undo: { rule: after.number, patch: { state: 'retired' } },
    };
  },
  async reject(work, { rule }) {
    const draft = await lockRule(work.tx, numberIn(rule));
    if (draft?.state === 'draft') await updateRule(work, draft.number, { state: 'rejected' });
  },
});

const changeRule = kind({
  schema: z.strictObject({
    rule: reference('rule'),
    patch: rulePatchSchema,
    /** How it is before the change. */
    was: z.record(z.string(), z.unknown()).optional(),
    name: z.string().max(200).optional(),
  }),
  asks: 'rules.propose',
  async settle({ tx }, { rule, patch }) {
    const before = await requireRule(tx, rule);
    const after = previewRule(before, patch);
    const fields = (['name', 'severity', 'state', 'cooldownSeconds'] as const).filter(
      (field) => after[field] !== before[field],
    );
    const params = Object.keys(after.params).filter(
      (name) => canonicalJson(after.params[name]) !== canonicalJson(before.params[name]),
    );
    if (fields.length + params.length === 0)
      throw new SafeNestError('conflict', `${rule} is so already: ${describeRule(before)}.`);
    const pick = (from: Rule) => ({
      ...Object.fromEntries(fields.map((field) => [field, from[field]])),
      ...(params.length > 0 ? { params: Object.fromEntries(params.map((name) => [name, from.params[name]])) } : {}),
    });
    return { rule, patch: pick(after) as z.output<typeof rulePatchSchema>, was: pick(before), name: before.name };
  },
  describe: ({ rule, patch, was, name }) => {
    const about = name === undefined ? rule : `${rule} “${oneLine(name, 80)}”`;
    if (patch.state === 'retired') return `Switch off ${about}`;
    const changes = Object.entries({ ...patch.params, ...withoutParams(patch) }).map(([field, after]) => {
      const before = { ...(was?.params as Record<string, unknown> | undefined), ...was }[field];
      return `${field.replaceAll('_', ' ')} ${before === undefined ? '' : `${shown(before)} → `}${shown(after)}`;
    });
    return oneLine(`Change ${about}: ${changes.join(', ')}`, 300);
  },
  severity: ({ patch }) => patch.severity ?? null,
  matter: ({ rule, patch }) => ({ rule, patch }),
  standing: (tx, { rule }) => ruleStanding(tx, rule),
  async run(work, { rule, patch, was }) {
    const after = await updateRule(work, numberIn(rule), patch);
    // a rule that was a draft cannot become one again
    const back = was?.state === 'draft' ? { ...was, state: 'retired' } : was;
    return {
      text: `${rule} is changed: ${describeRule(after)}${after.state === 'active' ? '' : ` (${after.state === 'retired' ? 'off' : after.state})`}.`,
      undo: back ? { rule: after.number, patch: back } : null,
    };
  },
});

const createIncident = kind({
  schema: z.strictObject({
    title: line(200),
    severity: z.enum(SEVERITIES).optional(),
    summary: words(10_000).optional(),
    alerts: alertReferences.optional(),
  }),
  asks: 'incidents.create',
  describe: ({ title, alerts = [] }) =>
    oneLine(`Open an incident: ${title}${alerts.length > 0 ? `, with ${listed(alerts)}` : ''}`, 300),
  severity: ({ severity }) => severity ?? null,
  matter: ({ title, alerts = [] }) => (alerts.length > 0 ? { alerts: alerts.toSorted() } : { title }),
  async standing(tx, { alerts = [] }) {
    const marks: string[] = [];
    const said: string[] = [];
    for (const ref of alerts.toSorted()) {
      const alert = await requireAlert(tx, ref);
      const home = alert.incidentId ? await findIncidentById(tx, alert.incidentId) : null;
      marks.push(`${ref} ${home?.number ?? 'free'}`);
      if (home) said.push(`${ref} belongs to ${formatReference({ kind: 'incident', number: home.number })} by now`);
    }
    return { mark: marks.join(), words: said.join(', ') || 'its alerts are free again' };
  },
  async run(work, { title, severity, summary, alerts = [] }) {
    const opened = await openIncident(work, {
      title,
      ...(severity && { severity }),
      ...(summary && { summary }),
      alertNumbers: alerts.map(numberIn),
    });
    return { text: `Opened ${formatReference({ kind: 'incident', number: opened.number })}.`, undo: null };
  },
});

const updateIncidentKind = kind({
  schema: z
    .strictObject({
      id: reference('incident'),
      status: z.enum(INCIDENT_STATUSES).exclude(['withdrawn']).optional(),
      assignee: z.string().max(320).nullable().optional(),
      severity: z.enum(SEVERITIES).optional(),
      title: line(200).optional(),
      comment: words(10_000).optional(),
      resolution: words(2000).optional(),
      link_alerts: alertReferences.optional(),
    })
    .refine((args) => Object.keys(args).length > 1, 'must name what to change'),
  asks: 'incidents.write',
  async settle({ tx, principal }, args) {
    // "me" is who asked, not who presses the button
    if (!args.assignee) return args;
    return { ...args, assignee: (await resolveAssignee(tx, principal, args.assignee)).name };
  },
  describe: ({ id, status, assignee, severity, title, comment, resolution, link_alerts: links = [] }) => {
    const parts = [
      status && `set it to ${status}`,
      assignee !== undefined &&
        (assignee === null ? 'take it from whoever has it' : `give it to ${oneLine(assignee, 80)}`),
      severity && `make it ${severity}`,
      title && `call it “${oneLine(title, 80)}”`,
      resolution && `note how it ended: “${oneLine(resolution, 80)}”`,
      links.length > 0 && `add ${listed(links)}`,
      comment && `comment “${oneLine(comment, 80)}”`,
    ];
    return oneLine(`${id}: ${parts.filter(Boolean).join(', ')}`, 300);
  },
  severity: ({ severity }) => severity ?? null,
  matter: (args) => args,
  async standing(tx, { id }) {
    const incident = await lockIncident(tx, numberIn(id));
    if (!incident) throw missing(id);
    const last = (await timeline(tx, incident.id)).at(-1);
    return {
      mark: last?.id ?? 'new',
      words: last
        ? `${id} has changed since: ${oneLine(last.text, 120)} (${oneLine(last.actorName, 80)})`
        : `${id} is new`,
    };
  },
  async run(work, { id, comment, link_alerts: links = [], ...patch }) {
    const number = numberIn(id);
    const fields = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    if (Object.keys(fields).length > 0) await updateIncident(work, number, fields);
    if (links.length > 0) await linkAlerts(work, number, links.map(numberIn));
    if (comment) await commentOnIncident(work, number, comment);
    return { text: `${id} is changed.`, undo: null };
  },
});

const updateAlert = kind({
  schema: z.strictObject({
    id: reference('alert'),
    status: z.enum(ALERT_STATUSES),
    note: words(2000).optional(),
  }),
  asks: 'alerts.write',
  describe: ({ id, status }) =>
    status === 'open' ? `Open ${id} again` : `Mark ${id} as ${status === 'false_alarm' ? 'a false alarm' : status}`,
  severity: () => null,
  matter: ({ id, status }) => ({ id, status }),
  async standing(tx, { id }) {
    const alert = await requireAlert(tx, id);
    const by = alert.statusBy ? ` (${oneLine(alert.statusBy, 80)})` : '';
    return { mark: alert.status, words: `${id} is ${alert.status.replace('_', ' ')} by now${by}` };
  },
  async run(work, { id, status, note }) {
    await changeAlertStatus(work, { number: numberIn(id), status, ...(note === undefined ? {} : { note }) });
    return { text: `${id} is now ${status.replace('_', ' ')}.`, undo: null };
  },
});

/** Everything a proposal can do. */
export const KINDS: Record<ProposalKind, Kind> = {
  create_rule: createRule,
  change_rule: changeRule,
  create_incident: createIncident,
  update_incident: updateIncidentKind,
  update_alert: updateAlert,
};

function kind<A extends Record<string, unknown>>(definition: Definition<A>): Kind {
  const { schema } = definition;
  return {
    asks: definition.asks,
    parse: (args) => schema.safeParse(args),
    settle: async (work, args) =>
      definition.settle ? await definition.settle(work, schema.parse(args)) : schema.parse(args),
    describe: (args) => oneLine(definition.describe(schema.parse(args)), 300),
    severity: (args) => definition.severity(schema.parse(args)),
    matter: (args) => definition.matter(schema.parse(args)),
    standing: (tx, args) => definition.standing(tx, schema.parse(args)),
    run: (work, args) => definition.run(work, schema.parse(args)),
    reject: async (work, args) => definition.reject?.(work, schema.parse(args)),
  };
}

async function ruleStanding(tx: OrgDb, rule: string): Promise<Standing> {
  const found = await requireRule(tx, rule);
  const state = found.state === 'retired' ? 'off' : found.state;
  return {
    mark: digest({ state: found.state, ...definitionOf(found) }),
    words: `${rule} is ${state} by now: ${describeRule(found)} (${oneLine(found.updatedBy, 80)})`,
  };
}

const definitionOf = ({ kind, name, params, severity, cooldownSeconds }: Rule) => ({
  kind,
  name,
  params,
  severity,
  cooldown_seconds: cooldownSeconds,
});

async function requireRule(tx: OrgDb, ref: string): Promise<Rule> {
  const rule = await lockRule(tx, numberIn(ref));
  if (!rule) throw missing(ref);
  return rule;
}

async function requireAlert(tx: OrgDb, ref: string) {
  const alert = await lockAlert(tx, numberIn(ref));
  if (!alert) throw missing(ref);
  return alert;
}

/** SHA-256, hexadecimal, of a value in canonical JSON. */
export const digest = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

const missing = (ref: string) => new SafeNestError('not_found', `There is no ${ref} in your organisation.`);
const numberIn = (ref: string): number => parseReference(ref)!.number;
const listed = (refs: readonly string[]): string =>
  refs.slice(0, 5).join(', ') + (refs.length > 5 ? ` and ${refs.length - 5} more` : '');
const withoutParams = ({ params: _, ...rest }: Record<string, unknown>): Record<string, unknown> => rest;
const shown = (value: unknown): string =>
  typeof value === 'string'
    ? value.replaceAll('_', ' ')
    : Array.isArray(value)
      ? value.join(', ') || 'none'
      : JSON.stringify(value);
