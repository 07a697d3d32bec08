import {
  type BlockEntry,
  type BlockList,
  LIST_EFFECTS,
  LISTED_KINDS,
  type ListChange,
  type ListEffect,
  type ListException,
  thingText,
} from '../../../domain/block-list.ts';
import { listWords } from '../../../messages/catalogue/block-lists.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { type Child, flag, type Html, html } from '../html.ts';
import { askFirst, copyButton, empty, pageHead } from '../layout.ts';
import { capital } from '../moderation-words.ts';
import { ago, type Clock, exact } from '../time.ts';
import { number, plural } from '../words.ts';
import { moderationTabs } from './moderation-tabs.ts';

const { effects: EFFECT, kinds: KIND } = listWords.en;
const KINDS = LISTED_KINDS.map((kind) => [kind, capital(KIND[kind])] as const);

export interface ListsView {
  waiting: WaitingInModeration;
  clock: Clock;
  lists: readonly BlockList[];
  exceptions: readonly ListException[];
  edits: boolean;
  /** What was looked up, and on which lists it stands. */
  looked: {
    text: string;
    found: readonly { list: string; listId: string; entry: BlockEntry; excepted: boolean }[];
  } | null;
}

/** "Whom and what do we look out for?": lists of accounts, words and domains, and what is excepted. */
export function listsPage({ waiting, clock, lists, exceptions, edits, looked }: ListsView): Html {
  return html`${pageHead({ title: 'Whom and what do we look out for?', lead: 'Lists of accounts, words and domains: your own, and those that others keep and share. What stands on one opens a case for people to decide; nobody is banned by a list.' })}
${moderationTabs('lists', waiting)}
<section class="panel" aria-labelledby="look-title"><h2 id="look-title">Is it on a list?</h2><form method="get" action="/moderation/lists"><label for="look" class="sr-only">An account, a word or a domain</label><input id="look" name="look" required maxlength="300" autocomplete="off" value="${looked?.text}" placeholder="An account’s id, a word, or a domain"><button class="secondary outline">Look it up</button></form>${looked && lookedUp(looked, clock)}</section>
${
  lists.length === 0
    ? empty('No lists yet', 'Make one of your own, import a file, or subscribe to the list of somebody you trust.')
    : html`<div class="panel flush folds"><table><caption>${plural(lists.length, 'list')}</caption><thead><tr><th scope="col">List</th><th scope="col">Entries</th><th scope="col">What it does</th><th scope="col">Last change</th></tr></thead><tbody>${lists.map((list) => listRow(list, clock))}</tbody></table></div>`
}
${
  edits &&
  html`<section class="panel" aria-labelledby="own-title"><h2 id="own-title">A list of your own</h2><form method="post" action="/moderation/lists"><div class="field-grid"><label>Name<input name="name" required maxlength="100" autocomplete="off"></label>${effectSelect('watch')}</div><button>Make it</button></form></section>
<section class="panel" aria-labelledby="subscribe-title"><h2 id="subscribe-title">Subscribe to a list</h2><form method="post" action="/moderation/lists/subscribe"><div class="field-grid"><label>Name<input name="name" required maxlength="100" autocomplete="off"></label><label class="wide">Address<input name="url" type="url" required maxlength="2000" autocomplete="off" placeholder="https://…"></label>${effectSelect('watch')}<label>Fetched every so many hours<input type="number" name="every_hours" min="1" max="720" step="1" required value="6"></label></div><button>Subscribe</button></form><p class="quiet">JSON or CSV, as a SafeNest shares it. The address may be a secret: it is kept sealed and not shown again. Unsubscribing takes everything on the list back.</p></section>`
}
${exceptionsPart(exceptions, edits, clock)}`;
}

const effectSelect = (chosen: ListEffect): Html =>
  html`<label>What stands on it<select name="effect">${LIST_EFFECTS.map((one) => html`<option value="${one}"${flag('selected', one === chosen)}>${EFFECT[one]}</option>`)}</select></label>`;

const listRow = (list: BlockList, clock: Clock): Html =>
  html`<tr><th scope="row" class="wrap-any"><a href="/moderation/lists/${list.id}">${list.name}</a>${list.host !== null && html`<br><small>from ${list.host}</small>`}${list.shared && html` <span class="tag">shared</span>`}${problemOf(list, clock)}</th><td class="num" data-label="Entries:">${number(list.entries)}</td><td data-label="What stands on it">${EFFECT[list.effect]}</td><td class="tight">${list.changed ? html`${ago(new Date(list.changed.at), clock)}<br><small>${changeWords(list.changed)}</small>` : html`<span class="quiet">none</span>`}</td></tr>`;

const problemOf = ({ lastError, failingSince }: BlockList, clock: Clock): Html | null =>
  lastError !== null && failingSince !== null
    ? html`<br><small><strong>Not fetched since ${exact(failingSince, clock)}:</strong> ${lastError}</small>`
    : null;

const changeWords = ({ added, removed, changed, refused }: ListChange): string =>
  [
    `${number(added)} added`,
    `${number(removed)} taken off`,
    ...(changed > 0 ? [`${number(changed)} changed`] : []),
    ...(refused > 0 ? [`${number(refused)} refused`] : []),
  ].join(', ');

function lookedUp({ text, found }: NonNullable<ListsView['looked']>, clock: Clock): Html {
  if (found.length === 0) return html`<p role="status">“${text}” is on none of your lists.</p>`;
  return html`<ul role="status">${found.map(({ list, listId, entry, excepted }) => html`<li><strong>${thingText(entry)}</strong> (${KIND[entry.kind]}) is on <a href="/moderation/lists/${listId}">${list}</a> since ${exact(entry.since, clock)}${entry.reason && html`: ${entry.reason}`}${excepted && html` <span class="tag">excepted here</span>`}</li>`)}</ul>`;
}

const exceptionsPart = (exceptions: readonly ListException[], edits: boolean, clock: Clock): Html =>
  html`<section class="panel" aria-labelledby="except-title" id="exceptions"><h2 id="except-title">Exceptions of your own</h2><p class="quiet">These count nowhere, whatever a list says, and stay when lists change.</p>${exceptions.length > 0 && html`<ul class="card-list">${exceptions.map((one) => html`<li><span>${thingText(one)} <small>${KIND[one.kind]}, ${ago(one.createdAt, clock)} by ${one.createdBy}${one.why && html`: ${one.why}`}</small></span>${edits && html`<form method="post" action="/moderation/lists/exceptions/remove">${askFirst(`Take the exception for ${thingText(one)} back? What lists say of it counts again.`)}${thingFields(one)}<button class="secondary outline" aria-label="Take back ${thingText(one)}">Take back</button></form>`}</li>`)}</ul>`}${edits && html`<form method="post" action="/moderation/lists/exceptions"><div class="field-grid">${kindSelect()}<label>Platform, of an account<input name="platform" maxlength="40" autocomplete="off" placeholder="discord"></label><label>Account, word or domain<input name="value" required maxlength="300" autocomplete="off"></label><label>Why<input name="why" maxlength="200" autocomplete="off"></label></div><button class="secondary">Except it</button></form>`}</section>`;

const thingFields = ({ kind, platform, value }: Pick<ListException, 'kind' | 'platform' | 'value'>): Html =>
  html`<input type="hidden" name="kind" value="${kind}"><input type="hidden" name="platform" value="${platform}"><input type="hidden" name="value" value="${value}">`;

const kindSelect = (): Html =>
  html`<label>What<select name="kind">${KINDS.map(([kind, label]) => html`<option value="${kind}">${label}</option>`)}</select></label>`;

export interface ListView {
  waiting: WaitingInModeration;
  clock: Clock;
  list: BlockList;
  entries: readonly BlockEntry[];
  /** What was looked for on it. */
  like: string;
  edits: boolean;
  /** Of a shared one, for whoever may change it. */
  link: string | null;
}

/** How many of a list its page shows. */
export const SHOWN_ENTRIES = 200;

/** "What is on this list?" */
export function listPage({ waiting, clock, list, entries, like, edits, link }: ListView): Html {
  const own = list.source === 'own';
  const at = `/moderation/lists/${list.id}`;
  return html`${pageHead({ title: list.name, lead: `${plural(list.entries, 'entry', 'entries')}; what stands on it ${EFFECT[list.effect]}. ${own ? 'A list of your own.' : `Kept by others, at ${list.host}, fetched every ${plural(list.everyHours ?? 0, 'hour')}.`}` })}
${moderationTabs('lists', waiting)}
${problemOf(list, clock)}
${list.changed && changePart(list.changed, clock)}
<section class="panel" aria-labelledby="on-title"><h2 id="on-title">On it</h2><form method="get" action="${at}"><label for="like" class="sr-only">Look on this list</label><input id="like" name="like" maxlength="200" autocomplete="off" value="${like}" placeholder="Part of an entry or of its reason"><button class="secondary outline">Look</button></form>${entriesTable(list, entries, edits, clock, like)}<p class="quiet">As a file: <a href="${at}/file?format=csv">CSV</a>, <a href="${at}/file?format=json">JSON</a>.</p></section>
${
  edits &&
  own &&
  html`<section class="panel" aria-labelledby="put-title"><h2 id="put-title">Put something on it</h2><form method="post" action="${at}/entries"><div class="field-grid">${kindSelect()}<label>Platform, of an account<input name="platform" maxlength="40" autocomplete="off" placeholder="discord"></label><label>Account, word, pattern or domain<input name="value" required maxlength="200" autocomplete="off"></label><label class="wide">Reason<input name="reason" maxlength="500" autocomplete="off"></label><label>Until<input type="date" name="expires_at"><small>Empty: for good.</small></label></div><button>Put it on</button></form>
<form method="post" action="${at}/import" enctype="multipart/form-data"><h3>Import a file</h3><label>JSON, or CSV that begins with <code>kind,platform,value,reason,since,expires_at</code><input type="file" name="file" accept=".csv,.json,text/csv,application/json" required></label><label><input type="checkbox" name="replace" value="on">Take off what is not in it</label><button class="secondary">Import</button></form></section>`
}
${edits && sharePart(list, link, at)}
${edits && html`<section class="panel" aria-labelledby="set-title"><h2 id="set-title">Settings</h2><form method="post" action="${at}"><div class="field-grid"><label>Name<input name="name" required maxlength="100" autocomplete="off" value="${list.name}"></label>${effectSelect(list.effect)}${!own && html`<label>Fetched every so many hours<input type="number" name="every_hours" min="1" max="720" step="1" required value="${list.everyHours}"></label>`}</div><button>Set</button></form>${!own && html`<form method="post" action="${at}/fetch"><button class="secondary outline">Fetch it now</button></form>`}<form method="post" action="${at}/remove">${askFirst(own ? `Remove ${list.name} with its ${plural(list.entries, 'entry', 'entries')}?` : `Unsubscribe from ${list.name}? Its ${plural(list.entries, 'entry', 'entries')} count no more; your exceptions stay.`)}<button class="secondary outline">${own ? 'Remove it' : 'Unsubscribe'}</button></form></section>`}`;
}

const changePart = (change: ListChange, clock: Clock): Html =>
  html`<section class="panel" aria-labelledby="changed-title"><h2 id="changed-title">What changed last</h2><p>${changeWords(change)}, ${ago(new Date(change.at), clock)}.</p>${change.examples.length > 0 && html`<ul>${change.examples.map((one) => html`<li class="wrap-any">${exampleText(one)}</li>`)}</ul>`}</section>`;

const SIGNS: Record<string, string> = { '+': 'Added', '-': 'Taken off', '*': 'Changed', '?': 'Refused' };
const exampleText = (text: string): Child => {
  const sign = SIGNS[text.charAt(0)];
  return sign ? html`<span class="tag">${sign}</span> ${text.slice(2)}` : text;
};

function entriesTable(
  list: BlockList,
  entries: readonly BlockEntry[],
  edits: boolean,
  clock: Clock,
  like: string,
): Html {
  if (entries.length === 0)
    return html`<p class="quiet">${like === '' ? 'Nothing stands on it yet.' : 'Nothing on it has that in it.'}</p>`;
  return html`<table><caption>${entries.length < list.entries && like === '' ? `The first ${entries.length} of ${number(list.entries)}` : plural(entries.length, 'entry', 'entries')}</caption><thead><tr><th scope="col">Entry</th><th scope="col">Reason</th><th scope="col">Since, until</th>${edits && html`<th scope="col"><span class="sr-only">What to do</span></th>`}</tr></thead><tbody>${entries.map((entry) => entryRow(list, entry, edits, clock))}</tbody></table>`;
}

function entryRow(list: BlockList, entry: BlockEntry, edits: boolean, clock: Clock): Html {
  const at = `/moderation/lists/${list.id}/entries/${entry.id}`;
  const ended = entry.expiresAt !== null && entry.expiresAt <= clock.now;
  return html`<tr><th scope="row" class="wrap-any">${thingText(entry)}<br><small>${KIND[entry.kind]}${entry.effect && html`, ${EFFECT[entry.effect]}`}</small></th><td class="wrap-any">${entry.reason}</td><td class="tight">${exact(entry.since, clock)}${entry.expiresAt && html`<br><small>${ended ? 'ended' : 'until'} ${exact(entry.expiresAt, clock)}</small>`}</td>${edits && html`<td class="tight"><div class="row"><form class="row" method="post" action="${at}/effect"><select class="short" name="effect" aria-label="What ${thingText(entry)} does"><option value="">as its list</option>${LIST_EFFECTS.map((one) => html`<option value="${one}"${flag('selected', entry.effect === one)}>${EFFECT[one]}</option>`)}</select><button class="secondary outline">Set</button></form>${list.source === 'own' && html`<form method="post" action="${at}/remove">${askFirst(`Take ${thingText(entry)} off ${list.name}?`)}<button class="secondary outline" aria-label="Take off ${thingText(entry)}">Take off</button></form>`}<form method="post" action="/moderation/lists/exceptions">${thingFields(entry)}<button class="secondary outline" aria-label="Except ${thingText(entry)}">Except</button></form></div></td>`}</tr>`;
}

function sharePart(list: BlockList, link: string | null, at: string): Html | null {
  if (list.source !== 'own') return null;
  return html`<section class="panel" aria-labelledby="share-title"><h2 id="share-title">Share it</h2>${
    link === null
      ? html`<p class="quiet">Other organisations can subscribe to this list by a secret link. They see its entries with their reasons, and not what you do about them.</p><form method="post" action="${at}/share"><button class="secondary">Share by a link</button></form>`
      : html`<p>Whoever holds this link may read the list: <code class="wrap-any" id="secret">${link}</code></p><p>${copyButton()}</p><div class="row"><form method="post" action="${at}/share">${askFirst('Make a new link? Whoever subscribed by the old one gets nothing more.')}<button class="secondary outline">Make a new link</button></form><form method="post" action="${at}/unshare">${askFirst('Share this list no more? Whoever subscribed gets nothing more.')}<button class="secondary outline">Stop sharing</button></form></div>`
  }</section>`;
}
