import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newOrgId } from '../../src/domain/id.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import { chunks, filesContract } from '../contracts/files.ts';

async function everyFile(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
}

filesContract('a folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'safenest-files-'));
  return {
    files: createFolderFiles(root),
    held: async () => (await everyFile(root)).map((path) => path.slice(root.length + 1)),
    damage: (key) => writeFile(join(root, key), 'the bytes as they are!'),
    async age(key, ms) {
      const then = new Date(Date.now() - ms);
      await utimes(join(root, key), then, then);
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
});

test('what a crash left is removed a day later, what is young stays', async () => {
  const root = await mkdtemp(join(tmpdir(), 'safenest-files-'));
  await mkdir(join(root, 'incoming'), { recursive: true });
  await writeFile(join(root, 'incoming', 'old'), 'x');
  await writeFile(join(root, 'incoming', 'young'), 'x');
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(join(root, 'incoming', 'old'), yesterday, yesterday);
  await createFolderFiles(root).put(newOrgId(), chunks('x'), 100);
  expect(await readdir(join(root, 'incoming'))).toEqual(['young']);
  await rm(root, { recursive: true, force: true });
});
