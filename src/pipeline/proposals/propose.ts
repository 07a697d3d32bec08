import { nextNumber } from '../../db/counters.ts';
import { insertAsk } from '../../db/proposal-asks.ts';
import { countMine, insertProposal, latestOfMatter, lockMine, lockProposal, saveProposal } from '../../db/proposals.ts';
import { newId } from '../../domain/id.ts';
import type { Principal } from '../../domain/principal.ts';
import {
  type Backtest,
  mayDecideProposal,
  PROPOSAL_RIGHTS,
  type Proposal,
  type ProposalKind,
  proposalAt,
  SUGGESTED,
} from '../../domain/proposal.ts';
import type { ProposalFacts } from '../../domain/proposal-facts.ts';
import { can } from '../../domain/role.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { authorise } from '../authorise.ts';
import { digest } from '../proposal-kind.ts';
import { KINDS } from '../proposal-kinds.ts';
import { sealProposal } from '../proposal-seal.ts';
import type { Work } from '../work.ts';
import { authoriseDecision, howItEnded, isOwn, lockVisible, refOf } from './see.ts';
import { expire, LIVES_MS, LONGEST, limited, newNonce, supersede, tell } from './settle.ts';

/** Of one asker: a model that runs wild must not bury what people asked for. */
const MOST_WAITING = 50;

/** What the assistant suggests by itself has places of its own, where the newest drives out the oldest, and waits less long. */
const SUGGESTIONS = { most: 10, livesMs: 86_400_000, via: SUGGESTED };

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
    expiresAt: endOf(kind.ends(args), now.getTime() + (wanted.suggested ? SUGGESTIONS.livesMs : LIVES_MS)),
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
    ...(wanted.suggested ? { suggested_by: 'language model' } : {}),
    ...(proposal.untrusted ? { untrusted: true } : {}),
  });
  for (const memberId of await kind.asksMembers(work, args))
    await insertAsk(tx, { proposalId: proposal.id, memberId, kind: 'asks', at: now });
  return { proposal, was: 'new' };
}

/** What is over sooner is decided sooner. */
const endOf = (ends: Date | null, at: number): Date => new Date(Math.min(at, ends?.getTime() ?? at));

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

/** The same proposal with other arguments, sealed anew; whoever has its card before them sees another one. */
export async function withArguments(work: Work, proposal: Proposal, args: Proposal['args']): Promise<Proposal> {
  const kind = KINDS[proposal.kind];
  return {
    ...proposal,
    args,
    argsDigest: sealProposal(work, { ...proposal, args }),
    title: kind.describe(args),
    severity: kind.severity(args),
    semanticKey: `${whoseMatter(proposal)} ${digest(kind.matter(args))}`,
    freshness: (await kind.standing(work.tx, args)).mark,
    nonce: newNonce(),
    updatedAt: work.now,
    // whoever approved it did not approve this
    approvals: [],
  };
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
    ...(await withArguments(work, proposal, args)),
    backtest: change.backtest,
    expiresAt: endOf(kind.ends(args), now.getTime() + LIVES_MS),
    laterUntil: null,
  };
  const same = await latestOfMatter(tx, after.semanticKey, ['pending']);
  if (same && same.number !== number)
    throw new SafeNestError('conflict', wordsFor(work, decisionWords).sameAsAnother(refOf(same)));
  await saveProposal(tx, after);
  await tell(work, 'proposal.edit', after, { title: after.title });
  return after;
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
