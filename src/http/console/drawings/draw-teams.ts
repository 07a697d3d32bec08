import { type Child, type Html, html } from '../html.ts';
import { inline, lineBreaks, looksLinked, type Mark } from './inline.ts';
import { type Node, nodeOf, nodesOf, textOf } from './payload.ts';

/** An activity with an Adaptive Card, or a form, about as Teams shows it. */
export function drawTeams(payload: unknown): Html {
  const activity = nodeOf(payload);
  if (activity.card !== undefined)
    return html`<div class="drawn drawn-teams drawn-form"><p class="drawn-title">${textOf(activity.title)}</p>${card(nodeOf(activity.card))}</div>`;
  const text = textOf(activity.text);
  return html`<div class="drawn drawn-teams">${text !== '' && html`<p>${words(text)}</p>`}${nodesOf(activity.attachments).map((one) => card(nodeOf(one.content)))}</div>`;
}

const card = (node: Node): Child =>
  html`<div class="drawn-card">${nodesOf(node.body).map(element)}${buttons(node.actions)}</div>`;

function element(node: Node): Child {
  const inside = () => nodesOf(node.items).map(element);
  switch (node.type) {
    case 'TextBlock':
      return html`<p class="${textClass(node)}">${words(textOf(node.text))}</p>`;
    case 'Container':
      return html`<div class="${CONTAINERS[textOf(node.style)] ?? ''}">${inside()}</div>`;
    case 'ColumnSet':
      return html`<div class="drawn-split">${nodesOf(node.columns).map((column) => html`<div>${nodesOf(column.items).map(element)}</div>`)}</div>`;
    case 'FactSet':
      return html`<div class="drawn-facts">${nodesOf(node.facts).map((fact) => html`<p><strong>${words(textOf(fact.title))}</strong> <span>${words(textOf(fact.value))}</span></p>`)}</div>`;
    case 'Table':
      return html`<div class="drawn-lines">${nodesOf(node.rows).map((row) => html`<div class="drawn-split">${nodesOf(row.cells).map((cell) => html`<div>${nodesOf(cell.items).map(element)}</div>`)}</div>`)}</div>`;
    case 'Image':
      return textOf(node.url).startsWith('data:image/')
        ? html`<img src="${textOf(node.url)}" alt="${textOf(node.altText)}">`
        : html`<p class="drawn-quiet">[${textOf(node.altText) || 'picture'}]</p>`;
    case 'ActionSet':
      return buttons(node.actions);
    case 'Input.Text':
      return html`<p class="drawn-label">${textOf(node.label)}</p><span class="drawn-input${node.isMultiline === true && ' drawn-tall'}">${textOf(node.value)}</span>`;
    case 'Input.ChoiceSet': {
      const all = nodesOf(node.choices);
      const ticked = new Set(textOf(node.value).split(','));
      if (node.isMultiSelect === true)
        return html`<p class="drawn-label">${textOf(node.label)}</p>${all.map((choice) => html`<p class="drawn-item">${ticked.has(textOf(choice.value)) ? '☑' : '☐'} ${textOf(choice.title)}</p>`)}`;
      const chosen = all.find((choice) => choice.value === node.value);
      return html`<p class="drawn-label">${textOf(node.label)}</p><span class="drawn-input">${textOf(chosen?.title) || '…'} ▾</span>`;
    }
    default:
      return html`<p class="drawn-quiet">[${textOf(node.type)}]</p>`;
  }
}

const CONTAINERS: Record<string, string> = {
  emphasis: 'drawn-sunken',
  attention: 'drawn-band drawn-critical',
  warning: 'drawn-band drawn-medium',
  accent: 'drawn-band drawn-low',
  good: 'drawn-band',
};

const textClass = ({ weight, size, isSubtle, style }: Node): string =>
  [
    (style === 'heading' || size === 'medium' || size === 'large') && 'drawn-title',
    weight === 'bolder' && 'drawn-bold',
    isSubtle === true && 'drawn-quiet',
  ]
    .filter(Boolean)
    .join(' ');

function buttons(actions: unknown): Child {
  const all = nodesOf(actions);
  if (all.length === 0) return null;
  const [first, later] = [all.filter((one) => one.mode !== 'secondary'), all.filter((one) => one.mode === 'secondary')];
  return html`<p class="drawn-row">${first.map((one) => html`<span class="drawn-button${one.style === 'positive' ? ' drawn-primary' : one.style === 'destructive' && ' drawn-danger'}">${textOf(one.title)}${one.type === 'Action.ShowCard' && ' ▾'}</span>`)}${later.length > 0 && html`<span class="drawn-button">… ${later.map(({ title }) => textOf(title)).join(', ')}</span>`}</p>`;
}

const words = (text: string): Child =>
  lineBreaks(
    text
      .split(/\n+/)
      .filter((one) => one.trim() !== '')
      .map((one) => inline(one, MARKS)),
  );

/** Markdown as Adaptive Cards have it. */
const MARKS: readonly Mark[] = [
  // a moment, which Teams shows in the zone of whoever looks
  {
    pattern: /\{\{(DATE|TIME)\(([^,)}]+)(?:,[^)}]*)?\)\}\}/y,
    draw: ([, what, at]) => html`<span class="drawn-time">${moment(at!, what === 'DATE')}</span>`,
  },
  { pattern: /\\([^A-Za-z0-9\s])/y, draw: (match) => match[1] },
  { pattern: /&(amp|lt|gt|quot|#39|nbsp);/y, draw: (match) => ENTITIES[match[1]!] },
  { pattern: /\[((?:\\.|[^\]\\])*)\]\([^)\s]*\)/y, draw: (match, inner) => looksLinked(inner(match[1]!)) },
  { pattern: /\*\*((?:\\.|[^*\\])+)\*\*/y, draw: (match, inner) => html`<strong>${inner(match[1]!)}</strong>` },
  { pattern: /(?<!\w)_((?:\\.|[^_\\])+)_(?!\w)/y, draw: (match, inner) => html`<em>${inner(match[1]!)}</em>` },
];
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

function moment(at: string, day: boolean): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const iso = date.toISOString();
  return day ? iso.slice(0, 10) : `${iso.slice(11, 16)} UTC`;
}
