import { appealAgainst } from '../../db/appeals.ts';
import { findAction, lockAction, type StoredAction } from '../../db/moderation-actions.ts';
import type { Appeal } from '../../domain/moderation.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { refOfAction } from './acted.ts';
import { isAppealable, keepAppeal, refOfAppeal } from './appeal.ts';
import { isChatPlatform } from './guarded-channels.ts';

/**
 * Keeps what somebody says against what was done to them, passed on by the forum or game where it happened: nobody there can be written to
 * from here. Fails with `not_found` where nothing of the kind was done to that account, and with `conflict` once they have appealed, or
 * where people appeal themselves.
 */
export async function appealFor(
  work: Work,
  number: number,
  { account, text }: { account: string; text: string },
): Promise<{ appeal: Appeal; action: StoredAction }> {
  authorise(work.principal, 'moderation.write');
  const action = await findAction(work.tx, number);
  if (!action || action.account !== account || !isAppealable(action))
    throw new SafeNestError(
      'not_found',
      `There is no ${refOfAction({ number })} that was done to this account and could be appealed against.`,
    );
  if (isChatPlatform(action.channel.platform))
    throw new SafeNestError('conflict', 'People appeal there themselves, by the button of the message that told them.');
  const words = cleanText(text);
  if (words === '') throw new SafeNestError('invalid_input', 'Say what they say against it.');
  await lockAction(work.tx, action.id);
  const before = await appealAgainst(work.tx, action.id);
  const appeal = before ? null : await keepAppeal(work, action, words);
  if (!appeal) {
    const which = before ? `: ${refOfAppeal(before)}` : '';
    throw new SafeNestError('conflict', `There is an appeal against ${refOfAction(action)} already${which}.`);
  }
  await audit(work, {
    action: 'appeal.open',
    subject: refOfAppeal(appeal),
    detail: { action: refOfAction(action), account },
  });
  return { appeal, action };
}
