import type { PushDevice } from '../../../domain/delivery.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { MOST_DEVICES, type Wishes } from '../../../pipeline/delivery/push-devices.ts';
import { flag, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { askFirst } from '../layout.ts';
import { clockOf } from '../platform-words.ts';
import { quietDayFields } from '../quiet-hours.ts';
import { ago, type Clock } from '../time.ts';
import { SEVERITY_WORD } from '../words.ts';

export interface PushView {
  clock: Clock;
  timeZone: string;
  /** What browsers are told of who sends. */
  publicKey: string;
  devices: readonly (PushDevice & { addedAt: Date })[];
  wishes: Wishes;
}

/** One's own browsers that show alerts: switched on where one reads this, tested and ended here. */
export function ownNotifications({ clock, timeZone, publicKey, devices, wishes }: PushView): Html {
  return html`<section class="panel" aria-labelledby="push-title"><h2 id="push-title">Notifications</h2>
<p>Alerts as notifications of this browser, also while no page of SafeNest is open: how bad, the alert’s title and its number, nothing more.</p>
<div id="push" data-key="${publicKey}" data-full="${devices.length >= MOST_DEVICES ? 'yes' : ''}"><button type="button" class="secondary outline" id="push-on" hidden>Switch on in this browser</button><p class="quiet" id="push-say" role="status">This needs a browser with scripts, and an address that begins with https://.</p></div>
${devices.length > 0 && html`<ul class="bindings">${devices.map((one) => deviceLine(one, clock))}</ul>${wishesForm(wishes, timeZone)}`}</section>`;
}

const deviceLine = (one: PushDevice & { addedAt: Date }, clock: Clock): Html =>
  html`<li><div class="binding"><p>${one.settings.device}<br><small class="mono">${one.settings.host}</small> <small>switched on ${ago(one.addedAt, clock)}; ${one.deliveredAt ? html`last told ${ago(one.deliveredAt, clock)}` : 'never told yet'}</small>${one.failingSince && html`<br><small>${icon('warning')} fails since ${ago(one.failingSince, clock)}: ${one.lastError}</small>`}</p><div class="actions"><form method="post" action="/account/notifications/${one.id}/test"><button class="secondary outline small" aria-label="Send a test to ${one.settings.device}">Send a test</button></form><form method="post" action="/account/notifications/${one.id}/remove">${askFirst('Remove this browser? It is told of no alert until it is switched on there again.')}<button class="danger outline small" aria-label="Remove ${one.settings.device}">Remove</button></form></div></div></li>`;

const wishesForm = ({ floor, quiet, quietDays }: Wishes, timeZone: string): Html =>
  html`<details class="fold"><summary>From which severity, and when not</summary><form method="post" action="/account/notifications"><div class="field-grid top"><label>Alerts from which severity<select name="floor">${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === floor)}>${SEVERITY_WORD[severity]}</option>`)}</select></label><label>Quiet from<input type="time" name="from_time" value="${quiet ? clockOf(quiet.from) : ''}"><small>${timeZone}. Both empty: no quiet hours.</small></label><label>Quiet until<input type="time" name="to_time" value="${quiet ? clockOf(quiet.to) : ''}"></label></div>${quietDayFields(quietDays)}<button>Save</button></form></details>`;
