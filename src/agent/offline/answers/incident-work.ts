import { bookmarkWords } from '../../../messages/catalogue/bookmarks.ts';
import { incidentWorkWords } from '../../../messages/catalogue/incident-work.ts';
import type { IncidentWorkData } from '../../../tools/incident-work-data.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';
import { short } from './phrases.ts';

type Working = IncidentWorkData & { ref: string };
const ROLES = ['commander', 'scribe', 'liaison'] as const;

/** Who works on an incident or what is to be done in it, where that was asked for; null where something else was. */
export function askedWork(incident: Working, asked: AskedOfIt | undefined, context: PlanContext): string[] | null {
  const words = incidentWorkWords[context.language];
  const { ref } = incident;
  const role = ROLES.find((one) => one === asked);
  if (role) {
    const who = incident[`quoted_${role}`];
    return [words.holds(ref, role, who), who || context.isProgram ? '' : words.nextRole(ref, role)];
  }
  if (asked === 'people') {
    const held = ROLES.flatMap((one) =>
      incident[`quoted_${one}`] ? [words.holds(ref, one, incident[`quoted_${one}`])] : [],
    );
    if (incident.quoted_people.length === 0) return held.length > 0 ? held : [words.noPeople(ref)];
    const more = incident.people_count - incident.quoted_people.length;
    return [words.peopleAre(ref, incident.quoted_people.join(', ') + (more > 0 ? ` +${more}` : '')), ...held];
  }
  if (asked !== 'tasks') return null;
  const { tasks, tasks_open: open, tasks_done: done } = incident;
  if (open === 0) return [words.nothingToDo(ref, done), words.nextTask(ref)];
  return [
    words.open(ref, open, done),
    ...tasks
      .slice(0, 6)
      .map((task) => `• ${words.task(task.number, short(task.quoted_title), task.quoted_for, task.due)}`),
    words.nextDone(tasks[0]!.number),
  ];
}

/** One thing that was changed of it, in words; null where it is something else. */
export function workChange(change: string, incident: Working, context: PlanContext): string | null {
  const words = incidentWorkWords[context.language].changes;
  if (change === 'scribe' || change === 'liaison') return words[change](incident[`quoted_${change}`]);
  const [, kind, rest] =
    /^(added|called|unreached|removed|task|tasks_done|tasks_open|bookmark|bookmarked): (.+)$/s.exec(change) ?? [];
  switch (kind) {
    case 'added':
      return words.added(rest!);
    case 'called':
    case 'unreached':
      return words[kind](rest!);
    case 'bookmark':
      return bookmarkWords[context.language].added(rest!);
    case 'bookmarked':
      return bookmarkWords[context.language].already(rest!);
    case 'removed':
      return words.removed(rest!);
    case 'tasks_done':
      return words.taskDone(rest!);
    case 'tasks_open':
      return words.taskOpen(rest!);
    case 'task': {
      const task = incident.tasks.find(({ number }) => number === Number(rest));
      return task
        ? words.taskAdded(task.number, short(task.quoted_title), task.quoted_for, task.due)
        : words.taskChanged(Number(rest));
    }
    default:
      return null;
  }
}
