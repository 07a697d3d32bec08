import type { IncidentEntry } from '../../domain/incident.ts';
import {
  type IncidentFacts,
  type IncidentReportKind,
  REPORT_PARTS,
  type ReportPart,
  type ReportTexts,
} from '../../domain/incident-review.ts';
import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { incidentWords } from '../catalogue/incident.ts';
import { incidentWriting } from '../catalogue/incident-writing.ts';
import { titleIn } from '../incident-title.ts';
import { pathOf } from '../links.ts';
import type { CardView } from './card-view.ts';
import { incidentStory } from './incident-story.ts';

/** The latest of what was done that a report names. */
const ACTS = 6;
const LONGEST_PART = 2000;
/** A field of the smallest forms holds no more. */
const LONGEST_FIELD = 3000;

/** A report as the records tell it: what people change before it is posted. */
export function reportDraft(
  facts: IncidentFacts,
  kind: IncidentReportKind,
  language: Language,
  now: Date,
): Record<ReportPart, string> {
  const story = incidentStory(facts, language, now);
  const { say } = incidentWriting[language];
  const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');
  const waits = [...story.open, ...story.tasks];
  const open = waits.length > 0 ? lines(...waits) : say.nothingOpen;
  const over = facts.incident.closedAt !== null;
  const parts: Record<ReportPart, string> = {
    conditions: lines(
      story.is,
      story.began,
      story.alerts,
      story.accounts,
      story.addresses,
      story.withWhom,
      story.closed,
    ),
    actions: story.acts.length > 0 ? lines(...story.acts.slice(-ACTS)) : say.nothingDone,
    needs: open,
    happened: lines(oneLine(titleIn(facts.incident, language)), story.summary, story.began),
    impact: lines(story.alerts, story.accounts, story.lasted),
    status: lines(story.is, story.withWhom, story.closed),
    next: lines(open, over ? say.readReview : ''),
  };
  return Object.fromEntries(REPORT_PARTS[kind].map((part) => [part, parts[part].slice(0, LONGEST_PART)])) as Record<
    ReportPart,
    string
  >;
}

/** A report as it stands in the timeline: each part under its name. */
export const reportText = (kind: IncidentReportKind, texts: ReportTexts, language: Language): string =>
  REPORT_PARTS[kind]
    .map((part) => [part, cleanText(texts[part] ?? '')] as const)
    .filter(([, text]) => text !== '')
    .map(([part, text]) => `${incidentWriting[language].parts[part]}:\n${text}`)
    .join('\n\n');

/** The form in which a report is written, filled in. */
export function incidentReportForm(
  ref: string,
  kind: IncidentReportKind,
  draft: ReportTexts,
  language: Language = 'en',
): Card {
  const words = incidentWriting[language];
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.form.title(kind, ref) },
      { kind: 'text', text: words.form.note },
      ...REPORT_PARTS[kind].map(
        (part): CardPart => ({
          kind: 'field',
          name: part,
          label: words.parts[part],
          input: 'multiline',
          value: (draft[part] ?? '').slice(0, LONGEST_FIELD).toWellFormed(),
        }),
      ),
      {
        kind: 'actions',
        actions: [{ id: `incident.write_${kind}`, label: words.form.send, value: ref, style: 'primary' }],
      },
    ],
  };
}

/** Which report a line of a timeline is; null for every other line. */
export const reportKindOf = (kind: IncidentEntry['kind']): IncidentReportKind | null =>
  kind === 'tactical_report' ? 'tactical' : kind === 'executive_report' ? 'executive' : null;

/** A report as channels and answers show it. */
export function incidentReportCard(
  {
    kind,
    text,
    by,
    at,
    ref,
    title,
    severity,
  }: {
    kind: IncidentReportKind;
    text: string;
    by: string;
    at: Date;
    ref: string;
    title: string;
    severity: Severity;
  },
  view: Pick<CardView, 'urls' | 'language' | 'forms'> & { writes?: boolean },
): Card {
  const { urls = pathOf, language = 'en', forms = false, writes = false } = view;
  const words = incidentWriting[language];
  return {
    key: `${ref} ${kind}`,
    language,
    parts: [
      { kind: 'heading', text: `${words.kind[kind]}, ${ref}: ${oneLine(title)}`, severity, url: urls(ref) },
      ...text
        .split('\n\n')
        .filter((part) => part.trim() !== '')
        .map((part): CardPart => ({ kind: 'text', text: part })),
      { kind: 'context', text: oneLine(by, 80), at: at.toISOString() },
      {
        kind: 'actions',
        actions: [
          { id: 'incident.open', label: incidentWords[language].card.open, value: ref, url: urls(ref) },
          ...(forms && writes ? [{ id: `incident.${kind}`, label: words.again, value: ref }] : []),
        ],
      },
    ],
  };
}
