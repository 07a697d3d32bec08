import {
  type IncidentFacts,
  type IncidentReview,
  REVIEW_SECTIONS,
  type ReviewSection,
} from '../../domain/incident-review.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { incidentWriting } from '../catalogue/incident-writing.ts';
import { reviewSettingsWords } from '../catalogue/review-settings.ts';
import { titleIn } from '../incident-title.ts';
import { pathOf } from '../links.ts';
import { timeText } from '../time-text.ts';
import type { CardView } from './card-view.ts';
import { reviewTimes } from './review-text.ts';

/** What only people can write: the parts that a form in chat holds. */
export const PEOPLES_SECTIONS = ['well', 'badly', 'follow_ups'] as const satisfies readonly ReviewSection[];
const ON_CARD = ['summary', 'impact', ...PEOPLES_SECTIONS] as const;
const LONGEST_PART = 900;
/** What a field of a form holds everywhere. */
const LONGEST_FIELD = 3000;
/** What all fields of a form hold together, in bytes as they are sent: Teams takes 28 KB with all that is around them. */
const LARGEST_FORM = 20_000;

/** Where a review stands in the console. */
const reviewPath = (ref: string, urls: (ref: string) => string = pathOf): string => `${urls(ref)}/review`;

/** A review in chat: its times, what happened, and what people wrote of it; all of it is in the console. */
export function reviewCard(facts: IncidentFacts, review: IncidentReview | null, view: CardView): Card {
  const { urls = pathOf, language = 'en', timeZone, forms = false } = view;
  const { review: words } = incidentWriting[language];
  const ref = formatReference({ kind: 'incident', number: facts.incident.number });
  const part = (section: ReviewSection): CardPart => {
    const text = review?.texts[section]?.text ?? '';
    const shown = text.length > LONGEST_PART ? `${text.slice(0, LONGEST_PART - 1).toWellFormed()}…` : text;
    return { kind: 'text', text: `${words.sections[section]}:\n${shown === '' ? words.toFill : shown}` };
  };
  return {
    key: `${ref} review`,
    language,
    parts: [
      {
        kind: 'heading',
        text: `${words.title(ref)}: ${oneLine(titleIn(facts.incident, language))}`,
        severity: facts.incident.severity,
        url: reviewPath(ref, urls),
      },
      ...(review === null
        ? [{ kind: 'text' as const, text: words.notYet }]
        : [
            { kind: 'facts' as const, facts: reviewTimes({ ...facts, timeZone }, language) },
            ...ON_CARD.map(part),
            { kind: 'context' as const, text: words.made(timeText(review.madeAt, timeZone, language)) },
          ]),
      {
        kind: 'actions',
        actions: [
          { id: 'incident.read_review', label: words.open, value: ref, url: reviewPath(ref, urls) },
          ...(forms && view.can('incidents.write')
            ? [{ id: 'incident.review_edit', label: words.complete, value: ref }]
            : []),
          ...(forms && view.can('rules.write')
            ? [{ id: 'incident.review_settings', label: reviewSettingsWords[language].button, value: ref }]
            : []),
        ],
      },
    ],
  };
}

/** The parts that a form holds whole: one that it would show cut is changed in the console, where nothing of it is lost. */
export function fittingSections(review: IncidentReview | null): (typeof PEOPLES_SECTIONS)[number][] {
  let left = LARGEST_FORM;
  return PEOPLES_SECTIONS.filter((section) => {
    const text = review?.texts[section]?.text ?? '';
    const bytes = Buffer.byteLength(JSON.stringify(text));
    if (text.length > LONGEST_FIELD || bytes > left) return false;
    left -= bytes;
    return true;
  });
}

/** A form for what only people can write. `value` names the incident and how the parts stood. */
export function reviewForm(ref: string, value: string, review: IncidentReview | null, language: Language = 'en'): Card {
  const { review: words } = incidentWriting[language];
  const fitting: readonly string[] = fittingSections(review);
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      ...PEOPLES_SECTIONS.map((section): CardPart => {
        const label = words.sections[section];
        const text = review?.texts[section]?.text ?? '';
        return fitting.includes(section)
          ? { kind: 'field', name: section, label, input: 'multiline', value: text }
          : { kind: 'list', items: [{ text: words.tooLong(label), url: reviewPath(ref) }] };
      }),
      { kind: 'actions', actions: [{ id: 'incident.save_review', label: words.save, value, style: 'primary' }] },
    ],
  };
}

/** Buttons of an incident's card for what is written about it: reports while people work on it, its review once it is over. */
export function writingButtons(
  incident: IncidentFacts['incident'],
  ref: string,
  view: Pick<CardView, 'can' | 'forms' | 'urls' | 'language'>,
): CardAction[] {
  const { urls = pathOf, language = 'en', forms = false } = view;
  const words = incidentWriting[language];
  if (incident.status === 'closed' && view.can('incidents.read'))
    return [
      {
        id: 'incident.review',
        label: words.review.button,
        value: ref,
        ...(forms ? {} : { url: reviewPath(ref, urls) }),
      },
    ];
  if (incident.status === 'closed' || incident.status === 'withdrawn' || !forms || !view.can('incidents.write'))
    return [];
  return (['tactical', 'executive'] as const).map((kind) => ({
    id: `incident.${kind}`,
    label: words.kind[kind],
    value: ref,
  }));
}

/** Whether a part of a review is one of a review at all. */
export const isReviewSection = (text: string): text is ReviewSection =>
  (REVIEW_SECTIONS as readonly string[]).includes(text);
