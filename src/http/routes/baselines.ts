import { z } from 'zod';
import { BASELINE_KINDS } from '../../domain/unusual.ts';
import { type BaselineLine, seeBaseline, seeBaselines } from '../../pipeline/anomaly/baselines/see-baselines.ts';
import { forgetHabit } from '../../pipeline/anomaly/unusual/forget-habit.ts';
import { defineRoute } from '../define-route.ts';
import { unknownRef } from './shapes.ts';

const tag = 'anomalies';
const kind = z.enum(BASELINE_KINDS);
const name = z
  .string()
  .max(320)
  .describe('An account, a camera (CAM-3), or a class of things at a camera (CAM-3 vehicle); empty for `organisation`');

const lineSchema = z.object({
  kind,
  name,
  title: z.string().describe('What people call it: “vehicles at Front door”'),
  events: z.int(),
  state: z
    .enum(['learning', 'ready', 'stale'])
    .describe('Learning for two weeks and 20 events; stale after 30 days without any'),
  learned_at: z.iso.datetime(),
});

const lineShape = (line: BaselineLine): z.input<typeof lineSchema> => ({
  kind: line.kind,
  name: line.name,
  title: line.title,
  events: line.events,
  state: line.state,
  learned_at: line.updatedAt.toISOString(),
});

const hours = z.array(z.array(z.number()).length(24)).length(7);
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export const baselineRoutes = [
  defineRoute({
    method: 'get',
    path: '/baselines',
    tag,
    summary: 'Whose habits, and which cameras, are known how well; the busiest first',
    description: 'Those of cameras are left out for roles that may not see cameras.',
    permission: 'logs.read',
    query: z.strictObject({
      kind: kind.optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    answer: z.object({ items: z.array(lineSchema) }),
    async handle({ org, principal, now }, { query: { kind: wanted, limit } }) {
      const lines = await org((tx) => seeBaselines(tx, principal, { ...(wanted && { kind: wanted }), now, limit }));
      return { items: lines.map(lineShape) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/baselines/:kind',
    tag,
    summary: 'When something usually happens: hour by hour for every weekday of the organisation’s clock',
    permission: 'logs.read',
    params: z.strictObject({ kind }),
    query: z.strictObject({ name: name.default('') }),
    answer: z.object({
      kind,
      name,
      title: z.string(),
      state: lineSchema.shape.state,
      events: z.int(),
      time_zone: z.string(),
      usual: hours.describe('Monday first, then by hour: how many events that hour usually has'),
      deviation: hours.describe('… and by how many that varies: one standard deviation'),
      quiet: z
        .array(z.object({ from: z.int(), to: z.int() }))
        .describe(
          'Hours of the day in which it hardly ever happens, from the beginning of one to the beginning of the other',
        ),
    }),
    async handle({ org, principal, now }, { params, query }) {
      const found = await org((tx) => seeBaseline(tx, principal, params.kind, query.name, now));
      if (!found) throw unknownRef();
      const days = <T>(list: readonly T[]): T[][] =>
        Array.from({ length: 7 }, (_, day) => list.slice(day * 24, day * 24 + 24));
      return {
        kind: found.kind,
        name: found.name,
        title: found.title,
        state: found.state,
        events: found.pattern.events,
        time_zone: found.timeZone,
        usual: days(found.usual.map(({ mean }) => rounded(mean))),
        deviation: days(found.usual.map(({ deviation }) => rounded(deviation))),
        quiet: found.quiet,
      };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/baselines/account',
    tag,
    summary: 'Forget what an account usually does, and which of its logins stood out',
    description: 'Nothing from before is learned again. The logins themselves stay in the log.',
    permission: 'people.write',
    query: z.strictObject({ name: name.min(1) }),
    answer: z.object({ scores: z.int().describe('Logins that stood out, and are forgotten with it') }),
    handle: ({ work }, { query }) => work((change) => forgetHabit(change, query.name)),
  }),
];
