import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
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

/** Keeps files by what is in them; nothing of a file's name reaches the disk. */
export interface FileStore {
  /** Writes the whole file or nothing; more than `limit` bytes fail with `too_large` as soon as they arrive. */
  put(orgId: OrgId, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<StoredFile>;
  /** Fails with `not_found` when the file is gone. */
  get(key: string): Promise<Readable>;
  /** Removing what is not there is no error. */
  delete(key: string): Promise<void>;
}

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{2}\/[0-9a-f]{64}$/;
/** Younger ones may still be written by another process. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** A file store in a folder, made when first needed. A crash leaves at most a file in `incoming`, removed a day later. */
export function createFileStore(root: string): FileStore {
  const incoming = join(root, 'incoming');
  let ready: Promise<void> | null = null;

  async function prepare(): Promise<void> {
    await mkdir(incoming, { recursive: true });
    for (const name of await readdir(incoming)) {
      const path = join(incoming, name);
      const changed = await stat(path).then(
        (file) => file.mtimeMs,
        () => null,
      );
      if (changed !== null && Date.now() - changed > ABANDONED_MS) await rm(path, { force: true });
    }
  }

  return {
    async put(orgId, bytes, limit) {
      ready ??= prepare().catch((error: unknown) => {
        ready = null;
        throw error;
      });
      await ready;
      const draft = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let size = 0;
      try {
        const file = await open(draft, 'wx', 0o600);
        try {
          for await (const chunk of bytes) {
            size += chunk.length;
            if (size > limit) {
              throw new SafeNestError('too_large', `The file is larger than ${Math.floor(limit / 2 ** 20)} MB.`);
            }
            hash.update(chunk);
            await file.writeFile(chunk);
          }
          // the rename below must never become durable before the bytes it names
          await file.sync();
        } finally {
          await file.close();
        }
        const sha256 = hash.digest('hex');
        const key = `${orgId}/${sha256.slice(0, 2)}/${sha256}`;
        await mkdir(dirname(pathTo(key)), { recursive: true });
        await rename(draft, pathTo(key));
        return { key, sha256, size };
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },

    async get(key) {
      const stream = createReadStream(pathTo(key));
      await new Promise<void>((resolve, reject) => {
        stream.once('open', () => resolve());
        stream.once('error', (cause: NodeJS.ErrnoException) =>
          reject(cause.code === 'ENOENT' ? new SafeNestError('not_found', 'The file is gone.', { cause }) : cause),
        );
      });
      return stream;
    },

    async delete(key) {
      await rm(pathTo(key), { force: true });
    },
  };

  function pathTo(key: string): string {
    if (!KEY.test(key)) throw new TypeError('not a key of the file store');
    return join(root, key);
  }
}
