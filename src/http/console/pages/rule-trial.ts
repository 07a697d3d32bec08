import type { Backtest } from '../../../domain/proposal.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import { proposalWords } from '../../../messages/catalogue/proposals.ts';
import { slotLabel } from '../../../messages/views/posture-card.ts';
import { backtestWords } from '../../../messages/views/proposal-card.ts';
import { barChart } from '../chart.ts';
import { breakable, type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';

/** What a rule would have raised: how much, on which days, on whom, and how much of it turned out to be nothing. */
export function trial(tried: Backtest | null): Html {
  if (!tried) return html`<p class="quiet">This rule looks at cameras; it cannot be tried on logins.</p>`;
  const { known } = tried;
  return html`<p><strong>${backtestWords({ backtest: tried }, 'en')}</strong>${known.alerts > 0 && html` ${proposalWords.en.known}: ${proposalWords.en.knownAlerts(known)}.`}</p>
${
  tried.alerts > 0 &&
  html`${barChart({ title: 'Alerts a day', unit: 'alerts', bars: tried.perDay.map(({ day, alerts }) => ({ label: slotLabel(day, 'day', 'en'), value: alerts, of: null })) })}
<ul>${tried.examples.map(({ title, logs }) => html`<li>${breakable(title)}${logs[0] && html` <a class="ref" href="/logs/${logs[0]}">${logs[0]}</a>`}</li>`)}</ul>`
}`;
}

/** The same as a page of its own. */
export function trialPage(rule: Rule, tried: Backtest | null): Html {
  const ref = formatReference({ kind: 'rule', number: rule.number });
  return html`<p class="crumb"><a href="/rules">Rules</a> / <a href="/rules/${ref}">${ref}</a> / Trial</p>
${pageHead({ title: 'What it would have raised', lead: rule.name })}<section class="panel">${trial(tried)}<p class="quiet">Nothing is saved.</p></section>`;
}
