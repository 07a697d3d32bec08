import type { EvaluationTables } from '../../services.ts';
import { flag, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { plural } from '../words.ts';
import { studioTabs, WHO_SEES } from './studio-tabs.ts';

export interface StudioEvaluationView {
  /** What came with this version. */
  last: readonly EvaluationTables[];
  /** What was measured here, since the start. */
  fresh: EvaluationTables | null;
  /** It is being measured. */
  running: boolean;
  /** It can be measured here. */
  runs: boolean;
}

/** "How well does it understand?": the figures that come with SafeNest, and the offline model measured anew. */
export function studioEvaluationPage({ last, fresh, running, runs }: StudioEvaluationView): Html {
  return html`${pageHead({
    title: 'How well does it understand?',
    lead: html`Questions whose answers are known, and how many were read right. ${WHO_SEES}`,
    aside:
      runs &&
      !running &&
      html`<form method="post" action="/studio/evaluation"><button>Measure the offline model now</button></form>`,
  })}
${studioTabs('evaluation')}
${running && html`<div class="flash flash-done" role="status"><p>It is being measured; that takes a few seconds more. You can leave this page. <a href="/studio/evaluation">Look again</a></p></div>`}
${fresh && html`<section class="panel" id="fresh" aria-labelledby="fresh-title"><header><h2 id="fresh-title">Here: ${fresh.title}</h2><span class="quiet">${fresh.measured}</span></header>${tablesPart(fresh, 'by kind')}${failuresPart(fresh.failures)}</section>`}
${
  last.length === 0
    ? empty(
        'Nothing measured yet',
        html`Figures appear here once <code>npm run eval -- --write docs/evaluation.md</code> has written them.`,
      )
    : last.map(
        (report) =>
          html`<section class="panel"><header><h2>${report.title}</h2><span class="quiet">${report.measured}</span></header>${tablesPart(report)}</section>`,
      )
}
<p class="quiet">Language models are measured on the command line, with your keys: <code>npm run eval -- questions --model openai:NAME</code>. How it is done, and how to use questions of your own, stands in <code>docs/evaluation.md</code>.</p>`;
}

/** The first table is the whole; the others split it and are folded. */
function tablesPart({ tables, notes }: EvaluationTables, unfolded?: string): Html {
  const [overall, ...others] = tables;
  return html`${notes.map((note) => html`<p class="quiet">${note}</p>`)}${overall && html`<dl class="counts">${overall.rows.slice(1).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`}
${others.map(({ title, rows }) => html`<details class="fold"${flag('open', title === unfolded)}><summary>${title.charAt(0).toUpperCase() + title.slice(1)}</summary>${tablePart(title, rows)}</details>`)}`;
}

const tablePart = (title: string, [head, ...rows]: string[][]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="figures"><thead><tr>${head!.map((cell, index) => html`<th scope="col"${index > 0 && html` class="num"`}>${cell}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="num">${cell}</td>`))}</tr>`)}</tbody></table></div>`;

const failuresPart = (failures: readonly string[]): Html =>
  failures.length === 0
    ? html`<p>Nothing was read wrongly.</p>`
    : html`<details class="fold" open><summary>${plural(failures.length, 'question')} read wrongly</summary><ul class="failures">${failures.map((failure) => html`<li class="mono">${failure}</li>`)}</ul></details>`;
