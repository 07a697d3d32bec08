import { nextNumber } from '../db/counters.ts';
import {
  activeMembers,
  alertNumbersOf,
  findEntry,
  findIncident,
  findIncidentById,
  type IncidentFilter,
  insertIncident,
  type LinkableAlert,
  lastChange,
  lastEntryOf,
  listIncidents,
  lockAlerts,
  markUndone,
  saveIncident,
  setAlertIncident,
} from '../db/incidents.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import { isUuid, newId } from '../domain/id.ts';
import {
  type EntryKind,
  type Incident,
  type IncidentEntry,
  type IncidentStatus,
  NEXT_STATUSES,
  type OwnTitle,
} from '../domain/incident.ts';
import { type Principal, readsIn } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { type Severity, worst } from '../domain/severity.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { entryText } from '../messages/catalogue/stored-words.ts';
import { authorise } from './authorise.ts';
import { assignable, joinAs, resolveAssignee, undoPeople } from './incident-people.ts';
import { lockVisibleIncident, note, refOf, requireWriterOrOpener, tell } from './incident-record.ts';
import { undoTask } from './incident-tasks.ts';
import { askFeedback } from './review/ask-feedback.ts';
import { makeReview } from './review/make-review.ts';
import { relinkTicket, TICKET_FIELD } from './tickets/tickets.ts';
import type { Work } from './work.ts';

export { findIncident, listIncidents, timeline } from '../db/incidents.ts';
export { resolveAssignee } from './incident-people.ts';
export { lockVisibleIncident, requireWriterOrOpener, seeIncident } from './incident-record.ts';

const LONGEST = { title: 200, resolution: 2000, text: 10_000 };
const MOST_ALERTS = 500;

export interface NewIncident {
  /** The id it will have (UUID), chosen beforehand: what is sent twice then fails with `conflict` and opens nothing more. */
  id?: string;
  title: string;
  /** Where the title is ours. */
  ownTitle?: OwnTitle;
  summary?: string;
  /** Without one: the worst of its alerts, or medium. */
  severity?: Severity;
  alertNumbers?: readonly number[];
  assigneeId?: string | null;
}

/** A new incident, the alerts it took, and those that stay with the incident they belong to already. */
export interface OpenedIncident extends Incident {
  linked: number[];
  elsewhere: { alert: number; incident: number }[];
}

export interface IncidentPatch {
  status?: IncidentStatus;
  /** `me`, an e-mail address or a name of a member; null for nobody. */
  assignee?: string | null;
  /** Likewise. */
  scribe?: string | null;
  liaison?: string | null;
  severity?: Severity;
  title?: string;
  /** How it ended; kept when it is closed, forgotten when it is opened again. */
  resolution?: string;
}

/** Opens an incident with its alerts. Fails with `conflict` when every alert named belongs to another incident already. */
export async function openIncident(work: Work, input: NewIncident): Promise<OpenedIncident> {
  const { tx, principal, now } = work;
  authorise(principal, 'incidents.create');
  // Whoever may not read alerts learns nothing of them here either, not even whether one exists.
  if (input.alertNumbers?.length) authorise(principal, 'alerts.read');
  const title = requiredTitle(input.title);
  const summary = limited('summary', input.summary ?? '', LONGEST.text);
  const assignee = input.assigneeId ? await memberById(work, input.assigneeId) : null;
  const alerts = await requireAlerts(tx, input.alertNumbers ?? []);
  const free = alerts.filter((alert) => alert.incidentNumber === null);
  const taken = alerts.filter((alert) => alert.incidentNumber !== null);
  if (alerts.length > 0 && free.length === 0) throw belongElsewhere(work, taken);
  // The counter's lock makes two of one id follow each other, so that the second sees the first.
  const number = await nextNumber(tx, 'incident');
  const same = input.id === undefined ? null : await findIncidentById(tx, input.id);
  if (same) throw new SafeNestError('conflict', wordsFor(work, objectionWords).openedAlready(refOf(same)));
  const incident: Omit<Incident, 'assigneeName'> = {
    id: input.id ?? newId(now.getTime()),
    number,
    title,
    summary,
    severity: input.severity ?? free.map((alert) => alert.severity).reduce<Severity | null>(worstOf, null) ?? 'medium',
    status: 'open',
    assigneeId: assignee?.id ?? null,
    createdBy: principal.name,
    createdById: principal.actor.id,
    openedAt: now,
    updatedAt: now,
    closedAt: null,
    resolution: null,
    scribe: null,
    liaison: null,
    ownTitle: input.ownTitle ?? null,
  };
  await insertIncident(tx, incident);
  await moveAlerts(work, free, incident.id);
  const linked = numbersOf(free);
  const change = { field: 'opened', before: null, after: { alerts: linked } };
  const text = linked.length > 0 ? `Opened with ${refs(linked)}` : 'Opened';
  await note(work, incident.id, { kind: 'opened', text, change });
  if (assignee) await joinAs(work, incident, assignee.id);
  const detail = { title, severity: incident.severity, alerts: linked, assignee: assignee?.name };
  await tell(work, incident, 'incident.open', detail);
  const elsewhere = taken.map((alert) => ({ alert: alert.number, incident: alert.incidentNumber! }));
  return { ...incident, assigneeName: assignee?.name ?? null, linked, elsewhere };
}

/**
 * Changes what the patch names; what is so already makes no entry. `entryIds` are the timeline lines written, for undo. What was
 * closed and is opened again gets the status back that it was closed from.
 */
export async function updateIncident(
  work: Work,
  number: number,
  patch: IncidentPatch,
): Promise<{ incident: Incident; entryIds: string[] }> {
  const { tx, principal, now } = work;
  authorise(principal, 'incidents.write');
  const before = await lockVisibleIncident(work, number);
  const changes: { kind: EntryKind; text: string; field: Field }[] = [];
  let after = { ...before };

  if (patch.title !== undefined) {
    const title = requiredTitle(patch.title);
    if (title !== after.title) changes.push({ kind: 'title', field: 'title', text: `Renamed from “${before.title}”` });
    after.title = title;
  }
  if (patch.severity !== undefined && patch.severity !== after.severity) {
    after.severity = patch.severity;
    changes.push({ kind: 'severity', field: 'severity', text: `Severity: ${before.severity} → ${patch.severity}` });
  }
  if (patch.assignee !== undefined) {
    const member = patch.assignee === null ? null : await resolveAssignee(tx, principal, patch.assignee, work.now);
    if ((member?.id ?? null) !== after.assigneeId) {
      after = { ...after, assigneeId: member?.id ?? null, assigneeName: member?.name ?? null };
      const text = member ? `Assigned to ${member.name}` : `No longer assigned to ${before.assigneeName}`;
      changes.push({ kind: 'assigned', field: 'assignee', text });
    }
  }
  for (const role of ['scribe', 'liaison'] as const) {
    const wanted = patch[role];
    if (wanted === undefined) continue;
    const member = wanted === null ? null : await resolveAssignee(tx, principal, wanted, work.now);
    if ((member?.id ?? null) === (before[role]?.id ?? null)) continue;
    after = { ...after, [role]: member && { id: member.id, name: member.name } };
    const name = role === 'scribe' ? 'Scribe' : 'Liaison';
    const text = member ? `${name}: ${member.name}` : `${name}: nobody any more`;
    changes.push({ kind: 'assigned', field: role, text });
  }
  const resolution = patch.resolution === undefined ? undefined : resolutionText(patch.resolution);
  if (patch.status !== undefined && patch.status !== before.status) {
    requireMove(work, before, patch.status);
    const status = before.status === 'closed' ? await statusBeforeClosing(tx, before) : patch.status;
    const closing = status === 'closed';
    after = {
      ...after,
      status,
      closedAt: closing ? now : null,
      resolution: closing ? (resolution ?? null) : null,
    };
    const text = closing && resolution ? `Closed: ${resolution}` : `Status: ${before.status} → ${status}`;
    changes.push({ kind: 'status', field: 'status', text });
  } else if (resolution !== undefined && resolution !== before.resolution) {
    after.resolution = resolution;
    changes.push({
      kind: 'resolution',
      field: 'resolution',
      text: resolution ? `Resolution: ${resolution}` : 'Resolution removed',
    });
  }
  if (changes.length === 0) return { incident: before, entryIds: [] };

  after.updatedAt = now;
  await saveIncident(tx, after);
  const entryIds: string[] = [];
  for (const { kind, text, field } of changes) {
    const change = { field, before: FIELDS[field].read(before), after: FIELDS[field].read(after) };
    entryIds.push(await note(work, before.id, { kind, text, change }));
  }
  for (const id of [after.assigneeId, after.scribe?.id, after.liaison?.id])
    if (id && id !== before.assigneeId && id !== before.scribe?.id && id !== before.liaison?.id)
      await joinAs(work, before, id);
  await tell(work, after, 'incident.update', { changes: changes.map((change) => change.text) });
  if (after.status === 'closed' && before.status !== 'closed') {
    await makeReview(work, after);
    await askFeedback(work, after);
  }
  return { incident: after, entryIds };
}

/** Adds a comment (1 to 10,000 characters); those who may change incidents do, and whoever opened it. Returns the entry's id. */
export async function commentOnIncident(work: Work, number: number, comment: string): Promise<string> {
  const text = limited('comment', comment, LONGEST.text);
  if (text === '') throw new SafeNestError('invalid_input', 'A comment needs words.');
  const incident = await lockVisibleIncident(work, number);
  requireWriterOrOpener(work.principal, incident);
  await saveIncident(work.tx, { ...incident, updatedAt: work.now });
  const entryId = await note(work, incident.id, { kind: 'comment', text, change: null });
  await tell(work, incident, 'incident.comment', { comment: text });
  return entryId;
}

/** Makes alerts belong to the incident; null when all did already. Fails with `conflict` when one belongs to another. */
export async function linkAlerts(work: Work, number: number, alertNumbers: readonly number[]): Promise<string | null> {
  const { tx, principal } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const alerts = await requireAlerts(tx, alertNumbers);
  const elsewhere = alerts.filter((alert) => alert.incidentNumber !== null && alert.incidentNumber !== number);
  if (elsewhere.length > 0) throw belongElsewhere(work, elsewhere);
  const free = alerts.filter((alert) => alert.incidentNumber === null);
  if (free.length === 0) return null;
  await moveAlerts(work, free, incident.id);
  return noteAlerts(work, incident, 'alert_linked', numbersOf(free));
}

/** Takes alerts from the incident; null when none belonged to it. */
export async function unlinkAlerts(
  work: Work,
  number: number,
  alertNumbers: readonly number[],
): Promise<string | null> {
  const { tx, principal } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const alerts = (await requireAlerts(tx, alertNumbers)).filter((alert) => alert.incidentNumber === number);
  if (alerts.length === 0) return null;
  await moveAlerts(work, alerts, null);
  return noteAlerts(work, incident, 'alert_unlinked', numbersOf(alerts));
}

/**
 * Takes back one change, or the newest that stands, when nobody has changed the same thing since (else `conflict`).
 * Taking back the opening withdraws the incident and frees its alerts. An undo is not itself undone: make the change again.
 */
export async function undoIncidentChange(
  work: Work,
  number: number,
  entryId?: string,
): Promise<{ incident: Incident; undone: IncidentEntry }> {
  const { tx, principal, now } = work;
  const incident = await lockVisibleIncident(work, number);
  if (entryId !== undefined && !isUuid(entryId))
    throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuchChange(refOf(incident)));
  const entry = entryId ? await findEntry(tx, incident.id, entryId) : await lastChange(tx, incident.id);
  if (!entry && entryId)
    throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuchChange(refOf(incident)));
  if (!entry?.change)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).nothingToUndo(refOf(incident)));
  if (entry.change.field === 'opened') requireWriterOrOpener(principal, incident);
  else authorise(principal, 'incidents.write');
  if (entry.undone)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).undoneAlready(saidIn(work, entry)));

  const after = { ...(await undone(work, incident, entry, entry.change)), updatedAt: now };
  await saveIncident(tx, after);
  await markUndone(tx, entry.id);
  const { field } = entry.change;
  // of a message that was pinned the words are taken out again
  const what =
    field === 'report'
      ? `the ${String(entry.change.after)} report`
      : field === 'quote'
        ? entry.text.split(': “')[0]!
        : entry.text;
  await note(work, incident.id, { kind: 'undone', text: `Undone: ${what}`.slice(0, LONGEST.text), change: null });
  await tell(work, incident, 'incident.undo', { change: entry.text, by: entry.actorName, entry: entry.id });
  return { incident: (await findIncident(tx, number))!, undone: { ...entry, undone: true } };
}

/** The incidents this principal may see, newest first. */
export async function seeIncidents(tx: OrgDb, principal: Principal, filter: IncidentFilter): Promise<Incident[]> {
  if (can(principal.role, 'incidents.read')) return listIncidents(tx, filter);
  const createdById = principal.actor.id;
  return createdById === null ? [] : listIncidents(tx, { ...filter, createdById });
}

/** What an entry can change and undo can restore: each as a value that JSON keeps. */
const FIELDS = {
  status: {
    read: (incident: Incident): unknown => ({
      status: incident.status,
      resolution: incident.resolution,
      closedAt: incident.closedAt?.toISOString() ?? null,
    }),
    write: (incident: Incident, value: unknown): Incident => {
      const state = value as { status: IncidentStatus; resolution: string | null; closedAt: string | null };
      return { ...incident, ...state, closedAt: state.closedAt === null ? null : new Date(state.closedAt) };
    },
    now: (incident: Incident) => `its status is now ${incident.status}`,
  },
  assignee: {
    read: (incident: Incident): unknown => incident.assigneeId,
    write: (incident: Incident, value: unknown): Incident => ({ ...incident, assigneeId: value as string | null }),
    now: (incident: Incident) =>
      incident.assigneeName ? `it is now with ${incident.assigneeName}` : 'it is now with nobody',
  },
  scribe: heldBy('scribe'),
  liaison: heldBy('liaison'),
  severity: {
    read: (incident: Incident): unknown => incident.severity,
    write: (incident: Incident, value: unknown): Incident => ({ ...incident, severity: value as Severity }),
    now: (incident: Incident) => `its severity is now ${incident.severity}`,
  },
  title: {
    read: (incident: Incident): unknown => incident.title,
    write: (incident: Incident, value: unknown): Incident => ({ ...incident, title: value as string }),
    now: (incident: Incident) => `it is now called “${incident.title}”`,
  },
  resolution: {
    read: (incident: Incident): unknown => incident.resolution,
    write: (incident: Incident, value: unknown): Incident => ({ ...incident, resolution: value as string | null }),
    now: () => 'its resolution has changed since',
  },
};
type Field = keyof typeof FIELDS;

function heldBy(role: 'scribe' | 'liaison') {
  return {
    read: (incident: Incident): unknown => incident[role]?.id ?? null,
    write: (incident: Incident, value: unknown): Incident => ({
      ...incident,
      // the name is read with the row
      [role]: value === null ? null : { id: value as string, name: '' },
    }),
    now: (incident: Incident) => `its ${role} is now ${incident[role]?.name ?? 'nobody'}`,
  };
}
const isField = (field: string): field is Field => Object.hasOwn(FIELDS, field);

/** The incident as it was before the change; alerts are moved back on the way. */
async function undone(
  work: Work,
  incident: Incident,
  entry: IncidentEntry,
  change: NonNullable<IncidentEntry['change']>,
): Promise<Incident> {
  const { tx } = work;
  const refuse = (why: string) =>
    new SafeNestError(
      'conflict',
      wordsFor(work, objectionWords).changedSince(saidIn(work, entry), refOf(incident), why),
    );
  const { field } = change;
  if (isField(field)) {
    const { read, write, now: current } = FIELDS[field];
    if (!sameValue(read(incident), change.after)) throw refuse(current(incident));
    return write(incident, change.before);
  }
  // a report, a quote or a bookmark taken back changed nothing else
  if (field === 'report' || field === 'quote' || field === 'bookmark') return incident;
  if (field === 'opened') {
    if (incident.status !== 'open') throw refuse(FIELDS.status.now(incident));
    const alerts = await lockAlerts(tx, await alertNumbersOf(tx, incident.id));
    await moveAlerts(work, alerts, null);
    return { ...incident, status: 'withdrawn' };
  }
  if (field === 'people') {
    await undoPeople(work, incident, change, refuse);
    return incident;
  }
  if (field === 'task') {
    await undoTask(work, incident, change, refuse);
    return incident;
  }
  if (field === TICKET_FIELD) {
    await relinkTicket(work, incident, change.before, refuse);
    return incident;
  }
  if (field !== 'alerts') throw new Error(`an entry changed ${field}, which nothing can undo`);
  const [before, after] = [change.before as number[], change.after as number[]];
  const linked = before.length === 0;
  const alerts = await lockAlerts(tx, linked ? after : before);
  const moved = alerts.filter((alert) => alert.incidentNumber !== (linked ? incident.number : null));
  if (moved.length > 0) throw refuse(`${refs(numbersOf(moved))} moved on`);
  await moveAlerts(work, alerts, linked ? null : incident.id);
  return incident;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a) as (keyof typeof a)[];
  return names.length === Object.keys(b).length && names.every((name) => sameValue(a[name], (b as typeof a)[name]));
}

/** Alerts that come to an incident, or leave it, say so where they were told. */
async function moveAlerts(
  { tx, now }: Work,
  alerts: readonly LinkableAlert[],
  incidentId: string | null,
): Promise<void> {
  await setAlertIncident(tx, idsOf(alerts), incidentId, now);
  await addOutboxOnce(
    tx,
    alerts.map(({ id: subject, severity }) => ({ kind: 'alert_changed', subject, severity })),
  );
}

async function noteAlerts(
  work: Work,
  incident: Incident,
  kind: 'alert_linked' | 'alert_unlinked',
  numbers: number[],
): Promise<string> {
  const linked = kind === 'alert_linked';
  const text = `${linked ? 'Linked' : 'Unlinked'} ${refs(numbers)}`;
  const change = { field: 'alerts', before: linked ? [] : numbers, after: linked ? numbers : [] };
  await saveIncident(work.tx, { ...incident, updatedAt: work.now });
  const entryId = await note(work, incident.id, { kind, text, change });
  await tell(work, incident, linked ? 'incident.link' : 'incident.unlink', { alerts: numbers });
  return entryId;
}

async function requireAlerts(tx: OrgDb, numbers: readonly number[]): Promise<LinkableAlert[]> {
  const wanted = [...new Set(numbers)];
  if (wanted.length > MOST_ALERTS) throw new SafeNestError('too_large', `At most ${MOST_ALERTS} alerts at once.`);
  const alerts = await lockAlerts(tx, wanted);
  const missing = wanted.filter((number) => !alerts.some((alert) => alert.number === number));
  if (missing.length > 0) throw new SafeNestError('not_found', `There is no alert ${refs(missing)}.`);
  return alerts;
}

async function memberById({ tx, principal }: Work, id: string): Promise<{ id: string; name: string }> {
  const member = (await activeMembers(tx)).find((candidate) => candidate.id === id);
  if (!member) throw new SafeNestError('invalid_input', 'The assignee is not an active member of this organisation.');
  return assignable(member, principal);
}

function requireMove(work: Work, incident: Incident, to: IncidentStatus): void {
  const next = NEXT_STATUSES[incident.status];
  if (next.includes(to)) return;
  const words = wordsFor(work, objectionWords);
  throw new SafeNestError('conflict', words.cannotBecome(refOf(incident), incident.status, to, next));
}

/** What an incident was when it was closed: whoever worked on it goes on from there. */
async function statusBeforeClosing(tx: OrgDb, { id }: Incident): Promise<IncidentStatus> {
  const entry = await lastEntryOf(tx, id, 'status');
  const was = (entry?.change?.before as { status?: IncidentStatus } | null | undefined)?.status;
  return was && NEXT_STATUSES[was].includes('closed') ? was : 'open';
}

function belongElsewhere(work: Work, alerts: LinkableAlert[]): SafeNestError {
  const pairs = alerts.map((alert) => [refs([alert.number]), refOf({ number: alert.incidentNumber! })] as const);
  return new SafeNestError('conflict', wordsFor(work, objectionWords).belong(pairs));
}

/** A line of the timeline in the language of whoever acts. */
const saidIn = (work: Work, entry: IncidentEntry): string => entryText(entry, readsIn(work.principal));

function requiredTitle(text: string): string {
  const title = oneLine(text, LONGEST.title);
  if (title === '') throw new SafeNestError('invalid_input', 'An incident needs a title.');
  return title;
}

function limited(what: string, text: string, limit: number): string {
  const clean = cleanText(text);
  if ([...clean].length > limit)
    throw new SafeNestError('too_large', `The ${what} is longer than ${limit} characters.`);
  return clean;
}

const resolutionText = (text: string): string | null => limited('resolution', text, LONGEST.resolution) || null;

const worstOf = (a: Severity | null, b: Severity): Severity => (a === null ? b : worst(a, b));
const idsOf = (alerts: readonly LinkableAlert[]): string[] => alerts.map((alert) => alert.id);
const numbersOf = (alerts: LinkableAlert[]): number[] => alerts.map((alert) => alert.number);
/** At most twenty by name: a timeline line is read by people. */
function refs(numbers: number[]): string {
  const names = numbers.slice(0, 20).map((number) => formatReference({ kind: 'alert', number }));
  return names.join(', ') + (numbers.length > 20 ? ` and ${numbers.length - 20} more` : '');
}
