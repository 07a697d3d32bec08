import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as freshImage } from '@electric-sql/pglite-prepopulatedfs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../../../src/db/connect.ts';
import { silentLog } from '../../../src/log.ts';

const log = silentLog();
let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'safenest-open-')), 'data');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

describe('the embedded database', () => {
  test('keeps what was stored, in a folder for its owner alone', async () => {
    const first = await connect({ dataDir: folder, log });
    await first.pool.query('create table kept (n int); insert into kept values (1)');
    await first.close();
    await first.close();
    expect(await readdir(folder)).toEqual(['database']);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'database'))).mode & 0o777).toBe(0o700);

    const second = await connect({ dataDir: folder, log });
    expect((await second.pool.query('select n from kept')).rows).toEqual([{ n: 1 }]);
    await second.close();
  });

  test('whose thread ended says so to whoever waits for that, and to every query', async () => {
    const threads: Worker[] = [];
    const note = (thread: Worker) => threads.push(thread);
    process.on('worker', note);
    const database = await connect({ dataDir: folder, log });
    process.off('worker', note);
    await database.pool.query('create table kept (n int)');
    await Promise.all(threads.map((thread) => thread.terminate()));
    expect((await database.lost).message).toMatch(/embedded database stopped.*start SafeNest again/);
    await expect(database.pool.query('select 1')).rejects.toThrow(/embedded database stopped/);
  });

  test('is open once at a time', async () => {
    const database = await connect({ dataDir: folder, log });
    try {
      await database.announce('http://127.0.0.1:3456');
      await expect(connect({ dataDir: folder, log })).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(new RegExp(`process ${process.pid} .*http://127\\.0\\.0\\.1:3456`)),
      });
      expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
    }
  });

  test('gives its folder back when it could not be opened', async () => {
    const database = await connect({ dataDir: folder, log });
    await database.close();
    await rm(join(folder, 'database', 'global'), { recursive: true });
    await expect(connect({ dataDir: folder, log })).rejects.toMatchObject({ name: 'SafeNestError' });
    expect(await readdir(folder)).toEqual(['database']);
  });

  test('begins from an image that is what initdb of this release makes', async () => {
    const catalogue = async (options: { loadDataDir?: Blob }) => {
      const database = await PGlite.create({ dataDir: 'memory://', ...options });
      const found: unknown[] = [];
      for (const table of ['pg_proc', 'pg_type', 'pg_operator', 'pg_class', 'pg_attribute', 'pg_ts_config']) {
        const rows = `select md5(string_agg(md5(t::text), '' order by md5(t::text))) as sum from ${table} t`;
        found.push([table, (await database.query(rows)).rows]);
      }
      found.push((await database.query('select catalog_version_no from pg_control_system()')).rows);
      await database.close();
      return found;
    };
    expect(await catalogue({ loadDataDir: await freshImage() })).toEqual(await catalogue({}));
  });
});
