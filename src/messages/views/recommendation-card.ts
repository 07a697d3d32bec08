import type { Language } from '../../domain/language.ts';
import type { Card, CardPart } from '../card.ts';
import { proposalWords } from '../catalogue/proposals.ts';
import { ruleWords } from '../catalogue/rules.ts';
import type { CardView } from './card-view.ts';

/** What a Propose button carries: a kind with settings, or a rule by its reference with what changes. */
export interface RuleChoice {
  kind?: string;
  rule?: string;
  params: Record<string, unknown>;
  severity?: string;
  cooldown_seconds?: number;
}

/** Recommended rules, each with its reason and a button that puts it up for approval. */
export function recommendationCard(
  recommendations: readonly { title: string; reason: string; numbers: string; choice: RuleChoice }[],
  view: CardView & { language: Language },
): Card {
  const words = ruleWords[view.language];
  const parts: CardPart[] = [{ kind: 'heading', text: words.recommendTitle }];
  for (const { title, reason, numbers, choice } of recommendations) {
    parts.push({ kind: 'text', text: `${title}\n${reason}; ${numbers}.` });
    if (!view.can('rules.propose')) continue;
    const label = proposalWords[view.language].propose;
    parts.push({ kind: 'actions', actions: [{ id: 'rule.propose', label, value: JSON.stringify(choice) }] });
  }
  return { key: 'recommended rules', parts };
}
