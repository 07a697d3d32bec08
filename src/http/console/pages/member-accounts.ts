import type { Member } from '../../../domain/member.ts';
import type { MemberAccount } from '../../../pipeline/member-accounts.ts';
import { breakable, type Html, html } from '../html.ts';
import { askFirst, empty, pageHead } from '../layout.ts';

/** "Whose login is whose?": accounts of the logs that are a member's, so that they can be asked whether it was them. */
export function memberAccountsPage(accounts: readonly MemberAccount[], members: readonly Member[]): Html {
  return html`<p class="crumb"><a href="/members">Members</a> / Login accounts</p>
${pageHead({ title: 'Whose login is whose?', lead: 'A member’s own e-mail address is theirs anyway. What is listed here as well is asked about with “was this you?”.' })}
${accounts.length === 0 ? empty('No other account is known', 'Where people sign in as “anovak”, say below whose that is.') : html`<div class="panel flush folds"><table><thead><tr><th scope="col">Account</th><th scope="col">Member</th><th scope="col"><span class="sr-only">What to do</span></th></tr></thead><tbody>${accounts.map((one) => html`<tr><th scope="row">${breakable(one.account)}</th><td>${one.memberName}</td><td class="tight"><form method="post" action="/members/accounts/remove">${askFirst(`Is ${one.account} nobody’s any more?`)}<input type="hidden" name="account" value="${one.account}"><button class="danger outline small">Remove</button></form></td></tr>`)}</tbody></table></div>`}
<section class="panel" aria-labelledby="add-title"><h2 id="add-title">Add an account</h2><form method="post" action="/members/accounts"><div class="field-grid"><label>Account, as it stands in the logs<input name="account" required maxlength="320" autocomplete="off"></label><label>Member<select name="member" required>${members.map((one) => html`<option value="${one.id}">${one.name}</option>`)}</select></label></div><button>Add</button></form></section>`;
}
