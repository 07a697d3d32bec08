import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, createReadStream, openSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { get as getPlainly, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { get as getSecurely } from 'node:https';
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
const MOST_REDIRECTS = 5;

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
    const headers = { 'accept-encoding': 'identity', ...(have > 0 ? { range: `bytes=${have}-` } : {}) };
    const response = await asked(address, headers, signal ? AbortSignal.any([signal, idle.signal]) : idle.signal);
    const { statusCode: status = 0 } = response;
    if (status < 200 || status > 299) {
      response.destroy();
      if (status === 416) await rm(part, { force: true });
      if (status !== 416 && status !== 429 && status < 500)
        throw new SafeNestError('unavailable', `${address} answers ${status}. Try again later, or see docs/models.md.`);
      throw new Error(`${address} answers ${status}`);
    }
    // another file, or a page that says something: nothing of it is kept, so that the next try begins anew
    const length = lengthOf(response);
    if (length !== null && length !== model.size) {
      response.destroy();
      await rm(part, { force: true });
      throw wrong(address, `it has ${length} bytes, not ${model.size}`);
    }
    // Whoever does not know ranges sends all of it.
    if (status !== 206 || !response.headers['content-range']?.startsWith(`bytes ${have}-`)) have = 0;
    const file = openSync(part, have > 0 ? 'a' : 'w');
    try {
      onProgress?.(have, model.size);
      await drained(response, (bytes) => {
        timer.refresh();
        have += bytes.length;
        if (have > model.size) return false;
        appendFileSync(file, bytes);
        onProgress?.(have, model.size);
        return true;
      });
    } finally {
      closeSync(file);
    }
    if (have > model.size) {
      await rm(part, { force: true });
      throw wrong(address, `more than its ${model.size} bytes came`);
    }
    if (have < model.size) throw new Error('the connection broke off');
  } catch (error) {
    throw idle.signal.aborted ? idle.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

/** How many bytes the whole file has, as its sender says; null where it does not. */
function lengthOf({ statusCode, headers }: IncomingMessage): number | null {
  if (headers['content-encoding'] !== undefined) return null;
  const said = statusCode === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
  return said === undefined ? null : Number(said);
}

/** What an address answers, where it leads to in the end. */
async function asked(
  address: string,
  headers: OutgoingHttpHeaders,
  signal: AbortSignal,
  left = MOST_REDIRECTS,
): Promise<IncomingMessage> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const get = new URL(address).protocol === 'https:' ? getSecurely : getPlainly;
    get(address, { headers, signal }, resolve).once('error', reject);
  });
  const { statusCode = 0 } = response;
  const { location } = response.headers;
  if (![301, 302, 303, 307, 308].includes(statusCode) || !location) return response;
  response.destroy();
  if (left === 0) throw new SafeNestError('unavailable', `${address} leads on and on; see docs/models.md.`);
  const next = new URL(location, address);
  if (next.protocol !== 'https:' && next.protocol !== new URL(address).protocol)
    throw new SafeNestError('unavailable', `${address} leads to where nothing is encrypted; see docs/models.md.`);
  return asked(next.href, headers, signal, left - 1);
}

/**
 * Gives everything that arrives to `take` at once, until that answers false or it ends: written down before anything else is read, so that nothing
 * is lost when the connection breaks off, as `fetch` would throw away what waits to be read.
 */
const drained = (response: IncomingMessage, take: (bytes: Buffer) => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    response
      .on('data', (bytes: Buffer) => {
        try {
          if (take(bytes)) return;
          resolve();
        } catch (error) {
          reject(error);
        }
        response.destroy();
      })
      .once('error', reject)
      .once('end', resolve)
      .once('close', resolve);
  });

const wrong = (address: string, why: string): SafeNestError =>
  new SafeNestError('unavailable', `What ${address} gave is not the model: ${why}. Nothing was kept.`);

function reasonOf(error: unknown): string {
  // a name with several addresses fails once for each
  const one = error instanceof AggregateError ? error.errors[0] : error;
  return one instanceof Error ? one.message : String(one);
}
