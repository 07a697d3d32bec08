import type { OrgDb } from '../db/scope.ts';
import type { BlockList, ListChange } from '../domain/block-list.ts';
import type { Principal } from '../domain/principal.ts';
import { importEntries } from '../pipeline/moderation/lists/block-lists.ts';
import { readList } from '../pipeline/moderation/lists/read-list.ts';
import { fetchSoon, refreshList } from '../pipeline/moderation/lists/refresh-list.ts';
import { linkOf } from '../pipeline/moderation/lists/share-list.ts';
import type { Work } from '../pipeline/work.ts';
import { baseOf, type HttpServices, listsOf } from './services.ts';
import { turnstile } from './turnstile.ts';

/** Whoever asks, by a form or by the API. */
interface Asking {
  services: HttpServices;
  principal: Principal;
  work: <T>(change: (work: Work) => Promise<T>) => Promise<T>;
}

/** Lists are held in memory while they are read: so many at once, however they come. */
const imports = turnstile({ atOnce: 2, waiting: 8 });

/** Puts what somebody brings on a list of their own; `bring` is called when it is their turn. */
export const importList = (
  { work }: Pick<Asking, 'work'>,
  id: string,
  bring: () => Promise<{ bytes: Buffer; replace: boolean }>,
): Promise<ListChange> =>
  imports(async () => {
    const { bytes, replace } = await bring();
    const read = readList(bytes);
    return work((w) => importEntries(w, id, read, { replace }));
  });

/** Fetches a list that others keep now, and answers how it stands then. */
export async function fetchList(
  { work, services, principal }: Asking,
  id: string,
  signal?: AbortSignal,
): Promise<BlockList> {
  const list = await work((w) => fetchSoon(w, id));
  const fetched = await refreshList(listsOf(services), principal.orgId, list.id, {
    asked: true,
    ...(signal ? { signal } : {}),
  });
  return fetched ?? list;
}

/** The link under which a list is shared; null where it is not. */
export async function sharedLink(
  { services, principal }: Pick<Asking, 'services' | 'principal'>,
  tx: OrgDb,
  id: string,
): Promise<string | null> {
  const path = await linkOf({ tx, principal }, id, services.secret);
  return path === null ? null : `${baseOf(services)}/media${path}`;
}
