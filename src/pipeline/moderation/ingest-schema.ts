import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { MemberJoin } from '../../db/member-joins.ts';
import type { PowerGrant } from '../../db/power-grants.ts';
import { type MessageFact, MOST_ATTACHMENTS, MOST_STICKERS } from '../../domain/chat-message.ts';
import { fieldErrors, plainMessage } from '../../domain/plain-issue.ts';
import { oneLine } from '../../domain/text.ts';
import { storable } from '../login-event-schema.ts';
import { attachmentOf } from './attachment-of.ts';
import { type GuardedKey, platformName } from './guarded-channels.ts';

export const LONGEST_CONTENT = 100_000;
const MOST_NAMED = 50;
const MOST_POWERS = 30;
/** What somebody sends in the past is screened as far back as messages are kept. */
const DAY_MS = 86_400_000;

const words = (most: number) =>
  z
    .string()
    .transform((text) => storable(text).trim())
    .pipe(z.string().max(most, `must be at most ${most.toLocaleString('en')} characters`));
const required = (most: number) => words(most).pipe(z.string().min(1, 'must not be empty'));
/** Senders write ids as numbers, too; those that are not exact any more are refused. */
const id = z.union([required(200), z.int().transform(String).pipe(z.string().max(200))]);
const named = z.union([
  id.transform((account) => ({ account, name: '', bot: false })),
  z
    .strictObject({ id, name: z.string().max(2000).nullish(), bot: z.boolean().nullish() })
    .transform((one) => ({ account: one.id, name: oneLine(one.name ?? '', 200), bot: one.bot ?? false })),
]);
const share = z.number().min(0).max(1);

/** What became known of a message, as an API's sender tells it. */
export const newMessageEventSchema = z.strictObject({
  kind: z
    .enum(['created', 'edited', 'deleted', 'reaction_added', 'reaction_removed', 'joined', 'empowered'])
    .default('created')
    .describe(
      'What happened to the message; joined: the author joined the channel, which is no message; empowered: they were given a role with power over others',
    ),
  platform: platformName
    .default('api')
    .describe('What you call where it was said, like forum. Of slack, discord and teams, guarded channels alone'),
  workspace: words(200).default('').describe('Server, team or tenant there, where there are several'),
  channel: id.describe('Channels of a platform of your own are guarded as they come'),
  channel_name: z.string().max(2000).nullish().describe('What people call it'),
  message_id: id
    .nullish()
    .describe('Your own id of the message, unique within the channel. Where absent it is made of who, when and what'),
  thread_id: id.nullish().describe('A conversation of its own within the channel'),
  author: named.nullish().describe('An account id, or {"id", "name", "bot"}'),
  target: z
    .union([named, z.array(named).max(MOST_NAMED)])
    .nullish()
    .describe(
      'Whom it is aimed at or mentions: an account id, {"id", "name"}, or a list of at most 50 of them. Who is only called in the words, as @name, is counted',
    ),
  reply_to: id.nullish().describe('message_id of the message it answers'),
  content: z
    .string()
    .transform(storable)
    .pipe(z.string().max(LONGEST_CONTENT, `must be at most ${LONGEST_CONTENT.toLocaleString('en')} characters`))
    .nullish(),
  time: z
    .union([
      z.iso.datetime({ offset: true, message: 'must be a time with its zone, like 2026-03-01T09:30:00Z' }),
      z.number().min(0),
    ])
    .transform((at) => new Date(typeof at === 'number' ? (at < 1e11 ? at * 1000 : at) : at))
    .refine((at) => !Number.isNaN(at.getTime()), 'is no moment in time')
    .nullish()
    .describe(
      'When it happened: ISO 8601 with offset, or seconds or milliseconds since 1970. A time ahead counts as now',
    ),
  url: z
    .url({ protocol: /^https?$/, message: 'must be an http or https address' })
    .max(2000)
    .nullish(),
  reputation: z
    .strictObject({ author: share.optional(), target: share.optional() })
    .nullish()
    .describe('0..1, what you think of them: 0 is the worst'),
  attachments: z
    .array(
      z.strictObject({
        name: z.string().max(2000),
        type: z.string().max(200).nullish().describe('What it holds, like image/png, as far as you know'),
        size: z.number().min(0).max(1e15).nullish().describe('Bytes'),
      }),
    )
    .max(MOST_ATTACHMENTS)
    .nullish()
    .describe('Files that came with the message; their bytes are not sent'),
  stickers: z.int().min(0).max(MOST_STICKERS).nullish().describe('How many came with the message'),
  account_created: z.iso
    .datetime({ offset: true, message: 'must be a time with its zone, like 2026-03-01T09:30:00Z' })
    .nullish()
    .describe('Of who joined: when their account was made'),
  default_picture: z.boolean().nullish().describe('Of who joined: they have no picture of their own'),
  role: words(200).nullish().describe('Of who was given power: the role they were given, like Admin'),
  powers: z
    .array(words(100))
    .max(MOST_POWERS)
    .nullish()
    .describe('Of who was given power: what may be done with that role, as you call it'),
  given_by: named.nullish().describe('Of who was given power: by whom, an account id or {"id", "name"}'),
  emoji: required(64).nullish().describe('Of a reaction; its author is who reacted'),
});

/** What was sent with the channel it belongs to: a message's fact, somebody who joined, or who was given power. */
export type SentFact = { channel: GuardedKey & { name: string } } & (
  | { kind: 'fact'; fact: MessageFact }
  | { kind: 'join'; join: Omit<MemberJoin, 'channelId'> }
  | { kind: 'grant'; grant: Omit<PowerGrant, 'channelId'> }
);

export type ParsedMessage = { ok: true; sent: SentFact } | { ok: false; reason: string };

/** Reads what somebody sent of one message; the reason names the field. `keptDays` is how long messages are kept. */
export function parseMessageEvent(input: unknown, { now, keptDays }: { now: Date; keptDays: number }): ParsedMessage {
  const parsed = newMessageEventSchema.safeParse(input, { error: plainMessage });
  if (!parsed.success) {
    const { field, message } = fieldErrors(parsed.error)[0]!;
    return { ok: false, reason: storable(`${field === '' ? 'a message' : field} ${message}`).slice(0, 500) };
  }
  const { data } = parsed;
  const lacks = (field: string): ParsedMessage => ({ ok: false, reason: `${field} is missing` });
  const { kind, author, content, message_id: given, time } = data;
  const isMessage = kind !== 'joined' && kind !== 'empowered';
  if (given == null && kind !== 'created' && isMessage) return lacks('message_id');
  if (!isMessage && time == null) return lacks('time');
  if (given == null && time == null)
    return {
      ok: false,
      reason:
        'message_id or time is missing: without one of them a second delivery cannot be told from a second message',
    };
  const at = time ?? now;
  if (at.getTime() < now.getTime() - keptDays * DAY_MS)
    return { ok: false, reason: `time lies more than ${keptDays} days back; messages are kept no longer` };
  const channel = {
    platform: data.platform,
    workspace: data.workspace,
    channel: data.channel,
    name: oneLine(data.channel_name ?? '', 200),
  };
  const thread = data.thread_id ?? null;
  const targets = [data.target ?? []].flat();
  const targetNames = Object.fromEntries(targets.flatMap(({ account, name }) => (name ? [[account, name]] : [])));
  const aims = { targets: [...new Set(targets.map(({ account }) => account))], targetNames };
  const url = data.url ?? null;
  switch (kind) {
    case 'created': {
      if (!author) return lacks('author');
      const attachments = (data.attachments ?? []).map(attachmentOf);
      const stickers = data.stickers ?? 0;
      // a file or a sticker needs no words
      if (content == null && attachments.length + stickers === 0) return lacks('content');
      const said = content ?? '';
      const posted = { ...(attachments.length > 0 ? { attachments } : {}), ...(stickers > 0 ? { stickers } : {}) };
      const key =
        given ??
        derivedKey([...[thread, author.account, at.toISOString(), said], ...attachments.map(({ name }) => name)]);
      const { author: of, target } = data.reputation ?? {};
      const reputation = { ...(of === undefined ? {} : { author: of }), ...(target === undefined ? {} : { target }) };
      const replyTo = data.reply_to ?? null;
      return ok({
        ...{ kind: 'said', key, thread, at, author, content: said, replyTo, ...aims, reputation, url },
        ...posted,
      });
    }
    case 'joined': {
      if (!author) return lacks('author');
      const { account, name } = author;
      const madeAt = data.account_created == null ? null : new Date(data.account_created);
      return {
        ok: true,
        sent: { channel, kind: 'join', join: { account, name, at, madeAt, plain: data.default_picture ?? null } },
      };
    }
    case 'empowered': {
      if (!author) return lacks('author');
      if (!data.role) return lacks('role');
      const { account, name } = author;
      const [role, powers] = [oneLine(data.role, 200), (data.powers ?? []).filter((one) => one !== '')];
      const by = data.given_by ? { account: data.given_by.account, name: data.given_by.name } : null;
      const key = given ?? derivedKey([account, role, at.toISOString()]);
      return {
        ok: true,
        sent: { channel, kind: 'grant', grant: { key, account, name, role, powers, by, everyone: false, at } },
      };
    }
    case 'edited':
      if (content == null) return lacks('content');
      return ok({
        kind: 'edited',
        key: given!,
        thread,
        at,
        content,
        author: author ?? null,
        ...(data.target == null ? {} : aims),
        url,
      });
    case 'deleted':
      return ok({ kind: 'deleted', key: given!, thread, at });
    case 'reaction_added':
    case 'reaction_removed':
      if (!author) return lacks('author');
      if (!data.emoji) return lacks('emoji');
      return ok({
        kind: 'reacted',
        key: given!,
        thread,
        at,
        emoji: data.emoji,
        account: author.account,
        on: kind === 'reaction_added',
      });
  }

  function ok(fact: MessageFact): ParsedMessage {
    return { ok: true, sent: { channel, kind: 'fact', fact } };
  }
}

const derivedKey = (parts: readonly (string | null)[]): string =>
  `made-${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
