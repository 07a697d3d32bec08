import { z } from 'zod';
import { oneLine } from '../../domain/text.ts';
import type { InboundFile, InboundPicture } from '../../messages/inbound.ts';
import { fetchPicture, hostsOf } from '../fetch-picture.ts';
import { sentPictures } from '../sent-pictures.ts';
import type { TeamsActivity } from './activity.ts';

/** Where Microsoft keeps files that people send to a bot; their addresses open them for whoever has them. */
const FILE_HOSTS = ['sharepoint.com', 'sharepoint.us', 'sharepoint.cn', 'sharepoint-df.com'];
const FILE = 'application/vnd.microsoft.teams.file.download.info';

const MOST_FILES = 20;

const file = z.looseObject({
  contentType: z.literal(FILE),
  name: z.string().optional().catch(undefined),
  content: z.looseObject({ downloadUrl: z.string().max(8000) }),
});
const inline = z.looseObject({
  contentType: z.string().startsWith('image/'),
  name: z.string().optional().catch(undefined),
  contentUrl: z.string().max(8000),
});

/** The files and inline images of a message, to be looked at later; nothing is said where there were none. */
export function picturesIn({ attachments, serviceUrl }: TeamsActivity): ReturnType<typeof sentPictures> {
  const pictures = (attachments ?? []).flatMap((one): InboundPicture[] => {
    const sent = file.safeParse(one).data;
    const about = { size: null, name: oneLine(sent?.name ?? '', 200) };
    if (sent) return [{ ...about, mediaType: null, from: { url: sent.content.downloadUrl } }];
    const pasted = inline.safeParse(one).data;
    if (!pasted) return [];
    const { contentType, contentUrl, name = '' } = pasted;
    // behind the connector's own sign-in
    const from = { url: contentUrl, service: serviceUrl };
    return [{ ...about, name: oneLine(name, 200), mediaType: contentType, from }];
  });
  return sentPictures(pictures);
}

/** What a guarded channel's rules may look at of its files: Teams tells their names, and of inline images the type. */
export function filesIn({ attachments }: TeamsActivity): { files?: InboundFile[] } {
  const found = (attachments ?? []).slice(0, MOST_FILES).flatMap((one): InboundFile[] => {
    const { contentType: type, name } = one as { contentType: string; name?: unknown };
    if (typeof name !== 'string' || name === '') return [];
    return [{ name: name.slice(0, 300), size: null, type: type.includes('vnd.microsoft') ? null : type }];
  });
  return found.length > 0 ? { files: found } : {};
}

/** The bytes of one: a file at its own address, an inline image from the service that brought it, with the app's token. */
export async function openAttachedPicture(
  { from }: InboundPicture,
  { service, token, signal }: { service: string; token: () => Promise<string | null>; signal: AbortSignal },
): Promise<Uint8Array> {
  if (from.service === undefined) return fetchPicture(from.url, { isTheirs: hostsOf(FILE_HOSTS, service), signal });
  const isTheirs = hostsOf([], from.service);
  // the token is for that service alone: no other address is asked with it, and none is asked for it
  const held = from.url !== undefined && URL.canParse(from.url) && isTheirs(new URL(from.url)) ? await token() : null;
  return fetchPicture(from.url, {
    isTheirs,
    signal,
    ...(held ? { headers: { authorization: `Bearer ${held}` } } : {}),
  });
}
