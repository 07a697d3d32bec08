import { pathOf } from '../../../messages/links.ts';
import { expected, type HeldExample } from '../../../pipeline/rule-examples.ts';
import { breakable, type Html, html } from '../html.ts';
import { ago, type Clock } from '../time.ts';

/** What a rule must notice or leave alone, and whether it does; each can be dropped, and taken back. */
export function examplesPanel(
  reference: string,
  { examples, clock, edits }: { examples: readonly HeldExample[]; clock: Clock; edits: boolean },
): Html {
  const kept = examples.filter(({ dropped }) => dropped === null);
  const dropped = examples.filter((one) => one.dropped !== null);
  return html`<section class="panel${kept.length > 0 && ' flush folds'}" aria-labelledby="examples-title"><h2 id="examples-title"${kept.length > 0 && html` class="panel-title"`}>Examples</h2>${
    kept.length === 0
      ? html`<p class="quiet">None yet. Press <em>Keep as example</em> on an alert or a login: a change that would make the rule miss it, or alert on it after all, is refused from then on.</p>`
      : table(kept, reference, clock, edits)
  }${dropped.length > 0 && html`<details class="fold"><summary>Dropped (${dropped.length})</summary>${table(dropped, reference, clock, edits)}</details>`}</section>`;
}

const table = (examples: readonly HeldExample[], reference: string, clock: Clock, edits: boolean): Html =>
  html`<table><thead><tr><th scope="col">Example</th><th scope="col">It</th><th scope="col">Now</th>${edits && html`<th scope="col"><span class="sr-only">What to do</span></th>`}</tr></thead><tbody>${examples.map((one) => row(one, reference, clock, edits))}</tbody></table>`;

function row(one: HeldExample, reference: string, clock: Clock, edits: boolean): Html {
  const { number, name, source, holds, dropped } = one;
  const [to, label] = dropped ? ['restore', 'Put back'] : ['drop', 'Drop'];
  const state = dropped
    ? html`dropped ${ago(dropped.at, clock)} by ${dropped.by}`
    : holds === null
      ? 'cannot be tried'
      : holds
        ? 'holds'
        : html`<strong>fails</strong>`;
  return html`<tr><th scope="row">${number}. ${breakable(name)} <a class="ref" href="${pathOf(source)}">${source}</a><br><small>${one.addedBy}, ${ago(one.addedAt, clock)}</small></th><td>${expected(one.fires)}</td><td>${state}</td>${edits && html`<td class="tight"><form method="post" action="/rules/${reference}/examples/${number}/${to}"><button class="secondary outline small" aria-label="${label} example ${number}">${label}</button></form></td>`}</tr>`;
}

/** Two buttons that keep an alert or a login as an example of a rule; where there are several rules, one is chosen first. */
export function keepForm(
  from: string,
  rules: readonly { ref: string; name: string }[],
  title = 'Keep as example',
): Html | false {
  if (rules.length === 0) return false;
  const [only] = rules;
  const rule =
    rules.length === 1
      ? html`<input type="hidden" name="rule" value="${only!.ref}"><p class="quiet">Of <a class="ref" href="/rules/${only!.ref}">${only!.ref}</a> ${only!.name}. Changes that break it are refused.</p>`
      : html`<label>Of which rule<select name="rule">${rules.map(({ ref, name }) => html`<option value="${ref}">${ref} ${name}</option>`)}</select></label>`;
  return html`<details class="fold"><summary>${title}</summary><form method="post" action="${pathOf(from)}/example">${rule}<div class="actions"><button class="secondary" name="fires" value="yes">Should fire</button><button class="secondary" name="fires" value="no">Should not fire</button></div></form></details>`;
}
