import { LANGUAGES, type Language } from '../../../domain/language.ts';
import type { Member } from '../../../domain/member.ts';
import { flag, type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { ROLE_WORD } from '../words.ts';
import { type AccountCode, accountCodePanel, type OwnAccountsView, ownAccounts } from './chat-account.ts';
import { ownNotifications, type PushView } from './push-devices.ts';
import { LANGUAGE_WORD } from './report.ts';
import { ownPin } from './second-proof.ts';

export interface AccountView {
  member: Member;
  organisation: { name: string; timeZone: string };
  /** The language they chose, and the one they wrote in last. */
  languages: { language: Language | null; spoken: Language | null };
  leastPassword: number;
  chat: OwnAccountsView;
  code: AccountCode | null;
  pin: 'set' | 'locked' | null;
  /** Null: they may see no alerts. */
  push: PushView | null;
}

/** "How am I set up here?": one's own name, time zone and way in. */
export function accountPage({
  member,
  organisation,
  languages,
  leastPassword,
  chat,
  code,
  pin,
  push,
}: AccountView): Html {
  return html`${pageHead({ title: 'How am I set up here?', lead: `${member.email} · ${ROLE_WORD[member.role]} in ${organisation.name}`, aside: html`<form method="post" action="/sign-out"><button class="secondary outline">Sign out</button></form>` })}
${code && accountCodePanel(code)}
<div class="columns"><div><section class="panel" aria-labelledby="me-title"><h2 id="me-title">Name, time zone and language</h2><form method="post" action="/account"><label>Name<input name="name" value="${member.name}" required maxlength="200" autocomplete="name"></label><label>Time zone<input name="time_zone" value="${member.timeZone}" list="zones" maxlength="64" placeholder="${organisation.timeZone}"><small>Times are shown, and words like “yesterday” understood, in this zone. Empty: the organisation’s, ${organisation.timeZone}.</small></label>${zones()}${languageField(languages)}<button>Save</button></form></section>
<section class="panel" aria-labelledby="password-title"><h2 id="password-title">${member.hasPassword ? 'Change password' : 'Set a password'}</h2><form method="post" action="/account/password"><input class="sr-only" type="text" name="username" autocomplete="username" value="${member.email}" tabindex="-1" aria-hidden="true" readonly>${member.hasPassword && html`<label>Current password<input type="password" name="current" required autocomplete="current-password" maxlength="1000"></label>`}<label>New password<input type="password" name="next" required minlength="${leastPassword}" maxlength="1000" autocomplete="new-password"><small>At least ${leastPassword} characters; a sentence is easy to remember. Your other sessions end.</small></label><button>${member.hasPassword ? 'Change password' : 'Set password'}</button></form></section>
${ownPin(pin, member.hasPassword)}
<section class="panel" aria-labelledby="elsewhere-title"><h2 id="elsewhere-title">Signed in elsewhere</h2><p class="quiet">A computer or phone you no longer have? End every session but this one; sign-in links that were not used end, too, and no browser is told of alerts any more, not even this one.</p><form method="post" action="/account/sign-out-elsewhere"><button class="secondary outline">Sign out everywhere else</button></form></section></div>
<div>${ownAccounts(chat)}${push && ownNotifications(push)}<section class="panel" aria-labelledby="role-title"><h2 id="role-title">What your role is for</h2><p>${ROLE_WORDS[member.role]}</p><p class="quiet">Admins change roles on the Members page.</p></section></div></div>`;
}

const ROLE_WORDS: Record<Member['role'], string> = {
  admin: 'You set SafeNest up: members, keys, rules and health, besides everything officers do.',
  officer: 'You look into alerts and logs, and open, work on and close incidents.',
  moderator: 'You decide moderation cases; you see alerts and incidents and may open incidents.',
  manager: 'You see alerts, incidents, logs, rules and the audit log, and may open incidents.',
  employee: 'You may ask how things are done, open incidents and follow the ones you opened.',
};

const languageField = ({ language, spoken }: AccountView['languages']): Html =>
  html`<label>Language of messages to you<select name="language"><option value="">The one I write in${spoken && ` (${LANGUAGE_WORD[spoken]})`}</option>${LANGUAGES.map((one) => html`<option value="${one}"${flag('selected', one === language)}>${LANGUAGE_WORD[one]}</option>`)}</select><small>Of what SafeNest writes to you alone in chat. The console is in English.</small></label>`;

const zones = (): Html =>
  html`<datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}</datalist>`;
