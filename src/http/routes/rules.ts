import { z } from 'zod';
import { RULE_STATES, type RuleVersion } from '../../domain/rule.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import {
  createRule,
  describeRule,
  findRule,
  listRules,
  listRuleVersions,
  revertRule,
  updateRule,
} from '../../pipeline/rules.ts';
import { defineRoute } from '../define-route.ts';
import { listOf, numberIn, refParams, ruleSchema, ruleShape, several, unknownRef } from './shapes.ts';

const tag = 'rules';
const params = refParams('rule');

/** Limits and parameters are checked by the rule's own detector. */
const editable = {
  name: z.string().max(1000).optional(),
  params: z.record(z.string(), z.unknown()).optional().describe('Only those that differ; the rest stays'),
  severity: z.enum(SEVERITIES).optional(),
  cooldown_seconds: z.int().optional().describe('While it lasts, findings of one matter join one alert'),
};
const fields = z.strictObject(editable);

function fromFields({ cooldown_seconds, ...rest }: z.output<typeof fields>) {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as typeof rest;
  return { ...given, ...(cooldown_seconds === undefined ? {} : { cooldownSeconds: cooldown_seconds }) };
}

const version = z.object({
  version: z.int(),
  name: z.string(),
  params: z.record(z.string(), z.unknown()),
  severity: z.enum(SEVERITIES),
  state: z.enum(RULE_STATES),
  cooldown_seconds: z.int(),
  changed_at: z.iso.datetime(),
  changed_by: z.string(),
  why: z.string(),
  via: z.string().nullable().describe('The proposal that did it, e.g. PROP-5'),
});
const versionShape = (one: RuleVersion): z.input<typeof version> => ({
  version: one.version,
  name: one.name,
  params: one.params,
  severity: one.severity,
  state: one.state,
  cooldown_seconds: one.cooldownSeconds,
  changed_at: one.changedAt.toISOString(),
  changed_by: one.changedBy,
  why: one.why,
  via: one.via,
});

export const ruleRoutes = [
  defineRoute({
    method: 'get',
    path: '/rules',
    tag,
    summary: 'The rules, by number',
    permission: 'rules.read',
    query: z.strictObject({ state: several(z.enum(RULE_STATES)).optional() }),
    answer: listOf(ruleSchema),
    async handle({ org }, { query }) {
      const rules = await org((tx) => listRules(tx, query.state));
      return { items: rules.map((rule) => ruleShape(rule, describeRule(rule))), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/rules',
    tag,
    summary: 'Add a rule; what is left out comes from its kind',
    permission: 'rules.write',
    body: z.strictObject({
      ...editable,
      kind: z.string().max(200).describe('e.g. failed_logins'),
      state: z.enum(['draft', 'active']).default('draft'),
    }),
    status: 201,
    answer: ruleSchema,
    async handle({ work }, { body: { kind, state, ...rest } }) {
      const rule = await work((w) => createRule(w, { kind, state, ...fromFields(rest) }));
      return ruleShape(rule, describeRule(rule));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/rules/:ref',
    tag,
    summary: 'One rule',
    permission: 'rules.read',
    params,
    answer: ruleSchema,
    async handle({ org }, input) {
      const rule = await org((tx) => findRule(tx, numberIn('rule', input.params.ref)));
      if (!rule) throw unknownRef();
      return ruleShape(rule, describeRule(rule));
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/rules/:ref',
    tag,
    summary: 'Change a rule, switch it on, reject or retire it',
    permission: 'rules.write',
    params,
    body: z.strictObject({ ...editable, state: z.enum(['active', 'rejected', 'retired']).optional() }),
    answer: ruleSchema,
    async handle({ work }, { params: { ref }, body: { state, ...rest } }) {
      const patch = { ...fromFields(rest), ...(state === undefined ? {} : { state }) };
      const rule = await work((w) => updateRule(w, numberIn('rule', ref), patch));
      return ruleShape(rule, describeRule(rule));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/rules/:ref/versions',
    tag,
    summary: 'Every version of a rule, newest first: what it was, who made it so, and why',
    permission: 'rules.read',
    params,
    answer: listOf(version),
    async handle({ org }, input) {
      const items = await org(async (tx) => {
        const rule = await findRule(tx, numberIn('rule', input.params.ref));
        if (!rule) throw unknownRef();
        return listRuleVersions(tx, rule.id);
      });
      return { items: items.map(versionShape), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/rules/:ref/revert',
    tag,
    summary: 'Make a rule what it was in an earlier version',
    permission: 'rules.write',
    params,
    body: z.strictObject({ version: z.int().min(1), why: z.string().max(2000).optional() }),
    answer: ruleSchema,
    async handle({ work }, { params: { ref }, body: { version: wanted, why } }) {
      const rule = await work((w) => revertRule({ ...w, ...(why ? { why } : {}) }, numberIn('rule', ref), wanted));
      return ruleShape(rule, describeRule(rule));
    },
  }),
];
