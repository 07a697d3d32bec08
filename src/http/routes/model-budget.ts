import { z } from 'zod';
import { LIMIT_KEYS, type ModelBudget, type ModelLimits, NO_LIMITS } from '../../domain/model-budget.ts';
import { type SeenModelBudget, seeModelBudget, setModelBudget } from '../../pipeline/model-budget.ts';
import { defineRoute } from '../define-route.ts';

const tag = 'health';
const MILLION = 1_000_000;
const tokens = z.int().min(1).max(1_000_000_000_000).nullable();
const usd = z.number().min(0.000001).max(1_000_000).nullable();
const limits = z.strictObject({
  turn_tokens: tokens.describe('One question, all its calls together'),
  turn_usd: usd,
  member_tokens: tokens.describe('One member on one of the organisation’s days'),
  member_usd: usd,
  daily_tokens: tokens.describe('All of the organisation on that day'),
  daily_usd: usd,
});
const NAMES = {
  turnTokens: 'turn_tokens',
  turnMicros: 'turn_usd',
  memberTokens: 'member_tokens',
  memberMicros: 'member_usd',
  dailyTokens: 'daily_tokens',
  dailyMicros: 'daily_usd',
} as const satisfies Record<keyof ModelLimits, keyof z.output<typeof limits>>;

/** As the API writes limits: money in dollars, null for none. */
function shape(held: ModelLimits | ModelBudget): z.output<typeof limits> {
  const out = {} as z.output<typeof limits>;
  for (const key of LIMIT_KEYS)
    out[NAMES[key]] = held[key] ? (key.endsWith('Micros') ? held[key] / MILLION : held[key]) : null;
  return out;
}

function changeOf(body: Partial<z.output<typeof limits>>): Partial<ModelBudget> {
  const change: Partial<ModelBudget> = {};
  for (const key of LIMIT_KEYS) {
    const value = body[NAMES[key]];
    if (value !== undefined)
      change[key] = value === null ? null : key.endsWith('Micros') ? Math.round(value * MILLION) : value;
  }
  return change;
}

const spent = { tokens: z.number(), usd: z.number().describe('0 where no price is known: LLM_PRICES') };
const answer = z.object({
  own: limits.describe('What the organisation allows itself; null is what the installation allows'),
  most: limits.describe('What the installation allows; null is no limit'),
  holds: limits.describe('What holds of the two'),
  used_today: z.object(spent),
  members: z
    .array(z.object({ id: z.string(), name: z.string(), questions: z.number(), ...spent }))
    .describe('Who asked for it today, most first'),
  others: z.object(spent).describe('API keys and the service itself'),
});

const shown = (seen: SeenModelBudget, most: ModelLimits): z.input<typeof answer> => ({
  own: shape(seen.budget),
  most: shape(most),
  holds: shape(seen.limits),
  used_today: { tokens: seen.used.tokens, usd: seen.used.micros / MILLION },
  members: seen.members.map((one) => ({
    id: one.memberId,
    name: one.name,
    questions: one.turns,
    tokens: one.tokens,
    usd: one.micros / MILLION,
  })),
  others: { tokens: seen.others.tokens, usd: seen.others.micros / MILLION },
});

export const modelBudgetRoutes = [
  defineRoute({
    method: 'get',
    path: '/model-budget',
    tag,
    summary: 'What language models may cost the organisation, and who used how much of it today',
    permission: 'rules.write',
    answer,
    async handle({ services, org, now }) {
      const most = services.model?.limits ?? NO_LIMITS;
      return shown(await org((tx) => seeModelBudget(tx, most, now)), most);
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/model-budget',
    tag,
    summary: 'Set what language models may cost the organisation, within what the installation allows',
    permission: 'rules.write',
    body: limits.partial(),
    answer,
    async handle({ services, work }, { body }) {
      const most = services.model?.limits ?? NO_LIMITS;
      return work(async (w) => {
        await setModelBudget(w, most, changeOf(body));
        return shown(await seeModelBudget(w.tx, most, w.now), most);
      });
    },
  }),
];
