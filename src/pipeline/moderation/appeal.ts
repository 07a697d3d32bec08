import { appealAgainst, insertAppeal, lockAppeal, type StoredAppeal, saveAppeal } from '../../db/appeals.ts';
import { nextNumber } from '../../db/counters.ts';
import { listMembers } from '../../db/members.ts';
import { findAction, findActionById, lockAction, type StoredAction } from '../../db/moderation-actions.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import type { OrgDb } from '../../db/scope.ts';
import { newId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { ActionState } from '../../domain/moderation.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import { can } from '../../domain/role.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import type { Card } from '../../messages/card.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { actionWords } from '../../messages/catalogue/moderation-action.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import type { ChatPlace, Speaker } from '../../messages/inbound.ts';
import { appealForm } from '../../messages/views/appeal-form.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { systemPrincipal } from '../members.ts';
import type { Work } from '../work.ts';
import { refOfAction } from './acted.ts';
import { liftAction } from './lift.ts';
import { requireMayLift } from './may-act-on.ts';

type Account = { place: ChatPlace; speaker: Speaker };

const LONGEST = 2000;
/** What can be appealed against: what holds, and what was felt. */
const APPEALABLE: readonly ActionState[] = ['done', 'task', 'expired', 'lifting', 'lift_task'];
export const isAppealable = ({ step, state }: StoredAction): boolean => step !== 'note' && APPEALABLE.includes(state);
/** The name of the button and of its form; whoever was affected may press them, a member or not. */
export const APPEAL_BUTTON = 'appeal.open';
export const APPEAL_FORM = 'appeal.send';
export const isForAffected = (id: string): boolean => id === APPEAL_BUTTON || id === APPEAL_FORM;

/**
 * The action that an account may appeal against: their own, done in that very workspace. Everybody else gets the same words as for what
 * does not exist.
 */
async function ownAction(
  tx: OrgDb,
  { place, speaker }: Account,
  value: string,
  language: Language,
): Promise<StoredAction> {
  const reference = value.length <= 20 ? parseReference(value) : null;
  const action = reference?.kind === 'action' ? await findAction(tx, reference.number) : null;
  const theirs =
    action !== null &&
    action.account === speaker.id &&
    action.channel.platform === place.platform &&
    action.channel.workspace === place.workspace &&
    isAppealable(action);
  if (!theirs) throw new SafeNestError('not_found', actionWords[language].nothing);
  return action;
}

/** The form in which somebody says what is wrong with what was done to them. Fails with `not_found`, or `conflict` once they have. */
export async function openAppeal(tx: OrgDb, account: Account, value: string, language: Language): Promise<Card> {
  const action = await ownAction(tx, account, value, language);
  if (await appealAgainst(tx, action.id)) throw new SafeNestError('conflict', actionWords[language].appealedAlready);
  return appealForm(refOfAction(action), language);
}

/** Keeps an appeal and has the moderators told; whoever sends it is no member, and acts in their own name. Answers what they are told. */
export async function sendAppeal(
  { tx, now, auditKey }: Omit<Work, 'principal'>,
  account: Account,
  sent: { value: string; text: string },
  language: Language,
): Promise<string> {
  const words = actionWords[language];
  const action = await ownAction(tx, account, sent.value, language);
  const text = cleanText(sent.text);
  if (text === '') throw new SafeNestError('invalid_input', words.form.text);
  await lockAction(tx, action.id);
  if (await appealAgainst(tx, action.id)) return words.appealedAlready;
  const appeal = await keepAppeal({ tx, now }, action, text);
  if (!appeal) return words.appealedAlready;
  const place = { platform: account.place.platform, audience: 'private' as const };
  const stranger = {
    ...systemPrincipal(tx.orgId, await organisationTimeZone(tx), place),
    name: oneLine(account.speaker.name, 100) || account.speaker.id,
    role: 'employee' as const,
  };
  await audit(
    { tx, now, auditKey, principal: stranger },
    {
      action: 'appeal.open',
      subject: refOfAppeal(appeal),
      detail: { action: refOfAction(action), account: account.speaker.id },
    },
  );
  return words.received;
}

/** Keeps what was said against an action and has the moderators told; null where there is an appeal against it already. */
export async function keepAppeal(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  action: StoredAction,
  text: string,
): Promise<StoredAppeal | null> {
  const appeal: StoredAppeal = {
    id: newId(now.getTime()),
    number: await nextNumber(tx, 'appeal'),
    actionId: action.id,
    account: action.account,
    text: text.slice(0, LONGEST).toWellFormed(),
    state: 'open',
    createdAt: now,
    updatedAt: now,
    decidedAt: null,
    decidedBy: null,
    decidedById: null,
    note: null,
    toldAt: null,
  };
  if (!(await insertAppeal(tx, appeal))) return null;
  await tell(tx, appeal);
  return appeal;
}

/** How an appeal was decided. `done` is false where it was so already. */
export interface AppealDecided {
  appeal: StoredAppeal;
  done: boolean;
  text: string;
}

/**
 * Upholds what was done, or takes it back; whoever appealed is told. Where somebody else could decide, whoever did it does not. Fails with
 * `forbidden` or `not_found`.
 */
export async function decideAppeal(
  work: Work,
  number: number,
  { decision, note = '' }: { decision: 'uphold' | 'overturn'; note?: string },
): Promise<AppealDecided> {
  const { tx, principal, now } = work;
  authorise(principal, 'moderation.write');
  const found = await lockAppeal(tx, number);
  const action = found && (await findActionById(tx, found.actionId));
  if (!found || !action)
    throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuch(refOfAppeal({ number })));
  const ref = refOfAppeal(found);
  if (found.state !== 'open')
    return {
      appeal: found,
      done: false,
      text: wordsFor(work, decisionWords).appealDecided(ref, found.decidedBy),
    };
  await requireMayLift(work, action.channel, action.account);
  await requireSomebodyElse(work, action);
  const words = cleanText(note).slice(0, LONGEST).toWellFormed();
  const appeal: StoredAppeal = {
    ...found,
    state: decision === 'uphold' ? 'upheld' : 'overturned',
    updatedAt: now,
    decidedAt: now,
    decidedBy: principal.name,
    decidedById: principal.actor.id,
    note: words || null,
  };
  await saveAppeal(tx, appeal);
  await audit(work, {
    action: `appeal.${decision}`,
    subject: ref,
    detail: { action: refOfAction(action), account: action.account, ...(words ? { note: words } : {}) },
  });
  if (decision === 'overturn') await liftAction(work, action.number, { reason: words, why: ref, appealed: true });
  await tell(tx, appeal);
  return {
    appeal,
    done: true,
    text: wordsFor(work, decisionWords)[decision === 'uphold' ? 'upheld' : 'overturned'](ref, refOfAction(action)),
  };
}

/** Who did it decides about it only where nobody else can. */
async function requireSomebodyElse({ tx, principal }: Work, action: StoredAction): Promise<void> {
  const own = principal.actor.id;
  if (own === null || (own !== action.requestedById && own !== action.secondedById)) return;
  const members = await listMembers(tx, { limit: 500 });
  const others = members.some(
    ({ id, active, role }) =>
      active && can(role, 'moderation.write') && id !== action.requestedById && id !== action.secondedById,
  );
  if (others) throw new SafeNestError('forbidden', wordsFor({ principal }, objectionWords).yourOwn);
}

const tell = (tx: OrgDb, { id: subject }: StoredAppeal) => addOutboxOnce(tx, [{ kind: 'appeal_changed', subject }]);

export const refOfAppeal = ({ number }: { number: number }): string => formatReference({ kind: 'appeal', number });
