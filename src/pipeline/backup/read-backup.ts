import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Contents } from '../../db/backup/load.ts';
import { damaged, listParts, type Part, partBytes } from './archive.ts';
import { type Manifest, openManifest } from './manifest.ts';

const MANIFEST = 'manifest.json';
const MOST_MANIFEST = 16_000_000;
/** No row of ours is nearly as long. */
const LONGEST_LINE = 256_000_000;

export interface OpenedBackup {
  path: string;
  manifest: Manifest;
  contents: Contents;
  /** Keys of all files there were. */
  keys(): AsyncIterable<string>;
  /** The files whose bytes are here. */
  files(): AsyncIterable<{ key: string; bytes: AsyncIterable<Uint8Array> }>;
}

/** Reads only what a backup says of itself; its parts are not looked at. */
export async function readManifest(path: string, secret: string): Promise<Manifest> {
  return manifestIn(path, await listParts(path), secret);
}

/**
 * Opens a backup and reads all of it once: that this secret sealed it, that every part is there with the bytes it was
 * written with, and nothing else. Refuses with `invalid_input`.
 */
export async function openBackup(path: string, secret: string): Promise<OpenedBackup> {
  const parts = await listParts(path);
  const manifest = await manifestIn(path, parts, secret);
  const listed = new Map<string, Manifest['files']['list']>([
    ['lists/files.ndjson.gz', manifest.files.list],
    ...manifest.tables.map((table) => [tablePart(table.name), table] as const),
  ]);
  let files = 0;
  for (const [name, part] of parts) {
    if (name === MANIFEST) continue;
    const wanted = listed.get(name)?.sha256 ?? (name.startsWith('files/') ? name.slice(-64) : null);
    if (wanted === null) throw damaged(`${name} is not in its manifest`);
    if (name.startsWith('files/')) files++;
    await drain(checkedSum(name, partBytes(path, part), wanted));
  }
  const missing = [...listed.keys()].find((name) => !parts.has(name));
  if (missing) throw damaged(`${missing} is missing`);
  if (files !== manifest.files.count) throw damaged(`it should hold ${manifest.files.count} files and holds ${files}`);

  const lines = (name: string): AsyncIterable<(string | null)[]> => {
    const about = listed.get(name)!;
    return rowsOf(name, checkedSum(name, partBytes(path, parts.get(name)!), about.sha256), about.bytes);
  };
  return {
    path,
    manifest,
    contents: {
      migrations: manifest.migrations.length,
      tables: manifest.tables,
      rows: (table) => widthChecked(table, lines(tablePart(table)), manifest),
    },
    async *keys() {
      for await (const [key] of lines('lists/files.ndjson.gz')) if (key) yield key;
    },
    async *files() {
      for (const [name, part] of parts)
        if (name.startsWith('files/')) yield { key: name.slice('files/'.length), bytes: partBytes(path, part) };
    },
  };
}

const tablePart = (name: string): string => `tables/${name}.ndjson.gz`;

async function manifestIn(path: string, parts: Map<string, Part>, secret: string): Promise<Manifest> {
  const part = parts.get(MANIFEST);
  if (!part) throw damaged('it has no manifest');
  if (part.size > MOST_MANIFEST) throw damaged('its manifest is too large');
  const pieces: Uint8Array[] = [];
  for await (const piece of partBytes(path, part)) pieces.push(piece);
  return openManifest(Buffer.concat(pieces), secret);
}

/** The bytes as they pass; after the last of them fails when they are not those that were written. */
async function* checkedSum(name: string, bytes: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== sha256) throw damaged(`${name} was altered`);
}

/** Unpacks lines, and never more than `most` bytes of them. */
async function* rowsOf(
  name: string,
  packed: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<(string | null)[]> {
  const unpacked = pipeline(Readable.from(packed), createGunzip(), () => {}) as AsyncIterable<Buffer>;
  let seen = 0;
  let rest: Buffer[] = [];
  let waiting = 0;
  try {
    for await (const piece of unpacked) {
      seen += piece.length;
      if (seen > most) throw damaged(`${name} is larger than it says`);
      let from = 0;
      for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
        yield rowOf(name, Buffer.concat([...rest, piece.subarray(from, end)]));
        rest = [];
        waiting = 0;
        from = end + 1;
      }
      rest.push(piece.subarray(from));
      waiting += piece.length - from;
      if (waiting > LONGEST_LINE) throw damaged(`${name} has a line that is too long`);
    }
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('Z_') ? damaged(`${name} cannot be unpacked`) : error;
  }
  if (waiting > 0) throw damaged(`${name} ends in the middle of a line`);
}

function rowOf(name: string, line: Buffer): (string | null)[] {
  let row: unknown = null;
  try {
    row = JSON.parse(line.toString('utf8'));
  } catch {
    // said below
  }
  if (!Array.isArray(row) || !row.every((value) => value === null || typeof value === 'string'))
    throw damaged(`${name} has a line that is no row`);
  return row as (string | null)[];
}

async function* widthChecked(
  table: string,
  rows: AsyncIterable<(string | null)[]>,
  { tables }: Manifest,
): AsyncGenerator<(string | null)[]> {
  const width = tables.find(({ name }) => name === table)!.columns.length;
  for await (const row of rows) {
    if (row.length !== width) throw damaged(`a row of ${table} has ${row.length} values instead of ${width}`);
    yield row;
  }
}

async function drain(bytes: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of bytes);
}
