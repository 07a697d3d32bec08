import { CASE_STATES, type CaseState, type ModerationCase } from '../../../domain/moderation.ts';
import { formatReference } from '../../../domain/reference.ts';
import { stepText } from '../../../messages/case-text.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { breakable, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { caseTitle, placeWords, words } from '../moderation-words.ts';
import { ago, type Clock } from '../time.ts';
import { number, plural, sentence } from '../words.ts';
import { moderationTabs } from './moderation-tabs.ts';

export interface QueueView {
  waiting: WaitingInModeration;
  clock: Clock;
  /** The one state that is shown; null for what waits and then what was decided. */
  state: CaseState | null;
  /** Worst first. */
  open: ModerationCase[];
  /** Newest first. */
  decided: ModerationCase[];
  counts: Record<CaseState, number>;
  /** Address of the next, older page. */
  older: string | null;
  /** How many channels are guarded. */
  guarded: number;
}

/** "What needs a moderator now?": open cases worst first, then what was decided. */
export function queuePage(view: QueueView): Html {
  const { state, counts, open, decided, clock } = view;
  const all = CASE_STATES.reduce((sum, one) => sum + counts[one], 0);
  const chip = (one: CaseState | null, label: string, count: number): Html =>
    html`<li><a class="chip" href="${one ? `/moderation?state=${one}` : '/moderation'}"${one === state && html` aria-current="true"`}>${label} <b>${number(count)}</b></a></li>`;
  return html`${pageHead({ title: 'What needs a moderator now?', lead: 'Conversations that crossed a line, one case each. Nothing happens to anybody until a person decides, or the policy says so.' })}
${moderationTabs('queue', view.waiting)}
${all > 0 && html`<nav aria-label="Which cases"><ul class="chips">${chip(null, 'All', all)}${CASE_STATES.map((one) => chip(one, sentence(words.states[one]), counts[one]))}</ul></nav>`}
${
  all === 0
    ? html`<div data-live-cases="${state ?? 'all'}">${nothingYet(view.guarded)}</div>`
    : html`${
        (state === null || state === 'open') &&
        html`<section aria-labelledby="open-title"><h2 id="open-title" class="guide-heading">Waiting</h2><p class="sr-only" role="status" id="cases-say"></p><div id="open-cases" data-live-cases="${state ?? 'all'}">${openCases(open, counts.open, clock)}</div></section>`
      }${
        state !== 'open' &&
        html`<section aria-labelledby="decided-title"><h2 id="decided-title" class="guide-heading">${state === null ? 'Decided' : sentence(words.states[state])}</h2>${decided.length === 0 ? html`<p class="quiet">None. Cases stand here once somebody has decided them.</p>` : caseTable(decided, clock)}</section>`
      }`
}
${view.older && html`<p class="more"><a role="button" class="secondary outline" href="${view.older}">Older cases</a></p>`}`;
}

/** The cases that wait, as the page shows them and as its live updates bring them. */
export const openCases = (open: ModerationCase[], total: number, clock: Clock): Html =>
  open.length === 0
    ? html`<p class="quiet">Nothing waits. A case appears here by itself when a conversation crosses a line.</p>`
    : html`${caseTable(open, clock)}${total > open.length && html`<p class="more quiet">The worst ${number(open.length)} of ${plural(total, 'open case')}.</p>`}`;

const caseTable = (cases: ModerationCase[], clock: Clock): Html =>
  html`<div class="panel flush folds"><table><thead><tr><th scope="col">Severity</th><th scope="col">Who and where</th><th scope="col">Suggested</th><th scope="col">Status</th><th scope="col">Last message</th></tr></thead><tbody>${cases.map((one) => caseRow(one, clock))}</tbody></table></div>`;

function caseRow(one: ModerationCase, clock: Clock): Html {
  const reference = formatReference({ kind: 'case', number: one.number });
  const { state, decidedBy, recommendation } = one;
  return html`<tr><td class="tight">${severityBadge(one.severity)}</td><th scope="row"><a class="ref" href="/cases/${reference}">${reference}</a> ${breakable(caseTitle(one))}<br><small>${breakable(placeWords(one.channel))} · ${words.card.of(Math.round(one.score))}</small></th><td class="tight" data-label="Suggested">${state === 'open' && recommendation ? stepText(recommendation, 'en') : html`<span class="quiet">–</span>`}</td><td class="tight">${sentence(words.states[state])}${decidedBy && html`<br><small>by ${decidedBy}</small>`}</td><td class="tight">${ago(lastSaid(one), clock)}</td></tr>`;
}

const lastSaid = ({ course, openedAt }: ModerationCase): Date => {
  const last = course.at(-1);
  return last ? new Date(last.at) : openedAt;
};

const nothingYet = (guarded: number): Html =>
  guarded === 0
    ? empty(
        'No channel is guarded yet',
        html`Cases appear here when a conversation in a guarded channel crosses a line. <a href="/moderation/channels">Guard a channel</a>, or say “/safenest channel guard” in it; an own forum or game sends its messages to <code>POST /api/v1/events/ingest</code>.`,
      )
    : empty(
        'No cases',
        html`${plural(guarded, 'channel is', 'channels are')} guarded, and no conversation has crossed a line. Cases appear here by themselves. <a href="/moderation/words">Try a text</a> to see what the screening makes of it.`,
      );
