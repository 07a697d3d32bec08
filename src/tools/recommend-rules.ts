import { z } from 'zod';
import { countAlertsBy } from '../db/alerts.ts';
import { listRules } from '../db/rules.ts';
import { countryName } from '../domain/country.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import type { Rule } from '../domain/rule.ts';
import { oneLine } from '../domain/text.ts';
import { ruleWords } from '../messages/catalogue/rules.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { type RuleChoice, recommendationCard } from '../messages/views/recommendation-card.ts';
import { titledIn } from '../pipeline/proposals/title-in.ts';
import { BEARABLE_PER_WEEK, type Reason, type Recommendation, recommendRules } from '../pipeline/recommend-rules.ts';
import { reasonText, reasonWords } from '../pipeline/recommendation.ts';
import { describeRule } from '../pipeline/rules.ts';
import { defineTool, type ToolContext } from './define-tool.ts';
import { namedReferences, unique } from './named-references.ts';
import { type BacktestData, backtestData, chatBacktest, exampleCitations, proposalCitation } from './rule-data.ts';
import { ruleCitation } from './tool-data.ts';

/** What the tool answers; the offline model writes its answer from it. */
export interface RecommendedRules {
  recommendations: {
    rule_type: string;
    /** The rule to change; null for a new one. */
    rule: string | null;
    /** What it would look for. */
    words: string;
    severity: string;
    reason: Reason;
    /** What the reason stands on, as the asker may open it: `INC-4`. */
    stands_on: string[];
    backtest: BacktestData;
  }[];
  /** Which rules raised most alerts lately, the most first. */
  loudest: { ref: string; words: string; alerts: number }[];
  /** What would be recommended and waits for a decision already. */
  waiting: { ref: string; title: string }[];
  /** How many would be, had they not been rejected on the same facts. */
  rejected: number;
  tried: number;
  silent: number;
  noisy: number;
  bearable_per_week: number;
  logins: number;
  days: number;
}

export const recommendRulesTool = defineTool({
  name: 'recommend_rules',
  description:
    'Which rules are worth adding or changing here, with reasons from this organisation’s own logins and alerts. Use it for ' +
    '"what rules would you recommend?", "what are we missing?", "which rules are too noisy?".',
  input: z.object({}),
  access: 'read',
  permission: 'rules.read',
  async run({ org, now, principal, language }) {
    const found = await recommendRules(org, chatBacktest(now));
    const refs = found.recommendations.flatMap(({ cited }) => cited);
    const evidence = await org((tx) => namedReferences(tx, principal, refs));
    const mayOpen = (cited: readonly string[]): string[] =>
      cited.filter((ref) => evidence.some((one) => one.ref === ref));
    const loud = await loudest(org, now);
    const data: RecommendedRules = {
      recommendations: found.recommendations.map(({ wanted, rule, reason, backtest, cited }) => ({
        rule_type: wanted.kind,
        rule: rule && formatReference({ kind: 'rule', number: rule.number }),
        words: describeRule(wanted, language),
        severity: wanted.severity,
        reason: named(reason),
        stands_on: mayOpen(cited),
        backtest: backtestData(backtest, { now, principal }),
      })),
      loudest: loud.map(({ rule, alerts }) => ({
        ref: formatReference({ kind: 'rule', number: rule.number }),
        words: describeRule(rule, language),
        alerts,
      })),
      waiting: found.waiting.map((proposal) => ({
        ref: formatReference({ kind: 'proposal', number: proposal.number }),
        title: oneLine(titledIn(proposal, language).title, 160),
      })),
      rejected: found.rejected,
      tried: found.tried,
      silent: found.silent,
      noisy: found.noisy,
      bearable_per_week: BEARABLE_PER_WEEK,
      logins: found.logins,
      days: found.days,
    };
    const words = ruleWords[language];
    const lines = found.recommendations.map((one, i) => ({
      title: titleOf(one, language),
      reason: reasonWords(data.recommendations[i]!.reason, one.backtest.alerts, words),
      numbers: words.wouldRaise(one.backtest.alerts, one.backtest.perWeek),
      standsOn: data.recommendations[i]!.stands_on,
      choice: choiceOf(one),
      backtest: can(principal.role, 'logs.read') ? one.backtest : null,
    }));
    const [first] = found.waiting;
    const view = { ...viewOf(principal), language };
    // where nothing is new, what waits is decided with the buttons of its own card
    const card =
      lines.length > 0
        ? recommendationCard(lines, view)
        : first && proposalCard(titledIn(first, language), { ...view, now });
    return {
      data: { ...data },
      ...(card && { card }),
      citations: unique([
        ...found.recommendations.flatMap(({ rule }) => (rule ? [ruleCitation(rule)] : [])),
        ...found.waiting.map(proposalCitation),
        ...loud.map(({ rule }) => ruleCitation(rule)),
        ...evidence,
        ...(can(principal.role, 'logs.read')
          ? found.recommendations.flatMap(({ backtest }) => exampleCitations(backtest).slice(0, 1))
          : []),
      ]),
    };
  },
});

const LOUDEST = 3;
const LATELY_DAYS = 30;

/** The rules that raised most alerts lately. */
const loudest = (org: ToolContext['org'], now: Date): Promise<{ rule: Rule; alerts: number }[]> =>
  org(async (tx) => {
    const from = new Date(now.getTime() - LATELY_DAYS * 86_400_000);
    const rules = await listRules(tx, ['active']);
    const counts = new Map((await countAlertsBy(tx, { from }, 'rule_id')).map(({ value, count }) => [value, count]));
    return rules
      .map((rule) => ({ rule, alerts: counts.get(rule.id) ?? 0 }))
      .filter(({ alerts }) => alerts > 0)
      .toSorted((a, b) => b.alerts - a.alerts)
      .slice(0, LOUDEST);
  });

const named = (reason: Reason): Reason =>
  reason.kind === 'countries' ? { ...reason, countries: reason.countries.map(countryName) } : reason;

const titleOf = ({ wanted, rule }: Recommendation, language: Language): string =>
  `${rule ? `${formatReference({ kind: 'rule', number: rule.number })}: ` : ''}${describeRule(wanted, language)}`;

const choiceOf = ({ wanted, rule, params, patch, facts, again, ...rest }: Recommendation): RuleChoice => ({
  ...(rule
    ? {
        rule: formatReference({ kind: 'rule', number: rule.number }),
        params,
        ...(patch.cooldownSeconds === undefined ? {} : { cooldown_seconds: patch.cooldownSeconds }),
        ...(patch.severity === undefined ? {} : { severity: patch.severity }),
      }
    : { kind: wanted.kind, params, severity: wanted.severity }),
  facts: { ...facts },
  why: oneLine(reasonText(rest), 500),
  ...(again ? { again: true as const } : {}),
});
