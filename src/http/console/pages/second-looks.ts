import type { Agreement } from '../../../db/second-looks.ts';
import { MODERATION_STEPS } from '../../../domain/moderation.ts';
import type { BlindCase } from '../../../pipeline/moderation/second-looks.ts';
import { MOST_DRAWN } from '../../../pipeline/moderation/second-looks.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { placeWords, words } from '../moderation-words.ts';
import type { Clock } from '../time.ts';
import { number, sentence } from '../words.ts';
import { conversation } from './case.ts';
import { moderationTabs } from './moderation-tabs.ts';

export interface SecondLooksView {
  clock: Clock;
  waiting: WaitingInModeration;
  /** Of a reader who decides cases; null where none waits for them. */
  next: BlindCase | null;
  looks: boolean;
  revealed: boolean;
  /** Of a reader who may draw and see how often others agree. */
  agreement: { members: Agreement[]; triggers: Agreement[]; waiting: number } | null;
  from: string;
  to: string;
}

/** "Would another moderator have decided the same?": the next case, blind, and how often they do. */
export function secondLooksPage(view: SecondLooksView): Html {
  const { waiting, next, looks, agreement } = view;
  return html`${pageHead({ title: 'Would another moderator have decided the same?', lead: 'Decided cases, drawn at random, are looked at once more without the first decision shown.' })}
${moderationTabs('second-looks', waiting)}
${looks && (next ? blind(next, view) : html`<section class="panel"><p class="quiet">No case waits for you to look at once more. They are drawn by an admin or a manager, and nobody gets what they decided themselves.</p></section>`)}
${agreement && agreementPanels(agreement, view)}
${!looks && !agreement && html`<p class="quiet">Moderators look; admins and managers draw the cases.</p>`}`;
}

const ANSWERS = ['dismiss', ...MODERATION_STEPS] as const;

function blind(next: BlindCase, { clock, revealed }: SecondLooksView): Html {
  const { case: one } = next;
  return html`<section class="panel" aria-labelledby="look-title"><h2 id="look-title">${sentence(words.kinds[one.kind])}? In ${placeWords(one.channel)}</h2><ul class="how">${one.triggers.map((trigger) => html`<li>${Object.hasOwn(words.triggers, trigger) ? sentence(words.triggers[trigger as keyof typeof words.triggers]) : trigger}</li>`)}</ul></section>
${conversation({ ...next, clock, revealed }, '/moderation/second-looks/reveal')}
<section class="panel" aria-labelledby="would-title"><h2 id="would-title">What would you have done?</h2><form method="post" action="/moderation/second-looks"><input type="hidden" name="case" value="${one.number}"><label>Note<input name="note" maxlength="2000" autocomplete="off"></label><div class="actions">${ANSWERS.map((answer, i) => html`<button class="secondary outline" name="step" value="${answer}" data-answer="${i + 1}"><kbd>${i + 1}</kbd> ${answer === 'dismiss' ? words.card.dismiss : words.steps[answer]}</button>`)}</div></form><p class="quiet">The digits on your keyboard do the same. What was decided first is said afterwards.</p></section>`;
}

function agreementPanels(
  { members, triggers, waiting }: NonNullable<SecondLooksView['agreement']>,
  { from, to }: SecondLooksView,
): Html {
  const table = (title: string, head: string, rows: readonly Agreement[], name: (of: string) => string): Html =>
    html`<section class="panel flush"><table class="figures-wide"><caption>${title}</caption><thead><tr><th scope="col">${head}</th><th scope="col" class="num">Looked at</th><th scope="col" class="num">Agreed</th><th scope="col" class="num">Same step</th></tr></thead><tbody>${rows.map((one) => html`<tr><th scope="row">${name(one.of)}</th><td class="num">${number(one.looked)}</td><td class="num">${share(one.agreed, one.looked)}</td><td class="num">${share(one.same, one.looked)}</td></tr>`)}</tbody></table></section>`;
  return html`${members.length === 0 ? html`<section class="panel"><p class="quiet">Nobody has looked yet. How often a second moderator would have decided the same stands here, for each moderator and each rule.</p></section>` : html`${table('By moderator', 'Whose decision', members, (of) => of)}${table('By rule', 'Rule', triggers, (of) => (Object.hasOwn(words.triggers, of) ? sentence(words.triggers[of as keyof typeof words.triggers]) : of))}<p class="quiet">Where the second would have decided otherwise, the case counts neither for nor against its rules on the <a href="/moderation/policy">policy</a>.</p>`}
<section class="panel" aria-labelledby="draw-title"><h2 id="draw-title">Draw cases</h2><form method="post" action="/moderation/second-looks/draw"><div class="field-grid top"><label>Decided from<input type="date" name="from" value="${from}" required></label><label>To, with that day<input type="date" name="to" value="${to}" required></label><label>Of each moderator<input type="number" name="each" min="1" max="${MOST_DRAWN}" value="5" required></label></div><button>Draw them</button></form><p class="quiet">${number(waiting)} waiting for somebody to look.</p></section>`;
}

const share = (some: number, all: number): string => `${Math.round((100 * some) / all)} %`;
