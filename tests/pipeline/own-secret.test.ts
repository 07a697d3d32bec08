import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownSecret } from '../../src/pipeline/own-secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-secret-'));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

test('a secret is made once, for its owner alone, and leaves nothing beside it', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => ownSecret(folder)));
  expect(new Set(all).size).toBe(1);
  expect(all[0]).toMatch(/^[\w-]{43}$/);
  expect(await ownSecret(folder)).toBe(all[0]);
  expect(await readdir(folder)).toEqual(['secret']);
  expect((await stat(join(folder, 'secret'))).mode & 0o077).toBe(0);
});

test('a file that holds none is an error in words, and stays as it is', async () => {
  await writeFile(join(folder, 'secret'), '\n');
  await expect(ownSecret(folder)).rejects.toThrow(/Restore it from a backup, or set SAFENEST_SECRET/);
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('\n');
});
