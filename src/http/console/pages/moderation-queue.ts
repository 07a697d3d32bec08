import { CASE_STATES, type CaseState, claimAt, isAboutWords, type ModerationCase } from '../../../domain/moderation.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { CardAction } from '../../../messages/card.ts';
import { claimText } from '../../../messages/case-claim-text.ts';
import { stepText } from '../../../messages/case-text.ts';
import { claimWords } from '../../../messages/catalogue/case-claims.ts';
import { lastingText } from '../../../messages/catalogue/moderation-case.ts';
import { hoursOfAction } from '../../../pipeline/moderation/acted.ts';
import type { HandTask } from '../../../pipeline/moderation/hand-tasks.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { breakable, type Html, html, safeUrl } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { called, caseTitle, isUnseen, placeWords, words } from '../moderation-words.ts';
import { drawActions } from '../render-card.ts';
import { ago, type Clock } from '../time.ts';
import { number, plural, sentence } from '../words.ts';
import { moderationTabs } from './moderation-tabs.ts';

export interface TasksView {
  waiting: WaitingInModeration;
  clock: Clock;
  /** What somebody has to do by hand, the longest-waiting first; how many there are in all is `waiting.tasks`. */
  tasks: HandTask[];
  /** What the reader may say of each, by its reference. */
  taskButtons: ReadonlyMap<string, CardAction[]>;
}

export interface QueueView extends TasksView {
  /** The one state that is shown; null for what waits and then what was decided. */
  state: CaseState | null;
  /** Worst first, of those the oldest. */
  open: ModerationCase[];
  /** The reader may decide them. */
  decides: boolean;
  /** Newest first. */
  decided: ModerationCase[];
  counts: Record<CaseState, number>;
  /** Address of the next, older page. */
  older: string | null;
  /** How many channels are guarded. */
  guarded: number;
}

/** "What needs a moderator now?": what has to be done by hand, open cases worst first, then what was decided. */
export function queuePage(view: QueueView): Html {
  const { state, counts, open, decided, clock } = view;
  const all = CASE_STATES.reduce((sum, one) => sum + counts[one], 0);
  const chip = (one: CaseState | null, label: string, count: number): Html =>
    html`<li><a class="chip" href="${one ? `/moderation?state=${one}` : '/moderation'}"${one === state && html` aria-current="true"`}>${label} <b>${number(count)}</b></a></li>`;
  return html`${pageHead({ title: 'What needs a moderator now?', lead: 'Conversations that crossed a line, one case each. Nothing happens to anybody until a person decides, or the policy says so.' })}
${moderationTabs('queue', view.waiting)}
${state === null && html`<div id="hand-tasks">${tasksPanel(view)}</div>`}
${all > 0 && html`<nav aria-label="Which cases"><ul class="chips">${chip(null, 'All', all)}${CASE_STATES.map((one) => chip(one, sentence(words.states[one]), counts[one]))}</ul></nav>`}
${
  all === 0
    ? html`<div data-live-cases="${state ?? 'all'}">${nothingYet(view.guarded)}</div>`
    : html`${
        (state === null || state === 'open') &&
        html`<section aria-labelledby="open-title"><h2 id="open-title" class="guide-heading">Waiting</h2>${view.decides && open.length > 0 && nextForm(null)}<p class="sr-only" role="status" id="cases-say"></p><div id="open-cases" data-live-cases="${state ?? 'all'}">${openCases(open, counts.open, clock)}</div></section>`
      }${
        state !== 'open' &&
        html`<section aria-labelledby="decided-title"><h2 id="decided-title" class="guide-heading">${state === null ? 'Decided' : sentence(words.states[state])}</h2>${decided.length === 0 ? html`<p class="quiet">None. Cases stand here once somebody has decided them.</p>` : caseTable(decided, clock)}</section>`
      }`
}
${view.older && html`<p class="more"><a role="button" class="secondary outline" href="${view.older}">Older cases</a></p>`}`;
}

/** Takes the next case in hand and opens it: the worst first, of those the oldest. */
export const nextForm = (after: string | null): Html =>
  html`<form method="post" action="/moderation/next" data-next-case>${after && html`<input type="hidden" name="after" value="${after}">`}<button class="secondary outline">${claimWords.en.next} <kbd>N</kbd></button></form>`;

/** What has to be done by hand, as the page shows it and as its live updates bring it; nothing where there is none. */
export function tasksPanel({ tasks, taskButtons, waiting, clock }: TasksView): Html {
  if (tasks.length === 0) return html``;
  return html`<section class="panel" aria-labelledby="hand-title"><h2 id="hand-title">To be done by hand</h2><p class="quiet">No app may do this there. Whoever does it says so here; only then it counts, and its time begins to run.</p>
<ul class="card-list done-list">${tasks.map((task) => taskItem(task, taskButtons, clock))}</ul>${waiting.tasks > tasks.length && html`<p class="quiet">The ${number(tasks.length)} that wait longest of ${number(waiting.tasks)}.</p>`}</section>`;
}

const LINK_WORD: Record<HandTask['links'][number]['to'], string> = {
  member: 'Their page',
  place: 'The channel',
  message: 'What they wrote',
};

function taskItem(
  { action, caseRef, who, how, links }: HandTask,
  buttons: TasksView['taskButtons'],
  clock: Clock,
): Html {
  const ref = formatReference({ kind: 'action', number: action.number });
  const own = buttons.get(ref) ?? [];
  const lifts = action.state === 'lift_task';
  const since = lifts ? (action.liftedAt ?? action.updatedAt) : action.createdAt;
  return html`<li id="${ref}"><span><span class="ref">${ref}</span> ${lifts && 'Take back: '}<strong>${words.steps[action.step]}${hoursWord(action)}</strong> for ${breakable(called({ name: action.accountName, account: action.account }))} <code>${action.account}</code> in ${breakable(placeWords(action.channel))}${caseRef && html` · <a class="ref" href="/cases/${caseRef}">${caseRef}</a>`}<br><small>For <strong>${who ?? 'any moderator'}</strong>${action.automatic && !lifts && ', asked for by the policy'} · since ${ago(since, clock)}${links.map(({ to, url }) => html` · <a href="${safeUrl(url)}">${LINK_WORD[to]}</a>`)}</small>${action.reason && html`<br><small>“${breakable(action.reason)}”</small>`}<br><small>${how}</small>${own.length > 0 && drawActions(own, { clock, back: '/moderation' }, null)}</span></li>`;
}

const hoursWord = (action: HandTask['action']): string => {
  const hours = hoursOfAction(action);
  return hours === null ? '' : ` ${lastingText(hours)}`;
};

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
  const claim = claimAt(one, clock.now);
  return html`<tr><td class="tight">${severityBadge(one.severity)}</td><th scope="row"><a class="ref" href="/cases/${reference}">${reference}</a> ${breakable(caseTitle(one))}<br><small>${breakable(placeWords(one.channel))}${isAboutWords(one) && html` · ${words.card.of(Math.round(one.score))}`}</small></th><td class="tight" data-label="Suggested">${state === 'open' && recommendation ? stepText(recommendation, 'en') : html`<span class="quiet">–</span>`}</td><td class="tight">${sentence(words.states[state])}${decidedBy && html`<br><small>by ${decidedBy}${isUnseen(one) && ', nobody has looked'}</small>`}${claim && html`<br><small>${claimText(claim, clock.timeZone)}</small>`}</td><td class="tight">${ago(lastSaid(one), clock)}</td></tr>`;
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
