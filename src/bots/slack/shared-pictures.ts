import { oneLine } from '../../domain/text.ts';
import type { InboundFile, InboundPicture } from '../../messages/inbound.ts';
import { fetchPicture, hostsOf } from '../fetch-picture.ts';
import { sentPictures } from '../sent-pictures.ts';
import type { SlackConnection } from './connection.ts';
import { sharedFile, toldFile } from './payloads.ts';

/** Slack's own hosts that hold files. */
const HOSTS = ['slack.com', 'slack-gov.com', 'slack-files.com'];

const MOST_FILES = 20;

/** The files that came with a message, to be looked at later; nothing is said where there were none. */
export function picturesIn(files: readonly unknown[]): ReturnType<typeof sentPictures> {
  const pictures = files.flatMap((one): InboundPicture[] => {
    const file = sharedFile.safeParse(one);
    if (!file.success) return [];
    const { name, mimetype, size, url_private: url } = file.data;
    return [{ name: oneLine(name ?? '', 200), size: size ?? null, mediaType: mimetype ?? null, from: { url } }];
  });
  return sentPictures(pictures);
}

/** What a guarded channel's rules may look at of its files; also of those that nobody may fetch. */
export function filesIn(files: readonly unknown[]): { files?: InboundFile[] } {
  const found = files.slice(0, MOST_FILES).flatMap((one): InboundFile[] => {
    const file = toldFile.safeParse(one).data;
    return file?.name ? [{ name: file.name, size: file.size ?? null, type: file.mimetype ?? null }] : [];
  });
  return found.length > 0 ? { files: found } : {};
}

/** The bytes of one, with the bot's token: that takes the scope `files:read`. */
export const openSharedPicture = (
  { app }: SlackConnection,
  picture: InboundPicture,
  { apiUrl, signal }: { apiUrl: string; signal: AbortSignal },
): Promise<Uint8Array> =>
  fetchPicture(picture.from.url, {
    isTheirs: hostsOf(HOSTS, apiUrl),
    headers: { authorization: `Bearer ${app.credentials.botToken}` },
    signal,
  });
