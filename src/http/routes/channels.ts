import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AlertLimits, limitsList } from '../../domain/alert-limits.ts';
import { BINDING_PURPOSES, WEEKDAYS } from '../../domain/channel.ts';
import { ANSWERS_WHEN } from '../../domain/channel-answers.ts';
import { isUuid } from '../../domain/id.ts';
import { ROLES } from '../../domain/role.ts';
import type { RoomSetting } from '../../domain/room.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { CHAT_PLATFORMS } from '../../messages/inbound.ts';
import { limitsSaid, saidLimitsSchema } from '../../pipeline/alert-limits.ts';
import { answersSchema, setAnswers } from '../../pipeline/channel-answers.ts';
import {
  bindChannel,
  type KeptChannel,
  listChannels,
  setLeastRole,
  unbindChannel,
} from '../../pipeline/chat-channels.ts';
import { timeZoneSchema } from '../../pipeline/members.ts';
import { roomSetting, setRooms } from '../../pipeline/rooms/rooms.ts';
import { defineRoute } from '../define-route.ts';
import { chatOf } from '../services.ts';
import { idParams, unknownRef } from './shapes.ts';

const tag = 'channels';
const instant = z.iso.datetime();
const platform = z.enum(CHAT_PLATFORMS);
const minute = z.int().min(0).max(1439);
const quietHours = z
  .strictObject({ from: minute, to: minute })
  .nullable()
  .describe('Minutes after midnight in the zone');
const quietDays = z
  .array(z.literal(WEEKDAYS))
  .describe('Days of the week on which it is left alone all day; 1 is Monday');
export const onlySchema = saidLimitsSchema
  .nullable()
  .describe(
    'Only alerts of these: RULE-3, CAM-2, the name of a rule or camera, an account or address with * for anything; null: all',
  );
export const onlyShape = (limits: AlertLimits | null | undefined): string[] | null =>
  limits ? limitsList(limits) : null;
const bindingSchema = z.object({
  purpose: z.enum(BINDING_PURPOSES),
  severity_floor: z.enum(SEVERITIES),
  only: onlySchema,
  quiet_hours: quietHours,
  quiet_days: quietDays,
  time_zone: z.string().nullable(),
});
const channelSchema = z.object({
  id: z.uuid(),
  platform,
  workspace: z.string(),
  channel: z.string(),
  name: z.string(),
  least_role: z.enum(ROLES).nullable().describe('Everybody who reads there has at least this role; null: not known'),
  answers: z
    .object({
      when: z.enum(ANSWERS_WHEN).describe('Where the desk is mentioned, every question it can answer, or none'),
      alone: z.boolean().describe('To the asker alone; else in the thread'),
      bots: z.boolean().describe('Other bots that mention it, too'),
    })
    .describe('How questions in the channel are answered'),
  refused: z.object({ since: instant, why: z.string() }).nullable(),
  bindings: z.array(bindingSchema),
});
const channelShape = (one: KeptChannel): z.input<typeof channelSchema> => ({
  id: one.id,
  platform: one.platform,
  workspace: one.workspace,
  channel: one.channel,
  name: one.name,
  least_role: one.leastRole,
  answers: one.answers,
  refused: one.refused && { since: one.refused.at.toISOString(), why: one.refused.why },
  bindings: one.bindings.map(({ purpose, floor, limits, quiet, quietDays = [], timeZone }) => ({
    purpose,
    severity_floor: floor,
    only: onlyShape(limits),
    quiet_hours: quiet,
    quiet_days: quietDays,
    time_zone: timeZone,
  })),
});
async function channelOf(tx: Parameters<typeof listChannels>[0], id: string): Promise<KeptChannel> {
  const found = isUuid(id) && (await listChannels(tx)).find((one) => one.id === id);
  if (!found) throw unknownRef();
  return found;
}
const keyOf = ({ platform, workspace, channel }: KeptChannel) => ({ platform, workspace, channel });

const roomsSchema = z.object({
  enabled: z.boolean(),
  severity_floor: z
    .enum(SEVERITIES)
    .nullable()
    .describe('From this severity upward one is opened by itself; null: never'),
});
const roomsShape = ({ enabled, floor }: RoomSetting): z.input<typeof roomsSchema> => ({
  enabled,
  severity_floor: floor,
});

/** What a test message says. */
export const testWords = (name: string): string =>
  `This is a test of SafeNest, sent by ${name}. Alerts and proposals that this channel is told of will stand here.`;

export const channelRoutes = [
  defineRoute({
    method: 'get',
    path: '/channels',
    tag,
    summary: 'Chat channels: what each is told of, and who is taken to read it',
    permission: 'chat.write',
    answer: z.object({ items: z.array(channelSchema) }),
    handle: async ({ org }) => ({ items: (await org(listChannels)).map(channelShape) }),
  }),
  defineRoute({
    method: 'post',
    path: '/channels',
    tag,
    summary: 'Have a channel told of something; what it was told of this before is replaced',
    permission: 'chat.write',
    body: z.strictObject({
      platform,
      workspace: z.string().min(1).max(300),
      channel: z.string().min(1).max(300),
      name: z.string().max(100).optional(),
      purpose: z.enum(BINDING_PURPOSES),
      severity_floor: z.enum(SEVERITIES).default('low'),
      only: onlySchema.default(null),
      quiet_hours: quietHours.default(null),
      quiet_days: quietDays.max(6).default([]),
      time_zone: timeZoneSchema.nullable().default(null),
    }),
    answer: channelSchema,
    handle: async ({ work }, { body }) => {
      const {
        purpose,
        severity_floor: floor,
        only,
        quiet_hours: quiet,
        quiet_days: days,
        time_zone: timeZone,
        name,
        ...key
      } = body;
      const channel = { ...key, ...(name === undefined ? {} : { name }) };
      return channelShape(
        await work(async (w) => {
          const limits = await limitsSaid(w.tx, only ?? []);
          return bindChannel(w, channel, { purpose, floor, limits, quiet, quietDays: days, timeZone });
        }),
      );
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/channels/:id',
    tag,
    summary: 'Say who reads a channel at the least, and how questions in it are answered',
    permission: 'chat.write',
    params: idParams,
    body: z.strictObject({
      least_role: z.enum(ROLES).nullable().optional(),
      answers: answersSchema.optional().describe('What is left out stays as it is'),
    }),
    answer: channelSchema,
    handle: async ({ work }, { params, body: { least_role: role, answers } }) =>
      channelShape(
        await work(async (w) => {
          const key = keyOf(await channelOf(w.tx, params.id));
          if (role !== undefined) await setLeastRole(w, key, role);
          if (answers) await setAnswers(w, key, answers);
          return channelOf(w.tx, params.id);
        }),
      ),
  }),
  defineRoute({
    method: 'delete',
    path: '/channels/:id/bindings/:purpose',
    tag,
    summary: 'Have a channel told of something no more',
    permission: 'chat.write',
    params: idParams.extend({ purpose: z.enum(BINDING_PURPOSES) }),
    status: 204,
    handle: async ({ work }, { params }) =>
      work(async (w) => {
        if (!(await unbindChannel(w, keyOf(await channelOf(w.tx, params.id)), params.purpose))) throw unknownRef();
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/incident-rooms',
    tag,
    summary: 'Whether incidents have rooms of their own',
    permission: 'chat.write',
    answer: roomsSchema,
    handle: async ({ org }) => roomsShape(await org(roomSetting)),
  }),
  defineRoute({
    method: 'patch',
    path: '/incident-rooms',
    tag,
    summary: 'Let incidents have rooms of their own, or not',
    permission: 'chat.write',
    body: z.strictObject({ enabled: z.boolean(), severity_floor: z.enum(SEVERITIES).nullable().default(null) }),
    answer: roomsSchema,
    handle: async ({ work }, { body: { enabled, severity_floor: floor } }) =>
      roomsShape(await work((w) => setRooms(w, { enabled, floor }))),
  }),
  defineRoute({
    method: 'post',
    path: '/channels/:id/test',
    tag,
    summary: 'Post a test message now',
    permission: 'chat.write',
    params: idParams,
    status: 204,
    async handle({ org, services, principal }, { params }) {
      const channel = await org((tx) => channelOf(tx, params.id));
      await chatOf(services).say(principal.orgId, channel, testWords(principal.name), `test-${randomUUID()}`);
    },
  }),
];
