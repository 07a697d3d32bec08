import { z } from 'zod';
import { timeline } from '../db/incidents.ts';
import { INCIDENT_STATUSES } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { SafeNestError } from '../errors.ts';
import { changeText } from '../messages/catalogue/stored-words.ts';
import { changeWork, wantsWork, workInput } from '../pipeline/incident-work.ts';
import {
  commentOnIncident,
  linkAlerts,
  seeIncident,
  undoIncidentChange,
  unlinkAlerts,
  updateIncident,
} from '../pipeline/incidents.ts';
import { joinRoom, openRoom } from '../pipeline/rooms/rooms.ts';
import { createTicket, unlinkTicket } from '../pipeline/tickets/tickets.ts';
import type { Work } from '../pipeline/work.ts';
import { defineTool } from './define-tool.ts';
import { showIncident } from './open-incident.ts';
import { orNotFound, readNumber, referenceInput, referenceListInput } from './reference-input.ts';
import { OPENING, requireOwnChange, undoOfInput } from './undo-own.ts';

const input = z.object({
  id: referenceInput('incident'),
  status: z
    .enum(INCIDENT_STATUSES)
    .exclude(['withdrawn'])
    .optional()
    .describe(
      'open, investigating, contained or closed; a closed one that is set to open goes back to what it was before; to withdraw one that was just opened, undo it',
    ),
  assignee: z
    .string()
    .max(320)
    .nullable()
    .optional()
    .describe(
      'Who leads it, its commander: a name, an e-mail address, or me; null or "nobody" takes it from whoever has it',
    ),
  severity: z.enum(SEVERITIES).optional(),
  title: z.string().max(200).optional().describe('A new title'),
  comment: z.string().max(10_000).optional().describe('Added to the timeline, in the words of the person asking'),
  resolution: z.string().max(2000).optional().describe('How it ended; with status closed'),
  ...workInput,
  link_alerts: referenceListInput('alert').optional().describe('Alerts that belong to it, e.g. ["ALR-204"]'),
  room: z
    .enum(['open', 'join'])
    .optional()
    .describe(
      'open: a chat room (private channel, thread) of its own for this incident, where people work on it; join: let the person asking into that room',
    ),
  ticket: z
    .enum(['create', 'unlink'])
    .optional()
    .describe(
      'create: a ticket in Jira for this incident, which has one at most; unlink: let go of its ticket, which stays as it is there',
    ),
  unlink_alerts: referenceListInput('alert').optional().describe('Alerts that do not belong to it any more'),
  undo: z
    .boolean()
    .optional()
    .describe('Take back the last change, and nothing else; of somebody else’s it is asked first'),
  undo_of: undoOfInput,
});

export const updateIncidentTool = defineTool({
  name: 'update_incident',
  description:
    'Change an incident: assign it, name its scribe or liaison, add people or take them off, add tasks, tick them off, keep a link with it as a bookmark, close it with how ' +
    'it was resolved, set status or severity, add a comment, link alerts or take them off, ' +
    'open a chat room of its own for it or let them into that, create or unlink its ticket in Jira, undo the last change. Only what the person asking said.',
  input,
  access: 'write',
  // whoever opened an incident may comment on it and take it back; the pipeline asks for the rest
  permission: null,
  shows: ['incidents.read'],
  async run({ work, principal, now, language }, { id, ...wanted }) {
    const number = readNumber('incident', id);
    return work(async (change) => {
      await orNotFound('incident', number, principal, () => seeIncident(change.tx, principal, number), language);
      const changed = await apply(change, number, wanted, language);
      const incident = await seeIncident(change.tx, principal, number);
      const shown = await showIncident(change.tx, principal, now, incident, language);
      return { ...shown, data: { ...shown.data, changed } };
    });
  },
});

/** Makes the changes; answers what was changed, in words. What is so already is not a change. */
async function apply(
  work: Work,
  number: number,
  { undo, undo_of: meant, ...wanted }: Omit<z.output<typeof input>, 'id'>,
  language: Language,
): Promise<string[]> {
  const {
    status,
    assignee,
    scribe,
    liaison,
    severity,
    title,
    resolution,
    comment,
    link_alerts: links,
    unlink_alerts: unlinks,
    room,
    ticket,
  } = wanted;
  const given = Object.values(wanted).filter((value) => value !== undefined);
  if (undo) {
    if (given.length > 0) throw new SafeNestError('invalid_input', 'Undo alone, then make the other changes.');
    const { undone } = await undoIncidentChange(work, number, await entryMeant(work, number, meant, language));
    return [`undone: ${undone.text}`];
  }
  if (given.length === 0) {
    const what =
      'a status, an assignee or another role, a task, a bookmark, a severity, a comment, a resolution, alerts to link or take off, a room, a ticket, or undo';
    throw new SafeNestError('invalid_input', `Say what to change: ${what}.`);
  }
  const changed: string[] = [];
  const patch = {
    ...(status && { status }),
    ...(assignee !== undefined && { assignee: isNobody(assignee) ? null : assignee }),
    ...(scribe !== undefined && { scribe: isNobody(scribe) ? null : scribe }),
    ...(liaison !== undefined && { liaison: isNobody(liaison) ? null : liaison }),
    ...(severity && { severity }),
    ...(title && { title }),
    ...(resolution && { resolution }),
  };
  if (Object.keys(patch).length > 0) {
    const { entryIds, incident } = await updateIncident(work, number, patch);
    const isResumed = status === 'open' && incident.status !== 'open';
    if (entryIds.length > 0)
      changed.push(...Object.keys(patch).map((key) => (key === 'status' && isResumed ? 'reopened' : key)));
  }
  if (wantsWork(wanted)) changed.push(...(await changeWork(work, number, wanted)));
  if (links && links.length > 0) {
    const numbers = links.map((ref) => readNumber('alert', ref));
    if (await linkAlerts(work, number, numbers)) changed.push('alerts');
  }
  if (unlinks && unlinks.length > 0) {
    const numbers = unlinks.map((ref) => readNumber('alert', ref));
    if (await unlinkAlerts(work, number, numbers)) changed.push('unlinked');
  }
  if (comment) {
    await commentOnIncident(work, number, comment);
    changed.push('comment');
  }
  if (ticket === 'create' && (await createTicket(work, number)).isNew) changed.push('ticket_create');
  if (ticket === 'unlink') {
    await unlinkTicket(work, number);
    changed.push('ticket_unlink');
  }
  if (room === 'open' && (await openRoom(work, number)).isNew) changed.push('room_open');
  if (room === 'join' && (await joinRoom(work, number)).isNew) changed.push('room_join');
  return changed;
}

/**
 * The newest change that stands, where “undo” may mean it; the opening, where that was said. A comment stays: who says “undo” after
 * one is asked about the change before it, or whether the incident itself is to be withdrawn.
 */
async function entryMeant(
  { tx, principal, now }: Work,
  number: number,
  meant: string | undefined,
  language: Language,
): Promise<string | undefined> {
  const { id } = await seeIncident(tx, principal, number);
  const entries = await timeline(tx, id);
  const opening = entries.find((one) => one.change?.field === 'opened');
  if (meant === OPENING) return opening?.id;
  const entry = entries.findLast((one) => one.change !== null && !one.undone);
  if (!entry) return undefined;
  const isBeforeComment = entries.at(-1)?.kind === 'comment';
  const ref = formatReference({ kind: 'incident', number });
  const { actorName: who, actorId, at } = entry;
  const what = changeText(entry.text, language);
  const change = { what, who, actorId, at, isBeforeComment, isOpening: entry === opening };
  requireOwnChange(ref, change, { principal, now, language, meant });
  return entry.id;
}

const isNobody = (assignee: string | null): assignee is null =>
  assignee === null || /^(?:nobody|no one|none|unassigned)$/i.test(assignee.trim());
