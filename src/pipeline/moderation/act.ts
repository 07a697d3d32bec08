import { evidenceOf } from '../../db/case-evidence.ts';
import { nextNumber } from '../../db/counters.ts';
import { insertModerationAction, LIVE, type StoredAction, storedActionsOfCase } from '../../db/moderation-actions.ts';
import { newId } from '../../domain/id.ts';
import type { GuardedChannel, ModerationCase, ModerationStep } from '../../domain/moderation.ts';
import { hoursOf, LONGEST_TIMEOUT_HOURS, type ModerationPolicy } from '../../domain/moderation-policy.ts';
import { readsIn } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { ownReason } from '../../messages/case-text.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { requireProof } from '../require-proof.ts';
import type { Work } from '../work.ts';
import { type Acted, refOfAction, standing } from './acted.ts';
import { requireToldOfClaim } from './case-claim.ts';
import { caseActedOn, caseChanged, lockedCase } from './decide-case.ts';
import { requireMayActOn } from './may-act-on.ts';
import { currentPolicy } from './policy.ts';
import { secondAction } from './second-action.ts';

const HOUR_MS = 3_600_000;
const LONGEST_REASON = 2000;
const LONGEST_HOURS = 365 * 24;
const MOST_DELETED = 500;

export interface WantedStep {
  step: ModerationStep;
  /** Of a timeout or a mute; as the policy says where absent. */
  hours?: number;
  /** Told to the person affected; what the case says where absent. */
  reason?: string;
}

/**
 * Does something about whom a case is chiefly about, or about another of those who took part: it is written down here, and carried out
 * on the platform once this is committed. A step that needs two people waits for the second; who presses the same then is that
 * second. What is done already is not done again. Fails with `forbidden`, `not_found`, or `conflict` for a case that was dismissed, or that
 * somebody else has in hand where `anyway` does not say that this is known.
 */
export async function actOnCase(
  work: Work,
  number: number,
  { anyway = false, ...wanted }: WantedStep & { account?: string; anyway?: boolean },
): Promise<Acted> {
  const found = await lockedCase(work, number);
  const words = wordsFor(work, objectionWords);
  if (found.state === 'dismissed')
    throw new SafeNestError('conflict', words.caseDismissed(refOfCase(found), found.decidedBy));
  const account = wanted.account ?? found.offender.account;
  const before = heldBefore(await storedActionsOfCase(work.tx, found.id), { ...wanted, account });
  if (!before) requireToldOfClaim(work, found, anyway);
  const acted = await actWithin(work, found, { ...wanted, account, before });
  if (before) return acted;
  if (acted.action.state === 'waiting') await caseChanged(work, found);
  else await caseActedOn(work, found.id, acted.action.reason);
  return acted;
}

/** What holds of the same step for the same account of a case already; a note is written again and again. */
export const heldBefore = (
  actions: readonly StoredAction[],
  { account, step }: { account: string; step: ModerationStep },
): StoredAction | undefined =>
  step === 'note'
    ? undefined
    : actions.findLast((one) => one.account === account && one.step === step && LIVE.includes(one.state));

/** The same in a case that is locked, for whoever was asked for their rights; the case says nothing of it yet. */
export async function actWithin(
  work: Work,
  found: ModerationCase,
  {
    before,
    ...wanted
  }: WantedStep & { account: string; before: StoredAction | undefined; together?: { id: string; twoPeople: boolean } },
): Promise<Acted> {
  const { account } = wanted;
  const offender = [{ ...found.offender }, ...found.offenders].find((one) => one.account === account);
  if (!offender) throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).noAccount(refOfCase(found)));
  if (before) return again(work, before);
  return begin(work, { ...wanted, channel: found.channel, name: offender.name, about: found });
}

/** The same about somebody in a guarded channel without any case; what is still in force of the same kind is not done again. */
export async function actOnAccount(
  work: Work,
  { channel, account, name, ...wanted }: WantedStep & { channel: GuardedChannel; account: string; name: string },
): Promise<Acted> {
  authorise(work.principal, 'moderation.write');
  return begin(work, { ...wanted, channel, account, name, about: null });
}

/** What was pressed once more: somebody else's press is the second that it waits for, and else it only says how it stands. */
async function again(work: Work, before: StoredAction): Promise<Acted> {
  const { principal } = work;
  const own = before.requestedById !== null && before.requestedById === principal.actor.id;
  if (before.state === 'waiting' && !own) return secondAction(work, before.number);
  const text = wordsFor(work, decisionWords).standsAlready(standing(before, readsIn(principal)), before.requestedBy);
  return { action: before, done: false, text };
}

interface Beginning extends WantedStep {
  channel: GuardedChannel;
  account: string;
  name: string;
  about: ModerationCase | null;
  /** It is done to several at once. */
  together?: { id: string; twoPeople: boolean };
}

async function begin(
  work: Work,
  { step, channel, account, name, about, together, ...wanted }: Beginning,
): Promise<Acted> {
  const { tx, now, principal } = work;
  const { policy } = await currentPolicy(tx);
  const { mode, twoPeople } = policy.steps[step];
  if (mode === 'off') throw new SafeNestError('conflict', wordsFor(work, objectionWords).stepOff(step));
  await requireMayActOn(work, channel, account);
  if (step === 'ban') await requireProof(work, 'ban');
  const reason = reasonOf(wanted.reason, about, account);
  const hours = lasting(policy, step, wanted.hours, about);
  const evidence = about && step === 'delete' ? await evidenceOf(tx, about.id) : [];
  const messageKeys = evidence
    .filter((one) => one.author === account && one.deletedAt === null)
    .map((one) => one.messageKey)
    .slice(0, MOST_DELETED);
  if (step === 'delete' && messageKeys.length === 0)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).noMessages);
  const state = twoPeople || together?.twoPeople ? 'waiting' : step === 'note' ? 'done' : 'due';
  const action: StoredAction = {
    id: newId(now.getTime()),
    number: await nextNumber(tx, 'action'),
    caseId: about?.id ?? null,
    channel,
    step,
    account,
    accountName: oneLine(name, 200),
    messageKeys,
    reason,
    requestedBy: principal.name,
    requestedById: principal.actor.id,
    automatic: false,
    way: step === 'note' ? 'native' : null,
    state,
    createdAt: now,
    updatedAt: now,
    secondedBy: null,
    secondedById: null,
    doneAt: state === 'done' ? now : null,
    expiresAt: hours === null ? null : new Date(now.getTime() + hours * HOUR_MS),
    liftedAt: null,
    liftedBy: null,
    liftReason: null,
    outcome: '',
    handle: {},
    told: null,
    attempts: 0,
    claimedUntil: null,
    retryAt: null,
    together: together?.id ?? null,
  };
  await insertModerationAction(tx, action);
  await audit(work, {
    action: 'moderation.act',
    subject: refOfAction(action),
    detail: {
      ...(about ? { case: refOfCase(about) } : {}),
      step,
      account,
      platform: channel.platform,
      channel: channel.name || channel.channel,
      ...(hours === null ? {} : { hours }),
      reason,
      ...(state === 'waiting' ? { needs: 'a second person' } : {}),
    },
  });
  return { action, done: true, text: `${standing(action, readsIn(principal))}.` };
}

/**
 * What the person affected is told: what was given, else the case's rule and how many of their own messages it is about. Fails with
 * `invalid_input` where nothing says why.
 */
export function reasonOf(given: string | undefined, about: ModerationCase | null, account: string): string {
  const said = cleanText(given ?? '');
  if (said.length > LONGEST_REASON)
    throw new SafeNestError('too_large', `The reason is longer than ${LONGEST_REASON} characters.`);
  if (said !== '') return said;
  if (about) return ownReason(about, account, 'en').slice(0, LONGEST_REASON);
  throw new SafeNestError('invalid_input', 'Say why: the person is told the reason.');
}

/** For how many hours a step lasts; null for what has no end. Fails with `invalid_input`. */
export function lasting(
  policy: ModerationPolicy,
  step: ModerationStep,
  given: number | undefined,
  about: ModerationCase | null,
): number | null {
  if (step !== 'timeout' && step !== 'mute') return null;
  const hours = given ?? hoursOf(policy, step, about?.recommendation ?? null);
  const most = step === 'timeout' ? LONGEST_TIMEOUT_HOURS : LONGEST_HOURS;
  if (!(hours > 0) || hours > most)
    throw new SafeNestError('invalid_input', `A ${step} lasts some hours, and ${most / 24} days at most.`);
  return hours;
}

const refOfCase = ({ number }: { number: number }): string => formatReference({ kind: 'case', number });
