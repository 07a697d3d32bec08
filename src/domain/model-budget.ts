/** Millionths of a dollar: money without fractions. */
export type Micros = number;

/** What questions may cost, in tokens and in money; 0 is no limit. */
export interface ModelLimits {
  /** One question, all its calls together. */
  turnTokens: number;
  turnMicros: Micros;
  /** One member on one of the organisation's days. */
  memberTokens: number;
  memberMicros: Micros;
  /** All of the organisation on that day. */
  dailyTokens: number;
  dailyMicros: Micros;
}

export const LIMIT_KEYS = [
  'turnTokens',
  'turnMicros',
  'memberTokens',
  'memberMicros',
  'dailyTokens',
  'dailyMicros',
] as const satisfies readonly (keyof ModelLimits)[];

export const NO_LIMITS: ModelLimits = {
  turnTokens: 0,
  turnMicros: 0,
  memberTokens: 0,
  memberMicros: 0,
  dailyTokens: 0,
  dailyMicros: 0,
};

/** What an organisation allows itself; null is what the installation allows. */
export type ModelBudget = Record<keyof ModelLimits, number | null>;

export const NO_BUDGET: ModelBudget = {
  turnTokens: null,
  turnMicros: null,
  memberTokens: null,
  memberMicros: null,
  dailyTokens: null,
  dailyMicros: null,
};

/** What holds: the organisation's own, and never more than the installation allows. */
export function limitsOf(most: ModelLimits, own: ModelBudget): ModelLimits {
  const held = { ...most };
  for (const key of LIMIT_KEYS) {
    const wish = own[key];
    if (wish !== null && (most[key] === 0 || wish < most[key])) held[key] = wish;
  }
  return held;
}

/** Dollars for a million tokens read, and written. */
export interface ModelPrice {
  input: number;
  output: number;
}

/** By model, as in `LLM_MODEL`. */
export type ModelPrices = ReadonlyMap<string, ModelPrice>;

/** What tokens cost; 0 where the model's price is not known. A dollar for a million tokens is a millionth of it for one. */
export const costOf = (price: ModelPrice | undefined, { input, output }: { input: number; output: number }): Micros =>
  price ? Math.round(input * price.input + output * price.output) : 0;

const PRICE = /^([^\s=,]+)=(\d{1,6}(?:\.\d{1,6})?)\/(\d{1,6}(?:\.\d{1,6})?)$/;

/** `openai:NAME=0.15/0.60, anthropic:NAME=3/15`: dollars for a million tokens read / written; null where it is not written so. */
export function readPrices(text: string): ModelPrices | null {
  const prices = new Map<string, ModelPrice>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const match = PRICE.exec(part);
    if (!match) return null;
    prices.set(match[1]!, { input: Number(match[2]), output: Number(match[3]) });
  }
  return prices;
}
