import { z } from 'zod';
import { nextNumber, nextNumbers } from '../db/counters.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import { addFirstVersions, addRuleVersion, findRuleVersion, listRuleVersions } from '../db/rule-versions.ts';
import { findRule, insertRule, listRules, lockRule, saveRule } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import { newId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import { fieldErrors, fieldLabel, plainMessage } from '../domain/plain-issue.ts';
import { formatReference } from '../domain/reference.ts';
import type { Rule, RuleState } from '../domain/rule.ts';
import { SEVERITIES, type Severity } from '../domain/severity.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { ruleSentences } from '../messages/catalogue/rule-sentences.ts';
import { type BoundRule, runExample } from './anomaly/evaluate.ts';
import { findDetector } from './anomaly/index.ts';
import { checkChangedAlone } from './approvals.ts';
import { audit, canonicalJson } from './audit.ts';
import { authorise } from './authorise.ts';
import { CAMERA_RULES } from './cameras/rules/index.ts';
import {
  type Gone,
  watchedForgotten,
  watchedPerson,
  watchesNobody,
  withoutForgotten,
} from './cameras/rules/watched-person.ts';
import { checked } from './checked.ts';
import { checkExamples } from './rule-examples.ts';
import { findRuleKind, RULE_KINDS, type RuleKind } from './rule-kinds.ts';
import { signalRule } from './signals/signal-rule.ts';
import { withMeant } from './watched-names.ts';
import type { Work } from './work.ts';

export { findRule, listRules, listRuleVersions };

const LONGEST_COOLDOWN = 30 * 86_400;
const LONGEST_WHY = 2000;

const name = z
  .string()
  .transform((text) => oneLine(text, 201))
  .pipe(z.string().min(1, 'must not be empty').max(200));
const editable = {
  name,
  params: z.record(z.string(), z.unknown()),
  severity: z.enum(SEVERITIES),
  cooldownSeconds: z.int().min(0).max(LONGEST_COOLDOWN),
};

/** A rule someone wants; what is left out comes from its kind. */
const newRuleSchema = z.strictObject({
  kind: z.string(),
  ...z.strictObject(editable).partial().shape,
  state: z.enum(['draft', 'active']).default('draft'),
});
export type NewRule = z.input<typeof newRuleSchema>;

/** `params` names only what changes. */
export const rulePatchSchema = z.strictObject({
  ...z.strictObject(editable).partial().shape,
  state: z.enum(['active', 'rejected', 'retired']).optional(),
});
export type RulePatch = z.input<typeof rulePatchSchema>;

/** What was rejected stays rejected: whoever wants it after all proposes it again. */
const NEXT_STATES: Record<RuleState, readonly RuleState[]> = {
  draft: ['active', 'rejected'],
  active: ['retired'],
  retired: ['active'],
  rejected: [],
};

/** The rules an organisation begins with. Those that need its own hours, countries or devices wait as drafts. */
export function defaultRules(): NewRule[] {
  return [
    { kind: 'failed_logins', name: 'Password guessing from one address', state: 'active' },
    {
      kind: 'failed_logins',
      name: 'Many addresses against one account',
      params: { by: 'account', threshold: 10, window_minutes: 30, min_addresses: 5 },
      severity: 'high',
      state: 'active',
    },
    { kind: 'password_spray', name: 'Password spray', state: 'active' },
    { kind: 'success_after_failures', name: 'An account gives way', state: 'active' },
    {
      kind: 'success_after_failures',
      name: 'A guessing address gets in',
      params: { by: 'address', min_failures: 20, window_minutes: 60 },
      severity: 'critical',
      state: 'active',
    },
    { kind: 'first_seen', name: 'New country for an account', state: 'active' },
    { kind: 'impossible_travel', name: 'Impossible travel', state: 'active' },
    { kind: 'first_seen', name: 'New device for an account', params: { what: 'device' }, severity: 'low' },
    { kind: 'time_window', name: 'Sign-in outside working hours', severity: 'low' },
    { kind: 'country', name: 'Sign-in from a country we never work from', params: { countries: ['KP'] } },
  ];
}

/** Gives a new organisation its default rules. */
export const seedRules = (tx: OrgDb, by: string, now: Date = new Date()): Promise<void> =>
  addRules(tx, defaultRules(), by, now);

/** Gives an organisation the rules that cameras begin with, where it never had one for cameras. */
export async function seedCameraRules(tx: OrgDb, by: string, now: Date): Promise<void> {
  const forCameras = (kind: string): boolean => CAMERA_RULES.some((one) => one.kind === kind);
  if ((await listRules(tx)).some(({ kind }) => forCameras(kind))) return;
  const rules: NewRule[] = [
    { kind: 'unknown_person', name: 'Unknown person at a camera', state: 'active' },
    { kind: 'zone_entry', name: 'Somebody in a restricted zone', state: 'active' },
  ];
  await addRules(tx, rules, by, now);
}

/** Gives an organisation the rules that its unusual logins, and accounts that sign in more often than usual, are told by, each where it never had one. */
export async function seedUnusualRules(tx: OrgDb, by: string, now: Date): Promise<void> {
  const known = await listRules(tx);
  const wanted: NewRule[] = [
    { kind: 'unusual_login', name: 'Unusual login', state: 'active' },
    { kind: 'login_volume', name: 'More logins than usual', state: 'active' },
  ];
  const missing = wanted.filter((one) => known.every(({ kind }) => kind !== one.kind));
  if (missing.length > 0) await addRules(tx, missing, by, now);
}

/** Gives an organisation that is sent signals the rules that they are told by, where it never had one for them. */
export async function seedSignalRules(tx: OrgDb, by: string, now: Date): Promise<void> {
  if ((await listRules(tx)).some(({ kind }) => kind === signalRule.kind)) return;
  const rules: NewRule[] = [
    { kind: signalRule.kind, name: 'Signals of other systems', severity: 'low', state: 'active' },
    {
      kind: signalRule.kind,
      name: 'An account loses a safeguard or gains power',
      params: { kinds: ['mfa_disabled', 'admin_granted'], min_severity: 'low' },
      severity: 'high',
      state: 'active',
    },
  ];
  await addRules(tx, rules, by, now);
}

/**
 * Gives an organisation with cameras the rule that tells what is seen at an hour that hardly ever sees it, where it never had one: of
 * what is only more than usual nobody is told unless they ask for it.
 */
export async function seedActivityRule(tx: OrgDb, by: string, now: Date): Promise<void> {
  if ((await listRules(tx)).some(({ kind }) => kind === 'unusual_activity')) return;
  const params = { unusual: 'rare' };
  await addRules(
    tx,
    [{ kind: 'unusual_activity', name: 'Rare at this hour at a camera', params, state: 'active' }],
    by,
    now,
  );
}

async function addRules(tx: OrgDb, rules: readonly NewRule[], by: string, now: Date): Promise<void> {
  const first = await nextNumbers(tx, 'rule', rules.length);
  const made = rules.map((rule, i) => newRule(rule, first + i, by, now));
  for (const rule of made) await insertRule(tx, rule);
  await addFirstVersions(tx, made, { at: now, by, why: '', via: null });
}

/** Adds a rule; `invalid_input` names what its kind does not accept. */
export async function createRule(work: Work, input: NewRule): Promise<Rule> {
  authorise(work.principal, 'rules.write');
  const valid = checked(newRuleSchema, input);
  if (valid.state === 'active') await checkChangedAlone(work);
  return addRule(work, valid);
}

/** Adds a rule that is not run until somebody switches it on: what whoever may propose rules, but not write them, can do. */
export async function draftRule(work: Work, input: Omit<NewRule, 'state'>): Promise<Rule> {
  authorise(work.principal, 'rules.propose');
  return addRule(work, { ...checked(newRuleSchema, input), state: 'draft' });
}

/**
 * Another severity or other settings for a draft, for whoever may propose: nobody has decided on it yet. What is no draft any more, or is of
 * another kind than this wish or somebody else's, stays as it is; null then.
 */
export async function redraft(
  work: Work,
  number: number,
  { kind, ...wish }: { severity?: Severity | undefined; params?: Record<string, unknown>; kind?: string },
): Promise<Rule | null> {
  const { tx, principal, now } = work;
  authorise(principal, 'rules.propose');
  const before = await lockRule(tx, number);
  if (before?.state !== 'draft') return null;
  if (kind !== undefined && (before.kind !== kind || before.updatedBy !== principal.name)) return null;
  const { severity = before.severity, params = before.params } = wish;
  const after = { ...before, severity, params, updatedAt: now, updatedBy: principal.name };
  const changed = changedFields(before, after);
  if (changed.length === 0) return before;
  requireSomebody(work, after);
  await saveRule(tx, after);
  await addRuleVersion(tx, after, noteOf(work), before);
  const detail = Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }]));
  await tellAudit(work, 'rule.update', after, detail);
  return after;
}

async function addRule(work: Work, valid: NewRule): Promise<Rule> {
  const { tx, principal, now } = work;
  const given = newRule(valid, 0, principal.name, now);
  const rule = { ...given, params: await withMeant(tx, given.kind, given.params) };
  requireSomebody(work, rule);
  rule.number = await nextNumber(tx, 'rule');
  await insertRule(tx, rule);
  await addRuleVersion(tx, rule, noteOf(work));
  await tellAudit(work, 'rule.create', rule, { state: rule.state, params: rule.params, severity: rule.severity });
  return rule;
}

/** Changes a rule, or its state; `conflict` when its state cannot become that one. Alerts it raised stay as they are. */
export async function updateRule(work: Work, number: number, patch: RulePatch): Promise<Rule> {
  const { tx, principal } = work;
  authorise(principal, 'rules.write');
  const { params, state, ...rest } = checked(rulePatchSchema, patch);
  const before = await lockRule(tx, number);
  if (!before) throw unknownRule(number);
  const asked = patched(before, { params, state, ...rest });
  const after = { ...asked, params: await withMeant(tx, asked.kind, asked.params) };
  const changed = changedFields(before, after);
  if (changed.length === 0) return before;
  if (before.state === 'active' || after.state === 'active') await checkChangedAlone(work);
  // A rule whose kind no longer accepts it can be put away, not switched on.
  if (after.state === 'active') after.params = checkedParams(requireKind(after.kind), after.params);
  await checkExamples(work, before, after);
  return store(work, before, after, changed);
}

const FIELDS = ['name', 'params', 'severity', 'state', 'cooldownSeconds'] as const;
type Field = (typeof FIELDS)[number];

const changedFields = (before: Rule, after: Rule): Field[] =>
  FIELDS.filter((field) => canonicalJson(after[field]) !== canonicalJson(before[field]));

/** Stores a rule that has changed, as a version of its own, with its audit line. */
async function store(work: Work, before: Rule, changedRule: Rule, changed: readonly Field[]): Promise<Rule> {
  const after = { ...changedRule, updatedAt: work.now, updatedBy: work.principal.name };
  requireSomebody(work, after);
  await saveRule(work.tx, after);
  await addRuleVersion(work.tx, after, noteOf(work), before);
  const detail = Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }]));
  await tellAudit(work, 'rule.update', after, detail);
  const isOn = before.state === 'active' || after.state === 'active';
  if (isOn && watchedForgotten(after)) await addOutboxOnce(work.tx, [{ kind: 'rule_changed', subject: after.id }]);
  return after;
}

/**
 * Takes people who are forgotten out of a rule: it goes on with whom else it watches for; one that watched for nobody else is switched off,
 * a draft rejected. Whoever forgets them may do so.
 */
export async function leaveForgottenOut(work: Work, number: number, gone: Gone): Promise<void> {
  const before = await lockRule(work.tx, number);
  const params = before?.kind === watchedPerson.kind ? withoutForgotten(before.params, gone) : null;
  if (!before || !params) return;
  const without = { ...before, params };
  const over = { active: 'retired', draft: 'rejected', rejected: 'rejected', retired: 'retired' } as const;
  const after = watchesNobody(without) ? { ...without, state: over[before.state] } : without;
  await store({ ...work, why: 'Somebody it watched for was forgotten.' }, before, after, changedFields(before, after));
}

/** Fails with `conflict` for a rule that is on and watches for nobody any more. */
export function requireSomebody(work: Pick<Work, 'principal'>, rule: Rule): void {
  if (rule.state === 'active' && watchesNobody(rule))
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).watchesNobody);
}

const noteOf = ({ principal, now, why = '', via }: Work) => ({
  at: now,
  by: principal.name,
  why: cleanText(why).slice(0, LONGEST_WHY),
  via: via ?? null,
});

/**
 * Makes a rule what it was in an earlier version, in one step; that is a version of its own. What was a draft or rejected then is
 * off now. Fails with `not_found` for a version there never was, with `conflict` where the rule is so already.
 */
export async function revertRule(work: Work, number: number, version: number): Promise<Rule> {
  authorise(work.principal, 'rules.write');
  const before = await lockRule(work.tx, number);
  if (!before) throw unknownRule(number);
  const { after, changed } = await asInVersion(work.tx, before, version);
  if (before.state === 'active' || after.state === 'active') await checkChangedAlone(work);
  await checkExamples(work, before, after);
  return store({ ...work, why: work.why || `Back to version ${version}.` }, before, after, changed);
}

/** What would make a rule what it was in an earlier version, to be put up for approval; fails as `revertRule` does. */
export async function revertPatch(tx: OrgDb, rule: Rule, version: number): Promise<RulePatch> {
  const { after, changed } = await asInVersion(tx, rule, version);
  const patch = Object.fromEntries(changed.map((field) => [field, after[field]])) as RulePatch;
  if (changedFields(previewRule(rule, patch), after).length === 0) return patch;
  const ref = formatReference({ kind: 'rule', number: rule.number });
  throw new SafeNestError(
    'conflict',
    `Version ${version} of ${ref} lacks a setting it has now: change it on its page.`,
  );
}

async function asInVersion(tx: OrgDb, before: Rule, version: number): Promise<{ after: Rule; changed: Field[] }> {
  const past = await findRuleVersion(tx, before.id, version);
  const ref = formatReference({ kind: 'rule', number: before.number });
  if (!past) throw new SafeNestError('not_found', `There is no version ${version} of ${ref}.`);
  const { name, params, severity, cooldownSeconds } = past;
  const state = past.state === 'active' ? 'active' : before.state === 'active' ? 'retired' : null;
  // a setting that the rule did not have then goes back to its default: the whole is put back, not what differs
  const kind = requireKind(before.kind);
  const after: Rule = {
    ...patched(before, { name, severity, cooldownSeconds, ...(state ? { state } : {}) }),
    params: await withMeant(tx, before.kind, checkedParams(kind, params)),
  };
  const changed = changedFields(before, after);
  if (changed.length === 0) throw new SafeNestError('conflict', `${ref} is as it was in version ${version} already.`);
  return { after, changed };
}

/** The rule as the patch would make it, with nothing written; refuses what `updateRule` would refuse. */
export const previewRule = (rule: Rule, patch: RulePatch): Rule => patched(rule, checked(rulePatchSchema, patch));

/** What a rule of this kind with these parameters, or the defaults, would be; `invalid_input` where there is none. */
export const previewNewRule = (input: NewRule): Rule => newRule(checked(newRuleSchema, input), 0, '', new Date(0));

/** A rule ready to look at logins; null for one that looks at something else, and where this version cannot run it. */
export function bindRule(rule: Rule): BoundRule | null {
  const detector = findDetector(rule.kind);
  return detector?.params.safeParse(rule.params).success ? { rule, bound: detector.bind(rule.params) } : null;
}

/** What the rule looks for, as one would say it in a language. */
export function describeRule(rule: Pick<Rule, 'kind' | 'params'>, language: Language = 'en'): string {
  const words = ruleSentences[language];
  const kind = findRuleKind(rule.kind);
  if (!kind) return words.unknownKind(oneLine(rule.kind, 60));
  const params = kind.params.safeParse(rule.params, { error: plainMessage });
  if (!params.success) {
    const [first] = fieldErrors(params.error);
    return words.invalid(fieldLabel(first?.field ?? ''), first?.message ?? '');
  }
  return kind.bind(rule.params).words(language);
}

/** A made-up case of a kind of rule: whether it is to be noticed, and whether it would be. */
export interface TriedExample {
  name: string;
  noticed: boolean;
  usually: boolean;
}

/** The examples of a kind, and which of them parameters like these would still notice; rules for cameras have none. */
export function tryExamples(kind: string, params: unknown): TriedExample[] {
  const valid = checkedParams(requireKind(kind), params);
  const detector = findDetector(kind);
  if (!detector) return [];
  return detector.examples.map((example) => ({
    name: example.name,
    noticed: runExample(detector, example, valid).length > 0,
    usually: example.expect.length > 0,
  }));
}

/** The active rules for logins, ready to run. One whose kind or settings this version does not know is left out; its page says so. */
export async function activeRules(tx: OrgDb): Promise<BoundRule[]> {
  const rules = await listRules(tx, ['active']);
  return rules.map(bindRule).filter((rule) => rule !== null);
}

function patched(before: Rule, { params, state, ...rest }: z.output<typeof rulePatchSchema>): Rule {
  if (state && state !== before.state && !NEXT_STATES[before.state].includes(state)) {
    const ref = formatReference({ kind: 'rule', number: before.number });
    throw new SafeNestError('conflict', `${ref} is ${before.state}; it cannot become ${state}.`);
  }
  const kind = requireKind(before.kind);
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...before,
    ...given,
    ...(state ? { state } : {}),
    ...(params ? { params: checkedParams(kind, { ...before.params, ...params }) } : {}),
  };
}

function newRule(input: NewRule, number: number, by: string, now: Date): Rule {
  const kind = requireKind(input.kind);
  const params = checkedParams(kind, input.params ?? {});
  return {
    id: newId(now.getTime()),
    number,
    kind: kind.kind,
    name: input.name ?? kind.called?.(params) ?? kind.title,
    params,
    severity: input.severity ?? kind.severity,
    state: input.state ?? 'draft',
    cooldownSeconds: input.cooldownSeconds ?? kind.cooldownSeconds,
    updatedAt: now,
    updatedBy: by,
  };
}

function requireKind(kind: string): RuleKind {
  const found = findRuleKind(kind);
  if (found) return found;
  const known = RULE_KINDS.map((one) => one.kind).join(', ');
  throw new SafeNestError('invalid_input', `There is no rule kind "${oneLine(kind, 60)}"; known are ${known}.`);
}

const checkedParams = (kind: RuleKind, params: unknown): Record<string, unknown> =>
  checked(kind.params, params, 'params') as Record<string, unknown>;

const unknownRule = (number: number): SafeNestError =>
  new SafeNestError('not_found', `There is no ${formatReference({ kind: 'rule', number })}.`);

const tellAudit = (work: Work, action: string, rule: Rule, detail: Record<string, unknown>) =>
  audit(work, {
    action,
    subject: formatReference({ kind: 'rule', number: rule.number }),
    detail: { kind: rule.kind, ...detail },
  });
