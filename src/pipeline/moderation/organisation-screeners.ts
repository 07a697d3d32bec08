import { type Db, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { gistOf } from '../screening/long-texts.ts';
import type { Screener } from '../screening/screener.ts';
import { type PreparedLists, prepareLists } from '../screening/word-lists.ts';
import { wordListsOf } from './word-lists.ts';

/** So long another process may go on with the words as they were. */
const FRESH_MS = 15_000;
const MOST_KEPT = 500;

export interface OrganisationScreeners {
  /** The screener as the organisation wants it: its own words weigh, what it allows does not. */
  of(orgId: OrgId): Promise<Screener>;
  /** Its words have changed. */
  forget(orgId: OrgId): void;
}

/** Puts every organisation's words over one screener. */
export function createOrganisationScreeners({
  db,
  screener,
  now,
}: {
  db: Db;
  screener: Screener;
  now: () => Date;
}): OrganisationScreeners {
  const kept = new Map<OrgId, { lists: Promise<PreparedLists>; until: number }>();
  const listsOf = (orgId: OrgId): Promise<PreparedLists> => {
    const known = kept.get(orgId);
    if (known && known.until > now().getTime()) return known.lists;
    const lists = withOrg(db, orgId, wordListsOf).then((all) => prepareLists(all));
    kept.delete(orgId);
    kept.set(orgId, { lists, until: now().getTime() + FRESH_MS });
    lists.catch(() => kept.delete(orgId));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest) kept.delete(oldest);
    return lists;
  };
  return {
    async of(orgId) {
      const lists = await listsOf(orgId);
      return {
        id: screener.id,
        async screen(texts, signal) {
          const gists = texts.map((text) => gistOf(text));
          const wanted = gists.map(({ text }) => lists.withoutAllowed(text));
          const judged = await screener.screen(wanted, signal);
          return gists.map((gist, i) => gist.inText(lists.raise(wanted[i]!, judged[i]!)));
        },
      };
    },
    forget: (orgId) => void kept.delete(orgId),
  };
}
