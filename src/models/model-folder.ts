import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CATALOGUE, type CatalogueModel } from './catalogue.ts';

/** A model of the catalogue, and whether the folder has it. */
export interface FoundModel {
  model: CatalogueModel;
  state: 'ready' | 'missing' | 'damaged';
  /** Absolute; null where missing. */
  path: string | null;
  /** In words, where it is damaged. */
  problem: string | null;
}

const DEEPEST = 3;
const MOST_FILES = 500;

/**
 * Looks through a folder, and the folders in it, for the models of the catalogue. A file is known by its hash, whatever it is
 * called; one that has the name of a model and not its hash is damaged or something else, and is not used.
 */
export async function findModels(folder: string): Promise<FoundModel[]> {
  const files = await onnxFiles(folder);
  const hashes = new Map<string, Promise<string>>();
  const hashOf = (path: string): Promise<string> => {
    const hash = hashes.get(path) ?? hashFile(path);
    hashes.set(path, hash);
    return hash;
  };
  return Promise.all(
    CATALOGUE.map(async (model): Promise<FoundModel> => {
      // Only files of the right length can be it: reading every file whole would take long in a folder of large ones.
      const copies = [model, ...(model.copies ?? [])];
      for (const file of files)
        for (const copy of copies)
          if (file.size === copy.size && (await hashOf(file.path)) === copy.sha256)
            return { model, state: 'ready', path: file.path, problem: null };
      const named = files.find(({ path }) => model.files.includes(basename(path)));
      if (!named) return { model, state: 'missing', path: null, problem: null };
      const problem = copies.some(({ size }) => size === named.size)
        ? `${basename(named.path)} is damaged or another model: its SHA-256 is not the one of the catalogue.`
        : `${basename(named.path)} is damaged or another model: ${named.size} bytes instead of ${model.size}.`;
      return { model, state: 'damaged', path: named.path, problem };
    }),
  );
}

/** Every .onnx file below a folder, by path; none where there is no such folder. Links to folders are not followed. */
export async function onnxFiles(folder: string, depth = 0): Promise<{ path: string; size: number }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  const found: { path: string; size: number }[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (found.length >= MOST_FILES) break;
    if (entry.isDirectory()) found.push(...(depth < DEEPEST ? await onnxFiles(path, depth + 1) : []));
    else if (entry.name.endsWith('.onnx')) {
      const { size } = await stat(path).catch(() => ({ size: -1 }));
      if (size >= 0) found.push({ path, size });
    }
  }
  return found;
}

/** SHA-256 of a file, hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
