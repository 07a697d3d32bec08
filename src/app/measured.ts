import { statfs } from 'node:fs/promises';
import type { Database } from '../db/connect.ts';
import { listOrganisations } from '../db/organisations.ts';
import { outboxAge } from '../db/outbox.ts';
import { withOrg, withSystem } from '../db/scope.ts';
import { databaseBytes, storedBytes } from '../db/stored-bytes.ts';
import type { MeasureSources, Measures } from '../http/measures.ts';
import type { Desk } from '../http/services.ts';
import type { Vision } from '../models/vision.ts';
import type { TextEmbedder } from '../pipeline/embedding/embedder.ts';
import type { Screener } from '../pipeline/screening/screener.ts';

/** Adding up what is stored reads every picture's row: often enough for a curve. */
const STORAGE_FOR_MS = 10 * 60_000;

/** What the metrics ask of the database and the disk. */
export function measureSources(database: Database, dataDir: string): Pick<MeasureSources, 'outboxAge' | 'storage'> {
  const { db } = database;
  let kept: { at: number; storage: ReturnType<MeasureSources['storage']> } | null = null;
  async function storage() {
    let files = 0;
    for (const { id } of await withSystem(db, listOrganisations)) files += await withOrg(db, id, storedBytes);
    const { bavail, bsize } = await statfs(dataDir);
    return { database: await databaseBytes(database), files, diskFree: bavail * bsize };
  }
  return {
    outboxAge: () => withSystem(db, outboxAge),
    storage() {
      const now = performance.now();
      if (!kept || now - kept.at > STORAGE_FOR_MS) kept = { at: now, storage: storage() };
      const asked = kept.storage;
      asked.catch(() => {
        kept = null;
      });
      return asked;
    },
  };
}

const timed = async <T>(
  measures: Measures,
  model: Parameters<Measures['model']>[0],
  run: () => Promise<T>,
): Promise<T> => {
  const began = performance.now();
  try {
    return await run();
  } finally {
    measures.model(model, (performance.now() - began) / 1000);
  }
};

/** The same, and how long it took is counted. */
export const measuredVision = (vision: Vision, measures: Measures): Vision =>
  Object.assign(Object.create(vision) as Vision, {
    faces: (...given: Parameters<Vision['faces']>) => timed(measures, 'faces', () => vision.faces(...given)),
    objects: (...given: Parameters<Vision['objects']>) => timed(measures, 'objects', () => vision.objects(...given)),
  });

export const measuredScreener = (screener: Screener, measures: Measures): Screener =>
  Object.assign(Object.create(screener) as Screener, {
    async screen(...given: Parameters<Screener['screen']>) {
      const screenings = await timed(measures, 'screening', () => screener.screen(...given));
      measures.screened(screenings.length);
      return screenings;
    },
  });

export const measuredEmbedder = (embedder: TextEmbedder, measures: Measures): TextEmbedder =>
  Object.assign(Object.create(embedder) as TextEmbedder, {
    embed: (...given: Parameters<TextEmbedder['embed']>) =>
      timed(measures, 'embedding', () => embedder.embed(...given)),
  });

/** The same desk; how long its answers took is counted where they came to their end. */
export const measuredDesk = <D extends Desk>(desk: D, measures: Measures): D =>
  Object.assign(Object.create(desk) as D, {
    async *respond(...given: Parameters<Desk['respond']>) {
      const began = performance.now();
      for await (const event of desk.respond(...given)) {
        if (event.kind === 'done') measures.answered(given[0].place.platform, (performance.now() - began) / 1000);
        yield event;
      }
    },
  });
