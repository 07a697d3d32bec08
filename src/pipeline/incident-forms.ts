import { z } from 'zod';
import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { outcomeWords } from '../messages/catalogue/outcomes.ts';
import { peopleForm, taskForm } from '../messages/views/incident-work.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { lockVisibleIncident, seeIncident } from './incident-record.ts';
import { addTask } from './incident-tasks.ts';
import { movePeople } from './incident-work.ts';
import { updateIncident } from './incidents.ts';
import type { Work } from './work.ts';

type WorkForm = 'incident.add_task' | 'incident.save_people';

const name = z.string().max(320);
const names = z
  .string()
  .max(2000)
  .transform((text) =>
    text
      .split(/[,;\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  )
  .default([]);
const task = z.object({
  task: z.string().trim().min(1, 'must not be empty').max(2000),
  whom: name.default(''),
  due: z.string().max(200).default(''),
});
/** What is absent stays as it is; what is empty is nobody. */
const people = z.object({
  commander: name.optional(),
  scribe: name.optional(),
  liaison: name.optional(),
  add: names,
  remove: names,
});

/** The form about who works on an incident, or for a new task. Refuses whoever may not send it. */
export async function workFormOf(
  work: Pick<Work, 'tx' | 'principal'>,
  { id, number }: { id: 'incident.task' | 'incident.people'; number: number },
  language: Language,
): Promise<Card> {
  const incident = await seeIncident(work.tx, work.principal, number);
  authorise(work.principal, 'incidents.write');
  const ref = formatReference({ kind: 'incident', number });
  return id === 'incident.task' ? taskForm(ref, language) : peopleForm(incident, ref, language);
}

/** Throws `invalid_input` where what was typed cannot be sent. */
export const checkWork = (id: WorkForm, fields: Record<string, string>): unknown =>
  id === 'incident.add_task' ? checked(task, fields) : checked(people, fields);

/** Does what such a form says. */
export async function submitWork(
  work: Work,
  { id, number, fields }: { id: WorkForm; number: number; fields: Record<string, string> },
): Promise<{ text: string; ref: { kind: 'incident'; number: number }; done: boolean }> {
  const ref = { kind: 'incident' as const, number };
  const name = formatReference(ref);
  if (id === 'incident.add_task') {
    const { task: title, whom, due } = checked(task, fields);
    const added = await addTask(work, number, { title, assignee: whom, due });
    return { text: wordsFor(work, outcomeWords).taskAdded(added.task.number, name), ref, done: true };
  }
  const { add, remove, ...roles } = checked(people, fields);
  const before = await lockVisibleIncident(work, number);
  const patch = Object.fromEntries(
    Object.entries(roles).flatMap(([role, text]) => {
      // as it was shown: two of one name are then not asked about
      if (text === undefined || oneLine(text) === oneLine(holderOf(before, role) ?? '')) return [];
      return [[role === 'commander' ? 'assignee' : role, text.trim() === '' ? null : text]];
    }),
  );
  const changed = Object.keys(patch).length > 0 ? (await updateIncident(work, number, patch)).entryIds.length : 0;
  const { added, removed } = await movePeople(work, number, { add, remove });
  const done = changed + added.length + removed.length > 0;
  return { text: wordsFor(work, outcomeWords).saved(name, done), ref, done };
}

const holderOf = ({ assigneeName, scribe, liaison }: Incident, role: string): string | null =>
  role === 'commander' ? assigneeName : ((role === 'scribe' ? scribe : liaison)?.name ?? null);
