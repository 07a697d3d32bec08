import { APPEAL_STATES, type AppealState } from '../../../domain/moderation.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { AppealShown } from '../../../messages/views/appeal-card.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { breakable, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { called, placeWords, words } from '../moderation-words.ts';
import { ago, type Clock } from '../time.ts';
import { number } from '../words.ts';
import { moderationTabs } from './moderation-tabs.ts';

export interface AppealsView {
  clock: Clock;
  /** The one state that is shown; null for all. */
  state: AppealState | null;
  /** Newest first. */
  appeals: readonly AppealShown[];
  counts: Record<AppealState, number>;
  waiting: WaitingInModeration;
  /** Address of the next, older page. */
  older: string | null;
}

const STATE_WORD: Record<AppealState, string> = { open: 'Waiting', upheld: 'Upheld', overturned: 'Taken back' };

/** "Who says that it was wrong?": what people said against what was done to them, and how that was decided. */
export function appealsPage({ clock, state, appeals, counts, waiting, older }: AppealsView): Html {
  const all = APPEAL_STATES.reduce((sum, one) => sum + counts[one], 0);
  const chip = (one: AppealState | null, label: string, count: number): Html =>
    html`<li><a class="chip" href="${one ? `/moderation/appeals?state=${one}` : '/moderation/appeals'}"${one === state && html` aria-current="true"`}>${label} <b>${number(count)}</b></a></li>`;
  return html`${pageHead({ title: 'Who says that it was wrong?', lead: 'Whoever something was done to may say once what is wrong with it. Somebody else than who did it decides.' })}
${moderationTabs('appeals', waiting)}
${all > 0 && html`<nav aria-label="Which appeals"><ul class="chips">${chip(null, 'All', all)}${APPEAL_STATES.map((one) => chip(one, STATE_WORD[one], counts[one]))}</ul></nav>`}
${
  all === 0
    ? empty(
        'Nobody has appealed',
        'Whoever is warned, timed out, muted or banned gets the reason in a direct message, with an Appeal button. What they write there stands here, and comes as a card to the channels bound for moderation.',
      )
    : appeals.length === 0
      ? html`<p class="quiet">None of these.</p>`
      : html`<div class="panel flush folds"><table><thead><tr><th scope="col">Appeal</th><th scope="col">Against</th><th scope="col">Status</th><th scope="col">Came</th></tr></thead><tbody>${appeals.map((one) => appealRow(one, clock))}</tbody></table></div>`
}
${older && html`<p class="more"><a role="button" class="secondary outline" href="${older}">Older appeals</a></p>`}`;
}

function appealRow({ appeal, action, caseRef }: AppealShown, clock: Clock): Html {
  const reference = formatReference({ kind: 'appeal', number: appeal.number });
  const done = formatReference({ kind: 'action', number: action.number });
  const text = appeal.text.length > 160 ? `${appeal.text.slice(0, 160)}…` : appeal.text;
  return html`<tr><th scope="row"><a class="ref" href="/moderation/appeals/${reference}">${reference}</a> ${breakable(called({ name: action.accountName, account: action.account }))}<br><small>“${breakable(text)}”</small></th><td data-label="Against">${words.steps[action.step]} <span class="quiet">${done} in ${breakable(placeWords(action.channel))}</span>${caseRef && html` <a class="ref" href="/cases/${caseRef}">${caseRef}</a>`}</td><td class="tight">${STATE_WORD[appeal.state]}${appeal.decidedBy && html`<br><small>by ${appeal.decidedBy}</small>`}</td><td class="tight">${ago(appeal.createdAt, clock)}</td></tr>`;
}
