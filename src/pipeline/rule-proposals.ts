import { z } from 'zod';
import { lockRule } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Language } from '../domain/language.ts';
import type { Rule } from '../domain/rule.ts';
import { SEVERITIES, type Severity } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { decisionWords } from '../messages/catalogue/decisions.ts';
import { proposalTitles } from '../messages/catalogue/proposal-titles.ts';
import { terms } from '../messages/catalogue/terms.ts';
import { canonicalJson } from './audit.ts';
import { digest, kind, missing, numberIn, reference, type Standing } from './proposal-kind.ts';
import { checkExamples } from './rule-examples.ts';
import { describeRule, previewRule, requireSomebody, rulePatchSchema, updateRule } from './rules.ts';
import { withMeant } from './watched-names.ts';

const ruleDefinition = z.strictObject({
  kind: z.string(),
  name: z.string(),
  params: z.record(z.string(), z.unknown()),
  severity: z.enum(SEVERITIES),
  cooldown_seconds: z.int(),
});

/** Switches a drafted rule on. */
export const createRule = kind({
  schema: z.strictObject({ rule: reference('rule'), definition: ruleDefinition.optional() }),
  asks: 'rules.propose',
  async settle({ tx }, { rule }) {
    return { rule, definition: definitionOf(await requireRule(tx, rule)) };
  },
  describe: ({ rule, definition }, language) =>
    proposalTitles[language].switchOn(rule, definition ? describeRule(definition, language) : null),
  severity: ({ definition }) => definition?.severity ?? null,
  matter: ({ rule, definition }) => (definition ? { kind: definition.kind, params: definition.params } : rule),
  standing: (tx, { rule }) => ruleStanding(tx, rule),
  async run(work, { rule }) {
    const after = await updateRule(work, numberIn(rule), { state: 'active' });
    return {
      text: (language) => decisionWords[language].ruleOn(rule),
      undo: { rule: after.number, patch: { state: 'retired' } },
    };
  },
  async reject(work, { rule }) {
    const draft = await lockRule(work.tx, numberIn(rule));
    if (draft?.state === 'draft') await updateRule(work, draft.number, { state: 'rejected' });
  },
});

/** Changes a rule, or switches it off. */
export const changeRule = kind({
  schema: z.strictObject({
    rule: reference('rule'),
    patch: rulePatchSchema,
    /** How it is before the change. */
    was: z.record(z.string(), z.unknown()).optional(),
    name: z.string().max(200).optional(),
  }),
  asks: 'rules.propose',
  async settle(work, { rule, patch }) {
    const { tx } = work;
    const before = await requireRule(tx, rule);
    const wanted = previewRule(before, patch);
    const after = { ...wanted, params: await withMeant(tx, wanted.kind, wanted.params) };
    requireSomebody(work, after);
    await checkExamples(work, before, after);
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
  describe: ({ rule, patch, was, name }, language) => {
    const words = proposalTitles[language];
    const about = name === undefined ? rule : `${rule} “${oneLine(name, 80)}”`;
    if (patch.state === 'retired') return words.switchOff(about);
    const changes = Object.entries({ ...patch.params, ...withoutParams(patch) }).map(([field, after]) => {
      const before = { ...(was?.params as Record<string, unknown> | undefined), ...was }[field];
      const label = words.settings[field] ?? field.replaceAll('_', ' ');
      return `${label === '' ? '' : `${label} `}${before === undefined ? '' : `${shown(before, language)} → `}${shown(after, language)}`;
    });
    return oneLine(words.change(about, changes.join(', ')), 300);
  },
  severity: ({ patch }) => patch.severity ?? null,
  matter: ({ rule, patch }) => ({ rule, patch }),
  standing: (tx, { rule }) => ruleStanding(tx, rule),
  async run(work, { rule, patch, was }) {
    const after = await updateRule(work, numberIn(rule), patch);
    // a rule that was a draft cannot become one again
    const state = after.state === 'active' ? null : after.state === 'retired' ? 'off' : after.state;
    const back = was?.state === 'draft' ? { ...was, state: 'retired' } : was;
    return {
      text: (language) => decisionWords[language].ruleChanged(rule, describeRule(after), state),
      undo: back ? { rule: after.number, patch: back } : null,
    };
  },
});

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

const withoutParams = ({ params: _, ...rest }: Record<string, unknown>): Record<string, unknown> => rest;
const shown = (value: unknown, language: Language): string =>
  typeof value === 'string'
    ? SEVERITIES.find((one) => one === value && language !== 'en')
      ? terms[language].severity[value as Severity]
      : value.replaceAll('_', ' ')
    : Array.isArray(value)
      ? value.join(', ') || 'none'
      : JSON.stringify(value);
