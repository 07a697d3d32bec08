import { HISTORY_KINDS, type HistoryHit, type HistoryKind } from '../../../domain/history.ts';
import { historyWords } from '../../../messages/catalogue/history.ts';
import { pathOf } from '../../../messages/links.ts';
import { breakable, type Child, flag, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { rangeInputs } from '../range.ts';
import { type Clock, exact } from '../time.ts';
import { number, plural, sentence } from '../words.ts';

export interface HistoryView {
  clock: Clock;
  query: string;
  kind: HistoryKind | '';
  range: string;
  rangeLabel: string | null;
  /** Why the question could not be used. */
  problem: Child;
  hits: HistoryHit[];
  /** Only filler words were asked for. */
  empty: boolean;
  withoutMeaning: boolean;
  /** What there is to find, by kind; of kinds this reader may read. */
  counts: { kind: HistoryKind; count: number }[];
  /** What happened last, where nothing was asked. */
  latest: Pick<HistoryHit, 'kind' | 'ref' | 'title' | 'at'>[];
}

const words = historyWords.en;
const EXAMPLES = ['did we ever block Romania?', '"false alarm" AND root', 'lost badge at the loading dock', 'cour*'];

/** "Have we seen this before?": the search over everything that is remembered. */
export function historyPage(view: HistoryView): Html {
  const { query, problem, hits } = view;
  return html`${pageHead({ title: 'Have we seen this before?', lead: 'Everything that happened and was decided, by words and by meaning.' })}
${form(view)}
${problem && html`<div class="flash flash-problem" role="alert"><p>${problem}</p></div>`}
${query === '' ? untried(view) : hits.length === 0 ? nothing(view) : found(view)}`;
}

function form({ query, kind, range }: HistoryView): Html {
  return html`<search class="filters"><form method="get" action="/history">
<div class="search-line"><label class="sr-only" for="query">What to look for</label><input id="query" type="search" name="query" value="${query}" maxlength="2000" placeholder="did we ever block Romania?" aria-describedby="query-help"${flag('autofocus', query === '')}><button>Search</button>${query && html`<a role="button" class="secondary outline" href="/history">Clear</a>`}</div>
<p class="quiet" id="query-help">Ask in your own words. <code>"quotes"</code>, <code>AND</code>, <code>OR</code>, <code>NOT</code>, brackets and <code>word*</code> must hold.</p>
<div class="field-grid"><label>Show<select name="kind"><option value="">Everything</option>${HISTORY_KINDS.map(
    (one) => html`<option value="${one}"${flag('selected', one === kind)}>${sentence(words.kinds[one])}</option>`,
  )}</select></label>
${rangeInputs(range)}</div></form></search>`;
}

const found = ({ hits, clock, rangeLabel, withoutMeaning }: HistoryView): Html =>
  html`<p class="quiet" role="status">${[plural(hits.length, 'entry', 'entries'), rangeLabel, withoutMeaning && 'found by words alone'].filter(Boolean).join(' · ')}</p>
<div class="panel flush folds"><table><thead><tr><th scope="col">When</th><th scope="col">Kind</th><th scope="col">What</th><th scope="col">Reference</th></tr></thead><tbody>${hits.map(
    (hit) =>
      html`<tr><td class="tight">${exact(hit.at, clock)}</td><td class="tight">${sentence(words.kinds[hit.kind])}</td><td class="wrap-any"><strong>${breakable(hit.title)}</strong>${hit.passage && html`<br><small>${breakable(hit.passage)}</small>`}</td><td class="tight"><a class="ref" href="${pathOf(hit.ref)}">${hit.ref}</a></td></tr>`,
  )}</tbody></table></div>`;

const nothing = (view: HistoryView): Html =>
  view.problem
    ? html``
    : view.empty
      ? empty(
          'Which one?',
          html`Every word of this stands nearly everywhere. Name what you are looking for: a person, an address, a country, a thing.`,
        )
      : empty(
          'Nothing like that',
          html`Nothing that you may read speaks of this${view.rangeLabel && html` (${view.rangeLabel})`}. Try other words or fewer of them, without quotes, or <a href="/history">begin again</a>. Logins one by one are under <a href="/logs">Logs</a>.`,
        );

function untried({ counts, latest, clock }: HistoryView): Html {
  if (counts.length === 0)
    return empty(
      'Nothing to remember yet',
      html`Alerts, incidents, decisions and days of logins appear here some seconds after they happen.`,
    );
  return html`<section class="panel" aria-labelledby="try-title"><h2 id="try-title">Try</h2><ul class="chips">${EXAMPLES.map(
    (one) => html`<li><a class="chip" href="/history?query=${encodeURIComponent(one)}">${one}</a></li>`,
  )}</ul><p class="quiet">${counts.map(({ kind, count }) => `${sentence(words.kinds[kind])} ${number(count)}`).join(' · ')}</p></section>
<div class="panel flush folds"><table><caption class="sr-only">What happened last</caption><thead><tr><th scope="col">When</th><th scope="col">Kind</th><th scope="col">What</th><th scope="col">Reference</th></tr></thead><tbody>${latest.map(
    (one) =>
      html`<tr><td class="tight">${exact(one.at, clock)}</td><td class="tight">${sentence(words.kinds[one.kind])}</td><td class="wrap-any">${breakable(one.title)}</td><td class="tight"><a class="ref" href="${pathOf(one.ref)}">${one.ref}</a></td></tr>`,
  )}</tbody></table></div>`;
}
