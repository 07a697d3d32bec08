import type { Incident } from '../domain/incident.ts';
import { type IncidentTask, openTasks, type Participant } from '../domain/incident-work.ts';
import { oneLine } from '../domain/text.ts';
import { timeText } from '../messages/time-text.ts';
import type { Reader } from './tool-data.ts';

const PEOPLE_TOLD = 20;
const TASKS_TOLD = 10;

/** Who works on an incident and what is to be done in it, as models read it. What members are called is their own doing: names are quoted. */
export interface IncidentWorkData {
  quoted_commander: string | null;
  quoted_scribe: string | null;
  quoted_liaison: string | null;
  quoted_people: string[];
  people_count: number;
  tasks_open: number;
  tasks_done: number;
  /** Open ones, those due first. */
  tasks: { number: number; quoted_title: string; quoted_for: string | null; due: string | null }[];
}

export function incidentWorkData(
  incident: Incident,
  { people, tasks }: { people: readonly Participant[]; tasks: readonly IncidentTask[] },
  { timeZone, language = 'en' }: Reader,
): IncidentWorkData {
  const open = openTasks(tasks);
  const name = (text: string | null | undefined): string | null => (text ? oneLine(text, 80) : null);
  return {
    quoted_commander: name(incident.assigneeName),
    quoted_scribe: name(incident.scribe?.name),
    quoted_liaison: name(incident.liaison?.name),
    quoted_people: people.slice(0, PEOPLE_TOLD).map((one) => oneLine(one.name, 80)),
    people_count: people.length,
    tasks_open: open.length,
    tasks_done: tasks.filter((task) => task.doneAt !== null).length,
    tasks: open.slice(0, TASKS_TOLD).map((task) => ({
      number: task.number,
      quoted_title: oneLine(task.title, 200),
      quoted_for: name(task.assigneeName),
      due: task.dueAt && timeText(task.dueAt, timeZone, language),
    })),
  };
}
