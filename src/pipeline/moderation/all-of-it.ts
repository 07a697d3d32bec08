import { actionsTogether, type StoredAction } from '../../db/moderation-actions.ts';
import { HOLDING } from '../../domain/moderation.ts';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import { exactText } from '../../messages/case-people.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { type LeftOut, togetherWords } from '../../messages/catalogue/together.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';
import { type Acted, refOfAction } from './acted.ts';
import { liftAction } from './lift.ts';
import { lockedAction, secondAction } from './second-action.ts';

/** What came of a press about all that was decided together; `action` is the one that it was named by. */
export interface AllOfIt {
  action: StoredAction;
  actions: StoredAction[];
  text: string;
  done: boolean;
}

/** Agrees to all that waits of what was decided together with an action. Whom nothing may be done to by now is left out and named. */
export async function secondAll(work: Work, number: number): Promise<AllOfIt> {
  const { principal } = work;
  const named = await lockedAction(work, number);
  if (principal.actor.kind !== 'member') throw new SafeNestError('forbidden', wordsFor(work, objectionWords).twoPeople);
  if (named.requestedById === principal.actor.id)
    throw new SafeNestError('forbidden', wordsFor(work, objectionWords).somebodyElse);
  return each(work, named, {
    of: (one) => one.state === 'waiting',
    run: (one) => secondAction(work, one),
    audited: 'moderation.second_all',
    said: 'agreed',
  });
}

/** Takes back all that holds, or waits, of what was decided together with an action; each is taken back as by its own button. */
export async function liftAll(work: Work, number: number, reason = ''): Promise<AllOfIt> {
  return each(work, await lockedAction(work, number), {
    of: ({ state }) => HOLDING.includes(state),
    run: (one) => liftAction(work, one, { reason }),
    audited: 'moderation.lift_all',
    said: 'lifted',
  });
}

async function each(
  work: Work,
  named: StoredAction,
  how: {
    of: (one: StoredAction) => boolean;
    run: (number: number) => Promise<Acted>;
    audited: string;
    said: 'agreed' | 'lifted';
  },
): Promise<AllOfIt> {
  const all = named.together === null ? [named] : await actionsTogether(work.tx, named.together);
  const done: StoredAction[] = [];
  const leftOut: LeftOut[] = [];
  for (const one of all.filter(how.of))
    try {
      const acted = await how.run(one.number);
      if (acted.done) done.push(acted.action);
    } catch (error) {
      if (!isSafeNestError(error) || error.code !== 'forbidden') throw error;
      leftOut.push({ name: exactText({ account: one.account, name: one.accountName }), why: error.message });
    }
  if (done.length > 0)
    await audit(work, {
      action: how.audited,
      subject: refOfAction(named),
      detail: {
        step: named.step,
        actions: done.map(refOfAction),
        ...(leftOut.length > 0 ? { left_out: leftOut.map(({ name, why }) => `${name}: ${why}`) } : {}),
      },
    });
  const text = wordsFor(work, togetherWords)[how.said](done.map(refOfAction), leftOut);
  return { action: named, actions: done, text, done: done.length > 0 };
}
