import type { Member } from '../../../domain/member.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can, ROLES } from '../../../domain/role.ts';
import { flag, type Html, html } from '../html.ts';
import { askFirst, copyButton, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { ROLE_WORD } from '../words.ts';

export interface MembersView {
  principal: Principal;
  clock: Clock;
  members: Member[];
  /** A sign-in link just made; it is shown now and never again. */
  link: { name: string; url: string; minutes: number } | null;
  /** Address of the next page. */
  more: string | null;
}

/** "Who is here?": members, their roles, and the way in for new ones. */
export function membersPage(view: MembersView): Html {
  const { principal, link } = view;
  const writes = can(principal.role, 'members.write');
  return html`${pageHead({ title: 'Who is here?', lead: 'People who use SafeNest in this organisation, and what their role lets them do.' })}
${link && html`<section class="panel" role="status" aria-labelledby="link-title"><h2 id="link-title">Sign-in link for ${link.name}</h2><p>Give it to them over a channel you trust. It works once, within ${link.minutes} minutes, and is not shown again.</p><code class="secret" id="secret">${link.url}</code>${copyButton()}</section>`}
<div class="panel flush folds"><table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Joined</th>${writes && html`<th scope="col"><span class="sr-only">What to do</span></th>`}</tr></thead><tbody>${view.members.map((member) => memberRow(member, view, writes))}</tbody></table></div>
${view.more && html`<p class="more"><a role="button" class="secondary outline" href="${view.more}">More members</a></p>`}
${writes && addForm()}`;
}

function memberRow(member: Member, { principal, clock }: MembersView, writes: boolean): Html {
  const me = principal.actor.kind === 'member' && principal.actor.id === member.id;
  const path = `/members/${member.id}`;
  return html`<tr><th scope="row">${member.name}${me && html` <span class="tag">you</span>`}${!member.active && html` <span class="tag">disabled</span>`}<br><small>${member.email}</small></th>
<td class="tight">${
    writes && !me
      ? html`<form class="row" method="post" action="${path}"><select name="role" aria-label="Role of ${member.name}">${ROLES.map((role) => html`<option value="${role}"${flag('selected', role === member.role)}>${ROLE_WORD[role]}</option>`)}</select><button class="secondary outline">Set</button></form>`
      : ROLE_WORD[member.role]
  }</td><td class="tight">${ago(member.createdAt, clock)}</td>
${writes && html`<td class="tight"><div class="row">${member.active && html`<form method="post" action="${path}/link"><button class="secondary outline">Sign-in link</button></form>`}${me ? null : member.active ? html`<form method="post" action="${path}">${askFirst(`Shut ${member.name} out? They can be let in again.`)}<input type="hidden" name="active" value="false"><button class="danger outline">Disable</button></form>` : html`<form method="post" action="${path}"><input type="hidden" name="active" value="true"><button class="secondary outline">Enable</button></form>`}</div></td>`}</tr>`;
}

const addForm = (): Html =>
  html`<section class="panel" aria-labelledby="add-title"><h2 id="add-title">Add somebody</h2><form method="post" action="/members"><div class="field-grid"><label>Name<input name="name" required maxlength="200" autocomplete="off"></label><label>E-mail<input type="email" name="email" required maxlength="320" autocomplete="off"></label><label>Role<select name="role">${ROLES.map((role) => html`<option value="${role}"${flag('selected', role === 'employee')}>${ROLE_WORD[role]}</option>`)}</select></label></div><button>Add and make a sign-in link</button></form></section>`;
