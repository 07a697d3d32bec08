import type { ChatWorkspace } from '../../../db/chat-workspaces.ts';
import { type GuardedChannel, STRICTNESS, type Strictness } from '../../../domain/moderation.ts';
import { channelText } from '../../../messages/case-text.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { platformWord, STRICTNESS_MEANING, STRICTNESS_WORD } from '../moderation-words.ts';
import { unknownLanguage } from '../spoken-words.ts';
import { plural } from '../words.ts';
import { moderationTabs } from './moderation-tabs.ts';

export interface GuardedChannelsView {
  waiting: WaitingInModeration;
  channels: readonly GuardedChannel[];
  workspaces: readonly ChatWorkspace[];
  /** In what each is mostly written, as a BCP 47 tag, by its id, as far as that can be told. */
  languages: ReadonlyMap<string, string>;
  /** The reader may guard channels and leave them alone. */
  edits: boolean;
}

/** What stands for a platform of one's own in the form. */
export const OWN_PLATFORM = 'own';

/** "What do we watch over?": guarded channels and how strictly each is. */
export function guardedChannelsPage({ channels, workspaces, languages, edits, waiting }: GuardedChannelsView): Html {
  const watched = channels.filter(({ strictness }) => strictness !== 'off').length;
  return html`${pageHead({ title: 'What do we watch over?', lead: 'Only what is said in guarded channels is screened and kept for 30 days; whatever is said elsewhere is thrown away unread.' })}
${moderationTabs('channels', waiting)}
${
  channels.length === 0
    ? empty(
        'No channel is guarded',
        html`Say “/safenest channel guard” in a channel, or ${edits ? 'add one below' : 'ask an admin to'}. A forum or game of your own sends its messages to <code>POST /api/v1/events/ingest</code>; its channels appear here as they come.`,
      )
    : html`<div class="panel flush folds"><table><caption>${plural(watched, 'channel')} guarded</caption><thead><tr><th scope="col">Channel</th><th scope="col">Platform</th><th scope="col">How strictly</th></tr></thead><tbody>${channels.map((channel) => channelRow(channel, workspaces, languages.get(channel.id) ?? null, edits))}</tbody></table></div>`
}
${edits && addForm(workspaces)}
<section class="panel" aria-labelledby="means-title"><h2 id="means-title">What each choice means</h2><dl class="facts list">${STRICTNESS.map((one) => html`<div><dt>${STRICTNESS_WORD[one]}</dt><dd>${STRICTNESS_MEANING[one]}</dd></div>`)}</dl><p class="quiet">The numbers behind them stand in the <a href="/moderation/policy">policy</a>. Screening was trained on English; of German, French and Spanish it knows a list of plain insults and threats, of other languages nothing.</p></section>`;
}

function channelRow(
  channel: GuardedChannel,
  workspaces: readonly ChatWorkspace[],
  spoken: string | null,
  edits: boolean,
): Html {
  const foreign = unknownLanguage(spoken);
  const { platform, workspace, strictness } = channel;
  const place = workspaces.find((one) => one.platform === platform && one.workspace === workspace)?.name ?? workspace;
  const name = channelText(channel);
  return html`<tr><th scope="row">${breakable(name)}${channel.name !== channel.channel && channel.name !== '' && html`<br><small class="mono">${channel.channel}</small>`}${foreign && html`<br><small>${foreign}</small>`}</th><td>${platformWord(platform)}${place && html`<br><small>${place}</small>`}</td><td class="tight">${edits ? html`<form class="row" method="post" action="/moderation/channels"><input type="hidden" name="platform" value="${platform}"><input type="hidden" name="workspace" value="${workspace}"><input type="hidden" name="channel" value="${channel.channel}"><select class="short" name="strictness" aria-label="How strictly ${name} is guarded">${STRICTNESS.map((one) => option(one, strictness))}</select><button class="secondary outline">Set</button></form>` : STRICTNESS_WORD[strictness]}</td></tr>`;
}

const option = (one: Strictness, chosen: Strictness): Html =>
  html`<option value="${one}"${flag('selected', one === chosen)}>${STRICTNESS_WORD[one]}</option>`;

const addForm = (workspaces: readonly ChatWorkspace[]): Html =>
  html`<section class="panel" aria-labelledby="add-title"><h2 id="add-title">Guard a channel</h2><form method="post" action="/moderation/channels"><div class="field-grid top"><label>Where<select name="place">${workspaces.map(({ platform, workspace, name }) => html`<option value="${`${platform}/${workspace}`}">${platformWord(platform)}, ${name}</option>`)}<option value="${OWN_PLATFORM}">A platform of your own</option></select></label>
<label>Your platform’s name<input name="platform_name" maxlength="40" autocomplete="off" placeholder="forum"><small>Only for a platform of your own</small></label>
<label>Channel’s id<input name="channel" required maxlength="200" autocomplete="off"></label>
<label>Name<input name="name" maxlength="200" autocomplete="off"></label>
<label>How strictly<select name="strictness">${STRICTNESS.filter((one) => one !== 'off').map((one) => option(one, 'normal'))}</select></label></div><button>Guard it</button></form></section>`;
