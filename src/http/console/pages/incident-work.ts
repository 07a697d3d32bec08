import type { Bookmark, Incident } from '../../../domain/incident.ts';
import { type IncidentTask, openTasks, type Participant } from '../../../domain/incident-work.ts';
import { flag, type Html, html, safeUrl } from '../html.ts';
import { ago, type Clock, exact } from '../time.ts';

interface Working {
  incident: Incident;
  path: string;
  clock: Clock;
  writes: boolean;
}

/** Tasks of an incident: what is open, what is done, and a form for another. */
export function tasksPanel(
  tasks: readonly IncidentTask[],
  { incident, path, clock, writes, me }: Working & { me: string | null },
): Html {
  const open = openTasks(tasks);
  const done = tasks.filter((task) => task.doneAt !== null);
  const over = incident.status === 'closed' || incident.status === 'withdrawn';
  if (tasks.length === 0 && (!writes || over)) return html``;
  const item = (task: IncidentTask): Html => {
    const may = writes || (task.assigneeId !== null && task.assigneeId === me);
    const late = task.doneAt === null && task.dueAt !== null && task.dueAt < clock.now;
    return html`<li class="${task.doneAt !== null && 'undone'}"><div class="entry-head"><strong>${task.number}. ${task.title}</strong>${may && html`<form method="post" action="${path}/tasks/${task.number}"><input type="hidden" name="done" value="${task.doneAt === null ? 'yes' : 'no'}"><button class="plain" aria-label="${task.doneAt === null ? 'Task' : 'Reopen task'} ${task.number}${task.doneAt === null ? ' is done' : ''}">${task.doneAt === null ? 'Done' : 'Reopen'}</button></form>`}</div><p class="quiet">${task.doneAt === null ? html`${task.assigneeName ?? 'For nobody yet'}${task.dueAt && html`, due ${exact(task.dueAt, clock)}${late && html` <span class="tag">late</span>`}`}` : html`done ${ago(task.doneAt, clock)} by ${task.doneBy}`}</p></li>`;
  };
  return html`<section class="panel" id="tasks" aria-labelledby="tasks-title"><h2 id="tasks-title">Tasks</h2>
${tasks.length === 0 ? html`<p class="quiet">Nothing is to be done yet.</p>` : html`<p class="quiet">${open.length} to do, ${done.length} done</p>`}
${open.length > 0 && html`<ol class="tasks">${open.map(item)}</ol>`}
${done.length > 0 && html`<details class="fold"><summary>${done.length} done</summary><ol class="tasks">${done.map(item)}</ol></details>`}
${writes && !over && html`<form method="post" action="${path}/tasks"><label>What is to be done?<input name="title" required maxlength="300"></label><label>For whom? <small>a name, or me</small><input name="assignee" maxlength="320" list="incident-members"></label><label>By when? <small>e.g. tomorrow noon, friday 17:00</small><input name="due" maxlength="80"></label><button class="secondary outline">Add task</button></form>`}
</section>`;
}

/** Links that are kept with an incident, and a form for another. */
export function bookmarksPanel(bookmarks: readonly Bookmark[], { incident, path, clock, writes }: Working): Html {
  const over = incident.status === 'closed' || incident.status === 'withdrawn';
  if (bookmarks.length === 0 && (!writes || over)) return html``;
  return html`<section class="panel" id="bookmarks" aria-labelledby="bookmarks-title"><h2 id="bookmarks-title">Bookmarks</h2>
${
  bookmarks.length === 0
    ? html`<p class="quiet">A runbook, a dashboard, a message: what everybody here needs at hand.</p>`
    : html`<ul class="tasks">${bookmarks.map((one) => html`<li><div class="entry-head"><a href="${safeUrl(one.url)}" rel="noopener noreferrer nofollow">${one.title}</a>${writes && html`<form method="post" action="${path}/undo"><input type="hidden" name="entry" value="${one.id}"><button class="plain" aria-label="Take off the bookmark ${one.title}">Take off</button></form>`}</div><p class="quiet">${new URL(one.url).host} · ${ago(one.at, clock)} by ${one.by}</p></li>`)}</ul>`
}
${writes && !over && html`<form method="post" action="${path}/bookmarks"><label>Address<input name="url" type="url" required maxlength="1000" placeholder="https://"></label><label>Title<input name="title" maxlength="120"></label><button class="secondary outline">Add bookmark</button></form>`}
</section>`;
}

/** Who works on an incident: its roles, and who else takes part. */
export function peoplePanel(
  people: readonly Participant[],
  {
    incident,
    path,
    clock,
    writes,
    me,
    members,
  }: Working & { me: string | null; members: readonly { id: string; name: string; email: string }[] },
): Html {
  const { assigneeId, scribe, liaison } = incident;
  const roleOf = (id: string): string | null =>
    id === assigneeId ? 'commander' : id === scribe?.id ? 'scribe' : id === liaison?.id ? 'liaison' : null;
  const select = (name: 'scribe' | 'liaison', label: string, holder: string | undefined): Html =>
    html`<label>${label}<select name="${name}"><option value="">Nobody</option>${members.map((member) => html`<option value="${member.email}"${flag('selected', member.id === holder)}>${member.name}</option>`)}</select></label>`;
  return html`<section class="panel" id="people" aria-labelledby="people-title"><h2 id="people-title">People</h2>
${
  people.length === 0
    ? html`<p class="quiet">Whoever changes something here or gets a role is listed.</p>`
    : html`<ul class="tasks">${people.map((one) => {
        const role = roleOf(one.id);
        return html`<li><div class="entry-head"><strong>${one.name}</strong>${role && html`<span class="tag">${role}</span>`}${(writes || one.id === me) && html`<form method="post" action="${path}/people"><input type="hidden" name="remove" value="${one.id === me ? 'me' : (members.find(({ id }) => id === one.id)?.email ?? one.name)}"><button class="plain" aria-label="Take ${one.name} off">Take off</button></form>`}</div><p class="quiet">${one.addedBy ? html`added ${ago(one.since, clock)} by ${one.addedBy}` : html`since ${ago(one.since, clock)}`}</p></li>`;
      })}</ul>`
}
${
  writes &&
  members.length > 0 &&
  html`<form method="post" action="${path}">${select('scribe', 'Scribe', scribe?.id)}${select('liaison', 'Liaison', liaison?.id)}<button class="secondary outline">Save roles</button></form>
<form method="post" action="${path}/people"><label>Add somebody<input name="add" required maxlength="320" list="incident-members" placeholder="A name, or me"></label><button class="secondary outline">Add</button></form>
<datalist id="incident-members">${members.map(({ name }) => html`<option value="${name}"></option>`)}</datalist>`
}
</section>`;
}
