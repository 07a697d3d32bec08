import type { ChatWorkspace } from '../../../db/chat-workspaces.ts';
import type { ChatPlatform } from '../../../messages/inbound.ts';
import type { OwnChatApp } from '../../../pipeline/chat-apps.ts';
import type { CheckedConnection } from '../../services.ts';
import { type Child, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { askFirst, copyButton, pageHead } from '../layout.ts';
import { PLATFORM_WORD, typed, WORKSPACE_WORD } from '../platform-words.ts';
import { ago, type Clock } from '../time.ts';
import { plural } from '../words.ts';

/** A code just made; it is shown now and never again. */
export interface MadeCode {
  platform: ChatPlatform;
  code: string;
  minutes: number;
}

export interface ConnectionsView {
  clock: Clock;
  platforms: readonly {
    platform: ChatPlatform;
    fromSettings: boolean;
    own: OwnChatApp | null;
    workspaces: ChatWorkspace[];
  }[];
  code: MadeCode | null;
  /** What was found just now; null where nobody has asked. */
  checks: readonly CheckedConnection[] | null;
  /** Of which platform somebody asked. */
  checked: ChatPlatform | null;
  /** The address people and platforms use; null where none is set. */
  publicUrl: string | null;
  scopes: Record<string, string>;
}

type Part = ConnectionsView['platforms'][number];

/** "Where can people ask?": the chat platforms, how each is connected, and what is wrong with it. */
export function connectionsPage(view: ConnectionsView): Html {
  return html`${pageHead({
    title: 'Where can people ask?',
    lead: 'Here in the console, always. Connect Slack, Discord or Teams, one or all of them: it is the same desk everywhere.',
    aside: html`<a role="button" class="secondary outline" href="/channels">Channels</a><a role="button" class="secondary outline" href="/delivery">Delivery</a><a role="button" class="secondary outline" href="/tickets">Tickets</a><a role="button" class="secondary outline" href="/cards">What cards look like</a>`,
  })}
${view.code && codePanel(view.code)}
${view.platforms.map((part) => platformPanel(part, view))}`;
}

const codePanel = ({ platform, code, minutes }: MadeCode): Html =>
  html`<section class="panel" role="status" aria-labelledby="code-title"><h2 id="code-title">One-time code for ${PLATFORM_WORD[platform]}</h2><p>Say this in any channel of the ${WORKSPACE_WORD[platform]} that SafeNest was added to. It works once, within ${minutes} minutes, and is not shown again.</p><code class="secret" id="secret">${typed(platform, `connect ${code}`)}</code>${copyButton()}</section>`;

function platformPanel(part: Part, view: ConnectionsView): Html {
  const { platform, workspaces, own, fromSettings } = part;
  const name = PLATFORM_WORD[platform];
  const hasApp = own !== null || fromSettings;
  const state =
    workspaces.length > 0 && hasApp
      ? html`<span class="tag tag-on">connected</span>`
      : hasApp
        ? html`<span class="tag">no ${WORKSPACE_WORD[platform]} yet</span>`
        : html`<span class="tag">not connected</span>`;
  const checks = view.checked === platform ? (view.checks ?? []).filter((check) => check.platform === platform) : null;
  return html`<section class="panel" id="${platform}" aria-labelledby="${platform}-title"><header><h2 id="${platform}-title">${name}</h2>${state}</header>
${hasApp ? html`<p>${appWords(part, view.clock)}</p>` : html`<p class="quiet">${WHAT_IT_BRINGS[platform]}</p>`}
${workspaces.length > 0 && workspaceTable(part, view.clock)}
${hasApp && workspaces.length === 0 && html`<p class="quiet">${NO_WORKSPACE[platform]}</p>`}
${checks && checkList(checks)}
${hasApp && html`<div class="actions"><form method="post" action="/connections/check"><input type="hidden" name="platform" value="${platform}"><button class="secondary outline">Check the connection</button></form><form method="post" action="/connections/code"><input type="hidden" name="platform" value="${platform}"><button class="secondary outline">Code for a ${WORKSPACE_WORD[platform]}</button></form></div>`}
<details class="fold"${!hasApp && view.platforms.every((each) => !each.own && !each.fromSettings) && platform === 'slack' && html` open`}><summary>${hasApp ? 'How it is set up' : `Connect ${name}`}</summary>
${steps(platform, view)}
${tokenForm(part)}</details></section>`;
}

const WHAT_IT_BRINGS: Record<ChatPlatform, string> = {
  slack: 'People ask by a mention, in a direct message or with /safenest; alerts come as cards with buttons.',
  discord:
    'People ask by a mention, in a direct message or with /safenest; several servers may belong to one organisation.',
  teams: 'People ask by a mention or in a chat of their own; cards change in place for everybody who sees them.',
};

const NO_WORKSPACE: Record<ChatPlatform, string> = {
  slack:
    'The workspace appears here as soon as the app has been installed and the token works. If not: make a code below and say it in Slack.',
  discord: 'Add the bot to a server with the invite link below, then make a code and say it there.',
  teams:
    'The tenant is connected by itself where its id is given with the app. If not: make a code below and say it in Teams.',
};

function appWords({ platform, own, fromSettings }: Part, clock: Clock): Child {
  if (own)
    return html`An app of your own, <span class="mono">${own.externalId}</span>, set by ${own.updatedBy} ${ago(own.updatedAt, clock)}. Its tokens are kept encrypted and are never shown.`;
  return (
    fromSettings &&
    html`The app of this service’s settings (environment). ${platform === 'discord' ? 'Every server that adds it has to say a code.' : null}`
  );
}

function workspaceTable({ platform, workspaces }: Part, clock: Clock): Html {
  const byEmail = platform !== 'discord';
  return html`<div class="inset folds"><table><thead><tr><th scope="col">${capital(WORKSPACE_WORD[platform])}</th><th scope="col">Connected</th>${byEmail && html`<th scope="col">Known by e-mail</th>`}<th scope="col"><span class="sr-only">What to do</span></th></tr></thead><tbody>${workspaces.map(
    (one) =>
      html`<tr><th scope="row">${one.name}<br><small class="mono">${one.workspace}</small></th><td>${ago(one.connectedAt, clock)}<br><small>by ${one.connectedBy}</small>${one.removedAt && html`<br><strong>The bot was taken out ${ago(one.removedAt, clock)}; add it again.</strong>`}</td>${byEmail && html`<td data-label="Known by e-mail:">${emailSwitch(one)}</td>`}<td class="tight"><form method="post" action="/connections/workspaces/${one.id}/disconnect">${askFirst(`Disconnect “${one.name}”? Its channels are told nothing more and its people have to link anew.`)}<button class="danger outline small">Disconnect</button></form></td></tr>`,
  )}</tbody></table></div>
${byEmail && html`<p class="quiet">Known by e-mail: whoever has a member’s e-mail address there, as ${PLATFORM_WORD[platform]} has confirmed it, is that member and need not link. Leave it off where people choose their own address.</p>`}`;
}

const emailSwitch = ({ id, name, linkByEmail }: ChatWorkspace): Html =>
  html`<form class="row" method="post" action="/connections/workspaces/${id}/email"><input type="hidden" name="on" value="${linkByEmail ? 'false' : 'true'}"><span>${linkByEmail ? 'Yes' : 'No'}</span><button class="secondary outline small" aria-label="${linkByEmail ? 'Know nobody' : 'Know people'} of ${name} by e-mail">${linkByEmail ? 'Turn off' : 'Turn on'}</button></form>`;

const checkList = (checks: readonly CheckedConnection[]): Html =>
  checks.length === 0
    ? html`<p class="quiet">Nothing to check: no app serves you here.</p>`
    : html`<div role="status"><h3>${checks.every((check) => check.ok) ? 'Checked: all is well' : `Checked: ${plural(checks.filter((check) => !check.ok).length, 'thing')} to mend`}</h3><ul class="checks">${checks.map((check) => html`<li><span class="${check.ok ? 'check-ok' : 'check-bad'}">${icon(check.ok ? 'check' : 'warning')}</span><div><p><strong>${capital(check.name)}</strong> <span class="quiet">${check.ok ? 'works' : 'does not work'}</span></p><p class="quiet">${check.detail}</p>${!check.ok && check.mend && html`<p>${check.mend}</p>`}</div></li>`)}</ul></div>`;

function steps(platform: ChatPlatform, { publicUrl, scopes }: ConnectionsView): Html {
  const guide = html`<p class="quiet">Every screen on the way is named in <span class="mono">docs/connect-${platform}.md</span>. For whoever asks there: <a href="/help/chat">how to ask, link an account and bind a channel</a>.</p>`;
  const https = publicUrl?.startsWith('https:') ?? false;
  switch (platform) {
    case 'slack':
      return html`<ol class="how"><li>Download the <a href="/connections/slack/manifest.json" download>app manifest</a>${https ? html` (or one <a href="/connections/slack/manifest.json?socket=1" download>for Socket Mode</a>, where Slack cannot reach ${publicUrl})` : html`; it uses Socket Mode, as this service has no https address`}. At <a href="https://api.slack.com/apps" rel="noreferrer">api.slack.com/apps</a> choose “Create New App”, “From a manifest”, and paste it.</li><li>Choose “Install to Workspace”. Copy the Bot User OAuth Token (xoxb-…)${https ? html` and, under Basic Information, the Signing Secret` : html` and make an app-level token (xapp-…) with connections:write under Basic Information`}.</li><li>Put them below, then invite @SafeNest to a channel and ask.</li></ol>
<details><summary>What the app may do, and why</summary><dl class="facts list">${Object.entries(scopes).map(([scope, why]) => html`<div><dt class="mono">${scope}</dt><dd>${why}</dd></div>`)}</dl></details>${guide}`;
    case 'discord':
      return html`<ol class="how"><li>At <a href="https://discord.com/developers/applications" rel="noreferrer">discord.com/developers/applications</a> choose “New Application”, then “Bot”, “Reset Token”, and put the token below.</li><li>Open the <a href="/connections/discord/invite">invite link</a>, which asks for no more than is needed, and add the bot to your server.</li><li>Make a code here and say it in the server: /safenest connect CODE.</li></ol>${guide}`;
    case 'teams':
      return html`<ol class="how"><li>In the <a href="https://portal.azure.com" rel="noreferrer">Azure portal</a> make an “Azure Bot”. Its messaging endpoint is <span class="mono">${https ? `${publicUrl}/api/messages` : 'https://YOUR ADDRESS/api/messages'}</span>${!https && ' (set PUBLIC_URL first: Teams delivers to https only)'}; add the Microsoft Teams channel.</li><li>Put its app id, a client secret, and the tenant id below.</li><li>Download the <a href="/connections/teams/package.zip">app package</a> and upload it in Teams: Apps, Manage your apps, Upload an app.</li></ol>${guide}`;
  }
}

function tokenForm({ platform, own, fromSettings }: Part): Html {
  const secret = (name: string, label: string, hint: Child, required: boolean) =>
    html`<label>${label}<input type="password" name="${name}" autocomplete="off" spellcheck="false" maxlength="4000"${required && html` required`}><small>${hint}</small></label>`;
  const plain = (name: string, label: string, hint: Child, required: boolean) =>
    html`<label>${label}<input name="${name}" autocomplete="off" spellcheck="false" maxlength="100"${required && html` required`}><small>${hint}</small></label>`;
  const fields: Record<ChatPlatform, () => Html> = {
    slack: () =>
      html`${secret('botToken', 'Bot token', 'Begins with xoxb-.', true)}${secret('signingSecret', 'Signing secret', 'For events over HTTP.', false)}${secret('appToken', 'App-level token', 'Begins with xapp-; for Socket Mode instead.', false)}${secret('adminToken', 'An admin’s user token', 'Begins with xoxp-; may stay empty. Only to delete others’ messages when a moderator decides so.', false)}`,
    discord: () =>
      html`${secret('token', 'Bot token', 'Shown once by “Reset Token”.', true)}${plain('shards', 'Shards', 'Leave empty: Discord says how many.', false)}`,
    teams: () =>
      html`${plain('appId', 'App id', 'Microsoft App ID of the Azure Bot.', true)}${secret('appPassword', 'Client secret', 'Its value, not its id.', true)}${plain('tenantId', 'Tenant id', 'Of a single-tenant bot, as all new ones are.', false)}<label><input type="checkbox" name="graph" value="yes"> Moderate by Microsoft Graph<small>Carries out what moderators decide, as far as the tenant’s admin has granted it. Else a person does it.</small></label>`,
  };
  return html`<h3>${own ? 'Replace the tokens' : fromSettings ? 'Use an app of your own instead' : 'Set the tokens'}</h3><form method="post" action="/connections/${platform}"><div class="field-grid top">${fields[platform]()}</div><button>${own ? 'Replace' : 'Save and check'}</button></form>${own && html`<form class="after" method="post" action="/connections/${platform}/remove">${askFirst(`Remove the app from ${PLATFORM_WORD[platform]}? ${fromSettings ? 'The service’s own app answers there again.' : 'Nobody is answered there any more.'}`)}<button class="danger outline">Remove these tokens</button></form>`}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
