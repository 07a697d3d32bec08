import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findReviewSettings } from '../../db/review-settings.ts';
import type { IncidentReview } from '../../domain/incident-review.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import type { Card } from '../../messages/card.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { incidentWriting } from '../../messages/catalogue/incident-writing.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { reviewSettingsWords } from '../../messages/catalogue/review-settings.ts';
import { viewOf } from '../../messages/views/card-view.ts';
import { handlingCard, handlingForm } from '../../messages/views/feedback-question.ts';
import { incidentReportForm } from '../../messages/views/incident-report-card.ts';
import { fittingSections, PEOPLES_SECTIONS, reviewCard, reviewForm } from '../../messages/views/review-card.ts';
import { reviewSettingsForm } from '../../messages/views/review-settings-form.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import { languageOfMember } from '../member-language.ts';
import type { Work } from '../work.ts';
import { askedOf, feedbackAnswer, giveFeedback } from './give-feedback.ts';
import { editReview, seeReview } from './review.ts';
import { readReviewSettings, setReviewSettings } from './review-settings.ts';
import { draftReport, reportTextsSchema, writeReport } from './write-report.ts';

/** The forms about what is written of an incident, and the buttons that open them. */
export const REVIEW_OPENED_BY = {
  'incident.write_tactical': 'incident.tactical',
  'incident.write_executive': 'incident.executive',
  'incident.save_review': 'incident.review_edit',
  'incident.save_review_settings': 'incident.review_settings',
  'incident.send_feedback': 'incident.feedback',
} as const;
export type ReviewFormId = keyof typeof REVIEW_OPENED_BY;
type ReviewFormButton = (typeof REVIEW_OPENED_BY)[ReviewFormId];

const long = z.string().max(20_000).default('');
const reviewSchema = z.object({ well: long, badly: long, follow_ups: long });

/** The form that such a button opens, filled in. */
export async function reviewFormOf(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  { id, value }: { id: ReviewFormButton; value: string },
  language: Language,
): Promise<Card> {
  const number = incidentIn(work, value);
  const ref = formatReference({ kind: 'incident', number });
  switch (id) {
    case 'incident.tactical':
    case 'incident.executive': {
      const kind = id === 'incident.tactical' ? 'tactical' : 'executive';
      return incidentReportForm(ref, kind, await draftReport(work, number, kind, language), language);
    }
    case 'incident.review_edit': {
      authorise(work.principal, 'incidents.write');
      const { review } = await seeReview(work, number);
      return reviewForm(ref, `${ref}#${stood(review).join('.')}`, review, language);
    }
    case 'incident.review_settings':
      authorise(work.principal, 'rules.write');
      return reviewSettingsForm(ref, await findReviewSettings(work.tx), language);
    case 'incident.feedback':
      return handlingForm(ref, await askedOf(work, number), language);
  }
}

/** Throws `invalid_input` where what was typed cannot be sent. */
export function checkReviewForm(work: Pick<Work, 'principal'>, id: ReviewFormId, fields: Record<string, string>): void {
  switch (id) {
    case 'incident.write_tactical':
    case 'incident.write_executive': {
      const given = checked(reportTextsSchema[id === 'incident.write_tactical' ? 'tactical' : 'executive'], fields);
      if (Object.values(given).every((text) => text.trim() === ''))
        throw new SafeNestError('invalid_input', wordsFor(work, incidentWriting).form.nothing);
      return;
    }
    case 'incident.save_review':
      checked(reviewSchema, fields);
      return;
    case 'incident.save_review_settings':
      readReviewSettings(work, fields);
      return;
    case 'incident.send_feedback':
      checked(feedbackAnswer, fields);
  }
}

/** Does what such a form says; `card` is what stands where it was opened. */
export async function submitReviewForm(
  work: Work,
  { id, value, fields }: { id: ReviewFormId; value: string; fields: Record<string, string> },
): Promise<{ text: string; done: boolean; number: number; shows: 'incident' | 'review' | 'handling' }> {
  const number = incidentIn(work, value);
  const ref = formatReference({ kind: 'incident', number });
  const language = await languageOf(work);
  const words = incidentWriting[language];
  switch (id) {
    case 'incident.write_tactical':
    case 'incident.write_executive': {
      const kind = id === 'incident.write_tactical' ? 'tactical' : 'executive';
      const texts = checked(reportTextsSchema[kind], fields);
      await writeReport(work, number, { kind, texts, language });
      return { text: words.written(kind, ref), done: true, number, shows: 'incident' };
    }
    case 'incident.save_review': {
      const given = checked(reviewSchema, fields);
      const before = value.split('#')[1]?.split('.') ?? [];
      let changed = 0;
      const others = new Set<string>();
      for (const [i, section] of PEOPLES_SECTIONS.entries()) {
        // a part that the form did not hold stays, and who left one as it was does not undo what somebody wrote into it meanwhile
        const shown = before[i] ?? ELSEWHERE;
        if (shown === ELSEWHERE || digest(given[section]) === shown) continue;
        const stands = (await seeReview(work, number)).review?.texts[section];
        if (digest(given[section]) === digest(stands?.text ?? '')) continue;
        // nothing of theirs is lost, and whoever wrote over it knows
        if (stands?.author && stands.author !== work.principal.name && digest(stands.text) !== shown)
          others.add(oneLine(stands.author, 80));
        await editReview(work, number, { section, text: given[section] });
        changed++;
      }
      const saved = words.review.saved(ref, changed);
      const text = others.size > 0 ? `${saved} ${words.review.meanwhile([...others].join(', '))}` : saved;
      // what is done is shown by the card alone; this is told
      return { text, done: changed > 0 && others.size === 0, number, shows: 'review' };
    }
    case 'incident.save_review_settings': {
      const { changed } = await setReviewSettings(work, readReviewSettings(work, fields));
      const { saved, same } = reviewSettingsWords[language];
      return { text: changed ? saved : same, done: changed, number, shows: 'review' };
    }
    case 'incident.send_feedback':
      return { ...(await giveFeedback(work, number, fields)), number, shows: 'handling' };
  }
}

/** A review as somebody is shown it in chat. */
export async function currentReviewCard(work: Pick<Work, 'tx' | 'principal'>, number: number): Promise<Card> {
  const { facts, review } = await seeReview(work, number);
  return reviewCard(facts, review, { ...viewOf(work.principal), language: await languageOf(work) });
}

/** What whoever took part was asked, as it stands now. */
export async function currentHandlingCard(work: Pick<Work, 'tx' | 'principal'>, number: number): Promise<Card> {
  return handlingCard(await askedOf(work, number), await languageOf(work));
}

const languageOf = async ({ tx, principal }: Pick<Work, 'tx' | 'principal'>): Promise<Language> =>
  principal.place.language ??
  (principal.actor.kind === 'member' && principal.actor.id !== null ? languageOfMember(tx, principal.actor.id) : 'en');

/** How each part stood when the form was opened. */
function stood(review: IncidentReview | null): string[] {
  const fitting: readonly string[] = fittingSections(review);
  return PEOPLES_SECTIONS.map((section) =>
    fitting.includes(section) ? digest(review?.texts[section]?.text ?? '') : ELSEWHERE,
  );
}
/** Stands for a part that the form does not hold. */
const ELSEWHERE = '-';

/** The same for a text that came back as it was sent: what platforms do to line ends and to the blanks before them changes nothing. */
const digest = (text: string): string =>
  createHash('sha256')
    .update(
      cleanText(text.replaceAll(/\r\n?/g, '\n'))
        .normalize('NFC')
        .replaceAll(/[^\S\n]+$/gm, ''),
    )
    .digest('hex')
    .slice(0, 8);

function incidentIn(work: Pick<Work, 'principal'>, value: string): number {
  const reference = value.length <= 200 ? parseReference(value.split('#')[0]!) : null;
  if (reference?.kind !== 'incident')
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which incident'));
  return reference.number;
}
