import { type APIMessage, Routes } from 'discord.js';
import type { OrgId } from '../../domain/id.ts';
import type { InboundEvent } from '../../messages/inbound.ts';
import type { SaidMessage } from '../../messages/said-message.ts';
import { pinOrderIn } from '../pin-words.ts';
import type { Bots } from './bots.ts';
import { CODE, refusedWith } from './errors.ts';
import { plainText, speakerOf } from './parse-message.ts';

/** The message that somebody reacted to, as it stands now; null where it is gone, or not for the bot to read. */
export async function readMessage(
  bots: Bots,
  { app, place, messageId }: Pick<InboundEvent & { kind: 'reaction' }, 'app' | 'place' | 'messageId'>,
  orgId: OrgId,
): Promise<SaidMessage | null> {
  const [bot] = await bots.of(orgId, app);
  const { id: me } = await bot!.self();
  // one that is not in a thread stands under the id of the thread that an answer would begin
  const thread = place.thread === messageId ? null : place.thread;
  const channel = thread ?? place.channel;
  try {
    const message = await bot!.api.call<APIMessage>('GET', Routes.channelMessage(channel, messageId));
    return {
      author: speakerOf(message.author).name,
      text: plainText(message, { me, channel: () => null, roleOfMine: () => null }),
      at: new Date(message.timestamp),
      url: `https://discord.com/channels/${place.workspace}/${channel}/${messageId}`,
      thread,
      ours: message.author.id === me,
    };
  } catch (error) {
    if (refusedWith(error, CODE.unknownMessage, CODE.unknownChannel, CODE.missingAccess, CODE.missingPermission))
      return null;
    throw error;
  }
}

/** The message that theirs answers, else the one before it: what we said, and what was said to us, is passed over. */
export async function messageMeant(
  bots: Bots,
  { app, place: at, messageId, replyTo }: InboundEvent & { kind: 'message' },
  orgId: OrgId,
): Promise<(SaidMessage & { messageId: string }) | null> {
  // one that is not in a thread stands under the id of the thread that an answer would begin
  const place = { ...at, thread: at.thread === messageId ? null : at.thread };
  const read = async (id: string) => {
    const said = await readMessage(bots, { app, place, messageId: id }, orgId);
    return said && { ...said, messageId: id };
  };
  if (replyTo !== undefined) return read(replyTo);
  const [bot] = await bots.of(orgId, app);
  const { id: me } = await bot!.self();
  try {
    const messages = await bot!.api.call<APIMessage[]>('GET', Routes.channelMessages(place.thread ?? place.channel), {
      query: { limit: '20', before: messageId },
    });
    const before = messages
      .filter(
        ({ id, author, content, mentions }) =>
          author.id !== me &&
          BigInt(id) < BigInt(messageId) &&
          !mentions.some((user) => user.id === me) &&
          pinOrderIn(content) === null,
      )
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))[0];
    return before ? await read(before.id) : null;
  } catch (error) {
    if (refusedWith(error, CODE.unknownChannel, CODE.missingAccess, CODE.missingPermission)) return null;
    throw error;
  }
}
