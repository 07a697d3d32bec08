import type { InboundEvent } from '../../messages/inbound.ts';
import type { SaidMessage } from '../../messages/said-message.ts';
import { pinOrderIn } from '../pin-words.ts';
import type { SlackConnection } from './connection.ts';
import { asking } from './errors.ts';
import { timeOf } from './reading.ts';
import { mentionedIn, typedText } from './typed-text.ts';

/** The message that somebody reacted to, as it stands now; null where it is gone. What is not for us to read is refused. */
export async function readMessage(
  { client, identity, people }: SlackConnection,
  { place: { channel }, messageId: ts, at }: Pick<InboundEvent & { kind: 'reaction' }, 'place' | 'messageId' | 'at'>,
): Promise<SaidMessage | null> {
  const { botUserId, botId } = await identity();
  // of an answer in a thread this finds the answer, and says which thread it stands in
  const { messages = [] } = await asking(() =>
    client.conversations.replies({ channel, ts, latest: ts, oldest: ts, inclusive: true, limit: 1 }),
  );
  const found = messages.find((one) => one.ts === ts);
  if (!found) return null;
  const { user, text = '', thread_ts: thread = null, bot_id: bot } = found;
  const { permalink = null } = await asking(() => client.chat.getPermalink({ channel, message_ts: ts }));
  const known = await people([...(user ? [user] : []), ...mentionedIn(text).slice(0, 10)]);
  const names = new Map([...known].map(([id, { name }]) => [id, name]));
  return {
    author: (user && names.get(user)) || (found as { username?: string }).username || user || '',
    text: typedText(text, names, botUserId),
    at: new Date(timeOf(ts, new Date(at))),
    url: permalink,
    thread,
    ours: user === botUserId || (bot !== undefined && bot === botId),
  };
}

/** Pages of a thread that are looked through, and messages on each. */
const PAGES = 5;
const PER_PAGE = 200;

/** The message before one that speaks of “this”: in its thread, or in the channel where it stands in none. What we said, and what was said to us, is passed over. */
export async function messageBefore(
  connection: SlackConnection,
  event: InboundEvent & { kind: 'message' },
): Promise<(SaidMessage & { messageId: string }) | null> {
  const { client, identity } = connection;
  const { botUserId, botId } = await identity();
  const { place, messageId: latest, at, handle } = event;
  const { channel } = place;
  type Said = { ts?: string; user?: string; bot_id?: string; subtype?: string; text?: string };
  const others = (messages: Said[] = []) =>
    messages
      .filter(
        ({ ts, user, bot_id: bot, subtype, text = '' }) =>
          ts !== undefined &&
          Number(ts) < Number(latest) &&
          user !== botUserId &&
          (bot === undefined || bot !== botId) &&
          (subtype === undefined || WRITTEN.has(subtype)) &&
          !mentionedIn(text).includes(botUserId) &&
          pinOrderIn(text) === null,
      )
      .toSorted((a, b) => Number(a.ts) - Number(b.ts));
  let found: Said | undefined;
  const thread = handle?.thread;
  if (thread === undefined) {
    const { messages } = await asking(() => client.conversations.history({ channel, latest, limit: 20 }));
    found = others(messages).at(-1);
  } else {
    // a thread comes from its beginning on
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const more = cursor ? { cursor } : {};
      const answer = await asking(() =>
        client.conversations.replies({ channel, ts: thread, latest, limit: PER_PAGE, ...more }),
      );
      found = others(answer.messages).at(-1) ?? found;
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (!cursor) break;
    }
  }
  if (!found) return null;
  const said = await readMessage(connection, { place, messageId: found.ts!, at });
  return said && { ...said, messageId: found.ts! };
}
const WRITTEN: ReadonlySet<string> = new Set(['file_share', 'thread_broadcast', 'me_message', 'bot_message']);
