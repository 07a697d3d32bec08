import { z } from 'zod';
import { can } from '../domain/role.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { proposalCard, proposalListCard } from '../messages/views/proposal-card.ts';
import { seeProposal, seeProposals } from '../pipeline/proposals/see.ts';
import { titledIn } from '../pipeline/proposals/title-in.ts';
import { defineTool } from './define-tool.ts';
import { readNumber, referenceInput } from './reference-input.ts';
import { exampleCitations, type ProposalData, proposalCitation, proposalData } from './rule-data.ts';

const SHOWN = 10;

/** What the tool answers; the offline model writes its answer from it. */
export interface OpenedProposals {
  /** `one`: that one was asked for; `waiting`: all that wait. */
  asked: 'one' | 'waiting';
  proposals: ProposalData[];
  more: boolean;
  /** They wanted it decided, which a button does and nobody else. */
  wants_decision: boolean;
}

export const openProposalsTool = defineTool({
  name: 'open_proposals',
  description:
    'Look at a proposal (PROP-7), or at all that wait for approval. Use it for "what is waiting for approval?", and for "approve ' +
    'PROP-7" or "reject it": it shows the card whose buttons do that. Only a person’s button decides; nothing is decided by this.',
  input: z.object({
    id: referenceInput('proposal').optional().describe('Only this one'),
    decide: z.enum(['approve', 'reject']).optional().describe('They said that they want it decided'),
  }),
  access: 'read',
  permission: null,
  // a proposal may be about anything: whoever decides all of them may see all of them
  shows: ['rules.write'],
  async run({ org, now, principal, language }, { id, decide }) {
    return org(async (tx) => {
      const waiting = id ? [] : await seeProposals(tx, principal, { states: ['pending'], limit: SHOWN + 1 }, now);
      const found = id ? [await seeProposal(tx, principal, readNumber('proposal', id), now)] : waiting.slice(0, SHOWN);
      const proposals = found.map((proposal) => titledIn(proposal, language));
      const data: OpenedProposals = {
        asked: id ? 'one' : 'waiting',
        proposals: proposals.map((proposal) => proposalData(proposal, { now, principal, language })),
        more: waiting.length > SHOWN,
        wants_decision: decide !== undefined,
      };
      const view = { ...viewOf(principal), now, language };
      const [first] = proposals;
      return {
        data: { ...data },
        ...(first && {
          card: proposals.length === 1 ? proposalCard(first, view) : proposalListCard(proposals, view),
        }),
        citations: proposals.flatMap((proposal) => [
          proposalCitation(proposal),
          ...(typeof proposal.args.rule === 'string' && can(principal.role, 'rules.read')
            ? [
                {
                  ref: proposal.args.rule,
                  kind: 'rule' as const,
                  at: proposal.updatedAt.toISOString(),
                  url: `/rules/${proposal.args.rule}`,
                },
              ]
            : []),
          ...(id && can(principal.role, 'logs.read') ? exampleCitations(proposal.backtest) : []),
        ]),
      };
    });
  },
});
