import type { Principal } from '../../../domain/principal.ts';
import {
  type Backtest,
  isSuggested,
  isTakenBack,
  mayDecideProposal,
  type Proposal,
  type TriedOn,
} from '../../../domain/proposal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import type { Rule } from '../../../domain/rule.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import type { Card } from '../../../messages/card.ts';
import { pathOf } from '../../../messages/links.ts';
import { type Bar, barChart } from '../chart.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { type ParamField, paramInput } from '../param-form.ts';
import { renderCard } from '../render-card.ts';
import { ago, type Clock } from '../time.ts';
import { number, plural, SEVERITY_WORD } from '../words.ts';

export interface ProposalView {
  principal: Principal;
  clock: Clock;
  proposal: Proposal;
  card: Card;
  /** The rule as it would be, for proposals of rules. */
  rule: Rule | null;
  fields: ParamField[];
}

/** One proposal: what would happen, what it would have done so far, and for whoever decides it a form to change it first. */
export function proposalPage(view: ProposalView): Html {
  const { proposal, clock, principal } = view;
  const ref = formatReference({ kind: 'proposal', number: proposal.number });
  const decides = mayDecideProposal(principal, proposal) && proposal.state === 'pending';
  return html`<p class="crumb"><a href="/proposals">Proposals</a> / ${ref}</p>
${pageHead({ title: breakable(proposal.title) })}
<div class="columns"><div>
${renderCard(withoutNumbers(view.card), { clock, back: `/proposals/${ref}` })}
${proposal.backtest && backtestPanel(proposal.backtest, principal, clock)}
</div><div>
${decides && view.rule && editPanel(view, view.rule, ref)}
${decides && proposal.nonce && rejectPanel(proposal.nonce, ref)}
<section class="panel" aria-labelledby="record-title"><h2 id="record-title">For the record</h2><dl class="facts list"><div><dt>${isSuggested(proposal) ? 'Suggested' : 'Asked'}</dt><dd>${ago(proposal.createdAt, clock)} by ${isSuggested(proposal) && 'the language model, while answering '}${proposal.requestedBy.name}</dd></div>${view.rule && html`<div><dt>Rule</dt><dd><a class="ref" href="/rules/${String(proposal.args.rule)}">${String(proposal.args.rule)}</a> ${view.rule.name}</dd></div>`}${isTakenBack(proposal) && html`<div><dt>Taken back</dt><dd>${ago(proposal.updatedAt, clock)}. ${proposal.outcome ?? ''}</dd></div>`}<div><dt>Fingerprint</dt><dd><code>${proposal.argsDigest.slice(0, 16)}…</code> <small class="quiet">stands in the audit log, too</small></dd></div></dl></section>
</div></div>`;
}

/** The page has its own chart and list of examples, and is the page that Edit would open. */
const withoutNumbers = (card: Card): Card => ({
  ...card,
  parts: card.parts
    .filter((part) => part.kind !== 'chart' && part.kind !== 'list')
    .map((part) =>
      part.kind === 'actions' ? { ...part, actions: part.actions.filter(({ url }) => url === undefined) } : part,
    )
    .filter((part) => part.kind !== 'actions' || part.actions.length > 0),
});

const TRIED: Record<TriedOn, string> = { logins: 'login', camera_events: 'camera event', signals: 'signal' };

function backtestPanel(backtest: Backtest, principal: Principal, clock: Clock): Html {
  if (backtest.logins === 0) return html``;
  const bars: Bar[] = backtest.perDay.map(({ day, alerts }) => ({
    label: shortDay(day),
    value: alerts,
    of: null,
    ...(can(principal.role, 'logs.read') ? { url: `/logs?range=${day}` } : {}),
  }));
  return html`<section class="panel" aria-labelledby="backtest-title"><h2 id="backtest-title">What it would have noticed</h2>
<p>${plural(backtest.alerts, 'alert')} from ${plural(backtest.matched, TRIED[backtest.of ?? 'logins'])}, of ${number(backtest.logins)} looked at.${backtest.known.alerts > 0 && html` ${number(backtest.known.alerts)} of them stand on what raised an alert anyway${backtest.known.falseAlarms > 0 && html`, ${number(backtest.known.falseAlarms)} of which ${backtest.known.falseAlarms === 1 ? 'was' : 'were'} called a false alarm`}.`}</p>
${barChart({ title: 'Alerts per day', unit: 'alerts', bars })}
${backtest.examples.length > 0 && html`<h3>For example</h3><ul class="card-list">${backtest.examples.map((example) => exampleLine(example, principal, clock))}</ul>`}</section>`;
}

function exampleLine(example: Backtest['examples'][number], principal: Principal, clock: Clock): Html {
  const reads = can(principal.role, 'logs.read');
  return html`<li><span>${breakable(example.title)} <small class="quiet">${plural(example.events, 'event')}${reads && example.logs.map((ref) => html` · <a class="ref" href="${pathOf(ref)}">${ref}</a>`)}</small></span><span class="list-when">${ago(new Date(example.at), clock)}</span></li>`;
}

const editPanel = (
  { fields }: ProposalView,
  rule: Rule,
  ref: string,
): Html => html`<section class="panel" aria-labelledby="edit-title"><h2 id="edit-title">Change it first</h2>
<form method="post" action="/proposals/${ref}">
<div class="field-grid top"><label class="wide">Name<input name="name" value="${rule.name}" required maxlength="200"></label>
<label>Severity<select name="severity">${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === rule.severity)}>${SEVERITY_WORD[severity]}</option>`)}</select></label></div>
<div class="field-grid top">${fields.map((field) => paramInput(field))}</div>
<button class="secondary outline">Save and try again</button><p class="quiet">It is tried on past logins once more; buttons shown before no longer count.</p></form></section>`;

const rejectPanel = (
  nonce: string,
  ref: string,
): Html => html`<section class="panel" aria-labelledby="reject-title"><h2 id="reject-title">Reject with a reason</h2>
<form method="post" action="/proposals/${ref}/reject"><input type="hidden" name="nonce" value="${nonce}">
<label>Why not?<textarea name="note" rows="2" maxlength="2000" required></textarea><small>Whoever proposes it again is told.</small></label>
<button class="secondary outline">Reject</button></form></section>`;

/** `2026-11-20` as `20 Nov`. */
const shortDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00Z`),
  );
