import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import type { CatalogueModel } from './catalogue.ts';

export interface FetchOptions {
  /** Instead of where it is published: an address under which it lies by its file name. */
  from?: string;
  /** Bytes that are here, of how many. */
  onProgress?: (have: number, of: number) => void;
  /** How long nothing may arrive, in milliseconds. */
  idleMs?: number;
  /** How long to wait before it is tried again, in milliseconds; twice as long each time. */
  pauseMs?: number;
  signal?: AbortSignal;
}

const TRIES = 4;

/**
 * Downloads a model into a folder and answers its path. A download that broke off, in this run or an earlier one, goes on where it
 * was; what has arrived only counts when its length and SHA-256 are the catalogue's.
 */
export async function fetchModel(model: CatalogueModel, folder: string, options: FetchOptions = {}): Promise<string> {
  const [file] = model.files;
  const addresses = options.from ? [`${options.from.replace(/\/+$/, '')}/${file}`] : model.addresses;
  if (addresses.length === 0)
    throw new SafeNestError('invalid_input', `${model.name} is not published as a download; see docs/models.md.`);
  await mkdir(folder, { recursive: true });
  const path = join(folder, file);
  const part = `${path}.part`;
  let failure: unknown;
  for (const address of addresses) {
    try {
      await fromAddress(address, model, part, options);
      await rename(part, path);
      return path;
    } catch (error) {
      options.signal?.throwIfAborted();
      failure = error;
    }
  }
  throw isSafeNestError(failure)
    ? failure
    : new SafeNestError(
        'unavailable',
        `${model.name} could not be fetched: ${reasonOf(failure)}. Run it again: it goes on where it was.`,
        {
          cause: failure,
        },
      );
}

async function fromAddress(address: string, model: CatalogueModel, part: string, options: FetchOptions): Promise<void> {
  const { pauseMs = 1_000, signal } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      await download(address, model, part, options);
      break;
    } catch (error) {
      signal?.throwIfAborted();
      if (isSafeNestError(error) || attempt === TRIES) throw error;
      await sleep(pauseMs * 2 ** (attempt - 1), undefined, { signal });
    }
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(part), hash);
  if (hash.digest('hex') === model.sha256) return;
  await rm(part, { force: true });
  throw wrong(address, 'its SHA-256 is not the one of the catalogue');
}

/** Everything that is not here yet, appended to the part that is; fails where it breaks off, with what arrived kept. */
async function download(
  address: string,
  model: CatalogueModel,
  part: string,
  { onProgress, idleMs = 30_000, signal }: FetchOptions,
): Promise<void> {
  let have = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  if (have > model.size) {
    await rm(part);
    have = 0;
  }
  if (have === model.size) return;
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(new Error(`nothing arrived for ${idleMs / 1000} s`)), idleMs);
  try {
    const response = await fetch(address, {
      headers: { 'accept-encoding': 'identity', ...(have > 0 ? { range: `bytes=${have}-` } : {}) },
      signal: signal ? AbortSignal.any([signal, idle.signal]) : idle.signal,
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      if (response.status === 416) await rm(part, { force: true });
      if (response.status !== 416 && response.status !== 429 && response.status < 500)
        throw new SafeNestError(
          'unavailable',
          `${address} answers ${response.status}. Try again later, or see docs/models.md.`,
        );
      throw new Error(`${address} answers ${response.status}`);
    }
    // Whoever does not know ranges sends all of it.
    if (response.status !== 206 || !response.headers.get('content-range')?.startsWith(`bytes ${have}-`)) have = 0;
    const file = await open(part, have > 0 ? 'a' : 'w');
    try {
      onProgress?.(have, model.size);
      for await (const bytes of response.body) {
        timer.refresh();
        have += bytes.length;
        if (have > model.size) break;
        await file.writeFile(bytes);
        onProgress?.(have, model.size);
      }
    } finally {
      await file.close();
    }
    if (have > model.size) {
      await rm(part, { force: true });
      throw wrong(address, `more than its ${model.size} bytes came`);
    }
    if (have < model.size) throw new Error('the connection broke off');
  } finally {
    clearTimeout(timer);
  }
}

const wrong = (address: string, why: string): SafeNestError =>
  new SafeNestError('unavailable', `What ${address} gave is not the model: ${why}. Nothing was kept.`);

function reasonOf(error: unknown): string {
  const { cause, message } = error instanceof Error ? error : { cause: undefined, message: String(error) };
  return cause instanceof Error && message === 'fetch failed' ? cause.message || message : message;
}
