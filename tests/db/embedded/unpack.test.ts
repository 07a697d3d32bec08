import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpack } from '../../../src/db/embedded/unpack.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-unpack-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function entry(name: string, kind: string, content = ''): Buffer {
  const bytes = Buffer.alloc(512 + Math.ceil(content.length / 512) * 512);
  bytes.write(name, 0);
  bytes.write(content.length.toString(8).padStart(11, '0'), 124);
  bytes.write(kind, 156);
  bytes.write(content, 512);
  return bytes;
}
const archive = (...entries: Buffer[]) => gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));

test('writes folders and files of any size', async () => {
  const target = join(folder, 'new');
  unpack(
    archive(
      entry('/base', '5'),
      entry('/base/empty', '0'),
      entry('/base/full', '0', 'x'.repeat(1000)),
      entry('end', '0', '.'),
    ),
    target,
  );
  expect(await readFile(join(target, 'base/empty'), 'utf8')).toBe('');
  expect(await readFile(join(target, 'base/full'), 'utf8')).toBe('x'.repeat(1000));
  expect(await readFile(join(target, 'end'), 'utf8')).toBe('.');
  expect((await stat(join(target, 'base'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(target, 'end'))).mode & 0o777).toBe(0o600);
});

test.each([
  ['a file outside', entry('../outside', '0', 'x')],
  ['a link', entry('link', '2')],
])('refuses %s', (_, bad) => {
  expect(() => unpack(archive(bad), join(folder, 'new'))).toThrow('the archive');
});
