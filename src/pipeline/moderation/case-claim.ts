import { endClaim, saveClaim } from '../../db/case-claims.ts';
import { type CaseClaim, claimAt, type ModerationCase } from '../../domain/moderation.ts';
import type { Principal } from '../../domain/principal.ts';
import { readsIn } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { heldText } from '../../messages/case-claim-text.ts';
import { claimWords } from '../../messages/catalogue/case-claims.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import type { Work } from '../work.ts';
import { currentPolicy } from './policy.ts';

const MINUTE_MS = 60_000;

type Acting = Pick<Work, 'tx' | 'principal' | 'now'>;

/** Who else has the case in hand, so that its decision is asked about first; null where it is free, or the principal's own. */
export function othersClaim(
  one: Pick<ModerationCase, 'claim' | 'state'>,
  principal: Pick<Principal, 'actor'>,
  now: Date,
): CaseClaim | null {
  const claim = claimAt(one, now);
  return claim === null || claim.byId === principal.actor.id ? null : claim;
}

/** Refuses with `conflict` to decide a case that somebody else has in hand, unless whoever decides it was told so. */
export function requireToldOfClaim({ principal, now }: Acting, found: ModerationCase, anyway: boolean): void {
  const claim = anyway ? null : othersClaim(found, principal, now);
  if (!claim) return;
  const ref = formatReference({ kind: 'case', number: found.number });
  throw new SafeNestError(
    'conflict',
    `${heldText(ref, claim, principal.timeZone, readsIn(principal))} ${wordsFor({ principal }, claimWords).sayAnyway}`,
    {
      details: { taken_by: claim.by, taken_since: claim.since.toISOString() },
    },
  );
}

/** Has the case in the principal's hands from now on, or for longer; whoever had it has it no more. */
export async function holdCase({ tx, principal, now }: Acting, found: ModerationCase): Promise<ModerationCase> {
  const { id } = principal.actor;
  if (id === null) throw new SafeNestError('forbidden', 'Only somebody who decides takes a case.');
  const own = claimAt(found, now);
  const { policy } = await currentPolicy(tx);
  const claim: CaseClaim = {
    by: oneLine(principal.name, 200) || '?',
    byId: id,
    since: own?.byId === id ? own.since : now,
    until: new Date(now.getTime() + policy.queue.claimMinutes * MINUTE_MS),
  };
  await saveClaim(tx, found.id, claim);
  return { ...found, claim };
}

/** Whoever has the case in hand pressed something about it: it stays theirs for as long again. */
export async function keepHolding(work: Acting, found: ModerationCase): Promise<ModerationCase> {
  const claim = claimAt(found, work.now);
  return claim !== null && claim.byId === work.principal.actor.id ? holdCase(work, found) : found;
}

/** A case that is decided is in nobody's hands. */
export async function letGo({ tx }: Pick<Work, 'tx'>, found: ModerationCase): Promise<ModerationCase> {
  if (found.claim !== null) await endClaim(tx, found.id);
  return { ...found, claim: null };
}
