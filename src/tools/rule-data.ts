import {
  type Backtest,
  isSuggested,
  mayDecideProposal,
  PROPOSAL_RIGHTS,
  type Proposal,
  type TriedOn,
} from '../domain/proposal.ts';
import { formatReference } from '../domain/reference.ts';
import { can, type Role, rolesWith } from '../domain/role.ts';
import type { Rule } from '../domain/rule.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import type { Citation } from '../messages/card.ts';
import { proposalWords } from '../messages/catalogue/proposals.ts';
import { pathOf } from '../messages/links.ts';
import type { BacktestOptions } from '../pipeline/backtest.ts';
import { describeRule } from '../pipeline/rules.ts';
import type { ToolContext } from './define-tool.ts';

/** A rule as a tool tells it. */
export interface RuleData {
  ref: string;
  name: string;
  /** What it looks for. */
  words: string;
  state: Rule['state'];
  severity: Rule['severity'];
  changed_by: string;
  changed?: string;
}

export interface BacktestData {
  alerts: number;
  days: number;
  per_week: number;
  /** What it was tried on. */
  tried_on: TriedOn;
  logins: number;
  known_alerts: number;
  known_false_alarms: number;
  cut: Backtest['cut'];
  /** `ref` is a log entry it would stand on. */
  examples: { quoted_title: string; time: string; ref: string | null }[];
}

/** A proposal as a tool tells it; what its buttons carry is in its card alone. */
export interface ProposalData {
  ref: string;
  title: string;
  state: Proposal['state'];
  severity: Proposal['severity'];
  asked_by: string;
  asked: string;
  expires: string;
  /** The roles whose button it is. */
  decided_by_roles: Role[];
  may_decide: boolean;
  decided_by: string | null;
  decided: string | null;
  quoted_note?: string;
  outcome?: string;
  backtest: BacktestData | null;
}

type Reader = Pick<ToolContext, 'now' | 'principal'>;

/** In a conversation people wait: what does not fit is said to be left out. */
export const chatBacktest = (now: Date): BacktestOptions => ({ now, mostLogins: 50_000, budgetMs: 1500 });

export const ruleData = (rule: Rule, language: ToolContext['language'], reader?: Reader): RuleData => ({
  ref: formatReference({ kind: 'rule', number: rule.number }),
  name: oneLine(rule.name, 100),
  words: describeRule(rule, language),
  state: rule.state,
  severity: rule.severity,
  changed_by: oneLine(rule.updatedBy, 100),
  ...(reader && { changed: formatTime(rule.updatedAt, reader.principal.timeZone, reader.now) }),
});

export const proposalData = (
  proposal: Proposal,
  { now, principal, language }: Reader & Pick<ToolContext, 'language'>,
): ProposalData => {
  const time = (at: Date): string => formatTime(at, principal.timeZone, now);
  return {
    ref: formatReference({ kind: 'proposal', number: proposal.number }),
    title: oneLine(proposal.title, 300),
    state: proposal.state,
    severity: proposal.severity,
    asked_by: isSuggested(proposal)
      ? proposalWords[language].model(oneLine(proposal.requestedBy.name, 100))
      : oneLine(proposal.requestedBy.name, 100),
    asked: time(proposal.createdAt),
    expires: time(proposal.expiresAt),
    decided_by_roles: rolesWith(PROPOSAL_RIGHTS[proposal.kind].decide),
    may_decide: mayDecideProposal(principal, proposal),
    decided_by: proposal.decidedBy && oneLine(proposal.decidedBy, 100),
    decided: proposal.decidedAt && time(proposal.decidedAt),
    ...(proposal.note ? { quoted_note: oneLine(proposal.note, 300) } : {}),
    ...(proposal.outcome ? { outcome: oneLine(proposal.outcome, 300) } : {}),
    backtest: proposal.backtest && backtestData(proposal.backtest, { now, principal }),
  };
};

export const backtestData = (backtest: Backtest, { now, principal }: Reader): BacktestData => ({
  alerts: backtest.alerts,
  days: backtest.days,
  per_week: backtest.perWeek,
  tried_on: backtest.of ?? 'logins',
  logins: backtest.logins,
  known_alerts: backtest.known.alerts,
  known_false_alarms: backtest.known.falseAlarms,
  cut: backtest.cut,
  examples: backtest.examples.slice(0, 3).map(({ title, at, logs }) => ({
    quoted_title: oneLine(title, 160),
    time: formatTime(new Date(at), principal.timeZone, now),
    ref: can(principal.role, 'logs.read') ? (logs[0] ?? null) : null,
  })),
});

export function proposalCitation(proposal: Proposal): Citation {
  const ref = formatReference({ kind: 'proposal', number: proposal.number });
  const needs = PROPOSAL_RIGHTS[proposal.kind].read;
  return { ref, kind: 'proposal', at: proposal.createdAt.toISOString(), url: pathOf(ref), needs };
}

/** The log entries a backtest names. */
export const exampleCitations = (backtest: Backtest | null): Citation[] =>
  (backtest?.examples ?? []).flatMap(({ at, logs }) =>
    logs.slice(0, 1).map((ref) => ({ ref, kind: 'event' as const, at, url: pathOf(ref) })),
  );
