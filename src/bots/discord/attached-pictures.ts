import { type APIAttachment, type APIMessage, Routes } from 'discord.js';
import { oneLine } from '../../domain/text.ts';
import { isSafeNestError } from '../../errors.ts';
import type { InboundPicture } from '../../messages/inbound.ts';
import { fetchPicture, hostsOf } from '../fetch-picture.ts';
import { sentPictures } from '../sent-pictures.ts';
import type { Bot } from './bots.ts';

/** Where Discord keeps what people attach. */
const HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];

interface Message {
  id: string;
  channel_id: string;
  attachments?: APIAttachment[];
}

/** The files that came with a message, to be looked at later; nothing is said where there were none. */
export function picturesIn({ id, channel_id: channel, attachments = [] }: Message): ReturnType<typeof sentPictures> {
  const pictures = attachments.map(
    (one): InboundPicture => ({
      name: oneLine(one.filename, 200),
      size: one.size,
      mediaType: one.content_type ?? null,
      from: { url: one.url, id: one.id, message: id, channel },
    }),
  );
  return sentPictures(pictures);
}

/** The bytes of one. Discord's addresses end after a day: then the message is asked for a new one. */
export async function openAttachedPicture(
  { api }: Pick<Bot, 'api'>,
  { from }: InboundPicture,
  { url: apiUrl, signal }: { url: string; signal: AbortSignal },
): Promise<Uint8Array> {
  const options = { isTheirs: hostsOf(HOSTS, apiUrl), signal };
  try {
    return await fetchPicture(from.url, options);
  } catch (error) {
    const over = isSafeNestError(error) && (error.code === 'not_found' || error.code === 'forbidden');
    const { channel, message, id } = from;
    if (!over || !channel || !message) throw error;
    const again = await api.call<APIMessage>('GET', Routes.channelMessage(channel, message)).catch(() => null);
    const url = again?.attachments?.find((one) => one.id === id)?.url;
    if (url === undefined || url === from.url) throw error;
    return fetchPicture(url, options);
  }
}
