import type { ApiKey } from '../../../domain/member.ts';
import { ROLES } from '../../../domain/role.ts';
import { type Html, html } from '../html.ts';
import { askFirst, copyButton, empty, pageHead } from '../layout.ts';
import { ago, type Clock, exact } from '../time.ts';
import { ROLE_WORD } from '../words.ts';

export interface KeysView {
  clock: Clock;
  keys: ApiKey[];
  /** A key just made; it is shown now and never again. */
  made: { name: string; key: string } | null;
}

/** For how many days a key may be made. */
export const KEY_DAYS = [30, 90, 365] as const;

/** "Which programs may connect?": API keys. */
export function keysPage(view: KeysView): Html {
  const { made, keys } = view;
  return html`${pageHead({ title: 'Which programs may connect?', lead: html`Keys for log shippers, scripts and the command line. What they can do is in the <a href="/api/docs">API’s description</a>.` })}
${made && html`<section class="panel" role="status" aria-labelledby="made-title"><h2 id="made-title">Key “${made.name}”</h2><p>Copy it now: it is stored only as a hash and is not shown again.</p><code class="secret" id="secret">${made.key}</code>${copyButton()}</section>`}
${
  keys.length === 0
    ? empty('No keys yet', 'Make one below, and a program can send login events and read what it may.')
    : html`<div class="panel flush folds"><table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Stops working</th><th scope="col">Made</th><th scope="col">Last used</th><th scope="col"><span class="sr-only">What to do</span></th></tr></thead><tbody>${keys.map((key) => keyRow(key, view.clock))}</tbody></table></div>`
}
<section class="panel" aria-labelledby="new-title"><h2 id="new-title">Make a key</h2><form method="post" action="/keys"><div class="field-grid"><label>What it is for<input name="name" required maxlength="200" autocomplete="off" placeholder="Log shipper"></label><label>Role<select name="role">${ROLES.map((role) => html`<option value="${role}"${role === 'officer' && html` selected`}>${ROLE_WORD[role]}</option>`)}</select></label><label>Stops working<select name="days"><option value="">Never</option>${KEY_DAYS.map((days) => html`<option value="${days}">after ${days === 365 ? 'a year' : `${days} days`}</option>`)}</select></label></div><button>Make key</button></form></section>`;
}

function keyRow(key: ApiKey, clock: Clock): Html {
  const ended = key.revokedAt
    ? html`<span class="tag">revoked</span>`
    : key.expiresAt && key.expiresAt <= clock.now
      ? html`<span class="tag">expired</span>`
      : null;
  return html`<tr><th scope="row">${key.name} ${ended}<br><small class="mono">${key.prefix}…</small></th><td class="tight">${ROLE_WORD[key.role]}</td><td class="tight">${key.expiresAt ? exact(key.expiresAt, clock) : html`<span class="quiet">never</span>`}</td><td>${ago(key.createdAt, clock)}<br><small>by ${key.createdBy}</small></td><td class="tight">${key.lastUsedAt ? ago(key.lastUsedAt, clock) : html`<span class="quiet">never</span>`}</td><td class="tight">${!ended && html`<form method="post" action="/keys/${key.id}/revoke">${askFirst(`Revoke “${key.name}”? Programs that use it stop working at once; it cannot be undone.`)}<button class="danger outline">Revoke</button></form>`}</td></tr>`;
}
