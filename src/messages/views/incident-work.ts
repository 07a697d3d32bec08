import type { Bookmark, Incident } from '../../domain/incident.ts';
import { type IncidentTask, openTasks, type Participant } from '../../domain/incident-work.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { bookmarkWords } from '../catalogue/bookmarks.ts';
import { incidentWords } from '../catalogue/incident.ts';
import { incidentWorkWords } from '../catalogue/incident-work.ts';
import { timeText } from '../time-text.ts';

const TASKS_SHOWN = 3;
const PEOPLE_SHOWN = 3;
const BOOKMARKS_SHOWN = 5;

/** Who works on an incident and what is to be done in it, as far as its card shows them. */
export interface IncidentWork {
  people?: readonly Participant[];
  tasks?: readonly IncidentTask[];
  bookmarks?: readonly Bookmark[];
}

type Fact = Extract<CardPart, { kind: 'facts' }>['facts'][number];

/** Who leads it, always; the other roles where somebody has them, and the others who take part. */
export function whoFacts(incident: Incident, people: readonly Participant[], language: Language): Fact[] {
  const words = incidentWorkWords[language];
  const { assigneeId, assigneeName, scribe, liaison } = incident;
  const name = (text: string): string => oneLine(text, 80);
  // whoever opened it stands there already
  const inRoles = new Set([assigneeId, scribe?.id, liaison?.id, incident.createdById]);
  const others = people.filter(({ id }) => !inRoles.has(id));
  const shown = others.slice(0, PEOPLE_SHOWN).map((one) => name(one.name));
  const rest = others.length - shown.length;
  return [
    { label: words.roles.commander, value: assigneeName ? name(assigneeName) : incidentWords[language].card.nobody },
    ...(scribe ? [{ label: words.roles.scribe, value: name(scribe.name) }] : []),
    ...(liaison ? [{ label: words.roles.liaison, value: name(liaison.name) }] : []),
    ...(shown.length > 0
      ? [{ label: words.people, value: shown.join(', ') + (rest > 0 ? incidentWords[language].card.more(rest) : '') }]
      : []),
  ];
}

/** The tasks that are open, those due first, each with a button that ticks it off; nothing where there are none. */
export function taskParts(
  tasks: readonly IncidentTask[],
  {
    ref,
    url,
    writes,
    timeZone,
    language,
  }: { ref: string; url: string; writes: boolean; timeZone: string; language: Language },
): CardPart[] {
  const words = incidentWorkWords[language];
  const open = openTasks(tasks);
  if (open.length === 0) return [];
  const shown = open.slice(0, TASKS_SHOWN);
  const done = tasks.filter((task) => task.doneAt !== null).length;
  const rest = open.length - shown.length;
  return [
    { kind: 'text', text: words.toDo(open.length, done) },
    {
      kind: 'list',
      items: shown.map((task) => ({ text: taskText(task, timeZone, language) })),
      ...(rest > 0 ? { more: { text: words.moreTasks(rest), url } } : {}),
    },
    ...(writes
      ? [
          {
            kind: 'actions' as const,
            actions: shown.map(({ number }) => ({
              id: 'incident.task_done',
              label: words.buttons.done(number),
              value: `${ref}#${number}`,
            })),
          },
        ]
      : []),
  ];
}

/** `2. Rotate the VPN keys (Dana Reyes, by Mon 23 Nov 2026, 12:00)` */
function taskText({ number, title, assigneeName, dueAt }: IncidentTask, timeZone: string, language: Language): string {
  const due = dueAt && timeText(dueAt, timeZone, language);
  return incidentWorkWords[language].task(number, oneLine(title, 200), assigneeName && oneLine(assigneeName, 80), due);
}

/** The links that are kept with it, the newest last; nothing where there are none. */
export function bookmarkParts(bookmarks: readonly Bookmark[], url: string, language: Language): CardPart[] {
  if (bookmarks.length === 0) return [];
  const words = bookmarkWords[language];
  const shown = bookmarks.slice(-BOOKMARKS_SHOWN);
  const rest = bookmarks.length - shown.length;
  return [
    { kind: 'text', text: words.title },
    {
      kind: 'list',
      items: shown.map((one) => ({ text: oneLine(one.title, 120), url: one.url })),
      ...(rest > 0 ? { more: { text: words.more(rest), url } } : {}),
    },
  ];
}

/** The buttons that open a form about either. */
export function workActions(ref: string, language: Language): CardAction[] {
  const { buttons } = incidentWorkWords[language];
  return [
    { id: 'incident.task', label: buttons.task, value: ref },
    { id: 'incident.people', label: buttons.people, value: ref },
  ];
}

/** A form that adds a task. */
export function taskForm(ref: string, language: Language): Card {
  const words = incidentWorkWords[language].taskForm;
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      { kind: 'field', name: 'task', label: words.task, input: 'text', required: true },
      { kind: 'field', name: 'whom', label: words.whom, input: 'text' },
      { kind: 'field', name: 'due', label: words.due, input: 'text' },
      { kind: 'actions', actions: [{ id: 'incident.add_task', label: words.save, value: ref, style: 'primary' }] },
    ],
  };
}

/** A form with the roles as they are, which adds people and takes others off. */
export function peopleForm(incident: Incident, ref: string, language: Language): Card {
  const { roles, peopleForm: words } = incidentWorkWords[language];
  const { assigneeName, scribe, liaison } = incident;
  const field = (name: string, label: string, value = ''): CardPart => ({
    kind: 'field',
    name,
    label,
    input: 'text',
    value: oneLine(value),
  });
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      field('commander', roles.commander, assigneeName ?? ''),
      field('scribe', roles.scribe, scribe?.name),
      field('liaison', roles.liaison, liaison?.name),
      field('add', words.add),
      field('remove', words.remove),
      { kind: 'actions', actions: [{ id: 'incident.save_people', label: words.save, value: ref, style: 'primary' }] },
    ],
  };
}
