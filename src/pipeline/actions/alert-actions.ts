import { acknowledgementOf } from '../../db/alert-acknowledgements.ts';
import { findIncidentById } from '../../db/incidents.ts';
import type { Alert, AlertStatus } from '../../domain/alert.ts';
import type { Incident } from '../../domain/incident.ts';
import { ALERT_STATUS_WORDS } from '../../messages/views/alert-card.ts';
import { tellAgain } from '../alert-exceptions.ts';
import { changeAlertStatus } from '../alerts.ts';
import { askMember } from '../ask-member.ts';
import { openIncident } from '../incidents.ts';
import type { Work } from '../work.ts';
import { did, left, refOf, refOfAlert, type Told } from './told.ts';

export async function settle(work: Work, alert: Alert, status: AlertStatus): Promise<Told> {
  const ref = refOfAlert(alert);
  const words = ALERT_STATUS_WORDS[status];
  if (alert.status === status)
    return left(`${ref} is ${words} already${alert.statusBy ? ` (${alert.statusBy})` : ''}.`);
  await changeAlertStatus(work, { number: alert.number, status });
  return did(`${ref} is now ${words}.`);
}

/** Whoever presses has it: kept where they were asked, taken where it is open again. */
export async function stillOn(work: Work, alert: Alert): Promise<Told> {
  const ref = refOfAlert(alert);
  if (alert.status === 'resolved' || alert.status === 'false_alarm')
    return left(`${ref} is ${ALERT_STATUS_WORDS[alert.status]} already.`);
  if (alert.status === 'acknowledged' && !(await acknowledgementOf(work.tx, alert.id))?.askedAt)
    return left(`${ref} is acknowledged, and nobody asks about it.`);
  await changeAlertStatus(work, { number: alert.number, status: 'acknowledged' });
  return did(`${ref} is yours.`);
}

export async function stopLeavingAlone(work: Work, alert: Alert): Promise<Told> {
  const ref = refOfAlert(alert);
  const { ended, alert: after } = await tellAgain(work, alert.number);
  if (ended.length === 0) return left(`${ref} is told already; nothing of it is held back.`);
  const held = ended.reduce((sum, { suppressed }) => sum + suppressed, 0);
  const meanwhile = held === 0 ? '' : ` ${held} ${held === 1 ? 'event was' : 'events were'} not told meanwhile.`;
  return did(`${ref} is told again; it is ${ALERT_STATUS_WORDS[after.status]}.${meanwhile}`);
}

export async function askWhetherItWasThem(work: Work, alert: Alert): Promise<Told> {
  const { question, isNew, inChat } = await askMember(work, alert.number);
  return isNew
    ? did(
        inChat
          ? `${question.memberName} is asked whether it was them, in a direct message.`
          : `${question.memberName} is asked whether it was them, on their desk in the console: they have linked no chat account.`,
      )
    : left(`${question.memberName} was asked about ${refOfAlert(alert)} already.`);
}

export async function openFromAlert(work: Work, alert: Alert): Promise<Told | Incident> {
  const { number, title, severity, incidentId } = alert;
  const incident = incidentId ? await findIncidentById(work.tx, incidentId) : null;
  if (incident) return left(`${refOfAlert(alert)} belongs to ${refOf(incident)} already.`);
  return openIncident(work, { title, severity, alertNumbers: [number] });
}
