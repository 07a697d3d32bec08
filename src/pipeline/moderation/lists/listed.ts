import { allLookedFor, type LookedFor } from '../../../db/block-entries.ts';
import { listsStand } from '../../../db/block-lists.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { OrgId } from '../../../domain/id.ts';
import { oneLine } from '../../../domain/text.ts';
import { prepareFinder } from '../../screening/word-lists.ts';
import { linksIn } from '../posting/links.ts';

/** Something of a list that was found: the entry, and what it was found as. */
export interface ListHit {
  entry: LookedFor;
  /** The account, or the host of a link. */
  found: string;
}

/** An organisation's lists, made ready to look messages up in. */
export interface BlockLists {
  /** Whether anybody stands on them who would be noticed by joining. */
  watchesAccounts: boolean;
  account(platform: string, account: string, now: Date): readonly ListHit[];
  /** What of a message stands on them: its author, its words and its links. */
  message(platform: string, said: { author: string; content: string }, now: Date): readonly ListHit[];
}

/** What of a message stands on an organisation's lists, in one channel. */
export type Listed = (said: { author: string; content: string }) => readonly ListHit[];

const MOST_HITS = 20;
/** Of as many organisations what was read is remembered. */
const MOST_KEPT = 100;
const NOTHING: readonly ListHit[] = [];

export const NOTHING_LISTED: Listed = () => NOTHING;
export const NO_LISTS: BlockLists = { watchesAccounts: false, account: () => NOTHING, message: () => NOTHING };

/** Makes entries ready. An entry counts until it expires. */
export function readyLists(entries: readonly LookedFor[]): BlockLists {
  if (entries.length === 0) return NO_LISTS;
  const accounts = new Map<string, LookedFor[]>();
  const domains = new Map<string, LookedFor[]>();
  const words: LookedFor[] = [];
  for (const entry of entries) {
    if (entry.kind === 'account') keep(accounts, `${entry.platform} ${entry.value.toLowerCase()}`, entry);
    else if (entry.kind === 'domain') keep(domains, entry.value, entry);
    else words.push(entry);
  }
  const findWords = words.length > 0 ? finderOf(words) : null;
  const alive = (now: Date) => (entry: LookedFor) => entry.expiresAt === null || entry.expiresAt > now;
  const account: BlockLists['account'] = (platform, id, now) =>
    (accounts.get(`${platform} ${id.toLowerCase()}`) ?? [])
      .filter(alive(now))
      .map((entry) => ({ entry, found: entry.value }));
  return {
    watchesAccounts: [...accounts.values()].some((own) => own.some(watches)),
    account,
    message(platform, { author, content }, now) {
      const hits = [...account(platform, author, now)];
      if (domains.size > 0)
        for (const { host } of linksIn(content))
          for (const name of withParents(host))
            for (const entry of domains.get(name) ?? []) if (alive(now)(entry)) hits.push({ entry, found: host });
      if (findWords)
        for (const entry of findWords(content)) if (alive(now)(entry)) hits.push({ entry, found: entry.value });
      return hits.slice(0, MOST_HITS);
    },
  };
}

function finderOf(words: readonly LookedFor[]): (text: string) => LookedFor[] {
  const find = prepareFinder(words.map(({ kind, value }) => ({ value, isPattern: kind === 'pattern' })));
  return (text) => [...find(text)].map((index) => words[index]!);
}

/** `a.b.example.org` stands for `b.example.org` and `example.org`, too. */
function withParents(host: string): string[] {
  const parts = host.split('.');
  return parts.slice(0, -1).map((_, i) => parts.slice(i).join('.'));
}

const keep = <T>(map: Map<string, T[]>, key: string, one: T): void => {
  const known = map.get(key);
  if (known) known.push(one);
  else map.set(key, [one]);
};

const watches = ({ effect }: Pick<LookedFor, 'effect'>): boolean => effect === 'watch' || effect === 'ban';

/** Whether something that was found opens a case by itself. */
export const opensCase = ({ entry }: ListHit): boolean => watches(entry);

/** Why, in plain English as reasons are stored. `who` is the account's name. */
export function listReason({ entry, found }: ListHit, who: string): string {
  const on = `the list “${oneLine(entry.list, 60).replaceAll(/[“”]/g, '')}”`;
  const since = `since ${entry.since.toISOString().slice(0, 10)}`;
  const why = entry.reason === '' ? '' : `: ${oneLine(entry.reason, 80)}`;
  switch (entry.kind) {
    case 'account':
      return `${oneLine(who, 40).replaceAll(/[“”]/g, '')} is on ${on} ${since}${why}`;
    case 'domain':
      return `a link to ${oneLine(found.replaceAll(/[()]/g, ' '), 60)}, on ${on} ${since}${why}`;
    case 'word':
    case 'pattern':
      return `words of ${on} ${since}${why}`;
  }
}

/** Whether a stored reason says that something stands on a list. */
export const saysListed = (reason: string): boolean => /\bthe list “[^”]*” since \d{4}-\d\d-\d\d/.test(reason);

/** What was read of organisations' lists, for as long as they stand as they were read. */
export interface ListMemory {
  in(tx: OrgDb): Promise<BlockLists>;
}

export function createListMemory(): ListMemory {
  const kept = new Map<OrgId, { stand: string; lists: BlockLists }>();
  return {
    async in(tx) {
      const stand = await listsStand(tx);
      if (stand === '') {
        kept.delete(tx.orgId);
        return NO_LISTS;
      }
      const known = kept.get(tx.orgId);
      if (known?.stand === stand) return known.lists;
      const lists = readyLists(await allLookedFor(tx));
      kept.delete(tx.orgId);
      kept.set(tx.orgId, { stand, lists });
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
      return lists;
    },
  };
}

/** The same for whoever looks something up now and then. */
export const listsIn = async (tx: OrgDb): Promise<BlockLists> =>
  (await listsStand(tx)) === '' ? NO_LISTS : readyLists(await allLookedFor(tx));
