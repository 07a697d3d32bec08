import { type IncidentReportKind, REPORT_PARTS, type ReportTexts } from '../../../domain/incident-review.ts';
import type { Language } from '../../../domain/language.ts';
import { incidentWriting } from '../../../messages/catalogue/incident-writing.ts';
import { type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';

export interface IncidentReportView {
  ref: string;
  kind: IncidentReportKind;
  draft: ReportTexts;
  title: string;
  language: Language;
}

/** A report about an incident, as the records tell it, to be changed and posted. */
export function incidentReportPage({ ref, kind, draft, title, language }: IncidentReportView): Html {
  const words = incidentWriting[language];
  return html`<p class="crumb"><a href="/incidents">Incidents</a> / <a href="/incidents/${ref}">${ref}</a></p>
${pageHead({ title, lead: words.form.note })}
<form class="panel" method="post" action="/incidents/${ref}/${kind}" lang="${language}">${REPORT_PARTS[kind].map((part) => html`<label>${words.parts[part]}<textarea name="${part}" rows="5" maxlength="4000">${draft[part]}</textarea></label>`)}<button>${words.form.send}</button></form>`;
}
