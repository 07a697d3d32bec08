import type { Outcome } from '../../../domain/event.ts';
import { SEVERITIES, type Severity } from '../../../domain/severity.ts';
import { LOG_GROUPS, LOG_STATUSES, type LogGroup, type LogKind } from '../../../pipeline/search-logs.ts';
import { type Bar, barChart } from '../chart.ts';
import { breakable, type Child, flag, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { rangeInputs } from '../range.ts';
import { type Clock, exact } from '../time.ts';
import { number, plural, SEVERITY_WORD, sentence } from '../words.ts';
import { outcome } from './alert.ts';

/** What people may ask for; the names are those of the `search_logs` tool, so that an answer's link opens here. */
export interface LogFilter {
  query: string;
  kinds: LogKind | '';
  outcome: Outcome | '';
  min_severity: Severity | '';
  /** With commas where a link asks for several. */
  severities: string;
  status: string;
  user: string;
  exclude_user: string;
  ip: string;
  exclude_ip: string;
  country: string;
  exclude_country: string;
  city: string;
  device: string;
  via: string;
  second_factor: 'used' | 'not_used' | '';
  rule: string;
  camera: string;
  handled_by: string;
  assignee: string;
  exclude_assignee: string;
  opened_by: string;
  hours: string;
  weekdays: string;
  range: string;
  group_by: LogGroup | '';
}

/** One line of the result: a login, an alert or an incident. */
export interface LogItem {
  ref: string;
  url: string;
  kind: LogKind;
  at: Date;
  severity: Severity | null;
  /** Of logins: whether it let them in. */
  outcome: Outcome | null;
  /** What it says: the stored line, or the title. */
  text: string;
  /** Who and where, in words. Empty where the text says it. */
  about: string;
}

export interface LogsView {
  clock: Clock;
  filter: LogFilter;
  /** Why the question could not be used. */
  problem: Child;
  items: LogItem[];
  /** How many fit, per kind, where the search counted. */
  totals: { kind: string; count: number; capped: boolean }[];
  /** What the range means: `yesterday, Fri 20 Nov 2026`. */
  rangeLabel: string | null;
  groups: { label: string; count: number; url: string | null }[];
  moreGroups: number;
  /** What was understood in a way the reader should know of. */
  notes: string[];
  days: Bar[];
  older: string | null;
  anyFilter: boolean;
  /** How many signals of other systems are about the account asked for. */
  signals: number;
}

const KINDS = [
  ['', 'Everything'],
  ['login', 'Logins'],
  ['alert', 'Alerts'],
  ['incident', 'Incidents'],
] as const;
const GROUP_WORD: Record<string, string> = { user: 'account', ip: 'address', handled_by: 'who handled it' };

/** "What happened?": the search over everything stored. */
export function logsPage(view: LogsView): Html {
  return html`${pageHead({ title: 'What happened?', lead: 'Logins, alerts and incidents, by words, people, places and times.', aside: html`<a role="button" class="secondary outline" href="/signals">Signals of other systems</a>` })}
${view.days.some((day) => day.value > 0) && html`<section class="panel">${barChart({ title: 'Logins of the last 30 days', unit: 'logins', ofUnit: 'failed', bars: view.days })}</section>`}
${searchForm(view)}
${view.signals > 0 && html`<p><a href="/signals?account=${encodeURIComponent(view.filter.user)}">${plural(view.signals, 'signal')} of other systems about ${view.filter.user}</a></p>`}
${view.problem && html`<div class="flash flash-problem" role="alert"><p>${view.problem}</p></div>`}
${view.groups.length > 0 && groupsPanel(view)}
${view.items.length === 0 ? nothing(view) : results(view)}
${view.older && html`<p class="more"><a role="button" class="secondary outline" href="${view.older}">Older</a></p>`}`;
}

function searchForm({ filter, anyFilter }: LogsView): Html {
  const options = (values: readonly (readonly [string, string])[], chosen: string): Child =>
    values.map(
      ([value, label]) => html`<option value="${value}"${flag('selected', value === chosen)}>${label}</option>`,
    );
  const { query: _query, kinds: _kinds, range: _range, ...folds } = filter;
  const folded = Object.values(folds).every((value) => value === '');
  // What a link asks for and no choice here offers (two severities, say) is kept as it is.
  const kept = (value: string): [string, string][] =>
    value.includes(',') ? [[value, value.replaceAll(',', ' or ')]] : [];
  return html`<search class="filters"><form method="get" action="/logs">
<div class="search-line"><label class="sr-only" for="query">Words to find</label><input id="query" type="search" name="query" value="${filter.query}" maxlength="500" placeholder="&quot;invalid user&quot; root" aria-describedby="query-help"><button>Search</button>${anyFilter && html`<a role="button" class="secondary outline" href="/logs">Clear</a>`}</div>
<p class="quiet" id="query-help">Words must all occur. <code>"quotes"</code> find a phrase; <code>OR</code>, <code>NOT</code> and brackets combine.</p>
<div class="field-grid"><label>Show<select name="kinds">${options(KINDS, filter.kinds)}</select></label>
${rangeInputs(filter.range)}</div>
<details class="fold"${flag('open', !folded)}><summary>More filters</summary><div class="field-grid">
<label>Outcome<select name="outcome">${options(
    [
      ['', 'Any'],
      ['failure', 'Failed'],
      ['success', 'Signed in'],
    ],
    filter.outcome,
  )}</select></label>
<label>Account<input name="user" value="${filter.user}" maxlength="1000"></label>
<label>But not account<input name="exclude_user" value="${filter.exclude_user}" maxlength="1000"></label>
<label>Address<input name="ip" value="${filter.ip}" maxlength="100"></label>
<label>But not address<input name="exclude_ip" value="${filter.exclude_ip}" maxlength="100"></label>
<label>City<input name="city" value="${filter.city}" maxlength="200"></label>
<label>Device<input name="device" value="${filter.device}" maxlength="100" placeholder="iPhone"></label>
<label>Service or way<input name="via" value="${filter.via}" maxlength="60" placeholder="vpn"></label>
<label>Second factor<select name="second_factor">${options(
    [
      ['', 'Any'],
      ['used', 'Used'],
      ['not_used', 'Not used'],
    ],
    filter.second_factor,
  )}</select></label>
<label>Country<input name="country" value="${filter.country}" maxlength="60" placeholder="DE"></label>
<label>But not country<input name="exclude_country" value="${filter.exclude_country}" maxlength="200"></label>
<label>Severity at least<select name="min_severity">${options([['', 'Any'], ...SEVERITIES.map((s) => [s, SEVERITY_WORD[s]] as const)], filter.min_severity)}</select></label>${filter.severities && html`<input type="hidden" name="severities" value="${filter.severities}">`}
<label>Raised by<input name="rule" value="${filter.rule}" maxlength="100" placeholder="RULE-3"></label>
<label>Camera or zone<input name="camera" value="${filter.camera}" maxlength="300" placeholder="CAM-3"></label>
<label>Handled by<input name="handled_by" value="${filter.handled_by}" maxlength="320" placeholder="a name or me"></label>
<label>Assigned to<input name="assignee" value="${filter.assignee}" maxlength="320" placeholder="a name, me or nobody"></label>
<label>Not assigned to<input name="exclude_assignee" value="${filter.exclude_assignee}" maxlength="320"></label>
<label>Opened by<input name="opened_by" value="${filter.opened_by}" maxlength="320"></label>
<label>Hours<input name="hours" value="${filter.hours}" maxlength="40" placeholder="22:00-06:00"></label>
<label>Weekdays<input name="weekdays" value="${filter.weekdays}" maxlength="80" placeholder="weekend"></label>
<label>Status<select name="status">${options([['', 'Any'], ...LOG_STATUSES.map((s) => [s, sentence(s)] as const), ...kept(filter.status)], filter.status)}</select></label>
<label>Count by<select name="group_by">${options([['', 'Nothing'], ...LOG_GROUPS.map((g) => [g, GROUP_WORD[g] ?? g] as const)], filter.group_by)}</select></label></div></details></form></search>`;
}

const groupsPanel = (view: LogsView): Html =>
  html`<section class="panel" aria-labelledby="groups-title"><h2 id="groups-title">By ${GROUP_WORD[view.filter.group_by] ?? view.filter.group_by}</h2><ul class="chips">${view.groups.map(
    (group) =>
      html`<li>${group.url ? html`<a class="chip" href="${group.url}">${group.label} <b>${number(group.count)}</b></a>` : html`<span class="chip">${group.label} <b>${number(group.count)}</b></span>`}</li>`,
  )}${view.moreGroups > 0 && html`<li class="quiet">and ${number(view.moreGroups)} more</li>`}</ul></section>`;

function results(view: LogsView): Html {
  const { items, totals, rangeLabel, notes } = view;
  const counted = totals
    .filter(({ count }) => count > 0)
    .map(({ kind, count, capped }) => `${capped ? 'more than ' : ''}${plural(count, kind)}`);
  const heading = [counted.join(', '), rangeLabel, ...notes].filter(Boolean).join(' · ');
  return html`${heading && html`<p class="quiet" role="status">${heading}</p>`}<div class="panel flush folds"><table><thead><tr><th scope="col">When</th><th scope="col">Outcome</th><th scope="col">What</th><th scope="col">Reference</th></tr></thead><tbody>${items.map((item) => resultRow(item, view.clock))}</tbody></table></div>`;
}

const resultRow = (item: LogItem, clock: Clock): Html =>
  html`<tr><td class="tight">${exact(item.at, clock)}</td><td class="tight">${item.severity ? severityBadge(item.severity) : outcome(item.outcome)}</td><td class="wrap-any">${item.severity ? breakable(item.text) : html`<span class="mono">${breakable(item.text)}</span>`}${item.about && html`<br><small>${breakable(item.about)}</small>`}</td><td class="tight"><a class="ref" href="${item.url}">${item.ref}</a></td></tr>`;

const nothing = (view: LogsView): Html =>
  view.anyFilter
    ? empty(
        'Nothing fits',
        html`Nothing stored fits this question${view.rangeLabel && html` (${view.rangeLabel})`}. Try fewer words or a longer time, or <a href="/logs">clear everything</a>.`,
      )
    : empty(
        'No logs yet',
        html`Logins appear here as they arrive. Send them with <code>POST /api/v1/login-events</code>, or import a log: <code>npm run safenest -- import sshd auth.log</code>.`,
      );
