import { listAlerts } from '../../db/alerts.ts';
import { listEvidence } from '../../db/evidence.ts';
import { bookmarksOf } from '../../db/incident-bookmarks.ts';
import { participantsOf as takingPart } from '../../db/incident-people.ts';
import { findReview } from '../../db/incident-reviews.ts';
import { tasksOf } from '../../db/incident-tasks.ts';
import { timeline } from '../../db/incidents.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Began, IncidentFacts } from '../../domain/incident-review.ts';
import { participantsOf } from './participants.ts';

const MOST_ALERTS = 500;
const MOST_ENTRIES = 2000;

/** All that is known of an incident, for whoever may see it. Without `alerts`, for somebody who may not read them. */
export async function incidentFacts(
  tx: OrgDb,
  incident: Incident,
  { alerts: readsAlerts = true, timeZone }: { alerts?: boolean; timeZone?: string } = {},
): Promise<IncidentFacts> {
  const entries = await timeline(tx, incident.id, MOST_ENTRIES);
  const alerts = readsAlerts ? await listAlerts(tx, { incidentId: incident.id, limit: MOST_ALERTS }) : [];
  const review = await findReview(tx, incident.id);
  const participants = participantsOf(entries);
  return {
    incident,
    entries,
    alerts,
    evidence: await listEvidence(tx, incident.id),
    began: beganOf(incident, alerts, review),
    participants,
    others: (await takingPart(tx, incident.id)).filter(({ id }) => !participants.some((one) => one.memberId === id)),
    tasks: await tasksOf(tx, incident.id),
    bookmarks: await bookmarksOf(tx, incident.id),
    timeZone: timeZone ?? (await organisationTimeZone(tx)),
  };
}

/** When it began: as somebody said, else when its alerts first saw something, else when it was opened. */
function beganOf(
  incident: Incident,
  alerts: readonly Alert[],
  review: { beganAt: Date | null; beganBy: string | null } | null,
): Began {
  if (review?.beganAt) return { at: review.beganAt, by: 'said', who: review.beganBy };
  const first = Math.min(incident.openedAt.getTime(), ...alerts.map(({ firstSeen }) => firstSeen.getTime()));
  return first < incident.openedAt.getTime()
    ? { at: new Date(first), by: 'alerts', who: null }
    : { at: incident.openedAt, by: 'opened', who: null };
}
