import type { ChatWorkspace } from '../../../db/chat-workspaces.ts';
import type { ChatAccount, Member } from '../../../domain/member.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can, ROLES } from '../../../domain/role.ts';
import type { ProofKind } from '../../../domain/second-proof.ts';
import { flag, type Html, html } from '../html.ts';
import { askFirst, copyButton, pageHead } from '../layout.ts';
import { PLATFORM_WORD } from '../platform-words.ts';
import { ago, type Clock } from '../time.ts';
import { ROLE_WORD } from '../words.ts';
import { type AccountCode, accountCodePanel, accountWords } from './chat-account.ts';
import { proofSettings } from './second-proof.ts';

export interface MembersView {
  principal: Principal;
  clock: Clock;
  members: Member[];
  /** A sign-in link just made; it is shown now and never again. */
  link: { name: string; url: string; minutes: number } | null;
  /** A code just made, to link a chat account with. */
  code: AccountCode | null;
  accounts: readonly ChatAccount[];
  workspaces: readonly ChatWorkspace[];
  /** Who has a PIN, for admins. */
  pins: ReadonlyMap<string, 'set' | 'locked'>;
  /** What a second proof is asked for; null for whoever may not change that. */
  proofs: readonly ProofKind[] | null;
  /** Address of the next page. */
  more: string | null;
}

/** "Who is here?": members, their roles, and the way in for new ones. */
export function membersPage(view: MembersView): Html {
  const { principal, link } = view;
  const writes = can(principal.role, 'members.write');
  const chats = view.workspaces.length > 0;
  return html`${pageHead({ title: 'Who is here?', lead: 'People who use SafeNest in this organisation, and what their role lets them do.', ...(writes ? { aside: html`<a role="button" class="secondary outline" href="/members/accounts">Login accounts</a>` } : {}) })}
${link && html`<section class="panel" role="status" aria-labelledby="link-title"><h2 id="link-title">Sign-in link for ${link.name}</h2><p>Give it to them over a channel you trust. It works once, within ${link.minutes} minutes, and is not shown again.</p><code class="secret" id="secret">${link.url}</code>${copyButton()}</section>`}
${view.code && accountCodePanel(view.code)}
<div class="panel flush folds"><table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Joined</th>${chats && html`<th scope="col">Chat</th>`}${writes && html`<th scope="col"><span class="sr-only">What to do</span></th>`}</tr></thead><tbody>${view.members.map((member) => memberRow(member, view, writes))}</tbody></table></div>
${view.more && html`<p class="more"><a role="button" class="secondary outline" href="${view.more}">More members</a></p>`}
${writes && addForm()}${writes && chats && linkForm(view)}${view.proofs && proofSettings(view.proofs)}`;
}

function memberRow(member: Member, view: MembersView, writes: boolean): Html {
  const { principal, clock, workspaces } = view;
  const me = principal.actor.kind === 'member' && principal.actor.id === member.id;
  const path = `/members/${member.id}`;
  return html`<tr><th scope="row">${member.name}${me && html` <span class="tag">you</span>`}${!member.active && html` <span class="tag">disabled</span>`}<br><small>${member.email}</small></th>
<td class="tight">${
    writes && !me
      ? html`<form class="row" method="post" action="${path}"><select name="role" aria-label="Role of ${member.name}">${ROLES.map((role) => html`<option value="${role}"${flag('selected', role === member.role)}>${ROLE_WORD[role]}</option>`)}</select><button class="secondary outline">Set</button></form>`
      : ROLE_WORD[member.role]
  }</td><td class="tight">${ago(member.createdAt, clock)}</td>${workspaces.length > 0 && html`<td>${chatCell(member, view, writes)}</td>`}
${writes && html`<td class="tight"><div class="row">${member.active && html`<form method="post" action="${path}/link"><button class="secondary outline">Sign-in link</button></form>`}${member.active && workspaces.length > 0 && html`<form method="post" action="${path}/chat"><button class="secondary outline">Chat code</button></form>`}${member.active && !me && html`<form method="post" action="${path}/sign-out">${askFirst(`End every session of ${member.name}? They can sign in again.`)}<button class="secondary outline" aria-label="Sign ${member.name} out everywhere">Sign out</button></form>`}${!me && view.pins.has(member.id) && html`<form method="post" action="${path}/reset-pin">${askFirst(`Take away the PIN of ${member.name}? They set a new one.`)}<button class="secondary outline" aria-label="Reset the PIN of ${member.name}">Reset PIN${view.pins.get(member.id) === 'locked' && ' (locked)'}</button></form>`}${me ? null : member.active ? html`<form method="post" action="${path}">${askFirst(`Shut ${member.name} out? They can be let in again.`)}<input type="hidden" name="active" value="false"><button class="danger outline">Disable</button></form>` : html`<form method="post" action="${path}"><input type="hidden" name="active" value="true"><button class="secondary outline">Enable</button></form>`}</div></td>`}</tr>`;
}

const addForm = (): Html =>
  html`<section class="panel" aria-labelledby="add-title"><h2 id="add-title">Add somebody</h2><form method="post" action="/members"><div class="field-grid"><label>Name<input name="name" required maxlength="200" autocomplete="off"></label><label>E-mail<input type="email" name="email" required maxlength="320" autocomplete="off"></label><label>Role<select name="role">${ROLES.map((role) => html`<option value="${role}"${flag('selected', role === 'employee')}>${ROLE_WORD[role]}</option>`)}</select></label></div><button>Add and make a sign-in link</button></form></section>`;

function chatCell(member: Member, { accounts, workspaces }: MembersView, writes: boolean): Html {
  const own = accounts.filter(({ memberId }) => memberId === member.id);
  if (own.length === 0) return html`<span class="quiet">not linked</span>`;
  return html`${own.map((account) => {
    const words = accountWords(account, workspaces);
    return html`<div class="row">${words}${writes && html`<form method="post" action="/members/chat/${account.id}/unlink">${askFirst(`Unlink ${member.name} from ${words}? They are not known there until they link it again.`)}<button class="danger outline small" aria-label="Unlink ${member.name} from ${words}">Unlink</button></form>`}</div>`;
  })}`;
}

const linkForm = ({ members, workspaces }: MembersView): Html =>
  html`<section class="panel" aria-labelledby="hand-title"><h2 id="hand-title">Link a chat account by hand</h2><p class="quiet">For when a code is no way: you say which account is whose. The id is the platform’s own (Slack: “Copy member ID”; Discord: “Copy User ID”; Teams: the Entra object id).</p><form method="post" action="/members/chat"><div class="field-grid"><label>Member<select name="member">${members.filter(({ active }) => active).map((member) => html`<option value="${member.id}">${member.name}</option>`)}</select></label><label>Where<select name="workspace">${workspaces.map((one) => html`<option value="${one.id}">${PLATFORM_WORD[one.platform]}: ${one.name}</option>`)}</select></label><label>Account id<input name="account" required maxlength="200" autocomplete="off" spellcheck="false"></label></div><button>Link</button></form></section>`;
