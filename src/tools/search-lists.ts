import { z } from 'zod';
import { listingsOf } from '../db/block-entries.ts';
import { LISTED_KINDS, type ListEffect, type ListedKind } from '../domain/block-list.ts';
import type { LexiconTerm } from '../domain/lexicon.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import { seeLists } from '../pipeline/moderation/lists/block-lists.ts';
import { seeTerms } from '../pipeline/moderation/word-lists.ts';
import { defineTool } from './define-tool.ts';

/** What the tool answers; the offline model writes its answer from it. */
export interface FoundLists {
  thing: string | null;
  listings: {
    kind: ListedKind;
    platform: string;
    quoted_value: string;
    quoted_list: string;
    quoted_reason: string;
    /** A day. */
    since: string;
    effect: ListEffect;
    /** It counts nowhere here. */
    excepted: boolean;
    ended: boolean;
  }[];
  /** Words and phrases of our own, kept beside the lists: those that are it. */
  words: { count: number; listed: { quoted_term: string; kind: LexiconTerm['kind']; quoted_note: string }[] };
  lists: {
    quoted_name: string;
    own: boolean;
    entries: number;
    effect: ListEffect;
    failing: boolean;
    changed: { time: string; added: number; removed: number } | null;
  }[];
}

const MOST = 10;
const MOST_LISTS = 20;

export const searchListsTool = defineTool({
  name: 'search_lists',
  description:
    'Block lists of moderation, and the words of our own that count or never count: whether an account’s id, a word or a domain stands on one, since when and why ("is evil.example on a block list?", "is the word idiot on our list?"); ' +
    'without a thing which lists there are and what changed on them last ("which block lists do we have?"). It changes nothing: lists are changed on the Lists page, words on the Words page, by an admin.',
  input: z.object({
    thing: z.string().max(300).optional().describe('The account’s id, the word or the domain, as it is written'),
  }),
  access: 'read',
  permission: 'moderation.read',
  async run({ org, now, principal, language }, { thing = '' }) {
    const wanted = thing
      .trim()
      .replace(/^[@#]/, '')
      .replace(/^https?:\/\/(?:www\.)?([^/?#]+).*$/i, '$1');
    const { lists, found, terms } = await org(async (tx) => ({
      lists: await seeLists({ tx, principal }),
      terms: await seeTerms({ tx, principal }),
      found: wanted === '' ? [] : await listingsOf(tx, { kinds: LISTED_KINDS, values: withParents(wanted) }),
    }));
    const data: FoundLists = {
      thing: wanted === '' ? null : oneLine(wanted, 100),
      listings: found.slice(0, MOST).map((one) => ({
        ...{ kind: one.kind, platform: one.platform, quoted_value: oneLine(one.value, 100) },
        ...{ quoted_list: oneLine(one.list, 100), quoted_reason: oneLine(one.reason, 200) },
        ...{ since: one.since.toISOString().slice(0, 10), effect: one.effect, excepted: one.excepted },
        ended: one.expiresAt !== null && one.expiresAt <= now,
      })),
      words: {
        count: terms.length,
        listed: terms
          .filter(({ term, isPattern }) => !isPattern && term.toLowerCase() === wanted.toLowerCase())
          .slice(0, MOST)
          .map(({ term, kind, note }) => ({ quoted_term: oneLine(term, 100), kind, quoted_note: oneLine(note, 200) })),
      },
      lists: lists.slice(0, MOST_LISTS).map(({ name, source, entries, effect, failingSince, changed }) => ({
        ...{ quoted_name: oneLine(name, 100), own: source === 'own', entries, effect, failing: failingSince !== null },
        changed: changed && {
          time: formatTime(new Date(changed.at), principal.timeZone, now, language),
          ...{ added: changed.added, removed: changed.removed },
        },
      })),
    };
    return { data: { ...data }, citations: [] };
  },
});

/** What stands for `a.b.example.org` may be a list’s `example.org`. */
function withParents(thing: string): string[] {
  const parts = thing.split('.');
  return parts.length > 2 && parts.every((part) => /^[\p{L}\p{N}_-]+$/u.test(part))
    ? parts.slice(0, -1).map((_, i) => parts.slice(i).join('.'))
    : [thing];
}
