import { oneLine } from '../../domain/text.ts';
import type { RoomDone, RoomOrder } from '../../messages/room-order.ts';
import { Gone, Refused } from '../platform-errors.ts';
import type { SlackConnection } from './connection.ts';
import { asking, slackCode } from './errors.ts';

type Open = Extract<RoomOrder, { verb: 'open' }>;

/** Names that are tried where one is taken. */
const MOST_NAMES = 20;
const PAGES = 10;
/** Slack's limits of a topic, a purpose and a bookmark's title. */
const LONGEST = 250;
const LONGEST_TITLE = 80;
/** So far Slack's clock may be from ours, in seconds. */
const CLOCKS = 300;
/** The channel is there no more, or not for us. */
const GONE = new Set(['channel_not_found', 'not_in_channel', 'is_archived']);
const NO_SCOPE =
  'The app lacks a scope that rooms need (groups:write, pins:write, bookmarks:read, bookmarks:write): “safenest connect slack --rooms” writes a manifest that has them; then install the app again.';
const CANNOT: Record<string, [string, string]> = {
  restricted_action: [
    'The workspace does not let apps make or archive channels.',
    'Ask an admin of the workspace to allow it, or do it by hand.',
  ],
  user_is_restricted: ['Slack lets no guest be brought into it by an app.', 'A member of it can invite them.'],
  cant_invite: ['Slack does not let this person be invited.', 'A member of the channel can try it.'],
  user_is_ultra_restricted: ['Slack lets no guest be brought into it by an app.', 'A member of it can invite them.'],
};

/** An incident's room as a private channel of Slack. */
export async function room(connection: SlackConnection, order: RoomOrder): Promise<RoomDone> {
  try {
    return await done(connection, order);
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    if (code === 'missing_scope') throw new Refused('Slack refused it (missing_scope).', NO_SCOPE, { cause: error });
    if (order.verb !== 'open' && order.verb !== 'reopen' && GONE.has(code))
      throw new Gone(
        `Slack refused it (${code}).`,
        'The channel was deleted or archived there, or SafeNest was taken out of it.',
        { cause: error },
      );
    const words = CANNOT[code];
    throw words ? new Refused(words[0], words[1], { cause: error }) : error;
  }
}

async function done(connection: SlackConnection, order: RoomOrder): Promise<RoomDone> {
  const { client } = connection;
  switch (order.verb) {
    case 'open':
      return { made: await open(connection, order) };
    case 'furnish': {
      const { channel, topic, url } = order;
      const text = oneLine(topic, LONGEST);
      await asking(() => client.conversations.setTopic({ channel, topic: text }));
      const purpose = `${order.key}: people who work on this incident. SafeNest made this channel and archives it when the incident is closed.`;
      await asking(() => client.conversations.setPurpose({ channel, purpose }));
      if (url !== null) await bookmark(connection, channel, { title: oneLine(topic, LONGEST_TITLE), link: url });
      return {};
    }
    case 'retitle':
      await asking(() =>
        client.conversations.setTopic({ channel: order.channel, topic: oneLine(order.topic, LONGEST) }),
      );
      return {};
    case 'invite': {
      const { channel, account: users } = order;
      await unless('already_in_channel', () => client.conversations.invite({ channel, users }));
      return {};
    }
    case 'look': {
      const { channel } = order;
      // of one that somebody archived Slack still tells who was in it
      const { channel: found } = await asking(() => client.conversations.info({ channel }));
      if (found?.is_archived) throw new Gone('Somebody archived the channel in Slack.', 'Open a new room.');
      return { readers: await people(connection, channel) };
    }
    case 'pin': {
      const { channel, messageId: timestamp } = order;
      await unless('already_pinned', () => client.pins.add({ channel, timestamp }));
      return {};
    }
    case 'bookmark': {
      for (const { title, url } of order.links)
        await bookmark(connection, order.channel, { title: oneLine(title, LONGEST_TITLE), link: url });
      await unbookmark(connection, order.channel, order.gone);
      return {};
    }
    case 'close':
      await unless('already_archived', () => client.conversations.archive({ channel: order.channel }));
      return {};
    case 'reopen':
      try {
        await unless('not_archived', () => client.conversations.unarchive({ channel: order.channel }));
        return {};
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        throw new Refused(
          'Slack lets no app bring an archived channel back.',
          'A person in Slack can; or open a new room.',
          { cause: error },
        );
      }
  }
}

async function open(connection: SlackConnection, order: Open): Promise<NonNullable<RoomDone['made']>> {
  const { client } = connection;
  const { teamId } = await connection.identity();
  const made = ({ id, name }: { id: string; name: string }) => ({
    channel: id,
    name,
    url: `https://app.slack.com/client/${teamId}/${id}`,
  });
  const names = Array.from({ length: MOST_NAMES }, (_, i) => (i === 0 ? order.name : `${order.name}-${i + 1}`));
  const before = order.again ? await ours(connection, order, names) : null;
  if (before) return made(before);
  for (const name of names) {
    try {
      const { channel } = await asking(() => client.conversations.create({ name, is_private: true }));
      if (channel?.id) return made({ id: channel.id, name: channel.name ?? name });
    } catch (error) {
      if (codeOf(error) !== 'name_taken') throw error;
    }
  }
  throw new Refused(`Every name like ${order.name} is taken.`, 'Rename the incident, then open a room again.');
}

/** The channel that an earlier attempt has made: ours, under such a name, and not older than the wish. */
async function ours(
  { client, identity }: SlackConnection,
  { since }: Open,
  names: readonly string[],
): Promise<{ id: string; name: string } | null> {
  const { botUserId } = await identity();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await asking(() =>
      client.users.conversations({
        types: 'private_channel',
        exclude_archived: true,
        limit: 200,
        ...(cursor ? { cursor } : {}),
      }),
    );
    for (const { id, name, creator, created = 0 } of answer.channels ?? [])
      if (id && name && creator === botUserId && names.includes(name) && created >= since.getTime() / 1000 - CLOCKS)
        return { id, name };
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return null;
}

/** A lasting link above the channel, once. */
async function bookmark(
  { client }: SlackConnection,
  channel: string,
  { title, link }: { title: string; link: string },
): Promise<void> {
  const { bookmarks = [] } = await asking(() => client.bookmarks.list({ channel_id: channel }));
  if (bookmarks.some((one) => one.link === link)) return;
  await asking(() => client.bookmarks.add({ channel_id: channel, title, type: 'link', link }));
}

/** Takes links off that stand above the channel. */
async function unbookmark({ client }: SlackConnection, channel: string, links: readonly string[]): Promise<void> {
  if (links.length === 0) return;
  const { bookmarks = [] } = await asking(() => client.bookmarks.list({ channel_id: channel }));
  for (const { id, link } of bookmarks)
    if (id && link && links.includes(link))
      await unless('not_found', () => client.bookmarks.remove({ channel_id: channel, bookmark_id: id }));
}

async function people({ client, identity }: SlackConnection, channel: string): Promise<string[]> {
  const { botUserId } = await identity();
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await asking(() =>
      client.conversations.members({ channel, limit: 500, ...(cursor ? { cursor } : {}) }),
    );
    found.push(...(answer.members ?? []).filter((one) => one !== botUserId));
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor && found.length < 5000);
  return found;
}

/** What is so already is fine. */
async function unless(code: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await asking(work);
  } catch (error) {
    if (codeOf(error) !== code) throw error;
  }
}

/** Slack's own word, of an error in our words too. */
const codeOf = (error: unknown): string | null =>
  error instanceof Refused ? (/\((\w+)\)/.exec(error.message)?.[1] ?? null) : slackCode(error);
