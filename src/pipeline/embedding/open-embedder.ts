import { isSafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { TextEmbedder } from './embedder.ts';
import { openFolderEmbedder } from './folder-embedder.ts';
import { openAiEmbedder } from './openai-embedder.ts';
import { ownEmbedder } from './own-embedder.ts';

export interface EmbedderOptions {
  /** `own`, `openai`, `openai:<model>`, or the folder of a sentence-transformer. */
  embeddings: string;
  openai: { key: (() => string) | null; baseUrl: string | null };
  log: Log;
}

/** What the settings name, or what stands in for it, and then why. */
export interface OpenedEmbedder {
  embedder: TextEmbedder;
  /** Why another one stands in; null where it is the one that was asked for. */
  fallback: string | null;
}

/** Opens the embedder that the settings name; where that cannot be done, our own stands in and `fallback` says why. */
export async function openEmbedder({ embeddings, openai, log }: EmbedderOptions): Promise<OpenedEmbedder> {
  if (embeddings === 'own') return { embedder: ownEmbedder, fallback: null };
  try {
    const [kind, ...model] = embeddings.split(':');
    if (kind !== 'openai') return { embedder: await openFolderEmbedder(embeddings, log), fallback: null };
    if (!openai.key && !openai.baseUrl) return because('EMBEDDINGS is openai and OPENAI_API_KEY is not set', log);
    const named = model.join(':');
    return { embedder: await openAiEmbedder({ ...openai, ...(named ? { model: named } : {}) }), fallback: null };
  } catch (error) {
    const reason = isSafeNestError(error) || error instanceof Error ? error.message : String(error);
    return because(`the embedder ${embeddings} cannot be used: ${reason.split('\n')[0]!.slice(0, 300)}`, log);
  }
}

function because(reason: string, log: Log): OpenedEmbedder {
  log.warn({ reason }, 'texts are embedded by SafeNest itself');
  return { embedder: ownEmbedder, fallback: reason };
}
