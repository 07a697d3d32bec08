import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { SafeNestError } from '../../errors.ts';

/** A tar (ustar) whose parts are written as they come: nothing of it is ever held in memory. */
const BLOCK = 512;
const MOST_BYTES = 8 ** 11 - 1;
const NAME =
  /^(?:manifest\.json|(?:tables|lists)\/[a-z][a-z0-9_]{0,62}\.ndjson\.gz|files\/[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f]{64})$/;

export interface WrittenPart {
  /** Bytes in the archive. */
  size: number;
  sha256: string;
}

export interface ArchiveWriter {
  add(name: string, bytes: AsyncIterable<Uint8Array>): Promise<WrittenPart>;
  /** Writes the end and waits until the disk has all of it. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Begins an archive at `path`, where nothing may be yet. */
export async function writeArchive(path: string): Promise<ArchiveWriter> {
  const file = await open(path, 'wx', 0o600);
  let at = 0;
  const put = async (bytes: Uint8Array, position: number): Promise<void> => {
    for (let done = 0; done < bytes.length; )
      done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  };
  return {
    async add(name, bytes) {
      const begin = at;
      const hash = createHash('sha256');
      let size = 0;
      for await (const piece of bytes) {
        await put(piece, begin + BLOCK + size);
        hash.update(piece);
        size += piece.length;
        if (size > MOST_BYTES)
          throw new SafeNestError('too_large', `${name} is larger than 8 GB. Back this database up with pg_dump.`);
      }
      // its size stands before it, and is known now
      await put(header(name, size), begin);
      const padding = padded(size) - size;
      if (padding > 0) await put(new Uint8Array(padding), begin + BLOCK + size);
      at = begin + BLOCK + padded(size);
      return { size, sha256: hash.digest('hex') };
    },
    async finish() {
      await put(new Uint8Array(2 * BLOCK), at);
      await file.sync();
    },
    close: () => file.close(),
  };
}

/** Where in an archive a part's bytes stand. */
export interface Part {
  from: number;
  size: number;
}

/** The parts of an archive by name. Refuses (`invalid_input`) whatever is not an archive as `writeArchive` writes them. */
export async function listParts(path: string): Promise<Map<string, Part>> {
  const file = await open(path, 'r');
  try {
    const { size: length } = await file.stat();
    const parts = new Map<string, Part>();
    for (let at = 0; ; ) {
      const block = await blockAt(file, at, length);
      if (block.every((byte) => byte === 0)) return parts;
      const { name, size } = readHeader(block);
      if (parts.has(name)) throw damaged(`it holds ${name} twice`);
      if (at + BLOCK + size > length) throw damaged('it is cut short');
      parts.set(name, { from: at + BLOCK, size });
      at += BLOCK + padded(size);
    }
  } finally {
    await file.close();
  }
}

export const partBytes = (path: string, { from, size }: Part): AsyncIterable<Uint8Array> =>
  size === 0 ? nothing() : createReadStream(path, { start: from, end: from + size - 1, highWaterMark: 2 ** 18 });

export const damaged = (why: string): SafeNestError =>
  new SafeNestError('invalid_input', `This is not a whole backup of SafeNest: ${why}.`);

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function blockAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (at + BLOCK > length) throw damaged('it is cut short');
  const block = Buffer.alloc(BLOCK);
  await file.read(block, 0, BLOCK, at);
  return block;
}

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const cut = name.lastIndexOf('/');
  const [prefix, last] = name.length > 100 ? [name.slice(0, cut), name.slice(cut + 1)] : ['', name];
  block.write(last, 0);
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345);
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function readHeader(block: Buffer): { name: string; size: number } {
  const text = (from: number, length: number): string =>
    block.toString('latin1', from, from + length).split('\0', 1)[0]!;
  if (text(257, 5) !== 'ustar' || Number.parseInt(text(148, 6), 8) !== checksum(block))
    throw damaged('it is no archive, or was altered');
  const prefix = text(345, 155);
  const name = prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
  // also what leads out of a folder, links and devices: a backup has none of these
  if (text(156, 1) !== '0' || !NAME.test(name))
    throw damaged(`it holds something else (${JSON.stringify(name.slice(0, 80))})`);
  const size = text(124, 12).trim();
  if (!/^[0-7]{11}$/.test(size)) throw damaged('a size in it cannot be read');
  return { name, size: Number.parseInt(size, 8) };
}

/** Of a header, with its own field taken as blanks. */
function checksum(block: Buffer): number {
  let sum = 0;
  for (const [i, byte] of block.entries()) sum += i >= 148 && i < 156 ? 32 : byte;
  return sum;
}
