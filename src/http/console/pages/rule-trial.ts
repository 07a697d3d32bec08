import type { Backtest } from '../../../domain/proposal.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import { proposalWords } from '../../../messages/catalogue/proposals.ts';
import { pathOf } from '../../../messages/links.ts';
import { backtestWords } from '../../../messages/views/proposal-card.ts';
import { slotLabel } from '../../../messages/views/slot-points.ts';
import { expected, type HeldExample } from '../../../pipeline/rule-examples.ts';
import type { TriedExample } from '../../../pipeline/rules.ts';
import { barChart } from '../chart.ts';
import { breakable, type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';

/** What a rule would have raised: how much, on which days, on whom, how much of it turned out to be nothing, and which made-up cases it notices. */
export function trial(
  tried: Backtest | null,
  examples: readonly TriedExample[],
  own: readonly HeldExample[] = [],
): Html {
  if (!tried)
    return html`<p class="quiet">This rule looks at who or what a camera sees; it cannot be tried on what was.</p>`;
  const { known } = tried;
  return html`<p><strong>${backtestWords({ backtest: tried }, 'en')}</strong>${known.alerts > 0 && html` ${proposalWords.en.known}: ${proposalWords.en.knownAlerts(known)}.`}</p>
${
  tried.alerts > 0 &&
  html`${barChart({ title: 'Alerts a day', unit: 'alerts', bars: tried.perDay.map(({ day, alerts }) => ({ label: slotLabel(day, 'day', 'en'), value: alerts, of: null })) })}
<ul>${tried.examples.map(({ title, logs }) => html`<li>${breakable(title)}${logs[0] && html` <a class="ref" href="${pathOf(logs[0])}">${logs[0]}</a>`}</li>`)}</ul>`
}${examples.length > 0 && html`<p class="quiet">${exampleWords(examples)}</p>`}${ownWords(own)}`;
}

/** Which of the rule's own examples would fail: a change that breaks one is refused. */
function ownWords(own: readonly HeldExample[]): Html | false {
  const tried = own.filter(({ holds }) => holds !== null);
  if (tried.length === 0) return false;
  const failing = tried.filter(({ holds }) => holds === false);
  if (failing.length === 0) return html`<p class="quiet">All its own examples hold (${tried.length}).</p>`;
  return html`<p><strong>${failing.length} of its own examples would fail:</strong> ${failing.map(({ number, name, fires }) => `${number}. “${name}” ${expected(fires)}`).join('; ')}.</p>`;
}

/** How the rule does on the cases its kind is tested with: attacks it is to notice, and ordinary days it is to leave alone. */
function exampleWords(examples: readonly TriedExample[]): string {
  const attacks = examples.filter(({ usually }) => usually);
  const missed = attacks.filter(({ noticed }) => !noticed);
  const disturbed = examples.filter(({ usually, noticed }) => !usually && noticed);
  const named = (some: readonly TriedExample[]): string => some.map(({ name }) => `“${name}”`).join(', ');
  return [
    `Of ${attacks.length} made-up attacks of its kind it notices ${attacks.length - missed.length}${missed.length > 0 ? `, not ${named(missed)}` : ''}.`,
    ...(disturbed.length > 0 ? [`It also raises an alert for what is harmless: ${named(disturbed)}.`] : []),
  ].join(' ');
}

/** The same as a page of its own. */
export function trialPage(
  rule: Rule,
  tried: Backtest | null,
  examples: readonly TriedExample[],
  own: readonly HeldExample[],
): Html {
  const ref = formatReference({ kind: 'rule', number: rule.number });
  return html`<p class="crumb"><a href="/rules">Rules</a> / <a href="/rules/${ref}">${ref}</a> / Trial</p>
${pageHead({ title: 'What it would have raised', lead: rule.name })}<section class="panel">${trial(tried, examples, own)}<p class="quiet">Nothing is saved.</p></section>`;
}
