import type { Language } from '../../domain/language.ts';
import type { Backtest } from '../../domain/proposal.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { proposalWords } from '../catalogue/proposals.ts';
import { ruleWords } from '../catalogue/rules.ts';
import { pathOf } from '../links.ts';
import type { CardView } from './card-view.ts';
import { chartOf, examplesOf } from './proposal-card.ts';

/** Of what each rule would have raised. */
const EXAMPLES = 2;

/** What a button of a recommendation carries: a kind with settings, or a rule by its reference with what changes. */
export interface RuleChoice {
  kind?: string;
  rule?: string;
  params: Record<string, unknown>;
  severity?: string;
  cooldown_seconds?: number;
  /** It was rejected before, and the facts have changed since. */
  again?: true;
  /** Figures that speak for it. */
  facts?: Record<string, number>;
  /** Its reason with what it stands on, kept with the proposal it becomes. */
  why?: string;
}

export interface RecommendedLine {
  title: string;
  reason: string;
  numbers: string;
  /** References of what the reason stands on. */
  standsOn?: readonly string[];
  choice: RuleChoice;
  /** What it would have done; null for whoever may not read logs. */
  backtest: Backtest | null;
}

/** Recommended rules, each with its reason and the buttons of whoever reads it: to decide at once, or to put it up for approval. */
export function recommendationCard(
  recommendations: readonly RecommendedLine[],
  view: CardView & { language: Language },
): Card {
  const words = ruleWords[view.language];
  const proposing = proposalWords[view.language];
  const parts: CardPart[] = [{ kind: 'heading', text: words.recommendTitle }];
  for (const [i, { title, reason, numbers, standsOn = [], choice, backtest }] of recommendations.entries()) {
    parts.push({ kind: 'text', text: `${title}\n${reason}; ${numbers}.` });
    if (standsOn.length > 0) {
      const urls = view.urls ?? pathOf;
      parts.push({ kind: 'list', items: standsOn.map((ref) => ({ ref, url: urls(ref), text: words.standsOn })) });
    }
    if (backtest) {
      const { known } = backtest;
      if (known.alerts > 0)
        parts.push({ kind: 'context', text: `${proposing.known}: ${proposing.knownAlerts(known)}.` });
      // one picture on a card says the most; the others are on their proposals
      if (i === 0) parts.push(...chartOf(backtest, view.language));
      parts.push(...examplesOf(backtest, view.urls ?? pathOf, EXAMPLES));
    }
    const actions = actionsFor(choice, view);
    if (actions.length > 0) parts.push({ kind: 'actions', actions });
  }
  return { key: 'recommended rules', parts };
}

function actionsFor(choice: RuleChoice, view: CardView & { language: Language }): CardAction[] {
  const words = proposalWords[view.language];
  const value = JSON.stringify(choice);
  const propose: CardAction = { id: 'rule.propose', label: words.propose, value };
  if (view.can('rules.write'))
    return [
      { id: 'rule.reject', label: words.reject, value },
      { id: 'rule.approve', label: words.approve, value, style: 'primary' },
      { id: 'rule.later', label: words.later, value },
      propose,
    ];
  return view.can('rules.propose') ? [propose] : [];
}
