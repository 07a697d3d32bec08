import { z } from 'zod';
import { MOST_ON_ROTA } from '../../domain/on-call.ts';
import {
  AHEAD_MS,
  addCover,
  namedShifts,
  removeCover,
  type SeenOnCall,
  seeOnCall,
  setRota,
} from '../../pipeline/on-call.ts';
import { defineRoute } from '../define-route.ts';
import { idParams } from './shapes.ts';

const tag = 'delivery';
const instant = z.iso.datetime();
const shift = z.object({
  member_id: z.string(),
  name: z.string(),
  from: instant,
  until: instant,
  cover: z.string().nullable().describe('The cover by which they are on call'),
});
const answer = z.object({
  now: shift.nullable().describe('Null: nobody is on call'),
  members: z
    .array(z.object({ id: z.string(), name: z.string(), skipped: z.boolean(), unreached: z.boolean() }))
    .describe(
      'In order; whose turn it is now first. `unreached`: they have linked no chat account, so nobody can write to them',
    ),
  every: z.enum(['day', 'week']).nullable().describe('Null: nobody set it yet'),
  weekday: z.int().nullable().describe('On which day a weekly turn begins; 1 is Monday'),
  at: z.int().nullable().describe('Minutes after midnight'),
  time_zone: z.string().describe('The organisation’s; all of it is on its clock'),
  shifts: z.array(shift).describe('Of the next four weeks'),
  covers: z.array(z.object({ id: z.string(), member_id: z.string(), from: instant, until: instant, by: z.string() })),
});

function shape(seen: SeenOnCall, now: Date): z.input<typeof answer> {
  const { rota } = seen;
  const shifts = namedShifts(seen, { from: now, to: new Date(now.getTime() + AHEAD_MS) }).map((one) => ({
    member_id: one.memberId,
    name: one.name,
    from: one.from.toISOString(),
    until: one.until.toISOString(),
    cover: one.cover,
  }));
  return {
    now: shifts.find(({ from }) => from === now.toISOString()) ?? null,
    members: seen.order.map(({ id, name, able }) => ({ id, name, skipped: !able, unreached: seen.unreached.has(id) })),
    every: rota?.every ?? null,
    weekday: rota?.every === 'week' ? rota.weekday : null,
    at: rota?.at ?? null,
    time_zone: seen.timeZone,
    shifts,
    covers: seen.covers.map((one) => ({
      id: one.id,
      member_id: one.memberId,
      from: one.from.toISOString(),
      until: one.until.toISOString(),
      by: one.by,
    })),
  };
}

export const onCallRoutes = [
  defineRoute({
    method: 'get',
    path: '/on-call',
    tag,
    summary: 'Who is on call now and in the next four weeks',
    permission: 'alerts.read',
    answer,
    handle: async ({ org, now }) => org(async (tx) => shape(await seeOnCall(tx, now), now)),
  }),
  defineRoute({
    method: 'patch',
    path: '/on-call',
    tag,
    summary: 'Set who takes turns, in order: the first has the turn that runs now',
    permission: 'rules.write',
    body: z.strictObject({
      members: z.array(z.uuid()).max(MOST_ON_ROTA).describe('Empty: nobody takes turns'),
      every: z.enum(['day', 'week']),
      weekday: z.int().min(1).max(7).optional().describe('1 is Monday'),
      at: z.int().min(0).max(1439).describe('Minutes after midnight'),
    }),
    answer,
    handle: async ({ work }, { body }) =>
      work(async (w) => {
        await setRota(w, body);
        return shape(await seeOnCall(w.tx, w.now), w.now);
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/on-call/covers',
    tag,
    summary: 'Put somebody on call for a while, whoever’s turn it is',
    description: 'Of covers that overlap, the newest holds.',
    permission: 'rules.write',
    body: z.strictObject({
      member_id: z.uuid(),
      from: instant.optional().describe('At once where absent'),
      until: instant,
    }),
    answer,
    handle: async ({ work }, { body: { member_id: memberId, from, until } }) =>
      work(async (w) => {
        await addCover(w, { memberId, from: from ? new Date(from) : w.now, until: new Date(until) });
        return shape(await seeOnCall(w.tx, w.now), w.now);
      }),
  }),
  defineRoute({
    method: 'delete',
    path: '/on-call/covers/:id',
    tag,
    summary: 'Take a cover back',
    permission: 'rules.write',
    params: idParams,
    answer,
    handle: async ({ work }, { params: { id } }) =>
      work(async (w) => {
        await removeCover(w, id);
        return shape(await seeOnCall(w.tx, w.now), w.now);
      }),
  }),
];
