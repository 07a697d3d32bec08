import { strayKeys } from '../db/file-erasures.ts';
import type { FileStore } from '../media/files.ts';
import type { Work } from './work.ts';

const BATCH = 500;
/** A row follows its bytes within minutes; a day leaves no doubt. */
const REST_MS = 86_400_000;

/**
 * Erases bytes of an organisation that no row ever came to need: whoever put them was stopped before the row was written, or the
 * row went while the store did not answer. Bytes put within the last day are left alone. Answers how many.
 */
export async function collectStrayFiles(
  run: <T>(change: (work: Work) => Promise<T>) => Promise<T>,
  files: Pick<FileStore, 'list' | 'delete'>,
  {
    signal,
    enough = () => false,
    restMs = REST_MS,
  }: { signal?: AbortSignal; enough?: () => boolean /** Bytes put within it are left alone. */; restMs?: number } = {},
): Promise<number> {
  const orgId = await run(async ({ tx }) => tx.orgId);
  let erased = 0;
  let batch: string[] = [];
  const collect = async (): Promise<void> => {
    const keys = batch;
    batch = [];
    if (keys.length === 0) return;
    // looked at again by its age when it is erased: the same bytes may be put at this moment
    for (const key of await run(({ tx }) => strayKeys(tx, keys))) if (await files.delete(key, restMs)) erased++;
  };
  for await (const { key, putAt } of files.list(orgId)) {
    signal?.throwIfAborted();
    if (enough()) return erased;
    if (Date.now() - putAt.getTime() < restMs) continue;
    batch.push(key);
    if (batch.length >= BATCH) await collect();
  }
  await collect();
  return erased;
}
