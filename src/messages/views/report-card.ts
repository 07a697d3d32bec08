import { witnessText } from '../../domain/audit.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Report, ReportData, ReportSpot } from '../../domain/report.ts';
import type { Card, CardPart } from '../card.ts';
import { postureWords } from '../catalogue/posture.ts';
import { reportWords } from '../catalogue/reports.ts';
import { pathOf } from '../links.ts';
import { timeText } from '../time-text.ts';
import type { CardView } from './card-view.ts';
import { reportText } from './report-text.ts';
import { slotPoints } from './slot-points.ts';

const SENTENCES = 5;
const SPOTS = 4;
const STEPS = 3;

/** A report as channels and answers show it: what happened, a chart, what was named most, what to do next, and the way to the rest. */
export function reportCard(
  report: Report,
  view: Pick<CardView, 'urls' | 'timeZone'> & {
    language?: Language;
    /** Its readers may not all read the logs: no accounts, no addresses. */
    withoutNames?: boolean;
  },
): Card {
  const { urls = pathOf, language = report.language, withoutNames = false } = view;
  const words = reportWords[language];
  const number = formatReference({ kind: 'report', number: report.number });
  const { data } = report;
  // a language model may have named whom it found in the logs
  const text = reportText(withoutNames ? { ...report, wording: null } : report, language);
  const parts: CardPart[] = [
    { kind: 'heading', text: text.title, url: urls(number) },
    { kind: 'text', text: [text.headline, ...text.summary.slice(0, SENTENCES)].join(' ') },
  ];
  const chart = reportChart(data, language);
  if (chart) parts.push({ kind: 'chart', ...chart });
  const spots = text.spots.filter(({ spot }) => !withoutNames || !isFromLogs(spot)).slice(0, SPOTS);
  if (spots.length > 0) parts.push({ kind: 'list', items: spots.map((spot) => ({ text: spot.text })) });
  const next = text.next.slice(0, STEPS).map((line) => `• ${line}`);
  parts.push({ kind: 'text', text: [`${words.sections.next}:`, ...next].join('\n') });
  parts.push({
    kind: 'actions',
    actions: [{ id: 'report.open', label: words.open, value: number, url: urls(number) }],
  });
  const notes = [
    words.counted(timeText(report.madeAt, view.timeZone, language)),
    ...(text.wordedBy ? [words.worded(text.wordedBy)] : []),
    ...(report.witness ? [words.witness(witnessText(report.witness))] : []),
    ...(withoutNames ? [words.withoutNames] : []),
  ];
  parts.push({ kind: 'context', text: notes.join(' ') });
  return { key: number, parts, language };
}

/** Its alerts over time as a bar chart; null where there were none. */
function reportChart(
  { overTime: { unit, slots } }: Pick<ReportData, 'overTime'>,
  language: Language,
): { title: string; unit: string; points: { label: string; value: number }[] } | null {
  if (slots.every(({ alerts }) => alerts === 0)) return null;
  const { card } = postureWords[language];
  const points = slotPoints(
    slots.map(({ key, alerts }) => ({ key, value: alerts })),
    unit,
    language,
  );
  return { title: card.chart, unit: card.unit, points };
}

const isFromLogs = ({ kind }: ReportSpot): boolean => kind === 'account' || kind === 'address';
