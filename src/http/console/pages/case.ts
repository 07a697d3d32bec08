import {
  BY_HAND,
  type CaseClaim,
  type CaseEvidence,
  type ContextMessage,
  claimAt,
  DISMISSALS,
  HOLDING,
  isAboutWords,
  type ModerationAction,
  type ModerationCase,
  type Offender,
} from '../../../domain/moderation.ts';
import { formatReference } from '../../../domain/reference.ts';
import { SCREENED, type Screened } from '../../../domain/screening.ts';
import type { CardAction } from '../../../messages/card.ts';
import { claimMark, claimText, heldText } from '../../../messages/case-claim-text.ts';
import { namedOn, type Person, personText } from '../../../messages/case-people.ts';
import { caseLine, stepText, whyText } from '../../../messages/case-text.ts';
import { caseValue } from '../../../messages/case-value.ts';
import { claimWords } from '../../../messages/catalogue/case-claims.ts';
import { isHidden, masked } from '../../../messages/hidden-quote.ts';
import { handUrl, memberUrl } from '../../../messages/moderation-powers.ts';
import { forWhom } from '../../../messages/views/case-card.ts';
import { textLanguage } from '../../../pipeline/screening/text-language.ts';
import { courseChart } from '../course-chart.ts';
import { breakable, type Child, flag, type Html, html, safeUrl } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { askFirst, pageHead } from '../layout.ts';
import { markedText } from '../marked-text.ts';
import { called, caseTitle, isUnseen, placeWords, SCREENED_WORD, STRICTNESS_WORD, words } from '../moderation-words.ts';
import { drawActions } from '../render-card.ts';
import { unknownLanguage } from '../spoken-words.ts';
import { ago, type Clock, exact } from '../time.ts';
import { plural, sentence } from '../words.ts';
import { nextForm } from './moderation-queue.ts';

export interface CaseView {
  clock: Clock;
  case: ModerationCase;
  /** In the order it was said. */
  evidence: readonly CaseEvidence[];
  /** What was said around it, as far as it is still stored. */
  context: readonly ContextMessage[];
  /** Oldest first. */
  actions: readonly ModerationAction[];
  incidentRef: string | null;
  /** What the reader may do about the case and about each action. */
  buttons: CardAction[];
  /** Everybody that something may be done about, whom it is chiefly about first, with what the reader may do about each. */
  people: readonly { person: Offender; buttons: CardAction[] }[];
  /** What the reader may do to several at once; null where it is one alone, or not theirs to do. */
  all: ActOnAllView | null;
  /** The reader may say who was named wrongly, or rightly after all. */
  corrects: boolean;
  /** What each step comes to where it happened, as its card says it. */
  powers: readonly { text: string; url?: string }[];
  /** The reader asked for the words that are covered. */
  revealed: boolean;
  /** The reader may say why it is no matter. */
  dismisses: boolean;
  /** Who else has it in hand: whoever decides it is asked first. */
  heldByOther: CaseClaim | null;
  /** The reader may go on to the next one. */
  nexts: boolean;
  /** From where on a conversation's score alone opens a case there; null where it does not. */
  threshold: number | null;
}

/** One case: what happened, what was said, how it escalated, what can be done and what was. */
export function casePage(view: CaseView): Html {
  const { case: one, clock, incidentRef, buttons, actions } = view;
  const reference = formatReference({ kind: 'case', number: one.number });
  const back = `/cases/${reference}`;
  const ofActions = new Set(actions.map(actionRef));
  const ofCase = buttons.filter(({ value }) => !ofActions.has(value));
  const { recommendation } = one;
  const claim = claimAt(one, clock.now);
  return html`<p class="crumb"><a href="/moderation">Moderation</a> / ${reference}</p>
${pageHead({ title: breakable(caseTitle(one)), lead: caseLine(one, 'en') })}
<p class="flash flash-problem" role="status" data-live-case="${reference}" hidden>This case has changed since you opened it. <a href="${back}">Show it as it is now</a></p>
<div class="columns"><div>
<section class="panel" aria-labelledby="state-title"><h2 id="state-title" class="sr-only">State</h2>
<dl class="facts"><div><dt>Severity</dt><dd>${severityBadge(one.severity)}</dd></div><div><dt>Status</dt><dd>${sentence(words.states[one.state])}${one.decidedBy && html` <span class="quiet">by ${one.decidedBy}</span>`}${isUnseen(one) && html` <span class="tag">nobody has looked</span>`}${claim && html`<br>${claimText(claim, clock.timeZone)} <span class="quiet">free again ${exact(claim.until, clock)} without a press</span>`}</dd></div><div><dt>Where</dt><dd>${breakable(placeWords(one.channel))} <span class="quiet">(${STRICTNESS_WORD[one.channel.strictness].toLowerCase()})</span></dd></div>${isAboutWords(one) && html`<div><dt>Score</dt><dd>${words.card.of(Math.round(one.score))}</dd></div>`}<div><dt>Opened</dt><dd>${ago(one.openedAt, clock)}</dd></div>${one.decidedAt && html`<div><dt>Decided</dt><dd>${ago(one.decidedAt, clock)}</dd></div>`}${incidentRef && html`<div><dt>Incident</dt><dd><a class="ref" href="/incidents/${incidentRef}">${incidentRef}</a></dd></div>`}</dl>
${one.dismissedAs && html`<p>Dismissed as ${words.dismissals[one.dismissedAs]}.</p>`}
${one.note && one.state !== 'acted' && html`<p class="entry-text">“${one.note}”</p>`}
${one.state === 'open' && recommendation && html`<p><strong>${words.card.suggested(stepText(recommendation, 'en'))}</strong> ${whyText(one, 'en')} <span class="quiet">Advice: nothing happens until you decide.</span></p>`}
${ofCase.length > 0 && drawActions(ofCase, { clock, back }, null)}
${view.dismisses && dismissForm(view, back)}
${view.nexts && nextForm(reference)}
${view.powers.length > 0 && html`<details class="fold"><summary>What each step does there</summary><ul>${view.powers.map(({ text, url }) => html`<li>${text}${url && html` <a href="${safeUrl(url)}">Open it there</a>`}</li>`)}</ul></details>`}
</section>
${peoplePanel(view, back)}
${view.all && actOnAllPanel(view, view.all, back)}
${conversation(view)}
${actionsPanel(view, back)}
</div><div>
<section class="panel" aria-labelledby="why-title"><h2 id="why-title">Why we think so</h2>
<ul class="how">${one.triggers.map((trigger) => html`<li>${Object.hasOwn(words.triggers, trigger) ? sentence(words.triggers[trigger as keyof typeof words.triggers]) : trigger}</li>`)}${one.reasons.map((reason) => html`<li>${breakable(reason)}</li>`)}</ul>
${courseChart(one.course, view.threshold, clock)}
<p class="quiet">Judged by version ${one.policyVersion} of the <a href="/moderation/policy">policy</a>${one.summaryBy && one.summaryBy !== 'rules' && html`; summed up by ${one.summaryBy}`}.</p></section>
<section class="panel" aria-labelledby="alike-title"><h2 id="alike-title">Cases like it</h2>${
    one.alike.length === 0
      ? html`<p class="quiet">None yet. Decided cases that read alike stand here, with how they ended.</p>`
      : html`<ul class="card-list">${one.alike.map(({ number: other, similarity, outcome }) => {
          const ref = formatReference({ kind: 'case', number: other });
          return html`<li><span><a class="ref" href="/cases/${ref}">${ref}</a> ${words.card.alike(Math.round(similarity * 100), outcomeWord(outcome))}</span></li>`;
        })}</ul>`
  }</section>
</div></div>`;
}

/** One decision about several: who may be ticked, what may be done, who is left out and why. */
export interface ActOnAllView {
  people: readonly { person: Offender; did: string; ticked: boolean }[];
  steps: readonly { value: string; label: string; chosen: boolean }[];
  leftOut: string;
}

const actOnAllPanel = ({ heldByOther: held, case: one, clock }: CaseView, all: ActOnAllView, back: string): Html =>
  html`<section class="panel" aria-labelledby="all-title"><h2 id="all-title">Act on several at once</h2><form method="post" action="${back}/act-on-all">${
    held &&
    html`${askFirst(`${heldText(formatReference({ kind: 'case', number: one.number }), held, clock.timeZone)} ${claimWords.en.anyway}`)}<input type="hidden" name="over" value="${claimMark(held)}">`
  }<fieldset><legend>Whom</legend>${all.people.map(({ person, did, ticked }) => html`<label><input type="checkbox" name="whom" value="${person.account}"${flag('checked', ticked)}> ${breakable(called(person))} <code>${person.account}</code> <small>${plural(person.messages, 'message')}${did}</small></label>`)}</fieldset>${all.leftOut && html`<p class="quiet">${breakable(all.leftOut)}</p>`}<div class="field-grid top"><label>What<select name="step">${all.steps.map(({ value, label, chosen }) => html`<option value="${value}"${flag('selected', chosen)}>${label}</option>`)}</select></label><label class="wide">Reason, which they are told<input name="reason" maxlength="2000" autocomplete="off"></label></div><button class="secondary outline">Act on all that are ticked</button><p class="quiet">One decision; each gets a record, an end and an undo of their own, and one button takes all of it back.</p></form></section>`;

/** Everybody of the case, each with what was done about them and what can be; accounts tell those apart who are called alike. */
function peoplePanel(view: CaseView, back: string): Html {
  const { case: one, people, clock } = view;
  const { target } = one;
  const reference = formatReference({ kind: 'case', number: one.number });
  const offends = people.some(({ person }) => person.account === target?.account);
  const corrected = (person: Person, id: string, label: string): Html | false =>
    view.corrects && drawActions([{ id, label, value: caseValue(reference, person.account) }], { clock, back }, null);
  // the last of those it is about cannot be taken out: then it is dismissed
  const out = (person: Person, alone: boolean): Html | false =>
    !alone && corrected(person, 'case.take_out', 'Not them');
  return html`<section class="panel" aria-labelledby="people-title"><h2 id="people-title">Who took part</h2><ul class="card-list done-list">${people.map(
    ({ person, buttons }) =>
      html`<li><span>${breakable(called(person))} <code>${person.account}</code>${person.account === target?.account && html` <span class="tag">aimed at</span>`}<br><small>${isAboutWords(one) && html`${plural(person.messages, 'message')}, worst ${Math.round(person.worst * 100)} %`}${didAbout(view, person)}</small>${buttons.length > 0 && drawActions(buttons, { clock, back }, null)}${out(person, people.length === 1)}</span></li>`,
  )}${target && !offends && html`<li><span>${breakable(called(target))} <code>${target.account}</code> <span class="tag">aimed at</span>${out(target, false)}</span></li>`}${one.notThem.map(
    (person) =>
      html`<li><span>${breakable(called(person))} <code>${person.account}</code> <span class="tag">not them</span><br><small>Taken out by ${person.by}, ${ago(new Date(person.at), clock)}; was ${person.was === 'target' ? 'aimed at' : 'accused'}${didAbout(view, person)}</small>${stillStands(view, person)}${corrected(person, 'case.put_back', 'Put back')}</span></li>`,
  )}</ul>${view.corrects && html`<p class="quiet"><em>Not them</em> takes out whoever was named wrongly: the case is judged anew without them, and it teaches which rules are right. What was done about them stays until you take it back.</p>`}</section>`;
}

const didAbout = ({ actions }: CaseView, { account }: Person): Html[] =>
  actions
    .filter((action) => action.account === account)
    .map(
      (action) =>
        html` · <a href="#${actionRef(action)}">${actionRef(action)}</a> ${words.steps[action.step]}: ${words.actionStates[action.state]}`,
    );

/** What was done about who is out of the case and still stands, with the button that takes it back. */
function stillStands({ actions, buttons, clock, case: one }: CaseView, { account }: Person): Html | false {
  const back = `/cases/${formatReference({ kind: 'case', number: one.number })}`;
  const still = actions.filter((action) => action.account === account && HOLDING.includes(action.state));
  const undo = buttons.filter(
    ({ id, value }) => id === 'case.undo' && still.some((action) => actionRef(action) === value),
  );
  return (
    still.length > 0 &&
    html`<br><strong>This still stands about them.</strong>${undo.length > 0 && drawActions(undo, { clock, back }, null)}`
  );
}

const actionRef = ({ number: value }: ModerationAction): string => formatReference({ kind: 'action', number: value });

/** Who has to do it by hand, and where. */
function byHandWords(action: ModerationAction): Html {
  const [theirs, place] = [memberUrl(action.channel, action.account), handUrl(action.channel)];
  return html`<br><small>By hand, by <strong>${forWhom(action) ?? 'any moderator'}</strong>${theirs && html` · <a href="${safeUrl(theirs)}">Their page</a>`}${place && html` · <a href="${safeUrl(place)}">The channel</a>`}</small>`;
}

const outcomeWord = (outcome: string): string =>
  Object.hasOwn(words.states, outcome)
    ? words.states[outcome as keyof typeof words.states]
    : Object.hasOwn(words.steps, outcome)
      ? words.steps[outcome as keyof typeof words.steps]
      : outcome;

const dismissForm = ({ heldByOther: held, case: one, clock }: CaseView, back: string): Html =>
  html`<details class="fold"><summary>Dismiss and say why</summary><form method="post" action="${back}/dismiss">${
    held &&
    html`${askFirst(`${heldText(formatReference({ kind: 'case', number: one.number }), held, clock.timeZone)} ${claimWords.en.anyway}`)}<input type="hidden" name="over" value="${claimMark(held)}">`
  }<div class="field-grid top"><label>Because it is<select name="as">${DISMISSALS.map((as) => html`<option value="${as}">${sentence(words.dismissals[as])}</option>`)}</select></label><label class="wide">Note<input name="note" maxlength="2000" autocomplete="off"></label></div><button class="secondary outline">Dismiss</button><p class="quiet">It teaches which rules are right: a case that was handled elsewhere counts against none.</p></form></details>`;

export function conversation(
  {
    case: one,
    evidence,
    context,
    clock,
    revealed,
  }: Pick<CaseView, 'case' | 'evidence' | 'context' | 'clock' | 'revealed'>,
  reveals?: string,
): Html {
  const reference = formatReference({ kind: 'case', number: one.number });
  const covered = !revealed && [...evidence, ...context].some(isHidden);
  const all: (CaseEvidence | ContextMessage)[] = [...evidence, ...context].sort(
    (a, b) => a.saidAt.getTime() - b.saidAt.getTime(),
  );
  const foreign = unknownLanguage(textLanguage(evidence.map(({ quote }) => quote).join('\n')));
  return html`<section class="panel" aria-labelledby="said-title"><h2 id="said-title">What was said</h2>
${covered && html`<form method="post" action="${reveals ?? `/cases/${reference}/reveal#said-title`}"><button class="secondary outline">Show the covered words</button> <small class="quiet">That you looked is written to the audit log.</small></form>`}
${foreign && html`<p class="quiet">${foreign}</p>`}
${evidence.length === 0 && !isAboutWords(one) ? html`<p class="quiet">Nothing: it is about ${one.kind === 'power' ? 'what somebody was given' : 'who joined'}, and not about words.</p>` : evidence.length === 0 ? html`<p class="quiet">The quotes of this case are gone: they are kept for as long as the retention says.</p>` : html`<ol class="said">${all.map((said) => ('weighed' in said ? html`<li>${saidItem(said, { case: one, clock, revealed })}</li>` : html`<li class="said-around">${aroundItem(said, { case: one, clock, revealed })}</li>`))}</ol><p class="quiet">People’s own words, as they were when they were screened; they stay here when the original is deleted.${context.length > 0 && ' What stands between them in small print was said around them, and counts against nobody; it goes with the messages.'}</p>`}</section>`;
}

function saidItem(
  quoted: CaseEvidence,
  { case: one, clock, revealed }: Pick<CaseView, 'case' | 'clock' | 'revealed'>,
): Html {
  const { quote, weighed, scores } = quoted;
  const text: Child = markedText(quote, weighed, screenedWord);
  const worst = scores && SCREENED.filter((name) => scores[name] >= 0.5).sort((a, b) => scores[b] - scores[a]);
  const fate = quoted.deletedAt ? 'deleted since' : quoted.editedAt ? 'edited since' : null;
  return html`<p class="said-head"><strong>${breakable(personText({ name: quoted.authorName, account: quoted.author }, namedOn(one)))}</strong>${quoted.author === one.target?.account && html` <span class="tag">aimed at</span>`}${fate && html` <span class="tag">${fate}</span>`} <span class="quiet">${exact(quoted.saidAt, clock)}</span></p>
${!revealed && isHidden(quoted) ? html`<blockquote class="said-masked">${masked(quoted).slice(0, 300)}</blockquote>` : html`<blockquote>${text}</blockquote>`}
<p class="quiet">${worst && worst.length > 0 ? worst.map((name) => `${SCREENED_WORD[name]} ${Math.round(scores[name] * 100)} %`).join(' · ') : scores ? 'Nothing by itself' : 'Not screened'}${quoted.url && html` · <a href="${safeUrl(quoted.url)}">Open the original</a>`}</p>`;
}

/** What was said around the evidence: who, when, what, and where it stands. */
function aroundItem(
  said: ContextMessage,
  { case: one, clock, revealed }: Pick<CaseView, 'case' | 'clock' | 'revealed'>,
): Html {
  const { quote, author, authorName, saidAt, editedAt, url } = said;
  const words =
    quote === null
      ? html`<span class="tag">deleted since</span>`
      : !revealed && isHidden(said)
        ? html`<span class="said-masked">${masked({ quote, weighed: [] }).slice(0, 300)}</span>`
        : html`<span class="said-words">${quote}</span>${editedAt && html` <span class="tag">edited since</span>`}`;
  return html`<p><strong>${breakable(personText({ name: authorName, account: author }, namedOn(one)))}</strong>${author === one.target?.account && html` <span class="tag">aimed at</span>`} <span class="quiet">${exact(saidAt, clock)}</span> ${words}${url && html` <a class="quiet" href="${safeUrl(url)}">Open the original</a>`}</p>`;
}

const screenedWord = (attribute: string): string =>
  Object.hasOwn(SCREENED_WORD, attribute) ? SCREENED_WORD[attribute as Screened] : attribute;

function actionsPanel({ actions, buttons, clock }: CaseView, back: string): Html {
  const whole = buttons.filter(({ id }) => id === 'case.undo_all' || id === 'action.second_all');
  return html`<section class="panel" aria-labelledby="done-title"><h2 id="done-title">What was done</h2>${whole.length > 0 && drawActions(whole, { clock, back }, null)}${
    actions.length === 0
      ? html`<p class="quiet">Nothing so far. What is decided stands here, with who did it, how long it holds and the button that takes it back.</p>`
      : html`<ul class="card-list done-list">${actions.map((action) => doneItem(action, buttons, clock, back))}</ul>`
  }</section>`;
}

function doneItem(action: ModerationAction, buttons: readonly CardAction[], clock: Clock, back: string): Html {
  const reference = actionRef(action);
  const own = buttons.filter(
    ({ id, value }) => value === reference && id !== 'case.undo_all' && id !== 'action.second_all',
  );
  const { doneAt, expiresAt, liftedAt, secondedBy, liftedBy, liftReason, outcome, reason } = action;
  return html`<li id="${reference}"><span><span class="ref">${reference}</span> <strong>${words.steps[action.step]}</strong> for ${breakable(called({ name: action.accountName, account: action.account }))} <code>${action.account}</code>: ${words.actionStates[action.state]}<br><small>${action.automatic ? 'by the policy itself' : `by ${action.requestedBy}`}${secondedBy && `, with ${secondedBy}`}, ${ago(doneAt ?? action.createdAt, clock)}${expiresAt && !liftedAt && action.state !== 'task' && html` · until ${exact(expiresAt, clock)}`}${liftedAt && html` · ${action.state === 'lift_task' ? 'to be taken back, said' : 'taken back'}${liftedBy && ` by ${liftedBy}`} ${ago(liftedAt, clock)}`}</small>${BY_HAND.includes(action.state) && byHandWords(action)}${reason && html`<br><small>“${breakable(reason)}”</small>`}${liftReason && html`<br><small>Taken back: “${breakable(liftReason)}”</small>`}${outcome && html`<br><small>${breakable(outcome)}</small>`}${action.state === 'waiting' && !own.some(({ id }) => id === 'action.second') && html`<br><small>Somebody else has to agree to it.</small>`}${own.length > 0 && drawActions(own, { clock, back }, null)}</span></li>`;
}
