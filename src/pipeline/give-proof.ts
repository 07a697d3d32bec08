import { attempt } from '../db/scope.ts';
import { deletePending, insertPending, lockPending } from '../db/second-proof.ts';
import { isUuid, newId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import { readsIn } from '../domain/principal.ts';
import type { Backtest } from '../domain/proposal.ts';
import type { ProofKind } from '../domain/second-proof.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { proofWords } from '../messages/catalogue/second-proof.ts';
import { proofCard, proofForm } from '../messages/views/proof-form.ts';
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
  /** What a rule would do with history now, tried before; it is not tried where null. */
  retried?: Backtest | null;
}
type Perform = (work: Work, click: Click) => Promise<ActionOutcome>;

/** Buttons and forms of chat that may ask for a PIN. What would take too long to try asks by its kind alone. */
const MAY_ASK: ReadonlyMap<string, ProofKind | null> = new Map<string, ProofKind | null>([
  ['case.ban', null],
  ['case.act_on', null],
  ['case.act_on_all', null],
  ['action.second', null],
  ['action.second_all', null],
  ['person.forget', null],
  ['proposal.approve', null],
  ['rule.approve', 'rules'],
]);
export const mayAskProof = (id: string): boolean => MAY_ASK.has(id);

/** Tried, and to be taken back whatever came of it. */
class OnlyTried extends Error {}

/** Who gives PINs where they are: members who press something in a chat of an organisation that asks for them. */
async function askedInChat({ tx, principal, proved }: Work): Promise<readonly ProofKind[] | null> {
  const { actor, place } = principal;
  const inChat = place.platform === 'slack' || place.platform === 'discord' || place.platform === 'teams';
  if (proved || actor.kind !== 'member' || !inChat) return null;
  const kinds = await secondProofs(tx);
  return kinds.length > 0 ? kinds : null;
}

/** Keeps what was pressed until the PIN is given; answers its id. */
async function keepWaiting({ tx, principal, now }: Work, { id: action, value, fields }: Click): Promise<string> {
  const id = newId(now.getTime());
  const memberId = principal.actor.id!;
  const expiresAt = new Date(now.getTime() + WAITS_MS);
  await insertPending(tx, { id, memberId, action, value, fields: fields ?? null, expiresAt }, now);
  return id;
}

/**
 * The form for the PIN as the answer to what was pressed in chat, where nothing but the PIN stands in its way; null for everything else,
 * which is done, or refused in words, when it is worked on. Nothing of it is done here.
 */
export async function proofAtPress(
  work: Work,
  click: Click,
  perform: Perform,
  { language, may }: { language: Language; may: boolean },
): Promise<Card | null> {
  const kind = MAY_ASK.get(click.id);
  const asked = kind === undefined ? null : await askedInChat(work);
  if (!asked) return null;
  if (kind) return asked.includes(kind) && may ? proofForm(await keepWaiting(work, click), language) : null;
  const failed = await attempt(work.tx, async () => {
    await perform(work, { ...click, retried: null });
    throw new OnlyTried();
  });
  return failed?.error instanceof NeedsProof ? proofForm(await keepWaiting(work, click), language) : null;
}

/**
 * Does what was pressed in chat; where a PIN has to be given first, nothing of it is done, it is kept, and whoever pressed is asked alone.
 * In the console a page asks.
 */
export async function askingProof(work: Work, click: Click, perform: Perform): Promise<ActionOutcome> {
  const { tx, principal } = work;
  if (!(await askedInChat(work))) return perform(work, click);
  let outcome: ActionOutcome | undefined;
  const failed = await attempt(tx, async () => {
    outcome = await perform(work, click);
  });
  if (!failed) return outcome!;
  if (!(failed.error instanceof NeedsProof)) throw failed.error;
  const id = await keepWaiting(work, click);
  return { text: wordsFor(work, proofWords).needed, card: proofCard(id, readsIn(principal)), done: false, alone: true };
}

/** The PIN that was given: what waits for it is done now, or it is said privately what is wrong. */
export async function giveProof(work: Work, { value, fields = {} }: Click, perform: Perform): Promise<ActionOutcome> {
  const { tx, principal, now } = work;
  const memberId = principal.actor.kind === 'member' ? principal.actor.id : null;
  const pending = memberId !== null && isUuid(value) ? await lockPending(tx, value, memberId, now) : null;
  if (!pending) throw new SafeNestError('expired', wordsFor(work, proofWords).over);
  const verdict = await givePin(work, fields.pin ?? '');
  if (verdict.kind === 'wrong') {
    const text = verdictWords(work, verdict);
    // in a channel of Teams the form still stands where it was sent off, and what is said to one person alone is said beside it
    const stands = principal.place.platform === 'teams' && principal.place.audience === 'shared';
    return {
      text,
      card: stands ? null : proofCard(pending.id, readsIn(principal), text),
      done: false,
      alone: true,
    };
  }
  if (verdict.kind !== 'right') return { text: verdictWords(work, verdict), card: null, done: false };
  await deletePending(tx, pending.id);
  return perform(
    { ...work, proved: true },
    { id: pending.action, value: pending.value, ...(pending.fields && { fields: pending.fields }) },
  );
}
