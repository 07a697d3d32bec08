import type { Attachment } from '../../domain/chat-message.ts';
import { oneLine } from '../../domain/text.ts';
import { storable } from '../login-event-schema.ts';

/** A file as a sender or a platform tells of it, as it is kept: direction marks stay, they are part of what a name hides. */
export const attachmentOf = ({
  name,
  type,
  size,
}: {
  name: string;
  type?: string | null | undefined;
  size?: number | null | undefined;
}): Attachment => ({
  name: storable(name)
    .replaceAll(/[\r\n\t]/g, ' ')
    .slice(0, 200)
    .toWellFormed(),
  type: oneLine(storable(type ?? ''), 100).toLowerCase(),
  size: size == null || !Number.isFinite(size) ? null : Math.max(0, Math.round(size)),
});
