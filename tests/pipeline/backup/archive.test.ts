import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeArchive } from '../../../src/pipeline/backup/archive.ts';
import { findBackup, listBackups, newBackupPath, rotateBackups } from '../../../src/pipeline/backup/kept-backups.ts';
import { fitOf, type Manifest, openManifest, sealedManifest } from '../../../src/pipeline/backup/manifest.ts';
import { openBackup, readManifest } from '../../../src/pipeline/backup/read-backup.ts';

const SECRET = 'a secret for tests';
const FILE = Buffer.from('a picture');
const KEY = `0199f0a0-0000-7000-8000-000000000000/${sum(FILE).slice(0, 2)}/${sum(FILE)}`;

let folder = '';
let good: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-archive-'));
  good = await readFile(await build('good.tar'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function sum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A small backup; what is given takes the place of what it would hold. */
async function build(
  name: string,
  given: {
    lines?: string;
    says?: Partial<Manifest>;
    table?: Partial<Manifest['tables'][number]>;
    secret?: string;
  } = {},
): Promise<string> {
  const path = join(folder, name);
  await rm(path, { force: true });
  const archive = await writeArchive(path);
  const lines = Buffer.from(given.lines ?? '["1","a"]\n["2",null]\n');
  const table = await archive.add('tables/note.ndjson.gz', bytesOf(gzipSync(lines)));
  const list = Buffer.from(`${JSON.stringify([KEY])}\n`);
  const listed = await archive.add('lists/files.ndjson.gz', bytesOf(gzipSync(list)));
  await archive.add(`files/${KEY}`, bytesOf(FILE));
  const manifest: Manifest = {
    format: 1,
    version: '0.1.0',
    made_at: '2026-11-22T02:00:00.000Z',
    kind: 'nightly',
    database: 'embedded',
    migrations: ['0001_organisations'],
    organisations: 1,
    tables: [{ name: 'note', columns: ['id', 'text'], ...table, rows: 2, bytes: lines.length, ...given.table }],
    files: {
      included: true,
      store: 'folder',
      count: 1,
      bytes: FILE.length,
      list: { ...listed, rows: 1, bytes: list.length },
    },
    ...given.says,
  };
  await archive.add('manifest.json', bytesOf(Buffer.from(sealedManifest(manifest, given.secret ?? SECRET))));
  await archive.finish();
  await archive.close();
  return path;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function contentsOf(path: string): Promise<unknown> {
  const { manifest, contents, keys, files } = await openBackup(path, SECRET);
  const held: [string, Buffer][] = [];
  for await (const { key, bytes } of files()) held.push([key, Buffer.concat(await all(bytes))]);
  return { manifest, rows: await all(contents.rows('note')), keys: await all(keys()), held };
}

test('what was written is read', async () => {
  expect(await contentsOf(join(folder, 'good.tar'))).toMatchObject({
    rows: [
      ['1', 'a'],
      ['2', null],
    ],
    keys: [KEY],
    held: [[KEY, FILE]],
  });
});

describe('what is not a whole backup of ours is refused', () => {
  test('cut short anywhere', async () => {
    const path = join(folder, 'cut.tar');
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1025), async (length) => {
        await writeFile(path, good.subarray(0, length));
        await expect(openBackup(path, SECRET)).rejects.toMatchObject({ code: 'invalid_input' });
      }),
      { numRuns: 60 },
    );
  });

  test('altered anywhere: refused, or what was altered is nothing that is read', async () => {
    const path = join(folder, 'altered.tar');
    const right = await contentsOf(join(folder, 'good.tar'));
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(good);
        bytes[at]! ^= change;
        await writeFile(path, bytes);
        const read = await contentsOf(path).catch((error: { code: string }) => error.code);
        if (read !== 'invalid_input') expect(read).toEqual(right);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['../../etc/passwd', '/etc/passwd', 'files/../../x', 'tables/../x.ndjson.gz', 'tables/note.ndjson'])(
    'with a part called %s',
    async (name) => {
      const path = join(folder, 'hostile.tar');
      await rm(path, { force: true });
      const archive = await writeArchive(path);
      await archive.add(name, bytesOf(FILE));
      await archive.finish();
      await archive.close();
      await expect(openBackup(path, SECRET)).rejects.toThrow(/holds something else/);
    },
  );

  test('made with another secret, of a newer format, with another manifest, or no archive at all', async () => {
    await expect(openBackup(await build('other.tar', { secret: 'another secret' }), SECRET)).rejects.toThrow(
      /another SAFENEST_SECRET/,
    );
    await expect(openBackup(await build('format.tar', { says: { format: 2 as 1 } }), SECRET)).rejects.toThrow(/newer/);
    await expect(openBackup(await build('kind.tar', { says: { kind: 'odd' as 'manual' } }), SECRET)).rejects.toThrow(
      /another kind/,
    );
    const noise = join(folder, 'noise.tar');
    await writeFile(noise, Buffer.alloc(4096, 7));
    await expect(openBackup(noise, SECRET)).rejects.toThrow(/no archive/);
    await writeFile(noise, '');
    await expect(readManifest(noise, SECRET)).rejects.toThrow(/cut short/);
    expect(() => openManifest(Buffer.from('[]'), SECRET)).toThrow(/cannot be read/);
  });

  test('packed to burst: no more is unpacked than it says', async () => {
    const path = await build('bomb.tar', { lines: `["1","${'a'.repeat(20_000_000)}"]\n`, table: { bytes: 100 } });
    await expect(contentsOf(path)).rejects.toThrow(/larger than it says/);
  });

  test.each([
    ['["1"]\n', /1 values instead of 2/],
    ['["1",2]\n', /no row/],
    ['{"id":"1"}\n', /no row/],
    ['["1","a"]', /middle of a line/],
  ])('with the line %s', async (lines, words) => {
    await expect(contentsOf(await build('lines.tar', { lines }))).rejects.toThrow(words);
  });
});

test('a version fits when its migrations are the first of ours', () => {
  const own = ['0001_a', '0002_b', '0003_c'];
  expect(fitOf({ migrations: own }, own)).toEqual({ fits: true, behind: 0 });
  expect(fitOf({ migrations: ['0001_a'] }, own)).toEqual({ fits: true, behind: 2 });
  expect(fitOf({ migrations: [...own, '0004_d'] }, own)).toEqual({ fits: false, why: 'newer' });
  expect(fitOf({ migrations: ['0001_a', '0003_c'] }, own)).toEqual({ fits: false, why: 'other' });
});

test('the newest of a kind are kept, and nothing else is touched', async () => {
  const kept = await mkdtemp(join(folder, 'kept-'));
  const now = new Date('2026-11-22T02:00:00Z');
  for (let day = 0; day < 5; day++)
    await writeFile(await newBackupPath(kept, 'nightly', new Date(now.getTime() - day * 86_400_000)), '');
  await writeFile(await newBackupPath(kept, 'nightly', now), '');
  await writeFile(await newBackupPath(kept, 'manual', new Date(0)), '');
  await writeFile(join(kept, 'notes.txt'), '');
  expect(await rotateBackups(kept, 'nightly', 3, now)).toHaveLength(3);
  const left = await listBackups(kept);
  expect(left.map(({ name }) => name)).toEqual([
    'safenest-20261122-020000-nightly.tar',
    'safenest-20261122-020000-nightly-2.tar',
    'safenest-20261121-020000-nightly.tar',
    'safenest-19700101-000000-manual.tar',
  ]);
  expect(left[0]!.at).toEqual(now);
  await expect(findBackup(kept, '../notes.txt')).rejects.toMatchObject({ code: 'not_found' });
  await expect(findBackup(kept, 'notes.txt')).rejects.toMatchObject({ code: 'not_found' });
});
