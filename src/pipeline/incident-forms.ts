import { z } from 'zod';
import { newId } from '../domain/id.ts';
import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { outcomeWords } from '../messages/catalogue/outcomes.ts';
import { commentForm, type IncidentDraft, incidentForm } from '../messages/views/form-card.ts';
import { peopleForm, taskForm } from '../messages/views/incident-work.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { type FormKind, numberIn } from './form-kind.ts';
import { lockVisibleIncident } from './incident-record.ts';
import { addTask } from './incident-tasks.ts';
import { movePeople } from './incident-work.ts';
import { commentOnIncident, openIncident, requireWriterOrOpener, seeIncident, updateIncident } from './incidents.ts';
import type { Work } from './work.ts';

type WorkForm = 'incident.add_task' | 'incident.save_people';
type WorkButton = 'incident.task' | 'incident.people';

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

const newIncident = z.object({
  title: z.string().trim().min(1, 'must not be empty').max(2000),
  severity: z.enum(SEVERITIES),
  details: z.string().max(20_000).default(''),
});
const comment = z.object({
  comment: z.string().trim().min(1, 'must not be empty').max(20_000),
  afterwards: z.enum(['leave', 'close']).default('leave'),
});

/** An empty form for a new incident, filled with what was said so far. Refuses whoever may not open one. */
export function newIncidentForm(
  { principal, now }: Pick<Work, 'principal' | 'now'>,
  draft: IncidentDraft,
  language: Language,
): Card {
  authorise(principal, 'incidents.create');
  return incidentForm(newId(now.getTime()), draft, language);
}

/** Opens an incident. Its button's value is a title to begin with; the form's is the new incident's id, so that sending twice opens one. */
export const openingForm = {
  button: 'incident.new',
  open: (work, title, language) => newIncidentForm(work, { title }, language),
  reopen: (_work, value, language) => incidentForm(checked(z.uuid(), value, 'form'), {}, language),
  check: (_work, fields) => checked(newIncident, fields),
  async submit(work, fields, value) {
    const { title, severity, details } = checked(newIncident, fields);
    const incident = await openIncident(work, {
      id: checked(z.uuid(), value, 'form'),
      title: title.length > 200 ? `${title.slice(0, 199).toWellFormed()}…` : title,
      severity,
      summary: details.slice(0, 10_000).toWellFormed(),
    });
    const ref = { kind: 'incident' as const, number: incident.number };
    return { text: wordsFor(work, outcomeWords).opened(formatReference(ref), null), ref, done: true };
  },
} satisfies FormKind;

/** Adds a comment, and closes the incident with it where that was chosen. */
export const commentingForm = {
  button: 'incident.comment',
  async open(work, value, language) {
    const incident = await seeIncident(work.tx, work.principal, numberIn(work, value, 'incident'));
    requireWriterOrOpener(work.principal, incident);
    const over = incident.status === 'closed' || incident.status === 'withdrawn';
    const mayClose = !over && can(work.principal.role, 'incidents.write');
    return commentForm(formatReference({ kind: 'incident', number: incident.number }), language, mayClose);
  },
  check: (_work, fields) => checked(comment, fields),
  async submit(work, fields, value) {
    const number = numberIn(work, value, 'incident');
    const { comment: words, afterwards } = checked(comment, fields);
    const outcomes = wordsFor(work, outcomeWords);
    const ref = { kind: 'incident' as const, number };
    const name = formatReference(ref);
    if (afterwards === 'close') {
      const { status } = await seeIncident(work.tx, work.principal, number);
      if (status === 'closed' || status === 'withdrawn')
        return { text: outcomes.isAlready(name, status), ref, done: false };
      await updateIncident(work, number, { status: 'closed', resolution: words.slice(0, 2000).toWellFormed() });
      return { text: outcomes.closed(name), ref, done: true };
    }
    await commentOnIncident(work, number, words.slice(0, 10_000).toWellFormed());
    return { text: outcomes.commented(name), ref, done: true };
  },
} satisfies FormKind;

/** Adds a task. */
export const taskingForm = workForm('incident.task', 'incident.add_task');
/** Who works on it. */
export const staffingForm = workForm('incident.people', 'incident.save_people');

function workForm<Button extends WorkButton>(button: Button, id: WorkForm): FormKind<Button> {
  return {
    button,
    open: (work, value, language) =>
      workFormOf(work, { id: button, number: numberIn(work, value, 'incident') }, language),
    check: (_work, fields) => checkWork(id, fields),
    submit: (work, fields, value) => submitWork(work, { id, number: numberIn(work, value, 'incident'), fields }),
  };
}

/** The form about who works on an incident, or for a new task. Refuses whoever may not send it. */
async function workFormOf(
  work: Pick<Work, 'tx' | 'principal'>,
  { id, number }: { id: WorkButton; number: number },
  language: Language,
): Promise<Card> {
  const incident = await seeIncident(work.tx, work.principal, number);
  authorise(work.principal, 'incidents.write');
  const ref = formatReference({ kind: 'incident', number });
  return id === 'incident.task' ? taskForm(ref, language) : peopleForm(incident, ref, language);
}

/** Throws `invalid_input` where what was typed cannot be sent. */
const checkWork = (id: WorkForm, fields: Record<string, string>): unknown =>
  id === 'incident.add_task' ? checked(task, fields) : checked(people, fields);

/** Does what such a form says. */
async function submitWork(
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
  const { added, called, removed } = await movePeople(work, number, { add, remove });
  const done = changed + added.length + called.length + removed.length > 0;
  return { text: wordsFor(work, outcomeWords).saved(name, done), ref, done };
}

const holderOf = ({ assigneeName, scribe, liaison }: Incident, role: string): string | null =>
  role === 'commander' ? assigneeName : ((role === 'scribe' ? scribe : liaison)?.name ?? null);
