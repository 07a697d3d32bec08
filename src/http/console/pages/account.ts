import type { Member } from '../../../domain/member.ts';
import { type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { ROLE_WORD } from '../words.ts';
import { type AccountCode, accountCodePanel, type OwnAccountsView, ownAccounts } from './chat-account.ts';

export interface AccountView {
  member: Member;
  organisation: { name: string; timeZone: string };
  leastPassword: number;
  chat: OwnAccountsView;
  code: AccountCode | null;
}

/** "How am I set up here?": one's own name, time zone and way in. */
export function accountPage({ member, organisation, leastPassword, chat, code }: AccountView): Html {
  return html`${pageHead({ title: 'How am I set up here?', lead: `${member.email} · ${ROLE_WORD[member.role]} in ${organisation.name}`, aside: html`<form method="post" action="/sign-out"><button class="secondary outline">Sign out</button></form>` })}
${code && accountCodePanel(code)}
<div class="columns"><div><section class="panel" aria-labelledby="me-title"><h2 id="me-title">Name and time zone</h2><form method="post" action="/account"><label>Name<input name="name" value="${member.name}" required maxlength="200" autocomplete="name"></label><label>Time zone<input name="time_zone" value="${member.timeZone}" list="zones" maxlength="64" placeholder="${organisation.timeZone}"><small>Times are shown, and words like “yesterday” understood, in this zone. Empty: the organisation’s, ${organisation.timeZone}.</small></label>${zones()}<button>Save</button></form></section>
<section class="panel" aria-labelledby="password-title"><h2 id="password-title">${member.hasPassword ? 'Change password' : 'Set a password'}</h2><form method="post" action="/account/password"><input class="sr-only" type="text" name="username" autocomplete="username" value="${member.email}" tabindex="-1" aria-hidden="true" readonly>${member.hasPassword && html`<label>Current password<input type="password" name="current" required autocomplete="current-password" maxlength="1000"></label>`}<label>New password<input type="password" name="next" required minlength="${leastPassword}" maxlength="1000" autocomplete="new-password"><small>At least ${leastPassword} characters; a sentence is easy to remember. Your other sessions end.</small></label><button>${member.hasPassword ? 'Change password' : 'Set password'}</button></form></section></div>
<div>${ownAccounts(chat)}<section class="panel" aria-labelledby="role-title"><h2 id="role-title">What your role is for</h2><p>${ROLE_WORDS[member.role]}</p><p class="quiet">Admins change roles on the Members page.</p></section></div></div>`;
}

const ROLE_WORDS: Record<Member['role'], string> = {
  admin: 'You set SafeNest up: members, keys, rules and health, besides everything officers do.',
  officer: 'You look into alerts and logs, and open, work on and close incidents.',
  moderator: 'You see alerts and incidents and may open incidents.',
  manager: 'You see alerts, incidents, logs, rules and the audit log, and may open incidents.',
  employee: 'You may ask how things are done, open incidents and follow the ones you opened.',
};

const zones = (): Html =>
  html`<datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}</datalist>`;
