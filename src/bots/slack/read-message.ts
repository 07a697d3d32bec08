import type { InboundEvent } from '../../messages/inbound.ts';
import type { SaidMessage } from '../../messages/said-message.ts';
import type { SlackConnection } from './connection.ts';
import { asking } from './errors.ts';
import { timeOf } from './reading.ts';
import { mentionedIn, typedText } from './typed-text.ts';

/** The message that somebody reacted to, as it stands now; null where it is gone. What is not for us to read is refused. */
export async function readMessage(
  { client, identity, people }: SlackConnection,
  { place: { channel }, messageId: ts, at }: InboundEvent & { kind: 'reaction' },
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
