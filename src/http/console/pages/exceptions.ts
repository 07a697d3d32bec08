import type { AlertException } from '../../../domain/alert-exception.ts';
import { PAUSE_HOURS } from '../../../domain/alert-pause.ts';
import type { Camera } from '../../../domain/camera.ts';
import { formatReference } from '../../../domain/reference.ts';
import { scopeText } from '../../../messages/views/exception-form.ts';
import type { ShownPause } from '../../../pipeline/alert-pauses.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { ago, type Clock, exact } from '../time.ts';
import { number, plural } from '../words.ts';

export interface ExceptionsView {
  clock: Clock;
  live: readonly AlertException[];
  over: readonly AlertException[];
  edits: boolean;
  pauses: readonly ShownPause[];
  /** Those that may be paused by themselves. */
  cameras: readonly Camera[];
}

/** "What is not told at the moment?": what is snoozed or expected, who said so and why, and what it held back. */
export function exceptionsPage({ clock, live, over, edits, pauses, cameras }: ExceptionsView): Html {
  return html`<p class="crumb"><a href="/alerts">Alerts</a> / Exceptions</p>
${pageHead({ title: 'What is not told at the moment?', lead: 'Snoozed alerts, and what somebody said is expected. The events count and stay in the logs; what gets worse is told all the same; everything here ends by itself.' })}
${pauses.map((one) => pausePanel(one, clock, edits))}
${edits && pauseForm(cameras)}
${live.length === 0 ? empty('Nothing is held back', 'Press “Snooze…” or “Expected…” on an alert, here or in chat; or say “snooze ALR-3 until tomorrow”.') : table('Now', live, clock, edits)}
${over.length > 0 && table('Over', over, clock, false)}`;
}

const table = (title: string, all: readonly AlertException[], clock: Clock, edits: boolean): Html =>
  html`<section class="panel flush folds" aria-labelledby="${title.toLowerCase()}-title"><table><caption id="${title.toLowerCase()}-title">${title}</caption><thead><tr><th scope="col">What</th><th scope="col">Who and why</th><th scope="col">How long</th><th scope="col">Held back</th>${edits && html`<th scope="col"><span class="sr-only">What to do</span></th>`}</tr></thead><tbody>${all.map((one) => row(one, clock, edits))}</tbody></table></section>`;

/** What a pause is of, in words. */
const pausedWords = ({ scope, camera }: ShownPause): string =>
  scope === 'all'
    ? 'All alerts'
    : scope === 'cameras'
      ? 'Alerts of all cameras'
      : `Alerts of ${camera?.name ?? 'a camera'}`;

const pausePanel = (one: ShownPause, clock: Clock, edits: boolean): Html =>
  html`<div class="flash flash-problem" role="note">${icon('warning')}<p>${pausedWords(one)} are paused until ${exact(one.until, clock)} by ${one.createdBy}; ${plural(one.held, 'finding')} raised nothing. What is critical is raised all the same.</p>${edits && html`<form method="post" action="/pauses/${one.id}/end"><button class="secondary outline small">End the pause</button></form>`}</div>`;

const pauseForm = (cameras: readonly Camera[]): Html =>
  html`<details class="fold"><summary>Pause alerts</summary><form method="post" action="/pauses"><div class="field-grid top"><label>Of what<select name="what"><option value="cameras">All cameras</option>${cameras.map((camera) => html`<option value="${formatReference({ kind: 'camera', number: camera.number })}">${camera.name}</option>`)}<option value="all">Everything</option></select></label><label>For how long<select name="hours">${PAUSE_HOURS.map((hours) => html`<option value="${hours}"${flag('selected', hours === 8)}>${plural(hours, 'hour')}</option>`)}</select></label></div><button class="secondary">Pause</button><p class="quiet after">No rule raises an alert until then, but for what is critical. What happens is stored all the same.</p></form></details>`;

function row(one: AlertException, clock: Clock, edits: boolean): Html {
  const ref = formatReference({ kind: 'alert', number: one.alertNumber });
  const what =
    one.kind === 'snooze'
      ? 'Snoozed'
      : html`Expected: ${breakable(scopeText(one, 'en'))}${one.ruleId === null ? ', any rule' : ', this rule'}`;
  return html`<tr><th scope="row"><a class="ref" href="/alerts/${ref}">${ref}</a> ${what}</th><td>${one.createdBy}, ${ago(one.createdAt, clock)}${one.reason && html`<br><small>${breakable(one.reason)}</small>`}</td><td>${one.endedAt ? html`ended ${ago(one.endedAt, clock)}<br><small>by ${one.endedBy}</small>` : html`until ${exact(one.until, clock)}`}</td><td>${plural(one.suppressed, 'event')} not told${one.lastSuppressedAt && html`<br><small>last ${ago(one.lastSuppressedAt, clock)}</small>`}</td>${edits && html`<td class="tight"><form method="post" action="/exceptions/${one.id}/end">${askFirst(`Tell ${ref} again from now on?`)}<button class="secondary outline small">End now</button></form></td>`}</tr>`;
}

/** Forms on an alert's page: leave it alone for a while, or say that it is expected. */
export function leaveAlone(
  reference: string,
  { mayExpect, mayAny, what, settled }: { mayExpect: boolean; mayAny: boolean; what: string; settled: boolean },
): Html {
  return html`<details class="fold"><summary>Leave it alone for a while</summary>
${!settled && html`<form method="post" action="/alerts/${reference}/snooze"><h3>Snooze</h3><div class="field-grid top"><label>For how long<select name="hours"><option value="1">1 hour</option><option value="24" selected>24 hours</option><option value="168">7 days</option></select></label><label>Why<input name="reason" maxlength="500" autocomplete="off"></label></div><button class="secondary">Snooze</button><p class="quiet after">It goes on counting, and is told if it gets worse.</p></form>`}
${mayExpect && html`<form method="post" action="/alerts/${reference}/expect"><h3>Expected</h3><div class="field-grid top"><label>Do not alert again for<select name="what"><option value="rule">${what}, this rule</option>${mayAny && html`<option value="any">${what}, any rule</option>`}</select></label><label>For how long<select name="days"><option value="7">7 days</option><option value="30" selected>30 days</option><option value="90">90 days</option></select></label><label>Why<input name="reason" maxlength="500" autocomplete="off"></label></div><button class="secondary">It is expected</button></form>`}
<p class="quiet after"><a href="/exceptions">All exceptions</a></p></details>`;
}

/** What an alert's exceptions hold back now, in a line each. */
export const exceptionLines = (all: readonly AlertException[], clock: Clock): Html | false =>
  all.length > 0 &&
  html`<ul class="plain">${all.map((one) => html`<li>${one.kind === 'snooze' ? 'Snoozed' : 'Expected'} until ${exact(one.until, clock)} by ${one.createdBy}${one.suppressed > 0 && html` (${number(one.suppressed)} not told)`}${one.reason && html`: ${breakable(one.reason)}`}</li>`)}</ul>`;
