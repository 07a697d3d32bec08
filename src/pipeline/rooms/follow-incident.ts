import { addGuests, findRoom, roomSetting, touchRoom } from '../../db/incident-rooms.ts';
import { findIncidentById } from '../../db/incidents.ts';
import { severityRank } from '../../domain/severity.ts';
import type { Work } from '../work.ts';
import { askForRoom, homeFor, isOver, peopleOf } from './ask-for-room.ts';

/** After any change of an incident: its room is looked after, and what is bad enough gets one by itself where the organisation wants that. */
export async function followIncident(work: Work, incidentId: string): Promise<void> {
  const { tx, now, principal } = work;
  if (await touchRoom(tx, incidentId, now)) {
    const room = await findRoom(tx, incidentId);
    const incident = room && (await findIncidentById(tx, incidentId));
    if (incident) await addGuests(tx, room.id, await peopleOf(tx, incident), now);
    return;
  }
  const { enabled, floor } = await roomSetting(tx);
  if (!enabled || floor === null) return;
  const incident = await findIncidentById(tx, incidentId);
  if (!incident || isOver(incident) || severityRank(incident.severity) < severityRank(floor)) return;
  // one that failed, or was deleted there, is opened again by whoever wants it
  if (await findRoom(tx, incidentId)) return;
  const home = await homeFor(tx, principal.place, incident.severity);
  if (home) await askForRoom(work, incident, home);
}
