import type { ChatWorkspace } from '../../../db/chat-workspaces.ts';
import { limitsText } from '../../../domain/alert-limits.ts';
import { BINDING_PURPOSES, type Binding } from '../../../domain/channel.ts';
import { ANSWERS_WHEN, type AnswersWhen } from '../../../domain/channel-answers.ts';
import { ROLES, type Role } from '../../../domain/role.ts';
import type { RoomSetting } from '../../../domain/room.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { answersText } from '../../../messages/catalogue/channel-answers.ts';
import type { KeptChannel } from '../../../pipeline/chat-channels.ts';
import { limitsField } from '../alert-limits.ts';
import { type Child, flag, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { clockOf, PLATFORM_WORD, PURPOSE_WORD, readersMeaning, readersWord } from '../platform-words.ts';
import { quietDayFields, quietText } from '../quiet-hours.ts';
import { ago, type Clock } from '../time.ts';
import { ROLE_WORD, SEVERITY_WORD } from '../words.ts';

export interface ChannelsView {
  clock: Clock;
  channels: readonly KeptChannel[];
  workspaces: readonly ChatWorkspace[];
  /** The organisation's own. */
  timeZone: string;
  /** Whether incidents have rooms of their own. */
  rooms: RoomSetting;
  /** That alerts went to no channel. */
  untaken: string | null;
}

/** "What is told where?": each channel, who reads it, what it is told of and when it is left alone. */
export function channelsPage(view: ChannelsView): Html {
  const { channels, workspaces } = view;
  return html`<p class="crumb"><a href="/connections">Connections</a> / Channels</p>
${pageHead({ title: 'What is told where?', lead: 'Channels of your chat, what each is told of, and who is taken to read it. The same can be said in the channel itself: “/safenest channel alerts from high”; in Teams “@SafeNest this channel gets alerts from high upward”.', aside: html`<a role="button" class="secondary outline" href="/standard-answers">Standard answers</a>` })}
${view.untaken && html`<div class="flash flash-problem" role="note">${icon('warning')}<p>${view.untaken} They stand in the console alone. Leave one channel without “Only alerts of”, or name there what is missing.</p></div>`}
${
  workspaces.length === 0
    ? empty(
        'No chat is connected',
        html`Connect Slack, Discord or Teams on the <a href="/connections">Connections page</a>; then say here which channel is told of alerts.`,
      )
    : html`${channels.length === 0 ? empty('No channel is told of anything yet', 'Add one below, or say “/safenest channel alerts from high” in the channel. Until then alerts appear in the console alone.') : channels.map((channel, index) => channelPanel(channel, index, view))}
${addForm(view)}
${roomsForm(view.rooms)}`
}${zones()}`;
}

function channelPanel(channel: KeptChannel, index: number, view: ChannelsView): Html {
  const id = `channel-${index + 1}`;
  const place = view.workspaces.find((one) => one.platform === channel.platform && one.workspace === channel.workspace);
  const path = `/channels/${channel.id}`;
  const free = BINDING_PURPOSES.filter((purpose) => channel.bindings.every((one) => one.purpose !== purpose));
  return html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${hash(channel.name)}</h2><span class="quiet">${PLATFORM_WORD[channel.platform]}, ${place?.name ?? channel.workspace}</span></header>
${channel.refused && html`<div class="flash flash-problem" role="note">${icon('warning')}<p>${PLATFORM_WORD[channel.platform]} has refused what was posted here since ${ago(channel.refused.at, view.clock)}: ${channel.refused.why}</p></div>`}
<h3>What it is told of</h3>
${channel.bindings.length === 0 ? html`<p class="quiet">Nothing. People may ask in it all the same.</p>` : html`<ul class="bindings">${channel.bindings.map((binding) => bindingLine(binding, path, view))}</ul>`}
${free.length > 0 && html`<details class="fold"><summary>Tell it of something else</summary><form method="post" action="${path}/bindings">${bindingFields({ purposes: free, timeZone: view.timeZone })}<button>Add</button></form></details>`}
<h3>Who reads here?</h3>
${channel.leastRole === null && channel.bindings.length > 0 && html`<div class="flash flash-problem" role="note">${icon('warning')}<p>Nobody has said who reads here, so this channel hears only that there is something, not what. Say it here.</p></div>`}
<form method="post" action="${path}/readers"><label class="sr-only" for="${id}-readers">Who reads ${hash(channel.name)}</label><div class="row"><select class="short wide-short" id="${id}-readers" name="role">${[null, ...ROLES.toReversed()].map((role) => html`<option value="${role}"${flag('selected', role === channel.leastRole)}>${readersWord(role)}</option>`)}</select><button class="secondary outline">Set</button></div></form>
<p class="quiet after">${readersMeaning(channel.leastRole)}</p>
<details class="fold"><summary>What each choice means</summary><dl class="facts list">${[null, ...ROLES.toReversed()].map((role: Role | null) => html`<div><dt>${role === null ? 'Not known who' : `${ROLE_WORD[role]} and above`}</dt><dd>${readersMeaning(role)}</dd></div>`)}</dl></details>
<h3>When does it answer here?</h3>
<p class="quiet">${answersText(channel.answers, channel.platform, 'en')}</p>
<details class="fold"><summary>Change when it answers</summary><form method="post" action="${path}/answers"><div class="field-grid top"><label>It answers<select name="when">${ANSWERS_WHEN.map((when) => html`<option value="${when}"${flag('selected', when === channel.answers.when)}>${ANSWERS_WORD[when]}</option>`)}</select></label><label>Who sees the answer<select name="alone"><option value="no"${flag('selected', !channel.answers.alone)}>Everybody, in the thread</option><option value="yes"${flag('selected', channel.answers.alone)}>The asker alone</option></select></label><label>Other bots that mention it<select name="bots"><option value="no"${flag('selected', !channel.answers.bots)}>Are not answered</option><option value="yes"${flag('selected', channel.answers.bots)}>Are answered</option></select><small>At most 5 times in 10 minutes, as the member they are linked to.</small></label></div><button>Save</button></form></details>
<div class="actions"><form method="post" action="${path}/test"><button class="secondary outline">Send a test message</button></form></div></section>`;
}

const ANSWERS_WORD: Record<AnswersWhen, string> = {
  mentioned: 'Where it is mentioned',
  questions: 'Every question it can answer',
  never: 'No questions',
};

function bindingLine(binding: Binding, path: string, { timeZone }: ChannelsView): Html {
  const words = PURPOSE_WORD[binding.purpose];
  return html`<li><div class="binding"><p><strong>${words}</strong>${binding.purpose === 'alerts' && binding.floor !== 'low' && html` from ${SEVERITY_WORD[binding.floor].toLowerCase()} upward`}${binding.limits && html`, only of ${limitsText(binding.limits)}`}<br><span class="quiet">${quietWords(binding, timeZone)}</span></p><form method="post" action="${path}/bindings/${binding.purpose}/remove">${askFirst(`Tell this channel of ${words.toLowerCase()} no more?`)}<button class="danger outline small" aria-label="Remove ${words.toLowerCase()}">Remove</button></form></div>
<details class="fold"><summary>Change</summary><form method="post" action="${path}/bindings">${bindingFields({ binding, purposes: [binding.purpose], timeZone })}<button>Save</button></form></details></li>`;
}

const quietWords = (binding: Binding, organisation: string): string =>
  `${quietText(binding, binding.timeZone ?? organisation) ?? 'At any hour'}.`;

function bindingFields({
  binding,
  purposes,
  timeZone,
}: {
  binding?: Binding;
  purposes: readonly Binding['purpose'][];
  timeZone: string;
}): Html {
  const quiet = binding?.quiet ?? null;
  return html`<div class="field-grid top">${purposes.length === 1 ? html`<input type="hidden" name="purpose" value="${purposes[0]}">` : html`<label>Of what<select name="purpose">${purposes.map((purpose) => html`<option value="${purpose}">${PURPOSE_WORD[purpose]}</option>`)}</select></label>`}<label>From which severity<select name="floor">${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === (binding?.floor ?? 'high'))}>${SEVERITY_WORD[severity]}</option>`)}</select></label>${purposes.includes('alerts') && limitsField(binding?.limits)}<label>Quiet from<input type="time" name="from" value="${quiet ? clockOf(quiet.from) : ''}"><small>Both empty: no quiet hours.</small></label><label>Quiet until<input type="time" name="to" value="${quiet ? clockOf(quiet.to) : ''}"></label><label>Time zone<input name="zone" list="zones" maxlength="64" value="${binding?.timeZone}" placeholder="${timeZone}"><small>Empty: the organisation’s.</small></label></div>${quietDayFields(binding?.quietDays ?? [])}`;
}

const addForm = ({ workspaces, timeZone }: ChannelsView): Html =>
  html`<section class="panel" aria-labelledby="add-title"><h2 id="add-title">Add a channel</h2><p class="quiet">Easier from within: say “/safenest channel alerts from high” in the channel. Here it takes the channel’s id: ${ID_HINT}</p><form method="post" action="/channels"><div class="field-grid top"><label>Where<select name="workspace" required>${workspaces.map((one) => html`<option value="${one.id}">${PLATFORM_WORD[one.platform]}: ${one.name}</option>`)}</select></label><label>Channel id<input name="channel" required maxlength="300" autocomplete="off" spellcheck="false"></label><label>Name<input name="name" required maxlength="100" autocomplete="off" placeholder="security"></label><label>Who reads there<select name="role">${[null, ...ROLES.toReversed()].map((role) => html`<option value="${role}">${readersWord(role)}</option>`)}</select><small>Until it is known, the channel hears only that there is something, not what.</small></label></div>${bindingFields({ purposes: BINDING_PURPOSES, timeZone })}<button>Add</button></form></section>`;

const roomsForm = ({ enabled, floor }: RoomSetting): Html =>
  html`<section class="panel" aria-labelledby="rooms-title"><h2 id="rooms-title">Rooms of incidents</h2><p class="quiet">Incidents live in the thread of their card. They can have rooms of their own beside that: a private channel in Slack, a private thread in Discord, a thread in Teams; who works on it is let in, its card is pinned there, and it is archived when the incident is closed. In Slack and Discord the app needs more rights for that: “safenest connect slack --rooms” and “safenest connect discord --rooms” say which and why.</p><form method="post" action="/channels/rooms"><div class="field-grid top"><label>Rooms<select name="enabled"><option value="no">Off</option><option value="yes"${flag('selected', enabled)}>On, when somebody asks for one</option></select></label><label>By themselves<select name="floor"><option value="">Never</option>${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === floor)}>From ${SEVERITY_WORD[severity].toLowerCase()} upward</option>`)}</select><small>Only where rooms are on.</small></label></div><button>Save</button></form></section>`;

const ID_HINT: Child = html`in Slack it stands at the end of “View channel details”; in Discord it is copied with “Copy Channel ID” (developer mode); in Teams it is the 19:…@thread.tacv2 part of “Get link to channel”.`;

const hash = (name: string): string => (name.startsWith('#') || name.includes(':') ? name : `#${name}`);

const zones = (): Html =>
  html`<datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}</datalist>`;
