import type { Alert } from '../../../domain/alert.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import type { Rule, RuleVersion } from '../../../domain/rule.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { watchesNobody } from '../../../pipeline/cameras/rules/watched-person.ts';
import type { HeldExample } from '../../../pipeline/rule-examples.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { pageHead } from '../layout.ts';
import { type ParamField, paramInput } from '../param-form.ts';
import { changesOf } from '../rule-changes.ts';
import { ago, type Clock } from '../time.ts';
import { RULE_STATE_WORD, SEVERITY_WORD } from '../words.ts';
import { feedItem } from './desk.ts';
import { examplesPanel } from './rule-examples.ts';

export interface RuleView {
  principal: Principal;
  clock: Clock;
  rule: Rule;
  words: string;
  /** The parameters as the detector's own schema describes them. */
  fields: ParamField[];
  alerts: Alert[];
  /** Newest first; empty for a rule that nobody changed since versions are kept. */
  versions: readonly RuleVersion[];
  /** What it is held against; null where rules of its kind take no examples. */
  examples: readonly HeldExample[] | null;
  /** Whether it can be tried on the logins or camera events there are. */
  tries: boolean;
}

/** One rule: what it watches for, its numbers, and what it noticed lately. */
export function rulePage(view: RuleView): Html {
  const { rule, clock, principal } = view;
  const reference = formatReference({ kind: 'rule', number: rule.number });
  const edits = can(principal.role, 'rules.write');
  return html`<p class="crumb"><a href="/rules">Rules</a> / ${reference}</p>
${pageHead({ title: rule.name, lead: view.words })}
<div class="columns"><div>
<section class="panel" aria-labelledby="state-title"><h2 id="state-title" class="sr-only">State</h2><dl class="facts"><div><dt>State</dt><dd>${RULE_STATE_WORD[rule.state]}</dd></div><div><dt>Severity</dt><dd>${severityBadge(rule.severity)}</dd></div><div><dt>Changed</dt><dd>${ago(rule.updatedAt, clock)} by ${rule.updatedBy}</dd></div></dl>
${edits && stateButtons(rule, reference)}</section>
<section class="panel" aria-labelledby="numbers-title"><h2 id="numbers-title">Its settings</h2>
${edits ? editForm(view, reference) : html`<dl class="facts">${view.fields.map((field) => html`<div><dt>${field.label}</dt><dd>${field.shown}</dd></div>`)}</dl><p class="quiet">Admins may change them.</p>`}</section>
</div><section class="panel" aria-labelledby="hits-title"><h2 id="hits-title">What it noticed lately</h2>${view.alerts.length === 0 ? html`<p class="quiet">Nothing so far. Its alerts appear here.</p>` : html`<ul class="feed">${view.alerts.map((alert) => feedItem(alert, clock))}</ul>`}</section></div>
${view.examples && examplesPanel(reference, { examples: view.examples, clock, edits: can(principal.role, 'rules.propose') })}
${versionsPanel(view, reference, edits)}`;
}

/** Every change, who made it and why, with one button to go back to how it was. */
function versionsPanel({ versions, clock }: RuleView, reference: string, edits: boolean): Html {
  const [current, ...earlier] = versions;
  if (!current || earlier.length === 0)
    return html`<section class="panel" aria-labelledby="versions-title"><h2 id="versions-title">Versions</h2><p class="quiet">Nobody has changed it yet. Every change appears here, with a button to take it back.</p></section>`;
  return html`<section class="panel flush folds" aria-labelledby="versions-title"><h2 id="versions-title" class="panel-title">Versions</h2><table><thead><tr><th scope="col">Version</th><th scope="col">What changed</th><th scope="col">Who and why</th>${edits && html`<th scope="col"><span class="sr-only">Go back</span></th>`}</tr></thead><tbody>${versions.map(
    (version, i) => {
      const before = versions[i + 1];
      const changes = before ? changesOf(before, version) : ['As it began'];
      const button =
        version === current
          ? html`<span class="quiet">now</span>`
          : html`<form method="post" action="/rules/${reference}/revert"><input type="hidden" name="version" value="${version.version}"><button class="secondary outline small" aria-label="Back to version ${version.version}">Back to this</button></form>`;
      return html`<tr><th scope="row" class="tight">${version.version}</th><td>${changes.map((change, at) => html`${at > 0 && html`<br>`}${breakable(change)}`)}</td><td>${version.changedBy}, ${ago(version.changedAt, clock)}${version.via && /^PROP-\d+$/.test(version.via) && html` by <a class="ref" href="/proposals/${version.via}">${version.via}</a>`}${version.why && html`<br><small>${breakable(version.why)}</small>`}</td>${edits && html`<td class="tight">${button}</td>`}</tr>`;
    },
  )}</tbody></table></section>`;
}

function stateButtons(rule: Rule, reference: string): Html {
  const button = (state: string, label: string) =>
    html`<form method="post" action="/rules/${reference}/state"><input type="hidden" name="state" value="${state}"><button class="secondary outline">${label}</button></form>`;
  switch (rule.state) {
    case 'active':
      return html`<div class="actions">${button('retired', 'Switch off')}</div>`;
    case 'retired':
      if (watchesNobody(rule))
        return html`<p class="quiet">Everybody it watched for was forgotten. Name somebody else below; then it can be switched on.</p>`;
      return html`<div class="actions">${button('active', 'Switch on')}</div>`;
    case 'draft':
      return html`<div class="actions">${button('active', 'Switch on')}${button('rejected', 'Reject')}</div>`;
    case 'rejected':
      return html`<p class="quiet">What was rejected stays rejected; propose a new rule instead.</p>`;
  }
}

const editForm = (
  { rule, fields, tries }: RuleView,
  reference: string,
): Html => html`<form method="post" action="/rules/${reference}"${tries && html` id="rule-editor" data-try="/rules/${reference}/try"`}>
<div class="field-grid top"><label class="wide">Name<input name="name" value="${rule.name}" required maxlength="200"></label>
<label>Severity<select name="severity">${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === rule.severity)}>${SEVERITY_WORD[severity]}</option>`)}</select></label>
</div>
<div class="field-grid top">${fields.map((field) => paramInput(field))}</div>
${cooldownInput(rule.cooldownSeconds)}${tries && html`<div id="rule-trial" class="trial" aria-live="polite"><p class="quiet">What it would have raised in the last 30 days appears here as you change it.</p></div><noscript><button class="secondary outline" formaction="/rules/${reference}/trial" formmethod="post">Try it on the last 30 days</button></noscript>`}<label>Why<input name="why" maxlength="500" placeholder="Kept with this version"></label><button>Save</button></form>`;

/** Seconds per unit a pause is given in. */
export const COOLDOWN_UNITS = { minutes: 60, hours: 3600, days: 86_400 } as const;

/** In the largest unit in which it is a whole number. */
function cooldownInput(seconds: number): Html {
  const units = Object.entries(COOLDOWN_UNITS);
  const [unit, size] = units.findLast(([, each]) => seconds > 0 && seconds % each === 0) ?? ['minutes', 60];
  return html`<fieldset><legend>After an alert’s last event, further ones join it for</legend><div class="row"><input class="short" type="number" name="cooldown" aria-label="How long" min="0" step="any" required value="${seconds / size}"><select class="short" name="cooldown_unit" aria-label="Unit">${units.map(([name]) => html`<option value="${name}"${flag('selected', name === unit)}>${name}</option>`)}</select></div><small>Later ones raise a new alert.</small></fieldset>`;
}
