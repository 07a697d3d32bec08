import { type APIMessage, MessageFlags, Routes } from 'discord.js';
import type { Posted } from '../../messages/outbound.ts';
import type { Target } from '../platform.ts';
import { Refused } from '../platform-errors.ts';
import type { Bot } from './bots.ts';
import type { Sendable } from './drawing.ts';
import { CODE, refusedWith } from './errors.ts';
import { type InteractionHandle, PRIVATE_MARK } from './interaction-handle.ts';
import { Recent } from './recent.ts';

/** An interaction that was not acknowledged in this time never will be. */
const ACKNOWLEDGED_WITHIN_MS = 3000;
const LOOK_AGAIN_MS = 100;

/** Messages that answer an interaction, with its token. */
export function createInteractionReplies({ sleep }: { sleep: (ms: number) => Promise<void> }) {
  const known = new Recent<Posted>();

  /** The “thinking” message, or what took its place; null where there is none. Waits for the acknowledgement. */
  async function original(bot: Bot, handle: InteractionHandle): Promise<APIMessage | null | 'gone'> {
    for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
      try {
        return await bot.api.call<APIMessage>('GET', Routes.webhookMessage(handle.application, handle.token), {
          auth: false,
        });
      } catch (error) {
        if (refusedWith(error, CODE.unknownMessage)) return null;
        if (!refusedWith(error, CODE.unknownWebhook, CODE.unknownInteraction, CODE.invalidToken)) throw error;
        if (waited >= ACKNOWLEDGED_WITHIN_MS) return 'gone';
      }
      await sleep(LOOK_AGAIN_MS);
    }
  }

  const change = (bot: Bot, handle: InteractionHandle, what: Sendable, message = '@original') =>
    bot.api.call<APIMessage>('PATCH', Routes.webhookMessage(handle.application, handle.token, message), {
      ...what,
      auth: false,
    });

  return {
    /**
     * Answers an interaction where it came from; null where Discord no longer takes that and it must go another way. The first answer takes
     * the place of “thinking”, one that only the asker may see too: then the public sign goes, and a private message follows.
     */
    async reply(bot: Bot, handle: InteractionHandle, to: Target, what: Sendable, key: string): Promise<Posted | null> {
      const own = to.only !== undefined;
      const posted = (id: string): Posted => ({
        platform: 'discord',
        workspace: to.workspace,
        channel: to.channel,
        messageId: `${own ? PRIVATE_MARK : ''}${id}`,
        ...(to.thread ? { thread: to.thread } : {}),
      });
      const before = known.get(`${handle.interaction} ${key}`);
      const remember = (id: string): Posted => {
        const where = posted(id);
        known.set(`${handle.interaction} ${key}`, where);
        return where;
      };
      try {
        if (before) {
          await change(bot, handle, what, before.messageId.replace(PRIVATE_MARK, ''));
          return before;
        }
        const first = await original(bot, handle);
        if (first === 'gone') return null;
        if (first && (handle.ack === 'public' || handle.ack === 'private')) {
          const loading = ((first.flags ?? 0) & MessageFlags.Loading) !== 0;
          const fits = (handle.ack === 'private') === own;
          // left there by an earlier attempt at the same answer
          const same = first.components?.[0]?.id === what.body.components[0]?.id;
          if (fits && (loading || same)) return remember((await change(bot, handle, what)).id);
          if (loading)
            await bot.api
              .call('DELETE', Routes.webhookMessage(handle.application, handle.token), { auth: false })
              .catch(() => {});
        }
        const { body, files } = what;
        const message = await bot.api.call<APIMessage>('POST', Routes.webhook(handle.application, handle.token), {
          body: own ? { ...body, flags: body.flags | MessageFlags.Ephemeral } : body,
          files,
          auth: false,
        });
        return remember(message.id);
      } catch (error) {
        if (refusedWith(error, CODE.unknownWebhook, CODE.unknownInteraction, CODE.invalidToken)) return null;
        throw error;
      }
    },

    /** Replaces what only one person sees: with the token of a click on it, or of the interaction that it answered. */
    async change(bot: Bot, handle: InteractionHandle | null, posted: Posted, what: Sendable): Promise<void> {
      if (!handle)
        throw new Refused('What only one person saw in Discord cannot be changed any more.', 'Nothing has to be done.');
      const id = posted.messageId.slice(PRIVATE_MARK.length);
      if (handle.message !== id) {
        await change(bot, handle, what, id);
        return;
      }
      await original(bot, handle);
      await change(bot, handle, what);
    },

    edit: change,
    original,
  };
}
