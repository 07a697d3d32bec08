import type { ModerationTotals } from '../../../db/moderation-records.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { number } from '../words.ts';
import { moderationTabs } from './moderation-tabs.ts';

export interface TransparencyView {
  waiting: WaitingInModeration;
  /** The first and the last day, in the reader's time zone. */
  from: string;
  to: string;
  totals: ModerationTotals;
  /** The reader may take it out as a file. */
  exports: boolean;
  problem: string | null;
}

/** "What did moderation do?": a period in numbers, and as a file. */
export function transparencyPage({ waiting, from, to, totals, exports, problem }: TransparencyView): Html {
  return html`${pageHead({ title: 'What did moderation do?', lead: 'A period in numbers, and as a file that can be published or checked.' })}
${moderationTabs('transparency', waiting)}
${problem && html`<div class="flash flash-problem" role="alert"><p>${problem}</p></div>`}
<section class="panel" aria-labelledby="period-title"><h2 id="period-title">Period</h2><form method="get" action="/moderation/transparency"><div class="field-grid top"><label>From<input type="date" name="from" value="${from}" required></label><label>To, with that day<input type="date" name="to" value="${to}" required></label></div><button class="secondary outline">Show it</button></form>
${totals.screened + totals.cases + totals.steps === 0 ? html`<p class="quiet">Nothing was screened or decided in these days. What a <a href="/moderation/channels">guarded channel</a> brings stands here.</p>` : facts(totals)}</section>
${
  exports
    ? html`<section class="panel" aria-labelledby="export-title"><h2 id="export-title">As a file</h2><p class="quiet">What was screened, cases, steps, by whom or by the policy, what was taken back, appeals and how they ended, times to decision. That you take it out is written to the audit log.</p><form method="get" action="/moderation/transparency/file"><input type="hidden" name="from" value="${from}"><input type="hidden" name="to" value="${to}"><div class="field-grid top"><label>Format<select name="format"><option value="csv">CSV, for a spreadsheet</option><option value="json">JSON</option></select></label><label>People<select name="people"><option value="pseudonyms">By marks that mean something within this file alone, without free text</option><option value="names">By name, with reasons</option></select></label></div><button>Export</button></form></section>`
    : html`<p class="quiet">Admins and managers may take it out as a file.</p>`
}`;
}

function facts(totals: ModerationTotals): Html {
  const { screened, cases, waiting, dismissed, steps, automatic, reversed, appeals, overturned } = totals;
  const rows: [string, string][] = [
    ['Messages screened', `${number(screened)}, as far as they are still stored`],
    ['Cases', `${number(cases)}: ${number(dismissed)} dismissed, ${number(waiting)} waiting`],
    [
      'Half of them decided within',
      totals.medianToDecide === null ? 'none was decided' : lasting(totals.medianToDecide),
    ],
    ['Steps', `${number(steps)}: ${number(automatic)} by the policy itself, ${number(reversed)} taken back`],
    ['Appeals', `${number(appeals)}: ${number(overturned)} overturned`],
  ];
  return html`<dl class="facts">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const lasting = (minutes: number): string =>
  minutes < 90
    ? `${Math.round(minutes)} min`
    : minutes < 2880
      ? `${Math.round(minutes / 6) / 10} h`
      : `${Math.round(minutes / 144) / 10} days`;
