import { z } from 'zod';
import { PROPOSAL_STATES } from '../../domain/proposal.ts';
import { SafeNestError } from '../../errors.ts';
import { decideProposal, putOffProposal } from '../../pipeline/proposals/decide.ts';
import { seeProposal, seeProposals } from '../../pipeline/proposals/see.ts';
import { approvalBacktest, retryProposal } from '../../pipeline/retry-proposal.ts';
import { defineRoute } from '../define-route.ts';
import {
  listOf,
  numberCursor,
  numberIn,
  pageOf,
  pageQuery,
  proposalSchema,
  proposalShape,
  refParams,
  several,
} from './shapes.ts';

const tag = 'proposals';
const params = refParams('proposal');

export const proposalRoutes = [
  defineRoute({
    method: 'get',
    path: '/proposals',
    tag,
    summary: 'Proposals you may see, newest first',
    description:
      'Those you asked for, and those about what you may read: rules, incidents, alerts. With `state=pending` those that wait.',
    permission: null,
    query: z.strictObject({ ...pageQuery, state: several(z.enum(PROPOSAL_STATES)).optional() }),
    answer: listOf(proposalSchema),
    async handle({ org, principal, now }, { query: { limit, cursor, state } }) {
      const before = numberCursor(cursor);
      const filter = { limit: limit + 1, ...(state && { states: state }), ...(before !== undefined && { before }) };
      const rows = await org((tx) => seeProposals(tx, principal, filter, now));
      return pageOf(
        rows,
        limit,
        (row) => proposalShape(row, principal),
        (last) => String(last.number),
      );
    },
  }),
  defineRoute({
    method: 'get',
    path: '/proposals/:ref',
    tag,
    summary: 'One proposal, with what its rule would have noticed',
    permission: null,
    params,
    answer: proposalSchema,
    handle: async ({ org, principal, now }, { params: { ref } }) =>
      proposalShape(await org((tx) => seeProposal(tx, principal, numberIn('proposal', ref), now)), principal),
  }),
  defineRoute({
    method: 'post',
    path: '/proposals/:ref/decide',
    tag,
    summary: 'Approve and carry out, or reject',
    description:
      'Name the `nonce` of the proposal as you read it: one that was changed since, was decided already, ran out or no longer fits what it acts on is refused with `conflict`, and nothing is done.',
    permission: null,
    params,
    body: z.strictObject({
      decision: z.enum(['approve', 'reject', 'later']).describe('`later` has it come back after three days'),
      nonce: z.string().max(100),
      note: z.string().max(2000).optional(),
    }),
    answer: proposalSchema,
    async handle({ org, work, principal, now, signal }, { params: { ref }, body: { decision, nonce, note } }) {
      const number = numberIn('proposal', ref);
      const retried =
        decision === 'approve' ? await retryProposal(org, number, approvalBacktest(now, signal)) : undefined;
      const decided = await work((w) =>
        decision === 'later'
          ? putOffProposal(w, number, nonce)
          : decideProposal(w, number, {
              decision,
              nonce,
              ...(note === undefined ? {} : { note }),
              ...(retried === undefined ? {} : { retried }),
            }),
      );
      // said after the commit: that it ran out or was overtaken stays written down
      if (!decided.done) throw new SafeNestError('conflict', decided.text);
      return proposalShape(decided.proposal, principal);
    },
  }),
];
