import { z } from 'zod';
import type { Language } from '../domain/language.ts';
import { oneLine } from '../domain/text.ts';
import { bookmarkWords } from '../messages/catalogue/bookmarks.ts';
import { proposalTitles } from '../messages/catalogue/proposal-titles.ts';
import { addBookmark } from './incident-bookmarks.ts';
import { changePeople, type PeopleMoved, type WantedPeople } from './incident-people.ts';
import { lockVisibleIncident } from './incident-record.ts';
import { addTask, changeTask } from './incident-tasks.ts';
import { updateIncident } from './incidents.ts';
import { memberCalled } from './member-called.ts';
import type { Work } from './work.ts';

const name = z.string().max(320);
const numbers = z.array(z.int().min(1).max(10_000)).max(20);

/** What one may want of who works on an incident and of its tasks: the arguments of `update_incident`, and of its proposals. */
export const workInput = {
  scribe: name
    .nullable()
    .optional()
    .describe('Who writes down what happens: a name, an e-mail address, or me; null takes it from whoever has it'),
  liaison: name.nullable().optional().describe('Who speaks with everybody outside of it; likewise'),
  add_people: z.array(name).max(20).optional().describe('Who takes part from now on: names, e-mail addresses, or me'),
  remove_people: z.array(name).max(20).optional().describe('Who takes part no longer'),
  task: z.string().max(2000).optional().describe('A new task, in the words of the person asking'),
  task_for: name.optional().describe('Whose the new task is: a name, an e-mail address, or me'),
  task_due: z
    .string()
    .max(80)
    .optional()
    .describe('When the new task is due, as they said it: "tomorrow noon", "friday 17:00", "2 hours"'),
  tasks_done: numbers.optional().describe('Numbers of tasks that are done'),
  tasks_open: numbers.optional().describe('Numbers of tasks that are open again'),
  bookmark: z.string().max(1000).optional().describe('A link to keep with it, as the person asking gave it: https://…'),
  bookmark_title: z.string().max(200).optional().describe('What that link is called'),
};

export type WantedWork = z.output<z.ZodObject<Omit<typeof workInput, 'scribe' | 'liaison'>>>;

/** Makes these changes, each as it would be made by itself; answers what was changed, as `task: 3` or `added: Sam Okafor`. */
export async function changeWork(
  work: Work,
  number: number,
  wanted: WantedWork,
  { callsAll = false }: Pick<WantedPeople, 'callsAll'> = {},
): Promise<string[]> {
  const { add_people: add = [], remove_people: remove = [], task, task_for: whom, task_due: due } = wanted;
  const changed: string[] = [];
  const { added, called, unreached, removed } = await movePeople(work, number, { add, remove, callsAll });
  if (added.length > 0) changed.push(`added: ${added.join(', ')}`);
  if (called.length > 0) changed.push(`called: ${called.join(', ')}`);
  if (unreached.length > 0) changed.push(`unreached: ${unreached.join(', ')}`);
  if (removed.length > 0) changed.push(`removed: ${removed.join(', ')}`);
  if (task) {
    const { task: made } = await addTask(work, number, { title: task, assignee: whom ?? null, due: due ?? null });
    changed.push(`task: ${made.number}`);
  }
  for (const [numbers, done] of [
    [wanted.tasks_done ?? [], true],
    [wanted.tasks_open ?? [], false],
  ] as const) {
    const moved: number[] = [];
    for (const one of numbers) if ((await changeTask(work, number, one, { done })).entryIds.length > 0) moved.push(one);
    if (moved.length > 0) changed.push(`${done ? 'tasks_done' : 'tasks_open'}: ${moved.join(', ')}`);
  }
  if (wanted.bookmark) {
    const { url, title } = { url: wanted.bookmark, title: wanted.bookmark_title ?? null };
    const { bookmark, isNew } = await addBookmark(work, number, { url, title });
    changed.push(`${isNew ? 'bookmark' : 'bookmarked'}: ${bookmark.title}`);
  }
  return changed;
}

/** Makes members take part and takes others off, who give back what role they had. Answers whose names that changed anything for. */
export async function movePeople(
  work: Work,
  number: number,
  { add = [], remove = [], callsAll = false }: WantedPeople,
): Promise<PeopleMoved> {
  if (add.length + remove.length === 0) return { added: [], called: [], unreached: [], removed: [] };
  const going: string[] = [];
  for (const text of remove) going.push((await memberCalled(work.tx, work.principal, text)).id);
  const { assigneeId, scribe, liaison } = await lockVisibleIncident(work, number);
  const isGoing = (id: string | null | undefined): boolean => id != null && going.includes(id);
  const roles = {
    ...(isGoing(assigneeId) && { assignee: null }),
    ...(isGoing(scribe?.id) && { scribe: null }),
    ...(isGoing(liaison?.id) && { liaison: null }),
  };
  if (Object.keys(roles).length > 0) await updateIncident(work, number, roles);
  return changePeople(work, number, { add, remove, callsAll });
}

/** Whether any of that is wanted. */
export const wantsWork = (wanted: WantedWork): boolean =>
  Boolean(wanted.task) ||
  Boolean(wanted.bookmark) ||
  [wanted.add_people, wanted.remove_people, wanted.tasks_done, wanted.tasks_open].some(
    (list) => (list?.length ?? 0) > 0,
  );

/** The same in a plain line each, for whoever decides about it. */
export function describeWork(
  wanted: WantedWork & { scribe?: string | null; liaison?: string | null },
  language: Language,
): string[] {
  const words = proposalTitles[language];
  const names = (list: readonly string[] = []): string => list.map((one) => oneLine(one, 80)).join(', ');
  const { task, task_for: whom, task_due: due } = wanted;
  const roles = (['scribe', 'liaison'] as const).flatMap((role) => {
    const who = wanted[role];
    if (who === undefined) return [];
    return [words.role(role, who === null ? null : oneLine(who, 80))];
  });
  return [
    ...roles,
    ...(wanted.add_people?.length ? [words.addPeople(names(wanted.add_people))] : []),
    ...(wanted.remove_people?.length ? [words.removePeople(names(wanted.remove_people))] : []),
    ...(task ? [words.task(oneLine(task, 80), whom ? oneLine(whom, 80) : null, due ? oneLine(due, 80) : null)] : []),
    ...(wanted.bookmark
      ? [bookmarkWords[language].line(oneLine([wanted.bookmark_title, wanted.bookmark].filter(Boolean).join(' '), 200))]
      : []),
    ...(wanted.tasks_done?.length ? [words.done(wanted.tasks_done.join(', '))] : []),
    ...(wanted.tasks_open?.length ? [words.undone(wanted.tasks_open.join(', '))] : []),
  ];
}
