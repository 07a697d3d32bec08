import type { Backtest } from '../domain/proposal.ts';
import type { ProposalFacts } from '../domain/proposal-facts.ts';
import { formatReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import { ruleWords } from '../messages/catalogue/rules.ts';
import type { BoundRule } from './anomaly/evaluate.ts';
import type { RulePatch } from './rules.ts';

/** Why a rule is recommended, in the organisation's own numbers. */
export type Reason =
  /** Nothing watches for it. */
  | { kind: 'gap' }
  /** This share of sign-ins comes from these countries, and so many from elsewhere. */
  | { kind: 'countries'; percent: number; countries: string[]; elsewhere: number }
  /** This share of sign-ins falls into these hours of these days. */
  | { kind: 'hours'; percent: number; from: string; to: string; days: string[] }
  /** So many of a rule's alerts were called false alarms. */
  | { kind: 'noisy'; alerts: number; falseAlarms: number; nowWouldRaise: number }
  /** So many of a rule's alerts repeat one of less than a day before. */
  | { kind: 'repeats'; alerts: number; repeated: number; nowWouldRaise: number }
  /** So many accounts sign in from one network: a way out that they share. */
  | { kind: 'egress'; network: string; accounts: number; nowWouldRaise: number }
  /** So many of a rule's alerts became part of incidents: it would be as bad as that. */
  | { kind: 'incidents'; alerts: number; became: number; severity: Severity }
  /** So many unusual logins that no alert told of, and how many of them people confirmed. */
  | { kind: 'unusual'; logins: number; confirmed: number }
  /** So many accounts that alerts of guessed or stolen passwords named, and how often they signed in without a second factor. */
  | { kind: 'second_factor'; accounts: number; alerts: number; without: number };

/** A rule to add, or where `rule` is given, a change of one that there is. */
export interface Recommendation {
  /** The rule as it would be. */
  wanted: Rule;
  rule: Rule | null;
  /** What differs from the kind's defaults, or from the rule as it is. */
  params: Record<string, unknown>;
  /** Of a change: all of it. */
  patch: RulePatch;
  reason: Reason;
  backtest: Backtest;
  /** What speaks for it, to be compared when it was rejected. */
  facts: ProposalFacts;
  /** It was rejected before, and the facts have changed since. */
  again: boolean;
  /** Alerts and log entries that it stands on, as `ALR-7`. */
  cited: string[];
}

/** One that is still to be tried on history. */
export interface Candidate extends Omit<Recommendation, 'backtest' | 'facts' | 'again'> {
  /** Null where it is tried by its own kind, not login by login. */
  bound: BoundRule | null;
  /** Facts beside what the trial finds. */
  figures: ProposalFacts;
}

/** A reason as it is said beside what the rule would have raised. */
export function reasonWords(reason: Reason, alerts: number, words: (typeof ruleWords)['en']): string {
  const { reasons } = words;
  switch (reason.kind) {
    case 'gap':
      return reasons.gap;
    case 'countries':
      return reasons.countries(reason.percent, reason.countries.join(', '), reason.elsewhere);
    case 'hours':
      return reasons.hours(reason.percent, reason.from, reason.to);
    case 'noisy':
      return reasons.noisy(reason.alerts, reason.falseAlarms, reason.nowWouldRaise, alerts);
    case 'repeats':
      return reasons.repeats(reason.alerts, reason.repeated, reason.nowWouldRaise, alerts);
    case 'egress':
      return reasons.egress(reason.network, reason.accounts, reason.nowWouldRaise, alerts);
    case 'incidents':
      return reasons.incidents(reason.alerts, reason.became, words.severity(reason.severity));
    case 'unusual':
      return reasons.unusual(reason.logins, reason.confirmed);
    case 'second_factor':
      return reasons.secondFactor(reason.accounts, reason.alerts, reason.without);
  }
}

/** The reason of a proposal, with what it stands on: `No active rule looks for this. See LOG-7QK3M9.` */
export function reasonText({ reason, backtest, cited }: Pick<Recommendation, 'reason' | 'backtest' | 'cited'>): string {
  const words = reasonWords(reason, backtest.alerts, ruleWords.en);
  const examples = backtest.examples.flatMap(({ logs }) => logs.slice(0, 1)).slice(0, 2);
  const refs = [...new Set([...cited, ...examples])].slice(0, 4);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.${refs.length > 0 ? ` See ${refs.join(', ')}.` : ''}`;
}

/** `ALR-7` of its number. */
export const alertRef = (number: number): string => formatReference({ kind: 'alert', number });
