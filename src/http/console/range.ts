import type { Request } from 'express';
import { type Html, html } from './html.ts';
import { queryText } from './visit.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Before anything that was ever logged. */
const EVER = '1970-01-01';

/** The range somebody asked for, in the words `parseRange` reads: two picked days go before what was typed. */
export function askedRange(request: Request): string {
  const [first, last] = ['first_day', 'last_day'].map((name) => queryText(request, name, 10)).map(dayOr);
  return first || last ? `${first || EVER}/${last}` : queryText(request, 'range', 100);
}

const dayOr = (text: string): string => (DAY.test(text) ? text : '');

/** One input for words, and two days to pick instead. */
export function rangeInputs(range: string): Html {
  const [first = '', last = ''] = range.split('/').map(dayOr);
  return html`<label>When<input name="range" value="${range}" list="ranges" placeholder="yesterday" maxlength="100"></label>
<label>From day<input type="date" name="first_day" value="${first === EVER ? '' : first}"></label><label>To day<input type="date" name="last_day" value="${last}"></label>
<datalist id="ranges">${SUGGESTED.map((each) => html`<option value="${each}"></option>`)}</datalist>`;
}

const SUGGESTED = [
  'last_hour',
  'last_24h',
  'today',
  'yesterday',
  'last_night',
  'last_7d',
  'this_week',
  'last_week',
  'last_30d',
  'this_month',
  'last_month',
];

export const rangeProblem = (range: string): Html =>
  html`“${range}” is no time I can read. Write <code>yesterday</code>, <code>last_7d</code> or <code>2015-12-10</code>, or pick days; <a href="/help/asking#how-do-i-say-a-time">all ways to write a time</a>.`;
