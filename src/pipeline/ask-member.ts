import { endAcknowledgement } from '../db/alert-acknowledgements.ts';
import { findAlertById, lockAlert, setAlertSeverity, setAlertStatus } from '../db/alerts.ts';
import { addEntry, findIncidentById, saveIncident } from '../db/incidents.ts';
import {
  insertQuestion,
  lockQuestion,
  questionOfAlert,
  type StoredQuestion,
  saveQuestion,
} from '../db/login-questions.ts';
import { memberOfAccount } from '../db/member-accounts.ts';
import { listChatAccounts } from '../db/members.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { Alert } from '../domain/alert.ts';
import { isUuid, newId } from '../domain/id.ts';
import { ANSWER_MS, type LoginQuestion } from '../domain/login-question.ts';
import { formatReference } from '../domain/reference.ts';
import { SEVERITIES, type Severity, severityRank, worst } from '../domain/severity.ts';
import { SafeNestError } from '../errors.ts';
import { exceptionWords } from '../messages/catalogue/alert-exceptions.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { endExceptionsOf } from './alert-exceptions.ts';
import { changeChains } from './alert-policy.ts';
import { ALERT_ACTIONS } from './alerts.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { languageOfMember } from './member-language.ts';
import type { Work } from './work.ts';

/**
 * Asks the member whose account an alert is about whether it was them, once for an alert: in a direct message where they have a chat account
 * (`inChat`), and on their desk in the console. `isNew` is false where they were asked already. Refuses with `conflict` where nobody can be
 * asked, and says why.
 */
export async function askMember(
  work: Work,
  number: number,
): Promise<{ question: LoginQuestion; isNew: boolean; inChat: boolean }> {
  authorise(work.principal, 'alerts.write');
  const objections = wordsFor(work, objectionWords);
  const alert = await lockAlert(work.tx, number);
  const ref = formatReference({ kind: 'alert', number });
  if (!alert) throw new SafeNestError('not_found', objections.noSuch(ref));
  const before = await questionOfAlert(work.tx, alert.id);
  if (before) return { question: before, isNew: false, inChat: before.told !== null };
  if (alert.account === null || alert.cameraId !== null)
    throw new SafeNestError('conflict', objections.notOneAccount(ref));
  const member = await memberOfAccount(work.tx, alert.account);
  if (!member) throw new SafeNestError('conflict', objections.whoseAccount(alert.account.slice(0, 80)));
  const inChat = (await listChatAccounts(work.tx, member.id)).length > 0;
  return { ...(await ask(work, alert, member)), inChat };
}

/** The same by a rule of the policy, where somebody can be asked; says nothing where nobody can. */
export async function askByPolicy(work: Work, alert: Alert): Promise<boolean> {
  if (alert.account === null || alert.cameraId !== null) return false;
  const member = await memberOfAccount(work.tx, alert.account);
  if (!member || (await listChatAccounts(work.tx, member.id)).length === 0) return false;
  return (await ask(work, alert, member)).isNew;
}

async function ask(
  work: Work,
  alert: Alert,
  member: { id: string; name: string },
): Promise<{ question: LoginQuestion; isNew: boolean }> {
  const { tx, principal, now } = work;
  const question: LoginQuestion = {
    id: newId(now.getTime()),
    alertId: alert.id,
    alertNumber: alert.number,
    memberId: member.id,
    memberName: member.name,
    account: alert.account!,
    askedBy: principal.name,
    askedById: principal.actor.id,
    askedAt: now,
    expiresAt: new Date(now.getTime() + ANSWER_MS),
    state: 'sending',
    answeredAt: null,
    outcome: '',
    attempts: 0,
  };
  if (!(await insertQuestion(tx, question))) {
    const before = await questionOfAlert(tx, alert.id);
    return { question: before ?? question, isNew: false };
  }
  await audit(work, {
    action: 'alert.ask_member',
    subject: refOf(alert),
    detail: { account: question.account, member: member.name },
  });
  await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity: alert.severity }]);
  return { question, isNew: true };
}

/**
 * What the member said, by their own press: evidence on the alert and its incident. “No” makes the alert worse, at least high, opens it
 * again where somebody closed it, and ends what it was snoozed or expected by; “yes” changes nothing by itself, since whoever holds the account may hold the chat as well. Anybody else's press is refused.
 */
export async function answerQuestion(
  work: Work,
  id: string,
  answer: 'yes' | 'no',
): Promise<{ text: string; done: boolean }> {
  const { tx, principal, now } = work;
  const question = isUuid(id) ? await lockQuestion(tx, id) : null;
  if (!question) throw new SafeNestError('not_found', wordsFor(work, objectionWords).noQuestion);
  if (principal.actor.kind !== 'member' || principal.actor.id !== question.memberId)
    throw new SafeNestError('forbidden', wordsFor(work, objectionWords).onlyWhoWasAsked);
  const words = exceptionWords[await languageOfMember(tx, question.memberId)].question;
  if (question.state === 'yes' || question.state === 'no') return { text: words.known, done: false };
  if (question.state === 'expired' || question.expiresAt <= now) return { text: words.over, done: false };
  await saveQuestion(tx, id, { state: answer, answeredAt: now, retryAt: null });
  const alert = await findAlertById(tx, question.alertId);
  if (alert) await noteAnswer(work, alert, question, answer);
  return { text: answer === 'yes' ? words.thanksYes : words.thanksNo, done: true };
}

async function noteAnswer(work: Work, alert: Alert, question: StoredQuestion, answer: 'yes' | 'no'): Promise<void> {
  const { tx, now } = work;
  const severity = answer === 'no' ? worseThan(alert.severity) : alert.severity;
  if (answer === 'no') await bringBack(work, alert);
  if (severity !== alert.severity) {
    await setAlertSeverity(tx, alert.id, severity, now);
    await changeChains(tx, [{ id: alert.id, before: alert, after: { ...alert, severity } }], now);
  }
  await audit(work, {
    action: 'alert.member_answer',
    subject: refOf(alert),
    detail: { answer, account: question.account, ...(severity === alert.severity ? {} : { severity }) },
  });
  await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity }]);
  await onTimeline(work, alert, exceptionWords.en.story.asked[answer](question.memberName));
}

/** What was called a false alarm, expected or settled was not: nobody may have to look for it. */
async function bringBack(work: Work, alert: Alert): Promise<void> {
  const { tx, principal, now } = work;
  await endExceptionsOf(work, alert);
  if (alert.status !== 'false_alarm' && alert.status !== 'resolved') return;
  await setAlertStatus(tx, alert.id, { status: 'open', by: principal.name, note: null, now });
  await endAcknowledgement(tx, alert.id, false);
  await audit(work, {
    action: ALERT_ACTIONS.open,
    subject: refOf(alert),
    detail: { before: alert.status, after: 'open', answer: 'no' },
  });
}

/** The answer as a line of the incident's timeline, in the name of whoever gave it. */
async function onTimeline({ tx, principal, now }: Work, alert: Alert, text: string): Promise<void> {
  const incident = alert.incidentId ? await findIncidentById(tx, alert.incidentId) : null;
  if (!incident) return;
  await saveIncident(tx, { ...incident, updatedAt: now });
  await addEntry(tx, incident.id, {
    kind: 'evidence',
    at: now,
    actorId: principal.actor.kind === 'member' ? principal.actor.id : null,
    actorName: principal.name,
    text: `About ${refOf(alert)}: ${text}`,
    change: null,
  });
  await addOutboxOnce(tx, [{ kind: 'incident_changed', subject: incident.id, severity: incident.severity }]);
}

/** One higher, and high at least. */
const worseThan = (severity: Severity): Severity => worst('high', SEVERITIES[severityRank(severity) + 1] ?? severity);

const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'alert', number });
