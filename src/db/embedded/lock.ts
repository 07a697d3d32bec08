import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SafeNestError } from '../../errors.ts';

const holderSchema = z.object({
  /** Unlike any other lock's. */
  nonce: z.string(),
  pid: z.number().int(),
  host: z.string(),
  /** When the process began, in ticks since the machine did; null where the system does not say. */
  processStart: z.string().nullable(),
  /** ISO time at which the lock was taken. */
  startedAt: z.string(),
  /** Where the holder can be reached over HTTP, once it can. */
  url: z.string().nullable(),
});

/** Who has a data folder open. */
export type Holder = z.output<typeof holderSchema>;

export interface Lock {
  /** Tells other processes where this one can be reached. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

const NAME = 'database.lock';
const HEARTBEAT_MS = 10_000;
/** A holder on another machine cannot be asked whether it lives; its lock counts as left behind after this long. */
const SILENT_MS = 120_000;

/**
 * Takes the lock of a data folder, creating the folder where there is none. Refuses with `conflict` while a living
 * process holds it; a lock left behind by a dead one is taken over. Of several processes racing, one wins.
 */
export async function takeLock(dir: string, options: { url?: string } = {}): Promise<Lock> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const holder: Holder = {
    nonce: randomUUID(),
    pid: process.pid,
    host: hostname(),
    processStart: await processStart(process.pid),
    startedAt: new Date().toISOString(),
    url: options.url ?? null,
  };
  const draft = join(dir, `${NAME}.${holder.nonce}.draft`);
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    while (!(await claim(dir, draft))) await sleep(20);
  } finally {
    await rm(draft, { force: true });
  }
  return held(dir, holder);
}

/** The living or last holder of a data folder, or null when nobody has it open. */
export async function readLock(dir: string): Promise<(Holder & { alive: boolean }) | null> {
  const holder = await readHolder(join(dir, NAME));
  return holder && { ...holder, alive: await isAlive(holder, join(dir, NAME)) };
}

/**
 * The first free place in the chain is the lock: `database.lock`, or, while a dead process's lock still lies there,
 * `database.lock.<its nonce>`, which only one process can create. The winner then puts its own lock in front.
 * NOTE deleting or overwriting a dead lock without this would let a slower process remove the lock of a faster one.
 */
async function claim(dir: string, draft: string): Promise<boolean> {
  const front = join(dir, NAME);
  if (await createFrom(draft, front)) return true;
  const first = await readHolder(front);
  const dead: string[] = [];
  let place = front;
  for (let holder = first; holder; holder = await readHolder(place)) {
    if (await isAlive(holder, place)) throw refusal(dir, holder);
    place = join(dir, `${NAME}.${holder.nonce}`);
    dead.push(place);
    if (!(await createFrom(draft, place))) continue;
    // what was followed here may have been replaced meanwhile; then this place means nothing
    if ((await readHolder(front))?.nonce !== first?.nonce) {
      await rm(place, { force: true });
      return false;
    }
    const copy = `${draft}.front`;
    await link(draft, copy);
    await rename(copy, front);
    for (const passed of dead) await rm(passed, { force: true });
    return true;
  }
  return false;
}

function held(dir: string, holder: Holder): Lock {
  const front = join(dir, NAME);
  const heartbeat = setInterval(() => void utimes(front, new Date(), new Date()).catch(() => {}), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async announce(url) {
      const next = join(dir, `${NAME}.${holder.nonce}.next`);
      await writeFile(next, JSON.stringify({ ...holder, url }), { mode: 0o600 });
      await rename(next, front);
    },
    async release() {
      clearInterval(heartbeat);
      if ((await readHolder(front))?.nonce === holder.nonce) await rm(front, { force: true });
    },
  };
}

/** Puts the finished draft at `place` unless something is there; nobody ever sees it half-written. */
async function createFrom(draft: string, place: string): Promise<boolean> {
  try {
    await link(draft, place).catch((error: NodeJS.ErrnoException) => {
      // file systems without hard links
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(error.code ?? '')) throw error;
      return copyFile(draft, place, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(place: string): Promise<Holder | null> {
  const text = await readFile(place, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SafeNestError(
      'conflict',
      `The lock file ${place} cannot be read. If no SafeNest process uses this folder, delete the file and try again.`,
      { cause },
    );
  }
}

async function isAlive(holder: Holder, place: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const touched = await stat(place).catch(() => null);
    return touched !== null && Date.now() - touched.mtimeMs < SILENT_MS;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to someone else
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return holder.processStart === null || holder.processStart === (await processStart(holder.pid));
}

/** Tells a process from a later one with the same number; null where there is no /proc. */
async function processStart(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // the second field is a name in brackets and may hold anything; the start time is the 22nd
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function refusal(dir: string, { pid, host, url, startedAt }: Holder): SafeNestError {
  const where = host === hostname() ? '' : ` on ${host}`;
  const how = url
    ? `Reach it at ${url} (commands take --url ${url} and --key), or stop it first.`
    : 'Stop it first, or set SAFENEST_DATA to another folder.';
  return new SafeNestError(
    'conflict',
    `The data folder ${dir} is in use by process ${pid}${where} since ${startedAt}. ${how}`,
    {
      details: { pid, host, url, startedAt },
    },
  );
}
