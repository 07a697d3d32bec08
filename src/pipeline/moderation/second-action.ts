import { lockCase } from '../../db/cases.ts';
import { findAction, lockAction, type StoredAction, saveModerationAction } from '../../db/moderation-actions.ts';
import { readsIn } from '../../domain/principal.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { requireProof } from '../require-proof.ts';
import type { Work } from '../work.ts';
import { type Acted, countingFrom, refOfAction, standing } from './acted.ts';
import { caseActedOn, caseChanged } from './decide-case.ts';
import { requireMayActOn } from './may-act-on.ts';

/** Agrees to what somebody else asked for and two people have to want; it is carried out once this is committed. */
export async function secondAction(work: Work, number: number): Promise<Acted> {
  const { tx, now, principal } = work;
  const found = await lockedAction(work, number);
  if (found.state !== 'waiting') return { action: found, done: false, text: `${standing(found, readsIn(principal))}.` };
  if (principal.actor.kind !== 'member') throw new SafeNestError('forbidden', wordsFor(work, objectionWords).twoPeople);
  if (found.requestedById === principal.actor.id)
    throw new SafeNestError('forbidden', wordsFor(work, objectionWords).somebodyElse);
  await requireMayActOn(work, found.channel, found.account);
  if (found.step === 'ban') await requireProof(work, 'ban');
  const action: StoredAction = {
    ...found,
    state: found.step === 'note' ? 'done' : 'due',
    secondedBy: principal.name,
    secondedById: principal.actor.id,
    updatedAt: now,
    doneAt: found.step === 'note' ? now : null,
    ...countingFrom(found, now),
  };
  await saveModerationAction(tx, action);
  await audit(work, {
    action: 'moderation.second',
    subject: refOfAction(action),
    detail: { step: action.step, account: action.account, asked: action.requestedBy },
  });
  if (action.caseId) await caseActedOn(work, action.caseId, action.reason);
  return { action, done: true, text: `${standing(action, readsIn(principal))}.` };
}

/** Says no to what waits for a second person; whoever asked for it may take it back so, too. */
export async function declineAction(work: Work, number: number): Promise<Acted> {
  const { tx, now, principal } = work;
  const found = await lockedAction(work, number);
  if (found.state !== 'waiting') return { action: found, done: false, text: `${standing(found, readsIn(principal))}.` };
  const action: StoredAction = {
    ...found,
    state: 'declined',
    updatedAt: now,
    liftedAt: now,
    liftedBy: principal.name,
  };
  await saveModerationAction(tx, action);
  await audit(work, {
    action: 'moderation.decline',
    subject: refOfAction(action),
    detail: { step: action.step, account: action.account, asked: action.requestedBy },
  });
  await tellCase(work, action);
  return { action, done: true, text: `${standing(action, readsIn(principal))}.` };
}

/** The action, locked after its case, for whoever may moderate. Fails with `forbidden` or `not_found`. */
export async function lockedAction({ tx, principal }: Work, number: number): Promise<StoredAction> {
  authorise(principal, 'moderation.write');
  const found = await findAction(tx, number);
  if (!found)
    throw new SafeNestError('not_found', wordsFor({ principal }, objectionWords).noSuch(refOfAction({ number })));
  if (found.caseId) await lockCase(tx, { id: found.caseId });
  return (await lockAction(tx, found.id))!;
}

/** Has the card of an action's case drawn anew. */
export async function tellCase(work: Pick<Work, 'tx'>, { caseId }: StoredAction): Promise<void> {
  const about = caseId && (await lockCase(work.tx, { id: caseId }));
  if (about) await caseChanged(work, about);
}
