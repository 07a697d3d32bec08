import { leastDays, RETENTION_NAMES, type RetentionLimits } from '../../../domain/retention.ts';
import type { RetentionReport, RetentionState } from '../../../pipeline/retention.ts';
import { type Html, html } from '../html.ts';
import { askFirst, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { number } from '../words.ts';

export interface RetentionView {
  clock: Clock;
  state: RetentionState;
  mayChange: boolean;
}

const LIMIT_WORD: Record<keyof RetentionLimits, string> = {
  frameDays: 'Pictures of cameras',
  eventDays: 'Camera events with their pictures, and signals of other systems',
  questionDays: 'Pictures of questions',
  messageDays: 'Messages of guarded channels',
  caseDays: 'What was said, with decided cases',
  reportDays: 'Reports',
  unknownDays: 'People without a name, since last seen',
  archivedDays: 'Archived people',
  biometricDays: 'What people are recognised by, once the organisation’s consent is taken back',
};

const DELETED_WORD: Record<keyof RetentionReport, string> = {
  frames: 'pictures of cameras',
  eventPictures: 'pictures of events',
  questionPictures: 'pictures of questions',
  enrolmentPictures: 'pictures of enrolments',
  events: 'events',
  signals: 'signals',
  messages: 'messages',
  conversations: 'conversations',
  quotes: 'quotes of cases',
  reports: 'reports',
  habits: 'habits and scores',
  biometrics: 'numbers of faces and bodies',
  archived: 'people archived',
  people: 'people deleted',
  files: 'files erased',
};

/** "How long is what kept?": the days of each, what is kept too long, and what was deleted last. */
export function retentionPage({ state, clock, mayChange }: RetentionView): Html {
  const { limits, most, own, overdue, runs, waitingFiles } = state;
  const late = Object.entries(overdue).filter(([, count]) => count > 0);
  return html`<p class="crumb"><a href="/audit">Audit</a> / Retention</p>
${pageHead({
  title: 'How long is what kept?',
  lead: 'What is older is deleted every night. Your organisation may keep less long than this installation, never longer.',
})}
<div class="columns"><section class="panel" aria-labelledby="days-title"><h2 id="days-title">Days</h2>
${
  mayChange
    ? html`<form method="post" action="/retention">${RETENTION_NAMES.map(
        (name) =>
          html`<label>${LIMIT_WORD[name]}<input type="number" name="${name}" value="${own[name] ?? ''}" min="${leastDays(name)}" max="${most[name]}" step="1" placeholder="${most[name]}" aria-describedby="${name}-most"></label><p class="quiet" id="${name}-most">${days(limits[name])}; this installation keeps ${days(most[name])}. Empty: as it does.</p>`,
      )}${askFirst('Keep things for these days? What is older is deleted for good tonight; longer days later bring nothing back.')}<button>Save</button></form>`
    : html`<dl class="facts list">${RETENTION_NAMES.map((name) => html`<div><dt>${LIMIT_WORD[name]}</dt><dd>${days(limits[name])}${own[name] !== undefined && html` <span class="quiet">the organisation’s own; this installation keeps ${days(most[name])}</span>`}</dd></div>`)}</dl><p class="quiet">Admins set it.</p>`
}</section>
<section class="panel" aria-labelledby="gone-title"><h2 id="gone-title">What was deleted</h2>
<p>${late.length > 0 ? html`<strong>Kept too long:</strong> ${late.map(([what, count]) => `${number(count)} ${what}`).join(', ')}. A process with the worker role deletes every night.` : 'Nothing is kept too long.'}${waitingFiles > 0 && ` ${number(waitingFiles)} files wait to be erased.`}</p>
${
  runs.length === 0
    ? html`<p class="quiet">Nothing was old enough so far. What each night deleted appears here.</p>`
    : html`<ul class="card-list">${runs.map(({ at, by, report }) => html`<li><span>${deletedText(report)}, by ${by}</span><span class="list-when">${ago(at, clock)}</span></li>`)}</ul>`
}</section></div>`;
}

const days = (count: number): string => `${number(count)} ${count === 1 ? 'day' : 'days'}`;

function deletedText(report: Partial<Record<keyof RetentionReport, unknown>>): string {
  const parts = Object.entries(DELETED_WORD).flatMap(([name, words]) => {
    const count = report[name as keyof RetentionReport];
    return typeof count === 'number' && count > 0 ? [`${number(count)} ${words}`] : [];
  });
  return parts.join(', ') || 'Nothing';
}
