import { listAlerts } from '../db/alerts.ts';
import { bookmarksOf } from '../db/incident-bookmarks.ts';
import { participantsOf } from '../db/incident-people.ts';
import { tasksOf } from '../db/incident-tasks.ts';
import { timeline } from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Permission } from '../domain/role.ts';
import type { IncidentWork } from '../messages/views/incident-work.ts';
import { shownRoom } from './rooms/shown-room.ts';
import { shownTicket } from './tickets/shown-ticket.ts';

const MOST_ALERTS = 500;

/** Who works on an incident and what is to be done in it, for its card. */
export const shownWithIncident = async (tx: OrgDb, incidentId: string): Promise<Required<IncidentWork>> => ({
  people: await participantsOf(tx, incidentId),
  tasks: await tasksOf(tx, incidentId),
  bookmarks: await bookmarksOf(tx, incidentId),
});

/**
 * All that an incident's card shows beside the incident to whoever may see the incident, the same in an answer, in what channels are told and
 * where a message is drawn anew; its alerts for who may see alerts.
 */
export const shownOfIncident = async (tx: OrgDb, incidentId: string, reads: (permission: Permission) => boolean) => ({
  ...(await shownWithIncident(tx, incidentId)),
  alerts: reads('alerts.read') ? await listAlerts(tx, { incidentId, limit: MOST_ALERTS }) : [],
  timeline: await timeline(tx, incidentId),
  room: await shownRoom(tx, incidentId),
  ticket: await shownTicket(tx, incidentId),
});
