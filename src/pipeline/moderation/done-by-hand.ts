import { findCaseById } from '../../db/cases.ts';
import { type StoredAction, saveModerationAction } from '../../db/moderation-actions.ts';
import { readsIn } from '../../domain/principal.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';
import { type Acted, countingFrom, refOfAction, standing } from './acted.ts';
import { caseActedOn } from './decide-case.ts';
import { isChatPlatform } from './guarded-channels.ts';
import { lockedAction, tellCase } from './second-action.ts';

/**
 * Says that somebody has done by hand what no app could do there, or has taken it back there. How long it holds begins to count now, and
 * whom it is done to is told once this is committed, where they can be.
 */
export async function doneByHand(work: Work, number: number): Promise<Acted> {
  const found = await lockedAction(work, number);
  if (found.state === 'task') return begun(work, found);
  if (found.state === 'lift_task') return ended(work, found);
  return { action: found, done: false, text: `${standing(found, readsIn(work.principal))}.` };
}

async function begun(work: Work, found: StoredAction): Promise<Acted> {
  const { tx, now, principal } = work;
  const counting = countingFrom(found, now);
  // a warning is told in words by whoever gives it; of where nobody can be written to, all is done
  const tells = found.step !== 'warning' && isChatPlatform(found.channel.platform);
  const action: StoredAction = {
    ...found,
    state: tells ? 'due' : 'done',
    updatedAt: now,
    doneAt: now,
    expiresAt: counting.expiresAt,
    outcome: `Done by hand by ${principal.name}.`,
    handle: { ...counting.handle, byHand: true },
    attempts: 0,
    retryAt: null,
  };
  await written(work, action);
  const about = action.caseId === null ? null : await findCaseById(tx, action.caseId);
  // what the policy asked for is decided by whoever did it
  const decides = about !== null && (about.state === 'acted' ? about.decidedById === null : action.automatic);
  if (decides && about.state !== 'dismissed') await caseActedOn(work, about.id, action.reason);
  else await tellCase(work, action);
  return { action, done: true, text: `${standing({ ...action, state: 'done' }, readsIn(principal))}.` };
}

async function ended(work: Work, found: StoredAction): Promise<Acted> {
  const { now, principal } = work;
  const over = found.liftedBy === null ? 'expired' : 'lifted';
  const action: StoredAction = {
    ...found,
    // what they were told is brought up to date
    state: found.told === null ? over : 'lifting',
    updatedAt: now,
    liftedAt: found.liftedAt ?? now,
    outcome: `Taken back by hand by ${principal.name}.`,
    handle: { ...found.handle, liftedByHand: true },
    attempts: 0,
    retryAt: null,
  };
  await written(work, action);
  await tellCase(work, action);
  return { action, done: true, text: `${standing({ ...action, state: over }, readsIn(principal))}.` };
}

async function written(work: Work, action: StoredAction): Promise<void> {
  await saveModerationAction(work.tx, action);
  await audit(work, {
    action: 'moderation.by_hand',
    subject: refOfAction(action),
    detail: { step: action.step, account: action.account, ...(action.handle.liftedByHand ? { lifts: true } : {}) },
  });
}
