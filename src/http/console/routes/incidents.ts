import { listAlerts } from '../../../db/alerts.ts';
import { activeMembers, countIncidents } from '../../../db/incidents.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { isUuid } from '../../../domain/id.ts';
import { INCIDENT_STATUSES } from '../../../domain/incident.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { SafeNestError } from '../../../errors.ts';
import { withKnown } from '../../../pipeline/alert-shown.ts';
import { addEvidence, LARGEST_EVIDENCE, seeEvidence } from '../../../pipeline/evidence.ts';
import { shownWithIncident } from '../../../pipeline/incident-shown.ts';
import {
  commentOnIncident,
  type IncidentPatch,
  linkAlerts,
  openIncident,
  seeIncident,
  seeIncidents,
  timeline,
  undoIncidentChange,
  updateIncident,
} from '../../../pipeline/incidents.ts';
import { joinRoom, openRoom, roomSetting, seeRoom } from '../../../pipeline/rooms/rooms.ts';
import { similarIncidents } from '../../../pipeline/similar-incidents.ts';
import { shownTicket } from '../../../pipeline/tickets/shown-ticket.ts';
import { downloadPath, firstFile } from '../../routes/evidence.ts';
import { setFlash } from '../flash.ts';
import { incidentPage } from '../pages/incident.ts';
import type { RoomView } from '../pages/incident-room.ts';
import { incidentsPage } from '../pages/incidents.ts';
import { type Form, numberOf, oneOf, type Pages, queryText, type Visit } from '../visit.ts';

/** A board is for looking at; what is older is found by searching. */
const ON_A_LANE = 50;
const SIMILAR_SHOWN = 3;

export function incidentRoutes(pages: Pages): void {
  pages.show('/incidents', 'incidents.create', async ({ principal, clock, request }, tx) => {
    const { actor } = principal;
    const mine = queryText(request, 'mine') === '1' && actor.kind === 'member';
    const filter = {
      ...(mine ? { assigneeId: actor.id } : {}),
      ...(can(principal.role, 'incidents.read') ? {} : { createdById: actor.id ?? '' }),
    };
    const incidents = [];
    for (const status of INCIDENT_STATUSES.filter((each) => each !== 'withdrawn'))
      incidents.push(...(await seeIncidents(tx, principal, { ...filter, statuses: [status], limit: ON_A_LANE })));
    const counts = await countIncidents(tx, filter);
    return {
      title: 'What are we working on?',
      current: 'incidents',
      body: incidentsPage({ principal, clock, incidents, counts, mine }),
    };
  });

  pages.show('/incidents/:ref', null, async ({ principal, clock, request, services }, tx) => {
    const number = numberOf(request, 'incident');
    const incident = await seeIncident(tx, principal, number);
    const evidence = await seeEvidence({ tx, principal }, number);
    const members = (await activeMembers(tx)).filter((member) => can(member.role, 'incidents.read'));
    const reference = formatReference({ kind: 'incident', number });
    return {
      title: `${reference} ${incident.title}`,
      current: 'incidents',
      body: incidentPage({
        principal,
        clock,
        incident,
        entries: await timeline(tx, incident.id),
        ...(await shownWithIncident(tx, incident.id)),
        alerts: can(principal.role, 'alerts.read')
          ? await withKnown({ tx, principal }, await listAlerts(tx, { incidentId: incident.id, limit: 100 }))
          : [],
        evidence: evidence.map((file) => ({
          ...file,
          url: downloadPath(services, clock.now, { orgId: principal.orgId, evidenceId: file.id }),
        })),
        similar: (await similarIncidents(tx, principal, number, SIMILAR_SHOWN)).similar,
        members: can(principal.role, 'members.read') ? members : [],
        evidenceLimit: LARGEST_EVIDENCE,
        room: await roomView(tx, incident.id),
        ticket: await shownTicket(tx, incident.id),
      }),
    };
  });

  pages.act('/incidents', 'incidents.create', async ({ work }, form) => {
    const severity = oneOf(SEVERITIES, form.severity);
    const incident = await work((w) =>
      openIncident(w, {
        title: form.title ?? '',
        summary: form.summary ?? '',
        ...(severity ? { severity } : {}),
        // Chosen when the form was drawn: a button pressed twice opens one incident.
        ...(isUuid(form.id ?? '') ? { id: form.id! } : {}),
      }),
    );
    const reference = formatReference({ kind: 'incident', number: incident.number });
    return { to: `/incidents/${reference}`, text: `Opened ${reference}.` };
  });

  pages.act('/incidents/:ref', 'incidents.write', async (visit, form) => {
    const number = numberOf(visit.request, 'incident');
    const { entryIds } = await visit.work((w) => updateIncident(w, number, patchOf(form)));
    return done(
      visit,
      entryIds.length === 0 ? 'Nothing was different.' : 'Saved. It stands in the timeline, where it can be undone.',
    );
  });

  pages.act(
    '/incidents/:ref/comments',
    null,
    async (visit, form) => {
      await visit.work((w) => commentOnIncident(w, numberOf(visit.request, 'incident'), form.text ?? ''));
      return done(visit, 'Comment added.');
    },
    pathOfIncident,
  );

  pages.act(
    '/incidents/:ref/undo',
    null,
    async (visit, form) => {
      const { undone } = await visit.work((w) =>
        undoIncidentChange(w, numberOf(visit.request, 'incident'), form.entry || undefined),
      );
      return done(visit, `Undone: ${undone.text}`);
    },
    pathOfIncident,
  );

  pages.act(
    '/incidents/:ref/alerts',
    'incidents.write',
    async (visit, form) => {
      const alert = parseReference(form.alert ?? '', 'alert');
      if (alert?.kind !== 'alert') throw new SafeNestError('invalid_input', 'Write the alert as ALR-204.');
      const linked = await visit.work((w) => linkAlerts(w, numberOf(visit.request, 'incident'), [alert.number]));
      const reference = formatReference(alert);
      return done(visit, linked ? `Linked ${reference}.` : `${reference} was linked already.`);
    },
    pathOfIncident,
  );

  pages.act(
    '/incidents/:ref/room',
    'incidents.read',
    async (visit, form) => {
      const number = numberOf(visit.request, 'incident');
      if (form.do === 'join') {
        const { isNew, room } = await visit.work((w) => joinRoom(w, number));
        return done(visit, isNew ? `You are let into ${room.name} in a moment.` : `You are in ${room.name} already.`);
      }
      const { isNew, name } = await visit.work((w) => openRoom(w, number));
      return done(visit, isNew ? `A room is being opened: ${name}.` : `There is a room already: ${name}.`);
    },
    pathOfIncident,
  );

  pages.upload('/incidents/:ref/evidence', pathOfIncident, async (visit) => {
    const number = numberOf(visit.request, 'incident');
    const evidence = await firstFile(visit.request, (fileName, bytes) =>
      addEvidence(visit.work, visit.services.files, number, { fileName, bytes }),
    );
    // The same bytes are kept once, with the time at which they first came.
    const isNew = evidence.addedAt.getTime() >= visit.clock.now.getTime();
    const text = isNew ? `Added ${evidence.fileName}.` : `This file is already here, as ${evidence.fileName}.`;
    setFlash(visit.response, { tone: 'done', text });
  });
}

async function roomView(tx: OrgDb, incidentId: string): Promise<RoomView | null> {
  const [seen, { enabled }] = [await seeRoom(tx, incidentId), await roomSetting(tx)];
  return seen || enabled ? { room: seen?.room ?? null, mayOpen: enabled, guests: seen?.guests ?? [] } : null;
}

const pathOfIncident = (request: { params: Record<string, unknown> }): string =>
  `/incidents/${encodeURIComponent(String(request.params.ref))}`;

const done = (visit: Visit, text: string) => ({ to: pathOfIncident(visit.request), text });

/** Only what the form had; an empty assignee is nobody. */
function patchOf(form: Form): IncidentPatch {
  const patch: IncidentPatch = {};
  const status = oneOf(INCIDENT_STATUSES, form.status);
  const severity = oneOf(SEVERITIES, form.severity);
  if (status) patch.status = status;
  if (severity) patch.severity = severity;
  if (form.assignee !== undefined) patch.assignee = form.assignee === '' ? null : form.assignee;
  for (const role of ['scribe', 'liaison'] as const)
    if (form[role] !== undefined) patch[role] = form[role] === '' ? null : form[role];
  if (form.title !== undefined) patch.title = form.title;
  if (form.resolution) patch.resolution = form.resolution;
  return patch;
}
