import { createHash, timingSafeEqual } from 'node:crypto';
import { countWaiting, findProposal, listProposals, lockProposal } from '../../db/proposals.ts';
import type { OrgDb } from '../../db/scope.ts';
import { type Principal, readsIn } from '../../domain/principal.ts';
import {
  mayDecideProposal,
  maySeeProposal,
  PROPOSAL_KINDS,
  PROPOSAL_RIGHTS,
  type Proposal,
  type ProposalKind,
  type ProposalState,
  proposalAt,
  proposalFor,
} from '../../domain/proposal.ts';
import { formatReference } from '../../domain/reference.ts';
import { can, mayBeOnCall } from '../../domain/role.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { coverWords } from '../../messages/catalogue/covers.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { timeText } from '../../messages/time-text.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

/** Whether this principal asked for it. */
export const isOwn = ({ actor }: Principal, { requestedBy: { actor: asker } }: Proposal): boolean =>
  actor.id !== null && actor.id === asker.id && actor.kind === asker.kind;

/** The proposal if this principal may see it: who asked for it, and whoever may read that kind of thing. Else `not_found`. */
export async function seeProposal(tx: OrgDb, principal: Principal, number: number, now: Date): Promise<Proposal> {
  const proposal = await findProposal(tx, number);
  if (!proposal || !maySeeProposal(principal, proposal)) throw unknownProposal({ principal }, number);
  return proposalFor(principal, proposalAt(proposal, now));
}

/** The proposals this principal may see, newest first. */
export async function seeProposals(
  tx: OrgDb,
  principal: Principal,
  filter: { states?: readonly ProposalState[]; before?: number; limit: number },
  now: Date,
): Promise<Proposal[]> {
  const rows = await listProposals(tx, {
    ...filter,
    whose: { kinds: kindsWith(principal, 'read'), own: { actor: principal.actor, kinds: PROPOSAL_KINDS } },
  });
  return rows
    .map((proposal) => proposalFor(principal, proposalAt(proposal, now)))
    .filter((proposal) => filter.states === undefined || filter.states.includes(proposal.state));
}

/** How many wait for this principal's button. */
export const waitingFor = (tx: OrgDb, principal: Principal, now: Date): Promise<number> =>
  countWaiting(
    tx,
    {
      kinds: kindsWith(principal, 'decide'),
      ...(principal.actor.kind === 'member' && mayBeOnCall(principal) ? { asked: principal.actor.id } : {}),
      own: { actor: principal.actor, kinds: kindsWith(principal, 'own') },
    },
    now,
  );

const kindsWith = ({ role }: Principal, right: 'read' | 'decide' | 'own'): ProposalKind[] =>
  PROPOSAL_KINDS.filter((kind) => can(role, PROPOSAL_RIGHTS[kind][right]));

/** Who decided it, and when; for whoever comes too late. */
export function howItEnded({ principal }: Pick<Work, 'principal'>, proposal: Proposal): string {
  const { state, decidedBy: by, decidedAt, expiresAt, note, outcome: why } = proposal;
  const at = state === 'expired' ? expiresAt : decidedAt;
  return wordsFor({ principal }, decisionWords).ended({
    ...{ ref: refOf(proposal), state, by, why, note: note && oneLine(note, 300) },
    at: at && timeText(at, principal.timeZone, readsIn(principal)),
  });
}

/** Whoever holds what its card holds has it before their eyes. */
export async function lockVisible(work: Work, number: number, nonce?: string): Promise<Proposal> {
  const proposal = await lockProposal(work.tx, number);
  if (proposal && (maySeeProposal(work.principal, proposal) || (nonce !== undefined && isNonceOf(proposal, nonce))))
    return proposal;
  throw unknownProposal(work, number);
}

/**
 * The proposal as a whole channel may have it. Its nonce is only for whoever may decide; in its place stands a mark made from
 * it, which says no more than which state of the proposal the card shows. Whether the clicker may decide is asked at the click.
 */
export const sharedProposal = (proposal: Proposal): Proposal => ({
  ...proposal,
  nonce: proposal.nonce === null ? null : markOf(proposal.nonce),
});

/** Whether a button or form was drawn from the proposal as it is now: it carries its nonce, or on a shared card its mark. */
export const isNonceOf = ({ nonce }: Pick<Proposal, 'nonce'>, given: string): boolean =>
  nonce !== null && (sameText(given, nonce) || sameText(given, markOf(nonce)));

const markOf = (nonce: string): string =>
  createHash('sha256').update(`shared card ${nonce}`).digest('base64url').slice(0, 22);

/** Refuses whoever may see it and not decide it, and says whose role may. */
export function authoriseDecision(principal: Principal, proposal: Proposal): void {
  if (mayDecideProposal(principal, proposal)) return;
  if (proposal.kind === 'cover_shift')
    throw new SafeNestError('forbidden', wordsFor({ principal }, coverWords).notAsked(askedName(proposal)));
  authorise(principal, PROPOSAL_RIGHTS[proposal.kind].decide);
}

/** Who is asked to cover, as they are called; null for whoever wants to. */
const askedName = ({ args }: Pick<Proposal, 'args'>): string | null =>
  typeof args.asks_name === 'string' ? oneLine(args.asks_name, 100) : null;

export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'proposal', number });

const unknownProposal = (work: Pick<Work, 'principal'>, number: number): SafeNestError =>
  new SafeNestError('not_found', wordsFor(work, objectionWords).noSuch(refOf({ number }), 'proposal'));
