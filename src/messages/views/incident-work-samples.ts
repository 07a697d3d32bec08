import type { Incident } from '../../domain/incident.ts';
import type { IncidentTask, Participant } from '../../domain/incident-work.ts';
import type { Language } from '../../domain/language.ts';
import type { Card } from '../card.ts';
import type { CardView } from './card-view.ts';
import { incidentCard, incidentMoreCard } from './incident-card.ts';
import { peopleForm, taskForm } from './incident-work.ts';

const at = new Date('2026-11-20T14:00:00Z');
const person = (name: string): Participant => ({ id: name, name, since: at, addedBy: null });

const sampleTask = (number: number, title: string, part: Partial<IncidentTask> = {}): IncidentTask => ({
  number,
  title,
  assigneeId: null,
  assigneeName: null,
  dueAt: null,
  createdBy: 'Ada Novak',
  createdAt: at,
  doneAt: null,
  doneBy: null,
  removed: false,
  ...part,
});

/** An incident that many work on, with the forms about that. */
export function workViews(incident: Incident, view: CardView, language: Language): Record<string, Card> {
  const busy = {
    ...incident,
    assigneeId: 'Dana Reyes',
    assigneeName: 'Dana Reyes',
    scribe: { id: 'Sam Okafor', name: 'Sam Okafor' },
    liaison: { id: 'Lea Berg', name: 'Lea Berg' },
  };
  const people = ['Ada Novak', 'Dana Reyes', 'Sam Okafor', 'Lea Berg', 'Jonas Weber', 'Maria Lopez', 'Ilse @everyone'];
  const tasks = [
    sampleTask(1, 'Tell the provider', { doneAt: at, doneBy: 'Lea Berg' }),
    sampleTask(2, 'Rotate the VPN keys', {
      assigneeId: 'Dana Reyes',
      assigneeName: 'Dana Reyes',
      dueAt: new Date('2026-11-21T17:00:00Z'),
    }),
    sampleTask(3, 'Look through the logs of the *bastion* host', {
      assigneeId: 'Sam Okafor',
      assigneeName: 'Sam Okafor',
    }),
    sampleTask(4, 'Write to everybody <!channel>'),
    sampleTask(5, 'x'.repeat(300)),
  ];
  return {
    incidentAtWork: incidentCard(busy, { ...view, people: people.map(person), tasks }),
    incidentMore: incidentMoreCard(busy, { ...view, forms: true }),
    taskForm: taskForm('INC-17', language),
    peopleForm: peopleForm(busy, 'INC-17', language),
  };
}
