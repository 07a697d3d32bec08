import type { Alert } from '../../../domain/alert.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Role } from '../../../domain/role.ts';
import type { Card } from '../../../messages/card.ts';
import { pathOf } from '../../../messages/links.ts';
import type { Step } from '../../../messages/turn.ts';
import { answerText } from '../answer-text.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { icon, logo, severityBadge } from '../icons.ts';
import { empty } from '../layout.ts';
import { renderCard } from '../render-card.ts';
import { ago, type Clock } from '../time.ts';
import { ALERT_STATUS_WORD, plural } from '../words.ts';
import { feedbackPart } from './feedback.ts';
import { stepsPart } from './steps.ts';

/** One question and its answer, as kept or as just made. */
export interface TurnView {
  /** As it is kept; absent while it is not. */
  id?: string | undefined;
  at: Date;
  question: string;
  /** Ids of the pictures that came with it and were looked at. */
  pictures?: readonly string[];
  answer: string;
  /** An admin’s own words: addresses of the web in them are links. */
  linked?: boolean | undefined;
  steps: Step[];
  cards: Card[];
  model: string | null;
  /** What was said of the answer; null where nobody has. */
  helpful?: boolean | null;
  /** It was not read: nobody is asked whether the answer helped. */
  refused?: boolean | undefined;
  /** Set instead of an answer when the turn failed. */
  problem?: string;
}

export interface DeskView {
  principal: Principal;
  clock: Clock;
  turns: TurnView[];
  /** “Was this you?”, as long as it waits for an answer of whoever looks. */
  questions: readonly Card[];
  /** The running conversation; null before the first question. */
  sessionId: string | null;
  /** Newest first; null for whoever may not see alerts. */
  alerts: Alert[] | null;
  openAlerts: number;
  /** A report that came by itself of late, for whoever may read it. */
  report: { ref: string; title: string; kind: 'daily' | 'weekly' } | null;
}

/** "What needs me now?": the conversation, and beside it what has just been noticed. */
export function deskPage(view: DeskView): Html {
  const { alerts } = view;
  return html`<section class="chat" aria-labelledby="desk-title">
<header class="chat-head"><h1 id="desk-title">What needs me now?</h1>
<div class="row">${view.report && html`<a class="chip" href="/reports/${view.report.ref}" title="${view.report.title}">${icon('posture')}<span>${view.report.kind === 'weekly' ? 'Weekly' : 'Daily'} report</span></a>`}${alerts && html`<a class="jump chip" href="#live">${icon('alerts')}<span data-open-count>${plural(view.openAlerts, 'open alert')}</span></a>`}
<form method="post" action="/console/chat/new" id="anew"${flag('hidden', view.turns.length === 0)}><button class="secondary outline small">New conversation</button></form></div></header>
${view.questions.length > 0 && html`<section class="own-questions" aria-label="Waiting for your answer">${view.questions.map((card) => renderCard(card, { clock: view.clock, back: '/' }))}</section>`}
<div class="turns" id="turns" tabindex="-1">
${view.turns.map((turn) => html`<article class="turn" aria-label="${turn.question.slice(0, 80)}">${turnParts(turn, view.clock)}</article>`)}
${view.turns.length === 0 && welcome(view.principal)}
</div>
<form class="composer" id="composer" method="post" action="/console/chat" enctype="multipart/form-data">
<input type="hidden" name="session" value="${view.sessionId}">
<ul class="attached" id="attached" aria-label="Pictures of the question" hidden></ul>
<div class="composer-box"><label class="attach" title="Add pictures">${icon('picture')}<span class="sr-only">Add pictures</span><input class="sr-only" type="file" id="pictures" name="pictures" accept="image/*" multiple></label>
<label class="sr-only" for="question">Your question</label>
<textarea id="question" name="text" rows="1" required maxlength="4000" enterkeyhint="send" autocomplete="off" placeholder="Ask about logins, alerts or incidents"></textarea>
<button id="ask">${icon('send')}<span>Ask</span></button>
<button id="stop" type="button" class="secondary outline" hidden>${icon('stop')}<span>Stop</span></button></div>
<p class="hint"><kbd>/</kbd> to write · <kbd>Enter</kbd> to ask · <kbd>Esc</kbd> to stop · drop or paste a picture to ask who it is</p>
</form>
<p id="chat-say" class="sr-only" role="status"></p>
</section>
${alerts && livePanel(alerts, view.clock)}`;
}

/** What is inside a turn's article; the stream's last word replaces what it showed so far with exactly this. */
export function turnParts(turn: TurnView, clock: Clock): Html {
  return html`${askedPart(turn, clock)}<div class="answer">
${turn.problem && html`<div class="flash flash-problem" role="alert">${icon('warning')}<p>${turn.problem}</p></div>`}
<div class="answer-text">${answerText(turn.answer, { linked: turn.linked === true })}</div>
<div class="answer-cards">${pressableFirst(turn.cards).map((card) => renderCard(card, { clock, back: '/' }))}</div>
${turn.id && !turn.refused && feedbackPart(turn.id, turn.helpful ?? null, clock)}${stepsPart({ steps: turn.steps, model: turn.model, turnId: turn.id })}</div>`;
}

/** What can be acted on stands before what can only be read; else the order stays. */
const pressableFirst = (cards: Card[]): Card[] => {
  const pressable = (card: Card): boolean => card.parts.some((part) => part.kind === 'actions');
  return [...cards.filter(pressable), ...cards.filter((card) => !pressable(card))];
};

const askedPart = ({ question, pictures = [], at }: TurnView, clock: Clock): Html =>
  html`<div class="asked">${pictures.length > 0 && html`<div class="asked-pictures">${pictures.map((id, index) => html`<a href="/pictures/${id}"><img src="/pictures/${id}" alt="Picture ${index + 1} of the question" loading="lazy"></a>`)}</div>`}<p dir="auto">${question}</p>${ago(at, clock)}</div>`;

const SUGGESTIONS: Record<Role, string[]> = {
  admin: [
    'Show high-risk events from yesterday and open an incident.',
    'How many failed logins did we have today, by country?',
    'Which incidents are still open?',
    'Is everything working?',
  ],
  officer: [
    'Show high-risk events from yesterday and open an incident.',
    'Any failed logins in the last hour?',
    'How many failed logins did we have today, by country?',
    'Which incidents are still open?',
  ],
  moderator: ['What alerts came in today?', 'Which incidents are still open?', 'What can you do?'],
  manager: [
    'Which incidents are still open?',
    'How many failed logins did we have last week, by day?',
    'Show critical alerts from the last 7 days.',
    'Is everything working?',
  ],
  employee: ['What can you do?', 'How do I report something suspicious?'],
};

function welcome(principal: Principal): Html {
  const first = principal.name.split(/\s+/)[0] ?? principal.name;
  return html`<div class="welcome" id="welcome">${logo()}<h2>Hello ${first}. What would you like to know?</h2>
<p class="quiet">Ask in your own words. Answers cite what they stand on.</p>
<form method="post" action="/console/chat" class="suggestions" data-suggestions aria-label="Suggested questions">${SUGGESTIONS[
    principal.role
  ].map(
    (text) =>
      html`<button class="secondary outline" name="text" value="${text}"><span>${text}</span>${icon('arrow')}</button>`,
  )}</form></div>`;
}

function livePanel(alerts: Alert[], clock: Clock): Html {
  return html`<aside class="live" id="live" aria-labelledby="live-title">
<header class="live-head"><h2 id="live-title">Live alerts</h2><span class="live-state" id="live-state" data-state="off">As of ${ago(clock.now, clock)}</span></header>
<p id="live-say" class="sr-only" role="status"></p>
<div class="live-body" tabindex="0" role="region" aria-label="Newest alerts">
<ol class="feed" id="feed">${alerts.map((alert) => feedItem(alert, clock))}</ol>
<div id="feed-empty"${flag('hidden', alerts.length > 0)}>${empty('All quiet', 'What the rules notice appears here the moment it happens. Send login events through the API or import a log to begin.')}</div>
<p class="more"><a href="/alerts">All alerts</a></p></div></aside>`;
}

/** One alert in the feed; `data-key` lets a newer state of it replace the older. */
export function feedItem(alert: Alert, clock: Clock): Html {
  const reference = formatReference({ kind: 'alert', number: alert.number });
  const settled = alert.status !== 'open';
  const details = [reference, plural(alert.count, 'event'), alert.address, alert.country].filter(Boolean).join(' · ');
  return html`<li data-key="${reference}" data-severity="${alert.severity}"><a class="feed-item sev-${alert.severity}${settled && ' settled'}" href="${pathOf(reference)}"><span class="feed-top">${severityBadge(alert.severity)}${settled && html`<span class="status">${ALERT_STATUS_WORD[alert.status]}</span>`}${ago(alert.lastSeen, clock)}</span><span class="feed-title">${breakable(alert.title)}</span>${alert.knownAs && html`<span class="feed-sub">known since as ${alert.knownAs.name}</span>`}<span class="feed-sub">${details}</span></a></li>`;
}
