import { alertEvents, findAlert, findAlertById } from '../db/alerts.ts';
import { alertNumbersOf, findIncidentById, timeline } from '../db/incidents.ts';
import { findOrganisation } from '../db/organisations.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import { formatReference } from '../domain/reference.ts';
import { cardText } from '../messages/card-text.ts';
import type { Links } from '../messages/links.ts';
import type { Announcement, OutboundMessage } from '../messages/outbound.ts';
import { alertCard } from '../messages/views/alert-card.ts';
import { sharedView } from '../messages/views/card-view.ts';
import { incidentCard } from '../messages/views/incident-card.ts';

const QUOTED_EVENTS = 3;

/** What a channel is told of an alert or an incident, as it stands now; null where it is no more. */
export async function composeAnnouncement(
  tx: OrgDb,
  { kind, subject }: Announcement,
  urls: Links,
): Promise<OutboundMessage | null> {
  const view = sharedView((await findOrganisation(tx))?.timeZone ?? 'UTC', urls);
  if (kind === 'incident_changed') {
    const incident = await findIncidentById(tx, subject);
    if (!incident) return null;
    const alerts: Alert[] = [];
    for (const number of await alertNumbersOf(tx, subject)) {
      const alert = await findAlert(tx, number);
      if (alert) alerts.push(alert);
    }
    const card = incidentCard(incident, { ...view, alerts, timeline: await timeline(tx, subject) });
    return { orgId: tx.orgId, text: cardText(card), card, severity: incident.severity };
  }
  const alert = await findAlertById(tx, subject);
  if (!alert) return null;
  const incident = alert.incidentId ? await findIncidentById(tx, alert.incidentId) : null;
  const card = alertCard(alert, {
    ...view,
    incidentRef: incident ? formatReference({ kind: 'incident', number: incident.number }) : null,
    events: await alertEvents(tx, alert.id, QUOTED_EVENTS),
  });
  return { orgId: tx.orgId, text: cardText(card), card, severity: alert.severity };
}
