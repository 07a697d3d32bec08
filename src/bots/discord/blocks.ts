import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import type { Card, CardAction, CardPart } from '../../messages/card.ts';
import { discordWords } from '../../messages/catalogue/discord.ts';
import { numberText, severityBadgeText } from '../../messages/catalogue/terms.ts';
import { type Address, ago, answerLines, escapedLine, link, plainLines } from './markdown.ts';

/** The pieces a message is fitted together from; lines are markup and stay whole. */
export type Block =
  | { kind: 'lines'; lines: string[]; heading?: true }
  /** Lines with one button beside them. */
  | { kind: 'beside'; lines: string[]; action: CardAction }
  | { kind: 'buttons'; actions: CardAction[] }
  | { kind: 'choice'; field: Field; action: CardAction }
  | { kind: 'form'; parts: CardPart[]; action: CardAction }
  | { kind: 'images'; images: Picture[] }
  | { kind: 'rule' };

export type Field = Extract<CardPart, { kind: 'field' }>;
export interface Picture {
  /** `attachment://…`, or an address. */
  url: string;
  alt: string;
}

/** What drawing needs to know beside the message. */
export interface Frame {
  address: Address;
  /** Where a picture of the card has been put; null where it is said in words. */
  picture: (part: CardPart) => string | null;
  /** The server whose desk says it, which its buttons carry; `name` where it has to be said whose it is. */
  desk?: { id: string; name?: string };
}

/** Colour, shape and word together: the same shapes as in the console. */
const MARKS: Record<Severity, string> = { low: '◯', medium: '◆', high: '▲', critical: '⬢' };
export const severityMark = (severity: Severity, language: Language): string =>
  `${MARKS[severity]} ${severityBadgeText(severity, language)}`;

/** An answer's text. */
export const textBlocks = (
  text: string,
  linkOf: (reference: string) => string | null,
  frame: Frame,
  linked = false,
): Block[] => [{ kind: 'lines', lines: answerLines(text, linkOf, frame.address, linked) }];

/** A card, part by part. */
export function cardBlocks(card: Card, language: Language, frame: Frame): Block[] {
  const fields = card.parts.filter((part) => part.kind === 'field');
  const actions = card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
  const submit = fields.length > 0 ? actions.find((action) => !action.url) : undefined;
  const blocks: Block[] = [];
  let before = '';
  for (const part of card.parts) {
    if (part.kind === 'field') {
      // without a button it could not be sent; it is read at least
      if (!submit) blocks.push({ kind: 'lines', lines: factLines(part.label, part.value ?? '') });
      continue;
    }
    if (part.kind === 'actions') {
      const others = part.actions.filter((action) => action !== submit);
      if (submit && part.actions.includes(submit)) blocks.push(formBlock(card.parts, fields, submit));
      pushActions(blocks, others);
      continue;
    }
    if ((part.kind === 'context' || part.kind === 'evidence') && before !== part.kind) blocks.push({ kind: 'rule' });
    before = part.kind;
    blocks.push(drawPart(part, language, frame));
  }
  return blocks;
}

/** One choice is made where it stands; anything more is filled in before the reader's eyes, in a form that opens. */
const formBlock = (parts: CardPart[], fields: Field[], action: CardAction): Block =>
  fields.length === 1 && fields[0]!.input === 'select' && (fields[0]!.options?.length ?? 0) > 0
    ? { kind: 'choice', field: fields[0]!, action }
    : { kind: 'form', parts: parts.filter((part) => /^(heading|text|field)$/.test(part.kind)), action };

/** A text with one button has it beside it; others stand in rows. */
function pushActions(blocks: Block[], actions: CardAction[]): void {
  const last = blocks.at(-1);
  if (actions.length === 1 && last?.kind === 'lines' && !last.heading && last.lines.length <= 6) {
    blocks.pop();
    blocks.push({ kind: 'beside', lines: last.lines, action: actions[0]! });
  } else if (actions.length > 0) blocks.push({ kind: 'buttons', actions });
}

function drawPart(part: Exclude<CardPart, { kind: 'field' | 'actions' }>, language: Language, frame: Frame): Block {
  const { address } = frame;
  switch (part.kind) {
    case 'heading': {
      const marks = [
        part.severity && severityMark(part.severity, language),
        part.status && escapedLine(part.status, 60),
      ];
      const above = marks.filter(Boolean).join(' · ');
      const title = link(escapedLine(part.text, 250), part.url ? address(part.url) : null);
      return { kind: 'lines', heading: true, lines: [...(above ? [`-# ${above}`] : []), `### ${title}`] };
    }
    case 'text':
      return { kind: 'lines', lines: plainLines(part.text) };
    case 'facts':
      return {
        kind: 'lines',
        lines: part.facts.flatMap(({ label, value, at }) => {
          const when = at === undefined ? null : ago(at);
          return factLines(label, value, when ? (value === '' ? when : ` (${when})`) : '');
        }),
      };
    case 'list':
      return {
        kind: 'lines',
        lines: [...part.items.map((item) => itemLine(item, language, address)), ...moreLine(part, address)],
      };
    case 'evidence': {
      const origin = link(escapedLine(part.origin, 150), part.url ? address(part.url) : null);
      return { kind: 'lines', lines: [...plainLines(part.quote).map((line) => `> ${line}`), `-# ${origin}`] };
    }
    case 'image': {
      const url = frame.picture(part);
      if (url) return { kind: 'images', images: [{ url, alt: part.alt }] };
      return { kind: 'lines', lines: [link(escapedLine(part.alt, 300) || '—', address(part.url))] };
    }
    case 'chart': {
      const url = frame.picture(part);
      const alt = `${part.title}: ${part.points.map(({ label, value }) => `${label} ${value}`).join(', ')} ${part.unit}`;
      return url ? { kind: 'images', images: [{ url, alt }] } : { kind: 'lines', lines: chartLines(part, language) };
    }
    case 'context': {
      const when = part.at === undefined ? null : ago(part.at);
      const lines = plainLines(part.text).map((line) => `-# ${line}`);
      if (when) lines.push(`${lines.pop() ?? '-#'} · ${when}`);
      return { kind: 'lines', lines };
    }
  }
}

function factLines(label: string, value: string, after = ''): string[] {
  const [first = '', ...rest] = plainLines(value);
  const lines = [`**${escapedLine(label, 100)}** ${first}`, ...rest];
  return [...lines.slice(0, -1), lines.at(-1)! + after];
}

type List = Extract<CardPart, { kind: 'list' }>;

function itemLine(item: List['items'][number], language: Language, address: Address): string {
  const href = item.url ? address(item.url) : null;
  const text = escapedLine(item.text, 400);
  const words = item.ref ? [link(escapedLine(item.ref, 40), href), text] : [link(text, href)];
  const when = item.at === undefined ? null : ago(item.at);
  const mark = item.severity && severityMark(item.severity, language);
  return `- ${[mark, ...words].filter(Boolean).join(' ')}${when ? ` · ${when}` : ''}`;
}

const moreLine = ({ more }: List, address: Address): string[] =>
  more ? [`-# ${link(escapedLine(more.text, 200), address(more.url))}`] : [];

const BAR = 16;

/** The chart in letters, where it cannot be drawn. */
function chartLines(part: Extract<CardPart, { kind: 'chart' }>, language: Language): string[] {
  const most = Math.max(1, ...part.points.map((point) => point.value));
  const lines = part.points.map(({ label, value }) => {
    const bar = '█'.repeat(Math.max(0, Math.round((value / most) * BAR)) || 0);
    return `${escapedLine(label, 60)} ${bar} ${numberText(value, language)}`;
  });
  return [`**${escapedLine(part.title, 150)}** (${escapedLine(part.unit, 60)})`, ...lines];
}

/** Said where something did not fit, with where all of it is. */
export const cutLine = (language: Language, href: string | null): string =>
  `-# ${discordWords[language].notAll}${href ? ` ${link(discordWords[language].seeAll, href)}` : ''}`;
