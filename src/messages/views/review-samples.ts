import type { Alert } from '../../domain/alert.ts';
import type { Incident, IncidentEntry } from '../../domain/incident.ts';
import type { IncidentFacts, IncidentReview } from '../../domain/incident-review.ts';
import type { Language } from '../../domain/language.ts';
import type { Card } from '../card.ts';
import type { CardView } from './card-view.ts';
import { handlingCard, handlingForm } from './feedback-question.ts';
import { incidentReportCard, incidentReportForm, reportDraft, reportText } from './incident-report-card.ts';
import { reviewCard, reviewForm } from './review-card.ts';
import { recordedReview } from './review-text.ts';

/** What is written about an incident: reports, its review, and the question to those who took part. */
export function reviewViews(
  sample: { incident: Incident; alert: Alert; entry: IncidentEntry },
  view: CardView,
): Record<string, Card> {
  const language: Language = view.language ?? 'en';
  const { alert } = sample;
  // over by the time of the samples
  const closedAt = sample.incident.openedAt;
  const open = { ...sample.incident, openedAt: new Date(closedAt.getTime() - 45 * 60_000) };
  const entry = { ...sample.entry, at: open.openedAt };
  const incident: Incident = { ...open, status: 'closed', closedAt, resolution: 'Password reset, address blocked.' };
  const facts: IncidentFacts = {
    incident,
    entries: [entry],
    alerts: [alert],
    evidence: [],
    began: { at: alert.firstSeen, by: 'alerts', who: null },
    participants: [],
    others: [],
    tasks: [],
    bookmarks: [],
    timeZone: view.timeZone,
  };
  const ref = `INC-${incident.number}`;
  const recorded = recordedReview(facts, language, closedAt);
  const text = (section: 'summary' | 'impact' | 'well', words: string) => ({
    id: '0199d7a0-0000-7000-8000-000000000030',
    section,
    text: words,
    author: section === 'well' ? 'Maria Lindqvist' : null,
    at: closedAt,
  });
  const review: IncidentReview = {
    beganAt: null,
    beganBy: null,
    language,
    madeAt: closedAt,
    texts: {
      summary: text('summary', recorded.summary),
      impact: text('impact', recorded.impact),
      timeline: null,
      people: null,
      well: text('well', 'The night shift saw it within minutes.'),
      badly: null,
      follow_ups: null,
    },
  };
  const draft = reportDraft({ ...facts, incident: open }, 'executive', language, closedAt);
  const asked = { incidentNumber: incident.number, incidentTitle: incident.title };
  const { title, severity } = incident;
  return {
    incidentReport: incidentReportCard(
      {
        kind: 'executive',
        text: reportText('executive', draft, language),
        by: 'Maria Lindqvist',
        at: closedAt,
        ref,
        title,
        severity,
      },
      { ...view, writes: true },
    ),
    incidentReportForm: incidentReportForm(ref, 'executive', draft, language),
    review: reviewCard(facts, review, view),
    reviewForm: reviewForm(ref, ref, review, language),
    handling: handlingCard({ ...asked, score: null }, language),
    handlingForm: handlingForm(ref, { score: null, words: null }, language),
  };
}
