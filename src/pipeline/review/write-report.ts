import { z } from 'zod';
import { addOutboxOnce } from '../../db/outbox.ts';
import type { Incident } from '../../domain/incident.ts';
import { type IncidentReportKind, REPORT_PARTS, type ReportTexts } from '../../domain/incident-review.ts';
import type { Language } from '../../domain/language.ts';
import { SafeNestError } from '../../errors.ts';
import { incidentWriting } from '../../messages/catalogue/incident-writing.ts';
import { reportDraft, reportText } from '../../messages/views/incident-report-card.ts';
import { authorise } from '../authorise.ts';
import { lockVisibleIncident, record, seeIncident } from '../incident-record.ts';
import type { Work } from '../work.ts';
import { incidentFacts } from './incident-facts.ts';

const LONGEST = { part: 4000, text: 10_000 };
const part = z.string().max(LONGEST.part).default('');
/** The parts of a report as a form sends them. */
export const reportTextsSchema = {
  tactical: z.object({ conditions: part, actions: part, needs: part }),
  executive: z.object({ happened: part, impact: part, status: part, next: part }),
} as const satisfies Record<IncidentReportKind, z.ZodObject>;

/** A report as the records tell it, in the times of the organisation; for whoever may write one. */
export async function draftReport(
  { tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>,
  number: number,
  kind: IncidentReportKind,
  language: Language,
): Promise<ReportTexts> {
  authorise(principal, 'incidents.write');
  authorise(principal, 'alerts.read');
  const facts = await incidentFacts(tx, await seeIncident(tx, principal, number));
  return reportDraft(facts, kind, language, now);
}

/**
 * Puts a report into an incident's timeline, from where it is told: in the threads of its cards, and an executive one in channels bound for
 * reports. Undo takes it back. Answers the entry's id.
 */
export async function writeReport(
  work: Work,
  number: number,
  { kind, texts, language }: { kind: IncidentReportKind; texts: ReportTexts; language: Language },
): Promise<{ incident: Incident; entryId: string; text: string }> {
  const { tx, principal } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const text = reportText(kind, texts, language);
  if (text === '') throw new SafeNestError('invalid_input', incidentWriting[language].form.nothing);
  if (text.length > LONGEST.text)
    throw new SafeNestError('too_large', `A report has at most ${LONGEST.text} characters; this has ${text.length}.`);
  const entryId = await record(
    work,
    incident,
    { kind: `${kind}_report`, text, change: { field: 'report', before: null, after: kind } },
    { action: 'incident.report', detail: { kind, parts: REPORT_PARTS[kind].filter((one) => texts[one]) } },
  );
  if (kind === 'executive')
    await addOutboxOnce(tx, [{ kind: 'incident_report', subject: entryId, severity: incident.severity }]);
  return { incident, entryId, text };
}
