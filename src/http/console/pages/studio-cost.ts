import { LIMIT_KEYS, type Micros, type ModelLimits, type ModelPrice } from '../../../domain/model-budget.ts';
import type { SeenModelBudget } from '../../../pipeline/model-budget.ts';
import { type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { dollars, number, plural } from '../words.ts';
import { studioTabs } from './studio-tabs.ts';

export interface StudioCostView {
  /** As in LLM_MODEL. */
  model: string;
  /** Undefined where it is not known. */
  price: ModelPrice | undefined;
  most: ModelLimits;
  seen: SeenModelBudget;
}

const MILLION = 1_000_000;

/** What the fields of the form are called. */
export const BUDGET_FIELDS: Record<keyof ModelLimits, string> = {
  turnTokens: 'turn_tokens',
  turnMicros: 'turn_usd',
  memberTokens: 'member_tokens',
  memberMicros: 'member_usd',
  dailyTokens: 'daily_tokens',
  dailyMicros: 'daily_usd',
};
const OF: Record<keyof ModelLimits, string> = {
  turnTokens: 'One question, tokens',
  turnMicros: 'One question, US dollars',
  memberTokens: 'One member a day, tokens',
  memberMicros: 'One member a day, US dollars',
  dailyTokens: 'Everybody a day, tokens',
  dailyMicros: 'Everybody a day, US dollars',
};
const isMoney = (key: keyof ModelLimits): boolean => key.endsWith('Micros');
const amount = (key: keyof ModelLimits, value: number): string =>
  isMoney(key) ? dollars(value) : `${number(value)} tokens`;

/** "What does it cost?": today against its limits, by whom, the last two weeks, and the limits themselves. */
export function studioCostPage(view: StudioCostView): Html {
  const { model, price, seen } = view;
  const { used, limits, timeZone } = seen;
  const offline = model === 'offline';
  return html`${pageHead({
    title: 'What does it cost?',
    lead: offline
      ? 'No language model is set up, so questions cost nothing.'
      : html`${model}: ${price ? `${dollars(price.input * MILLION)} for a million tokens read, ${dollars(price.output * MILLION)} written` : 'its price is not known (LLM_PRICES), so tokens are counted and no money'}. Days are those of ${timeZone}.`,
  })}
${studioTabs('cost')}
<section class="panel" aria-labelledby="today-title"><h2 id="today-title">Today: ${number(used.tokens)} tokens${used.micros > 0 && `, ${dollars(used.micros)}`}</h2>${gauge('tokens', used.tokens, limits.dailyTokens, number)}${gauge('money', used.micros, limits.dailyMicros, dollars)}<p class="quiet">When a limit is reached SafeNest answers by itself until midnight, and says so.</p></section>
${byWhom(seen)}
${trend(seen)}
${form(view)}`;
}

function gauge(of: string, used: number, limit: number, said: (value: number) => string): Html {
  if (limit === 0) return html`<p>No limit of ${of}.</p>`;
  const percent = Math.min(100, Math.floor((used / limit) * 100));
  return html`<p><label>${said(used)} of ${said(limit)}: ${percent} % <meter min="0" max="${limit}" value="${Math.min(used, limit)}">${percent} %</meter></label></p>`;
}

function byWhom({ members, others, limits }: SeenModelBudget): Html {
  const rows = [
    ...members.map(({ name, tokens, micros, turns }) => ({ name, tokens, micros, turns: plural(turns, 'question') })),
    ...(others.tokens > 0 ? [{ name: 'API keys and SafeNest itself', ...others, turns: '' }] : []),
  ];
  const gone = ({ tokens, micros }: { tokens: number; micros: Micros }): boolean =>
    (limits.memberTokens > 0 && tokens >= limits.memberTokens) ||
    (limits.memberMicros > 0 && micros >= limits.memberMicros);
  return html`<section aria-labelledby="who-title"><h2 id="who-title">By whom, today</h2>${
    rows.length === 0
      ? empty('Nothing used today', 'Nobody has asked the language model anything since midnight.')
      : html`<div class="panel flush folds"><table><thead><tr><th scope="col">Who</th><th scope="col">Asked</th><th scope="col" class="num">Tokens</th><th scope="col" class="num">Money</th></tr></thead><tbody>${rows.map((row) => html`<tr><td>${row.name}${row.turns !== '' && gone(row) && html` <span class="tag tag-flag">used up</span>`}</td><td data-label="Asked">${row.turns}</td><td class="num" data-label="Tokens">${number(row.tokens)}</td><td class="num" data-label="Money">${money(row.micros)}</td></tr>`)}</tbody></table></div>`
  }</section>`;
}

function trend({ days }: SeenModelBudget): Html | false {
  const byDay = new Map<string, { tokens: number; micros: Micros; turns: number }>();
  for (const { day, inputTokens, outputTokens, costMicros, turns } of days) {
    const sum = byDay.get(day) ?? { tokens: 0, micros: 0, turns: 0 };
    byDay.set(day, {
      tokens: sum.tokens + inputTokens + outputTokens,
      micros: sum.micros + costMicros,
      turns: sum.turns + turns,
    });
  }
  const most = Math.max(1, ...[...byDay.values()].map(({ tokens }) => tokens));
  return (
    byDay.size > 0 &&
    html`<section aria-labelledby="trend-title"><h2 id="trend-title">The last two weeks</h2><div class="panel flush folds"><table><thead><tr><th scope="col">Day</th><th scope="col">Beside the others</th><th scope="col" class="num">Questions</th><th scope="col" class="num">Tokens</th><th scope="col" class="num">Money</th></tr></thead><tbody>${[...byDay].map(([day, { tokens, micros, turns }]) => html`<tr><td class="tight">${day}</td><td><meter min="0" max="${most}" value="${tokens}" aria-label="Tokens of ${day}">${number(tokens)}</meter></td><td class="num" data-label="Questions">${number(turns)}</td><td class="num" data-label="Tokens">${number(tokens)}</td><td class="num" data-label="Money">${money(micros)}</td></tr>`)}</tbody></table></div></section>`
  );
}

const money = (micros: Micros): string => (micros > 0 ? dollars(micros) : 'not known');

function form({ most, seen, price }: StudioCostView): Html {
  const { budget, set } = seen;
  return html`<section class="panel" aria-labelledby="limits-title"><h2 id="limits-title">What it may cost</h2><form method="post" action="/studio/cost"><div class="field-grid top">${LIMIT_KEYS.map(
    (key) => {
      const own = budget[key];
      const value = own === null ? '' : isMoney(key) ? String(own / MILLION) : String(own);
      return html`<label>${OF[key]}<input name="${BUDGET_FIELDS[key]}" inputmode="decimal" autocomplete="off" value="${value}"><small>${most[key] > 0 ? `Empty: ${amount(key, most[key])}, the most this installation allows.` : 'Empty: no limit.'}</small></label>`;
    },
  )}</div><button>Save</button><p class="quiet">${!price && 'Limits of money hold once the model’s price is known. '}${set ? `Last set by ${set.by}.` : 'Nobody has set anything here yet.'}</p></form></section>`;
}
