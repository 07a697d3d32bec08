import { ALERT_STATUSES, type Alert, type AlertStatus } from '../../../domain/alert.ts';
import { formatReference } from '../../../domain/reference.ts';
import { SEVERITIES, type Severity } from '../../../domain/severity.ts';
import { type Bar, barChart } from '../chart.ts';
import { breakable, type Child, flag, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { rangeInputs } from '../range.ts';
import { ago, type Clock } from '../time.ts';
import { ALERT_STATUS_WORD, number, SEVERITY_WORD } from '../words.ts';

export interface AlertsView {
  clock: Clock;
  alerts: Alert[];
  filter: { status: AlertStatus | null; severity: Severity | null; range: string; account: string; address: string };
  /** Why the filter could not be used. */
  problem: Child;
  /** Address of the next, older page. */
  older: string | null;
  days: Bar[];
}

/** "What was noticed?": alerts, newest first. */
export function alertsPage(view: AlertsView): Html {
  const { alerts, clock, filter } = view;
  const filtered = Boolean(filter.status || filter.severity || filter.range || filter.account || filter.address);
  return html`${pageHead({ title: 'What was noticed?', lead: 'Alerts the rules raised. One attack is one alert; its count grows while it goes on.', aside: html`<a role="button" class="secondary outline" href="/exceptions">Exceptions</a><a role="button" class="secondary outline" href="/on-call">On call</a>` })}
${view.days.some((day) => day.value > 0) && html`<section class="panel">${barChart({ title: 'Alerts of the last 30 days', unit: 'alerts', ofUnit: 'high or critical', bars: view.days })}</section>`}
<search class="filters"><form method="get" action="/alerts"><div class="field-grid">
<label>Status<select name="status"><option value="">Any</option>${ALERT_STATUSES.map((status) => html`<option value="${status}"${flag('selected', status === filter.status)}>${ALERT_STATUS_WORD[status]}</option>`)}</select></label>
<label>At least<select name="severity"><option value="">Any severity</option>${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === filter.severity)}>${SEVERITY_WORD[severity]}</option>`)}</select></label>
${rangeInputs(filter.range)}
<label>Account<input name="account" value="${filter.account}" maxlength="320"></label>
<label>Address<input name="address" value="${filter.address}" maxlength="60"></label></div>
<div class="row"><button>Show</button>${filtered && html`<a href="/alerts">Clear</a>`}</div></form></search>
${view.problem && html`<div class="flash flash-problem" role="alert"><p>${view.problem}</p></div>`}
${
  alerts.length === 0
    ? empty(
        filtered ? 'Nothing fits' : 'Nothing noticed yet',
        filtered
          ? html`No alert fits this choice. <a href="/alerts">Show all</a>`
          : html`Alerts appear here when logins come in that a <a href="/rules">rule</a> objects to. Send login events through the API, or import a log: <code>npm run safenest -- import sshd auth.log</code>.`,
      )
    : html`<div class="panel flush folds"><table><thead><tr><th scope="col">Severity</th><th scope="col">What happened</th><th scope="col">Status</th><th scope="col" class="num">Events</th><th scope="col">Last seen</th></tr></thead><tbody>${alerts.map((alert) => alertRow(alert, clock))}</tbody></table></div>`
}
${view.older && html`<p class="more"><a role="button" class="secondary outline" href="${view.older}">Older alerts</a></p>`}`;
}

function alertRow(alert: Alert, clock: Clock): Html {
  const reference = formatReference({ kind: 'alert', number: alert.number });
  const where = [alert.account, alert.address, alert.country].filter(Boolean).join(' · ');
  return html`<tr><td class="tight">${severityBadge(alert.severity)}</td><th scope="row"><a class="ref" href="/alerts/${reference}">${reference}</a> ${breakable(alert.title)}${alert.knownAs && html` <small>known since as <a href="/people/${formatReference({ kind: 'person', number: alert.knownAs.number })}">${alert.knownAs.name}</a></small>`}${where && html`<br><small>${breakable(where)}</small>`}</th><td class="tight">${ALERT_STATUS_WORD[alert.status]}</td><td class="num tight" data-label="Events">${number(alert.count)}</td><td class="tight">${ago(alert.lastSeen, clock)}</td></tr>`;
}
