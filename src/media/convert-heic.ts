import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SafeNestError } from '../errors.ts';

/** libheif's own converter, by the names it goes by on the PATH. */
const NAMES = ['heif-convert', 'heif-dec'];
const MOST_WAITING = 8;

let line: Promise<unknown> = Promise.resolve();
let waiting = 0;

/**
 * A HEIC picture as a JPEG, upright as its file says, by a program of this machine: in a process of its own, one at a time, killed after so many
 * seconds, in a folder that is gone afterwards. Null where there is no such program; `invalid_input` where it makes nothing of the picture,
 * `unavailable` while too many wait.
 */
export async function convertHeic(
  bytes: Uint8Array,
  { seconds, names = NAMES }: { seconds: number; names?: readonly string[] },
): Promise<Buffer | null> {
  if (waiting >= MOST_WAITING)
    throw new SafeNestError('unavailable', 'Too many HEIC pictures are being read; send it again in a moment.', {
      details: { retry_after: 10 },
    });
  waiting++;
  const mine = line.then(() => convertNow(bytes, seconds, names));
  line = mine.catch(() => {});
  try {
    return await mine;
  } finally {
    waiting--;
  }
}

async function convertNow(bytes: Uint8Array, seconds: number, names: readonly string[]): Promise<Buffer | null> {
  const folder = await mkdtemp(join(tmpdir(), 'safenest-heic-'));
  try {
    const [from, to] = [join(folder, 'picture.heic'), join(folder, 'picture.jpg')];
    await writeFile(from, bytes);
    for (const name of names) {
      if (!(await ran(name, ['-q', '92', from, to], { folder, seconds }))) continue;
      return await readFile(to).catch((cause: unknown) => {
        throw new SafeNestError('invalid_input', 'The picture is damaged or incomplete and cannot be read.', { cause });
      });
    }
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Whether a program is there and was run to its end, whatever came of it. */
const ran = (
  program: string,
  args: readonly string[],
  { folder, seconds }: { folder: string; seconds: number },
): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      stdio: 'ignore',
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve(false));
    child.once('close', () => resolve(true));
  });
