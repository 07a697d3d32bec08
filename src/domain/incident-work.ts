/** Who leads an incident is its assignee; the other two stand beside them. */
const INCIDENT_ROLES = ['commander', 'scribe', 'liaison'] as const;
export type IncidentRole = (typeof INCIDENT_ROLES)[number];

/** A member by name, as an incident shows them. */
export interface Named {
  id: string;
  name: string;
}

/** Somebody who has to do with an incident. */
export interface Participant extends Named {
  since: Date;
  /** Whoever made them one; null where they came by what they did themselves. */
  addedBy: string | null;
}

/** Something to be done in an incident; `number` counts within it. */
export interface IncidentTask {
  number: number;
  title: string;
  assigneeId: string | null;
  assigneeName: string | null;
  dueAt: Date | null;
  createdBy: string;
  createdAt: Date;
  doneAt: Date | null;
  doneBy: string | null;
  /** Its adding was taken back. */
  removed: boolean;
}

/** Letters a task may have, and tasks an incident. */
export const LONGEST_TASK = 300;
export const MOST_TASKS = 200;
/** People one incident may have beside its roles. */
export const MOST_PARTICIPANTS = 200;

/** Open tasks, what is due first before what is due later, and that before what is never; then as they were added. */
export const openTasks = (tasks: readonly IncidentTask[]): IncidentTask[] =>
  tasks
    .filter((task) => task.doneAt === null && !task.removed)
    .toSorted(
      (a, b) =>
        (a.dueAt?.getTime() ?? Number.MAX_VALUE) - (b.dueAt?.getTime() ?? Number.MAX_VALUE) || a.number - b.number,
    );
