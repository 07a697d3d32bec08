import { findMember, passwordHash } from '../db/members.ts';
import { organisationSettings, saveOrganisationSettings } from '../db/organisations.ts';
import { withOrg } from '../db/scope.ts';
import { countWrong, deletePin, lockPin, savePin } from '../db/second-proof.ts';
import type { Principal } from '../domain/principal.ts';
import { isGoodPin, MOST_WRONG, PROOF_KINDS, type ProofKind } from '../domain/second-proof.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { proofWords } from '../messages/catalogue/second-proof.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { NeedsProof, secondProofs } from './require-proof.ts';
import { hashSecret, isFreshSession, isSecret, type SignInContext } from './sign-in.ts';
import type { Work } from './work.ts';

/** Says what a second proof is asked for. Whoever asks for less of it gives one first: else a session left open would undo it. */
export async function setSecondProofs(work: Work, wanted: readonly ProofKind[]): Promise<ProofKind[]> {
  const { tx, principal, proved } = work;
  authorise(principal, 'members.write');
  const before = await secondProofs(tx);
  const after = PROOF_KINDS.filter((kind) => wanted.includes(kind));
  const less = before.some((kind) => !after.includes(kind));
  if (less && !proved && principal.actor.kind === 'member') throw new NeedsProof(wordsFor(work, proofWords).inConsole);
  if (before.join() === after.join()) return after;
  await saveOrganisationSettings(tx, { ...(await organisationSettings(tx)), second_proof: after });
  await audit(work, { action: 'organisation.second_proof', detail: { before, after } });
  return after;
}

export type PinVerdict = { kind: 'right' | 'locked' | 'none' } | { kind: 'wrong'; left: number };

/**
 * Whether this is the PIN of whoever acts. Wrong ones are counted, so the transaction has to be committed whatever comes of it; after
 * five in a row it is locked. What was typed goes nowhere else.
 */
export async function givePin(work: Work, typed: string): Promise<PinVerdict> {
  const { tx, principal, now } = work;
  if (principal.actor.kind !== 'member') return { kind: 'none' };
  const memberId = principal.actor.id;
  const known = await lockPin(tx, memberId);
  if (!known) return { kind: 'none' };
  if (known.lockedAt) return { kind: 'locked' };
  if (typed.length <= 64 && (await isSecret(known.hash, typed.replaceAll(/\s/g, '')))) {
    if (known.failures > 0) await countWrong(tx, memberId, { failures: 0, lockedAt: null });
    return { kind: 'right' };
  }
  const failures = known.failures + 1;
  const locks = failures >= MOST_WRONG;
  await countWrong(tx, memberId, { failures, lockedAt: locks ? now : null });
  await audit(work, {
    action: locks ? 'member.pin_locked' : 'member.pin_wrong',
    subject: memberId,
    detail: { failures },
  });
  return locks ? { kind: 'locked' } : { kind: 'wrong', left: MOST_WRONG - failures };
}

/** What a verdict says that is not right, in words. */
export function verdictWords(work: Pick<Work, 'principal'>, verdict: PinVerdict): string {
  const words = wordsFor(work, proofWords);
  if (verdict.kind === 'wrong') return words.wrong(verdict.left);
  return verdict.kind === 'locked' ? words.locked : words.noPin;
}

/**
 * Sets one's own PIN. Whoever has one must know it, whoever has none their password; whoever has no password either must just have signed
 * in, so that a session left open is not enough. `forbidden` otherwise. One that is locked an admin resets first.
 */
export async function setOwnPin(
  context: SignInContext,
  principal: Principal,
  { current, next, sessionId }: { current: string; next: string; sessionId: string },
): Promise<void> {
  if (principal.actor.kind !== 'member') throw new SafeNestError('forbidden', 'Only members have PINs.');
  const memberId = principal.actor.id;
  if (!isGoodPin(next))
    throw new SafeNestError('invalid_input', 'A PIN has 6 to 12 digits, not all the same and not counted up or down.');
  const hash = await hashSecret(next);
  const refused = await withOrg(context.db, principal, async (tx) => {
    const work: Work = { tx, principal, now: context.now, auditKey: context.auditKey };
    const known = await lockPin(tx, memberId);
    if (known) {
      const verdict = await givePin(work, current);
      if (verdict.kind !== 'right')
        return verdict.kind === 'locked' ? proofWords.en.locked : 'That is not your current PIN.';
    } else {
      const password = await passwordHash(tx, memberId);
      if (password !== null && !(await isSecret(password, current))) return 'That is not your password.';
      if (password === null && !(await isFreshSession(tx, sessionId, context.now)))
        return 'You have no password, so a first PIN is set within 10 minutes of signing in. Sign in again with a new link first.';
    }
    await savePin(tx, memberId, hash, context.now);
    await audit(work, { action: 'member.set_pin', subject: memberId });
    return null;
  });
  if (refused) throw new SafeNestError('forbidden', refused);
}

/** Takes away another member's PIN, e.g. one that is locked; they set a new one. */
export async function resetPin(work: Work, memberId: string): Promise<string> {
  const { tx, principal } = work;
  authorise(principal, 'members.write');
  if (principal.actor.kind === 'member' && principal.actor.id === memberId)
    throw new SafeNestError('forbidden', 'Your own PIN another admin resets. You can change it on your account page.');
  const member = await findMember(tx, memberId);
  if (!member) throw new SafeNestError('not_found', 'There is no such member.');
  if (!(await deletePin(tx, memberId))) throw new SafeNestError('conflict', `${member.name} has no PIN.`);
  await audit(work, { action: 'member.reset_pin', subject: memberId });
  return member.name;
}
