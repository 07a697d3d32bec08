import type { ReviewSettings } from '../../../domain/incident-review.ts';
import { LANGUAGES } from '../../../domain/language.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Report, ReportSchedule } from '../../../domain/report.ts';
import { can } from '../../../domain/role.ts';
import { timeText } from '../../../messages/time-text.ts';
import { reportText } from '../../../messages/views/report-text.ts';
import { type Child, flag, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { LANGUAGE_WORD } from './report.ts';

export interface ReportsView {
  principal: Principal;
  clock: Clock;
  reports: readonly Report[];
  schedule: ReportSchedule;
  next: { daily: Date | null; weekly: Date | null };
  /** The organisation's. */
  timeZone: string;
  /** How reviews of incidents are made. */
  reviews: ReviewSettings;
  /** A link to older ones; null where there are none. */
  older: string | null;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const RANGES = [
  ['last_week', 'Last week'],
  ['this_week', 'This week so far'],
  ['yesterday', 'Yesterday'],
  ['today', 'Today so far'],
  ['last_month', 'Last month'],
] as const;

/** "What was reported?": the archive, when the next ones come, and one to be made now. */
export function reportsPage(view: ReportsView): Html {
  const { reports, clock, older, principal } = view;
  return html`<p class="crumb"><a href="/posture">Posture</a> / Reports</p>
${pageHead({ title: 'What was reported?', lead: 'Every report as it was made. Daily and weekly ones come by themselves and are told in channels bound for reports.' })}
<section class="panel" aria-labelledby="next-title"><h2 id="next-title">Next</h2>${nextWords(view)}
<form method="post" action="/reports"><div class="row"><label class="sr-only" for="range">About which time</label><select class="short wide-short" id="range" name="range">${RANGES.map(([name, label]) => html`<option value="${name}">${label}</option>`)}</select><button>Make one now</button></div></form></section>
${
  reports.length === 0
    ? empty(
        'No report yet',
        html`The first appears here when it is due, or when somebody presses “Make one now”. In chat: “give me this week’s report”.`,
      )
    : html`<section class="panel flush folds" aria-labelledby="archive-title"><h2 id="archive-title" class="sr-only">Archive</h2><table><thead><tr><th scope="col">Report</th><th scope="col">What happened</th><th scope="col">Made</th></tr></thead><tbody>${reports.map((report) => row(report, clock))}</tbody></table></section>`
}
${older && html`<p><a href="${older}">Older reports</a></p>`}
${can(principal.role, 'rules.write') && html`${scheduleForm(view)}${reviewsForm(view)}`}`;
}

function row(report: Report, clock: Clock): Html {
  const ref = formatReference({ kind: 'report', number: report.number });
  const text = reportText(report, 'en');
  return html`<tr><th scope="row"><a class="ref" href="/reports/${ref}">${ref}</a> ${text.title}</th><td>${text.headline}</td><td class="tight">${ago(report.madeAt, clock)}<br><small>${report.kind === 'asked' ? `for ${report.madeBy}` : 'by itself'}</small></td></tr>`;
}

function nextWords({ next, schedule, timeZone }: ReportsView): Html {
  const said: Child[] = [];
  if (next.weekly) said.push(html`The next weekly report comes on ${timeText(next.weekly, timeZone)}.`);
  if (next.daily) said.push(html`The next daily report comes on ${timeText(next.daily, timeZone)}.`);
  if (said.length === 0) said.push('No report is made by itself: both are switched off below.');
  if (schedule.recommends) said.push('Rules worth having are proposed once a week.');
  return html`<p>${said.map((words) => html`${words} `)}<span class="quiet">(${timeZone}, in ${LANGUAGE_WORD[schedule.language]})</span></p>`;
}

const hours = (name: string, value: number): Html =>
  html`<select class="short" name="${name}" aria-label="Hour">${Array.from({ length: 24 }, (_, hour) => html`<option value="${hour}"${flag('selected', hour === value)}>${String(hour).padStart(2, '0')}:00</option>`)}</select>`;

const scheduleForm = ({ schedule, timeZone }: ReportsView): Html =>
  html`<section class="panel" aria-labelledby="schedule-title"><h2 id="schedule-title">When reports are made</h2><form method="post" action="/reports/schedule">
<fieldset><legend>Weekly, about the seven days before</legend><div class="row"><label class="inline"><input type="checkbox" name="weekly" value="on"${flag('checked', schedule.weekly)}>on</label><select class="short" name="weekly_day" aria-label="Day">${DAYS.map((day, i) => html`<option value="${i + 1}"${flag('selected', i + 1 === schedule.weeklyDay)}>${day}</option>`)}</select>${hours('weekly_hour', schedule.weeklyHour)}</div></fieldset>
<fieldset><legend>Daily, about the day before</legend><div class="row"><label class="inline"><input type="checkbox" name="daily" value="on"${flag('checked', schedule.daily)}>on</label>${hours('daily_hour', schedule.dailyHour)}</div></fieldset>
<label>Written in<select name="language">${LANGUAGES.map((language) => html`<option value="${language}"${flag('selected', language === schedule.language)}>${LANGUAGE_WORD[language]}</option>`)}</select></label>
<label class="inline"><input type="checkbox" name="recommends" value="on"${flag('checked', schedule.recommends)}>Propose rules once a week</label>
<p class="quiet">Hours are those of ${timeZone}, also when its clocks change. Where a report goes is said on the <a href="/channels">Channels page</a>: bind a channel for reports.</p><button>Save</button></form></section>`;

const reviewsForm = ({ reviews }: ReportsView): Html =>
  html`<section class="panel" aria-labelledby="reviews-title" id="reviews"><h2 id="reviews-title">How reviews of incidents are made</h2><form method="post" action="/reports/reviews">
<label>What an hour of somebody’s time costs<input name="hourly_rate" inputmode="decimal" maxlength="8" value="${reviews.hourlyRate ?? ''}" placeholder="not said"></label>
<label>Currency<input class="short" name="currency" maxlength="3" pattern="[A-Za-z]{3}" required value="${reviews.currency}"></label>
<label class="inline"><input type="checkbox" name="asks_feedback" value="on"${flag('checked', reviews.asksFeedback)}>Ask those who took part how it went</label>
<p class="quiet">A review tells how long people worked on an incident, and with a rate what that cost. Whoever took part is asked alone, once it is closed.</p><button>Save</button></form></section>`;
