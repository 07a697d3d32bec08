import { LIVE, type StoredAction, storedActionsOfCase } from '../../db/moderation-actions.ts';
import { newId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { GuardedChannel, ModerationCase, ModerationStep } from '../../domain/moderation.ts';
import type { ModerationPolicy } from '../../domain/moderation-policy.ts';
import { formatReference } from '../../domain/reference.ts';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import { exactText, type Person, peopleOf } from '../../messages/case-people.ts';
import { stepText } from '../../messages/case-text.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { type LeftOut, togetherWords } from '../../messages/catalogue/together.ts';
import { audit } from '../audit.ts';
import { NeedsProof } from '../require-proof.ts';
import type { Work } from '../work.ts';
import { actWithin, heldBefore, lasting, reasonOf, type WantedStep } from './act.ts';
import { hoursOfAction, refOfAction } from './acted.ts';
import { requireToldOfClaim } from './case-claim.ts';
import { caseActedOn, caseChanged, lockedCase } from './decide-case.ts';
import { requireMayActOn } from './may-act-on.ts';
import { currentPolicy } from './policy.ts';

/** So many are acted on by one press; whoever is left is there for the next. */
export const MOST_TOGETHER = 100;

/** What came of one decision about several. */
export interface ActedOnAll {
  case: ModerationCase;
  /** What was begun, or agreed to, by this press; empty where nothing was. */
  actions: StoredAction[];
  leftOut: LeftOut[];
  text: (language: Language) => string;
  done: boolean;
}

/**
 * Does one thing about several of a case: each gets a record, an end and an undo of their own, and all share one mark. Whom nothing may be
 * done to is left out and named; what is done already stays, and what waits for a second person is agreed to where somebody else asked.
 * Without `accounts` it is about everybody who attacked. Fails with `forbidden`, `not_found`, `invalid_input` or `conflict`.
 */
export async function actOnAll(
  work: Work,
  number: number,
  { accounts, anyway = false, ...wanted }: WantedStep & { accounts?: readonly string[]; anyway?: boolean },
): Promise<ActedOnAll> {
  const { tx, now } = work;
  const found = await lockedCase(work, number);
  const objections = wordsFor(work, objectionWords);
  const ref = formatReference({ kind: 'case', number });
  if (found.state === 'dismissed') throw new SafeNestError('conflict', objections.caseDismissed(ref, found.decidedBy));
  requireToldOfClaim(work, found, anyway);
  const { policy } = await currentPolicy(tx);
  if (policy.steps[wanted.step].mode === 'off') throw new SafeNestError('conflict', objections.stepOff(wanted.step));
  const attackers = peopleOf(found);
  const chosen = new Set(accounts ?? attackers.map(({ account }) => account));
  const people = attackers.filter(({ account }) => chosen.has(account)).slice(0, MOST_TOGETHER);
  if (people.length === 0 || people.length < Math.min(chosen.size, MOST_TOGETHER))
    throw new SafeNestError('invalid_input', objections.noAccount(ref));
  lasting(policy, wanted.step, wanted.hours, found);
  reasonOf(wanted.reason, found, found.offender.account);

  const together = { id: newId(now.getTime()), twoPeople: policy.together.twoPeople };
  const stored = await storedActionsOfCase(tx, found.id);
  const acted: StoredAction[] = [];
  const leftOut: LeftOut[] = [];
  let standing = 0;
  for (const person of people) {
    const why = await whyNot(work, found.channel, policy, person);
    if (why !== null) {
      leftOut.push({ name: exactText(person), why });
      continue;
    }
    const before = heldBefore(stored, { account: person.account, step: wanted.step });
    try {
      const { action, done } = await actWithin(work, found, { ...wanted, account: person.account, before, together });
      if (done) acted.push(action);
      else standing++;
    } catch (error) {
      // the PIN is asked for once, for all of them
      if (error instanceof NeedsProof) throw error;
      // nothing of theirs to delete, or somebody who may not be the second
      if (!isSafeNestError(error) || (error.code !== 'conflict' && error.code !== 'forbidden')) throw error;
      leftOut.push({ name: exactText(person), why: error.message });
    }
  }
  const begun = acted.find(({ state }) => state !== 'waiting');
  if (begun) await caseActedOn(work, found.id, begun.reason);
  else if (acted.length > 0) await caseChanged(work, found);
  if (acted.length > 0)
    await audit(work, {
      action: 'moderation.act_on_all',
      subject: ref,
      detail: {
        step: wanted.step,
        actions: acted.map(refOfAction),
        ...(leftOut.length > 0 ? { left_out: leftOut.map(({ name, why }) => `${name}: ${why}`) } : {}),
        ...(acted.every(({ state }) => state === 'waiting') ? { needs: 'a second person' } : {}),
      },
    });
  const [first] = acted;
  const hours = first ? hoursOfAction(first) : null;
  return {
    case: found,
    actions: acted,
    leftOut,
    done: acted.length > 0,
    text: (language) =>
      togetherWords[language].acted({
        step: stepText({ step: wanted.step, ...(hours === null ? {} : { hours }) }, language),
        count: acted.length,
        refs: acted.map(refOfAction),
        waits: first?.state === 'waiting',
        standing,
        leftOut,
      }),
  };
}

/** Who of a case is not acted on with the others, and why, as whoever asks reads it. */
export async function leftOutOf(
  work: Pick<Work, 'tx' | 'principal'>,
  found: Pick<ModerationCase, 'channel' | 'offender' | 'offenders'>,
): Promise<(LeftOut & Person)[]> {
  const { policy } = await currentPolicy(work.tx);
  const out: (LeftOut & Person)[] = [];
  for (const person of peopleOf(found).slice(0, MOST_TOGETHER)) {
    const why = await whyNot(work, found.channel, policy, person);
    if (why !== null) out.push({ account: person.account, name: exactText(person), why });
  }
  return out;
}

/** Whom nothing is done about yet, of those that something may be done to. */
export const untouched = (
  people: readonly Person[],
  actions: readonly { account: string; state: StoredAction['state']; step: ModerationStep }[],
): Person[] =>
  people.filter(
    ({ account }) => !actions.some((one) => one.account === account && one.step !== 'note' && LIVE.includes(one.state)),
  );

async function whyNot(
  work: Pick<Work, 'tx' | 'principal'>,
  channel: GuardedChannel,
  { exemptions }: Pick<ModerationPolicy, 'exemptions'>,
  { account }: Person,
): Promise<string | null> {
  const exempt = exemptions.accounts.find((one) => one.platform === channel.platform && one.account === account);
  if (exempt) return wordsFor(work, togetherWords).exempt(exempt.why);
  try {
    await requireMayActOn(work, channel, account);
    return null;
  } catch (error) {
    if (isSafeNestError(error) && error.code === 'forbidden') return error.message;
    throw error;
  }
}
