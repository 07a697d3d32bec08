import type { TargetKind } from '../../../domain/delivery.ts';
import {
  type AlertPolicy,
  type Chain,
  MOST_LAPSES,
  MOST_REMINDERS,
  type NudgeTarget,
  ROLL_UP,
  type Steps,
} from '../../../domain/escalation.ts';
import type { Member } from '../../../domain/member.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import type { KeptChannel } from '../../../pipeline/chat-channels.ts';
import type { TargetShown } from '../../../pipeline/delivery/delivery-targets.ts';
import { flag, type Html, html } from '../html.ts';
import { askFirst } from '../layout.ts';
import { SEVERITY_WORD } from '../words.ts';

export interface AlertPolicyView {
  policy: AlertPolicy;
  channels: readonly KeptChannel[];
  targets: readonly TargetShown[];
  members: readonly Member[];
  rules: readonly Rule[];
  /** Names of members whom a step tells, and who have linked no chat account. */
  unreached: readonly string[];
}

export const TARGET_WORD: Record<TargetKind, string> = { email: 'E-mail', webhook: 'Webhook', mqtt: 'MQTT' };

const STEPS_SHOWN = 3;

/** Who is told again, for which alerts: each chain as a line that can be read, and the forms behind it. */
export function policyPanel(view: AlertPolicyView): Html {
  const { policy, rules } = view;
  const login = rules.filter(({ state }) => state === 'active');
  return html`<section class="panel" aria-labelledby="policy-title"><h2 id="policy-title">When nobody acknowledges</h2><p class="quiet">An open alert is told again, step by step, until somebody acknowledges it. The first line that an alert fits holds for it. A change holds for alerts raised from then on. <a href="/on-call">Who is on call?</a></p>
${view.unreached.length > 0 && html`<div class="flash flash-problem" role="alert"><p>A step tells ${view.unreached.join(', ')}, and cannot: no chat account is linked. They link one with <code>/safenest link</code>, or an admin does it under <a href="/members">Members</a>.</p></div>`}
<ul class="bindings">${policy.chains.map((chain, i) => chainLine(chain, i, view))}<li><p><strong>${policy.chains.length > 0 ? 'All others' : 'All alerts'}${policy.floor && policy.floor !== 'low' && ` from ${SEVERITY_WORD[policy.floor].toLowerCase()} upward`}</strong><br>${policy.floor === null || policy.steps.length === 0 ? 'Never told again' : stepsText(policy, view)}</p></li></ul>
<details class="fold"><summary>Add a chain for some rules or severities</summary><form method="post" action="/delivery/chains">${chainFields(view)}<button>Add</button></form></details>
<h3>Set for all ${policy.chains.length > 0 ? 'others' : 'alerts'}</h3>
<form method="post" action="/delivery/policy"><div class="field-grid top"><label>Alerts from<select name="floor"><option value="">Never told again</option>${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === policy.floor)}>${SEVERITY_WORD[severity]} upward</option>`)}</select></label></div>
${stepFields(view, policy)}
<fieldset><legend>Acknowledged, but not settled</legend><div class="field-grid top"><label>Ask “still on it?” after (minutes)<input type="number" name="lapse_ask" min="5" max="10080" value="${policy.lapse?.askMinutes}"><small>Whoever acknowledged it, alone and on its card. Empty: nobody is asked.</small></label><label>Open again without an answer after (minutes)<input type="number" name="lapse_wait" min="5" max="1440" value="${policy.lapse?.waitMinutes ?? 30}"><small>Then the steps begin anew; ${MOST_LAPSES} times at most for one alert.</small></label></div></fieldset>
<fieldset><legend>Many alerts at once</legend><div class="field-grid top"><label>One message after (alerts)<input type="number" name="roll_up" min="2" max="100" value="${policy.rollUp?.alerts}"><small>Of one chat channel. Empty: each alert is a message of its own.</small></label><label>Within (minutes)<input type="number" name="roll_up_minutes" min="1" max="60" value="${policy.rollUp?.minutes ?? ROLL_UP.minutes}"><small>What is critical always stands by itself.</small></label></div></fieldset>
<fieldset><legend>Ask “was this you?” by itself for alerts of</legend>${login.map((rule) => html`<label><input type="checkbox" name="ask_${rule.id}" value="yes"${flag('checked', policy.askRules.includes(rule.id))}> ${ruleText(rule)}</label>`)}<p class="quiet">The member whose account it is gets a direct message with two buttons. Officers can ask about any login alert by its button.</p></fieldset>
<button>Save</button></form></section>`;
}

function chainLine(chain: Chain, index: number, view: AlertPolicyView): Html {
  const path = `/delivery/chains/${index}`;
  return html`<li><div class="binding"><p><strong>${chain.name}</strong> <span class="quiet">${forWhat(chain, view)}</span><br>${stepsText(chain, view)}</p><form method="post" action="${path}/remove"><input type="hidden" name="called" value="${chain.name}">${askFirst(`Remove ${chain.name}? Its alerts are told as all others are.`)}<button class="danger outline small" aria-label="Remove ${chain.name}">Remove</button></form></div>
<details class="fold"><summary>Change</summary><form method="post" action="${path}"><input type="hidden" name="called" value="${chain.name}">${chainFields(view, chain)}<button>Save</button></form></details></li>`;
}

/** `alerts of RULE-3 and RULE-4 from high upward`. */
function forWhat({ rules, from }: Chain, view: AlertPolicyView): string {
  const named = view.rules
    .filter(({ id }) => rules.includes(id))
    .map(({ number }) => formatReference({ kind: 'rule', number }));
  const of = named.length > 0 ? ` of ${named.join(', ')}` : '';
  return `alerts${of}${from === 'low' ? '' : ` from ${SEVERITY_WORD[from].toLowerCase()} upward`}`;
}

/** `at once → #soc; after 15 min → Dana; then every 30 min`. */
function stepsText({ steps, remindMinutes }: Steps, view: AlertPolicyView): string {
  const said = steps.map(
    ({ afterMinutes, to }) => `${afterText(afterMinutes)} → ${to.map((one) => nameOf(one, view)).join(' and ')}`,
  );
  return [...said, ...(remindMinutes === null ? [] : [`then every ${spanOf(remindMinutes)}`])].join('; ');
}

const afterText = (minutes: number): string => (minutes === 0 ? 'at once' : `after ${spanOf(minutes)}`);
const spanOf = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`);

function nameOf(to: NudgeTarget, { channels, targets, members }: AlertPolicyView): string {
  if (to.kind === 'on_call') return 'on call';
  const { kind, id } = to;
  const found = { channel: channels, target: targets, member: members }[kind].find((one) => one.id === id);
  if (!found) return 'somebody who is not there any more';
  return kind === 'channel' ? `#${found.name.replace(/^#/, '')}` : found.name;
}

function chainFields(view: AlertPolicyView, chain?: Chain): Html {
  return html`<div class="field-grid top"><label>Name<input name="name" required maxlength="100" autocomplete="off" value="${chain?.name}"></label><label>Alerts from<select name="from">${SEVERITIES.map((severity) => html`<option value="${severity}"${flag('selected', severity === (chain?.from ?? 'high'))}>${SEVERITY_WORD[severity]} upward</option>`)}</select></label></div><fieldset><legend>Of these rules</legend><div class="ticks">${view.rules.filter(({ id, state }) => state === 'active' || chain?.rules.includes(id)).map((rule) => html`<label><input type="checkbox" name="rule_${rule.id}" value="yes"${flag('checked', chain?.rules.includes(rule.id) === true)}> ${ruleText(rule)}</label>`)}</div><small>None: of any rule.</small></fieldset>${stepFields(view, chain)}`;
}

function stepFields(view: AlertPolicyView, { steps = [], remindMinutes = null }: Partial<Steps> = {}): Html {
  const shown = Array.from({ length: Math.max(STEPS_SHOWN, steps.length) }, (_, i) => steps[i]);
  return html`${shown.map((step, i) => html`<fieldset><legend>Step ${i + 1}</legend><div class="field-grid top"><label>After (minutes)<input type="number" name="after_${i}" min="0" max="10080" value="${step?.afterMinutes}"></label>${Array.from({ length: Math.max(2, step?.to.length ?? 0) }, (_, n) => html`<label>${n === 0 ? 'Tell' : 'And'}<select name="to_${i}_${n}">${options(view, step?.to[n])}</select></label>`)}</div></fieldset>`)}
<div class="field-grid top"><label>Then again every (minutes)<input type="number" name="remind" min="5" max="1440" value="${remindMinutes}"><small>Whom the last step tells, up to ${MOST_REMINDERS} times. Empty: no reminders.</small></label></div>`;
}

function options({ channels, targets, members }: AlertPolicyView, chosen: NudgeTarget | undefined): Html {
  const option = (kind: Exclude<NudgeTarget['kind'], 'on_call'>, id: string, label: string): Html =>
    html`<option value="${kind}:${id}"${flag('selected', chosen?.kind === kind && chosen.id === id)}>${label}</option>`;
  return html`<option value="">Nobody</option><option value="on_call"${flag('selected', chosen?.kind === 'on_call')}>Whoever is on call</option>${channels.map((one) => option('channel', one.id, `#${one.name.replace(/^#/, '')}`))}${targets.map((one) => option('target', one.id, `${one.name} (${TARGET_WORD[one.kind]})`))}${members.map((one) => option('member', one.id, one.name))}`;
}

const ruleText = ({ number, name }: Rule): string => `${formatReference({ kind: 'rule', number })} ${name}`;
