import { z } from 'zod';
import { findAlert } from '../db/alerts.ts';
import { findIncidentById } from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { SafeNestError } from '../errors.ts';
import { titleOfAlerts } from '../messages/incident-title.ts';
import { authorise } from '../pipeline/authorise.ts';
import { type NewIncident, openIncident } from '../pipeline/incidents.ts';
import { defineTool, type ToolResult } from './define-tool.ts';
import { showIncident } from './open-incident.ts';
import { readNumber, referenceListInput, unknown } from './reference-input.ts';
import { alertCitation, incidentCitation } from './tool-data.ts';

export const createIncidentTool = defineTool({
  name: 'create_incident',
  description:
    'Open a new incident, with the alerts it is about. Use it for "open an incident", "report …". ' +
    'After a search, pass the references of the alerts it found. Only when the person asking said so.',
  input: z.object({
    title: z
      .string()
      .max(200)
      .optional()
      .describe('What happened, in the words of the person asking; may be left out when alerts are given'),
    severity: z
      .enum(SEVERITIES)
      .optional()
      .describe('Only if the person asking named one; else it is that of the worst alert, or medium'),
    summary: z.string().max(10_000).optional().describe('What is known so far'),
    alerts: referenceListInput('alert').optional(),
  }),
  access: 'write',
  permission: 'incidents.create',
  shows: ['incidents.read'],
  async run({ work, principal, now, language }, { title, severity, summary, alerts = [] }) {
    const alertNumbers = [...new Set(alerts.map((ref) => readNumber('alert', ref)))];
    if (alertNumbers.length > 0) authorise(principal, 'alerts.read');
    return work(async (change) => {
      const known: Alert[] = [];
      for (const number of alertNumbers) {
        const alert = await findAlert(change.tx, number);
        if (!alert) throw unknown('alert', number, principal, language);
        known.push(alert);
      }
      if (known.length > 0 && known.every((alert) => alert.incidentId !== null)) {
        return nothingOpened(change.tx, principal, now, known, language);
      }
      const opened = await openIncident(change, {
        ...(title ? { title } : await titleFrom(change.tx, alertNumbers)),
        ...(severity && { severity }),
        ...(summary && { summary }),
        alertNumbers,
      });
      const shown = await showIncident(change.tx, principal, now, opened, language);
      const left = known.filter((alert) => alert.incidentId !== null);
      return {
        ...shown,
        data: {
          ...shown.data,
          opened: true,
          ...(opened.elsewhere.length > 0 && {
            left_where_they_are: opened.elsewhere.map(({ alert, incident }) => ({
              alert: formatReference({ kind: 'alert', number: alert }),
              incident: formatReference({ kind: 'incident', number: incident }),
            })),
          }),
        },
        citations: [
          ...shown.citations,
          ...(await incidentsOf(change.tx, left)).map(incidentCitation),
          ...left.map(alertCitation),
        ],
      };
    });
  },
});

/** What is said when every alert asked for belongs to an incident already: which, and that none was opened. */
async function nothingOpened(
  tx: OrgDb,
  principal: Principal,
  now: Date,
  alerts: readonly Alert[],
  language: Language,
): Promise<ToolResult> {
  const homes = await incidentsOf(tx, alerts);
  const shown = homes.length === 1 && homes[0] ? await showIncident(tx, principal, now, homes[0], language) : null;
  const refOf = (id: string | null): string | undefined => {
    const home = homes.find((incident) => incident.id === id);
    return home && formatReference({ kind: 'incident', number: home.number });
  };
  return {
    data: {
      opened: false,
      left_where_they_are: alerts.map((alert) => ({
        alert: formatReference({ kind: 'alert', number: alert.number }),
        incident: refOf(alert.incidentId),
      })),
    },
    ...(shown?.card && { card: shown.card }),
    citations: [...homes.map(incidentCitation), ...alerts.map(alertCitation)],
  };
}

/** The incidents these alerts belong to, each once. */
async function incidentsOf(tx: OrgDb, alerts: readonly Alert[]): Promise<Incident[]> {
  const ids = new Set(alerts.map((alert) => alert.incidentId).filter((id) => id !== null));
  const found: Incident[] = [];
  for (const id of ids) {
    const incident = await findIncidentById(tx, id);
    if (incident) found.push(incident);
  }
  return found;
}

/** The first alert's own words, when the asker gave none. */
async function titleFrom(tx: OrgDb, numbers: readonly number[]): Promise<Pick<NewIncident, 'title' | 'ownTitle'>> {
  const first = numbers[0] === undefined ? null : await findAlert(tx, numbers[0]);
  if (!first) throw new SafeNestError('invalid_input', 'What is the incident about? Give it a title.');
  return titleOfAlerts(first, numbers.length - 1);
}
