import { answersOf } from '../../db/incident-feedback.ts';
import { addReviewText, findReview, reviewHistory, setBegan } from '../../db/incident-reviews.ts';
import { findReviewSettings } from '../../db/review-settings.ts';
import { isUuid } from '../../domain/id.ts';
import type { Incident } from '../../domain/incident.ts';
import {
  type HandlingFeedback,
  type IncidentFacts,
  type IncidentReview,
  LONGEST_SECTION,
  type RecordedSection,
  type ReviewSection,
  type ReviewSettings,
  type ReviewText,
} from '../../domain/incident-review.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { recordedReview } from '../../messages/views/review-text.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { lockVisibleIncident, refOf, seeIncident } from '../incident-record.ts';
import type { Work } from '../work.ts';
import { incidentFacts } from './incident-facts.ts';
import { makeReview } from './make-review.ts';

type Looking = Pick<Work, 'tx' | 'principal'>;

/** A review with all that its page shows beside its parts. */
export interface SeenReview {
  incident: Incident;
  facts: IncidentFacts;
  /** Null where none was made. */
  review: IncidentReview | null;
  settings: ReviewSettings;
  feedback: HandlingFeedback[];
}

/** For whoever may read incidents, and the alerts in it. */
export async function seeReview({ tx, principal }: Looking, number: number): Promise<SeenReview> {
  authorise(principal, 'incidents.read');
  authorise(principal, 'alerts.read');
  const incident = await seeIncident(tx, principal, number);
  return {
    incident,
    facts: await incidentFacts(tx, incident),
    review: await findReview(tx, incident.id),
    settings: await findReviewSettings(tx),
    feedback: await answersOf(tx, incident.id),
  };
}

/** The versions of one part, the newest first. */
export async function seeReviewHistory(
  { tx, principal }: Looking,
  number: number,
  section?: ReviewSection,
): Promise<ReviewText[]> {
  authorise(principal, 'incidents.read');
  authorise(principal, 'alerts.read');
  const incident = await seeIncident(tx, principal, number);
  return reviewHistory(tx, incident.id, section ? { section } : {});
}

/** Makes the review, or makes it again: what people wrote stands. Answers how many parts were written. */
export async function remakeReview(work: Work, number: number): Promise<number> {
  authorise(work.principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const parts = await makeReview(work, incident);
  await audit(work, { action: 'incident.review_make', subject: refOf(incident), detail: { parts } });
  return parts;
}

/**
 * Writes one part in the principal's words; the version before stays in its history. `base` is the version that was changed: where
 * another stands by now it fails with `conflict`, and nothing is lost. The same words make no version.
 */
export async function editReview(
  work: Work,
  number: number,
  { section, text, base }: { section: ReviewSection; text: string; base?: string | null },
): Promise<ReviewText> {
  const { tx, principal, now } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const words = cleanText(text.replaceAll('\r\n', '\n'));
  if (words.length > LONGEST_SECTION)
    throw new SafeNestError('too_large', `A part of a review has at most ${LONGEST_SECTION} characters.`);
  const review = await made(work, incident);
  const stands = review.texts[section];
  if (base !== undefined && (stands?.id ?? null) !== base)
    throw new SafeNestError(
      'conflict',
      `${stands?.author ?? 'Somebody'} changed this part while you wrote. Both are kept apart: look at theirs, then save yours again.`,
    );
  if (stands && stands.text === words) return stands;
  const id = await addReviewText(tx, incident.id, {
    section,
    text: words,
    author: { id: principal.actor.kind === 'member' ? principal.actor.id : null, name: principal.name },
    at: now,
  });
  await audit(work, { action: 'incident.review_edit', subject: refOf(incident), detail: { section } });
  return { id, section, text: words, author: principal.name, at: now };
}

/** Has one part follow the records again; what a person wrote stays in its history. */
export async function recordReview(work: Work, number: number, section: RecordedSection): Promise<void> {
  authorise(work.principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const { language, texts } = await made(work, incident);
  const text = recordedReview(await incidentFacts(work.tx, incident), language, work.now)[section];
  const stands = texts[section];
  if (stands?.author === null && stands.text === text) return;
  await addReviewText(work.tx, incident.id, { section, text, author: null, at: work.now });
  await audit(work, { action: 'incident.review_edit', subject: refOf(incident), detail: { section, records: true } });
}

/** Puts an earlier version of a part back, as a version of its own in the principal's name. */
export async function restoreReview(work: Work, number: number, versionId: string): Promise<ReviewSection> {
  authorise(work.principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const versions = isUuid(versionId) ? await reviewHistory(work.tx, incident.id, { limit: 10_000 }) : [];
  const version = versions.find(({ id }) => id === versionId);
  if (!version) throw new SafeNestError('not_found', 'There is no such version.');
  await editReview(work, number, { section: version.section, text: version.text });
  return version.section;
}

/**
 * Says when an incident began, which is not when it was reported; null takes that back, and its alerts tell again. Not later than it was
 * reported.
 */
export async function setIncidentBegan(work: Work, number: number, at: Date | null): Promise<void> {
  const { principal, tx, now } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  if (at && at > incident.openedAt)
    throw new SafeNestError('invalid_input', 'It cannot have begun after it was reported.');
  if (at && at.getTime() < now.getTime() - OLDEST_MS)
    throw new SafeNestError('invalid_input', 'That is more than twenty years ago.');
  await made(work, incident);
  await setBegan(tx, incident.id, at && { at, by: principal.name.slice(0, 200) });
  await makeReview(work, incident);
  await audit(work, { action: 'incident.began', subject: refOf(incident), detail: { at: at?.toISOString() ?? null } });
}
const OLDEST_MS = 20 * 366 * 86_400_000;

/** The review, made first where there is none. */
async function made(work: Work, incident: Incident): Promise<IncidentReview> {
  const found = await findReview(work.tx, incident.id);
  if (found) return found;
  await makeReview(work, incident);
  return (await findReview(work.tx, incident.id))!;
}
