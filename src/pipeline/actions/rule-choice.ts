import { z } from 'zod';
import type { Proposal } from '../../domain/proposal.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { currentProposalCard } from '../current-card.ts';
import { decideProposal } from '../proposals/decide.ts';
import { howItEnded } from '../proposals/see.ts';
import type { Decided } from '../proposals/settle.ts';
import { type ProposalParts, proposeRule, proposeRuleChange, type RuleProposed } from '../propose-rule.ts';
import { describeRule } from '../rules.ts';
import type { Work } from '../work.ts';
import type { ActionOutcome } from './told.ts';

const LONGEST_WHY = 600;
/** A Propose button's rule, as its card said it; what it may be is for the detector to say. */
const spoken = {
  facts: z.record(z.string().max(40), z.number()).optional(),
  again: z.literal(true).optional(),
  why: z.string().max(LONGEST_WHY).optional(),
};
const choiceSchema = z.union([
  z.strictObject({
    kind: z.string().max(60),
    params: z.record(z.string(), z.unknown()),
    severity: z.enum(SEVERITIES),
    ...spoken,
  }),
  z.strictObject({
    rule: z.string().max(40),
    params: z.record(z.string(), z.unknown()),
    cooldown_seconds: z.int().min(0).optional(),
    severity: z.enum(SEVERITIES).optional(),
    ...spoken,
  }),
]);
export type RuleChoice = z.output<typeof choiceSchema>;

export function choiceIn(work: Work, value: string): RuleChoice {
  try {
    return choiceSchema.parse(JSON.parse(value.slice(0, 4000)));
  } catch (cause) {
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which rule'), { cause });
  }
}

/** What a button of a recommended rule does: it is proposed, and with `next` the proposal decided at once. */
export interface RuleAction {
  run: (work: Work, choice: RuleChoice) => Promise<RuleProposed>;
  next?: (work: Work, proposal: Proposal) => Promise<Decided>;
}

/** NOTE inside one transaction, since a click is one: so it is tried on fewer logins than elsewhere. */
export function proposeChoice(work: Work, choice: RuleChoice): Promise<RuleProposed> {
  const parts: ProposalParts = {
    org: (read) => read(work.tx),
    work: (change) => change(work),
    options: { now: work.now, mostLogins: 20_000, budgetMs: 800 },
  };
  const why = choice.why ?? 'Recommended from this organisation’s own logins.';
  const spoken = { ...(choice.facts ? { facts: choice.facts } : {}), again: choice.again ?? false };
  if (!('rule' in choice)) return proposeRule(parts, { ...choice, ...spoken, why });
  const reference = parseReference(choice.rule);
  if (reference?.kind !== 'rule')
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which rule'));
  const { cooldown_seconds: cooldownSeconds, severity } = choice;
  const patch = {
    ...(Object.keys(choice.params).length > 0 ? { params: choice.params } : {}),
    ...(cooldownSeconds === undefined ? {} : { cooldownSeconds }),
    ...(severity === undefined ? {} : { severity }),
  };
  return proposeRuleChange(parts, { rule: reference.number, patch, why, ...spoken }).catch((error: unknown) => {
    if (!isSafeNestError(error) || error.code !== 'not_found') throw error;
    throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuch(formatReference(reference)));
  });
}

/** It was tried on history a moment ago: that is the trial of its approval. */
export function approveAtOnce(work: Work, { number, nonce, backtest }: Proposal): Promise<Decided> {
  return decideProposal(work, number, { nonce: nonce ?? '', decision: 'approve', retried: backtest });
}

/** A recommendation is proposed first, and decided as a proposal like any other: both stand in the audit log. */
export async function onChoice(work: Work, choice: RuleChoice, { run, next }: RuleAction): Promise<ActionOutcome> {
  const result = await run(work, choice);
  const waits = result.outcome === 'proposed' || result.outcome === 'waiting';
  if (!next || !waits || !result.proposal) return proposed(work, result);
  const { text, done } = await next(work, result.proposal);
  return { text, done, card: await currentProposalCard(work, result.proposal.number) };
}

async function proposed(work: Work, { outcome, proposal, rule }: RuleProposed): Promise<ActionOutcome> {
  const ref = formatReference({ kind: 'rule', number: rule.number });
  const words = wordsFor(work, decisionWords);
  if (!proposal) {
    const text = outcome === 'covered' ? words.covered(ref, describeRule(rule)) : words.wasRejected(ref);
    return { text, card: null, done: false };
  }
  const name = formatReference({ kind: 'proposal', number: proposal.number });
  const text =
    outcome === 'proposed'
      ? words.proposed(name)
      : outcome === 'waiting'
        ? words.proposedAlready(name)
        : howItEnded(work, proposal);
  return { text, card: await currentProposalCard(work, proposal.number), done: outcome === 'proposed' };
}
