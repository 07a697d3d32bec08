import { saveCase } from '../../db/cases.ts';
import { nextNumber } from '../../db/counters.ts';
import { insertAutomaticAction, storedActionsOfCase } from '../../db/moderation-actions.ts';
import { newId } from '../../domain/id.ts';
import type { ModerationCase } from '../../domain/moderation.ts';
import type { ModerationPolicy } from '../../domain/moderation-policy.ts';
import { formatReference } from '../../domain/reference.ts';
import { ownReason } from '../../messages/case-text.ts';
import { audit } from '../audit.ts';
import { mayActByItself, seeAutonomy } from '../autonomy.ts';
import type { Work } from '../work.ts';
import { caseActedOn } from './decide-case.ts';
import { mayActByItselfOn } from './may-act-on.ts';

const HOUR_MS = 3_600_000;

/**
 * Takes the step that the ladder advises where the policy has it taken without anybody's press: for whom the case is chiefly about
 * alone, in the desk's own name, to be taken back by one button. A ban never is; what was done about this case already is not done
 * again, and waits for a person; whom a person has let off in it is a person's to decide about. Answers whether it did.
 */
export async function actByItself(
  work: Work,
  { steps }: Pick<ModerationPolicy, 'steps'>,
  one: ModerationCase,
): Promise<boolean> {
  const { tx, now, principal } = work;
  const advised = one.recommendation;
  if (one.state !== 'open' || !advised || advised.step === 'dismiss' || advised.step === 'ban') return false;
  // what others put on a list is no ground to act on somebody unasked
  if (one.triggers.length > 0 && one.triggers.every((trigger) => trigger === 'listed')) return false;
  const { mode, twoPeople } = steps[advised.step];
  if (mode !== 'automatic' || twoPeople) return false;
  if (!(await mayActByItselfOn(tx, one.channel, one.offender.account))) return false;
  const before = await storedActionsOfCase(tx, one.id);
  if (before.some(({ account, liftedBy }) => account === one.offender.account && liftedBy !== null)) return false;
  if (!(await mayActByItself(tx, now))) {
    const { level, perHour } = await seeAutonomy(tx, now);
    // it waits for people then, and its card says why
    if (level === 'act' && advised.overLimit !== perHour)
      await saveCase(tx, { ...one, recommendation: { ...advised, overLimit: perHour } });
    return false;
  }
  // the number of a step that was taken already stays unused
  const number = await nextNumber(tx, 'action');
  const reason = ownReason(one, one.offender.account, 'en');
  const taken = await insertAutomaticAction(tx, {
    id: newId(now.getTime()),
    number,
    caseId: one.id,
    channel: one.channel,
    step: advised.step,
    account: one.offender.account,
    accountName: one.offender.name,
    reason,
    by: principal.name,
    now,
    until: advised.hours === undefined ? null : new Date(now.getTime() + advised.hours * HOUR_MS),
  });
  if (!taken) return false;
  await caseActedOn(work, one.id, reason);
  await audit(work, {
    action: 'moderation.act',
    subject: formatReference({ kind: 'action', number }),
    detail: {
      case: formatReference({ kind: 'case', number: one.number }),
      step: advised.step,
      account: one.offender.account,
      automatic: true,
      policy: one.policyVersion,
    },
  });
  return true;
}
