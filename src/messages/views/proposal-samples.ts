import type { Language } from '../../domain/language.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Rule } from '../../domain/rule.ts';
import type { Card } from '../card.ts';
import type { CardView } from './card-view.ts';
import { proposalCard, proposalListCard } from './proposal-card.ts';
import { recommendationCard } from './recommendation-card.ts';
import { ruleListCard } from './rule-card.ts';

const rule: Rule = {
  id: '0199d7a0-0000-7000-8000-000000000004',
  number: 3,
  kind: 'failed_logins',
  name: 'Many failed logins',
  params: {},
  severity: 'high',
  state: 'active',
  cooldownSeconds: 3600,
  updatedAt: new Date('2026-11-20T12:00:00Z'),
  updatedBy: 'Ada Novak',
};
export const sampleProposal: Proposal = {
  id: '0199d7a0-0000-7000-8000-000000000005',
  number: 4,
  kind: 'create_rule',
  args: { kind: 'failed_logins', name: 'Night logins', params: {}, severity: 'medium' },
  argsDigest: 'a'.repeat(64),
  title: 'A new rule: logins between 1 and 5 at night',
  why: 'Three break-ins began at night.',
  severity: 'medium',
  backtest: {
    from: '2026-11-13T00:00:00Z',
    to: '2026-11-20T00:00:00Z',
    days: 7,
    logins: 12_000,
    matched: 40,
    alerts: 4,
    perWeek: 4,
    perDay: ['13', '14', '15', '16', '17', '18', '19'].map((day, index) => ({
      day: `2026-11-${day}`,
      alerts: index % 2,
    })),
    examples: [{ title: 'root at 3 in the morning', at: '2026-11-19T02:10:00Z', events: 12, logs: ['LOG-7QK3M9'] }],
    known: { alerts: 1, falseAlarms: 0 },
    cut: null,
  },
  requestedBy: { actor: { kind: 'member', id: '0199d7a0-0000-7000-8000-00000000000a' }, name: 'Ada Novak' },
  via: 'chat',
  untrusted: false,
  permission: 'rules.write',
  semanticKey: 'k',
  freshness: 'f',
  state: 'pending',
  nonce: 'n'.repeat(22),
  createdAt: new Date('2026-11-20T13:00:00Z'),
  updatedAt: new Date('2026-11-20T13:00:00Z'),
  expiresAt: new Date('2026-11-27T13:00:00Z'),
  decidedById: null,
  decidedBy: null,
  decidedAt: null,
  note: null,
  outcome: null,
  undo: null,
};

/** What is proposed and decided, and the rules there are. */
export function proposalViews(view: CardView & { language: Language }, now: Date): Record<string, Card> {
  const proposal = sampleProposal;
  return {
    proposal: proposalCard(proposal, { ...view, now }),
    decided: proposalCard(
      { ...proposal, state: 'approved', nonce: null, decidedBy: 'Sam Okafor', decidedAt: now, outcome: 'RULE-5' },
      { ...view, now },
    ),
    moderating: proposalCard(
      {
        ...proposal,
        number: 8,
        kind: 'moderate_member',
        args: {
          step: 'timeout',
          account: '500000000000000001',
          name: 'Mallory <!channel>',
          platform: 'discord',
          workspace: '400000000000000001',
          channel: '400000000000000002',
          case: 'CASE-9',
          hours: 24,
          reason: 'Insults against one member',
        },
        title: 'Timeout 24 h for “Mallory <!channel>” in #general (discord), CASE-9',
        why: 'timeout @mallory for 24 hours',
        severity: 'medium',
        backtest: null,
      },
      { ...view, now },
    ),
    proposals: proposalListCard([proposal], view),
    recommendation: recommendationCard(
      [
        {
          title: 'Logins at night',
          reason: 'three break-ins began at night',
          numbers: '4 alerts a week',
          choice: { kind: 'x', params: {} },
          backtest: proposal.backtest,
        },
      ],
      view,
    ),
    rule: ruleListCard([{ rule, words: '10 failures in 5 minutes' }], {
      ...view,
      total: 1,
      single: true,
      examples: { kept: 3, failing: 1 },
    }),
    rules: ruleListCard([{ rule, words: '10 failures in 5 minutes' }], { ...view, total: 1, single: false }),
  };
}
