import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { CardPart } from '../../messages/card.ts';
import { type CarriedAt, digestOf } from './custom-id.ts';

/** What a button needs that does not fit into its id: its value, what it asks first, the form it opens. */
export interface Carried {
  value: string;
  confirm?: string;
  form?: CardPart[];
}

const carriedSchema = z.array(
  z.object({ value: z.string(), confirm: z.string().optional(), form: z.array(z.custom<CardPart>()).optional() }),
);
/** Of a message's 4,000 characters; and what a hostile message may make us unpack. */
const LONGEST = 1500;
const MOST_BYTES = 100_000;

/**
 * Collects what the components of one message carry. It travels in the message itself, behind the `#` of a link, where only whoever
 * wrote the message could have put it: Discord brings the message along with every click, and nothing is kept on our side.
 */
export function createCarrier() {
  const entries: Carried[] = [];
  const known = new Map<string, CarriedAt>();
  let sealed = false;
  return {
    /** Where the entry will be found; null where the message cannot carry more. */
    add(entry: Carried): CarriedAt | null {
      const digest = digestOf(JSON.stringify(entry));
      const before = known.get(digest);
      if (before) return before;
      if (sealed || packed([...entries, entry]).length > LONGEST) return null;
      entries.push(entry);
      const place = { at: entries.length - 1, digest };
      known.set(digest, place);
      return place;
    },
    /** What goes behind the `#`, empty where there is nothing to carry; nothing is taken on afterwards. */
    seal(): string {
      sealed = true;
      return entries.length === 0 ? '' : `sn=${packed(entries)}`;
    },
  };
}
export type Carrier = ReturnType<typeof createCarrier>;

const packed = (entries: readonly Carried[]): string =>
  deflateRawSync(Buffer.from(JSON.stringify(entries)), { level: 9 }).toString('base64url');

// a bracket of somebody's text is always escaped, and so is never one of ours
const IN_LINK = /(?<!\\)\]\(https?:\/\/[^\s()]*#sn=([\w-]{1,2000})\)/;

/** Finds an entry in the texts of the message that was clicked; null where it is not there or not the one meant. */
export function findCarried(texts: readonly string[], { at, digest }: CarriedAt): Carried | null {
  for (const text of texts) {
    const found = IN_LINK.exec(text)?.[1];
    if (!found) continue;
    try {
      const raw = inflateRawSync(Buffer.from(found, 'base64url'), { maxOutputLength: MOST_BYTES });
      const entry = carriedSchema.parse(JSON.parse(raw.toString()))[at];
      if (entry && digestOf(JSON.stringify(entry)) === digest) return entry;
    } catch {
      // not ours, or spoiled: as if it were not there
    }
  }
  return null;
}
