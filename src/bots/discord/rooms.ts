import { type APIChannel, ChannelType, Routes } from 'discord.js';
import { oneLine } from '../../domain/text.ts';
import type { RoomDone, RoomOrder } from '../../messages/room-order.ts';
import { Gone, Refused } from '../platform-errors.ts';
import type { Bot, Bots } from './bots.ts';
import { CODE, refusedWith } from './errors.ts';

type Open = Extract<RoomOrder, { verb: 'open' }>;
type Thread = Pick<APIChannel, 'id'> & { name?: string | null; owner_id?: string; parent_id?: string | null };

const LONGEST_NAME = 100;
/** So far Discord's clock may be from ours. */
const CLOCKS_MS = 300_000;
/** Days of silence after which Discord folds a thread away, in minutes: the longest there is. */
const FOLDED_AFTER = 10_080;
const NEEDS =
  'Give its role “Create Private Threads”, “Send Messages in Threads”, “Manage Threads” and “Pin Messages” there: “safenest connect discord --rooms” prints a link that asks for them.';

/** An incident's room as a private thread of Discord. */
export function createRooms({ bots }: { bots: Bots }) {
  return async function room(order: RoomOrder): Promise<RoomDone> {
    const [first, ...others] = await bots.of(order.orgId);
    let last = inWords(first!, order);
    for (const bot of others)
      last = last.catch((error: unknown) => {
        // this one is not in the server: another may be
        if (error instanceof Gone || refusedWith(error, CODE.unknownGuild, CODE.missingAccess))
          return inWords(bot, order);
        throw error;
      });
    return last;
  };
}

async function inWords(bot: Bot, order: RoomOrder): Promise<RoomDone> {
  try {
    return await done(bot, order);
  } catch (error) {
    if (order.verb !== 'open' && refusedWith(error, CODE.unknownChannel, CODE.missingAccess))
      throw new Gone('The thread was deleted in Discord, or the bot does not see it any more.', 'Open a new room.', {
        cause: error,
      });
    if (refusedWith(error, CODE.missingPermission))
      throw new Refused('The bot may not do that in the channel.', NEEDS, { cause: error });
    if (refusedWith(error, CODE.wrongChannel, CODE.invalidForm) && order.verb === 'open')
      throw new Refused(
        'There are no private threads in that channel.',
        'Ask for the room in an ordinary text channel.',
        { cause: error },
      );
    if (order.verb === 'invite' && refusedWith(error, CODE.unknownMember, CODE.unknownUser))
      throw new Refused('They are not in the server.', 'Invite them to the server first.', { cause: error });
    throw error;
  }
}

async function done(bot: Bot, order: RoomOrder): Promise<RoomDone> {
  const { api } = bot;
  switch (order.verb) {
    case 'open':
      return open(bot, order);
    case 'furnish':
    case 'bookmark':
      // a thread has a name and nothing else; its card links the page
      return {};
    case 'retitle':
      await api.call('PATCH', Routes.channel(order.channel), {
        body: { name: oneLine(order.name, LONGEST_NAME) },
        reason: order.key,
      });
      return {};
    case 'invite':
      await api.call('PUT', Routes.threadMembers(order.channel, order.account));
      return {};
    case 'look':
      // who is in a thread is told only to bots that may read everybody in the server; that it is there, to all
      await api.call('GET', Routes.channel(order.channel));
      return { readers: null };
    case 'pin':
      await api.call('PUT', Routes.channelMessagesPin(order.channel, order.messageId), { reason: order.key });
      return {};
    case 'close':
    case 'reopen': {
      const over = order.verb === 'close';
      await api.call('PATCH', Routes.channel(order.channel), {
        body: { archived: over, locked: over },
        reason: order.key,
      });
      return {};
    }
  }
}

async function open(bot: Bot, order: Open): Promise<RoomDone> {
  const name = oneLine(order.name, LONGEST_NAME);
  const { workspace, parent, key } = order;
  const made = ({ id }: { id: string }): RoomDone => ({
    made: { channel: id, name, url: `https://discord.com/channels/${workspace}/${id}` },
  });
  const before = order.again ? await ours(bot, order, name) : null;
  if (before) return made(before);
  return made(
    await bot.api.call<Thread>('POST', Routes.threads(parent), {
      body: { name, type: ChannelType.PrivateThread, invitable: false, auto_archive_duration: FOLDED_AFTER },
      reason: key,
    }),
  );
}

/** The thread that an earlier attempt has made: ours, under this name, and not older than the wish. */
async function ours(bot: Bot, { workspace, parent, since }: Open, name: string): Promise<Thread | null> {
  const self = await bot.self();
  const { threads } = await bot.api.call<{ threads: Thread[] }>('GET', Routes.guildActiveThreads(workspace));
  const found = threads.find(
    (one) =>
      one.parent_id === parent &&
      one.owner_id === self.id &&
      one.name === name &&
      madeAt(one.id) >= since.getTime() - CLOCKS_MS,
  );
  return found ?? null;
}

/** Ids of Discord hold the time. */
const madeAt = (id: string): number => Number((BigInt(id) >> 22n) + 1_420_070_400_000n);
