import { lastEntryOf } from '../../db/incidents.ts';
import type { Incident } from '../../domain/incident.ts';
import { readsIn } from '../../domain/principal.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { outcomeWords } from '../../messages/catalogue/outcomes.ts';
import { entryText } from '../../messages/catalogue/stored-words.ts';
import { ticketWords } from '../../messages/catalogue/tickets.ts';
import { timeText } from '../../messages/time-text.ts';
import { changeTask, tasksOf } from '../incident-tasks.ts';
import { undoIncidentChange, updateIncident } from '../incidents.ts';
import { joinRoom, openRoom } from '../rooms/rooms.ts';
import { createTicket, unlinkTicket } from '../tickets/tickets.ts';
import type { Work } from '../work.ts';
import { did, left, refOf, type Told } from './told.ts';

export async function assignToMe(work: Work, incident: Incident): Promise<Told> {
  const ref = refOf(incident);
  if (incident.status === 'closed' || incident.status === 'withdrawn') return left(await stillOver(work, incident));
  if (incident.assigneeId !== null && incident.assigneeId === work.principal.actor.id)
    return left(wordsFor(work, outcomeWords).yoursAlready(ref));
  await updateIncident(work, incident.number, { assignee: 'me' });
  return did(wordsFor(work, outcomeWords).yours(ref, incident.assigneeName));
}

export async function close(work: Work, incident: Incident): Promise<Told> {
  if (incident.status === 'closed' || incident.status === 'withdrawn') return left(await stillOver(work, incident));
  await updateIncident(work, incident.number, { status: 'closed' });
  return did(wordsFor(work, outcomeWords).closed(refOf(incident)));
}

export async function taskDone(work: Work, incident: Incident, part = ''): Promise<Told> {
  const number = /^\d{1,4}$/.test(part) ? Number(part) : 0;
  const before = (await tasksOf(work.tx, incident.id)).find((task) => task.number === number);
  const words = wordsFor(work, outcomeWords);
  if (before?.doneAt) return left(words.taskDoneAlready(number, before.doneBy));
  await changeTask(work, incident.number, number, { done: true });
  return did(words.taskDone(number, refOf(incident)));
}

export async function reopen(work: Work, incident: Incident): Promise<Told> {
  const ref = refOf(incident);
  const words = wordsFor(work, outcomeWords);
  if (incident.status !== 'closed' && incident.status !== 'withdrawn')
    return left(words.isAlready(ref, incident.status));
  const { incident: after } = await updateIncident(work, incident.number, { status: 'open' });
  return did(words.openAgain(ref, after.status));
}

export async function openItsRoom(work: Work, incident: Incident): Promise<Told> {
  const { isNew, name } = await openRoom(work, incident.number);
  const ref = refOf(incident);
  const words = wordsFor(work, outcomeWords);
  return isNew ? did(words.roomOpening(ref, name)) : left(words.hasRoom(ref, name));
}

export async function joinItsRoom(work: Work, incident: Incident): Promise<Told> {
  const { isNew, room } = await joinRoom(work, incident.number);
  const words = wordsFor(work, outcomeWords);
  return isNew ? did(words.letIn(room.name)) : left(words.isIn(room.name));
}

export async function createItsTicket(work: Work, incident: Incident): Promise<Told> {
  const { isNew, key } = await createTicket(work, incident.number);
  const ref = refOf(incident);
  const words = wordsFor(work, ticketWords).told;
  return isNew ? did(words.creating(ref)) : left(words.hasOne(ref, key));
}

export async function unlinkItsTicket(work: Work, incident: Incident): Promise<Told> {
  const { key } = await unlinkTicket(work, incident.number);
  return did(wordsFor(work, ticketWords).told.unlinked(refOf(incident), key));
}

export async function undo(work: Work, incident: Incident, entryId?: string): Promise<Told> {
  const { undone, incident: after } = await undoIncidentChange(work, incident.number, entryId);
  const words = wordsFor(work, outcomeWords);
  return did(
    after.status === 'withdrawn'
      ? words.withdrawn(refOf(incident))
      : words.undone(entryText(undone, readsIn(work.principal))),
  );
}

/** Who closed or withdrew it, and when: the second of two people who press the same button learns that. */
async function stillOver(work: Work, incident: Incident): Promise<string> {
  const kind = incident.status === 'closed' ? 'status' : 'undone';
  const entry = await lastEntryOf(work.tx, incident.id, kind);
  const { timeZone } = work.principal;
  const by = entry && { who: entry.actorName, at: timeText(entry.at, timeZone, readsIn(work.principal)) };
  return wordsFor(work, outcomeWords).over(refOf(incident), incident.status, by);
}
