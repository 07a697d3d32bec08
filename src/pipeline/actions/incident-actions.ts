import { lastEntryOf } from '../../db/incidents.ts';
import type { Incident } from '../../domain/incident.ts';
import { timeText } from '../../messages/time-text.ts';
import { changeTask, tasksOf } from '../incident-tasks.ts';
import { undoIncidentChange, updateIncident } from '../incidents.ts';
import { joinRoom, openRoom } from '../rooms/rooms.ts';
import type { Work } from '../work.ts';
import { did, left, refOf, type Told } from './told.ts';

export async function assignToMe(work: Work, incident: Incident): Promise<Told> {
  const ref = refOf(incident);
  if (incident.status === 'closed' || incident.status === 'withdrawn') return left(await stillOver(work, incident));
  if (incident.assigneeId !== null && incident.assigneeId === work.principal.actor.id)
    return left(`${ref} is yours already.`);
  await updateIncident(work, incident.number, { assignee: 'me' });
  return did(
    incident.assigneeName ? `${ref} is now yours; it was with ${incident.assigneeName}.` : `${ref} is now yours.`,
  );
}

export async function close(work: Work, incident: Incident): Promise<Told> {
  if (incident.status === 'closed' || incident.status === 'withdrawn') return left(await stillOver(work, incident));
  await updateIncident(work, incident.number, { status: 'closed' });
  return did(`Closed ${refOf(incident)}.`);
}

export async function taskDone(work: Work, incident: Incident, part = ''): Promise<Told> {
  const number = /^\d{1,4}$/.test(part) ? Number(part) : 0;
  const before = (await tasksOf(work.tx, incident.id)).find((task) => task.number === number);
  if (before?.doneAt) return left(`Task ${number} is done already (${before.doneBy}).`);
  await changeTask(work, incident.number, number, { done: true });
  return did(`Task ${number} of ${refOf(incident)} is done.`);
}

export async function reopen(work: Work, incident: Incident): Promise<Told> {
  const ref = refOf(incident);
  if (incident.status !== 'closed' && incident.status !== 'withdrawn')
    return left(`${ref} is ${incident.status} already.`);
  const { incident: after } = await updateIncident(work, incident.number, { status: 'open' });
  return did(
    after.status === 'open'
      ? `${ref} is open again.`
      : `${ref} is open again: ${after.status}, as it was before it was closed.`,
  );
}

export async function openItsRoom(work: Work, incident: Incident): Promise<Told> {
  const { isNew, name } = await openRoom(work, incident.number);
  const ref = refOf(incident);
  return isNew ? did(`A room for ${ref} is being opened: ${name}.`) : left(`${ref} has a room already: ${name}.`);
}

export async function joinItsRoom(work: Work, incident: Incident): Promise<Told> {
  const { isNew, room } = await joinRoom(work, incident.number);
  return isNew ? did(`You are let into ${room.name} in a moment.`) : left(`You are in ${room.name} already.`);
}

export async function undo(work: Work, incident: Incident, entryId?: string): Promise<Told> {
  const { undone, incident: after } = await undoIncidentChange(work, incident.number, entryId);
  return did(
    after.status === 'withdrawn'
      ? `${refOf(incident)} is withdrawn; its alerts are free again.`
      : `Undone: ${undone.text}.`,
  );
}

/** Who closed or withdrew it, and when: the second of two people who press the same button learns that. */
async function stillOver(work: Work, incident: Incident): Promise<string> {
  const kind = incident.status === 'closed' ? 'status' : 'undone';
  const entry = await lastEntryOf(work.tx, incident.id, kind);
  const by = entry ? ` by ${entry.actorName} on ${timeText(entry.at, work.principal.timeZone)}` : '';
  return `${refOf(incident)} was ${incident.status}${by}.`;
}
