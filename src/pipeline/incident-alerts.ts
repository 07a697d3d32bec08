import { type LinkableAlert, lockAlerts, saveIncident, setAlertIncident } from '../db/incidents.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Incident } from '../domain/incident.ts';
import { formatReference } from '../domain/reference.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { authorise } from './authorise.ts';
import { lockVisibleIncident, note, refOf, tell } from './incident-record.ts';
import type { Work } from './work.ts';

const MOST_ALERTS = 500;

/** Makes alerts belong to the incident; null when all did already. Fails with `conflict` when one belongs to another. */
export async function linkAlerts(work: Work, number: number, alertNumbers: readonly number[]): Promise<string | null> {
  const { tx, principal } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const alerts = await requireAlerts(tx, alertNumbers);
  const elsewhere = alerts.filter((alert) => alert.incidentNumber !== null && alert.incidentNumber !== number);
  if (elsewhere.length > 0) throw belongElsewhere(work, elsewhere);
  const free = alerts.filter((alert) => alert.incidentNumber === null);
  if (free.length === 0) return null;
  await moveAlerts(work, free, incident.id);
  return noteAlerts(work, incident, 'alert_linked', numbersOf(free));
}

/** Takes alerts from the incident; null when none belonged to it. */
export async function unlinkAlerts(
  work: Work,
  number: number,
  alertNumbers: readonly number[],
): Promise<string | null> {
  const { tx, principal } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const alerts = (await requireAlerts(tx, alertNumbers)).filter((alert) => alert.incidentNumber === number);
  if (alerts.length === 0) return null;
  await moveAlerts(work, alerts, null);
  return noteAlerts(work, incident, 'alert_unlinked', numbersOf(alerts));
}

/** Alerts that come to an incident, or leave it, say so where they were told. */
export async function moveAlerts(
  { tx, now }: Work,
  alerts: readonly LinkableAlert[],
  incidentId: string | null,
): Promise<void> {
  await setAlertIncident(tx, idsOf(alerts), incidentId, now);
  await addOutboxOnce(
    tx,
    alerts.map(({ id: subject, severity }) => ({ kind: 'alert_changed', subject, severity })),
  );
}

async function noteAlerts(
  work: Work,
  incident: Incident,
  kind: 'alert_linked' | 'alert_unlinked',
  numbers: number[],
): Promise<string> {
  const linked = kind === 'alert_linked';
  const text = `${linked ? 'Linked' : 'Unlinked'} ${alertRefs(numbers)}`;
  const change = { field: 'alerts', before: linked ? [] : numbers, after: linked ? numbers : [] };
  await saveIncident(work.tx, { ...incident, updatedAt: work.now });
  const entryId = await note(work, incident.id, { kind, text, change });
  await tell(work, incident, linked ? 'incident.link' : 'incident.unlink', { alerts: numbers });
  return entryId;
}

export async function requireAlerts(tx: OrgDb, numbers: readonly number[]): Promise<LinkableAlert[]> {
  const wanted = [...new Set(numbers)];
  if (wanted.length > MOST_ALERTS) throw new SafeNestError('too_large', `At most ${MOST_ALERTS} alerts at once.`);
  const alerts = await lockAlerts(tx, wanted);
  const missing = wanted.filter((number) => !alerts.some((alert) => alert.number === number));
  if (missing.length > 0) throw new SafeNestError('not_found', `There is no alert ${alertRefs(missing)}.`);
  return alerts;
}

export function belongElsewhere(work: Work, alerts: LinkableAlert[]): SafeNestError {
  const pairs = alerts.map((alert) => [alertRefs([alert.number]), refOf({ number: alert.incidentNumber! })] as const);
  return new SafeNestError('conflict', wordsFor(work, objectionWords).belong(pairs));
}

const idsOf = (alerts: readonly LinkableAlert[]): string[] => alerts.map((alert) => alert.id);
export const numbersOf = (alerts: LinkableAlert[]): number[] => alerts.map((alert) => alert.number);
/** At most twenty by name: a timeline line is read by people. */
export function alertRefs(numbers: number[]): string {
  const names = numbers.slice(0, 20).map((number) => formatReference({ kind: 'alert', number }));
  return names.join(', ') + (numbers.length > 20 ? ` and ${numbers.length - 20} more` : '');
}
