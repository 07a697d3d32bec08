import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newOrgId } from '../../src/domain/id.ts';
import type { FileStore } from '../../src/media/files.ts';

/** A store on nothing, and a look behind its back. */
export interface FilesUnderTest {
  files: FileStore;
  /** Keys of all it holds, those that are being written too. */
  held(): Promise<string[]>;
  /** Changes the bytes behind a key without the store's knowing. */
  damage(key: string): Promise<void>;
  /** Makes a file look as if it were put so long ago. */
  age(key: string, ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part as string);
}

/** What every file store does. */
export function filesContract(name: string, open: () => Promise<FilesUnderTest>): void {
  describe(`${name}: what every file store does`, () => {
    const org = newOrgId();
    let under: FilesUnderTest;
    let files: FileStore;
    beforeEach(async () => {
      under = await open();
      files = under.files;
    });
    afterEach(() => under.close());
    const read = async (key: string): Promise<Buffer> => buffer(await files.get(key));

    test('gives back what was put, named by its hash', async () => {
      const stored = await files.put(org, chunks('hello ', 'world'), 100);
      const sha256 = createHash('sha256').update('hello world').digest('hex');
      expect(stored).toEqual({ key: `${org}/${sha256.slice(0, 2)}/${sha256}`, sha256, size: 11 });
      expect((await read(stored.key)).toString()).toBe('hello world');
      expect(await under.held()).toEqual([stored.key]);
    });

    test('keeps bytes of any kind and some size exactly', async () => {
      const bytes = Buffer.alloc(3_000_000);
      for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 7919) >> 5;
      const { key, size } = await files.put(org, chunks(bytes.subarray(0, 1_000_001), bytes.subarray(1_000_001)), 4e6);
      expect(size).toBe(bytes.length);
      expect((await read(key)).equals(bytes)).toBe(true);
    });

    test('lists an organisation’s files with their age, and nobody else’s', async () => {
      const other = newOrgId();
      const put = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => files.put(org, chunks(text), 100)));
      await files.put(other, chunks('a'), 100);
      await under.age(put[0]!.key, 3_600_000);
      const listed: { key: string; putAt: Date }[] = [];
      for await (const one of files.list(org)) listed.push(one);
      expect(listed.map(({ key }) => key).sort()).toEqual(put.map(({ key }) => key).sort());
      const oldest = listed.toSorted((a, b) => a.putAt.getTime() - b.putAt.getTime())[0]!;
      expect(oldest.key).toBe(put[0]!.key);
      for await (const one of files.list(newOrgId())) throw new Error(`there is ${one.key}`);
    });

    test('keeps the same bytes once, and organisations apart', async () => {
      const [a, b, c] = await Promise.all([
        files.put(org, chunks('same'), 100),
        files.put(org, chunks('sa', 'me'), 100),
        files.put(newOrgId(), chunks('same'), 100),
      ]);
      expect(a.key).toBe(b.key);
      expect(c.key).not.toBe(a.key);
      expect(await under.held()).toHaveLength(2);
      await files.delete(c.key);
      expect((await read(a.key)).toString()).toBe('same');
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
      expect(await under.held()).toEqual([]);
    });

    test('a stream that breaks leaves nothing', async () => {
      async function* broken() {
        yield Buffer.from('half');
        throw new Error('the line went dead');
      }
      await expect(files.put(org, broken(), 100)).rejects.toThrow('the line went dead');
      expect(await under.held()).toEqual([]);
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
        await expect(files.delete(key, 1000)).rejects.toThrow('not a key');
      }
    });

    test('what is gone is not found; deleting it again is no error', async () => {
      const { key } = await files.put(org, chunks('x'), 100);
      expect(await files.delete(key)).toBe(true);
      expect(await files.delete(key)).toBe(true);
      expect(await files.delete(key, 60_000)).toBe(true);
      await expect(files.get(key)).rejects.toMatchObject({ code: 'not_found' });
      expect(await under.held()).toEqual([]);
    });

    test('what was put lately is not erased by who asks for old files, also when the same was put long ago', async () => {
      const { key } = await files.put(org, chunks('x'), 100);
      expect(await files.delete(key, 60_000)).toBe(false);
      await under.age(key, 120_000);
      await files.put(org, chunks('x'), 100);
      expect(await files.delete(key, 60_000)).toBe(false);
      expect((await read(key)).toString()).toBe('x');
      await under.age(key, 120_000);
      expect(await files.delete(key, 60_000)).toBe(true);
      expect(await under.held()).toEqual([]);
    });

    test('bytes that are not those that were put are told, before the last of them', async () => {
      const { key } = await files.put(org, chunks('the bytes as they were'), 100);
      await under.damage(key);
      const seen: Buffer[] = [];
      const reading = (async () => {
        for await (const chunk of await files.get(key)) seen.push(chunk as Buffer);
      })();
      await expect(reading).rejects.toMatchObject({ code: 'unavailable' });
      expect(Buffer.concat(seen)).toHaveLength(0);
    });

    test('says where it keeps files', async () => {
      expect(await files.check()).toMatch(/^in /);
    });
  });
}
