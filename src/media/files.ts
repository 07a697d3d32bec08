import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { OrgId } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';

export interface StoredFile {
  /** Where the store keeps it: organisation and hash, so that the same bytes are kept once for each organisation. */
  key: string;
  /** Hexadecimal. */
  sha256: string;
  /** Bytes. */
  size: number;
}

/** Keeps files by what is in them; nothing of a file's name reaches the store. */
export interface FileStore {
  /** Writes the whole file or nothing; more than `limit` bytes fail with `too_large` as soon as they arrive. */
  put(orgId: OrgId, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<StoredFile>;
  /**
   * Fails with `not_found` when the file is gone; the stream fails before its last bytes when they are not those that were
   * put.
   */
  get(key: string): Promise<Readable>;
  /** Erases the file unless it was put within the last `restMs`; answers whether it is gone. Gone already is no error. */
  delete(key: string, restMs?: number): Promise<boolean>;
  /** Every file of an organisation, in no particular order; what is put or erased meanwhile may be missing. */
  list(orgId: OrgId): AsyncIterable<{ key: string; putAt: Date }>;
  /** In a few words, where files are kept and that they can be; throws with what is wrong. */
  check(): Promise<string>;
}

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{2}\/[0-9a-f]{64}$/;

export const keyOf = (orgId: OrgId, sha256: string): string => `${orgId}/${sha256.slice(0, 2)}/${sha256}`;

/** A key of ours, which leads nowhere else; anything but one is a programming error. */
export function requireKey(key: string): string {
  if (!KEY.test(key)) throw new TypeError('not a key of the file store');
  return key;
}

/** Whether the name of something in a store is one of an organisation's files. */
export const isKeyOf = (orgId: OrgId, key: string): boolean => KEY.test(key) && key.startsWith(`${orgId}/`);

/** The bytes as they pass, up to the limit; how many they were and their hash, after the last. */
export function measured(bytes: AsyncIterable<Uint8Array>, limit: number) {
  const hash = createHash('sha256');
  let size = 0;
  async function* through(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > limit)
        throw new SafeNestError('too_large', `The file is larger than ${Math.floor(limit / 2 ** 20)} MB.`);
      hash.update(chunk);
      yield chunk;
    }
  }
  return { bytes: through(), found: () => ({ sha256: hash.digest('hex'), size }) };
}

/** A stored file's bytes; its last piece is held back until all of it is known to be what its key says. */
export function checkedBytes(key: string, stream: Readable): Readable {
  const sha256 = key.slice(-64);
  async function* through(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let last: Uint8Array | null = null;
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      if (last) yield last;
      last = chunk;
    }
    if (hash.digest('hex') !== sha256)
      throw new SafeNestError('unavailable', 'The stored file is damaged: its bytes are not those that were kept.');
    if (last) yield last;
  }
  return Readable.from(through(), { objectMode: false });
}

export const fileGone = (cause?: unknown): SafeNestError =>
  new SafeNestError('not_found', 'The file is gone.', { cause });
