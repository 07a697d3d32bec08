import { resolve } from 'node:path';
import { isSafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { createWorkerPool, type WorkerPool } from '../../models/worker-pool.ts';
import { openFolderScreener } from './folder-screener.ts';
import { createLexiconScreener } from './lexicon-screener.ts';
import { type OpenAiOptions, openAiScreener } from './openai-screener.ts';
import { openOwnScreener } from './own-screener.ts';
import type { Screener, Screening } from './screener.ts';

/** Where the model lies that comes with SafeNest. */
export const OWN_MODEL = resolve(import.meta.dirname, '../../../models');

export interface ScreenerOptions {
  /** `own`, `lexicon`, `openai`, or the folder of a BERT-style model. */
  model: string;
  /** Of SafeNest's own model. */
  ownFolder?: string;
  openai: Pick<OpenAiOptions, 'baseUrl'> & { key: (() => string) | null };
  log: Log;
}

/**
 * Opens the screener that the settings name. One that cannot be opened is replaced by the next best (own model, then lexicon), and
 * one that fails on a message by that for this message; `fallback` then says why.
 */
export async function openScreener({ model, ownFolder = OWN_MODEL, openai, log }: ScreenerOptions): Promise<Screener> {
  if (model === 'lexicon') return createLexiconScreener();
  const own = await openOwn(ownFolder, log);
  if (model === 'own') return own;
  if (model === 'openai') {
    if (!openai.key) return because(own, 'SCREENING_MODEL is openai and OPENAI_API_KEY is not set', log);
    return withFallback(openAiScreener({ key: openai.key, baseUrl: openai.baseUrl }), own, log);
  }
  try {
    return withFallback(await openFolderScreener(model, log), own, log);
  } catch (error) {
    return because(own, `the screening model in ${model} cannot be used: ${reasonOf(error)}`, log);
  }
}

/** Screened on the thread of the caller up to this; more goes to a thread of its own, so that nobody else waits. */
const MOST_INLINE_TEXTS = 4;
const MOST_INLINE_LETTERS = 6_000;
const PART = 64;

async function openOwn(folder: string, log: Log): Promise<Screener> {
  try {
    return offThread(await openOwnScreener(folder), folder, log);
  } catch (error) {
    const reason = `the screening model in ${folder} cannot be used: ${reasonOf(error)}`;
    log.warn({ reason }, 'messages are screened by the lexicon alone');
    return createLexiconScreener(reason);
  }
}

function offThread(inline: Screener, folder: string, log: Log): Screener {
  let pool: WorkerPool<readonly string[], null, Screening[]> | null = null;
  const start = (): WorkerPool<readonly string[], null, Screening[]> =>
    createWorkerPool({
      script: new URL('./screen-worker.ts', import.meta.url),
      workerData: { folder },
      workers: 1,
      queue: 2_000,
      waitMs: 60_000,
      taskMs: 60_000,
      startMs: 60_000,
      subject: 'Screening',
      log,
    });
  return {
    id: inline.id,
    async screen(texts, signal) {
      const letters = texts.reduce((sum, text) => sum + text.length, 0);
      if (texts.length <= MOST_INLINE_TEXTS && letters <= MOST_INLINE_LETTERS) return inline.screen(texts, signal);
      pool ??= start();
      const parts: Promise<Screening[]>[] = [];
      for (let from = 0; from < texts.length; from += PART)
        parts.push(pool.run(texts.slice(from, from + PART), signal));
      return (await Promise.all(parts)).flat();
    },
    async close() {
      await pool?.close();
      await inline.close?.();
    },
  };
}

/** A screener that stands in for another one for good. */
function because(screener: Screener, reason: string, log: Log): Screener {
  log.warn({ reason }, 'another screener stands in');
  return { ...screener, screen: async (texts, signal) => marked(await screener.screen(texts, signal), reason) };
}

/** What the first cannot judge the second does. */
function withFallback(first: Screener, second: Screener, log: Log): Screener {
  return {
    id: first.id,
    async screen(texts, signal) {
      try {
        return await first.screen(texts, signal);
      } catch (error) {
        signal?.throwIfAborted();
        const reason = reasonOf(error);
        log.warn({ reason }, 'another screener stands in for this time');
        return marked(await second.screen(texts, signal), reason);
      }
    },
    async close() {
      await first.close?.();
      await second.close?.();
    },
  };
}

const marked = (screenings: Screening[], reason: string): Screening[] =>
  screenings.map((one) => ({ ...one, fallback: one.fallback === undefined ? reason : `${reason}; ${one.fallback}` }));
const reasonOf = (error: unknown): string =>
  (isSafeNestError(error) || error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 300);
