import {
  type HandlingFeedback,
  type IncidentFacts,
  type IncidentReview,
  REVIEW_SECTIONS,
  type ReviewSection,
  type ReviewSettings,
  type ReviewText,
} from '../../../domain/incident-review.ts';
import type { LANGUAGES } from '../../../domain/language.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { incidentWriting } from '../../../messages/catalogue/incident-writing.ts';
import { titleIn } from '../../../messages/incident-title.ts';
import { timeText } from '../../../messages/time-text.ts';
import { effortLines, feedbackLines } from '../../../messages/views/review-document.ts';
import { reviewTimes } from '../../../messages/views/review-text.ts';
import { breakable, type Child, flag, type Html, html } from '../html.ts';
import { empty } from '../layout.ts';
import { ago, type Clock } from '../time.ts';

export interface ReviewView {
  principal: Principal;
  clock: Clock;
  facts: IncidentFacts;
  review: IncidentReview | null;
  settings: ReviewSettings;
  feedback: readonly HandlingFeedback[];
  /** All versions, the newest first. */
  history: readonly ReviewText[];
  /** The reader took part and is asked how it went. */
  isAsked: boolean;
  /** On paper there is nothing to press. */
  printed?: true;
}

/** The review of an incident: what the records tell and what people make of it, each part with its versions. */
export function reviewPage(view: ReviewView): Html {
  const { facts, review, settings, feedback, printed, principal } = view;
  const language = review?.language ?? 'en';
  const words = incidentWriting[language].review;
  const ref = formatReference({ kind: 'incident', number: facts.incident.number });
  const path = `/incidents/${ref}/review`;
  const writes = can(principal.role, 'incidents.write') && !printed;
  const head = html`${!printed && html`<p class="crumb"><a href="/incidents">Incidents</a> / <a href="/incidents/${ref}">${ref}</a> / Review</p>`}
<header class="page-head"><div><h1>${words.title(ref)}</h1><p class="lead">${breakable(titleIn(facts.incident, language))}</p></div>${!printed && review && html`<div class="page-aside"><div class="row"><a role="button" class="secondary outline" href="${path}/pdf">PDF</a><a role="button" class="secondary outline" href="${path}/markdown" download>Markdown</a></div></div>`}</header>`;
  if (!review)
    return html`<div class="report" lang="${language}">${head}${empty(words.notYet, writes ? html`<form method="post" action="${path}"><button>Make it now</button></form>` : '')}</div>`;
  const list = (lines: readonly string[]): Html =>
    html`<ul>${lines.map((line) => html`<li>${breakable(line)}</li>`)}</ul>`;
  return html`<div class="report" lang="${language}">${head}
<section class="panel" aria-labelledby="times-title"><h2 id="times-title" class="sr-only">Times</h2>
<dl class="facts">${reviewTimes(facts, language).map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${writes && beganForm(view, path)}</section>
${REVIEW_SECTIONS.map((section) => sectionPanel(section, view, { path, writes, words }))}
<section class="panel" aria-labelledby="effort-title"><h2 id="effort-title">${words.effort}</h2>${list(effortLines(facts, settings, language))}<p class="quiet">${words.effortHow}</p></section>
<section class="panel" aria-labelledby="feedback-title"><h2 id="feedback-title">${words.feedback}</h2>${list(feedbackLines(feedback, language))}${!printed && view.isAsked && feedbackForm(path, language)}</section>
<p class="quiet">${words.made(timeText(review.madeAt, facts.timeZone, language))}</p>
${writes && html`<form method="post" action="${path}"><button class="secondary outline">Bring it up to date</button> <small>What people wrote stays.</small></form>`}</div>`;
}

interface Around {
  path: string;
  writes: boolean;
  words: (typeof incidentWriting)['en']['review'];
}

function sectionPanel(section: ReviewSection, { review, history, clock, printed }: ReviewView, around: Around): Html {
  const { path, writes, words } = around;
  const stands = review!.texts[section];
  const text = stands?.text ?? '';
  const versions = history.filter((one) => one.section === section);
  const isList = section === 'timeline' || section === 'people';
  const shown = isList
    ? html`<ul>${text.split('\n').map((line) => html`<li>${breakable(line)}</li>`)}</ul>`
    : html`${text.split('\n\n').map((block) => html`<p>${block.split('\n').map((line, i): Child => [i > 0 && html`<br>`, breakable(line)])}</p>`)}`;
  return html`<section class="panel" aria-labelledby="${section}-title" id="${section}"><h2 id="${section}-title">${words.sections[section]}</h2>
${text === '' ? html`<p class="quiet">${words.toFill}</p>` : shown}
${stands?.author && html`<p class="quiet">${stands.author}, ${printed ? timeText(stands.at, clock.timeZone, review!.language) : ago(stands.at, clock)}</p>`}
${writes && html`<details class="fold"><summary>Edit</summary><form method="post" action="${path}/${section}"><input type="hidden" name="base" value="${stands?.id}"><label class="sr-only" for="text-${section}">${words.sections[section]}</label><textarea id="text-${section}" name="text" rows="${isList ? 12 : 6}" maxlength="20000">${text}</textarea><button>Save</button></form></details>`}
${!printed && versions.length > 1 && html`<details class="fold"><summary>${versions.length} versions</summary><ol class="timeline">${versions.map((one, i) => html`<li><div class="entry-head"><strong>${one.author ?? words.fromRecords}</strong>${ago(one.at, clock)}${i === 0 && html`<span class="tag">stands</span>`}${writes && i > 0 && html`<form method="post" action="${path}/restore"><input type="hidden" name="version" value="${one.id}"><button class="plain">Put back</button></form>`}</div><p class="entry-text">${one.text === '' ? html`<span class="quiet">nothing</span>` : breakable(one.text.slice(0, 2000))}</p></li>`)}</ol></details>`}
</section>`;
}

const beganForm = ({ facts, review }: ReviewView, path: string): Html =>
  html`<details class="fold"><summary>Say when it began</summary><form method="post" action="${path}/began"><div class="row"><label>Began (${facts.timeZone})<input type="datetime-local" name="at" value="${localInput(facts.began.at, facts.timeZone)}" required></label><button class="secondary outline">Save</button></div></form>${review?.beganAt && html`<form method="post" action="${path}/began"><button class="plain">Take it from the alerts again</button></form>`}</details>`;

function feedbackForm(path: string, language: (typeof LANGUAGES)[number]): Html {
  const { feedback: words } = incidentWriting[language];
  return html`<form method="post" action="${path}/feedback"><label>${words.score}<select name="score">${(['5', '4', '3', '2', '1'] as const).map((score) => html`<option value="${score}"${flag('selected', score === '4')}>${words.scores[score]}</option>`)}</select></label><label>${words.words}<textarea name="words" rows="2" maxlength="2000"></textarea></label><button>${words.send}</button></form>`;
}

/** A moment as the field of a form has it, on the zone's clock. */
function localInput(at: Date, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}
