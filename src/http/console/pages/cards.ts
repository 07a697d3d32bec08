import type { Card } from '../../../messages/card.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../../../messages/inbound.ts';
import { drawDiscord } from '../drawings/draw-discord.ts';
import { drawSlack } from '../drawings/draw-slack.ts';
import { drawTeams } from '../drawings/draw-teams.ts';
import { flag, type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { PLATFORM_WORD } from '../platform-words.ts';
import { renderCard } from '../render-card.ts';
import type { Clock } from '../time.ts';

export const SHOWN_IN = CHAT_PLATFORMS;

export interface CardsView {
  clock: Clock;
  /** Of every view there is. */
  names: readonly string[];
  /** The one that is shown alone. */
  chosen: string | null;
  cards: readonly {
    name: string;
    card: Card;
    drawn: Record<ChatPlatform, { payload: unknown; pictures: Record<string, string> }>;
  }[];
}

/** "What do cards look like?": every view, as the console and each chat platform show it, drawn from what is sent there. */
export function cardsPage({ clock, names, chosen, cards }: CardsView): Html {
  return html`<p class="crumb"><a href="/connections">Connections</a> / Cards</p>
${pageHead({ title: 'What do cards look like?', lead: 'Every kind of card, with made-up content. The drawings are made from exactly what is sent to each platform; nothing in them can be pressed.' })}
<search class="filters"><form method="get" action="/cards"><div class="search-line"><label class="sr-only" for="view">Which card</label><select id="view" name="view" class="short wide-short"><option value="">All of them</option>${names.map((name) => html`<option value="${name}"${flag('selected', name === chosen)}>${viewWord(name)}</option>`)}</select><button class="secondary outline">Show</button></div></form></search>
${cards.map(({ name, card, drawn }) => html`<section aria-labelledby="view-${name}"><h2 class="guide-heading" id="view-${name}">${viewWord(name)}</h2><div class="previews"><div><h3>Console</h3><div class="drawn-console" inert>${renderCard({ ...card, key: `sample-${name}` }, { clock, back: '/cards', unfolded: true })}</div></div>${SHOWN_IN.map((platform) => html`<div><h3>${PLATFORM_WORD[platform]}</h3>${draw(platform, drawn[platform])}${payloadOf(drawn[platform].payload)}</div>`)}</div></section>`)}`;
}

function draw(
  platform: ChatPlatform,
  { payload, pictures }: { payload: unknown; pictures: Record<string, string> },
): Html {
  switch (platform) {
    case 'slack':
      return drawSlack(payload);
    case 'discord':
      return drawDiscord(payload, pictures);
    case 'teams':
      return drawTeams(payload);
  }
}

const payloadOf = (payload: unknown): Html =>
  html`<details class="fold"><summary>What is sent</summary><pre class="payload" tabindex="0">${JSON.stringify(payload, shortened, 1)}</pre></details>`;

const shortened = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('data:image/') ? `${value.slice(0, 40)}…` : value;

const VIEW_WORDS: Record<string, string> = {
  person: 'A person',
  strangers: 'People nobody has named',
  sightings: 'Where people were seen',
  faces: 'Who is on a picture',
  alert: 'An alert',
  cameraAlert: 'An alert of a camera',
  camera: 'A camera',
  cameras: 'Several cameras',
  cameraEvent: 'What a camera saw',
  cameraEvents: 'What cameras saw',
  alerts: 'Several alerts',
  incident: 'An incident',
  incidentRoom: 'An incident with a room',
  incidentTicket: 'An incident with a ticket',
  incidents: 'Several incidents',
  case: 'A moderation case',
  caseActedOn: 'A moderation case that was acted on',
  caseDismissed: 'A moderation case that was dismissed',
  cases: 'Several moderation cases',
  caseInHand: 'A case that somebody else has in hand',
  silentRules: 'Rules that run silently',
  proof: 'Asking for a second proof',
  proofForm: 'The form for a second proof',
  appeal: 'An appeal',
  told: 'To somebody something was done to',
  log: 'Log entries',
  decided: 'A proposal that was decided',
  proposal: 'A proposal',
  moderating: 'A proposal about somebody',
  proposals: 'Several proposals',
  recommendation: 'Recommended rules',
  storm: 'Many alerts at once',
  question: 'Asking one member whether it was them',
  snoozedAlert: 'An alert that is left alone',
  lapsingAlert: 'An alert somebody may have forgotten',
  expectedAlert: 'An alert that is expected',
  report: 'The weekly report',
  feedback: 'Under the first answer in a thread',
  feedbackGiven: 'Under an answer that was rated',
  history: 'What the history has',
  similar: 'Similar incidents',
  incidentReport: 'A report about an incident',
  review: 'The review of an incident',
  handling: 'Asking who took part how it went',
  home: 'One’s own page',
  incidentForm: 'Form: a new incident',
  incidentAtWork: 'An incident with people and tasks',
  incidentMore: 'The other buttons of an incident',
  taskForm: 'Form: a task',
  peopleForm: 'Form: who works on an incident',
  commentForm: 'Form: a comment',
  ruleForm: 'Form: a proposed rule',
  nameForm: 'Form: a person’s name',
  dismissForm: 'Form: dismiss a case',
  chooseForm: 'Form: about whom of a case',
  actOnAllForm: 'Form: several of a case at once',
  incidentReportForm: 'Form: a report about an incident',
  reviewForm: 'Form: the review of an incident',
  handlingForm: 'Form: how handling it went',
  notThemForm: 'Form: who was named wrongly in a case',
  snoozeForm: 'Form: leave an alert alone',
  expectForm: 'Form: what is expected',
  attachForm: 'Form: add an alert to an incident',
  pinForm: 'Form: put a message on an incident’s timeline',
  ruleExampleForm: 'Form: add an example to a rule',
  rule: 'One rule',
  appealForm: 'Form: an appeal',
  formAgain: 'Form: with what is wrong in it',
  stranger: 'To somebody nobody knows',
  brief: 'Where not everybody may see it',
  readers: 'Before a channel is told more',
};

/** A view as people call it; what nobody has put into words is called by the words of its name: “caseList” is “Case list”. */
export function viewWord(name: string): string {
  const words = name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return VIEW_WORDS[name] ?? `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
