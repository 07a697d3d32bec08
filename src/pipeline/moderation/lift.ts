import { type StoredAction, saveModerationAction, storedActionsOfCase } from '../../db/moderation-actions.ts';
import type { ActionState } from '../../domain/moderation.ts';
import { cleanText } from '../../domain/text.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';
import { type Acted, refOfAction, standing } from './acted.ts';
import { caseOverturned } from './decide-case.ts';
import { requireMayLift } from './may-act-on.ts';
import { declineAction, lockedAction, tellCase } from './second-action.ts';

const LONGEST_REASON = 2000;
/** What counts as something that was done about a case. */
const COUNTS: readonly ActionState[] = ['waiting', 'due', 'done', 'task', 'expired'];

/**
 * Takes back what was done: here at once, and on the platform once this is committed. What waits for a second person is declined; what is
 * over already stays so. The last that is taken back of a case overturns the case.
 */
export async function liftAction(
  work: Work,
  number: number,
  { reason = '', why = 'undone' }: { reason?: string; why?: string } = {},
): Promise<Acted> {
  const { tx, now, principal } = work;
  const found = await lockedAction(work, number);
  await requireMayLift(work, found.channel, found.account);
  if (found.state === 'waiting') return declineAction(work, number);
  const state = stateAfter(found);
  if (state === null) {
    const by = found.liftedBy ? `, by ${found.liftedBy}` : '';
    return { action: found, done: false, text: `${standing(found)}${by}.` };
  }
  const words = cleanText(reason).slice(0, LONGEST_REASON);
  const action: StoredAction = {
    ...found,
    state,
    updatedAt: now,
    liftedAt: now,
    liftedBy: principal.name,
    liftReason: words || null,
    outcome: byHandOutcome(found),
    retryAt: null,
  };
  await saveModerationAction(tx, action);
  await audit(work, {
    action: 'moderation.lift',
    subject: refOfAction(action),
    detail: { step: action.step, account: action.account, was: found.state, why, ...(words ? { reason: words } : {}) },
  });
  if (action.caseId) {
    const left = (await storedActionsOfCase(tx, action.caseId)).filter((one) => COUNTS.includes(one.state));
    if (left.length === 0) await caseOverturned(work, action.caseId, words || `${refOfAction(action)} was taken back.`);
    else await tellCase(work, action);
  }
  return { action, done: true, text: `${standing(action)}.` };
}

/** Null where there is nothing to take back. */
function stateAfter({ state, step, attempts, told }: StoredAction): ActionState | null {
  switch (state) {
    case 'due':
      // nobody has begun with it, or somebody is about to be told that it is done
      return attempts === 0 ? 'lifted' : 'lifting';
    case 'done':
      // what was told is taken back by being told
      return step === 'note' || (step === 'delete' && told === null) ? 'lifted' : 'lifting';
    case 'task':
      return told === null ? 'lifted' : 'lifting';
    default:
      return null;
  }
}

function byHandOutcome({ state, handle, step }: StoredAction): string {
  if (state === 'task') return 'Should somebody have done it by hand meanwhile, it is to be taken back there.';
  if (handle.byHand === true) return 'It was done by hand, and is to be taken back there by hand.';
  if (step === 'delete') return 'What was deleted does not come back there; its words stay with the case.';
  return '';
}
