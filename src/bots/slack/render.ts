import type { types } from '@slack/bolt';
import type { Card, CardPart } from '../../messages/card.ts';
import { slackWords } from '../../messages/catalogue/slack.ts';
import type { OutboundMessage } from '../../messages/outbound.ts';
import { saidByCard } from '../../messages/said-by-card.ts';
import { answerTexts } from './answer-text.ts';
import { type Drawing, partBlocks, plainText, quiet, type SlackBlock, sections } from './blocks.ts';
import { cut, entities, lines, link, unlinked, webAddress } from './mrkdwn.ts';

export type { SlackBlock } from './blocks.ts';

/** Of one message; Slack counts the letters of all its blocks as well. */
const BLOCKS = 50;
const LETTERS = 12_000;
/** Of a form's title. */
const TITLE = 24;

export interface RenderOptions {
  /** Under which paths of ours are opened from outside; without it they are words without a link. */
  publicUrl: string | null;
  /** Files of Slack that show a part. */
  pictures?: ReadonlyMap<CardPart, string>;
  /** Text instead of pictures and charts. */
  plain?: boolean;
}

/** A message as `chat.postMessage` takes it. */
export interface SlackMessage {
  text: string;
  blocks: SlackBlock[];
  unfurl_links: false;
  unfurl_media: false;
}

/** A message as Slack draws it, within its limits whatever the cards hold. Pure. */
export function renderMessage(message: OutboundMessage, options: RenderOptions): SlackMessage {
  const drawing = drawingOf(message.language ?? message.card?.language, options);
  const { citations, linked = false } = message;
  const texts = answerTexts(message.text, { citations, addressOf: drawing.addressOf, limit: 3000, linked });
  const cards = [...(message.card ? [message.card] : []), ...(message.more ?? [])];
  const pieces = cards.flatMap((card) => cardPieces(card, drawing));
  if (!saidByCard(message) || pieces.length === 0)
    pieces.unshift(...texts.map((text, index) => ({ blocks: sections([text]), must: index === 0 })));
  const first = cards.flatMap((card) => card.parts).find((part) => part.kind === 'heading' && part.url !== undefined);
  const all = first?.kind === 'heading' ? first.url! : '/';
  return {
    text: cut(unlinked(texts.join('\n')), 3000) || cut(unlinked(entities(lines(message.text))), 3000) || 'SafeNest',
    blocks: fitting(pieces, drawing, all),
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** A person's own page of the app. */
export const renderHome = (message: OutboundMessage, options: RenderOptions): types.HomeView => ({
  type: 'home',
  blocks: renderMessage(message, options).blocks as types.KnownBlock[],
});

/** What comes back with a form: its button and where it was opened from. */
export interface FormMetadata {
  action: string;
  value: string;
  workspace: string;
  channel: string;
  thread: string | null;
  direct: boolean;
  /** The card it was opened from. */
  message: { channel: string; messageId: string; thread?: string } | null;
}

/** A card of fields as a form that its one action sends. */
export function renderForm(
  card: Card,
  from: Omit<FormMetadata, 'action' | 'value'>,
  options: RenderOptions,
): types.ModalView {
  const drawing = drawingOf(card.language, options);
  const words = slackWords[drawing.language];
  const heading = card.parts.find((part) => part.kind === 'heading');
  const send = card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []))[0];
  const named = heading?.text ?? words.form;
  // a title that is too long stands whole above the fields, and what the form does is said in its place
  const title = [named, send?.label ?? ''].find((one) => lines(one) !== '' && lines(one).length <= TITLE) ?? words.form;
  const parts = card.parts.filter((part) => part.kind !== 'actions' && (part !== heading || title !== named));
  const pieces = parts.map((part) => ({ blocks: partBlocks(part, drawing), must: part.kind === 'field' }));
  const metadata: FormMetadata = { action: send?.id ?? '', value: send?.value ?? '', ...from };
  const packed = JSON.stringify(metadata);
  return {
    type: 'modal',
    callback_id: 'form',
    title: plainText(title, TITLE),
    submit: plainText(send?.label ?? words.send, 24),
    close: plainText(words.close, 24),
    private_metadata: packed.length <= 3000 ? packed : JSON.stringify({ ...metadata, value: '', message: null }),
    blocks: fitting(pieces, drawing, '/') as types.KnownBlock[],
  };
}

function drawingOf(language: OutboundMessage['language'], options: RenderOptions): Drawing {
  const base = options.publicUrl?.replace(/\/+$/, '') ?? null;
  return {
    language: language ?? 'en',
    addressOf: (path) => {
      if (!path.startsWith('/')) return webAddress(path);
      return base === null || path.startsWith('//') ? null : webAddress(base + path);
    },
    pictures: options.pictures ?? new Map(),
    plain: options.plain ?? false,
    used: new Set(),
  };
}

/** What stands or falls together. */
interface Piece {
  blocks: SlackBlock[];
  /** Left out last: what it is about, and what can be done. */
  must: boolean;
}

function cardPieces(card: Card, drawing: Drawing): Piece[] {
  return card.parts.flatMap((part, index): Piece[] => {
    const must = (part.kind === 'heading' && index === 0) || part.kind === 'actions' || part.kind === 'field';
    const blocks = partBlocks(part, drawing);
    // a long list may lose its end alone
    return must ? [{ blocks, must }] : blocks.map((block) => ({ blocks: [block], must }));
  });
}

/** The blocks of the pieces that fit, with a word and a link where some do not. */
function fitting(pieces: readonly Piece[], drawing: Drawing, all: string): SlackBlock[] {
  const kept = pieces.filter((piece) => piece.blocks.length > 0);
  const fits = (room: number): boolean =>
    kept.reduce((sum, piece) => sum + piece.blocks.length, 0) <= BLOCKS - room &&
    kept.reduce((sum, piece) => sum + letters(piece.blocks), 0) <= LETTERS - room * 500;
  if (fits(0)) return kept.flatMap((piece) => piece.blocks);
  const words = slackWords[drawing.language];
  const last = (must: boolean): number => kept.findLastIndex((piece) => piece.must === must);
  while (!fits(1)) kept.splice(last(false) >= 0 ? last(false) : last(true), 1);
  const address = drawing.addressOf(all);
  const note = quiet([words.notAll, ...(address ? [link(address, words.seeAll)] : [])].join(' '));
  // before the buttons at the end, where the rest would have stood
  const end = kept.findLastIndex((piece) => !piece.must) + 1;
  return [...kept.slice(0, end), { blocks: [note], must: true }, ...kept.slice(end)].flatMap((piece) => piece.blocks);
}

/** How many letters a block shows. */
function letters(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + letters(part), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, part]) => (SHOWN.has(key) ? sum + letters(part) : sum), 0);
}
const SHOWN = new Set([
  'text',
  'fields',
  'elements',
  'element',
  'label',
  'title',
  'chart',
  'series',
  'data',
  'options',
  'url',
]);
