import { addParticipant } from '../db/incident-people.ts';
import { addEntry, findIncident, lockIncident, saveIncident } from '../db/incidents.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Incident, IncidentEntry } from '../domain/incident.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { followIncident } from './rooms/follow-incident.ts';
import { followWithTicket } from './tickets/ask-for-ticket.ts';
import type { Work } from './work.ts';

/** What every change of an incident begins and ends with: who may see it, its line of the timeline, its audit line. */

/** The incident if this principal may see it: who reads incidents, or opened it. Else `not_found`, as if there were none. */
export async function seeIncident(tx: OrgDb, principal: Principal, number: number): Promise<Incident> {
  const incident = await findIncident(tx, number);
  if (!incident || !maySee(principal, incident)) throw unknownIncident(principal, number);
  return incident;
}

/** The same, locked until the transaction ends; what every change of an incident begins with. */
export async function lockVisibleIncident(work: Work, number: number): Promise<Incident> {
  const incident = await lockIncident(work.tx, number);
  if (!incident || !maySee(work.principal, incident)) throw unknownIncident(work.principal, number);
  return incident;
}

export function requireWriterOrOpener(principal: Principal, incident: Incident): void {
  if (!isOpener(principal, incident)) authorise(principal, 'incidents.write');
}

const isOpener = (principal: Principal, incident: Incident): boolean =>
  incident.createdById !== null && incident.createdById === principal.actor.id;

const maySee = (principal: Principal, incident: Incident): boolean =>
  can(principal.role, 'incidents.read') || isOpener(principal, incident);

export const memberOf = (principal: Principal): string | null =>
  principal.actor.kind === 'member' ? principal.actor.id : null;

const unknownIncident = (principal: Principal, number: number) =>
  new SafeNestError('not_found', wordsFor({ principal }, objectionWords).noSuch(refOf({ number }), 'incident'));

export const refOf = (incident: { number: number }): string =>
  formatReference({ kind: 'incident', number: incident.number });

/** One timeline line in the principal's name, who has to do with the incident from then on. */
export async function note(
  work: Work,
  incidentId: string,
  entry: Pick<IncidentEntry, 'kind' | 'text' | 'change'>,
): Promise<string> {
  const { tx, now, principal } = work;
  const memberId = memberOf(principal);
  if (memberId !== null) await addParticipant(tx, incidentId, { memberId, now });
  return addEntry(tx, incidentId, { ...entry, at: now, actorId: memberId, actorName: principal.name });
}

/** A line, and what it takes so that every place where the incident stands shows how it is now. Answers the line's id. */
export async function record(
  work: Work,
  incident: Incident,
  entry: Pick<IncidentEntry, 'kind' | 'text' | 'change'>,
  { action, detail }: { action: string; detail: Record<string, unknown> },
): Promise<string> {
  await saveIncident(work.tx, { ...incident, updatedAt: work.now });
  const entryId = await note(work, incident.id, entry);
  await tell(work, incident, action, detail);
  return entryId;
}

/** What every change ends with: its audit line, word to the channels, and what follows for its room and its ticket. */
export async function tell(
  work: Work,
  incident: Pick<Incident, 'id' | 'number' | 'severity'>,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const { id: subject, severity } = incident;
  await addOutboxOnce(work.tx, [{ kind: 'incident_changed', subject, severity }]);
  await audit(work, { action, subject: refOf(incident), detail });
  await followIncident(work, subject);
  await followWithTicket(work, subject);
}
