import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { nextNumber } from '../db/counters.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import {
  countMine,
  countWaiting,
  findProposal,
  findProposalById,
  insertProposal,
  latestOfMatter,
  listProposals,
  lockExpired,
  lockMine,
  lockProposal,
  saveProposal,
} from '../db/proposals.ts';
import type { OrgDb } from '../db/scope.ts';
import { newId } from '../domain/id.ts';
import { type Principal, readsIn } from '../domain/principal.ts';
import {
  type Approval,
  type Backtest,
  isPutOff,
  mayDecideProposal,
  maySeeProposal,
  PROPOSAL_KINDS,
  PROPOSAL_RIGHTS,
  type Proposal,
  type ProposalKind,
  type ProposalState,
  proposalAt,
  proposalFor,
} from '../domain/proposal.ts';
import type { ProposalFacts } from '../domain/proposal-facts.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { decisionWords } from '../messages/catalogue/decisions.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { timeText } from '../messages/time-text.ts';
import { approvalsNeeded, checkApprover, standingApprovals } from './approvals.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { standing } from './moderation/acted.ts';
import { liftAction } from './moderation/lift.ts';
import { digest } from './proposal-kind.ts';
import { KINDS } from './proposal-kinds.ts';
import { sealProposal } from './proposal-seal.ts';
import { isMuchMore, retryProposal } from './retry-proposal.ts';
import { updateRule } from './rules.ts';
import type { Work } from './work.ts';

const DAY_MS = 86_400_000;
const LIVES_MS = 7 * DAY_MS;
/** Of one asker: a model that runs wild must not bury what people asked for. */
const MOST_WAITING = 50;
/** What the assistant suggests by itself has places of its own, where the newest drives out the oldest, and waits less long. */
const SUGGESTIONS = { most: 10, livesMs: 86_400_000, via: 'suggestion' };
const LONGEST = { why: 2000, note: 2000 };

export interface NewProposal {
  kind: ProposalKind;
  /** Those of the tool of the same name; for rules `{ rule: 'RULE-3' }` or `{ rule, patch }`. */
  args: Record<string, unknown>;
  /** Why it is wanted, in words. */
  why?: string;
  /** Text from outside had been read before it was wanted. */
  untrusted: boolean;
  /** The assistant's own idea: it takes none of the places of what people asked for. */
  suggested?: boolean;
  backtest?: Backtest | null;
  /** What speaks for it, in figures. */
  facts?: ProposalFacts;
  /** An admin wants what was rejected looked at once more. */
  again?: boolean;
}

/** `waiting`: it was proposed before and still waits. `rejected`: it was turned down before, and nothing was made now. */
export interface Proposed {
  proposal: Proposal;
  was: 'new' | 'waiting' | 'rejected';
}

/**
 * Puts a write down for somebody to decide. The same matter waits once; what was rejected stays rejected. Refuses with
 * `invalid_input` what could not be carried out, with `rate_limited` whoever has too many waiting.
 */
export async function proposeWrite(work: Work, wanted: NewProposal): Promise<Proposed> {
  const { tx, principal, now } = work;
  const kind = KINDS[wanted.kind];
  authorise(principal, kind.asks);
  const parsed = kind.parse(wanted.args);
  if (!parsed.success)
    throw new SafeNestError(
      'invalid_input',
      `This cannot be proposed: ${parsed.error.issues[0]?.message ?? 'its arguments are not valid'}.`,
    );
  const args = await kind.settle(work, wanted.args);
  const semanticKey = matterKey(principal, wanted.kind, kind.matter(args));
  const before = await beforeIt(work, semanticKey, wanted.again ?? false);
  if (before) return before;
  if (wanted.suggested) await makeRoom(work);
  else if ((await countMine(tx, principal.actor, SUGGESTIONS.via, now)) >= MOST_WAITING) {
    throw new SafeNestError(
      'rate_limited',
      `${MOST_WAITING} proposals of yours wait already; have some of them decided first.`,
    );
  }
  const number = await nextNumber(tx, 'proposal');
  const proposal: Proposal = {
    id: newId(now.getTime()),
    number,
    kind: wanted.kind,
    args,
    argsDigest: sealProposal(work, { number, kind: wanted.kind, args }),
    title: kind.describe(args),
    why: limited(wanted.why ?? '', LONGEST.why),
    severity: kind.severity(args),
    backtest: wanted.backtest ?? null,
    requestedBy: { actor: principal.actor, name: oneLine(principal.name) },
    via: wanted.suggested ? SUGGESTIONS.via : (work.via ?? principal.place.platform),
    untrusted: wanted.untrusted,
    permission: PROPOSAL_RIGHTS[wanted.kind].decide,
    semanticKey,
    freshness: (await kind.standing(tx, args)).mark,
    state: 'pending',
    nonce: newNonce(),
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + (wanted.suggested ? SUGGESTIONS.livesMs : LIVES_MS)),
    decidedById: null,
    decidedBy: null,
    decidedAt: null,
    note: null,
    outcome: null,
    undo: null,
    approvals: [],
    laterUntil: null,
    facts: wanted.facts ?? null,
  };
  if (!(await insertProposal(tx, proposal))) {
    // someone else proposed it in this very moment
    const other = await latestOfMatter(tx, semanticKey, ['pending']);
    if (other) return { proposal: other, was: 'waiting' };
    throw new SafeNestError('conflict', 'This was being decided just now. Ask again.');
  }
  await tell(work, 'proposal.create', proposal, {
    kind: proposal.kind,
    title: proposal.title,
    ...(proposal.untrusted ? { untrusted: true } : {}),
  });
  return { proposal, was: 'new' };
}

/** The oldest suggestions that nobody took up give way. */
async function makeRoom(work: Work): Promise<void> {
  const waiting = await lockMine(work.tx, work.principal.actor, SUGGESTIONS.via);
  for (const old of waiting.slice(0, Math.max(0, waiting.length - SUGGESTIONS.most + 1))) await expire(work, old);
}

/** What is known of a matter that is about to be proposed: that it waits, or that it was rejected; else null. */
async function beforeIt(work: Work, semanticKey: string, again: boolean): Promise<Proposed | null> {
  const { tx, principal, now } = work;
  const waiting = await latestOfMatter(tx, semanticKey, ['pending']);
  if (waiting) {
    if (proposalAt(waiting, now).state === 'pending') return { proposal: waiting, was: 'waiting' };
    await expire(work, (await lockProposal(tx, waiting.number)) ?? waiting);
  }
  const last = await latestOfMatter(tx, semanticKey, ['rejected', 'approved']);
  if (last?.state !== 'rejected' || (again && mayDecideProposal(principal, last))) return null;
  return { proposal: last, was: 'rejected' };
}

/** Whether this matter waits or was rejected, before anything is made for it. */
export const proposedBefore = (
  work: Work,
  kind: ProposalKind,
  matter: unknown,
  again = false,
): Promise<Proposed | null> => beforeIt(work, matterKey(work.principal, kind, matter), again);

/** Takes back what this principal asked for and nobody decided yet, since they want it otherwise; null where it is not theirs. */
export async function replaceOwn(work: Work, number: number): Promise<Proposal | null> {
  const proposal = await lockProposal(work.tx, number);
  if (!proposal || !isOwn(work.principal, proposal) || proposalAt(proposal, work.now).state !== 'pending') return null;
  return (await supersede(work, proposal, 'whoever asked for it wanted it otherwise, and it was proposed anew'))
    .proposal;
}

/** Whether this principal asked for it. */
export const isOwn = ({ actor }: Principal, { requestedBy: { actor: asker } }: Proposal): boolean =>
  actor.id !== null && actor.id === asker.id && actor.kind === asker.kind;

export interface Decision {
  /** Of the card or page it was decided on; an older card than the proposal decides nothing. */
  nonce: string;
  decision: 'approve' | 'reject';
  note?: string;
  /** What its rule would do with history now, tried before this transaction; it is tried on less inside of it where absent. */
  retried?: Backtest | null;
}

/** What came of a click, in words; `done` says that it was this one that decided. */
export interface Decided {
  proposal: Proposal;
  text: string;
  done: boolean;
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
    return { proposal: after, text: wordsFor(work, decisionWords).rejected(ref), done: true };
  }
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
  const undo = back && 'rule' in back ? { ...back, mark: (await kind.standing(tx, proposal.args)).mark } : back;
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
  return { proposal: after, text: text(readsIn(principal)), done: true };
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
    const { action, text, done } = await liftAction({ ...work, via: ref }, proposal.undo.action);
    return done ? takenBack(work, proposal, { text, outcome: `${standing(action, 'en')}.` }) : { proposal, text, done };
  }
  const { rule, patch, mark } = proposal.undo;
  const what = formatReference({ kind: 'rule', number: rule });
  const now = await KINDS[proposal.kind].standing(work.tx, proposal.args);
  if (mark !== undefined && now.mark !== mark) {
    return { proposal, text: words.notTakenBack(ref, what, now.words), done: false };
  }
  await updateRule({ ...work, via: ref }, rule, patch);
  const say = patch.state === 'retired' ? 'offAgain' : 'asBefore';
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

/**
 * The same proposal with other arguments, another reason or another backtest: a new digest, a new nonce, seven days more.
 * Only while it waits, and only by whoever may decide it.
 */
export async function editProposal(
  work: Work,
  number: number,
  change: { args: Record<string, unknown>; backtest: Backtest | null },
): Promise<Proposal> {
  const { tx, now } = work;
  const proposal = await lockVisible(work, number);
  authoriseDecision(work.principal, proposal);
  if (proposalAt(proposal, now).state !== 'pending')
    throw new SafeNestError('conflict', howItEnded(work, proposalAt(proposal, now)));
  const kind = KINDS[proposal.kind];
  const args = await kind.settle(work, change.args);
  const after: Proposal = {
    ...proposal,
    args,
    argsDigest: sealProposal(work, { ...proposal, args }),
    title: kind.describe(args),
    severity: kind.severity(args),
    backtest: change.backtest,
    semanticKey: `${whoseMatter(proposal)} ${digest(kind.matter(args))}`,
    freshness: (await kind.standing(tx, args)).mark,
    nonce: newNonce(),
    updatedAt: now,
    expiresAt: new Date(now.getTime() + LIVES_MS),
    // whoever approved it did not approve this
    approvals: [],
    laterUntil: null,
  };
  const same = await latestOfMatter(tx, after.semanticKey, ['pending']);
  if (same && same.number !== number)
    throw new SafeNestError('conflict', wordsFor(work, decisionWords).sameAsAnother(refOf(same)));
  await saveProposal(tx, after);
  await tell(work, 'proposal.edit', after, { title: after.title });
  return after;
}

/** Writes down of what ran out of time that it did; how many. For the nightly job. */
export async function expireProposals(work: Work): Promise<number> {
  const expired = await lockExpired(work.tx, work.now, 500);
  for (const proposal of expired) await expire(work, proposal);
  return expired.length;
}

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
async function lockVisible(work: Work, number: number, nonce?: string): Promise<Proposal> {
  const proposal = await lockProposal(work.tx, number);
  if (proposal && (maySeeProposal(work.principal, proposal) || (nonce !== undefined && isNonceOf(proposal, nonce))))
    return proposal;
  throw unknownProposal(work, number);
}

async function supersede(work: Work, proposal: Proposal, why: string): Promise<Decided> {
  const after = settled(work, proposal, { state: 'superseded', outcome: why, decidedAt: work.now });
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.supersede', after, { why });
  return { proposal: after, text: howItEnded(work, after), done: false };
}

async function expire(work: Work, proposal: Proposal): Promise<Proposal> {
  const after = settled(work, proposal, { state: 'expired' });
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.expire', after, {});
  return after;
}

const settled = (work: Work, proposal: Proposal, change: Partial<Proposal>): Proposal => ({
  ...proposal,
  ...change,
  nonce: null,
  updatedAt: work.now,
});

/** What every change ends with: its audit line, and word to the channels that decide. */
async function tell(work: Work, action: string, proposal: Proposal, detail: Record<string, unknown>): Promise<void> {
  const { id: subject, severity } = proposal;
  await addOutboxOnce(work.tx, [{ kind: 'proposal_changed', subject, severity }]);
  await audit(work, { action, subject: refOf(proposal), detail: { ...detail, digest: proposal.argsDigest } });
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
function authoriseDecision(principal: Principal, proposal: Proposal): void {
  if (!mayDecideProposal(principal, proposal)) authorise(principal, PROPOSAL_RIGHTS[proposal.kind].decide);
}

function orGone(error: unknown): { mark: string; words: string } {
  if (isSafeNestError(error) && error.code === 'not_found') return { mark: 'gone', words: error.message };
  throw error;
}

function limited(text: string, limit: number): string {
  const clean = cleanText(text);
  if (clean.length > limit) throw new SafeNestError('too_large', `That is longer than ${limit} characters.`);
  return clean;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Matters are everybody's among those who decide them. Whoever may decide only their own has matters of their own: else a
 * rejection of theirs would bind others, and what waits of others would be told to them.
 */
const matterKey = ({ role, actor }: Principal, kind: ProposalKind, matter: unknown): string => {
  const { decide, own } = PROPOSAL_RIGHTS[kind];
  const shared = own === decide || can(role, decide);
  return `${kind}${shared ? '' : `:${actor.id ?? actor.kind}`} ${digest(matter)}`;
};
/** The part of the key before the matter itself: an edit by somebody else leaves it whose it was. */
const whoseMatter = ({ semanticKey }: Proposal): string => semanticKey.slice(0, semanticKey.indexOf(' '));
const newNonce = (): string => randomBytes(16).toString('base64url');
const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'proposal', number });
const unknownProposal = (work: Pick<Work, 'principal'>, number: number): SafeNestError =>
  new SafeNestError('not_found', wordsFor(work, objectionWords).noSuch(refOf({ number }), 'proposal'));
