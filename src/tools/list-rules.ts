import { z } from 'zod';
import { countAlertsBy } from '../db/alerts.ts';
import { findRule, listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { RULE_STATES, type Rule } from '../domain/rule.ts';
import { SafeNestError } from '../errors.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { ruleListCard } from '../messages/views/rule-card.ts';
import { seeProposals, waitingFor } from '../pipeline/proposals/see.ts';
import { ruleCalled } from '../pipeline/rule-called.ts';
import { shownExamples } from '../pipeline/rule-example-form.ts';
import { RULE_KINDS } from '../pipeline/rule-kinds.ts';
import { describeRule } from '../pipeline/rules.ts';
import { type RuleNoise, ruleNoise } from './about-rule.ts';
import { defineTool } from './define-tool.ts';
import { readNumber, referenceInput } from './reference-input.ts';
import { type RuleData, ruleData } from './rule-data.ts';
import { ruleCitation } from './tool-data.ts';

const DAYS = 30;
const SHOWN = 12;

/** What the tool answers; the offline model writes its answer from it. */
export interface ListedRules {
  counts: Record<Rule['state'], number>;
  /** In which state they were asked for; null for all. */
  state: Rule['state'] | 'off' | null;
  /** Rules of one kind were asked for, and there is none: these are all. */
  none_of_kind?: true;
  /** Only those that are on and raised nothing. */
  silent: boolean;
  rules: (RuleData & {
    alerts: number;
    false_alarms: number /** The proposal that would switch it on. */;
    waits_for?: string;
  })[];
  more: number;
  days: number;
  /** Of one rule that was asked for: how noisy it is, and since when there is it. */
  one?: RuleNoise;
  /** Proposals that wait for the asker's button. */
  waiting: number;
}

const KINDS: readonly string[] = RULE_KINDS.map(({ kind }) => kind);

export const listRulesTool = defineTool({
  name: 'list_rules',
  description:
    'The rules there are: what each looks for, whether it is on, how many alerts it raised in 30 days and how many of those were ' +
    'false alarms; of one also of 7 days, whom it was about, who made it and when. Use it for "which rules do we have?", "show RULE-3", ' +
    '"how noisy is the new device rule?", "what are we watching for?".',
  input: z.object({
    id: referenceInput('rule').optional().describe('Only this rule'),
    named: z
      .string()
      .max(200)
      .optional()
      .describe('Only the rule they call so: its name, or what it is about, as in “new device”, “people at the gate”'),
    of_alert: referenceInput('alert').optional().describe('Only the rule that raised this alert'),
    state: z
      .enum([...RULE_STATES, 'off'])
      .optional()
      .describe(
        'Only those that are active, draft, rejected or retired; “off”: all that watch nothing, drafts and retired ones',
      ),
    kind: z
      .enum(KINDS)
      .optional()
      .describe(
        'Only those that look at this, for “the working hours rule”; every rule where there is none of the kind',
      ),
    silent: z.boolean().optional().describe('true: only those that are on and raised no alert in 30 days'),
  }),
  access: 'read',
  permission: 'rules.read',
  async run({ org, now, principal, language }, { id, named, of_alert, state, kind, silent }) {
    return org(async (tx) => {
      const all = await listRules(tx);
      const called =
        named !== undefined || of_alert !== undefined ? await ruleCalled(tx, { named, of_alert }, language) : null;
      const single = called ?? (id ? await one(tx, readNumber('rule', id)) : null);
      const told = single && (await ruleNoise(tx, single, { principal, now, language }));
      const wanted = single
        ? [single]
        : silent
          ? await withoutAlerts(tx, all, now)
          : ofKind(
              all.filter((rule) => !state || (state === 'off' ? isOff(rule) : rule.state === state)),
              kind,
            );
      // what is on first: that is what one asks for
      const ordered = wanted.toSorted((a, b) => RANK[a.state] - RANK[b.state] || a.number - b.number);
      const waiting = state === 'off' ? await proposedOn(tx, principal, now) : new Map<string, string>();
      const rows: ListedRules['rules'] = [];
      for (const rule of ordered.slice(0, SHOWN))
        rows.push({
          ...ruleData(rule, language, { now, principal }),
          ...(await activity(tx, rule, now)),
          ...(waiting.has(refOf(rule)) && { waits_for: waiting.get(refOf(rule))! }),
        });
      const data: ListedRules = {
        ...(told && { one: told.noise }),
        counts: {
          draft: countOf(all, 'draft'),
          active: countOf(all, 'active'),
          rejected: countOf(all, 'rejected'),
          retired: countOf(all, 'retired'),
        },
        state: state ?? null,
        ...(kind && !single && !silent && !all.some((rule) => isOfKind(rule, kind)) && { none_of_kind: true as const }),
        silent: silent === true && !single,
        rules: rows,
        more: ordered.length - rows.length,
        days: DAYS,
        waiting: await waitingFor(tx, principal, now),
      };
      const view = { ...viewOf(principal), language };
      const lines = ordered.map((rule) => ({ rule, words: describeRule(rule, language) }));
      return {
        data: { ...data },
        card: ruleListCard(lines, {
          ...view,
          total: all.length,
          single: single !== null,
          examples: single !== null && ordered[0] ? await shownExamples(tx, ordered[0]) : null,
        }),
        citations: [...ordered.map(ruleCitation), ...(told?.citations ?? [])],
      };
    });
  },
});

/** Whether it watches nothing, though nobody rejected it. */
const isOff = ({ state }: Rule): boolean => state === 'draft' || state === 'retired';
const refOf = ({ number }: Rule): string => formatReference({ kind: 'rule', number });

/** The proposals that wait to put a rule into force, by the rule; those that the asker may see. */
async function proposedOn(tx: OrgDb, principal: Principal, now: Date): Promise<Map<string, string>> {
  const pending = await seeProposals(tx, principal, { states: ['pending'], limit: 100 }, now);
  return new Map(
    pending
      .filter(({ kind, args }) => (kind === 'create_rule' || kind === 'change_rule') && typeof args.rule === 'string')
      .map(({ number, args }) => [String(args.rule), formatReference({ kind: 'proposal', number })]),
  );
}

const RANK: Record<Rule['state'], number> = { active: 0, draft: 1, retired: 2, rejected: 3 };
const isOfKind = (rule: Rule, kind: string): boolean => rule.kind === kind && rule.state !== 'rejected';
/** Those of a kind that are on or drafted, else all. */
function ofKind(rules: readonly Rule[], kind: string | undefined): readonly Rule[] {
  const such = kind ? rules.filter((rule) => isOfKind(rule, kind)) : [];
  return such.length > 0 ? such : rules;
}

const countOf = (rules: readonly Rule[], state: Rule['state']): number =>
  rules.filter((rule) => rule.state === state).length;

async function one(tx: OrgDb, number: number): Promise<Rule> {
  const rule = await findRule(tx, number);
  if (rule) return rule;
  const ref = formatReference({ kind: 'rule', number });
  throw new SafeNestError('not_found', `I find no ${ref} in your organisation. “Which rules do we have?” lists them.`);
}

async function withoutAlerts(tx: OrgDb, all: readonly Rule[], now: Date): Promise<Rule[]> {
  const active = all.filter(({ state }) => state === 'active');
  const counts = await Promise.all(active.map((rule) => activity(tx, rule, now)));
  return active.filter((_, index) => counts[index]!.alerts === 0);
}

async function activity(tx: OrgDb, rule: Rule, now: Date): Promise<{ alerts: number; false_alarms: number }> {
  const from = new Date(now.getTime() - DAYS * 86_400_000);
  const statuses = await countAlertsBy(tx, { noticedBy: rule.id, from }, 'status');
  return {
    alerts: statuses.reduce((sum, { count }) => sum + count, 0),
    false_alarms: statuses.find(({ value }) => value === 'false_alarm')?.count ?? 0,
  };
}
