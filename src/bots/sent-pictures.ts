import { MOST_PICTURES } from '../messages/asked-picture.ts';
import type { InboundPicture } from '../messages/inbound.ts';

/** What of a message's pictures is looked at, and how many came where that is not all; nothing is said where there were none. */
export function sentPictures(all: InboundPicture[]): { pictures?: InboundPicture[]; picturesSent?: number } {
  if (all.length === 0) return {};
  const pictures = all.slice(0, MOST_PICTURES);
  return all.length > pictures.length ? { pictures, picturesSent: all.length } : { pictures };
}
