import {
  alertNumbersOf,
  findEntry,
  findIncident,
  lastChange,
  lockAlerts,
  markUndone,
  saveIncident,
} from '../db/incidents.ts';
import { isUuid } from '../domain/id.ts';
import type { Incident, IncidentEntry } from '../domain/incident.ts';
import { readsIn } from '../domain/principal.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { entryText } from '../messages/catalogue/stored-words.ts';
import { authorise } from './authorise.ts';
import { alertRefs, moveAlerts, numbersOf } from './incident-alerts.ts';
import { FIELDS, isField } from './incident-fields.ts';
import { undoPeople } from './incident-people.ts';
import { lockVisibleIncident, note, refOf, requireWriterOrOpener, tell } from './incident-record.ts';
import { undoTask } from './incident-tasks.ts';
import { relinkTicket, TICKET_FIELD } from './tickets/tickets.ts';
import type { Work } from './work.ts';

const LONGEST_LINE = 10_000;

/**
 * Takes back one change, or the newest that stands, when nobody has changed the same thing since (else `conflict`).
 * Taking back the opening withdraws the incident and frees its alerts. An undo is not itself undone: make the change again.
 */
export async function undoIncidentChange(
  work: Work,
  number: number,
  entryId?: string,
): Promise<{ incident: Incident; undone: IncidentEntry }> {
  const { tx, principal, now } = work;
  const incident = await lockVisibleIncident(work, number);
  if (entryId !== undefined && !isUuid(entryId))
    throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuchChange(refOf(incident)));
  const entry = entryId ? await findEntry(tx, incident.id, entryId) : await lastChange(tx, incident.id);
  if (!entry && entryId)
    throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuchChange(refOf(incident)));
  if (!entry?.change)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).nothingToUndo(refOf(incident)));
  if (entry.change.field === 'opened') requireWriterOrOpener(principal, incident);
  else authorise(principal, 'incidents.write');
  if (entry.undone)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).undoneAlready(saidIn(work, entry)));

  const after = { ...(await undone(work, incident, entry, entry.change)), updatedAt: now };
  await saveIncident(tx, after);
  await markUndone(tx, entry.id);
  const { field } = entry.change;
  // of a message that was pinned the words are taken out again
  const what =
    field === 'report'
      ? `the ${String(entry.change.after)} report`
      : field === 'quote'
        ? entry.text.split(': “')[0]!
        : entry.text;
  await note(work, incident.id, { kind: 'undone', text: `Undone: ${what}`.slice(0, LONGEST_LINE), change: null });
  await tell(work, incident, 'incident.undo', { change: entry.text, by: entry.actorName, entry: entry.id });
  return { incident: (await findIncident(tx, number))!, undone: { ...entry, undone: true } };
}

/** The incident as it was before the change; alerts are moved back on the way. */
async function undone(
  work: Work,
  incident: Incident,
  entry: IncidentEntry,
  change: NonNullable<IncidentEntry['change']>,
): Promise<Incident> {
  const { tx } = work;
  const refuse = (why: string) =>
    new SafeNestError(
      'conflict',
      wordsFor(work, objectionWords).changedSince(saidIn(work, entry), refOf(incident), why),
    );
  const { field } = change;
  if (isField(field)) {
    const { read, write, now: current } = FIELDS[field];
    if (!sameValue(read(incident), change.after)) throw refuse(current(incident));
    return write(incident, change.before);
  }
  // a report, a quote or a bookmark taken back changed nothing else
  if (field === 'report' || field === 'quote' || field === 'bookmark') return incident;
  if (field === 'opened') {
    if (incident.status !== 'open') throw refuse(FIELDS.status.now(incident));
    const alerts = await lockAlerts(tx, await alertNumbersOf(tx, incident.id));
    await moveAlerts(work, alerts, null);
    return { ...incident, status: 'withdrawn' };
  }
  if (field === 'people') {
    await undoPeople(work, incident, change, refuse);
    return incident;
  }
  if (field === 'task') {
    await undoTask(work, incident, change, refuse);
    return incident;
  }
  if (field === TICKET_FIELD) {
    await relinkTicket(work, incident, change.before, refuse);
    return incident;
  }
  if (field !== 'alerts') throw new Error(`an entry changed ${field}, which nothing can undo`);
  const [before, after] = [change.before as number[], change.after as number[]];
  const linked = before.length === 0;
  const alerts = await lockAlerts(tx, linked ? after : before);
  const moved = alerts.filter((alert) => alert.incidentNumber !== (linked ? incident.number : null));
  if (moved.length > 0) throw refuse(`${alertRefs(numbersOf(moved))} moved on`);
  await moveAlerts(work, alerts, linked ? null : incident.id);
  return incident;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a) as (keyof typeof a)[];
  return names.length === Object.keys(b).length && names.every((name) => sameValue(a[name], (b as typeof a)[name]));
}

/** A line of the timeline in the language of whoever acts. */
const saidIn = (work: Work, entry: IncidentEntry): string => entryText(entry, readsIn(work.principal));
