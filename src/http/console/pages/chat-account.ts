import type { ChatWorkspace } from '../../../db/chat-workspaces.ts';
import type { ChatAccount } from '../../../domain/member.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../../../messages/inbound.ts';
import { type Html, html } from '../html.ts';
import { askFirst, copyButton } from '../layout.ts';
import { PLATFORM_WORD, typed } from '../platform-words.ts';
import { ago, type Clock } from '../time.ts';

/** A code just made for a member; it is shown now and never again. */
export interface AccountCode {
  name: string;
  /** It is the reader's own. */
  own: boolean;
  code: string;
  minutes: number;
  platforms: readonly ChatPlatform[];
}

/** The platforms that a workspace is connected of, in their usual order. */
export const platformsOf = (workspaces: readonly Pick<ChatWorkspace, 'platform'>[]): ChatPlatform[] =>
  CHAT_PLATFORMS.filter((platform) => workspaces.some((one) => one.platform === platform));

/** The code, and the sentence to type; of several platforms the sentences of each. */
export function accountCodePanel({ name, own, code, minutes, platforms }: AccountCode): Html {
  const ways = [...new Map(platforms.map((platform) => [typed(platform, `link ${code}`), platform]))];
  const words = (platform: ChatPlatform) =>
    platforms
      .filter((one) => typed(one, '') === typed(platform, ''))
      .map((one) => PLATFORM_WORD[one])
      .join(' or ');
  return html`<section class="panel" role="status" aria-labelledby="chat-code-title"><h2 id="chat-code-title">One-time code${!own && ` for ${name}`}</h2><p>${own ? 'Type this where you ask SafeNest' : `Give it to ${name} over a channel you trust; they type it where they ask SafeNest`}. It works once, within ${minutes} minutes, and is not shown again.</p>${ways.map(([sentence, platform], index) => html`<p class="quiet">In ${words(platform)}</p><code class="secret"${index === 0 && html` id="secret"`}>${sentence}</code>`)}${copyButton()}</section>`;
}

/** What a linked account is called where people read it. */
export function accountWords(account: ChatAccount, workspaces: readonly ChatWorkspace[]): string {
  const place = workspaces.find((one) => one.platform === account.platform && one.workspace === account.workspace);
  const platform = CHAT_PLATFORMS.find((one) => one === account.platform);
  return `${platform ? PLATFORM_WORD[platform] : account.platform}, ${place?.name ?? account.workspace}`;
}

export interface OwnAccountsView {
  clock: Clock;
  accounts: readonly ChatAccount[];
  workspaces: readonly ChatWorkspace[];
}

/** One's own chat accounts, and how to link another. */
export function ownAccounts({ clock, accounts, workspaces }: OwnAccountsView): Html {
  return html`<section class="panel" aria-labelledby="chat-title"><h2 id="chat-title">Your chat accounts</h2>
${accounts.length === 0 ? html`<p class="quiet">${workspaces.length === 0 ? 'No chat is connected here yet. An admin connects Slack, Discord or Teams on the Connections page; then you can ask from there.' : 'None is linked. Link yours, and you can ask in chat with the rights you have here.'}</p>` : html`<ul class="bindings">${accounts.map((account) => html`<li><div class="binding"><p>${accountWords(account, workspaces)}<br><small class="mono">${account.externalId}</small> <small>linked ${ago(account.linkedAt, clock)}</small></p><form method="post" action="/account/chat/${account.id}/unlink">${askFirst('Unlink this account? You are not known there until you link it again.')}<button class="danger outline small" aria-label="Unlink ${accountWords(account, workspaces)}">Unlink</button></form></div></li>`)}</ul>`}
${workspaces.length > 0 && html`<form class="after" method="post" action="/account/chat"><button class="secondary outline">Link ${accounts.length > 0 ? 'another' : 'my'} chat account</button></form>`}</section>`;
}
