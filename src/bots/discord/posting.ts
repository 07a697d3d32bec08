import { createHash } from 'node:crypto';
import { type APIChannel, type APIMessage, Routes } from 'discord.js';
import { oneLine } from '../../domain/text.ts';
import type { OutboundMessage, Posted } from '../../messages/outbound.ts';
import type { Target } from '../platform.ts';
import type { Bot, Bots } from './bots.ts';
import { isSnowflake } from './custom-id.ts';
import { type DrawingOptions, draw, drawPlain, markOf, type Sendable } from './drawing.ts';
import { CODE, refusedWith } from './errors.ts';
import { PRIVATE_MARK, readHandle } from './interaction-handle.ts';
import { createInteractionReplies } from './interaction-reply.ts';
import { createLedger } from './ledger.ts';
import { Recent } from './recent.ts';

export interface PostingOptions extends DrawingOptions {
  bots: Bots;
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
}

/** Where something goes: the conversation Discord knows it by, and as it is told to others. */
export interface Spot {
  /** Channel, thread or conversation to post in. */
  id: string;
  posted: { workspace: string; channel: string; thread?: string };
  /** The message that is answered where no thread could be begun. */
  repliesTo?: string;
}

/** How messages get to Discord and are changed there. */
export function createPosting(options: PostingOptions) {
  const { bots, now } = options;
  const direct = new Recent<string>();
  const threads = new Recent<'there' | 'none'>();
  const answered = new Recent<true>();
  const replies = createInteractionReplies(options);
  const ledger = createLedger(options);

  /** Tries with one bot after the other: what one may not see or change, another may have posted. */
  async function withBot<T>(orgId: OutboundMessage['orgId'], app: string | undefined, work: (bot: Bot) => Promise<T>) {
    const [first, ...others] = await bots.of(orgId, app);
    let last: Promise<T> = work(first!);
    for (const bot of others)
      last = last.catch((error: unknown) => {
        if (refusedWith(error, CODE.notOurs, CODE.unknownChannel, CODE.missingAccess)) return work(bot);
        throw error;
      });
    return last;
  }

  /** Sends with the whole drawing, or with the words alone where Discord does not take that. */
  async function sending<T>(
    message: OutboundMessage,
    { mark, workspace = '', handle }: { mark: number; workspace?: string; handle?: Record<string, string> },
    send: (what: Sendable) => Promise<T>,
  ): Promise<T> {
    const name = handle?.desk;
    const desk = isSnowflake(workspace) ? { id: workspace, ...(name ? { name } : {}) } : undefined;
    try {
      return await send(await draw(message, options, mark, desk));
    } catch (error) {
      if (!refusedWith(error, CODE.invalidForm)) throw error;
      return send(drawPlain(message, options, mark));
    }
  }

  async function conversationWith(bot: Bot, person: string): Promise<string> {
    const key = `${bot.app.id} ${person}`;
    const known = direct.get(key);
    if (known) return known;
    const { id } = await bot.api.call<APIChannel>('POST', Routes.userChannels(), { body: { recipient_id: person } });
    direct.set(key, id);
    return id;
  }

  async function spotOf(bot: Bot, to: Target, title: string): Promise<Spot> {
    if (to.only !== undefined) {
      const id = await conversationWith(bot, to.only);
      return { id, posted: { workspace: to.workspace, channel: id } };
    }
    const { workspace, channel, thread } = to;
    if (!thread) return { id: channel, posted: { workspace, channel } };
    const begins = to.handle?.message === thread;
    if (begins && !threads.has(thread)) await beginThread(bot, channel, thread, to.handle?.title || title);
    if (threads.get(thread) === 'none') return { id: channel, posted: { workspace, channel }, repliesTo: thread };
    return { id: thread, posted: { workspace, channel, thread } };
  }

  /** Begins the thread of a message; where that cannot be, the message is answered in its channel. */
  async function beginThread(bot: Bot, channel: string, message: string, title: string): Promise<void> {
    const name = oneLine(title.replaceAll(/@(?=everyone|here)/gi, ''), 90) || 'SafeNest';
    try {
      await bot.api.call('POST', Routes.threads(channel, message), { body: { name, auto_archive_duration: 1440 } });
      threads.set(message, 'there');
    } catch (error) {
      if (refusedWith(error, CODE.hasThread)) threads.set(message, 'there');
      else if (
        refusedWith(
          error,
          CODE.missingPermission,
          CODE.missingAccess,
          CODE.wrongChannel,
          CODE.unknownMessage,
          CODE.invalidForm,
        )
      )
        threads.set(message, 'none');
      else throw error;
    }
  }

  /** With `look`, whether another process has posted it some minutes ago is looked up first. */
  async function create(bot: Bot, spot: Spot, { body, files }: Sendable, key: string, look: boolean): Promise<Posted> {
    const before = look ? await ledger.find(bot, spot.id, markOf(key)) : null;
    if (before) return { platform: 'discord', ...spot.posted, messageId: before };
    const nonce = createHash('sha256').update(`${spot.id} ${key}`).digest('base64url').slice(0, 25);
    const message = await bot.api.call<APIMessage>('POST', Routes.channelMessages(spot.id), {
      body: {
        ...body,
        nonce,
        enforce_nonce: true,
        ...(spot.repliesTo ? { message_reference: { message_id: spot.repliesTo, fail_if_not_exists: false } } : {}),
      },
      files,
    });
    if (spot.posted.thread) answered.set(spot.posted.thread, true);
    return { platform: 'discord', ...spot.posted, messageId: message.id };
  }

  /** In a thread that nobody has begun yet it is begun first. */
  async function createIn(
    bot: Bot,
    to: Target,
    spot: Spot,
    what: Sendable,
    { title, key, look }: { title: string; key: string; look: boolean },
  ): Promise<Posted> {
    try {
      return await create(bot, spot, what, key, look);
    } catch (error) {
      const { thread } = spot.posted;
      if (!thread || !refusedWith(error, CODE.unknownChannel)) throw error;
      await beginThread(bot, spot.posted.channel, thread, title);
      return create(bot, await spotOf(bot, to, title), what, key, false);
    }
  }

  async function edit(bot: Bot, posted: Posted, what: Sendable): Promise<void> {
    const at = posted.thread ?? posted.channel;
    const send = () => bot.api.call('PATCH', Routes.channelMessage(at, posted.messageId), what);
    try {
      await send();
    } catch (error) {
      if (!refusedWith(error, CODE.archived)) throw error;
      await bot.api.call('PATCH', Routes.channel(at), { body: { archived: false } });
      await send();
    }
  }

  const titleOf = (message: OutboundMessage): string =>
    message.card?.parts.find((part) => part.kind === 'heading')?.text ?? 'SafeNest';

  async function post(to: Target, message: OutboundMessage, key: string, look = true): Promise<Posted> {
    const handle = readHandle(to.handle, now());
    const drawn = { ...to, mark: markOf(key) };
    return withBot(message.orgId, to.handle?.app, async (bot) => {
      if (handle) {
        const there = await sending(message, drawn, (what) => replies.reply(bot, handle, to, what, key));
        if (there) return there;
      }
      const title = titleOf(message);
      const spot = await spotOf(bot, to, title);
      return sending(message, drawn, (what) => createIn(bot, to, spot, what, { title, key, look }));
    });
  }

  async function update(
    posted: Posted,
    message: OutboundMessage,
    given?: Record<string, string>,
    key = posted.messageId,
  ): Promise<void> {
    const drawn = { ...posted, mark: markOf(key), ...(given ? { handle: given } : {}) };
    await withBot(message.orgId, given?.app, (bot) =>
      sending(message, drawn, (what) =>
        posted.messageId.startsWith(PRIVATE_MARK)
          ? replies.change(bot, readHandle(given, now()), posted, what)
          : edit(bot, posted, what),
      ),
    );
  }

  return {
    post,
    update,
    withBot,
    spotOf,
    sending,
    createIn,
    edit,
    replies,
    /** Whether this process has answered in the thread. */
    hasAnswered: (thread: string): boolean => answered.has(thread),
  };
}
export type Posting = ReturnType<typeof createPosting>;
