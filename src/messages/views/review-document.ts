import {
  type HandlingFeedback,
  type IncidentFacts,
  type IncidentReview,
  REVIEW_SECTIONS,
  type ReviewSettings,
} from '../../domain/incident-review.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { LOCALES } from '../../domain/time-words.ts';
import { bookmarkWords } from '../catalogue/bookmarks.ts';
import { incidentWriting } from '../catalogue/incident-writing.ts';
import { numberText } from '../catalogue/terms.ts';
import { titleIn } from '../incident-title.ts';
import { durationText, timeText } from '../time-text.ts';
import { reviewTimes } from './review-text.ts';

interface Reviewed {
  facts: IncidentFacts;
  review: IncidentReview;
  settings: ReviewSettings;
  feedback: readonly HandlingFeedback[];
}

/** What people spent on it, and what that costs where the organisation said what an hour does. */
export function effortLines({ participants }: IncidentFacts, settings: ReviewSettings, language: Language): string[] {
  const { review: words } = incidentWriting[language];
  const minutes = participants.reduce((sum, one) => sum + one.minutes, 0);
  return [
    ...participants.map((one) => words.effortOf(oneLine(one.name, 80), durationText(one.minutes * 60), one.acts)),
    words.effortSum(durationText(minutes * 60), costText(minutes, settings, language)),
  ];
}

/** `120,50 €`; null where nobody said what an hour costs. */
function costText(minutes: number, { hourlyRate, currency }: ReviewSettings, language: Language): string | null {
  if (hourlyRate === null) return null;
  const cost = (minutes / 60) * hourlyRate;
  try {
    return new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency }).format(cost);
  } catch {
    return `${cost.toFixed(2)} ${currency}`;
  }
}

/** What those who took part say: the mean first, then each. */
export function feedbackLines(feedback: readonly HandlingFeedback[], language: Language): string[] {
  const { review: words } = incidentWriting[language];
  if (feedback.length === 0) return [words.noFeedback];
  const mean = feedback.reduce((sum, { score }) => sum + score, 0) / feedback.length;
  return [
    words.feedbackMean(numberText(Math.round(mean * 10) / 10, language), feedback.length),
    ...feedback.map(({ memberName, score, words: said }) =>
      [`${oneLine(memberName, 80)}: ${score}`, oneLine(said, 2000)].filter((one) => one !== '').join('. '),
    ),
  ];
}

/** A review as a Markdown document, whole. What people wrote stands in it as they wrote it; nothing of it becomes markup. */
export function reviewMarkdown({ facts, review, settings, feedback }: Reviewed): string {
  const { language } = review;
  const { review: words } = incidentWriting[language];
  const ref = formatReference({ kind: 'incident', number: facts.incident.number });
  const part = (title: string, body: string): string => `## ${title}\n\n${body}`;
  const kept = facts.bookmarks.map(({ title, url }) => `${oneLine(title, 120)}: ${url}`);
  const list = (lines: readonly string[]): string => lines.map((line) => `- ${plain(line)}`).join('\n');
  return [
    `# ${plain(`${words.title(ref)}: ${oneLine(titleIn(facts.incident, language))}`)}`,
    list(reviewTimes(facts, language).map(({ label, value }) => `${label}: ${value}`)),
    ...REVIEW_SECTIONS.map((section) => {
      const text = review.texts[section]?.text ?? '';
      const isList = section === 'timeline' || section === 'people';
      return part(
        words.sections[section],
        text === '' ? `*${words.toFill}*` : isList ? list(text.split('\n')) : paragraphs(text),
      );
    }),
    ...(kept.length > 0 ? [part(bookmarkWords[language].title, list(kept))] : []),
    part(words.effort, `${list(effortLines(facts, settings, language))}\n\n${words.effortHow}`),
    part(words.feedback, list(feedbackLines(feedback, language))),
    words.made(timeText(review.madeAt, facts.timeZone, language)),
    '',
  ].join('\n\n');
}

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .map((line) => plain(line))
    .join('  \n');

/** Without what Markdown would read as a link, a picture, a heading or a tag. */
const plain = (line: string): string =>
  line.replaceAll(/[\\`*_[\]<>|]/g, String.raw`\$&`).replace(/^(\s*)([#+-]|\d+[.)])/, String.raw`$1\$2`);
