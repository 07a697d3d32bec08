import { countryName } from '../../../domain/country.ts';
import { formatReference } from '../../../domain/reference.ts';
import { postureWords } from '../../../messages/catalogue/posture.ts';
import { hotspotPath } from '../../../messages/views/posture-card.ts';
import { slotLabel } from '../../../messages/views/slot-points.ts';
import {
  HOTSPOT_KINDS,
  type Hotspot,
  type HotspotKind,
  type PeriodTotals,
  type Posture,
} from '../../../pipeline/posture.ts';
import { barChart } from '../chart.ts';
import { breakable, type Child, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { rangeInputs } from '../range.ts';
import type { Clock } from '../time.ts';
import { number, plural } from '../words.ts';

export interface PostureView {
  clock: Clock;
  range: string;
  compareTo: string;
  /** Why the question could not be used. */
  problem: Child;
  /** Null where there is a problem. */
  posture: Posture | null;
}

const words = postureWords.en;
const QUICK = [
  ['yesterday', 'Yesterday'],
  ['last_7d', 'Last 7 days'],
  ['last_week', 'Last week'],
  ['this_month', 'This month'],
  ['last_month', 'Last month'],
] as const;
const SPOT_WORDS: Record<HotspotKind, { one: string; many: string }> = {
  account: { one: 'Account', many: 'Accounts' },
  address: { one: 'Address', many: 'Addresses' },
  country: { one: 'Country', many: 'Countries' },
  rule: { one: 'Rule', many: 'Rules' },
};

/** "How did we do?": a period beside the one before it. */
export function posturePage(view: PostureView): Html {
  const { posture, range } = view;
  return html`${pageHead({ title: 'How did we do?', lead: 'A period beside the one before it: what came in, what was noticed, what was done.', aside: html`<a role="button" class="secondary outline" href="/reports">Reports</a>` })}
<ul class="chips quick">${QUICK.map(([name, label]) => html`<li><a class="chip" href="/posture?range=${name}"${name === range && html` aria-current="true"`}>${label}</a></li>`)}</ul>
<search><details class="fold panel"${view.problem && html` open`}><summary>Another time, or another comparison</summary><form method="get" action="/posture"><div class="field-grid">${rangeInputs(range)}
<label>Compare with<input name="compare_to" value="${view.compareTo}" list="ranges" placeholder="the time before" maxlength="100"></label></div><button>Show</button></form></details></search>
${view.problem && html`<div class="flash flash-problem" role="alert"><p>${view.problem}</p></div>`}
${posture && (isEmpty(posture) ? nothing(posture) : summary(posture))}`;
}

const isEmpty = ({ current, before }: Posture): boolean =>
  [current, before].every(
    ({ alerts, logins, incidents }) => alerts.total + logins.logins + incidents.opened + incidents.closed === 0,
  );

const nothing = ({ current, before }: Posture): Html =>
  empty(
    'Nothing to compare',
    html`No login, alert or incident lies in this time (${current.range.label}) or before it (${before.range.label}). Pick a longer time above, or send logins: <code>POST /api/v1/login-events</code>.`,
  );

function summary(posture: Posture): Html {
  const { current, before, periods } = posture;
  const than = words.before({ ...periods, chosen: periods.chosen ? before.range.label : null });
  const alerts = current.alerts.total === 0 ? words.noAlerts : words.alerts(current.alerts.total);
  const lead = posture.first
    ? `${alerts}; ${words.nothingBefore(than)}.`
    : current.alerts.total + before.alerts.total === 0
      ? `${alerts}, neither now nor ${than}.`
      : `${alerts}, ${words.trend(current.alerts.total, before.alerts.total, than)}.`;
  const { unit, slots } = posture.overTime;
  const all = `/logs?${new URLSearchParams({ kinds: 'alert', range: posture.rangeName })}`;
  return html`<section class="panel" aria-labelledby="lead-title"><h2 id="lead-title">${capital(current.range.label)}</h2>
<p class="posture-lead">${lead} ${words.direction(posture.direction)}</p>
${slots.some((slot) => slot.alerts > 0) && barChart({ title: 'Alerts over time', unit: 'alerts', ofUnit: 'high or critical', bars: slots.map((slot) => ({ label: slotLabel(slot.key, unit, 'en'), value: slot.alerts, of: slot.severe, ...(unit === 'hour' ? {} : { url: `/logs?kinds=alert&range=${slot.key}` }) })) })}
<p class="quiet"><a href="${all}">All alerts of this time</a></p></section>
${nextPanel(posture)}
${comparison(posture)}
<div class="spots">${HOTSPOT_KINDS.map((kind) => spotPanel(kind, posture))}</div>`;
}

function nextPanel({ next }: Posture): Html {
  if (next.length === 0)
    return html`<section class="panel" aria-labelledby="next-title"><h2 id="next-title">What next</h2><p>Nothing waits for you.</p></section>`;
  return html`<section class="panel" aria-labelledby="next-title"><h2 id="next-title">What next</h2><ul class="next-steps">${next.map(
    (step) => {
      switch (step.kind) {
        case 'handle_alerts':
          return html`<li>${plural(step.total, 'high or critical alert')} nobody has touched:${things(
            step.alerts.map(({ number, title, severity }) => ({
              ref: formatReference({ kind: 'alert', number }),
              path: '/alerts',
              title,
              severity,
            })),
            step.total,
          )}</li>`;
        case 'assign_incidents':
          return html`<li>${plural(step.total, 'open incident')} without an assignee:${things(
            step.incidents.map(({ number, title, severity }) => ({
              ref: formatReference({ kind: 'incident', number }),
              path: '/incidents',
              title,
              severity,
            })),
            step.total,
          )}</li>`;
        default: {
          const { rule } = step;
          const ref = formatReference({ kind: 'rule', number: rule.number });
          return html`<li>Look at <a class="ref" href="/rules/${ref}">${ref}</a> ${rule.name}: ${number(rule.falseAlarms)} of its ${number(rule.alerts)} alerts were false alarms.</li>`;
        }
      }
    },
  )}</ul></section>`;
}

const things = (
  rows: { ref: string; path: string; title: string; severity: Parameters<typeof severityBadge>[0] }[],
  total: number,
): Html =>
  html`<ul>${rows.map((row) => html`<li>${severityBadge(row.severity)} <a class="ref" href="${row.path}/${row.ref}">${row.ref}</a> ${breakable(row.title)}</li>`)}${total > rows.length && html`<li class="quiet">and ${number(total - rows.length)} more</li>`}</ul>`;

/** Figures side by side; what cannot be said stays empty. */
function comparison({ current, before, names, periods }: Posture): Html {
  const share = ({ logins: { logins, failed } }: PeriodTotals): string | null =>
    logins === 0 ? null : `${number(Math.round((1000 * failed) / logins) / 10)} %`;
  const time = (seconds: number | null): string | null => (seconds === null ? null : words.lasting(seconds));
  const severe = ({ alerts: { bySeverity } }: PeriodTotals): number => bySeverity.high + bySeverity.critical;
  const seen = (label: string, count: number | null): [string, Child, Child][] =>
    count === null ? [] : [[label, number(count), null]];
  const rows: [label: string, now: Child, then: Child][] = [
    ['Alerts', number(current.alerts.total), number(before.alerts.total)],
    ['of them high or critical', number(severe(current)), number(severe(before))],
    ['of them still open', number(current.alerts.byStatus.open), number(before.alerts.byStatus.open)],
    ['of them false alarms', number(current.alerts.byStatus.false_alarm), number(before.alerts.byStatus.false_alarm)],
    ['Until an alert was answered (median)', time(current.medianToAcknowledge), time(before.medianToAcknowledge)],
    ['Incidents opened', number(current.incidents.opened), number(before.incidents.opened)],
    ['Incidents closed', number(current.incidents.closed), number(before.incidents.closed)],
    [
      'Until an incident was closed (median)',
      time(current.incidents.medianToClose),
      time(before.incidents.medianToClose),
    ],
    ['Logins', number(current.logins.logins), number(before.logins.logins)],
    ['of them failed', share(current), share(before)],
    ...seen('Accounts seen', names.accounts),
    ...seen('Addresses seen', names.addresses),
  ];
  const lengths = periods.chosen && Math.abs(current.days - before.days) > 0.5;
  return html`<section class="panel" aria-labelledby="figures-title"><h2 id="figures-title">In figures</h2>
<p class="quiet">${capital(current.range.label)}, beside ${before.range.label}.</p>
<table class="figures"><thead><tr><th scope="col"><span class="sr-only">What</span></th><th scope="col" class="num">Now</th><th scope="col" class="num">Before</th></tr></thead><tbody>${rows.map(
    ([label, now, then]) =>
      html`<tr><th scope="row">${label}</th><td class="num">${now ?? '–'}</td><td class="num">${then ?? '–'}</td></tr>`,
  )}</tbody></table>
${lengths && html`<p class="quiet">The two are not equally long: ${number(current.days)} and ${number(before.days)} days.</p>`}</section>`;
}

function spotPanel(kind: HotspotKind, { hotspots, rangeName }: Posture): Html | false {
  const spots = hotspots[kind];
  if (spots.length === 0) return false;
  return html`<section class="panel" aria-labelledby="spots-${kind}"><h2 id="spots-${kind}">${SPOT_WORDS[kind].many} named most</h2>
<table class="figures"><thead><tr><th scope="col">${SPOT_WORDS[kind].one}</th><th scope="col" class="num">Alerts</th><th scope="col" class="num">Before</th></tr></thead><tbody>${spots.map(
    (spot) => spotRow(kind, spot, rangeName),
  )}</tbody></table></section>`;
}

const spotRow = (kind: HotspotKind, spot: Hotspot, rangeName: string): Html =>
  html`<tr><th scope="row"><a href="${hotspotPath(kind, spot, rangeName)}">${breakable(kind === 'country' ? countryName(spot.name) : spot.name)}</a>${spot.isNew && html` <span class="tag">new</span>`}</th><td class="num">${number(spot.alerts)}</td><td class="num">${number(spot.before)}</td></tr>`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
