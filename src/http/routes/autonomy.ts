import { z } from 'zod';
import { AUTONOMY_LEVELS, type Autonomy, MOST_PER_HOUR } from '../../domain/autonomy.ts';
import { seeAutonomy, setAutonomy } from '../../pipeline/autonomy.ts';
import { defineRoute } from '../define-route.ts';

const tag = 'moderation';
const level = z
  .enum(AUTONOMY_LEVELS)
  .describe(
    'paused: nothing by itself, no language model; suggest: nothing is done to people by itself; act: what the policy says',
  );
const answer = z.object({
  level,
  until: z.iso.datetime().nullable().describe('Until when; then `before` holds again'),
  before: level,
  per_hour: z.int().describe('At most so many actions by itself in an hour'),
  reason: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  by: z.string().nullable(),
});
const shape = (one: Autonomy): z.input<typeof answer> => ({
  level: one.level,
  until: one.until?.toISOString() ?? null,
  before: one.before,
  per_hour: one.perHour,
  reason: one.reason,
  since: one.since?.toISOString() ?? null,
  by: one.by?.name ?? null,
});

export const autonomyRoutes = [
  defineRoute({
    method: 'get',
    path: '/autonomy',
    tag,
    summary: 'How much happens without anybody’s press',
    permission: 'moderation.read',
    answer,
    handle: async ({ org, now }) => shape(await org((tx) => seeAutonomy(tx, now))),
  }),
  defineRoute({
    method: 'patch',
    path: '/autonomy',
    tag,
    summary: 'Stop what happens by itself, or let it happen; what is not said stays',
    description:
      'Less of it may be set by whoever may moderate, and taken back by the same; more of it only by an admin.',
    permission: 'moderation.write',
    body: z.strictObject({
      level: level.optional(),
      until: z.iso.datetime().optional().describe('Within 30 days; until somebody changes it where absent'),
      per_hour: z.int().min(0).max(MOST_PER_HOUR).optional(),
      reason: z.string().min(1).max(500).optional(),
    }),
    answer,
    handle: async ({ work }, { body: { until, per_hour: perHour, ...rest } }) =>
      shape(
        await work((w) =>
          setAutonomy(w, {
            ...rest,
            ...(until === undefined ? {} : { until: new Date(until) }),
            ...(perHour === undefined ? {} : { perHour }),
          }),
        ),
      ),
  }),
];
