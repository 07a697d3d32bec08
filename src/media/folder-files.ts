import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkedBytes, type FileStore, fileGone, isKeyOf, keyOf, measured, requireKey } from './files.ts';

/** Younger ones may still be written by another process. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;
const LITTLE_SPACE = 500e6;

/** A file store in a folder, made when first needed. A crash leaves at most a file in `incoming`, removed a day later. */
export function createFolderFiles(root: string): FileStore {
  const incoming = join(root, 'incoming');
  const pathTo = (key: string): string => join(root, requireKey(key));
  let ready: Promise<void> | null = null;

  async function prepare(): Promise<void> {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    for (const name of await readdir(incoming)) {
      const path = join(incoming, name);
      const changed = await stat(path).then(
        (file) => file.mtimeMs,
        () => null,
      );
      if (changed !== null && Date.now() - changed > ABANDONED_MS) await rm(path, { force: true });
    }
  }

  const prepared = (): Promise<void> => {
    ready ??= prepare().catch((error: unknown) => {
      ready = null;
      throw error;
    });
    return ready;
  };

  return {
    async put(orgId, bytes, limit) {
      await prepared();
      const draft = join(incoming, randomUUID());
      try {
        const passing = measured(bytes, limit);
        const file = await open(draft, 'wx', 0o600);
        try {
          for await (const chunk of passing.bytes) await file.writeFile(chunk);
          // the rename below must never become durable before the bytes it names
          await file.sync();
        } finally {
          await file.close();
        }
        const { sha256, size } = passing.found();
        const key = keyOf(orgId, sha256);
        await mkdir(dirname(pathTo(key)), { recursive: true, mode: 0o700 });
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
          reject(cause.code === 'ENOENT' ? fileGone(cause) : cause),
        );
      });
      return checkedBytes(key, stream);
    },

    async delete(key, restMs = 0) {
      const path = pathTo(key);
      if (restMs <= 0) {
        await rm(path, { force: true });
        return true;
      }
      await prepared();
      // Out of the way first, judged then: what is put in the meantime stands under the key and is not touched.
      const aside = join(incoming, randomUUID());
      try {
        const { mtimeMs } = await stat(path);
        if (Date.now() - mtimeMs < restMs) return false;
        await rename(path, aside);
        const young = Date.now() - (await stat(aside)).mtimeMs < restMs;
        if (young) await rename(aside, path);
        else await rm(aside, { force: true });
        return !young;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
        throw error;
      }
    },

    async *list(orgId) {
      for (const part of await namesIn(join(root, orgId)))
        for (const name of await namesIn(join(root, orgId, part))) {
          const key = `${orgId}/${part}/${name}`;
          const file = isKeyOf(orgId, key) ? await stat(pathTo(key)).catch(() => null) : null;
          if (file) yield { key, putAt: file.mtime };
        }
    },

    async check() {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      await access(incoming, constants.W_OK);
      const { bavail, bsize } = await statfs(root);
      if (bavail * bsize < LITTLE_SPACE) throw new Error(`${Math.round((bavail * bsize) / 1e6)} MB left in ${root}`);
      return `in a folder, ${Math.round((bavail * bsize) / 1e9)} GB free`;
    },
  };
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
