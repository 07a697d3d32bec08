import type { IncidentSource } from '../../../db/history-sources.ts';
import type { HistoryDocument } from '../../../domain/history.ts';
import { formatReference } from '../../../domain/reference.ts';
import { linesOf, momentWords } from './lines.ts';

/** An incident: what it was, how it ended, and its timeline line by line. */
export function incidentText(incident: IncidentSource): HistoryDocument {
  const ref = formatReference({ kind: 'incident', number: incident.number });
  return {
    kind: 'incident',
    key: incident.id,
    ref,
    title: incident.title,
    at: incident.updated_at,
    personId: null,
    text: linesOf([
      `${ref}: ${incident.severity} incident, ${incident.status}, ${incident.assignee ? `assigned to ${incident.assignee}` : 'nobody assigned'}.`,
      `Opened ${momentWords(incident.opened_at)} by ${incident.created_by}.`,
      incident.closed_at && `Closed ${momentWords(incident.closed_at)}.`,
      incident.resolution && `Resolution: ${incident.resolution}`,
      incident.summary,
      ...incident.alerts.map(({ number, title }) => `Alert ${formatReference({ kind: 'alert', number })}: ${title}`),
      ...incident.entries.map(({ at, who, text }) => `${momentWords(at)}, ${who}: ${text}`),
    ]),
  };
}
