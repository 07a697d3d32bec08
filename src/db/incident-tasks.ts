import { newId } from '../domain/id.ts';
import type { IncidentTask } from '../domain/incident-work.ts';
import type { OrgDb } from './scope.ts';

const tasks = (tx: OrgDb, incidentId: string) =>
  tx
    .selectFrom('incident_task')
    .leftJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'incident_task.org_id').onRef('member.id', '=', 'incident_task.assignee_id'),
    )
    .selectAll('incident_task')
    .select('member.name as assignee_name')
    .where('incident_task.org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId);

type Row = Awaited<ReturnType<ReturnType<typeof tasks>['executeTakeFirstOrThrow']>>;

const taskOf = (row: Row): IncidentTask => ({
  number: row.number,
  title: row.title,
  assigneeId: row.assignee_id,
  assigneeName: row.assignee_name,
  dueAt: row.due_at,
  createdBy: row.created_by,
  createdAt: row.created_at,
  doneAt: row.done_at,
  doneBy: row.done_by,
  removed: row.removed,
});

/** An incident's tasks, done ones too, in the order they were added. */
export async function tasksOf(tx: OrgDb, incidentId: string): Promise<IncidentTask[]> {
  const rows = await tasks(tx, incidentId).where('removed', '=', false).orderBy('incident_task.number').execute();
  return rows.map(taskOf);
}

/** Task `number` of an incident, also where it was removed; null where there never was one. */
export async function findTask(tx: OrgDb, incidentId: string, number: number): Promise<IncidentTask | null> {
  const row = await tasks(tx, incidentId).where('incident_task.number', '=', number).executeTakeFirst();
  return row ? taskOf(row) : null;
}

/** Adds a task under the incident's next number, which it answers. The incident must be locked. */
export async function insertTask(
  tx: OrgDb,
  incidentId: string,
  task: Pick<IncidentTask, 'title' | 'assigneeId' | 'dueAt' | 'createdBy' | 'createdAt'>,
): Promise<number> {
  const { most } = await tx
    .selectFrom('incident_task')
    .select((eb) => eb.fn.max('number').as('most'))
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .executeTakeFirstOrThrow();
  const number = (most ?? 0) + 1;
  await tx
    .insertInto('incident_task')
    .values({
      id: newId(task.createdAt.getTime()),
      org_id: tx.orgId,
      incident_id: incidentId,
      number,
      title: task.title,
      assignee_id: task.assigneeId,
      due_at: task.dueAt,
      created_at: task.createdAt,
      created_by: task.createdBy,
      done_at: null,
      done_by: null,
    })
    .execute();
  return number;
}

/** Writes the parts of a task that people change. */
export async function saveTask(
  tx: OrgDb,
  incidentId: string,
  task: Pick<IncidentTask, 'number' | 'title' | 'assigneeId' | 'dueAt' | 'doneAt' | 'doneBy' | 'removed'>,
): Promise<void> {
  await tx
    .updateTable('incident_task')
    .set({
      title: task.title,
      assignee_id: task.assigneeId,
      due_at: task.dueAt,
      done_at: task.doneAt,
      done_by: task.doneBy,
      removed: task.removed,
    })
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('number', '=', task.number)
    .execute();
}
