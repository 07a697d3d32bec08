import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newOrgId } from '../../src/domain/id.ts';
import { createFileStore, type FileStore } from '../../src/media/files.ts';

const org = newOrgId();
let root: string;
let files: FileStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'safenest-files-'));
  files = createFileStore(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part as string);
}
const left = async () => readdir(join(root, 'incoming'));

describe('the file store', () => {
  test('gives back what was put, named by its hash', async () => {
    const stored = await files.put(org, chunks('hello ', 'world'), 100);
    const sha256 = createHash('sha256').update('hello world').digest('hex');
    expect(stored).toEqual({ key: `${org}/${sha256.slice(0, 2)}/${sha256}`, sha256, size: 11 });
    expect((await buffer(await files.get(stored.key))).toString()).toBe('hello world');
    expect(await left()).toEqual([]);
  });

  test('keeps the same bytes once, and organisations apart', async () => {
    const [a, b, c] = await Promise.all([
      files.put(org, chunks('same'), 100),
      files.put(org, chunks('sa', 'me'), 100),
      files.put(newOrgId(), chunks('same'), 100),
    ]);
    expect(a.key).toBe(b.key);
    expect(c.key).not.toBe(a.key);
    await files.delete(c.key);
    expect((await buffer(await files.get(a.key))).toString()).toBe('same');
  });

  test('stops at the limit, in the middle of an endless stream, and leaves nothing', async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1000;
        yield Buffer.alloc(1000);
      }
    }
    await expect(files.put(org, endless(), 10_000)).rejects.toMatchObject({ code: 'too_large' });
    expect(sent).toBe(11_000);
    expect(await left()).toEqual([]);
    expect((await readdir(root)).sort()).toEqual(['incoming']);
  });

  test('a stream that breaks leaves nothing', async () => {
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('the line went dead');
    }
    await expect(files.put(org, broken(), 100)).rejects.toThrow('the line went dead');
    expect(await left()).toEqual([]);
  });

  test('a key cannot lead out of the store', async () => {
    for (const key of [
      '../../etc/passwd',
      `${org}/../../x`,
      `${org}/ab/${'a'.repeat(63)}/`,
      '',
      `${org}/ab/${'g'.repeat(64)}`,
    ]) {
      await expect(files.get(key)).rejects.toThrow('not a key');
      await expect(files.delete(key)).rejects.toThrow('not a key');
    }
  });

  test('what is gone is not found; deleting it again is no error', async () => {
    const { key } = await files.put(org, chunks('x'), 100);
    await files.delete(key);
    await files.delete(key);
    await expect(files.get(key)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('what a crash left is removed a day later, what is young stays', async () => {
    await mkdir(join(root, 'incoming'), { recursive: true });
    await writeFile(join(root, 'incoming', 'old'), 'x');
    await writeFile(join(root, 'incoming', 'young'), 'x');
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await utimes(join(root, 'incoming', 'old'), yesterday, yesterday);
    await files.put(org, chunks('x'), 100);
    expect(await left()).toEqual(['young']);
  });
});
