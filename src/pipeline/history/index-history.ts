import { createHash } from 'node:crypto';
import {
  historyHead,
  lockWaiting,
  queueEverything,
  queueLoginDays,
  settleHistory,
  waitingHistory,
} from '../../db/history-changes.ts';
import {
  deleteHistory,
  deleteOtherVectors,
  type HistoryWrite,
  historyHashes,
  partsWithoutVector,
  writeHistory,
  writeHistoryVectors,
} from '../../db/history-documents.ts';
import {
  alertSources,
  caseSources,
  incidentSources,
  loginDaySources,
  proposalSources,
  ruleSources,
  sightingDaySources,
} from '../../db/history-sources.ts';
import { countHistoryTerms, needsCounting } from '../../db/history-terms.ts';
import { type Db, type InOrg, type OrgDb, withOrg } from '../../db/scope.ts';
import type { HistoryDocument, HistoryKind } from '../../domain/history.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Log } from '../../log.ts';
import type { TextEmbedder } from '../embedding/embedder.ts';
import { MOST_TEXT, partsOf } from './chunk.ts';
import { alertText } from './serialise/alert-text.ts';
import { caseText } from './serialise/case-text.ts';
import { incidentText } from './serialise/incident-text.ts';
import { loginsText } from './serialise/logins-text.ts';
import { proposalText } from './serialise/proposal-text.ts';
import { ruleText } from './serialise/rule-text.ts';
import { sightingsText } from './serialise/sightings-text.ts';

export interface IndexingParts {
  db: Db;
  embedder: TextEmbedder;
  now: () => Date;
  log: Log;
}

/** What a run did. */
export interface Indexed {
  /** Documents written and taken out. */
  written: number;
  removed: number;
  /** Vectors made for parts that had none of this model. */
  embedded: number;
  /** There is more to do than one run does. */
  more: boolean;
}

const BATCH = 200;
/** Batches of one run; the rest is another job's, so that a long backlog keeps nobody waiting. */
const MOST_BATCHES = 50;
const LOGINS_AT_ONCE = 20_000;
const OLD_VECTORS_AT_ONCE = 5000;
/** From what change of the average length on parts are weighed anew. */
const DRIFT = 1.5;

/**
 * Brings an organisation's history up to date: what changed is written as a text, embedded outside of any transaction, and stored with the
 * number of its change, so that an older state never replaces a newer. The first run takes in all that is there.
 */
export async function indexHistory(parts: IndexingParts, orgId: OrgId, signal?: AbortSignal): Promise<Indexed> {
  const { db, now } = parts;
  const done: Indexed = { written: 0, removed: 0, embedded: 0, more: false };
  const inOrg: InOrg = (work) => withOrg(db, orgId, work);
  await inOrg(async (tx) => {
    const head = await historyHead(tx);
    if (!head.begun) await queueEverything(tx, now());
  });
  for (let batch = 0; ; batch++) {
    signal?.throwIfAborted();
    if (batch >= MOST_BATCHES) return { ...done, more: true };
    const moreLogins = await inOrg((tx) => queueLoginDays(tx, LOGINS_AT_ONCE));
    const changes = await inOrg((tx) => waitingHistory(tx, BATCH));
    if (changes.length === 0 && !moreLogins) break;
    const { average, documents, known } = await inOrg(async (tx) => {
      const made = await documentsOf(tx, changes);
      return { documents: made, known: await historyHashes(tx, changes), average: (await historyHead(tx)).average };
    });
    const bySame = new Map(documents.map((document) => [`${document.kind} ${document.key}`, document]));
    const fresh: Omit<HistoryWrite, 'vectors'>[] = [];
    for (const { kind, key, seq } of changes) {
      const document = bySame.get(`${kind} ${key}`);
      if (!document) continue;
      const hash = hashOf(document);
      if (known.get(`${kind} ${key}`) !== hash) fresh.push({ document, hash, change: seq, parts: partsOf(document) });
    }
    const vectors = await embedAll(
      parts,
      fresh.map(({ document, parts: its }) => its.map(({ text }) => `${document.title}\n${text}`)),
      signal,
    );
    const gone = changes.filter(({ kind, key }) => !bySame.has(`${kind} ${key}`));
    await inOrg(async (tx) => {
      done.written += await writeHistory(
        tx,
        // what was deleted while it was embedded is not written again
        await stillThere(
          tx,
          fresh.map((one, i) => ({ ...one, vectors: vectors?.[i] ?? null })),
        ),
        { model: parts.embedder.id, average, now: now() },
      );
      await deleteHistory(tx, gone);
      await settleHistory(tx, changes);
    });
    done.removed += gone.length;
  }
  await inOrg((tx) => recount(tx, now()));
  return embedRest(parts, inOrg, done, signal);
}

/** A document is written only while the change it was made after is the newest: what changed again, is gone or forgotten waits for its turn. */
async function stillThere(tx: OrgDb, writes: readonly HistoryWrite[]): Promise<HistoryWrite[]> {
  const waiting = await lockWaiting(
    tx,
    writes.map(({ document, change }) => ({ kind: document.kind, key: document.key, seq: change })),
  );
  return writes.filter(({ document }) => waiting.has(`${document.kind} ${document.key}`));
}

/** Vectors for parts that have none of this model: after it was changed, or was away. Those of other models go last. */
async function embedRest(
  parts: IndexingParts,
  inOrg: InOrg,
  done: Indexed,
  signal: AbortSignal | undefined,
): Promise<Indexed> {
  const { embedder } = parts;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    signal?.throwIfAborted();
    const missing = await inOrg((tx) => partsWithoutVector(tx, embedder.id, BATCH));
    if (missing.length === 0) {
      const old = await inOrg((tx) => deleteOtherVectors(tx, embedder.id, OLD_VECTORS_AT_ONCE));
      return { ...done, more: old >= OLD_VECTORS_AT_ONCE };
    }
    const [made] = (await embedAll(parts, [missing.map(({ text }) => text)], signal)) ?? [];
    // away: another run tries again
    if (!made) return done;
    await inOrg((tx) =>
      writeHistoryVectors(
        tx,
        embedder.id,
        missing.map(({ id, kind }, i) => ({ chunkId: id, kind, vector: made[i]! })),
      ),
    );
    done.embedded += missing.length;
  }
  return { ...done, more: true };
}

/** Vectors for several lists of texts; null where the embedder is away, so that words can be searched all the same. */
async function embedAll(
  { embedder, log }: IndexingParts,
  lists: readonly (readonly string[])[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[][] | null> {
  const texts = lists.flat();
  if (texts.length === 0) return lists.map(() => []);
  try {
    const vectors = await embedder.embed(texts, 'passage', signal);
    let at = 0;
    return lists.map((list) => {
      const its = vectors.slice(at, at + list.length);
      at += list.length;
      return its;
    });
  } catch (err) {
    signal?.throwIfAborted();
    log.warn({ err, model: embedder.id }, 'the embedder is away: history is found by its words until it is back');
    return null;
  }
}

/** Rarities anew where the index has grown by a tenth; all parts anew where their average length is another. */
async function recount(tx: OrgDb, now: Date): Promise<void> {
  if (!(await needsCounting(tx))) return;
  const { before, average } = await countHistoryTerms(tx, now);
  if (Math.max(before / average, average / before) < DRIFT) return;
  await tx.updateTable('history_document').set({ hash: NEVER }).where('org_id', '=', tx.orgId).execute();
  await queueEverything(tx, now);
}

/** The hash of nothing that could be written. */
const NEVER = '0'.repeat(64);

const hashOf = ({ ref, title, text, at }: HistoryDocument): string =>
  createHash('sha256')
    .update(JSON.stringify([ref, title, text, at]))
    .digest('hex');

/** The documents of what changed, as things stand now; those of which nothing is there are missing. */
async function documentsOf(
  tx: OrgDb,
  changes: readonly { kind: HistoryKind; key: string }[],
): Promise<HistoryDocument[]> {
  const keys = (kind: HistoryKind): string[] => changes.flatMap((one) => (one.kind === kind ? [one.key] : []));
  const days = keys('logins').map((key) => ({ day: key.slice(0, 10), account: key.slice(11) }));
  const made = [
    ...(await alertSources(tx, keys('alert'))).map(alertText),
    ...(await incidentSources(tx, keys('incident'))).map(incidentText),
    ...(await caseSources(tx, keys('case'))).map(caseText),
    ...(await ruleSources(tx, keys('rule'))).map(ruleText),
    ...(await proposalSources(tx, keys('proposal'))).map(proposalText),
    ...(await loginDaySources(tx, days)).map(loginsText),
    ...(await sightingDaySources(tx, keys('sightings'))).map(sightingsText),
  ];
  return made.map((document) => ({
    ...document,
    text: document.text.slice(0, MOST_TEXT).replaceAll('\0', ' ').toWellFormed(),
  }));
}
