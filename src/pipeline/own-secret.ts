import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SafeNestError } from '../errors.ts';

/** The secret kept in the data folder, made when there is none; of two processes racing, both get the first one's. */
export async function ownSecret(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'secret');
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept === null) await begin(path);
  const secret = (kept ?? (await readFile(path, 'utf8'))).trim();
  if (secret.length < 16)
    throw new SafeNestError(
      'unavailable',
      `${path} holds no secret. Restore it from a backup, or set SAFENEST_SECRET.`,
    );
  return secret;
}

/** Written whole before it gets its name: a process that dies meanwhile leaves no half secret. */
async function begin(path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
