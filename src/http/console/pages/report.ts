import { witnessText } from '../../../domain/audit.ts';
import { LANGUAGES, type Language } from '../../../domain/language.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Report, ReportSpot } from '../../../domain/report.ts';
import { postureWords } from '../../../messages/catalogue/posture.ts';
import { reportWords } from '../../../messages/catalogue/reports.ts';
import { timeText } from '../../../messages/time-text.ts';
import { hotspotPath } from '../../../messages/views/posture-card.ts';
import { figureRows, reportText } from '../../../messages/views/report-text.ts';
import { slotLabel } from '../../../messages/views/slot-points.ts';
import { barChart } from '../chart.ts';
import { breakable, type Child, flag, type Html, html } from '../html.ts';

export const LANGUAGE_WORD: Record<Language, string> = { en: 'English', de: 'German', fr: 'French', es: 'Spanish' };

export interface ReportView {
  report: Report;
  /** In which it is read; it was made in its own. */
  language: Language;
  timeZone: string;
  /** On paper there is nothing to press. */
  printed?: true;
}

/** One report, as it was made: it can be printed as it stands. */
export function reportPage(view: ReportView): Html {
  const { report, language, printed } = view;
  const words = reportWords[language];
  const { data } = report;
  const ref = formatReference({ kind: 'report', number: report.number });
  const text = reportText(report, language);
  const range = report.period;
  const section = (id: string, title: string, body: Child): Html =>
    html`<section class="panel" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`;
  const list = (lines: readonly Child[]): Html => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  const rows = figureRows(data, language).filter(({ isEmpty }) => !isEmpty);
  const { unit, slots } = data.overTime;
  const bars = slots.map((slot) => ({
    label: slotLabel(slot.key, unit, language),
    value: slot.alerts,
    of: slot.severe,
    ...(printed || unit === 'hour' ? {} : { url: `/logs?kinds=alert&range=${slot.key}` }),
  }));
  const chartWords = postureWords[language].card;
  return html`<div class="report" lang="${language}">
${!printed && html`<p class="crumb"><a href="/reports">Reports</a> / ${ref}</p>`}
<header class="page-head"><div><h1>${text.title}</h1><p class="lead">${breakable(text.headline)}</p></div>${!printed && tools(view, ref)}</header>
${section(
  'summary',
  words.sections.summary,
  html`${text.summary.map((line) => html`<p>${breakable(line)}</p>`)}${
    slots.some(({ alerts }) => alerts > 0) &&
    barChart({
      title: chartWords.chart,
      unit: chartWords.unit,
      ofUnit: words.figures.severe.toLowerCase(),
      restUnit: words.rest,
      bars,
    })
  }`,
)}
${section('changed', words.sections.changed, list(text.changed.map(breakable)))}
${section('next', words.sections.next, list(text.next.map((line) => linked(line, printed))))}
${text.recommended.length > 0 && section('recommended', words.sections.recommended, list(text.recommended.map((line) => linked(line, printed))))}
${section('spots', words.sections.spots, text.spots.length === 0 ? html`<p class="quiet">${words.noSpots}</p>` : list(text.spots.map(({ text: line, spot }) => spotLine(line, spot, range, printed))))}
${section('decided', words.sections.decided, list(text.decided.map((line) => linked(line, printed))))}
${section('figures', words.sections.figures, html`<div class="scroll"><table class="figures"><thead><tr><td></td><th scope="col" class="num">${words.now}</th>${!data.first && html`<th scope="col" class="num">${words.earlier}</th>`}</tr></thead><tbody>${rows.map((row) => html`<tr><th scope="row">${row.label}</th><td class="num">${row.now}</td>${!data.first && html`<td class="num">${row.earlier}</td>`}</tr>`)}</tbody></table></div>`)}
<p class="quiet">${words.counted(timeText(report.madeAt, view.timeZone, language))} ${text.wordedBy && words.worded(text.wordedBy)} ${report.witness && html`<span class="wrap-any">${words.witness(witnessText(report.witness))}</span>`}</p></div>`;
}

const tools = ({ language, report }: ReportView, ref: string): Html =>
  html`<div class="page-aside"><div class="row"><a role="button" class="secondary outline" href="/reports/${ref}/pdf?language=${language}">${reportWords[language].pdf}</a><form method="get" action="/reports/${ref}"><div class="row"><label class="sr-only" for="language">Language</label><select class="short" id="language" name="language">${LANGUAGES.map((one) => html`<option value="${one}"${flag('selected', one === language)}>${LANGUAGE_WORD[one]}${one === report.language && ' (as made)'}</option>`)}</select><button class="secondary outline">Read</button></div></form></div></div>`;

const REFERENCE = /\b(ALR|INC|RULE|PROP)-(\d{1,9})\b/g;
const PAGE: Record<string, string> = { ALR: '/alerts', INC: '/incidents', RULE: '/rules', PROP: '/proposals' };

/** A line whose references open. */
function linked(line: string, printed: true | undefined): Child {
  if (printed) return breakable(line);
  const parts: Child[] = [];
  let end = 0;
  for (const match of line.matchAll(REFERENCE)) {
    parts.push(
      breakable(line.slice(end, match.index)),
      html`<a class="ref" href="${PAGE[match[1]!]!}/${match[0]}">${match[0]}</a>`,
    );
    end = match.index + match[0].length;
  }
  return html`${parts}${breakable(line.slice(end))}`;
}

function spotLine(line: string, spot: ReportSpot, range: string, printed: true | undefined): Child {
  const { kind } = spot;
  if (printed || kind === 'camera' || kind === 'zone' || kind === 'channel') return breakable(line);
  return html`<a href="${hotspotPath(kind, spot, range)}">${breakable(line)}</a>`;
}
