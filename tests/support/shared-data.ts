import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A file of the shared data; null, with the reason printed once, where it is not to be had. */
export function sharedFile(path: string): string | null {
  const file = resolve(process.env.SAFENEST_SHARED ?? resolve(import.meta.dirname, '../../../shared'), path);
  if (existsSync(file)) return file;
  console.info(`skipped: there is no ${path} (SAFENEST_SHARED names the folder of shared data)`);
  return null;
}
