import { lockCase } from '../../db/cases.ts';
import { type StoredAction, saveModerationAction, storedActionsOfCase } from '../../db/moderation-actions.ts';
import { type ActionState, stillCounts } from '../../domain/moderation.ts';
import { readsIn } from '../../domain/principal.ts';
import { cleanText } from '../../domain/text.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';
import { type Acted, refOfAction, standing } from './acted.ts';
import { caseChanged, caseOverturned, caseUndecided } from './decide-case.ts';
import { requireMayLift } from './may-act-on.ts';
import { declineAction, lockedAction } from './second-action.ts';
import { SAME_MATTER_MS } from './whom-to-moderate.ts';

const LONGEST_REASON = 2000;

/**
 * Takes back what was done: here at once, and on the platform once this is committed; what a person did by hand a person takes back, and says
 * so. What waits for a second person is declined; what is over already stays so. With the last of what was done about it taken back a case
 * waits for a decision again: whoever pressed the wrong button presses the right one. After an appeal (`appealed`), or long after it was
 * decided, it is overturned instead.
 */
export async function liftAction(
  work: Work,
  number: number,
  { reason = '', why = 'undone', appealed = false }: { reason?: string; why?: string; appealed?: boolean } = {},
): Promise<Acted> {
  const { tx, now, principal } = work;
  const found = await lockedAction(work, number);
  await requireMayLift(work, found.channel, found.account);
  if (found.state === 'waiting') return declineAction(work, number);
  const state = stateAfter(found);
  if (state === null) {
    const stands = standing(found, readsIn(principal));
    const text = found.liftedBy ? wordsFor(work, decisionWords).standsSince(stands, found.liftedBy) : `${stands}.`;
    return { action: found, done: false, text };
  }
  const words = cleanText(reason).slice(0, LONGEST_REASON);
  const action: StoredAction = {
    ...found,
    state,
    updatedAt: now,
    liftedAt: now,
    liftedBy: principal.name,
    liftReason: words || null,
    outcome: outcomeOf(found, state),
    retryAt: null,
  };
  await saveModerationAction(tx, action);
  await audit(work, {
    action: 'moderation.lift',
    subject: refOfAction(action),
    detail: { step: action.step, account: action.account, was: found.state, why, ...(words ? { reason: words } : {}) },
  });
  if (action.caseId) await caseAfter(work, action, action.caseId, { appealed, words });
  return { action, done: true, text: `${standing(action, readsIn(principal))}.` };
}

/** What becomes of a case of whose actions one was taken back. */
async function caseAfter(
  work: Work,
  action: StoredAction,
  caseId: string,
  { appealed, words }: { appealed: boolean; words: string },
): Promise<void> {
  const about = await lockCase(work.tx, { id: caseId });
  if (!about) return;
  const stands = (await storedActionsOfCase(work.tx, caseId)).some(stillCounts);
  if (stands || about.state !== 'acted') return caseChanged(work, about);
  const longAgo = about.decidedAt !== null && work.now.getTime() - about.decidedAt.getTime() > SAME_MATTER_MS;
  if (appealed || longAgo) await caseOverturned(work, caseId, words || `${refOfAction(action)} was taken back.`);
  else await caseUndecided(work, caseId);
}

/** Null where there is nothing to take back. */
function stateAfter({ state, step, attempts, told, handle }: StoredAction): ActionState | null {
  const hidden = handle.hidden === true;
  const byHand = handle.byHand === true && step !== 'delete' && step !== 'note';
  switch (state) {
    case 'due':
      if (byHand) return 'lift_task';
      // nobody has begun with it, or somebody is about to be told that it is done
      return attempts === 0 ? 'lifted' : 'lifting';
    case 'done':
      if (byHand) return 'lift_task';
      // what was told is taken back by being told
      return step === 'note' || (step === 'delete' && told === null && !hidden) ? 'lifted' : 'lifting';
    case 'task':
      return told === null && !hidden ? 'lifted' : 'lifting';
    default:
      return null;
  }
}

function outcomeOf({ state, step, handle }: StoredAction, after: ActionState): string {
  if (after === 'lift_task') return 'It was done by hand: somebody takes it back there by hand, and says so here.';
  if (state === 'task') return 'Should somebody have done it by hand meanwhile, it is to be taken back there.';
  if (step === 'delete' && handle.hidden !== true)
    return 'What was deleted does not come back there; its words stay with the case.';
  return '';
}
