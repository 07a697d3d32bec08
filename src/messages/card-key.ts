import { parseReference, type Reference } from '../domain/reference.ts';

/** What a card is about, and what of it: the face or picture it was drawn for. */
export interface CardMatter {
  reference: Reference;
  /** An id; `none` where there was none to show. Null for a card of the matter as such. */
  shown: string | null;
}

const LONGEST = 100;

/**
 * The key of a card that shows one face or picture of a matter, e.g. `CAM-3/01a2…`: two answers about one camera or one person that show
 * different pictures of them are two cards, and neither takes the other's place.
 */
export const keyShowing = (ref: string, shown: string | null | undefined): string => (shown ? `${ref}/${shown}` : ref);

/** Null for the key of what is no one matter, e.g. a list. */
export function parseCardKey(key: string): CardMatter | null {
  if (key.length > LONGEST) return null;
  const [, ref, shown = null] = /^([^/]+)(?:\/([0-9a-f-]{36}|none))?$/i.exec(key) ?? [];
  const reference = ref === undefined ? null : parseReference(ref);
  return reference && { reference, shown };
}

/** Whether two cards are of one matter, whatever of it they show. */
export function isOfOneMatter(one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [parseCardKey(one)?.reference, parseCardKey(other)?.reference];
  return first !== undefined && first.kind === second?.kind && first.number === second.number;
}
