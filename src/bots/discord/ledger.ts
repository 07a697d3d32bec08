import { type APIMessage, Routes } from 'discord.js';
import { isRefusedForGood } from '../platform-errors.ts';
import type { Bot } from './bots.ts';
import { DiscordRefusal } from './errors.ts';
import { Recent } from './recent.ts';

/** Discord enforces a nonce for some minutes; less is relied on. */
const NONCE_MS = 120_000;
/** What waits longer is a dead letter. */
const BACK_MS = 24 * 3_600_000;
const PER_PAGE = 100;
const PAGES = 3;
/** Discord counts the time in its ids from the beginning of 2015, in ms. */
const EPOCH_MS = 1_420_070_400_000;

/**
 * Which message shows which matter, once no nonce tells it any more: by the mark that the message itself carries, looked up where it would
 * be posted. A message that was deleted is not found.
 */
export function createLedger({ now }: { now: () => Date }) {
  const places = new Recent<{ readAt: number; byMark: ReadonlyMap<number, string> }>();

  async function read(bot: Bot, channel: string, at: number): Promise<ReadonlyMap<number, string>> {
    const { id: own } = await bot.self();
    const byMark = new Map<number, string>();
    let before: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const messages = await bot.api.call<APIMessage[]>('GET', Routes.channelMessages(channel), {
        query: { limit: String(PER_PAGE), ...(before ? { before } : {}) },
      });
      for (const { id, author, components } of messages) {
        const mark = components?.[0]?.id;
        if (author.id === own && mark !== undefined) byMark.set(mark, id);
      }
      before = messages.at(-1)?.id;
      if (!before || messages.length < PER_PAGE || writtenAt(before) < at - BACK_MS) break;
    }
    return byMark;
  }

  return {
    /** The message with the mark in this channel; null where there is none, or where it may not be looked for. */
    async find(bot: Bot, channel: string, mark: number): Promise<string | null> {
      const key = `${bot.app.id} ${channel}`;
      const at = now().getTime();
      let place = places.get(key);
      if (!place || at - place.readAt >= NONCE_MS) {
        const byMark = await read(bot, channel, at).catch((error: unknown) => {
          // without the right to look, the nonce is all there is; what else is wrong is said by posting
          if (error instanceof DiscordRefusal || isRefusedForGood(error)) return new Map<number, string>();
          throw error;
        });
        place = { readAt: at, byMark };
        places.set(key, place);
      }
      return place.byMark.get(mark) ?? null;
    },
  };
}

const writtenAt = (id: string): number => Number(BigInt(id) >> 22n) + EPOCH_MS;
