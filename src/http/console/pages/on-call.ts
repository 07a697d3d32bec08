import type { Shift } from '../../../domain/on-call.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can } from '../../../domain/role.ts';
import { spanText, timeText } from '../../../messages/time-text.ts';
import { AHEAD_MS, namedShifts, type SeenOnCall, unreachedNames } from '../../../pipeline/on-call.ts';
import { flag, type Html, html } from '../html.ts';
import { askFirst, empty, pageHead } from '../layout.ts';

export interface OnCallView {
  principal: Principal;
  now: Date;
  seen: SeenOnCall;
  /** Whether a step tells whoever is on call. */
  told: boolean;
  /** The reader's own shifts of the next weeks. */
  own: readonly Shift[];
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** Places in the form: those that are taken, and some more. */
const FREE_PLACES = 3;

/** "Who is on call?": now, in the next four weeks, in which order, and who covers. */
export function onCallPage({ principal, now, seen, told, own }: OnCallView): Html {
  const { timeZone } = seen;
  const sets = can(principal.role, 'rules.write');
  const shifts = namedShifts(seen, { from: now, to: new Date(now.getTime() + AHEAD_MS) });
  const current = shifts.find(({ from }) => from.getTime() === now.getTime());
  const lonely = unreachedNames(seen);
  const nobody = seen.order.length === 0 && shifts.length === 0;
  return html`${pageHead({ title: 'Who is on call?', lead: html`Members take turns. A step under <a href="/delivery">Delivery</a> can tell whoever is on call, and “page the on-call for INC-17” adds them to an incident. Times: ${timeZone}.` })}
${told && !current && html`<div class="flash flash-problem" role="alert"><p>Nobody is on call, and a step under <a href="/delivery">Delivery</a> tells whoever is: it tells nobody until somebody is.</p></div>`}
${lonely.length > 0 && html`<div class="flash flash-problem" role="alert"><p>Nobody can write to ${lonely.join(', ')}: no chat account is linked. They link one with <code>/safenest link</code>, or an admin does it under <a href="/members">Members</a>.</p></div>`}
${
  nobody
    ? empty(
        'Nobody takes turns yet',
        sets
          ? 'Put members in order below: the first is on call at once.'
          : 'An admin puts members in order here. Until then nobody is on call.',
      )
    : html`<section class="panel" aria-labelledby="now-title"><h2 id="now-title">${current ? `Now: ${current.name}` : 'Now: nobody'}</h2><p class="quiet">${current ? html`Until ${timeText(current.until, timeZone)}${current.cover && ', covering'}.` : 'Whoever is in the order cannot be told of alerts: change it below.'}</p></section>
<section class="panel" aria-labelledby="weeks-title"><h2 id="weeks-title">The next four weeks</h2><ol class="bindings">${shifts.map(({ name, from, until, cover }) => html`<li><p><strong>${name}</strong>${cover && html` <span class="badge">covers</span>`}<br><span class="quiet">${spanText(from, until, timeZone)}</span></p></li>`)}</ol></section>`
}
${own.length > 0 && askForm(seen, own, principal)}
${covers(seen, sets)}
${sets ? html`${coverForm(seen, now)}${rotaForm(seen)}` : seen.order.length > 0 && order(seen)}`;
}

/** Whoever has a shift asks somebody to take it, or to swap. */
const askForm = ({ people, timeZone }: SeenOnCall, own: readonly Shift[], { actor }: Principal): Html =>
  html`<section class="panel" aria-labelledby="ask-title"><h2 id="ask-title">Have somebody cover for you</h2><form method="post" action="/on-call/ask"><div class="field-grid top"><label>Your shift<select name="shift" required>${own.map(({ from, until }) => html`<option value="${from.toISOString()}/${until.toISOString()}">${spanText(from, until, timeZone)}</option>`)}</select></label><label>Who takes it<select name="who"><option value="">Whoever wants to</option>${people.filter(({ id }) => id !== actor.id).map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label></div><label><input type="checkbox" name="swap" value="yes"> Swap: you take their next shift</label><button>Ask</button><p class="quiet">They are asked in chat and under <a href="/proposals">Proposals</a>. Nothing changes before somebody accepts. In chat: “Sam covers for me until Friday”, “swap my shift with Ana on Saturday”.</p></form></section>`;

const order = ({ order }: SeenOnCall): Html =>
  html`<section class="panel" aria-labelledby="order-title"><h2 id="order-title">In this order</h2><ol>${order.map(({ name, able }) => html`<li>${name}${!able && html` <span class="quiet">(skipped: may not see alerts any more)</span>`}</li>`)}</ol></section>`;

function covers({ covers, people, timeZone }: SeenOnCall, sets: boolean): Html | false {
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? 'Somebody who left';
  return (
    covers.length > 0 &&
    html`<section class="panel" aria-labelledby="covers-title"><h2 id="covers-title">Who covers</h2><ul class="bindings">${covers.map((one) => html`<li><div class="binding"><p><strong>${nameOf(one.memberId)}</strong> <span class="quiet">said by ${one.by}</span><br>${spanText(one.from, one.until, timeZone)}</p>${sets && html`<form method="post" action="/on-call/covers/${one.id}/remove">${askFirst(`Take back that ${nameOf(one.memberId)} covers?`)}<button class="danger outline small" aria-label="Take back that ${nameOf(one.memberId)} covers">Take back</button></form>`}</div></li>`)}</ul></section>`
  );
}

const coverForm = ({ people, timeZone }: SeenOnCall, now: Date): Html =>
  html`<section class="panel" aria-labelledby="cover-title"><h2 id="cover-title">Somebody covers</h2><form method="post" action="/on-call/covers"><div class="field-grid top"><label>Who<select name="member" required><option value="">Choose</option>${people.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label><label>From<input type="datetime-local" name="from"><small>Empty: at once. Times are ${timeZone}; it is ${timeText(now, timeZone)} there.</small></label><label>Until<input type="datetime-local" name="until" required></label></div><button>Save</button><p class="quiet">Where two overlap, what was said last holds.</p></form></section>`;

function rotaForm({ rota, order, people }: SeenOnCall): Html {
  const at = rota?.at ?? 9 * 60;
  const places = [...order, ...Array.from({ length: FREE_PLACES }, () => null)];
  const two = (n: number): string => String(n).padStart(2, '0');
  // who is in the order stays in it, also while they are skipped
  const option = (id: string, name: string, chosen: boolean): Html =>
    html`<option value="${id}"${flag('selected', chosen)}>${name}</option>`;
  return html`<section class="panel" aria-labelledby="order-title"><h2 id="order-title">Who takes turns</h2><form method="post" action="/on-call"><div class="field-grid top"><label>The next takes over<select name="every"><option value="week"${flag('selected', rota?.every !== 'day')}>Every week</option><option value="day"${flag('selected', rota?.every === 'day')}>Every day</option></select></label><label>On<select name="weekday">${DAYS.map((day, i) => html`<option value="${i + 1}"${flag('selected', i + 1 === (rota?.weekday ?? 1))}>${day}</option>`)}</select><small>Of a week.</small></label><label>At<input type="time" name="at" required value="${two(Math.floor(at / 60))}:${two(at % 60)}"></label></div>
<fieldset><legend>In this order</legend><p class="quiet">The first has the turn that runs now. Whoever leaves or may not see alerts any more is skipped.</p><div class="field-grid top">${places.map((place, i) => html`<label>${i + 1}.<select name="member_${i}"><option value="">Nobody</option>${place && !place.able && option(place.id, `${place.name} (skipped)`, true)}${people.map(({ id, name }) => option(id, name, id === place?.id))}</select></label>`)}</div></fieldset><button>Save</button></form></section>`;
}
