import type { types } from '@slack/bolt';
import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import type { CardAction, CardPart } from '../../messages/card.ts';
import { slackWords } from '../../messages/catalogue/slack.ts';
import { severityBadgeText } from '../../messages/catalogue/terms.ts';
import { type AddressOf, answerTexts } from './answer-text.ts';
import { cut, escaped, lines, link, moment, packed } from './mrkdwn.ts';

/** Slack's own chart (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block). */
export interface ChartBlock {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; y_label?: string };
  };
}
export type SlackBlock = types.KnownBlock | ChartBlock;

export interface Drawing {
  language: Language;
  addressOf: AddressOf;
  /** Files of Slack that show a chart or an image. */
  pictures: ReadonlyMap<CardPart, string>;
  /** Nothing but text: when Slack would not take a picture or a chart. */
  plain: boolean;
  /** Action ids used so far in the message: each is used once. */
  used: Set<string>;
}

const SECTION = 3000;
const FACT = { count: 10, label: 200, value: 1700 };
const SHAPES: Record<Severity, string> = { low: '⚪', medium: '🟨', high: '🔶', critical: '🛑' };

/** How bad, by shape and by word. */
const mark = (severity: Severity, language: Language): string =>
  `${SHAPES[severity]} *${severityBadgeText(severity, language)}*`;

const section = (text: string): types.SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: cut(text, SECTION), verbatim: true },
});
export const quiet = (text: string): types.ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: cut(text, SECTION), verbatim: true }],
});
export const plainText = (text: string, limit: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: cut(lines(text).replaceAll('\n', ' '), limit) || '–',
  emoji: false,
});
export const sections = (texts: readonly string[]): SlackBlock[] => texts.map(section);

/** One part of a card as blocks, each within Slack's limits; none for an empty part. */
export function partBlocks(part: CardPart, drawing: Drawing): SlackBlock[] {
  const { language, addressOf, pictures, plain } = drawing;
  switch (part.kind) {
    case 'heading': {
      const words = [
        ...(part.severity ? [mark(part.severity, language)] : []),
        `*${link(part.url === undefined ? null : addressOf(part.url), cut(part.text, 1000)) || '–'}*`,
        ...(part.status ? [`_${cut(escaped(part.status), 200)}_`] : []),
      ];
      return [section(words.join(' · '))];
    }
    case 'text':
      return sections(answerTexts(part.text, { addressOf, limit: SECTION }));
    case 'facts':
      return chunks(part.facts, FACT.count).map((facts) => ({
        type: 'section',
        fields: facts.map((fact) => ({ type: 'mrkdwn', text: factText(fact), verbatim: true })),
      }));
    case 'list': {
      const rows = part.items.map((item) => listRow(item, drawing));
      if (part.more) rows.push(link(addressOf(part.more.url), cut(part.more.text, 500)));
      return sections(packed(rows, SECTION));
    }
    case 'evidence':
      return [quote(part, addressOf)];
    case 'image': {
      const file = pictures.get(part);
      if (file !== undefined && !plain) return [picture(file, part.alt)];
      return [quiet(link(addressOf(part.url), cut(part.alt, 1000)) || '–')];
    }
    case 'chart':
      return chart(part, drawing);
    case 'field':
      return [inputBlock(part, drawing.used, language)];
    case 'actions':
      return chunks(buttons(part.actions, drawing), 25).map((elements) => ({ type: 'actions', elements }));
    case 'context': {
      const when = part.at === undefined ? '' : moment(part.at);
      const words = [cut(escaped(part.text), 2800), when].filter(Boolean).join(' · ');
      return words === '' ? [] : [quiet(words)];
    }
  }
}

type Part<Kind extends CardPart['kind']> = Extract<CardPart, { kind: Kind }>;

function factText({ label, value, at }: Part<'facts'>['facts'][number]): string {
  const when = at === undefined ? '' : moment(at, '{ago}');
  const words = [cut(escaped(value), FACT.value), when].filter(Boolean).join(', ');
  return cut(`*${cut(escaped(label), FACT.label) || '–'}*\n${words || '–'}`, 2000);
}

function listRow(item: Part<'list'>['items'][number], { language, addressOf }: Drawing): string {
  const address = item.url === undefined ? null : addressOf(item.url);
  const text = cut(item.text, 1200);
  const words = [
    ...(item.severity ? [mark(item.severity, language)] : []),
    ...(item.ref ? [link(address, cut(item.ref, 100)), escaped(text)] : [link(address, text)]),
  ].filter(Boolean);
  const when = item.at === undefined ? '' : moment(item.at);
  return `• ${words.join(' ')}${when && ` · ${when}`}`;
}

/** Quoted text as rich text, in which nothing is ever read as mark-up. */
function quote({ quote: text, origin, url }: Part<'evidence'>, addressOf: AddressOf): types.RichTextBlock {
  const address = url === undefined ? null : addressOf(url);
  const from = cut(lines(origin), 300);
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_quote', elements: [{ type: 'text', text: cut(lines(text), 2500) || '–' }] },
      {
        type: 'rich_text_section',
        elements: [
          address === null
            ? { type: 'text', text: from || '–', style: { italic: true } }
            : { type: 'link', url: address, text: from || address },
        ],
      },
    ],
  };
}

const picture = (file: string, alt: string, title?: string): types.ImageBlock => ({
  type: 'image',
  slack_file: { id: file },
  alt_text: cut(lines(alt), 2000) || '–',
  ...(title ? { title: plainText(title, 2000) } : {}),
});

function chart(part: Part<'chart'>, { pictures, plain }: Drawing): SlackBlock[] {
  const said = part.points.map((point) => `${point.label} ${point.value}`).join(', ');
  const file = pictures.get(part);
  if (file !== undefined && !plain) return [picture(file, `${part.title}: ${said} ${part.unit}`, part.title)];
  const labels = part.points.map((point) => cut(lines(point.label), 20));
  const drawable =
    !plain &&
    labels.length >= 1 &&
    labels.length <= 20 &&
    new Set(labels).size === labels.length &&
    labels.every((label) => label !== '') &&
    part.points.every((point) => Number.isFinite(point.value)) &&
    lines(part.title) !== '';
  if (drawable) {
    const unit = cut(lines(part.unit), 20);
    const data = part.points.map((point, index) => ({ label: labels[index]!, value: point.value }));
    const series = [{ name: unit || '–', data }];
    const axis = { categories: labels, ...(unit ? { y_label: unit } : {}) };
    const title = cut(lines(part.title), 50);
    return [{ type: 'data_visualization', title, chart: { type: 'bar', series, axis_config: axis } }];
  }
  const unit = escaped(cut(part.unit, 100));
  const rows = part.points.map((point) => `• ${escaped(cut(point.label, 200))}: ${point.value} ${unit}`);
  return sections(packed([`*${escaped(cut(part.title, 500)) || '–'}*`, ...rows], SECTION));
}

/** Buttons of a card; what Slack could not carry whole is left out rather than carried wrong. */
function buttons(actions: readonly CardAction[], { language, addressOf, used }: Drawing): types.Button[] {
  return actions.flatMap((action): types.Button[] => {
    const text = plainText(action.label, 75);
    if (action.url !== undefined) {
      const url = addressOf(action.url);
      return url === null ? [] : [{ type: 'button', text, url, action_id: once('link', used) }];
    }
    if (action.id === '' || action.id.length > 200 || action.value.length > 2000) return [];
    return [
      {
        type: 'button',
        text,
        action_id: once(action.id, used),
        // an empty value is not allowed; none comes back as an empty one
        ...(action.value === '' ? {} : { value: action.value }),
        ...(action.style ? { style: action.style } : {}),
        ...(action.confirm ? { confirm: confirmation(action, language) } : {}),
      },
    ];
  });
}

function confirmation(action: CardAction, language: Language): types.ConfirmationDialog {
  const words = slackWords[language];
  return {
    title: plainText(words.sure, 100),
    text: plainText(action.confirm!, 300),
    confirm: plainText(action.label, 30),
    deny: plainText(words.cancel, 30),
    ...(action.style ? { style: action.style } : {}),
  };
}

/** What stands behind an id so that it stands once in a message; parse.ts takes it off. */
function once(id: string, used: Set<string>): string {
  let unique = id;
  for (let count = 2; used.has(unique); count++) unique = `${id}#${count}`;
  used.add(unique);
  return unique;
}

/** The input of a form or of a card; its name stands in `block_id`. */
function inputBlock(part: Part<'field'>, used: Set<string>, language: Language): types.InputBlock {
  const all = part.options ?? [];
  const options = all.filter((option) => option.value !== '' && option.value.length <= 150).slice(0, 100);
  const drawn = options.map((option) => ({ text: plainText(option.label, 75), value: option.value }));
  const initial = drawn.find((option) => option.value === part.value);
  const several = part.input === 'several' && drawn.length > 0;
  const ticked = new Set(several ? part.value?.split(',') : []);
  const select = part.input === 'select' && drawn.length > 0;
  const left = (select || several) && options.length < all.length;
  return {
    type: 'input',
    block_id: once(`field:${cut(part.name, 200)}`, used),
    label: plainText(part.label, 2000),
    optional: part.required !== true,
    ...(left ? { hint: plainText(slackWords[language].fewerOptions(options.length, all.length), 2000) } : {}),
    element: several
      ? {
          type: 'multi_static_select',
          action_id: 'field',
          options: drawn,
          ...(drawn.some(({ value }) => ticked.has(value))
            ? { initial_options: drawn.filter(({ value }) => ticked.has(value)) }
            : {}),
        }
      : select
        ? { type: 'static_select', action_id: 'field', options: drawn, ...(initial ? { initial_option: initial } : {}) }
        : {
            type: 'plain_text_input',
            action_id: 'field',
            multiline: part.input === 'multiline',
            max_length: 3000,
            ...(part.value ? { initial_value: cut(part.value, 3000) } : {}),
          },
  };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
}
