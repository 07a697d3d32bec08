import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/log.ts';
import { createVision, type Vision } from '../../src/models/vision.ts';
import { sharedFile } from './shared-data.ts';

/** Real eyes where the shared models are; null, with the reason printed once, where they are not. */
export async function openVision(): Promise<Vision | null> {
  const folder = sharedFile('models');
  return folder === null ? null : createVision({ folder, workers: 1, log: silentLog() });
}

/** An installation without any model. */
export const blindVision = async (): Promise<Vision> =>
  createVision({ folder: await mkdtemp(join(tmpdir(), 'safenest-no-models-')), log: silentLog() });

/** The photographs of each person, by name; null where there are none. */
export async function photographs(): Promise<Map<string, string[]> | null> {
  const folder = sharedFile('data/lfw10');
  if (!folder) return null;
  const people = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = await Promise.all(
    people.map(async ({ name }) => {
      const files = (await readdir(join(folder, name))).filter((file) => /\.jpe?g$/i.test(file)).sort();
      return [name, files.map((file) => join(folder, name, file))] as const;
    }),
  );
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
