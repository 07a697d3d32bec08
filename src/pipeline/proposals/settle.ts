import { randomBytes } from 'node:crypto';
import { addOutboxOnce } from '../../db/outbox.ts';
import { lockExpired, saveProposal } from '../../db/proposals.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';
import { howItEnded, refOf } from './see.ts';

const DAY_MS = 86_400_000;
/** How long a proposal waits for somebody. */
export const LIVES_MS = 7 * DAY_MS;
export const LONGEST = { why: 2000, note: 2000 };

/** What came of a click, in words; `done` says that it was this one that decided. */
export interface Decided {
  proposal: Proposal;
  text: string;
  done: boolean;
}

/** Writes down of what ran out of time that it did; how many. For the nightly job. */
export async function expireProposals(work: Work): Promise<number> {
  const expired = await lockExpired(work.tx, work.now, 500);
  for (const proposal of expired) await expire(work, proposal);
  return expired.length;
}

export async function supersede(work: Work, proposal: Proposal, why: string): Promise<Decided> {
  const after = settled(work, proposal, { state: 'superseded', outcome: why, decidedAt: work.now });
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.supersede', after, { why });
  return { proposal: after, text: howItEnded(work, after), done: false };
}

export async function expire(work: Work, proposal: Proposal): Promise<Proposal> {
  const after = settled(work, proposal, { state: 'expired' });
  await saveProposal(work.tx, after);
  await tell(work, 'proposal.expire', after, {});
  return after;
}

export const settled = (work: Work, proposal: Proposal, change: Partial<Proposal>): Proposal => ({
  ...proposal,
  ...change,
  nonce: null,
  updatedAt: work.now,
});

/** What every change ends with: its audit line, and word to the channels that decide. */
export async function tell(
  work: Work,
  action: string,
  proposal: Proposal,
  detail: Record<string, unknown>,
): Promise<void> {
  const { id: subject, severity } = proposal;
  await addOutboxOnce(work.tx, [{ kind: 'proposal_changed', subject, severity }]);
  await audit(work, { action, subject: refOf(proposal), detail: { ...detail, digest: proposal.argsDigest } });
}

export function limited(text: string, limit: number): string {
  const clean = cleanText(text);
  if (clean.length > limit) throw new SafeNestError('too_large', `That is longer than ${limit} characters.`);
  return clean;
}

export const newNonce = (): string => randomBytes(16).toString('base64url');
