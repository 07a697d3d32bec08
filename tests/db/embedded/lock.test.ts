import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Holder, readLock, takeLock } from '../../../src/db/embedded/lock.ts';
import { Child } from '../../support/child.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'safenest-lock-')), 'data');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

/** A lock as a process that is gone, or another machine's, would have left it. */
async function leaveLock(holder: Partial<Holder>, file = 'database.lock'): Promise<void> {
  await mkdir(folder, { recursive: true });
  const left: Holder = {
    nonce: 'left-behind',
    pid: process.pid,
    host: hostname(),
    processStart: '1',
    startedAt: '2026-01-01T00:00:00.000Z',
    url: null,
    ...holder,
  };
  await writeFile(join(folder, file), JSON.stringify(left));
}

describe('the lock of a data folder', () => {
  test('says who holds it and where to reach them, and is gone afterwards', async () => {
    expect(await readLock(folder)).toBeNull();
    const lock = await takeLock(folder, { url: 'http://127.0.0.1:3000' });
    expect(await readLock(folder)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:3000', alive: true });
    await lock.announce('http://127.0.0.1:4000');
    expect(await readLock(folder)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:4000', alive: true });
    await lock.release();
    expect(await readLock(folder)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  test('is for its owner alone', async () => {
    const lock = await takeLock(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'database.lock'))).mode & 0o777).toBe(0o600);
    await lock.release();
  });

  test('refuses a second process in words', async () => {
    const lock = await takeLock(folder, { url: 'http://127.0.0.1:3000' });
    const refusal = await takeLock(folder).catch((error: Error) => error);
    expect(refusal).toMatchObject({ name: 'SafeNestError', code: 'conflict' });
    const { message } = refusal as Error;
    for (const word of [folder, `process ${process.pid}`, 'http://127.0.0.1:3000', '--url'])
      expect(message).toContain(word);
    expect(await readdir(folder)).toEqual(['database.lock']);
    await lock.release();
  });

  test('is taken over from a process that is gone', async () => {
    const child = new Child('db/take-lock.ts', folder, '0');
    expect(await child.printed(1)).toEqual(['won']);
    await expect(takeLock(folder)).rejects.toThrow(`process ${child.process.pid}`);
    await child.kill();
    expect(await readLock(folder)).toMatchObject({ pid: child.process.pid, alive: false });
    const lock = await takeLock(folder);
    expect(await readLock(folder)).toMatchObject({ pid: process.pid, alive: true });
    expect(await readdir(folder)).toEqual(['database.lock']);
    await lock.release();
  });

  test.runIf(process.platform === 'linux')('is taken over when its number belongs to a later process', async () => {
    await leaveLock({ pid: process.pid, processStart: '1' });
    expect(await readLock(folder)).toMatchObject({ nonce: 'left-behind', alive: false });
    const lock = await takeLock(folder);
    expect(await readLock(folder)).toMatchObject({ pid: process.pid, alive: true });
    expect(await readLock(folder)).not.toMatchObject({ nonce: 'left-behind' });
    expect(await readdir(folder)).toEqual(['database.lock']);
    await lock.release();
  });

  test('is taken over past a process that died while taking it over', async () => {
    await leaveLock({ nonce: 'first' });
    await leaveLock({ nonce: 'second' }, 'database.lock.first');
    const lock = await takeLock(folder);
    expect(await readLock(folder)).toMatchObject({ alive: true });
    expect(await readdir(folder)).toEqual(['database.lock']);
    await lock.release();
  });

  test("another machine's lock holds while its heart beats", async () => {
    await leaveLock({ host: 'elsewhere', pid: 1 });
    await expect(takeLock(folder)).rejects.toThrow('on elsewhere');
    const longAgo = new Date(Date.now() - 600_000);
    await utimes(join(folder, 'database.lock'), longAgo, longAgo);
    await (await takeLock(folder)).release();
  });

  test('a lock that cannot be read is nobody’s to take', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'database.lock'), '{');
    await expect(takeLock(folder)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('delete'),
    });
  });

  test('of many processes racing for a free folder one wins', () => race(async () => {}));

  test('of many processes racing for a dead one’s lock one wins', () => race(() => leaveLock({ pid: 2 ** 22 + 1 })));

  test('of many attempts at once, past any number of dead ones, one wins', async () => {
    for (let round = 0; round < 40; round++) {
      const dead = round % 4;
      if (dead > 0) await leaveLock({ nonce: 'dead-1' });
      for (let link = 1; link < dead; link++)
        await leaveLock({ nonce: `dead-${link + 1}` }, `database.lock.dead-${link}`);
      const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => takeLock(folder)));
      const winners = attempts.filter((attempt) => attempt.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      await winners[0]!.value.release();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  async function race(prepare: () => Promise<void>): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await prepare();
      const start = String(Date.now() + 1_500);
      const children = Array.from({ length: 6 }, () => new Child('db/take-lock.ts', folder, start));
      try {
        const outcomes = (await Promise.all(children.map((child) => child.printed(1)))).flat();
        expect(outcomes.sort()).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'won']);
      } finally {
        for (const child of children) child.process.stdin.end('go\n');
        await Promise.all(children.map((child) => child.exited));
      }
      expect(await readdir(folder)).toEqual([]);
    }
  }
});
