import { limitsText } from '../../../domain/alert-limits.ts';
import { BINDING_PURPOSES, type BindingPurpose } from '../../../domain/channel.ts';
import type { Delivery, TargetKind } from '../../../domain/delivery.ts';
import type { AlertPolicy } from '../../../domain/escalation.ts';
import { LANGUAGES } from '../../../domain/language.ts';
import type { Member } from '../../../domain/member.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import type { KeptChannel } from '../../../pipeline/chat-channels.ts';
import type { TargetShown } from '../../../pipeline/delivery/delivery-targets.ts';
import { limitsField } from '../alert-limits.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { askFirst, copyButton, empty, pageHead } from '../layout.ts';
import { clockOf, PURPOSE_WORD } from '../platform-words.ts';
import { quietDayFields, quietText } from '../quiet-hours.ts';
import { ago, type Clock } from '../time.ts';
import { plural, SEVERITY_WORD } from '../words.ts';
import { policyPanel, TARGET_WORD } from './alert-policy.ts';
import { LANGUAGE_WORD } from './report.ts';

export interface DeliveryView {
  clock: Clock;
  timeZone: string;
  targets: readonly TargetShown[];
  dead: readonly Delivery[];
  policy: AlertPolicy;
  channels: readonly KeptChannel[];
  members: readonly Member[];
  rules: readonly Rule[];
  unreached: readonly string[];
  /** Whether the installation has a mail server and a broker of its own is not ours to say; the secret of a webhook just made is. */
  secret: { name: string; secret: string } | null;
}

/** "Where else is it told?": e-mail, webhooks, MQTT; who is told again; how each goes. */
export function deliveryPage(view: DeliveryView): Html {
  const { targets, dead, secret } = view;
  return html`<p class="crumb"><a href="/connections">Connections</a> / Delivery</p>
${pageHead({ title: 'Where else is it told?', lead: 'E-mail, signed webhooks and MQTT (Home Assistant) beside the chat, and who is told again when nobody acknowledges. What cannot be delivered waits; the worst goes first.', aside: html`<a role="button" class="secondary outline" href="/channels">Channels</a><a role="button" class="secondary outline" href="/exceptions">Exceptions</a>` })}
${secret && html`<section class="panel" role="status" aria-labelledby="secret-title"><h2 id="secret-title">Signing secret of ${secret.name}</h2><p>Give it to the receiver, which checks every call with it. It is not shown again.</p><code class="secret" id="secret">${secret.secret}</code>${copyButton()}</section>`}
${targets.length === 0 ? empty('Nothing is told beside the chat', 'Add a mail address, a webhook or a broker below.') : targets.map((one, index) => targetPanel(one, index, view))}
${dead.length > 0 && deadPanel(dead, view)}
${addPanel(view)}
${policyPanel(view)}`;
}

function targetPanel(one: TargetShown, index: number, view: DeliveryView): Html {
  const id = `target-${index + 1}`;
  const path = `/delivery/${one.id}`;
  const { clock } = view;
  return html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${one.name}</h2><span class="quiet">${TARGET_WORD[one.kind]}${!one.enabled && ', off'}</span></header>
${one.failingSince && html`<div class="flash flash-problem" role="note">${icon('warning')}<p>It has failed since ${ago(one.failingSince, clock)}: ${breakable(one.lastError ?? '')} ${one.waiting > 0 && `${plural(one.waiting, 'message')} wait and go as soon as it works.`}</p></div>`}
<dl class="facts"><div><dt>To</dt><dd>${breakable(whereOf(one))}</dd></div><div><dt>Of what</dt><dd>${one.purposes.map((purpose) => purposeText(purpose, one)).join(', ')}</dd></div><div><dt>When</dt><dd>${quietText(one, one.timeZone ?? view.timeZone) ?? 'At any hour'}${one.rollupSeconds > 0 && `; together every ${plural(Math.round(one.rollupSeconds / 60), 'minute')}`}</dd></div><div><dt>Last delivered</dt><dd>${one.deliveredAt ? ago(one.deliveredAt, clock) : 'never'}</dd></div><div><dt>Waiting</dt><dd>${one.waiting}</dd></div></dl>
<div class="actions"><form method="post" action="${path}/test"><button class="secondary outline">Send a test</button></form>${one.dead > 0 && html`<form method="post" action="${path}/send-again"><button class="secondary outline">Send ${one.dead} again</button></form>`}<form method="post" action="${path}/remove">${askFirst(`Remove ${one.name}? What waits for it is lost.`)}<button class="danger outline">Remove</button></form></div>
<details class="fold"><summary>Change</summary><form method="post" action="${path}">${fields(one.kind, view, one)}<button>Save</button></form></details></section>`;
}

const purposeText = (purpose: BindingPurpose, { floor, limits }: TargetShown): string =>
  PURPOSE_WORD[purpose] +
  (purpose === 'alerts' && floor !== 'low' ? ` from ${SEVERITY_WORD[floor].toLowerCase()} upward` : '') +
  (purpose === 'alerts' && limits ? `, only of ${limitsText(limits)}` : '');

function whereOf(one: TargetShown): string {
  switch (one.kind) {
    case 'email': {
      const { to, server } = one.settings;
      return `${to.join(', ')} through ${server ? server.host : 'the installation’s mail server'}`;
    }
    case 'webhook':
      return one.settings.url;
    case 'mqtt':
      return `${one.settings.prefix} on ${one.settings.url ?? 'the installation’s broker'}`;
  }
}

const deadPanel = (dead: readonly Delivery[], { targets }: DeliveryView): Html =>
  html`<section class="panel flush folds" aria-labelledby="dead-title"><table><caption id="dead-title">Given up</caption><thead><tr><th scope="col">What</th><th scope="col">Where</th><th scope="col">Why</th></tr></thead><tbody>${dead.map((one) => html`<tr><th scope="row">${breakable(one.body.title)}</th><td>${targets.find(({ id }) => id === one.targetId)?.name}</td><td>${breakable(one.lastError ?? '')}</td></tr>`)}</tbody></table></section>`;

const addPanel = (view: DeliveryView): Html =>
  html`<section class="panel" aria-labelledby="add-title"><h2 id="add-title">Add</h2>${(['email', 'webhook', 'mqtt'] as const).map((kind) => html`<details class="fold"><summary>${TARGET_WORD[kind]}</summary><form method="post" action="/delivery">${fields(kind, view)}<button>Add</button></form></details>`)}</section>`;

function fields(kind: TargetKind, { timeZone }: DeliveryView, one?: TargetShown): Html {
  const checkedOf = (purpose: string): boolean =>
    one ? one.purposes.some((known) => known === purpose) : purpose === 'alerts';
  return html`<input type="hidden" name="kind" value="${kind}"><div class="field-grid top"><label>Name<input name="name" required maxlength="100" autocomplete="off" value="${one?.name}"></label>${ownFields(kind, one)}<label>Alerts from which severity<select name="floor">${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === (one?.floor ?? 'high'))}>${SEVERITY_WORD[severity]}</option>`)}</select></label>${limitsField(one?.limits)}<label>Quiet from<input type="time" name="from_time" value="${one?.quiet ? clockOf(one.quiet.from) : ''}"><small>Both empty: no quiet hours.</small></label><label>Quiet until<input type="time" name="to_time" value="${one?.quiet ? clockOf(one.quiet.to) : ''}"></label><label>Time zone<input name="zone" maxlength="64" value="${one?.timeZone}" placeholder="${timeZone}"></label><label>Language<select name="language">${LANGUAGES.map((language) => html`<option value="${language}"${flag('selected', language === (one?.language ?? 'en'))}>${LANGUAGE_WORD[language]}</option>`)}</select></label><label>Together every (minutes)<input type="number" name="rollup" min="0" max="1440" value="${Math.round((one?.rollupSeconds ?? 0) / 60)}"><small>0: one message each. What is critical never waits.</small></label><label>On<select name="enabled"><option value="true"${flag('selected', one?.enabled !== false)}>Yes</option><option value="false"${flag('selected', one?.enabled === false)}>No</option></select></label></div>${quietDayFields(one?.quietDays ?? [])}<fieldset><legend>Of what</legend><div class="ticks">${BINDING_PURPOSES.map((purpose) => html`<label><input type="checkbox" name="purpose_${purpose}" value="yes"${flag('checked', checkedOf(purpose))}> ${PURPOSE_WORD[purpose]}</label>`)}</div></fieldset>`;
}

const HOME_TICKS = [
  ['cameras', 'Each camera: online, last event, how many people'],
  ['pictures', 'Their latest pictures'],
  ['control', 'Switches: cameras on and off, pause alerts of cameras'],
] as const;

function ownFields(kind: TargetKind, one?: TargetShown): Html {
  switch (kind) {
    case 'email': {
      const settings = one?.kind === 'email' ? one.settings : null;
      const server = settings?.server ?? null;
      const tls = server?.tls ?? 'starttls';
      return html`<label>To<textarea name="to" rows="2" required>${settings?.to.join('\n')}</textarea><small>One address a line.</small></label><label>From<input type="email" name="from" maxlength="320" value="${settings?.from}"><small>Empty: the installation’s.</small></label><label>Mail server<input name="host" maxlength="253" autocomplete="off" value="${server?.host}"><small>Empty: the installation’s (SMTP_URL).</small></label><label>Port<input type="number" name="port" min="1" max="65535" value="${server?.port ?? 587}"></label><label>Encryption<select name="tls"><option value="starttls"${flag('selected', tls === 'starttls')}>STARTTLS</option><option value="implicit"${flag('selected', tls === 'implicit')}>TLS from the start</option><option value="none"${flag('selected', tls === 'none')}>None</option></select></label><label>User<input name="user" maxlength="320" autocomplete="off" value="${server?.user}"></label>${passwordField(one)}`;
    }
    case 'webhook':
      return html`<label>Address<input type="url" name="url" required maxlength="2000" autocomplete="off" value="${one?.kind === 'webhook' ? one.settings.url : ''}"><small>Public addresses only, and no redirect is followed.</small></label><label>Signing secret<input name="secret" maxlength="200" autocomplete="off" placeholder="${one ? 'stays as it is' : 'made for you'}"><small>whsec_… and at least 24 bytes as base64.</small></label>`;
    case 'mqtt': {
      const settings = one?.kind === 'mqtt' ? one.settings : null;
      return html`<label>Broker<input name="url" maxlength="500" autocomplete="off" value="${settings?.url}" placeholder="mqtts://broker.example.com:8883"><small>Empty: the installation’s (MQTT_URL).</small></label><label>User<input name="user" maxlength="320" autocomplete="off" value="${settings?.user}"></label>${passwordField(one)}<label>Topics begin with<input name="prefix" maxlength="200" value="${settings?.prefix ?? 'safenest'}"></label><label>Home Assistant discovery<input name="discovery" maxlength="200" value="${settings ? (settings.discovery ?? '') : 'homeassistant'}"><small>Empty: it is not told.</small></label><fieldset><legend>Home Assistant</legend><div class="ticks">${HOME_TICKS.map(([name, words]) => html`<label><input type="checkbox" name="${name}" value="yes"${flag('checked', settings?.[name] === true)}> ${words}</label>`)}</div></fieldset><label>Where these people were seen last<input name="people" maxlength="600" autocomplete="off" placeholder="PER-3, PER-7" value="${settings?.people.map((number) => formatReference({ kind: 'person', number })).join(', ')}"><small>Told only while their own consent is recorded.</small></label>`;
    }
  }
}

const passwordField = (one?: TargetShown): Html =>
  html`<label>Password<input type="password" name="password" maxlength="1000" autocomplete="new-password" placeholder="${one?.hasSecret ? 'stays as it is' : ''}"><small>Kept sealed, and shown to nobody.</small></label>`;
