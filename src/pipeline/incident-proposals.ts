import { z } from 'zod';
import { lockAlert } from '../db/alerts.ts';
import { findIncidentById, lockIncident, timeline } from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import { ALERT_STATUSES } from '../domain/alert.ts';
import { INCIDENT_STATUSES } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { decisionWords } from '../messages/catalogue/decisions.ts';
import { outcomeWords } from '../messages/catalogue/outcomes.ts';
import { proposalTitles } from '../messages/catalogue/proposal-titles.ts';
import { changeAlertStatus } from './alerts.ts';
import { changeWork, describeWork, wantsWork, workInput } from './incident-work.ts';
import {
  commentOnIncident,
  linkAlerts,
  openIncident,
  resolveAssignee,
  unlinkAlerts,
  updateIncident,
} from './incidents.ts';
import { meansOnCall } from './member-called.ts';
import { kind, line, missing, numberIn, reference, words } from './proposal-kind.ts';
import { openRoom } from './rooms/rooms.ts';
import { createTicket, unlinkTicket } from './tickets/tickets.ts';

const alertReferences = z.array(reference('alert')).max(100);

/** Opens an incident. */
export const createIncident = kind({
  schema: z.strictObject({
    title: line(200),
    severity: z.enum(SEVERITIES).optional(),
    summary: words(10_000).optional(),
    alerts: alertReferences.optional(),
  }),
  asks: 'incidents.create',
  describe: ({ title, alerts = [] }, language) =>
    oneLine(proposalTitles[language].openIncident(title, alerts.length > 0 ? listed(alerts, language) : null), 300),
  severity: ({ severity }) => severity ?? null,
  matter: ({ title, alerts = [] }) => (alerts.length > 0 ? { alerts: alerts.toSorted() } : { title }),
  async standing(tx, { alerts = [] }) {
    const marks: string[] = [];
    const said: string[] = [];
    for (const ref of alerts.toSorted()) {
      const alert = await requireAlert(tx, ref);
      const home = alert.incidentId ? await findIncidentById(tx, alert.incidentId) : null;
      marks.push(`${ref} ${home?.number ?? 'free'}`);
      if (home) said.push(`${ref} belongs to ${formatReference({ kind: 'incident', number: home.number })} by now`);
    }
    return { mark: marks.join(), words: said.join(', ') || 'its alerts are free again' };
  },
  async run(work, { title, severity, summary, alerts = [] }) {
    const opened = await openIncident(work, {
      title,
      ...(severity && { severity }),
      ...(summary && { summary }),
      alertNumbers: alerts.map(numberIn),
    });
    const ref = formatReference({ kind: 'incident', number: opened.number });
    return { text: (language) => outcomeWords[language].opened(ref, null), undo: null };
  },
});

/** Changes an incident. */
export const updateIncidentKind = kind({
  schema: z
    .strictObject({
      id: reference('incident'),
      status: z.enum(INCIDENT_STATUSES).exclude(['withdrawn']).optional(),
      assignee: z.string().max(320).nullable().optional(),
      severity: z.enum(SEVERITIES).optional(),
      title: line(200).optional(),
      comment: words(10_000).optional(),
      resolution: words(2000).optional(),
      ...workInput,
      link_alerts: alertReferences.optional(),
      room: z.literal('open').optional(),
      ticket: z.enum(['create', 'unlink']).optional(),
      unlink_alerts: alertReferences.optional(),
    })
    .refine((args) => Object.keys(args).length > 1, 'must name what to change'),
  asks: 'incidents.write',
  async settle({ tx, principal, now }, args) {
    // "me" is who asked, not who presses the button; "on call" is who is now
    const settled = { ...args };
    if (args.add_people?.some(meansOnCall)) {
      settled.add_people = [];
      for (const who of args.add_people)
        settled.add_people.push(meansOnCall(who) ? (await resolveAssignee(tx, principal, who, now)).name : who);
    }
    for (const role of ['assignee', 'scribe', 'liaison', 'task_for'] as const) {
      const who = args[role];
      if (who) settled[role] = (await resolveAssignee(tx, principal, who, now)).name;
    }
    return settled;
  },
  describe: (
    {
      id,
      status,
      assignee,
      severity,
      title,
      comment,
      resolution,
      link_alerts: links = [],
      unlink_alerts: unlinks = [],
      room,
      ticket,
      ...wanted
    },
    language,
  ) => {
    const words = proposalTitles[language];
    const parts = [
      status && words.status(status),
      assignee !== undefined && (assignee === null ? words.takeAway : words.give(oneLine(assignee, 80))),
      severity && words.severity(severity),
      title && words.call(oneLine(title, 80)),
      resolution && words.ended(oneLine(resolution, 80)),
      ...describeWork(wanted, language),
      links.length > 0 && words.link(listed(links, language)),
      unlinks.length > 0 && words.unlink(listed(unlinks, language)),
      comment && words.comment(oneLine(comment, 80)),
      room && words.room,
      ticket && words.ticket[ticket],
    ];
    return oneLine(`${id}: ${parts.filter(Boolean).join(', ')}`, 300);
  },
  severity: ({ severity }) => severity ?? null,
  matter: (args) => args,
  async standing(tx, { id }) {
    const incident = await lockIncident(tx, numberIn(id));
    if (!incident) throw missing(id);
    const last = (await timeline(tx, incident.id)).at(-1);
    return {
      mark: last?.id ?? 'new',
      words: last
        ? `${id} has changed since: ${oneLine(last.text, 120)} (${oneLine(last.actorName, 80)})`
        : `${id} is new`,
    };
  },
  async run(work, { id, comment, link_alerts: links = [], unlink_alerts: unlinks = [], room, ticket, ...patch }) {
    const number = numberIn(id);
    const { status, assignee, scribe, liaison, severity, title, resolution, ...wanted } = patch;
    const fields = Object.fromEntries(
      Object.entries({ status, assignee, scribe, liaison, severity, title, resolution }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    if (Object.keys(fields).length > 0) await updateIncident(work, number, fields);
    // “on call” was settled to a name: who is added and is there already was to be called
    if (wantsWork(wanted)) await changeWork(work, number, wanted, { callsAll: true });
    if (links.length > 0) await linkAlerts(work, number, links.map(numberIn));
    if (unlinks.length > 0) await unlinkAlerts(work, number, unlinks.map(numberIn));
    if (comment) await commentOnIncident(work, number, comment);
    if (room) await openRoom(work, number);
    if (ticket === 'create') await createTicket(work, number);
    if (ticket === 'unlink') await unlinkTicket(work, number);
    return { text: (language) => decisionWords[language].incidentChanged(id), undo: null };
  },
});

/** Says what became of an alert. */
export const updateAlert = kind({
  schema: z.strictObject({
    id: reference('alert'),
    status: z.enum(ALERT_STATUSES),
    note: words(2000).optional(),
  }),
  asks: 'alerts.write',
  describe: ({ id, status }, language) =>
    status === 'open' ? proposalTitles[language].reopen(id) : proposalTitles[language].mark(id, status),
  severity: () => null,
  matter: ({ id, status }) => ({ id, status }),
  async standing(tx, { id }) {
    const alert = await requireAlert(tx, id);
    const by = alert.statusBy ? ` (${oneLine(alert.statusBy, 80)})` : '';
    return { mark: alert.status, words: `${id} is ${alert.status.replace('_', ' ')} by now${by}` };
  },
  async run(work, { id, status, note }) {
    await changeAlertStatus(work, { number: numberIn(id), status, ...(note === undefined ? {} : { note }) });
    return { text: (language) => outcomeWords[language].alertIs(id, status), undo: null };
  },
});

async function requireAlert(tx: OrgDb, ref: string) {
  const alert = await lockAlert(tx, numberIn(ref));
  if (!alert) throw missing(ref);
  return alert;
}

function listed(refs: readonly string[], language: Language): string {
  const some = refs.slice(0, 5).join(', ');
  return refs.length > 5 ? proposalTitles[language].andMore(some, refs.length - 5) : some;
}
