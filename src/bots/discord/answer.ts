import { Routes } from 'discord.js';
import type { OrgId } from '../../domain/id.ts';
import type { Log } from '../../log.ts';
import type { Posted } from '../../messages/outbound.ts';
import { draftText } from '../draft-text.ts';
import type { Answered, AnswerWriter, Target } from '../platform.ts';
import type { Bot } from './bots.ts';
import { markOf, type Sendable } from './drawing.ts';
import { PRIVATE_MARK, readHandle } from './interaction-handle.ts';
import { addressUnder } from './markdown.ts';
import type { Posting, Spot } from './posting.ts';
import { render } from './render.ts';

/** Discord allows five edits in five seconds to a channel; others post there too. */
const BETWEEN_EDITS_MS = 1200;
/** “is typing” goes out by itself after ten seconds. */
const TYPING_AGAIN_MS = 8000;

export interface AnswerOptions {
  posting: Posting;
  now: () => Date;
  log: Log;
  betweenEditsMs?: number;
}

/**
 * An answer as it is written: “typing” while it is thought about, then a message edited as it grows. What a slash command asked shows
 * Discord's own “thinking” until its answer takes the place.
 */
export function createAnswer(
  to: Target,
  orgId: OrgId,
  options: AnswerOptions,
  { key, stands, again }: Answered,
): AnswerWriter {
  const { posting, now, log } = options;
  const handle = readHandle(to.handle, now());
  const mark = markOf(key);
  const between = options.betweenEditsMs ?? BETWEEN_EDITS_MS;
  let posted: Posted | null = null;
  /** Half of it may stand there: then it is looked for, and Discord answers a post under the same nonce with that and leaves it as it is. */
  let doubtful = again === true;
  let place: Promise<{ bot: Bot; spot: Spot }> | null = null;
  let typing: NodeJS.Timeout | null = null;
  let finished = false;

  let waiting: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let sending: Promise<void> = Promise.resolve();
  let lastEdit = Number.NEGATIVE_INFINITY;

  /** Found once: beginning a thread twice would be one request too many. */
  function whereTo(): Promise<{ bot: Bot; spot: Spot }> {
    place ??= posting
      .withBot(orgId, to.handle?.app, async (bot) => ({ bot, spot: await posting.spotOf(bot, to, 'SafeNest') }))
      .catch((error: unknown) => {
        place = null;
        throw error;
      });
    return place;
  }

  async function embellish(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      log.debug({ err }, 'an answer in Discord goes without a sign of life');
    }
  }

  const type = (): Promise<void> =>
    embellish(async () => {
      const { bot, spot } = await whereTo();
      if (finished || posted) return;
      await bot.api.call('POST', Routes.channelTyping(spot.id));
    });

  function stopTyping(): void {
    if (typing) clearInterval(typing);
    typing = null;
  }

  async function show(soFar: string): Promise<void> {
    const text = draftText(soFar);
    if (text.trim() === '') return;
    const { bot, spot } = await whereTo();
    const frame = { address: addressUnder(null), picture: () => null };
    const drawn = render({ orgId, text }, frame, mark);
    const what: Sendable = { body: { ...drawn, attachments: [] }, files: [] };
    if (posted) return posting.edit(bot, posted, what);
    try {
      posted = await posting.createIn(bot, to, spot, what, { title: 'SafeNest', key, look: doubtful });
    } catch (error) {
      doubtful = true;
      throw error;
    }
    stopTyping();
    stands?.(posted);
  }

  function flush(): void {
    timer = null;
    const text = waiting;
    waiting = null;
    if (text === null || finished) return;
    lastEdit = performance.now();
    sending = sending.then(() => embellish(() => show(text)));
  }

  return {
    async status() {
      // an interaction shows that it is being worked on by itself
      if (handle || typing || finished || posted) return;
      typing = setInterval(() => void type(), TYPING_AGAIN_MS);
      typing.unref();
      await type();
    },

    async text(soFar) {
      // what is only for the asker's eyes, or takes the place of “thinking”, comes whole
      if (handle || finished || soFar.trim() === '') return;
      waiting = soFar;
      timer ??= setTimeout(flush, Math.max(0, lastEdit + between - performance.now()));
    },

    async finish(message, before) {
      finished = true;
      stopTyping();
      if (timer) clearTimeout(timer);
      await sending;
      let standing = posted ?? before ?? null;
      if (!standing) {
        standing = await posting.post(to, message, key, doubtful);
        if (!doubtful || standing.messageId.startsWith(PRIVATE_MARK)) return standing;
      }
      await posting.update(standing, message, to.handle, key);
      return standing;
    },
  };
}
