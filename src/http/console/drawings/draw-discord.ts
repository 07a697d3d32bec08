import { type Child, type Html, html } from '../html.ts';
import { ago } from './ago.ts';
import { inline, looksLinked, type Mark } from './inline.ts';
import { type Node, nodeOf, nodesOf, textOf } from './payload.ts';

/** https://docs.discord.com/developers/components/reference#component-object-component-types */
const TYPE = {
  row: 1,
  button: 2,
  select: 3,
  input: 4,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  separator: 14,
  container: 17,
  label: 18,
} as const;
const STYLES: Record<number, string> = { 1: ' drawn-primary', 3: ' drawn-primary', 4: ' drawn-danger' };

/** A message, or a form, of Discord's components, about as Discord shows it. `pictures` are the files sent with it. */
export function drawDiscord(payload: unknown, pictures: Readonly<Record<string, string>>): Html {
  const message = nodeOf(payload);
  const inside = nodesOf(message.components).map((one) => component(one, pictures));
  if (message.title === undefined) return html`<div class="drawn drawn-discord">${inside}</div>`;
  return html`<div class="drawn drawn-discord drawn-form"><p class="drawn-title">${textOf(message.title)}</p>${inside}<p class="drawn-row drawn-end"><span class="drawn-button">Cancel</span><span class="drawn-button drawn-primary">Submit</span></p></div>`;
}

function component(node: Node, pictures: Readonly<Record<string, string>>): Child {
  const inside = () => nodesOf(node.components).map((one) => component(one, pictures));
  switch (node.type) {
    case TYPE.container:
      return html`<div class="drawn-box ${accent(node.accent_color)}">${inside()}</div>`;
    case TYPE.text:
      return textOf(node.content).split('\n').map(line);
    case TYPE.section:
      return html`<div class="drawn-split"><div>${inside()}</div>${component(nodeOf(node.accessory), pictures)}</div>`;
    case TYPE.separator:
      return node.divider === false ? html`<div class="drawn-gap"></div>` : html`<hr>`;
    case TYPE.row:
      return html`<p class="drawn-row">${inside()}</p>`;
    case TYPE.button:
      return html`<span class="drawn-button${STYLES[Number(node.style)]}">${textOf(node.label)}</span>`;
    case TYPE.select: {
      const options = nodesOf(node.options);
      const chosen = options.filter((option) => option.default === true).map(({ label }) => textOf(label));
      return html`<span class="drawn-input">${chosen.join(', ') || textOf(node.placeholder) || '…'} ▾</span>`;
    }
    case TYPE.label:
      return html`<p class="drawn-label">${textOf(node.label)}</p>${component(nodeOf(node.component), pictures)}`;
    case TYPE.input:
      return html`<span class="drawn-input${node.style === 2 && ' drawn-tall'}">${textOf(node.value)}</span>`;
    case TYPE.gallery:
      return nodesOf(node.items).map((item) => picture(nodeOf(item.media), textOf(item.description), pictures));
    case TYPE.thumbnail:
      return picture(nodeOf(node.media), textOf(node.description), pictures);
    default:
      return html`<p class="drawn-quiet">[component ${String(node.type)}]</p>`;
  }
}

function picture(media: Node, words: string, pictures: Readonly<Record<string, string>>): Child {
  const data = pictures[textOf(media.url)];
  return data ? html`<img src="${data}" alt="${words}">` : html`<p class="drawn-quiet">[${words || 'picture'}]</p>`;
}

/** The bar beside a container, by the severity whose colour it has. */
function accent(colour: unknown): string {
  if (typeof colour !== 'number') return '';
  const [red, green, blue] = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255] as const;
  if (blue > red) return 'drawn-low';
  if (green > red * 0.6) return 'drawn-medium';
  return green > red * 0.35 ? 'drawn-high' : 'drawn-critical';
}

function line(text: string): Child {
  const heading = /^(#{1,3}) (.*)$/.exec(text);
  if (heading) return html`<p class="drawn-title">${inline(heading[2]!, MARKS)}</p>`;
  if (text.startsWith('-# ')) return html`<p class="drawn-quiet">${inline(text.slice(3), MARKS)}</p>`;
  if (text.startsWith('> ')) return html`<p class="drawn-quote">${inline(text.slice(2), MARKS)}</p>`;
  if (/^[-*] /.test(text)) return html`<p class="drawn-item">• ${inline(text.slice(2), MARKS)}</p>`;
  return text.trim() === '' ? null : html`<p>${inline(text, MARKS)}</p>`;
}

/** Discord's markdown, as far as messages of ours use it. */
const MARKS: readonly Mark[] = [
  { pattern: /\\([^A-Za-z0-9\s])/y, draw: (match) => match[1] },
  { pattern: /<t:(\d{1,13}):R>/y, draw: (match) => html`<span class="drawn-time">${ago(match[1]!)}</span>` },
  {
    pattern: /<t:(\d{1,13})(?::[a-zA-Z])?>/y,
    draw: (match) => html`<span class="drawn-time">${moment(match[1]!)}</span>`,
  },
  { pattern: /\[((?:\\.|[^\]\\])*)\]\((?:<[^>]*>|[^)\s]*)\)/y, draw: (match, inner) => looksLinked(inner(match[1]!)) },
  { pattern: /\*\*((?:\\.|[^*\\])+)\*\*/y, draw: (match, inner) => html`<strong>${inner(match[1]!)}</strong>` },
  { pattern: /(?<!\w)_((?:\\.|[^_\\])+)_(?!\w)/y, draw: (match, inner) => html`<em>${inner(match[1]!)}</em>` },
  { pattern: /\*((?:\\.|[^*\\])+)\*/y, draw: (match, inner) => html`<em>${inner(match[1]!)}</em>` },
  { pattern: /`([^`]+)`/y, draw: (match) => html`<code>${match[1]}</code>` },
];

const moment = (seconds: string): string =>
  `${new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
