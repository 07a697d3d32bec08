import type { Language } from '../../domain/language.ts';
import type { Card, CardAction, CardPart } from '../../messages/card.ts';
import { barRows } from './chart.ts';
import { breakable, type Child, flag, type Html, html, safeUrl } from './html.ts';
import { severityBadge, severityMark } from './icons.ts';
import { ago, type Clock, relative } from './time.ts';

export interface CardFrame {
  clock: Clock;
  /** The page the reader is on; a button pressed without scripts brings them back to it. */
  back: string;
  /** Lists stand unfolded. */
  unfolded?: boolean;
}

type Part<Kind extends CardPart['kind']> = Extract<CardPart, { kind: Kind }>;

/** A card as the console draws it. Pure: the same card, clock and page give the same markup. */
export function renderCard(card: Card, frame: CardFrame): Html {
  const heading = card.parts.find((part): part is Part<'heading'> => part.kind === 'heading');
  const formId = `card-${card.key.replace(/[^A-Za-z0-9]+/g, '-')}`;
  const { language } = card;
  const draw = (parts: CardPart[]): Child => parts.map((part) => drawPart(part, frame, formId, language));
  const lang = language && html` lang="${language}"`;
  if (heading && isList(card))
    return html`<details class="card card-fold" data-card="${card.key}"${lang}${flag('open', frame.unfolded === true)}><summary>${heading.text}</summary>${draw(card.parts.filter((part) => part !== heading))}</details>`;
  return html`<article class="card${heading?.severity && ` card-${heading.severity}`}" data-card="${card.key}"${lang}${heading && html` aria-label="${heading.text}"`}>${draw(card.parts)}</article>`;
}

/** A list with nothing to press is the long form of what the answer says already: it is folded until someone wants it. */
const isList = (card: Card): boolean =>
  card.parts.some((part) => part.kind === 'list') &&
  !card.parts.some((part) => part.kind === 'actions' || part.kind === 'chart' || part.kind === 'field');

function drawPart(part: CardPart, frame: CardFrame, formId: string, language?: Language): Child {
  switch (part.kind) {
    case 'heading':
      return html`<header class="card-head">${part.severity && severityBadge(part.severity, language)}${part.status && html`<span class="status">${part.status}</span>`}<h2>${part.url ? html`<a href="${safeUrl(part.url)}">${breakable(part.text)}</a>` : breakable(part.text)}</h2></header>`;
    case 'text':
      return html`<p>${lines(part.text)}</p>`;
    case 'facts':
      return html`<dl class="facts">${part.facts.map((fact) => html`<div><dt>${fact.label}</dt><dd>${fact.at ? when(fact.at, fact.value, frame.clock, language) : breakable(fact.value)}</dd></div>`)}</dl>`;
    case 'list':
      return drawList(part, frame.clock, language);
    case 'evidence':
      return html`<figure class="quote"><blockquote>${part.quote}</blockquote><figcaption>${part.url ? html`<a href="${safeUrl(part.url)}">${part.origin}</a>` : part.origin}</figcaption></figure>`;
    case 'image':
      return html`<img class="card-image" src="${safeUrl(part.url)}" alt="${part.alt}" loading="lazy">`;
    case 'chart':
      return barRows({
        title: part.title,
        unit: part.unit,
        bars: part.points.map((point) => ({ ...point, of: null })),
      });
    case 'field':
      return drawField(part, formId);
    case 'actions':
      return drawActions(part.actions, frame, formId);
    case 'context':
      return html`<p class="quiet">${part.text}${part.at && html` · ${ago(new Date(part.at), frame.clock, language)}`}</p>`;
  }
}

const lines = (text: string): Child =>
  text.split('\n').map((line, index) => [index > 0 && html`<br>`, breakable(line)]);

/** The words of the view with the machine's time behind them; an unreadable time leaves the words alone. */
function when(at: string, words: string, clock: Clock, language?: Language): Child {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return words;
  return words === ''
    ? ago(date, clock, language)
    : html`<time datetime="${date.toISOString()}" title="${relative(date, clock, language)}">${words}</time>`;
}

function drawList(part: Part<'list'>, clock: Clock, language?: Language): Html {
  const items = part.items.map((item) => {
    const reference =
      item.ref &&
      (item.url
        ? html`<a class="ref" href="${safeUrl(item.url)}">${item.ref}</a> `
        : html`<span class="ref">${item.ref}</span> `);
    return html`<li>${item.severity && severityMark(item.severity, language)}<span>${reference}${!item.ref && item.url ? html`<a href="${safeUrl(item.url)}">${breakable(item.text)}</a>` : breakable(item.text)}</span>${item.at && html`<span class="list-when">${when(item.at, '', clock, language)}</span>`}</li>`;
  });
  return html`<ul class="card-list">${items}</ul>${part.more && html`<p class="quiet"><a href="${safeUrl(part.more.url)}">${part.more.text}</a></p>`}`;
}

/** An input of the card; it is sent by the card's first button. */
function drawField(part: Part<'field'>, formId: string): Html {
  const id = `${formId}-${part.name}`;
  if (part.input === 'several') {
    const ticked = new Set(part.value?.split(','));
    return html`<fieldset class="field"><legend>${part.label}</legend>${(part.options ?? []).map((option) => html`<label><input type="checkbox" name="${part.name}" value="${option.value}" form="${formId}"${flag('checked', ticked.has(option.value))}> ${option.label}</label>`)}</fieldset>`;
  }
  const common = html` id="${id}" name="${part.name}" form="${formId}"${flag('required', part.required === true)}`;
  const input =
    part.input === 'multiline'
      ? html`<textarea rows="3"${common}>${part.value}</textarea>`
      : part.input === 'select'
        ? html`<select${common}>${(part.options ?? []).map((option) => html`<option value="${option.value}"${flag('selected', option.value === part.value)}>${option.label}</option>`)}</select>`
        : html`<input type="text" value="${part.value}"${common}>`;
  return html`<div class="field"><label for="${id}">${part.label}</label>${input}</div>`;
}

/** A row of buttons; pages use it for what stands outside a card. `formId` names the form that sends the card's fields. */
export function drawActions(actions: CardAction[], frame: CardFrame, formId: string | null): Html {
  const first = actions.find((action) => !action.url);
  return html`<div class="actions">${actions.map((action) => drawAction(action, frame, action === first ? formId : null))}</div>`;
}

/**
 * A button is a form of its own, so that it works without scripts. What it would ask first (`confirm`) is asked in a
 * dialog where scripts run and on a page of its own where not.
 */
function drawAction(action: CardAction, frame: CardFrame, formId: string | null): Html {
  const look = action.style === 'primary' ? '' : action.style === 'danger' ? 'danger outline' : 'secondary outline';
  if (action.url) return html`<a role="button" class="${look}" href="${safeUrl(action.url)}">${action.label}</a>`;
  return html`<form method="post" action="/console/actions" data-action${formId && html` id="${formId}"`}>
<input type="hidden" name="id" value="${action.id}"><input type="hidden" name="value" value="${action.value}"><input type="hidden" name="back" value="${frame.back}">${action.confirm && html`<input type="hidden" name="ask" value="${action.confirm}"><input type="hidden" name="label" value="${action.label}">`}
<button class="${look}">${action.label}</button></form>`;
}
