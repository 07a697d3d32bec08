import { z } from 'zod';
import { INCIDENT_REPORTS, type IncidentReportKind } from '../domain/incident-review.ts';
import { formatReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { incidentReportCard } from '../messages/views/incident-report-card.ts';
import { seeIncident } from '../pipeline/incident-record.ts';
import { draftReport, writeReport } from '../pipeline/review/write-report.ts';
import { defineTool } from './define-tool.ts';
import { namedReferences, unique } from './named-references.ts';
import { orNotFound, readNumber, referenceInput } from './reference-input.ts';
import { incidentCitation } from './tool-data.ts';

/** What `report_incident` answers. */
export type ReportedIncident = { ref: string; kind: IncidentReportKind; quoted_text: string };

export const reportIncidentTool = defineTool({
  name: 'report_incident',
  description:
    'Write a report about one incident from its records, put it on its timeline and tell it: tactical for those who work on it ' +
    '(conditions, actions, needs), executive for managers (what happened, impact, status, next). Only when the person asking wants ' +
    'a report written about a named incident.',
  input: z.object({ id: referenceInput('incident'), kind: z.enum(INCIDENT_REPORTS) }),
  access: 'write',
  permission: 'incidents.write',
  async run({ org, work, principal, now, language }, { id, kind }) {
    const number = readNumber('incident', id);
    const texts = await org(async (tx) => {
      await orNotFound('incident', number, principal, () => seeIncident(tx, principal, number), language);
      return draftReport({ tx, principal, now }, number, kind, language);
    });
    return work(async (change) => {
      const { incident, text } = await writeReport(change, number, { kind, texts, language });
      const ref = formatReference({ kind: 'incident', number });
      const { title, severity } = incident;
      const data: ReportedIncident = {
        ref,
        kind,
        quoted_text: oneLine(text, 3000),
      };
      return {
        data,
        card: incidentReportCard(
          { kind, text, by: principal.name, at: now, ref, title, severity },
          { ...viewOf(principal), language, writes: true },
        ),
        citations: unique([incidentCitation(incident), ...(await namedReferences(change.tx, principal, [text]))]),
      };
    });
  },
});
