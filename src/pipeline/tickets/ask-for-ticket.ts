import { findTicket, insertTicket, touchTicket } from '../../db/incident-tickets.ts';
import { findIncidentById } from '../../db/incidents.ts';
import { findTracker } from '../../db/ticket-trackers.ts';
import type { Incident } from '../../domain/incident.ts';
import { formatReference } from '../../domain/reference.ts';
import { severityRank } from '../../domain/severity.ts';
import { type TicketTracker, ticketLabel } from '../../domain/ticket.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';

/** Writes down that a ticket is wanted; false where the incident has one already. A job makes it. */
export async function askForTicket(
  work: Work,
  incident: Pick<Incident, 'id' | 'number'>,
  { site, project }: Pick<TicketTracker, 'site' | 'project'>,
): Promise<boolean> {
  const { tx, principal, now } = work;
  const before = await findTicket(tx, incident.id);
  // one that could not be made may stand there all the same: it keeps its label, and is looked for
  const isSame = before?.state === 'failed' && before.site === site;
  const serial = before ? before.serial + (isSame ? 0 : 1) : 1;
  const isNew = await insertTicket(tx, {
    incidentId: incident.id,
    site,
    serial,
    label: ticketLabel(tx.orgId, incident.number, serial),
    begunAt: isSame ? before.begunAt : null,
    askedBy: principal.name,
    askedAt: now,
  });
  if (isNew)
    await audit(work, {
      action: 'incident.ticket',
      subject: formatReference({ kind: 'incident', number: incident.number }),
      detail: { site, project },
    });
  return isNew;
}

/** After any change of an incident: its ticket is told, and what is bad enough gets one by itself where the organisation wants that. */
export async function followWithTicket(work: Work, incidentId: string): Promise<void> {
  const { tx, now } = work;
  if (await touchTicket(tx, incidentId, now)) return;
  const tracker = (await findTracker(tx))?.tracker;
  if (!tracker?.enabled || tracker.floor === null) return;
  const incident = await findIncidentById(tx, incidentId);
  if (!incident || incident.status === 'closed' || incident.status === 'withdrawn') return;
  if (severityRank(incident.severity) < severityRank(tracker.floor)) return;
  // one that failed, was deleted there or let go of is made again by whoever wants it
  if (await findTicket(tx, incidentId)) return;
  await askForTicket(work, incident, tracker);
}
