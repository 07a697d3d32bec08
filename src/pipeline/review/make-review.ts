import { addReviewText, findReview, noteReviewMade } from '../../db/incident-reviews.ts';
import { findReportSchedule } from '../../db/report-schedules.ts';
import type { Incident } from '../../domain/incident.ts';
import { RECORDED_SECTIONS } from '../../domain/incident-review.ts';
import { recordedReview } from '../../messages/views/review-text.ts';
import type { Work } from '../work.ts';
import { incidentFacts } from './incident-facts.ts';

/**
 * Writes an incident's review from its records, in the language of the organisation's reports. Made again, a part follows the records
 * only where nobody has written it: what a person wrote stands. Every version is kept. Answers how many parts were written.
 */
export async function makeReview(work: Work, incident: Incident): Promise<number> {
  const { tx, now } = work;
  const before = await findReview(tx, incident.id);
  const language = before?.language ?? (await findReportSchedule(tx)).schedule.language;
  await noteReviewMade(tx, incident.id, { language, madeAt: now });
  const recorded = recordedReview(await incidentFacts(tx, incident), language, now);
  let written = 0;
  for (const section of RECORDED_SECTIONS) {
    const stands = before?.texts[section] ?? null;
    if (stands && (stands.author !== null || stands.text === recorded[section])) continue;
    await addReviewText(tx, incident.id, { section, text: recorded[section], author: null, at: now });
    written++;
  }
  return written;
}
