import { insertAsk } from '../../db/proposal-asks.ts';
import { findProposalById, lockProposal, saveProposal } from '../../db/proposals.ts';
import type { Language } from '../../domain/language.ts';
import { readsIn } from '../../domain/principal.ts';
import { type Approval, type Backtest, isPutOff, type Proposal, proposalAt } from '../../domain/proposal.ts';
import { formatReference } from '../../domain/reference.ts';
import type { ProofKind } from '../../domain/second-proof.ts';
import { oneLine } from '../../domain/text.ts';
import { isSafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { coverWords } from '../../messages/catalogue/covers.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { timeText } from '../../messages/time-text.ts';
import { approvalsNeeded, checkApprover, standingApprovals } from '../approvals.ts';
import { updateCamera } from '../cameras/registry.ts';
import { standing } from '../moderation/acted.ts';
import { liftAll } from '../moderation/all-of-it.ts';
import { liftAction } from '../moderation/lift.ts';
import { takeCover } from '../on-call.ts';
import { KINDS } from '../proposal-kinds.ts';
import { sealProposal } from '../proposal-seal.ts';
import { requireProof } from '../require-proof.ts';
import { isMuchMore, retryProposal } from '../retry-proposal.ts';
import { updateRule } from '../rules.ts';
import type { Work } from '../work.ts';
import { authoriseDecision, howItEnded, isNonceOf, isOwn, lockVisible, refOf, sameText } from './see.ts';
import { type Decided, expire, LIVES_MS, LONGEST, limited, newNonce, settled, supersede, tell } from './settle.ts';

export interface Decision {
  /** Of the card or page it was decided on; an older card than the proposal decides nothing. */
  nonce: string;
  decision: 'approve' | 'reject';
  note?: string;
  /** What its rule would do with history now, tried before this transaction; it is tried on less inside of it where absent. */
  retried?: Backtest | null;
}

/** Of what critical kind that is which a proposal would do; null where it is none. */
function criticalOf({ kind, args }: Pick<Proposal, 'kind' | 'args'>): ProofKind | null {
  if (kind === 'create_rule' || kind === 'change_rule') return 'rules';
  return kind === 'moderate_member' && (args as { step?: unknown }).step === 'ban' ? 'ban' : null;
}

/**
 * Approves and carries out, or rejects. What stands against it (decided already, changed, run out, no longer what it was)
 * is told in words with the proposal as it is now; whoever may not decide it is refused.
 */
export async function decideProposal(work: Work, number: number, decision: Decision): Promise<Decided> {
  const { tx, principal, now } = work;
  const proposal = await lockVisible(work, number, decision.nonce);
  authoriseDecision(principal, proposal);
  const ref = refOf(proposal);
  const kind = KINDS[proposal.kind];
  if (proposal.state !== 'pending') return { proposal, text: howItEnded(work, proposal), done: false };
  if (proposalAt(proposal, now).state === 'expired') {
    const expired = await expire(work, proposal);
    return { proposal: expired, text: howItEnded(work, expired), done: false };
  }
  if (!isNonceOf(proposal, decision.nonce)) {
    return { proposal, text: wordsFor(work, decisionWords).changedSince(ref), done: false };
  }
  if (!sameText(sealProposal(work, proposal), proposal.argsDigest)) {
    return supersede(work, proposal, 'what it would do is no longer what was proposed');
  }
  const note = limited(decision.note ?? '', LONGEST.note) || null;
  const decided = { decidedById: principal.actor.id, decidedBy: oneLine(principal.name), decidedAt: now, note };
  if (decision.decision === 'reject') {
    const after = settled(work, proposal, { ...decided, state: 'rejected', outcome: null });
    await kind.reject({ ...work, via: ref }, proposal.args);
    await saveProposal(tx, after);
    await tell(work, 'proposal.reject', after, note ? { note } : {});
    await tellAsker(work, after);
    return { proposal: after, text: wordsFor(work, decisionWords).rejected(ref), done: true };
  }
  const critical = criticalOf(proposal);
  if (critical) await requireProof(work, critical);
  const current = await kind.standing(tx, proposal.args).catch(orGone);
  if (current.mark !== proposal.freshness) return supersede(work, proposal, current.words);
  const retried = decision.retried === undefined ? await tryAgain(work, proposal) : decision.retried;
  if (isMuchMore(proposal.backtest, retried)) return askAnew(work, proposal, retried!);
  const needed = await approvalsNeeded(tx, proposal.kind);
  checkApprover(principal, needed);
  const given = await standingApprovals(tx, proposal.approvals ?? []);
  const missing = needed - given.length - 1;
  if (given.some(({ id }) => id === principal.actor.id))
    return {
      proposal,
      text: wordsFor(work, decisionWords).approvedAlready(ref),
      done: false,
    };
  if (missing > 0) return approveFirst(work, { ...proposal, approvals: given, backtest: retried ?? proposal.backtest });
  const { text, undo: back } = await kind.run({ ...work, via: ref, why: proposal.why }, proposal.args);
  const undo =
    back && ('rule' in back || 'camera' in back)
      ? { ...back, mark: (await kind.standing(tx, proposal.args)).mark }
      : back;
  const backtest = retried ?? proposal.backtest;
  const approvals = [...given, approvalOf(work)];
  const after = settled(work, proposal, {
    ...decided,
    state: 'approved',
    outcome: text('en'),
    undo,
    backtest,
    approvals,
  });
  await saveProposal(tx, after);
  await tell(work, 'proposal.approve', after, { title: after.title, ...(note ? { note } : {}) });
  await tellAsker(work, after);
  return { proposal: after, text: text(readsIn(principal)), done: true };
}

/** Whoever asked somebody to cover is told what came of it, where somebody else said so. */
async function tellAsker({ tx, now, principal }: Work, proposal: Proposal): Promise<void> {
  const { actor } = proposal.requestedBy;
  if (proposal.kind !== 'cover_shift' || actor.kind !== 'member' || isOwn(principal, proposal)) return;
  await insertAsk(tx, { proposalId: proposal.id, memberId: actor.id, kind: 'tells', at: now });
}

const approvalOf = ({ principal, now }: Work): Approval => ({
  id: principal.actor.id,
  name: oneLine(principal.name, 100),
  at: now.toISOString(),
});

/** The rule is tried once more before it goes live, on as much of history as a transaction may take. */
const tryAgain = (work: Work, { number }: Proposal): Promise<Backtest | null> =>
  retryProposal((read) => read(work.tx), number, { now: work.now, mostLogins: 20_000, budgetMs: 800 });

/** It would raise far more by now than was shown: it waits with what was found, and is looked at again. */
async function askAnew(work: Work, proposal: Proposal, backtest: Backtest): Promise<Decided> {
  const after = { ...proposal, backtest, nonce: newNonce(), approvals: [], updatedAt: work.now };
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.retry', after, {
    alerts: { before: proposal.backtest?.alerts ?? 0, after: backtest.alerts },
  });
  const { alerts, days } = backtest;
  const text = wordsFor(work, decisionWords).muchMore(refOf(proposal), alerts, days, proposal.backtest?.alerts ?? 0);
  return { proposal: after, text, done: false };
}

/** The first of two: it is noted, and somebody else has to approve it as well. */
async function approveFirst(work: Work, proposal: Proposal): Promise<Decided> {
  const approvals = [...(proposal.approvals ?? []), approvalOf(work)];
  // who has the card before them sees the same: its buttons go on to hold
  const after = { ...proposal, approvals, updatedAt: work.now };
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.approve_first', after, { title: after.title });
  return {
    proposal: after,
    text: wordsFor(work, decisionWords).firstApproval(refOf(proposal)),
    done: true,
  };
}

const LATER_DAYS = 3;
const DAY_MS = 86_400_000;

/** Puts a proposal off for some days: nobody is asked until then, and it is told anew when it comes back. */
export async function putOffProposal(work: Work, number: number, nonce: string): Promise<Decided> {
  const proposal = await lockVisible(work, number, nonce);
  authoriseDecision(work.principal, proposal);
  const { now, principal } = work;
  const words = wordsFor(work, decisionWords);
  const ref = refOf(proposal);
  const current = proposalAt(proposal, now);
  if (current.state !== 'pending') return { proposal, text: howItEnded(work, current), done: false };
  if (!isNonceOf(proposal, nonce))
    return { proposal, text: wordsFor(work, decisionWords).changedSince(ref), done: false };
  const laterUntil = new Date(now.getTime() + LATER_DAYS * DAY_MS);
  if (isPutOff(proposal, now))
    return {
      proposal,
      text: words.putOffAlready(ref, timeText(proposal.laterUntil!, principal.timeZone, readsIn(principal))),
      done: false,
    };
  const expiresAt = new Date(Math.max(proposal.expiresAt.getTime(), laterUntil.getTime() + LIVES_MS));
  const after = { ...proposal, laterUntil, expiresAt, updatedAt: now };
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.later', after, { until: laterUntil.toISOString() });
  const when = timeText(laterUntil, principal.timeZone, readsIn(principal));
  return { proposal: after, text: words.comesBack(ref, when), done: true };
}

/** A proposal whose time has come is asked for again; false where it is not so any more. */
export async function bringBack(work: Work, id: string): Promise<boolean> {
  const found = await findProposalById(work.tx, id);
  const proposal = found && (await lockProposal(work.tx, found.number));
  if (proposal?.state !== 'pending' || !proposal.laterUntil || proposal.laterUntil > work.now) return false;
  const after = { ...proposal, laterUntil: null, updatedAt: work.now };
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.back', after, {});
  return true;
}

/**
 * Takes back what an approved proposal did: to a rule, where nobody has changed that rule since in another way, or to somebody, on the
 * platform too.
 */
export async function undoProposal(work: Work, number: number): Promise<Decided> {
  const proposal = await lockVisible(work, number);
  authoriseDecision(work.principal, proposal);
  const ref = refOf(proposal);
  const words = wordsFor(work, decisionWords);
  if (!proposal.undo) return { proposal, text: words.nothingToTakeBack(ref), done: false };
  if ('action' in proposal.undo) {
    const { action: first, all } = proposal.undo;
    const by = { ...work, via: ref };
    const { action, text, done } = all ? await liftAll(by, first) : await liftAction(by, first);
    return done ? takenBack(work, proposal, { text, outcome: `${standing(action, 'en')}.` }) : { proposal, text, done };
  }
  const { undo } = proposal;
  if ('covers' in undo) {
    for (const id of undo.covers) await takeCover({ ...work, via: ref }, id).catch(orTakenBack);
    const say = (language: Language): string => coverWords[language].takenBack;
    return takenBack(work, proposal, { text: say(readsIn(work.principal)), outcome: say('en') });
  }
  const { mark } = undo;
  const what = formatReference(
    'rule' in undo ? { kind: 'rule', number: undo.rule } : { kind: 'camera', number: undo.camera },
  );
  const now = await KINDS[proposal.kind].standing(work.tx, proposal.args);
  if (mark !== undefined && now.mark !== mark) {
    return { proposal, text: words.notTakenBack(ref, what, now.words), done: false };
  }
  if ('rule' in undo) await updateRule({ ...work, via: ref }, undo.rule, undo.patch);
  else await updateCamera({ ...work, via: ref }, undo.camera, { stricter: undo.stricter });
  const say = 'rule' in undo && undo.patch.state === 'retired' ? 'offAgain' : 'asBefore';
  return takenBack(work, proposal, { text: words[say](what), outcome: decisionWords.en[say](what) });
}

/** `outcome` is kept with it, in English. */
async function takenBack(
  work: Work,
  proposal: Proposal,
  { text, outcome }: { text: string; outcome: string },
): Promise<Decided> {
  const after = { ...proposal, undo: null, outcome, updatedAt: work.now };
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.undo', after, {});
  return { proposal: after, text, done: true };
}

/** It is over, or an admin took it back: nothing of it is left. */
function orTakenBack(error: unknown): void {
  if (!isSafeNestError(error) || error.code !== 'not_found') throw error;
}

function orGone(error: unknown): { mark: string; words: string } {
  if (isSafeNestError(error) && error.code === 'not_found') return { mark: 'gone', words: error.message };
  throw error;
}
