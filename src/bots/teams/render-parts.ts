import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import type { CardPart } from '../../messages/card.ts';
import { teamsWords } from '../../messages/catalogue/teams.ts';
import { severityBadgeText } from '../../messages/catalogue/terms.ts';
import type { Element } from './adaptive-card.ts';
import { type AddressOf, link, plain, plainLines } from './markup.ts';
import { renderField } from './render-form.ts';

export interface Frame {
  addressOf: AddressOf;
  opensForm: (action: string) => boolean;
  /** Charts drawn beforehand, as `data:` addresses; the others are shown in numbers. */
  pictures?: ReadonlyMap<CardPart, string>;
  /** Whoever sees it gets a view of their own; the first sixty of these accounts, or everybody in a small conversation. */
  refresh?: { userIds?: string[] };
}

type Part<Kind extends CardPart['kind']> = Extract<CardPart, { kind: Kind }>;

/** How much of a card is shown, from all of it to what fits whatever it is. */
export interface Detail {
  text: number;
  rows: number;
  parts: number;
  pictures: boolean;
}
/** One part of a card, except its buttons. */
export function renderPart(
  part: Exclude<CardPart, Part<'actions'>>,
  frame: Frame,
  detail: Detail,
  language: Language,
): Element[] {
  switch (part.kind) {
    case 'heading':
      return [heading(part, frame, detail, language)];
    case 'text':
      return block(plainLines(cut(part.text, detail.text)));
    case 'facts': {
      const facts = part.facts.slice(0, detail.rows).map(({ label, value }) => ({
        title: plain(oneLine(label, 60)) || '–',
        value: plainLines(cut(value, Math.min(detail.text, 1000))) || '–',
      }));
      return facts.length > 0 ? [{ type: 'FactSet', facts }] : [];
    }
    case 'list':
      return list(part, frame, detail, language);
    case 'evidence':
      return [
        {
          type: 'Container',
          style: 'emphasis',
          items: [
            ...block(plainLines(cut(part.quote, detail.text))),
            {
              type: 'TextBlock',
              text: link(oneLine(part.origin, 120), addressOr(part.url, frame)),
              wrap: true,
              isSubtle: true,
              size: 'small',
              spacing: 'none',
            },
          ],
        },
      ];
    case 'image':
      return image(part, frame, detail);
    case 'chart':
      return chart(part, frame, detail);
    case 'field':
      return [renderField(part, language, { text: detail.text, choices: Math.min(detail.rows, 60) })];
    case 'context':
      return [
        {
          type: 'TextBlock',
          text: `${plainLines(cut(part.text, Math.min(detail.text, 1000)))}${when(part.at)}`,
          wrap: true,
          isSubtle: true,
          size: 'small',
        },
      ];
  }
}

const addressOr = (url: string | undefined, frame: Frame): string | null =>
  url === undefined ? null : frame.addressOf(url);

const block = (text: string): Element[] => (text ? [{ type: 'TextBlock', text, wrap: true }] : []);

/** Cut after so many characters, where nothing is cut in two. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const letters = [...cleanText(text.slice(0, limit * 2))];
  return letters.length <= limit
    ? letters.join('')
    : `${letters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}

/** A moment as Teams shows it in each reader's own zone. */
function when(at: string | undefined): string {
  const date = at === undefined ? null : new Date(at);
  if (!date || Number.isNaN(date.getTime())) return '';
  const moment = `${date.toISOString().slice(0, 19)}Z`;
  return ` · {{DATE(${moment}, SHORT)}} {{TIME(${moment})}}`;
}

/** Severity by colour, shape and word. */
const SHAPES: Record<Severity, string> = { low: '○', medium: '◆', high: '▲', critical: '⬣' };
const COLOURS = { low: undefined, medium: 'warning', high: 'attention', critical: 'attention' } as const;
const STYLES = { low: 'emphasis', medium: 'warning', high: 'attention', critical: 'attention' } as const;

const badge = (severity: Severity, language: Language): string =>
  `${SHAPES[severity]} ${severityBadgeText(severity, language)}`;

function heading(part: Part<'heading'>, frame: Frame, detail: Detail, language: Language): Element {
  const title: Element = {
    type: 'TextBlock',
    text: link(oneLine(part.text, Math.min(detail.text, 300)), addressOr(part.url, frame)),
    wrap: true,
    size: 'medium',
    weight: 'bolder',
    style: 'heading',
    ...(part.severity || part.status ? { spacing: 'small' as const } : {}),
  };
  if (!part.severity && !part.status) return title;
  const colour = part.severity && COLOURS[part.severity];
  const columns = [
    ...(part.severity
      ? [
          column('stretch', {
            type: 'TextBlock',
            text: badge(part.severity, language),
            wrap: true,
            weight: 'bolder',
            size: 'small',
            ...(colour ? { color: colour } : {}),
          }),
        ]
      : []),
    ...(part.status
      ? [
          column('auto', {
            type: 'TextBlock',
            text: plain(oneLine(part.status, 60)),
            wrap: true,
            size: 'small',
            isSubtle: true,
          }),
        ]
      : []),
  ];
  return {
    type: 'Container',
    style: part.severity ? STYLES[part.severity] : 'default',
    bleed: true,
    items: [{ type: 'ColumnSet', columns }, title],
  };
}

const column = (width: 'auto' | 'stretch', item: Element) => ({ type: 'Column' as const, width, items: [item] });

function list(part: Part<'list'>, frame: Frame, detail: Detail, language: Language): Element[] {
  const rows: Element[] = part.items.slice(0, detail.rows).map((item, index) => {
    const url = addressOr(item.url, frame);
    const text = oneLine(item.text, Math.min(detail.text, 400));
    const words = [
      ...(item.severity ? [badge(item.severity, language)] : []),
      ...(item.ref ? [link(item.ref, url)] : []),
      item.ref ? plain(text) : link(text, url),
    ];
    return {
      type: 'TextBlock',
      text: `${words.join(' ')}${when(item.at)}`,
      wrap: true,
      ...(index > 0 ? { spacing: 'small' as const } : {}),
    };
  });
  const more = part.more ? frame.addressOf(part.more.url) : null;
  if (part.more) rows.push(...block(link(oneLine(part.more.text, 120), more)));
  else if (part.items.length > detail.rows) rows.push(...block(plain(teamsWords[language].notAll)));
  return rows;
}

function image(part: Part<'image'>, frame: Frame, detail: Detail): Element[] {
  const alt = oneLine(part.alt, 200) || '…';
  const drawn = detail.pictures ? frame.pictures?.get(part) : undefined;
  if (drawn) return [{ type: 'Image', url: drawn, altText: alt, size: 'stretch' }];
  // what lies behind our sign-in cannot be fetched by Teams: the words lead there
  return block(link(alt, frame.addressOf(part.url)));
}

/** As a picture where one was drawn and fits, else the numbers with bars of their own. */
function chart(part: Part<'chart'>, frame: Frame, detail: Detail): Element[] {
  const title: Element = { type: 'TextBlock', text: plain(oneLine(part.title, 120)), wrap: true, weight: 'bolder' };
  const drawn = detail.pictures ? frame.pictures?.get(part) : undefined;
  const points = part.points.slice(-Math.min(detail.rows, 31));
  if (drawn) {
    const words = points.map((point) => `${point.label} ${point.value}`).join(', ');
    return [
      title,
      { type: 'Image', url: drawn, altText: oneLine(`${part.title}: ${words} ${part.unit}`, 500), size: 'stretch' },
    ];
  }
  if (points.length === 0) return [title];
  const most = Math.max(1, ...points.map((point) => point.value));
  const cell = (text: string) => ({
    type: 'TableCell' as const,
    items: [{ type: 'TextBlock' as const, text, wrap: true as const }],
  });
  return [
    title,
    {
      type: 'Table',
      columns: [{ width: 1 }, { width: 2 }],
      firstRowAsHeader: false,
      showGridLines: false,
      rows: points.map((point) => ({
        type: 'TableRow',
        cells: [
          cell(plain(oneLine(point.label, 60)) || '–'),
          cell(
            `${'▇'.repeat(Math.max(0, Math.min(20, Math.round((20 * point.value) / most))))} ${plain(String(point.value))} ${plain(oneLine(part.unit, 40))}`.trim(),
          ),
        ],
      })),
    },
  ];
}
