import { bookmarksOf } from '../db/incident-bookmarks.ts';
import { participantsOf } from '../db/incident-people.ts';
import { tasksOf } from '../db/incident-tasks.ts';
import type { OrgDb } from '../db/scope.ts';
import type { IncidentWork } from '../messages/views/incident-work.ts';

/** Who works on an incident and what is to be done in it, for its card. */
export const shownWithIncident = async (tx: OrgDb, incidentId: string): Promise<Required<IncidentWork>> => ({
  people: await participantsOf(tx, incidentId),
  tasks: await tasksOf(tx, incidentId),
  bookmarks: await bookmarksOf(tx, incidentId),
});
