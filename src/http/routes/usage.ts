import { z } from 'zod';
import { findModelBudget, listModelUsage } from '../../db/model-usage.ts';
import { limitsOf, NO_BUDGET, NO_LIMITS } from '../../domain/model-budget.ts';
import { defineRoute } from '../define-route.ts';

export const usageRoutes = [
  defineRoute({
    method: 'get',
    path: '/usage',
    tag: 'health',
    summary: 'What language models have cost, by day and model, and how much of today’s budget is used',
    permission: 'health.read',
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(90).default(7).describe('How many days, today included'),
    }),
    answer: z.object({
      today: z.string().describe('The organisation’s day now, YYYY-MM-DD in its time zone'),
      time_zone: z.string(),
      used_today: z.number().describe('Input and output tokens'),
      daily_limit: z.number().nullable().describe('Null where there is none'),
      cost_today: z.number().describe('US dollars; 0 where no price is known'),
      daily_cost_limit: z.number().nullable().describe('US dollars; null where there is none'),
      items: z.array(
        z.object({
          day: z.string(),
          model: z.string(),
          turns: z.number(),
          calls: z.number(),
          input_tokens: z.number(),
          output_tokens: z.number(),
          estimated_tokens: z.number().describe('Of these, tokens that the provider did not report'),
          failures: z.number(),
          cost: z.number().describe('US dollars; 0 where no price is known'),
        }),
      ),
    }),
    async handle({ services, org, now }, { query }) {
      const { today, timeZone, items, limits } = await org(async (tx) => ({
        ...(await listModelUsage(tx, { days: query.days, now })),
        limits: limitsOf(services.model?.limits ?? NO_LIMITS, (await findModelBudget(tx))?.budget ?? NO_BUDGET),
      }));
      const ofToday = items.filter(({ day }) => day === today);
      const used = ofToday.reduce((sum, one) => sum + one.inputTokens + one.outputTokens, 0);
      return {
        today,
        time_zone: timeZone,
        used_today: used,
        daily_limit: limits.dailyTokens || null,
        cost_today: ofToday.reduce((sum, one) => sum + one.costMicros, 0) / 1_000_000,
        daily_cost_limit: limits.dailyMicros ? limits.dailyMicros / 1_000_000 : null,
        items: items.map((one) => ({
          day: one.day,
          model: one.model,
          turns: one.turns,
          calls: one.calls,
          input_tokens: one.inputTokens,
          output_tokens: one.outputTokens,
          estimated_tokens: one.estimatedTokens,
          failures: one.failures,
          cost: one.costMicros / 1_000_000,
        })),
      };
    },
  }),
];
