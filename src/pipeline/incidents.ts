import { nextNumber } from '../db/counters.ts';
import {
  activeMembers,
  findIncidentById,
  type IncidentFilter,
  insertIncident,
  lastEntryOf,
  listIncidents,
  saveIncident,
} from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import { newId } from '../domain/id.ts';
import {
  type EntryKind,
  type Incident,
  type IncidentStatus,
  NEXT_STATUSES,
  type OwnTitle,
} from '../domain/incident.ts';
import type { Principal } from '../domain/principal.ts';
import { can } from '../domain/role.ts';
import { type Severity, worst } from '../domain/severity.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { authorise } from './authorise.ts';
import { alertRefs, belongElsewhere, moveAlerts, numbersOf, requireAlerts } from './incident-alerts.ts';
import { FIELDS, type Field } from './incident-fields.ts';
import { assignable, joinAs, resolveAssignee } from './incident-people.ts';
import { lockVisibleIncident, note, refOf, requireWriterOrOpener, tell } from './incident-record.ts';
import { askFeedback } from './review/ask-feedback.ts';
import { makeReview } from './review/make-review.ts';
import type { Work } from './work.ts';

export { findIncident, listIncidents, timeline } from '../db/incidents.ts';
export { linkAlerts, unlinkAlerts } from './incident-alerts.ts';
export { resolveAssignee } from './incident-people.ts';
export { lockVisibleIncident, requireWriterOrOpener, seeIncident } from './incident-record.ts';
export { undoIncidentChange } from './incident-undo.ts';

const LONGEST = { title: 200, resolution: 2000, text: 10_000 };

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
  const text = linked.length > 0 ? `Opened with ${alertRefs(linked)}` : 'Opened';
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

/** The incidents this principal may see, newest first. */
export async function seeIncidents(tx: OrgDb, principal: Principal, filter: IncidentFilter): Promise<Incident[]> {
  if (can(principal.role, 'incidents.read')) return listIncidents(tx, filter);
  const createdById = principal.actor.id;
  return createdById === null ? [] : listIncidents(tx, { ...filter, createdById });
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
