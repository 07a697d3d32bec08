import { formatReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import { type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { number, RULE_STATE_WORD } from '../words.ts';

export interface RuleLine {
  rule: Rule;
  words: string;
  /** Alerts it raised in the last 30 days. */
  hits: number;
  lastHit: Date | null;
}

/** "What are we watching for?": every rule in words. */
export function rulesPage(view: { clock: Clock; rules: RuleLine[] }): Html {
  return html`${pageHead({ title: 'What are we watching for?', lead: 'Each rule looks at logins as they arrive and raises an alert when one breaks it.' })}
${
  view.rules.length === 0
    ? empty(
        'No rules',
        'An organisation begins with a set of sound rules. This one has none left; an admin can restore them.',
      )
    : html`<div class="panel flush folds"><table><thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">State</th><th scope="col" class="num">Alerts, 30 days</th><th scope="col">Last alert</th></tr></thead><tbody>${view.rules.map((line) => ruleRow(line, view.clock))}</tbody></table></div>`
}`;
}

function ruleRow({ rule, words, hits, lastHit }: RuleLine, clock: Clock): Html {
  const reference = formatReference({ kind: 'rule', number: rule.number });
  return html`<tr><th scope="row"><a class="ref" href="/rules/${reference}">${reference}</a> ${rule.name}<br><small>${words}</small></th><td class="tight">${severityBadge(rule.severity)}</td><td class="tight">${RULE_STATE_WORD[rule.state]}</td><td class="num tight" data-label="Alerts in 30 days">${number(hits)}</td><td class="tight">${lastHit ? ago(lastHit, clock) : html`<span class="quiet">never</span>`}</td></tr>`;
}
