import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/** Writes the folders and files of a gzipped ustar archive into `folder`, for its owner's eyes only. */
export function unpack(archive: Uint8Array, folder: string): void {
  const tar = gunzipSync(archive);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const text = (from: number, length: number) =>
      tar.toString('utf8', at + from, at + from + length).split('\0', 1)[0]!;
    const path = join(folder, text(345, 155), text(0, 100));
    if (relative(folder, path).startsWith('..'))
      throw new Error(`the archive names a file outside its folder: ${path}`);
    const size = Number.parseInt(text(124, 12), 8);
    const kind = text(156, 1);
    if (kind === '5') mkdirSync(path, { recursive: true, mode: 0o700 });
    else if (kind === '0' || kind === '')
      writeFileSync(path, tar.subarray(at + BLOCK, at + BLOCK + size), { mode: 0o600 });
    else throw new Error(`the archive holds an entry of unknown kind ${kind}: ${path}`);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
