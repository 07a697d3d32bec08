import { createHash } from 'node:crypto';
import { historyHead } from '../../db/history-changes.ts';
import { writeHistory } from '../../db/history-documents.ts';
import { countHistoryTerms } from '../../db/history-terms.ts';
import { type Db, withOrg } from '../../db/scope.ts';
import type { HistoryDocument } from '../../domain/history.ts';
import type { OrgId } from '../../domain/id.ts';
import type { TextEmbedder } from '../embedding/embedder.ts';
import { partsOf } from './chunk.ts';

const BATCH = 200;

/**
 * Takes in documents that stand for themselves, without rows they were made from: what measurements search. Counts terms at the end. `average`
 * is how many terms a part is expected to have; what the index has counted where absent.
 */
export async function takeIn(
  db: Db,
  orgId: OrgId,
  documents: readonly HistoryDocument[],
  {
    embedder,
    now,
    average,
    say,
  }: { embedder: TextEmbedder; now: Date; average?: number; say?: (done: number) => void },
): Promise<void> {
  const head = await withOrg(db, orgId, historyHead);
  for (let from = 0; from < documents.length; from += BATCH) {
    const writes = documents.slice(from, from + BATCH).map((document) => ({
      document,
      hash: createHash('sha256').update(`${document.title}\n${document.text}`).digest('hex'),
      change: 0,
      parts: partsOf(document),
    }));
    const vectors = await embedder.embed(
      writes.flatMap(({ document, parts }) => parts.map(({ text }) => `${document.title}\n${text}`)),
      'passage',
    );
    let at = 0;
    const made = writes.map((write) => {
      const its = vectors.slice(at, at + write.parts.length);
      at += write.parts.length;
      return { ...write, vectors: its };
    });
    await withOrg(db, orgId, (tx) =>
      writeHistory(tx, made, { model: embedder.id, average: average ?? head.average, now }),
    );
    say?.(Math.min(from + BATCH, documents.length));
  }
  await withOrg(db, orgId, (tx) => countHistoryTerms(tx, now));
}
