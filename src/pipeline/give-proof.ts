import { attempt } from '../db/scope.ts';
import { deletePending, insertPending, lockPending } from '../db/second-proof.ts';
import { isUuid, newId } from '../domain/id.ts';
import { readsIn } from '../domain/principal.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { proofWords } from '../messages/catalogue/second-proof.ts';
import { proofCard } from '../messages/views/proof-form.ts';
import type { ActionOutcome } from './actions/told.ts';
import { NeedsProof, secondProofs } from './require-proof.ts';
import { givePin, verdictWords } from './second-proof.ts';
import type { Work } from './work.ts';

/** So long what was pressed waits for the PIN. */
const WAITS_MS = 10 * 60_000;

interface Click {
  id: string;
  value: string;
  fields?: Record<string, string>;
}
type Perform = (work: Work, click: Click) => Promise<ActionOutcome>;

/**
 * Does what was pressed in chat; where a PIN has to be given first, nothing of it is done, it is kept, and whoever pressed is asked alone.
 * In the console a page asks.
 */
export async function askingProof(work: Work, click: Click, perform: Perform): Promise<ActionOutcome> {
  const { tx, principal, now, proved } = work;
  const { actor, place } = principal;
  const inChat = place.platform === 'slack' || place.platform === 'discord' || place.platform === 'teams';
  if (proved || actor.kind !== 'member' || !inChat || (await secondProofs(tx)).length === 0)
    return perform(work, click);
  let outcome: ActionOutcome | undefined;
  const failed = await attempt(tx, async () => {
    outcome = await perform(work, click);
  });
  if (!failed) return outcome!;
  if (!(failed.error instanceof NeedsProof)) throw failed.error;
  const id = newId(now.getTime());
  const { id: action, value, fields = null } = click;
  await insertPending(
    tx,
    { id, memberId: actor.id, action, value, fields, expiresAt: new Date(now.getTime() + WAITS_MS) },
    now,
  );
  return { text: wordsFor(work, proofWords).needed, card: proofCard(id, readsIn(principal)), done: false, alone: true };
}

/** The PIN that was given: what waits for it is done now, or it is said privately what is wrong. */
export async function giveProof(work: Work, { value, fields = {} }: Click, perform: Perform): Promise<ActionOutcome> {
  const { tx, principal, now } = work;
  const memberId = principal.actor.kind === 'member' ? principal.actor.id : null;
  const pending = memberId !== null && isUuid(value) ? await lockPending(tx, value, memberId, now) : null;
  if (!pending) throw new SafeNestError('expired', wordsFor(work, proofWords).over);
  const verdict = await givePin(work, fields.pin ?? '');
  if (verdict.kind !== 'right') return { text: verdictWords(work, verdict), card: null, done: false };
  await deletePending(tx, pending.id);
  return perform(
    { ...work, proved: true },
    { id: pending.action, value: pending.value, ...(pending.fields && { fields: pending.fields }) },
  );
}
