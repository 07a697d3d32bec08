import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { SafeNestError } from '../../errors.ts';

/** Two pictures (their places in `files`), and whether they show one person. */
export interface FacePair {
  x: number;
  y: number;
  same: boolean;
}

/** Pictures, and who is in them where that is known. */
export interface LabelledPictures {
  /** Absolute. */
  files: string[];
  /** A name for each file; null where only pairs are known. */
  persons: string[] | null;
  /** Null: every picture with every other. */
  pairs: FacePair[] | null;
  /** Lines that could not be read. */
  skipped: number;
}

const SAME: Record<string, boolean> = {
  yes: true,
  true: true,
  '1': true,
  same: true,
  no: false,
  false: false,
  '0': false,
  different: false,
};

/** A folder with a folder of pictures for each person, or a CSV of pairs `file_x,file_y,Decision` beside its pictures. */
export async function readLabelled(path: string): Promise<LabelledPictures> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new SafeNestError('not_found', `There is nothing at ${path}.`, { cause });
  });
  if (found.isFile()) return readPairs(path);
  const entries = await readdir(path, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const [table] = entries.filter((entry) => entry.isFile() && /\.csv$/i.test(entry.name));
  if (folders.length === 0 && table) return readPairs(join(path, table.name));
  const files: string[] = [];
  const persons: string[] = [];
  for (const person of folders.sort())
    for (const name of (await readdir(join(path, person))).sort()) {
      files.push(join(path, person, name));
      persons.push(person);
    }
  if (files.length === 0)
    throw new SafeNestError('invalid_input', `${path} holds no folders with pictures: it takes one for each person.`);
  return { files, persons, pairs: null, skipped: 0 };
}

async function readPairs(path: string): Promise<LabelledPictures> {
  let rows: Record<string, string>[];
  try {
    rows = parse(await readFile(path, 'utf8'), {
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    });
  } catch (cause) {
    throw new SafeNestError('invalid_input', `${path} cannot be read as CSV.`, { cause });
  }
  const files = new Map<string, number>();
  const place = (name: string): number => {
    const file = resolve(dirname(path), name);
    if (!files.has(file)) files.set(file, files.size);
    return files.get(file)!;
  };
  const pairs = rows.flatMap(({ file_x, file_y, decision }): FacePair[] => {
    const same = SAME[decision?.toLowerCase() ?? ''];
    return file_x && file_y && same !== undefined ? [{ x: place(file_x), y: place(file_y), same }] : [];
  });
  if (pairs.length === 0)
    throw new SafeNestError('invalid_input', `${path} has no line file_x,file_y,Decision with Yes or No.`);
  return { files: [...files.keys()], persons: null, pairs, skipped: rows.length - pairs.length };
}
