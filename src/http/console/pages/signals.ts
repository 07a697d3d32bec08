import { formatReference } from '../../../domain/reference.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { hostOf, SIGNAL_STATUSES, type Signal } from '../../../domain/signal.ts';
import { breakable, type Child, flag, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { rangeInputs } from '../range.ts';
import { ago, type Clock, exact } from '../time.ts';
import { plural, SEVERITY_WORD, sentence } from '../words.ts';

export interface SignalsFilter {
  words: string;
  source: string;
  kind: string;
  account: string;
  min_severity: string;
  status: string;
  range: string;
}

export interface SignalRow {
  signal: Signal;
  /** The numbers of the alerts that stand on it. */
  alerts: readonly number[];
}

export interface SignalsView {
  clock: Clock;
  filter: SignalsFilter;
  problem: Child;
  rows: readonly SignalRow[];
  counts: readonly { source: string; kind: string; count: number }[];
  /** Who sent something of late, and whether that is longer ago than usual. */
  sources: readonly { source: string; last: Date; silent: boolean }[];
  older: string | null;
  /** Where this service is reached. */
  base: string;
}

/** "What did other systems report?": signals, with who sends them. */
export function signalsPage(view: SignalsView): Html {
  const { filter, problem, rows, counts, sources, older, clock } = view;
  const filtered = Object.values(filter).some((value) => value !== '');
  return html`<p class="crumb"><a href="/logs">Logs</a> / Signals</p>
${pageHead({ title: 'What did other systems report?', lead: 'Signals of your identity provider, your monitoring and your scanners. Rules of the kind “Signal of another system” make alerts of them.' })}
${sources.length > 0 && html`<ul class="chips" aria-label="Who sends signals">${sources.map((one) => html`<li><a class="chip" href="/signals?source=${encodeURIComponent(one.source)}">${one.source} <b>${ago(one.last, clock)}</b>${one.silent && html` <span class="tag">silent</span>`}</a></li>`)}</ul>`}
${(sources.length > 0 || filtered) && filters(filter, filtered)}
${problem && html`<div class="flash flash-problem" role="alert"><p>${problem}</p></div>`}
${
  counts.length > 0 &&
  html`<p class="quiet" role="status">${plural(
    counts.reduce((sum, { count }) => sum + count, 0),
    'signal',
  )}: ${counts.slice(0, 6).map(({ source, kind, count }, i) => html`${i > 0 && ', '}${count} × ${source} ${kind}`)}${counts.length > 6 && ', …'}</p>`
}
${rows.length > 0 ? html`<section class="panel flush folds" aria-labelledby="signals-title">${signalTable(rows, clock)}</section>` : nothing(view, filtered)}
${older && html`<p class="more"><a role="button" class="secondary outline" href="${older}">Older</a></p>`}`;
}

/** Signals in a table with the heading `signals-title`; their words are other systems' and shown as they are. */
export const signalTable = (rows: readonly SignalRow[], clock: Clock): Html =>
  html`<table><caption class="sr-only" id="signals-title">Signals</caption><thead><tr><th scope="col">When</th><th scope="col">Severity</th><th scope="col">What</th><th scope="col">Alert</th></tr></thead><tbody>${rows.map((row) => tableRow(row, clock))}</tbody></table>`;

function tableRow({ signal, alerts }: SignalRow, clock: Clock): Html {
  const details = Object.entries(signal.details);
  const host = signal.link && hostOf(signal.link);
  const about = [signal.source, signal.kind, signal.account, signal.address].filter(Boolean).join(' · ');
  return html`<tr><td class="tight">${exact(signal.occurredAt, clock)}</td><td class="tight">${severityBadge(signal.severity)}${signal.status === 'resolved' && html` <span class="tag">resolved</span>`}</td><td class="wrap-any">${breakable(signal.title)}<br><small>${breakable(about)}</small>${host && html`<br><small><a href="${signal.link}" rel="noopener noreferrer">Open at ${host}</a></small>`}${details.length > 0 && html`<details><summary>${plural(details.length, 'detail')}</summary><dl>${details.map(([name, value]) => html`<dt>${breakable(name)}</dt><dd>${breakable(value)}</dd>`)}</dl></details>`}</td><td class="tight">${alerts.map(
    (number) => {
      const ref = formatReference({ kind: 'alert', number });
      return html`<a class="ref" href="/alerts/${ref}">${ref}</a> `;
    },
  )}</td></tr>`;
}

function filters(filter: SignalsFilter, filtered: boolean): Html {
  const options = (values: readonly (readonly [string, string])[], chosen: string): Child =>
    values.map(
      ([value, label]) => html`<option value="${value}"${flag('selected', value === chosen)}>${label}</option>`,
    );
  return html`<search class="filters"><form method="get" action="/signals">
<div class="search-line"><label class="sr-only" for="words">Words to find</label><input id="words" type="search" name="words" value="${filter.words}" maxlength="200" placeholder="mfa"><button>Search</button>${filtered && html`<a role="button" class="secondary outline" href="/signals">Clear</a>`}</div>
<div class="field-grid"><label>System<input name="source" value="${filter.source}" maxlength="100" placeholder="okta"></label><label>Kind<input name="kind" value="${filter.kind}" maxlength="100" placeholder="mfa_disabled"></label><label>Account<input name="account" value="${filter.account}" maxlength="320"></label><label>Severity at least<select name="min_severity">${options([['', 'Any'], ...SEVERITIES.map((s) => [s, SEVERITY_WORD[s]] as const)], filter.min_severity)}</select></label><label>Status<select name="status">${options([['', 'Any'], ...SIGNAL_STATUSES.map((s) => [s, sentence(s)] as const)], filter.status)}</select></label>
${rangeInputs(filter.range)}</div></form></search>`;
}

const nothing = ({ base }: SignalsView, filtered: boolean): Html =>
  filtered
    ? empty(
        'Nothing fits',
        html`No signal fits. Try fewer words or a longer time, or <a href="/signals">clear everything</a>.`,
      )
    : html`${empty('No signals yet', html`What other systems report appears here. Make an <a href="/keys">API key</a> that may send events, and have them send it; Alertmanager and Grafana post to <code>${base}/api/v1/signals/alertmanager</code> as they are.`)}
<pre><code>curl ${base}/api/v1/signals \\
  -H 'Authorization: Bearer YOUR_KEY' -H 'Content-Type: application/json' \\
  -d '{"source":"okta","event_id":"evt-1","kind":"mfa_disabled","severity":"high",
       "title":"Second factor switched off","account":"alice",
       "occurred_at":"2026-03-01T09:30:00Z"}'</code></pre>`;
