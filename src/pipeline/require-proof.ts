import { z } from 'zod';
import { organisationSettings } from '../db/organisations.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Role } from '../domain/role.ts';
import { mayWhatIsAsked, PROOF_KINDS, type ProofKind } from '../domain/second-proof.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { proofWords } from '../messages/catalogue/second-proof.ts';
import type { Work } from './work.ts';

/** What was refused because a PIN has to be given first; nothing of it is done. */
export class NeedsProof extends SafeNestError {
  constructor(message: string) {
    super('forbidden', message);
  }
}

const kindsSchema = z.array(z.enum(PROOF_KINDS));

/** What this organisation asks a second proof for; nothing until an admin says so. */
export async function secondProofs(tx: OrgDb): Promise<ProofKind[]> {
  const said = kindsSchema.safeParse((await organisationSettings(tx)).second_proof);
  return said.success ? said.data : [];
}

/**
 * Refuses with `NeedsProof` where the organisation asks a second proof for this and whoever does it has not given any. API keys are
 * nobody who could give one, what SafeNest does by itself nobody decides, and what a proposal carries out was approved with one.
 */
export async function requireProof(work: Work, kind: ProofKind): Promise<void> {
  const { tx, principal, via, proved } = work;
  if (proved || principal.actor.kind !== 'member' || /^PROP-\d+$/.test(via ?? '')) return;
  if ((await secondProofs(tx)).includes(kind)) throw new NeedsProof(wordsFor(work, proofWords).inConsole);
}

/**
 * The same of whoever hands a way in to somebody of this role, by a key, a link or the role itself, who may do then what a proof is asked
 * for: else a session left open would let itself in once more, unasked.
 */
export async function requireProofToLetIn(work: Work, role: Role): Promise<void> {
  const { tx, principal, proved } = work;
  if (proved || principal.actor.kind !== 'member') return;
  if (mayWhatIsAsked(role, await secondProofs(tx))) throw new NeedsProof(wordsFor(work, proofWords).inConsole);
}
