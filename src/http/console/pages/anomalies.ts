import { formatReference } from '../../../domain/reference.ts';
import type { LoginScore, UnusualReason } from '../../../domain/unusual.ts';
import { percentText, reasonText } from '../../../messages/catalogue/unusual.ts';
import type { Learned } from '../../../pipeline/anomaly/unusual/see-unusual.ts';
import { breakable, type Child, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { rangeInputs } from '../range.ts';
import { ago, type Clock } from '../time.ts';
import { number, plural } from '../words.ts';
import { baselinePath } from './baselines.ts';

export interface AnomaliesView {
  clock: Clock;
  filter: { range: string; account: string };
  problem: Child;
  learned: Learned;
  logins: LoginScore[];
  /** The visitor may say what was real. */
  mayJudge: boolean;
}

/** "What is unusual?": the logins that stand out most, why, and what people said of them. */
export function anomaliesPage({ clock, filter, problem, learned, logins, mayJudge }: AnomaliesView): Html {
  return html`${pageHead({ title: 'What is unusual?', lead: 'Logins that are unlike what their account usually does, the most unusual first. What you say of them ranks the next ones.', aside: html`<a role="button" class="secondary outline" href="/baselines">What is usual</a>` })}
<search class="filters"><form method="get" action="/anomalies"><div class="field-grid">${rangeInputs(filter.range)}
<label>Account<input name="account" value="${filter.account}" maxlength="320"></label></div><div class="row"><button>Show</button>${(filter.range || filter.account) && html`<a href="/anomalies">Clear</a>`}</div></form></search>
${problem && html`<div class="flash flash-problem" role="alert"><p>${problem}</p></div>`}
${!problem && (learned.ready ? list(logins, clock, mayJudge) : notYet(learned))}
${learned.ready && html`<p class="quiet">Learned from ${plural(learned.rows, 'login')} of ${plural(learned.accounts, 'account')}${learned.trainedAt && html`, ${ago(learned.trainedAt, clock)}`}; anew every night. The <a href="/rules">rule</a> “Unusual login” says which of them become alerts.</p>`}`;
}

const notYet = ({ rows }: Learned): Html =>
  empty(
    'Still learning',
    html`Nothing is scored until it is known what is usual: that takes 300 logins of accounts that signed in at least 20 times before, and there are ${number(rows)} so far. Send login events through the API, or import a log: <code>npm run safenest -- import sshd auth.log</code>.`,
  );

const list = (logins: readonly LoginScore[], clock: Clock, mayJudge: boolean): Html =>
  logins.length === 0
    ? empty('Nothing unusual', html`No login of this time is unlike what its account usually does.`)
    : html`<ol class="anomalies">${logins.map((login) => card(login, clock, mayJudge))}</ol>`;

function card(login: LoginScore, clock: Clock, mayJudge: boolean): Html {
  const ref = formatReference({ kind: 'event', number: login.sequence });
  return html`<li class="panel" id="${ref}"><header class="anomaly-head"><h2><a class="ref" href="/logs/${ref}">${ref}</a> <a href="${baselinePath('account', login.account)}">${breakable(login.account)}</a></h2><p class="quiet">${ago(login.occurredAt, clock)} · more unusual than ${percentText(login.share)} % of all logins${login.verdict && html` · <strong>${login.verdict === 'confirmed' ? 'confirmed' : 'false alarm'}</strong> (${login.verdictBy})`}</p></header>
<ul class="reasons">${login.reasons.map(reasonRow)}</ul>
${mayJudge && html`<div class="row">${button(ref, 'false_alarm', 'False alarm', login)}${button(ref, 'confirmed', 'Confirmed', login)}${login.verdict && button(ref, 'none', 'Take back', login)}</div>`}</li>`;
}

const reasonRow = (reason: UnusualReason): Html =>
  html`<li><span>${breakable(capital(reasonText(reason)))}</span><meter min="0" max="1" value="${reason.weight}" title="${Math.round(reason.weight * 100)} % of what made it stand out">${Math.round(reason.weight * 100)} %</meter></li>`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const button = (ref: string, verdict: string, label: string, login: LoginScore): Html | false =>
  verdict !== login.verdict &&
  html`<form method="post" action="/anomalies/${ref}"><input type="hidden" name="verdict" value="${verdict}"><button class="secondary outline">${label}<span class="sr-only"> for ${ref}</span></button></form>`;
