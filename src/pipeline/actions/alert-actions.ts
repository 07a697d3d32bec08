import { acknowledgementOf } from '../../db/alert-acknowledgements.ts';
import { findIncidentById } from '../../db/incidents.ts';
import type { Alert, AlertStatus } from '../../domain/alert.ts';
import type { Incident } from '../../domain/incident.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { outcomeWords } from '../../messages/catalogue/outcomes.ts';
import { titleOfAlerts } from '../../messages/incident-title.ts';
import { tellAgain } from '../alert-exceptions.ts';
import { changeAlertStatus } from '../alerts.ts';
import { askMember } from '../ask-member.ts';
import { openIncident } from '../incidents.ts';
import type { Work } from '../work.ts';
import { did, left, refOf, refOfAlert, type Told } from './told.ts';

export async function settle(work: Work, alert: Alert, status: AlertStatus): Promise<Told> {
  const ref = refOfAlert(alert);
  const words = wordsFor(work, outcomeWords);
  if (alert.status === status) return left(words.alertIsAlready(ref, status, alert.statusBy));
  await changeAlertStatus(work, { number: alert.number, status });
  return did(words.alertIs(ref, status));
}

/** Whoever presses has it: kept where they were asked, taken where it is open again. */
export async function stillOn(work: Work, alert: Alert): Promise<Told> {
  const ref = refOfAlert(alert);
  const words = wordsFor(work, outcomeWords);
  if (alert.status === 'resolved' || alert.status === 'false_alarm')
    return left(words.alertIsAlready(ref, alert.status, null));
  if (alert.status === 'acknowledged' && !(await acknowledgementOf(work.tx, alert.id))?.askedAt)
    return left(words.nobodyAsks(ref));
  await changeAlertStatus(work, { number: alert.number, status: 'acknowledged' });
  return did(words.alertYours(ref));
}

export async function stopLeavingAlone(work: Work, alert: Alert): Promise<Told> {
  const ref = refOfAlert(alert);
  const words = wordsFor(work, outcomeWords);
  const { ended, alert: after } = await tellAgain(work, alert.number);
  if (ended.length === 0) return left(words.toldAlready(ref));
  const held = ended.reduce((sum, { suppressed }) => sum + suppressed, 0);
  return did(words.told(ref, after.status, held));
}

export async function askWhetherItWasThem(work: Work, alert: Alert): Promise<Told> {
  const { question, isNew, inChat } = await askMember(work, alert.number);
  const words = wordsFor(work, outcomeWords);
  return isNew
    ? did(words.asked(question.memberName, inChat))
    : left(words.askedAlready(question.memberName, refOfAlert(alert)));
}

export async function openFromAlert(work: Work, alert: Alert): Promise<Told | Incident> {
  const { number, severity, incidentId } = alert;
  const incident = incidentId ? await findIncidentById(work.tx, incidentId) : null;
  if (incident) return left(wordsFor(work, outcomeWords).belongs(refOfAlert(alert), refOf(incident)));
  return openIncident(work, { ...titleOfAlerts(alert, 0), severity, alertNumbers: [number] });
}
