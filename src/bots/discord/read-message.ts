import { type APIMessage, Routes } from 'discord.js';
import type { OrgId } from '../../domain/id.ts';
import type { InboundEvent } from '../../messages/inbound.ts';
import type { SaidMessage } from '../../messages/said-message.ts';
import type { Bots } from './bots.ts';
import { CODE, refusedWith } from './errors.ts';
import { plainText, speakerOf } from './parse-message.ts';

/** The message that somebody reacted to, as it stands now; null where it is gone, or not for the bot to read. */
export async function readMessage(
  bots: Bots,
  { app, place, messageId }: InboundEvent & { kind: 'reaction' },
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
