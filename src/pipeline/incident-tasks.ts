import { findTask, insertTask, saveTask, tasksOf } from '../db/incident-tasks.ts';
import { parseDue } from '../domain/due.ts';
import type { Incident, IncidentEntry } from '../domain/incident.ts';
import { type IncidentTask, LONGEST_TASK, MOST_TASKS, type Named } from '../domain/incident-work.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { authorise } from './authorise.ts';
import { joinAs, resolveAssignee } from './incident-people.ts';
import { lockVisibleIncident, memberOf, record, refOf } from './incident-record.ts';
import type { Work } from './work.ts';

export { tasksOf } from '../db/incident-tasks.ts';

/** When it is due: a moment, or as people say it, in their zone. */
export type Due = Date | string;

export interface NewTask {
  title: string;
  /** `me`, an e-mail address or a name of a member. */
  assignee?: string | null;
  due?: Due | null;
}

export interface TaskPatch {
  title?: string;
  assignee?: string | null;
  due?: Due | null;
  done?: boolean;
}

/** Adds a task. For whoever works on incidents. */
export async function addTask(
  work: Work,
  number: number,
  wanted: NewTask,
): Promise<{ task: IncidentTask; entryId: string }> {
  const { tx, principal, now } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const title = titleOf(wanted.title);
  const due = dueOf(wanted.due ?? null, work);
  const whom = await whomOf(work, wanted.assignee ?? null);
  if ((await tasksOf(tx, incident.id)).length >= MOST_TASKS)
    throw new SafeNestError('too_large', `${refOf(incident)} has ${MOST_TASKS} tasks; no more fit.`);
  const given = { title, assigneeId: whom?.id ?? null, dueAt: due, createdBy: principal.name, createdAt: now };
  const task = (await findTask(tx, incident.id, await insertTask(tx, incident.id, given)))!;
  if (whom) await joinAs(work, incident, whom.id);
  return { task, entryId: await write(work, incident, `Task ${task.number}: ${title}`, null, task) };
}

/**
 * Changes a task; what is so already makes no line. Who has a task may say that it is done, everything else is for those who work on
 * incidents.
 */
export async function changeTask(
  work: Work,
  number: number,
  taskNumber: number,
  patch: TaskPatch,
): Promise<{ task: IncidentTask; entryIds: string[]; incident: Incident }> {
  const { tx, principal, now } = work;
  const incident = await lockVisibleIncident(work, number);
  const before = await requireTask(work, incident, taskNumber);
  const isOnlyDone = patch.title === undefined && patch.assignee === undefined && patch.due === undefined;
  if (!(isOnlyDone && before.assigneeId !== null && before.assigneeId === memberOf(principal)))
    authorise(principal, 'incidents.write');
  let after = before;
  const entryIds: string[] = [];
  const set = async (next: IncidentTask, text: string): Promise<void> => {
    await saveTask(tx, incident.id, next);
    entryIds.push(await write(work, incident, text, after, next));
    after = next;
  };
  const title = patch.title === undefined ? before.title : titleOf(patch.title);
  if (title !== before.title) await set({ ...after, title }, `Task ${taskNumber}: ${title}`);
  if (patch.assignee !== undefined) {
    const whom = await whomOf(work, patch.assignee);
    if ((whom?.id ?? null) !== after.assigneeId) {
      const next = { ...after, assigneeId: whom?.id ?? null, assigneeName: whom?.name ?? null };
      await set(next, `Task ${taskNumber} is for ${whom?.name ?? 'nobody'}: ${title}`);
      if (whom) await joinAs(work, incident, whom.id);
    }
  }
  if (patch.due !== undefined) {
    const dueAt = dueOf(patch.due, work);
    if (dueAt?.getTime() !== after.dueAt?.getTime())
      await set(
        { ...after, dueAt },
        dueAt ? `Task ${taskNumber} has a new time: ${title}` : `Task ${taskNumber} has no time: ${title}`,
      );
  }
  if (patch.done === true && after.doneAt === null)
    await set({ ...after, doneAt: now, doneBy: principal.name }, `Task ${taskNumber} done: ${title}`);
  if (patch.done === false && after.doneAt !== null)
    await set({ ...after, doneAt: null, doneBy: null }, `Task ${taskNumber} open again: ${title}`);
  return { task: after, entryIds, incident };
}

/** Takes back one change of a task. */
export async function undoTask(
  work: Work,
  incident: Incident,
  { before, after }: Change,
  refuse: Refuse,
): Promise<void> {
  const was = before as TaskState | null;
  const became = after as TaskState;
  const now = await findTask(work.tx, incident.id, became.number);
  const state = now && stateOf(now);
  if (!state || JSON.stringify(state) !== JSON.stringify(pick(became)))
    throw refuse(`task ${became.number} was changed since`);
  const back = was ?? { ...became, removed: true };
  await saveTask(work.tx, incident.id, {
    ...back,
    dueAt: back.dueAt === null ? null : new Date(back.dueAt),
    doneAt: back.doneAt === null ? null : new Date(back.doneAt),
  });
}

type Change = NonNullable<IncidentEntry['change']>;
type Refuse = (why: string) => SafeNestError;

/** A task as the timeline keeps it for undo; times as ISO 8601. */
interface TaskState {
  number: number;
  title: string;
  assigneeId: string | null;
  dueAt: string | null;
  doneAt: string | null;
  doneBy: string | null;
  removed: boolean;
}

const stateOf = ({ dueAt, doneAt, ...task }: IncidentTask): TaskState =>
  pick({ ...task, dueAt: dueAt?.toISOString() ?? null, doneAt: doneAt?.toISOString() ?? null });
// in one order, since JSON of the database has another
const pick = ({ number, title, assigneeId, dueAt, doneAt, doneBy, removed }: TaskState): TaskState => ({
  ...{ number, title, assigneeId, dueAt, doneAt, doneBy, removed },
});

const write = (work: Work, incident: Incident, text: string, before: IncidentTask | null, after: IncidentTask) =>
  record(
    work,
    incident,
    { kind: 'task', text, change: { field: 'task', before: before && stateOf(before), after: stateOf(after) } },
    { action: 'incident.task', detail: { change: text } },
  );

async function requireTask(work: Work, incident: Incident, number: number): Promise<IncidentTask> {
  const task = await findTask(work.tx, incident.id, number);
  if (task && !task.removed) return task;
  authorise(work.principal, 'incidents.write');
  throw new SafeNestError('not_found', wordsFor(work, objectionWords).noTask(refOf(incident), number));
}

const whomOf = async ({ tx, principal, now }: Work, text: string | null): Promise<Named | null> =>
  text === null || text.trim() === '' ? null : resolveAssignee(tx, principal, text, now);

function titleOf(text: string): string {
  const title = oneLine(text, LONGEST_TASK);
  if (title === '') throw new SafeNestError('invalid_input', 'A task needs words.');
  return title;
}

function dueOf(due: Due | null, { now, principal }: Work): Date | null {
  if (due === null || due instanceof Date) return due;
  if (due.trim() === '') return null;
  const at = parseDue(due, { now, timeZone: principal.timeZone });
  if (at) return at;
  throw new SafeNestError('invalid_input', wordsFor({ principal }, objectionWords).noTime(oneLine(due, 60)));
}
