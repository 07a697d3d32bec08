import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../../messages/card.ts';
import { cardText } from '../../messages/card-text.ts';
import { teamsWords } from '../../messages/catalogue/teams.ts';
import { noticeText } from '../../messages/notice-text.ts';
import type { OutboundMessage } from '../../messages/outbound.ts';
import { saidByCard } from '../../messages/said-by-card.ts';
import { parseFeedbackKey } from '../../messages/views/feedback-card.ts';
import { type Action, type AdaptiveCard, attached, type Element, LIMIT, size } from './adaptive-card.ts';
import type { OutgoingActivity } from './connector.ts';
import { answerMarkdown, link, plain, plainLines } from './markup.ts';
import { asksFirst, renderActions } from './render-actions.ts';
import { cut, type Detail, type Frame, renderPart } from './render-parts.ts';
import { TAKEN, tidy } from './tidy.ts';

export type { Frame } from './render-parts.ts';

const SCHEMA = 'http://adaptivecards.io/schemas/adaptive-card.json';

/** By it Teams marks a message as written by a model. */
const AI_LABEL = {
  type: 'https://schema.org/Message',
  '@type': 'Message',
  '@context': 'https://schema.org',
  additionalType: ['AIGeneratedContent'],
};

const DETAILS: Detail[] = [
  { text: 8000, rows: 100, parts: 60, pictures: true },
  { text: 8000, rows: 60, parts: 60, pictures: false },
  { text: 2000, rows: 25, parts: 30, pictures: false },
  { text: 500, rows: 10, parts: 20, pictures: false },
  { text: 150, rows: 4, parts: 8, pictures: false },
];

/** A message as Teams takes it. The same message and frame give the same activity; whatever is in it, it keeps Teams' limits. */
export function renderMessage(message: OutboundMessage, frame: Frame): OutgoingActivity {
  const cards = [message.card, ...(message.more ?? [])].filter((card) => card !== undefined);
  const citations = message.citations ?? [];
  const language = message.language ?? message.card?.language ?? 'en';
  const summary = oneLine(noticeText(message), 200);
  const common = {
    type: 'message' as const,
    ...(summary ? { summary } : {}),
    ...(message.severity === 'critical' ? { importance: 'high' as const } : {}),
    ...(message.byModel ? { entities: [AI_LABEL] } : {}),
  };
  const said = saidByCard(message);
  for (const detail of DETAILS) {
    const words = said
      ? ''
      : answerMarkdown(cut(message.text, detail.text * 2), citations, frame.addressOf, message.linked);
    const activity: OutgoingActivity = {
      ...common,
      ...(words || cards.length === 0 ? { text: words || '–', textFormat: 'markdown' } : {}),
      ...(cards.length > 0 ? { attachments: [attached(drawn(cards, frame, detail, language))] } : {}),
    };
    if (size(activity) <= LIMIT) return activity;
  }
  // nothing but the words, cut: this fits by its length
  return { ...common, text: plainLines(oneLine(message.text, 1000)) || '–', textFormat: 'markdown' };
}

/** One or several cards as one Adaptive Card, within Teams' limit. */
export function renderCard(cards: readonly Card[], frame: Frame, language?: Language): AdaptiveCard {
  const shown = language ?? cards[0]?.language ?? 'en';
  for (const detail of DETAILS) {
    const card = drawn(cards, frame, detail, shown);
    if (size(card) <= LIMIT) return card;
  }
  const text = plain(oneLine(cards.map(spoken).join(' '), 1000)) || '–';
  return { ...blank(text, shown), body: [{ type: 'TextBlock', text, wrap: true }] };
}

const blank = (fallbackText: string, lang: Language): AdaptiveCard => ({
  type: 'AdaptiveCard',
  $schema: SCHEMA,
  version: '1.5',
  fallbackText,
  lang,
  body: [],
});

function drawn(cards: readonly Card[], frame: Frame, detail: Detail, language: Language): AdaptiveCard {
  const body: Element[] = [];
  const names = new Set(TAKEN);
  let buttons = 0;
  for (const [index, card] of cards.slice(0, detail.parts).entries()) {
    const items = tidy(renderParts(card, frame, detail, language, buttons), names);
    buttons += items.flatMap((item) => (item.type === 'ActionSet' ? item.actions.filter(inSight) : [])).length;
    if (items.length === 0) continue;
    body.push(
      ...(index === 0
        ? items
        : [{ type: 'Container' as const, separator: true as const, spacing: 'large' as const, items }]),
    );
  }
  const first = cards[0];
  return {
    ...blank(plainLines(cut(cards.map(spoken).join('\n'), Math.min(detail.text, 1500))), language),
    ...(frame.refresh && first
      ? {
          refresh: {
            action: {
              type: 'Action.Execute',
              verb: REFRESH,
              data: { safenest: { action: REFRESH, value: keysOf(cards), key: first.key } },
            },
            ...(frame.refresh.userIds ? { userIds: frame.refresh.userIds.slice(0, 60) } : {}),
          },
        }
      : {}),
    body: body.length > 0 ? body : [{ type: 'TextBlock', text: '–', wrap: true }],
    msteams: { width: 'full' },
  };
}

/** What is asked for to draw it anew: its first card, and the line under an answer. */
const keysOf = ([first, ...others]: readonly Card[]): string =>
  [first!, ...others.filter(({ key }) => parseFeedbackKey(key))].map(({ key }) => key).join(' ');

/** A card's words; of one that cannot be read aloud (a time that is none), its headings. */
function spoken(card: Card): string {
  try {
    return cardText(card);
  } catch {
    return card.parts.map((part) => ('text' in part ? part.text : '')).join('\n');
  }
}

/** What Teams sends by itself when somebody sees a card that has a view for each. */
export const REFRESH = 'card.refresh';

const inSight = (action: Action): boolean => action.mode !== 'secondary';

/** A card's parts as elements; `used` buttons are in sight above it. */
function renderParts(card: Card, frame: Frame, detail: Detail, language: Language, used: number): Element[] {
  const shown = card.language ?? language;
  const fields = card.parts.some((part) => part.kind === 'field');
  const kept = card.parts.slice(0, detail.parts);
  const left = card.parts.slice(detail.parts);
  // whatever is left out, what can be done stays
  const buttons = left.filter((part) => part.kind === 'actions').slice(0, 1);
  const actionFrame = { key: card.key, addressOf: frame.addressOf, opensForm: frame.opensForm, fields };
  const elements: Element[] = [];
  const drawn = kept.concat(buttons);
  const asking = (part: CardPart): number =>
    part.kind === 'actions' ? part.actions.slice(0, detail.rows).filter(asksFirst).length : 0;
  let below = drawn.reduce((all, part) => all + asking(part), 0);
  for (const part of drawn) {
    if (part === buttons[0]) elements.push(notAll(card, frame, shown));
    if (part.kind !== 'actions') {
      elements.push(...renderPart(part, frame, detail, shown));
      continue;
    }
    below -= asking(part);
    const actions = renderActions(part.actions.slice(0, detail.rows), actionFrame, used + below);
    used += actions.filter(inSight).length;
    elements.push({ type: 'ActionSet', actions });
  }
  if (left.length > 0 && buttons.length === 0) elements.push(notAll(card, frame, shown));
  return elements;
}

/** Says that something was left out, and where all of it is. */
function notAll(card: Card, frame: Frame, language: Language): Element {
  const words = teamsWords[language];
  const url = card.parts.find((part) => part.kind === 'heading')?.url;
  const page = url === undefined ? null : frame.addressOf(url);
  return { type: 'TextBlock', text: plain(words.notAll) + (page ? ` ${link(words.seeAll, page)}` : ''), wrap: true };
}
