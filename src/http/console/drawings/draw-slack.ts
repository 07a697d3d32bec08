import { barRows } from '../chart.ts';
import { type Child, type Html, html } from '../html.ts';
import { ago } from './ago.ts';
import { inline, lineBreaks, looksLinked, type Mark } from './inline.ts';
import { type Node, nodeOf, nodesOf, textOf } from './payload.ts';
import { SLACK_SIGN, slackSign } from './slack-signs.ts';

/** A message, or a form, of Slack's Block Kit, about as Slack shows it. */
export function drawSlack(payload: unknown): Html {
  const message = nodeOf(payload);
  const blocks = nodesOf(message.blocks).map(block);
  if (message.type !== 'modal') return html`<div class="drawn drawn-slack">${blocks}</div>`;
  return html`<div class="drawn drawn-slack drawn-form"><p class="drawn-title">${plain(message.title)}</p>${blocks}<p class="drawn-row drawn-end">${button(plain(message.close), '')}${button(plain(message.submit), 'primary')}</p></div>`;
}

function block(node: Node): Child {
  switch (node.type) {
    case 'section':
      return html`${node.text !== undefined && html`<p>${words(node.text)}</p>`}${node.fields !== undefined && html`<div class="drawn-fields">${nodesOf(node.fields).map((field) => html`<p>${words(field)}</p>`)}</div>`}`;
    case 'context':
      return html`<p class="drawn-quiet">${nodesOf(node.elements).map((one, index) => [index > 0 && ' ', words(one)])}</p>`;
    case 'header':
      return html`<p class="drawn-title">${plain(node.text)}</p>`;
    case 'divider':
      return html`<hr>`;
    case 'actions':
      return html`<p class="drawn-row">${nodesOf(node.elements).map(element)}</p>`;
    case 'rich_text':
      return nodesOf(node.elements).map(rich);
    case 'image':
      return html`<p class="drawn-quiet">[${textOf(node.alt_text) || 'picture'}]</p>`;
    case 'input':
      return html`<p class="drawn-label">${plain(node.label)}${node.optional === true && html` <span class="drawn-quiet">(optional)</span>`}</p>${element(nodeOf(node.element))}`;
    case 'data_visualization':
      return chart(node);
    default:
      return html`<p class="drawn-quiet">[${textOf(node.type)}]</p>`;
  }
}

function element(node: Node): Child {
  switch (node.type) {
    case 'button':
      return button(plain(node.text), textOf(node.style));
    case 'static_select':
    case 'overflow':
      return html`<span class="drawn-input">${plain(nodeOf(node.initial_option).text) || plain(node.placeholder) || '…'} ▾</span>`;
    case 'multi_static_select':
      return html`<span class="drawn-input">${
        nodesOf(node.initial_options)
          .map((one) => plain(one.text))
          .join(', ') || '…'
      } ▾</span>`;
    case 'plain_text_input':
      return html`<span class="drawn-input${node.multiline === true && ' drawn-tall'}">${textOf(node.initial_value)}</span>`;
    default:
      return html`<span class="drawn-input">[${textOf(node.type)}]</span>`;
  }
}

function rich(node: Node): Child {
  const inner = nodesOf(node.elements).map((one) =>
    one.type === 'link' ? looksLinked(textOf(one.text) || textOf(one.url)) : lineBreaks(textOf(one.text).split('\n')),
  );
  return node.type === 'rich_text_quote' ? html`<p class="drawn-quote">${inner}</p>` : html`<p>${inner}</p>`;
}

function chart(node: Node): Child {
  const { series } = nodeOf(node.chart);
  const [first] = nodesOf(series);
  const bars = nodesOf(first?.data).map(({ label, value }) => ({
    label: textOf(label),
    value: Number(value),
    of: null,
  }));
  return barRows({ title: textOf(node.title), unit: textOf(first?.name), bars });
}

const button = (label: Child, style: string): Child =>
  html`<span class="drawn-button${style && ` drawn-${style === 'primary' ? 'primary' : 'danger'}`}">${label}</span>`;

const plain = (node: unknown): string => textOf(nodeOf(node).text);

function words(node: unknown): Child {
  const { type, text } = nodeOf(node);
  if (type === 'plain_text') return textOf(text);
  return lineBreaks(
    textOf(text)
      .split('\n')
      .map((line) => inline(line, MARKS)),
  );
}

/** Slack's mrkdwn (https://docs.slack.dev/messaging/formatting-message-text). */
const MARKS: readonly Mark[] = [
  { pattern: SLACK_SIGN, draw: ([sign]) => slackSign(sign!) },
  { pattern: /<!date\^(\d+)\^\{ago\}\|[^>]*>/y, draw: (match) => ago(match[1]!) },
  { pattern: /<!date\^\d+\^[^|>]*\|([^>]*)>/y, draw: (match, inner) => inner(match[1]!) },
  { pattern: /<(?:https?:|mailto:)[^|>]*(?:\|([^>]*))?>/y, draw: (match, inner) => looksLinked(inner(match[1] ?? '')) },
  { pattern: /&(amp|lt|gt);/y, draw: (match) => ({ amp: '&', lt: '<', gt: '>' })[match[1]!] },
  // a sign that something unseen stands behind opens nothing
  { pattern: /`([^`\u2060][^`]*)`/y, draw: (match, inner) => html`<code>${inner(match[1]!)}</code>` },
  {
    pattern: /\*([^*\s\u2060](?:[^*]*[^*\s])?)\*/y,
    draw: (match, inner) => html`<strong>${inner(match[1]!)}</strong>`,
  },
  {
    pattern: /(?<!\w)_([^_\s\u2060](?:[^_]*[^_\s])?)_(?!\w)/y,
    draw: (match, inner) => html`<em>${inner(match[1]!)}</em>`,
  },
  { pattern: /~([^~\s\u2060](?:[^~]*[^~\s])?)~/y, draw: (match, inner) => html`<s>${inner(match[1]!)}</s>` },
];
