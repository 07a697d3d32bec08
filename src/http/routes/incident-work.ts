import { z } from 'zod';
import { bookmarksOf } from '../../db/incident-bookmarks.ts';
import type { Bookmark } from '../../domain/incident.ts';
import type { IncidentTask, Participant } from '../../domain/incident-work.ts';
import { addBookmark } from '../../pipeline/incident-bookmarks.ts';
import { seePeople } from '../../pipeline/incident-people.ts';
import { seeIncident } from '../../pipeline/incident-record.ts';
import { addTask, changeTask, tasksOf } from '../../pipeline/incident-tasks.ts';
import { movePeople } from '../../pipeline/incident-work.ts';
import { defineRoute } from '../define-route.ts';
import { listOf, numberIn, refParams } from './shapes.ts';

const tag = 'incidents';
const OWN = 'Who may not read incidents sees those they opened themselves.';
const params = refParams('incident');
const instant = z.iso.datetime();
const who = z.string().max(320);

const participantSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  since: instant,
  added_by: z.string().nullable().describe('Null where they came by what they did themselves'),
});
const participantShape = ({ id, name, since, addedBy }: Participant): z.input<typeof participantSchema> => ({
  id,
  name,
  since: since.toISOString(),
  added_by: addedBy,
});

const taskSchema = z.object({
  number: z.int().describe('Counts within its incident'),
  title: z.string(),
  assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  due_at: instant.nullable(),
  created_by: z.string(),
  created_at: instant,
  done_at: instant.nullable(),
  done_by: z.string().nullable(),
});
const taskShape = (task: IncidentTask): z.input<typeof taskSchema> => ({
  number: task.number,
  title: task.title,
  assignee: task.assigneeId === null ? null : { id: task.assigneeId, name: task.assigneeName ?? 'unknown' },
  due_at: task.dueAt?.toISOString() ?? null,
  created_by: task.createdBy,
  created_at: task.createdAt.toISOString(),
  done_at: task.doneAt?.toISOString() ?? null,
  done_by: task.doneBy,
});

const bookmarkSchema = z.object({
  id: z.uuid().describe('Its line of the timeline'),
  title: z.string(),
  url: z.string(),
  by: z.string(),
  at: instant,
});
const bookmarkShape = ({ at, ...one }: Bookmark): z.input<typeof bookmarkSchema> => ({ ...one, at: at.toISOString() });

const assignee = who.nullable().optional().describe('`me`, a name or e-mail address; null for nobody');
const due = z
  .string()
  .max(80)
  .nullable()
  .optional()
  .describe('A moment, or as people say it in their zone: "tomorrow noon"; null for none');
const entries = z.array(z.uuid()).describe('The timeline lines this wrote; each can be undone');

export const incidentWorkRoutes = [
  defineRoute({
    method: 'get',
    path: '/incidents/:ref/people',
    tag,
    summary: 'Who takes part in an incident, those who came first first',
    description: `Whoever opened it, has a role or a task, or changed something takes part by that. ${OWN}`,
    permission: null,
    params,
    answer: listOf(participantSchema),
    async handle({ org, principal }, input) {
      const people = await org(async (tx) =>
        seePeople(tx, await seeIncident(tx, principal, numberIn('incident', input.params.ref))),
      );
      return { items: people.map(participantShape), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/people',
    tag,
    summary: 'Make members take part, or take them off',
    description:
      'Whoever is added is told so once, alone; “on call” is whoever is at that moment, and is told again where they take part already. Whoever is taken off gives back what role they had. Who takes part may take themselves off.',
    permission: null,
    params,
    body: z.strictObject({
      add: z.array(who).max(20).optional().describe('`me`, names or e-mail addresses'),
      remove: z.array(who).max(20).optional(),
    }),
    answer: z.object({
      added: z.array(z.string()),
      called: z.array(z.string()).describe('They took part already, and are told again'),
      unreached: z.array(z.string()).describe('They cannot be told: they have linked no chat account'),
      removed: z.array(z.string()),
    }),
    handle: ({ work }, { params: { ref }, body }) =>
      work((w) =>
        movePeople(w, numberIn('incident', ref), {
          ...(body.add === undefined ? {} : { add: body.add }),
          ...(body.remove === undefined ? {} : { remove: body.remove }),
        }),
      ),
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/:ref/bookmarks',
    tag,
    summary: 'Links that are kept with an incident',
    description: OWN,
    permission: null,
    params,
    answer: listOf(bookmarkSchema),
    async handle({ org, principal }, input) {
      const all = await org(async (tx) =>
        bookmarksOf(tx, (await seeIncident(tx, principal, numberIn('incident', input.params.ref))).id),
      );
      return { items: all.map(bookmarkShape), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/bookmarks',
    tag,
    summary: 'Keep a link with an incident',
    description:
      'An address that is there already is answered as it stands. Undoing its line of the timeline takes it off.',
    permission: 'incidents.write',
    params,
    body: z.strictObject({ url: z.string().max(1000), title: z.string().max(200).optional() }),
    status: 201,
    answer: bookmarkSchema,
    handle: ({ work }, { params: { ref }, body }) =>
      work(async (w) => bookmarkShape((await addBookmark(w, numberIn('incident', ref), body)).bookmark)),
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/:ref/tasks',
    tag,
    summary: 'What is to be done in an incident, in the order it was added',
    description: OWN,
    permission: null,
    params,
    answer: listOf(taskSchema),
    async handle({ org, principal }, input) {
      const tasks = await org(async (tx) =>
        tasksOf(tx, (await seeIncident(tx, principal, numberIn('incident', input.params.ref))).id),
      );
      return { items: tasks.map(taskShape), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:ref/tasks',
    tag,
    summary: 'Add a task to an incident',
    permission: 'incidents.write',
    params,
    body: z.strictObject({ title: z.string().max(2000), assignee, due }),
    status: 201,
    answer: taskSchema.extend({ entries }),
    async handle({ work }, { params: { ref }, body }) {
      const { task, entryId } = await work((w) =>
        addTask(w, numberIn('incident', ref), {
          title: body.title,
          ...(body.assignee === undefined ? {} : { assignee: body.assignee }),
          ...(body.due === undefined ? {} : { due: body.due }),
        }),
      );
      return { ...taskShape(task), entries: [entryId] };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/incidents/:ref/tasks/:number',
    tag,
    summary: 'Change a task, tick it off or open it again',
    description: 'Whoever has a task may tick it off; everything else is for those who work on incidents.',
    permission: null,
    params: params.extend({ number: z.coerce.number().int().min(1).max(10_000) }),
    body: z.strictObject({ title: z.string().max(2000).optional(), assignee, due, done: z.boolean().optional() }),
    answer: taskSchema.extend({ entries }),
    async handle({ work }, { params: { ref, number }, body }) {
      const { task, entryIds } = await work((w) =>
        changeTask(w, numberIn('incident', ref), number, {
          ...(body.title === undefined ? {} : { title: body.title }),
          ...(body.assignee === undefined ? {} : { assignee: body.assignee }),
          ...(body.due === undefined ? {} : { due: body.due }),
          ...(body.done === undefined ? {} : { done: body.done }),
        }),
      );
      return { ...taskShape(task), entries: entryIds };
    },
  }),
];
