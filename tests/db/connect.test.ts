import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import { silentLog } from '../../src/log.ts';
import { asMaintainer, databases, newOrganisation, serverUrl, type TestDatabase } from '../support/database.ts';

describe.each(databases)('the $name database', ({ name, open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
    await opened.database.pool.query('create table note (id bigint generated always as identity, body text unique)');
  });
  afterAll(() => opened.close());
  const pool = () => opened.database.pool;

  test('gives columns their types', async () => {
    const { rows } = await pool().query(
      `select 9007199254740991::int8 as big, array[1, null, 2]::int8[] as many, '2026-03-29T01:30:00Z'::timestamptz as at,
         '2026-03-29'::date as day, '10.0.0.0/8'::inet as net, '{"a":1}'::jsonb as doc, '\\x00ff'::bytea as bytes`,
    );
    expect(rows).toEqual([
      {
        big: Number.MAX_SAFE_INTEGER,
        many: [1, null, 2],
        at: new Date('2026-03-29T01:30:00Z'),
        day: '2026-03-29',
        net: '10.0.0.0/8',
        doc: { a: 1 },
        bytes: Buffer.from([0, 255]),
      },
    ]);
    expect(pg.types.getTypeParser(20)('1')).toBe('1');
  });

  test('refuses a number that would lose digits, and goes on', async () => {
    await expect(pool().query('select 9007199254740993::int8')).rejects.toThrow('without loss');
    expect((await pool().query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('keeps time in UTC', async () => {
    const { rows } = await pool().query("select date_trunc('day', '2026-01-01T23:30:00-05:00'::timestamptz) as day");
    expect(rows[0].day).toEqual(new Date('2026-01-02T00:00:00Z'));
  });

  test('rolls back what fails and keeps what commits', async () => {
    const failing = opened.db.transaction().execute(async (tx) => {
      await sql`insert into note (body) values ('lost')`.execute(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await opened.db.transaction().execute((tx) => sql`insert into note (body) values ('kept')`.execute(tx));
    expect((await pool().query(`select body from note where body in ('lost', 'kept')`)).rows).toEqual([
      { body: 'kept' },
    ]);
  });

  test('tells errors by their code', async () => {
    await pool().query(`insert into note (body) values ('twice')`);
    await expect(pool().query(`insert into note (body) values ('twice')`)).rejects.toMatchObject({ code: '23505' });
    await expect(pool().query('select * from nowhere')).rejects.toMatchObject({ code: '42P01' });
    await expect(pool().query('selct 1')).rejects.toMatchObject({ code: '42601' });
    await expect(pool().query('select $1::int', ['x'])).rejects.toMatchObject({ code: '22P02' });
  });

  test('keeps sixty organisations apart while they work at once', async () => {
    const organisations = await Promise.all(
      Array.from({ length: 60 }, (_, index) => newOrganisation(opened.db, { name: `Organisation ${index}` })),
    );
    const seen = await Promise.all(
      organisations.map(({ orgId }) =>
        withOrg(opened.db, orgId, async (tx) => {
          await tx.insertInto('org_counter').values({ org_id: orgId, kind: 'note', value: 1 }).execute();
          await sql`select pg_sleep(0.001)`.execute(tx);
          return tx.selectFrom('organisation').select(['id', 'name']).execute();
        }),
      ),
    );
    expect(seen).toEqual(organisations.map(({ orgId }, index) => [{ id: orgId, name: `Organisation ${index}` }]));
  });

  test('lets connections prepare statements of the same name', async () => {
    const first = await pool().connect();
    const second = await pool().connect();
    try {
      for (const round of [1, 2, 3]) {
        const [a, b] = await Promise.all([
          first.query({ name: 'echo', text: 'select $1::int + 100 as n', values: [round] }),
          second.query({ name: 'echo', text: 'select $1::int + 200 as n', values: [round] }),
        ]);
        expect([a.rows, b.rows]).toEqual([[{ n: 100 + round }], [{ n: 200 + round }]]);
      }
    } finally {
      first.release();
      second.release();
    }
  });

  test('carries five megabytes there and back', async () => {
    const body = randomBytes(2_500_000).toString('hex');
    const { rows } = await pool().query('select $1::text as body, length($1) as length', [body]);
    expect(rows[0].length).toBe(5_000_000);
    expect(rows[0].body === body).toBe(true);
  });

  test('answers a thousand different questions each with its own answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        pool().query('select $1::int as n, repeat($2, 50) as t', [index, index % 10]),
      ),
    );
    expect(answers.map(({ rows }) => rows[0].n)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  test('lets one listen to what another notifies, from the moment it is committed', async () => {
    const heard: string[] = [];
    const other: string[] = [];
    const stop = await opened.database.listen('safenest_test', (payload) => heard.push(payload));
    const stopOther = await opened.database.listen('safenest_other', (payload) => other.push(payload));
    await opened.database.notify('safenest_test', 'one');
    await vi.waitFor(() => expect(heard).toEqual(['one']));
    await opened.db.transaction().execute(async (tx) => {
      await sql`select pg_notify('safenest_test', 'two')`.execute(tx);
      await sleep(50);
      expect(heard).toEqual(['one']);
    });
    await vi.waitFor(() => expect(heard).toEqual(['one', 'two']));
    await stop();
    await opened.database.notify('safenest_test', 'three');
    await opened.database.notify('safenest_other', 'four');
    await vi.waitFor(() => expect(other).toEqual(['four']));
    expect(heard).toEqual(['one', 'two']);
    await stopOther();
  });

  test('delivers notifications to several clients of their own', async () => {
    const clients = await Promise.all([pool().connect(), pool().connect()]);
    const heard: [number, string | undefined][] = [];
    try {
      for (const [index, client] of clients.entries()) {
        client.on('notification', ({ payload }) => heard.push([index, payload]));
        await client.query('listen safenest_both');
      }
      await opened.database.notify('safenest_both', 'hello');
      await vi.waitFor(() =>
        expect(heard.sort()).toEqual([
          [0, 'hello'],
          [1, 'hello'],
        ]),
      );
    } finally {
      for (const client of clients) client.release(true);
    }
  });

  test('gives the job queue a schema of its own', async () => {
    await pool().query('create schema bullmq');
    const jobs = opened.database.jobsPool();
    expect(opened.database.jobsPool()).toBe(jobs);
    await jobs.query('create table only_here (n int)');
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        expect((await jobs.query('select current_schema() as name')).rows).toEqual([{ name: 'bullmq' }]);
        expect((await pool().query('select current_schema() as name')).rows).toEqual([{ name: 'public' }]);
      }),
    );
    await expect(pool().query('select * from only_here')).rejects.toMatchObject({ code: '42P01' });
  });

  test('a connection that sets its own search path keeps it to itself', async () => {
    const client = await pool().connect();
    try {
      await client.query('create schema if not exists aside');
      await client.query('set search_path = aside');
      expect((await pool().query('select current_schema() as name')).rows).toEqual([{ name: 'public' }]);
      expect((await client.query('select current_schema() as name')).rows).toEqual([{ name: 'aside' }]);
    } finally {
      client.release(true);
    }
  });

  test('has vectors', async () => {
    const { rows } = await pool().query(`select '[1,2]'::vector <-> '[1,4]'::vector as distance`);
    expect(rows).toEqual([{ distance: 2 }]);
  });

  test.runIf(name === 'embedded')('refuses COPY FROM STDIN in words, inside a transaction and outside', async () => {
    const client = await pool().connect();
    try {
      const refused = { code: '0A000', message: expect.stringContaining('COPY FROM STDIN is not supported') };
      await expect(client.query('copy note (body) from stdin')).rejects.toMatchObject(refused);
      await client.query('begin');
      await expect(client.query({ name: 'copy', text: 'COPY note FROM\nSTDIN' })).rejects.toMatchObject(refused);
      await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' });
      await client.query('rollback');
      expect((await client.query(`select 'copy from stdin' as harmless where $1`, [true])).rows).toHaveLength(1);
    } finally {
      client.release();
    }
  });
});

describe('connections that break', () => {
  test('a transaction left idle on the embedded database gives way to others', async () => {
    const database = await connect({ log: silentLog(), embedded: { idleInTransactionMs: 200 } });
    try {
      const idler = await database.pool.connect();
      idler.on('error', () => {});
      await idler.query('create table kept (n int)');
      await idler.query('begin');
      await idler.query('insert into kept values (1)');
      const waited = await database.pool.query('select count(*) as n from kept');
      expect(waited.rows).toEqual([{ n: 0 }]);
      await expect(idler.query('commit')).rejects.toThrow();
      idler.release(true);
    } finally {
      await database.close();
    }
  });

  test('when the embedded database crashes, whoever waits is told so, and so is everybody after', async () => {
    const database = await connect({ log: silentLog() });
    const stopped = {
      name: 'SafeNestError',
      code: 'unavailable',
      message: expect.stringContaining('start SafeNest again'),
    };
    try {
      await database.pool.query(
        `create function endless(n int) returns int language plpgsql as 'begin return endless(n + 1); end'`,
      );
      const waiting = ['select endless(1)', 'select 1', 'select 2'].map((text) => database.pool.query(text));
      const outcomes = await Promise.allSettled(waiting);
      expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual([
        expect.objectContaining(stopped),
        expect.objectContaining(stopped),
        expect.objectContaining(stopped),
      ]);
      await expect(database.pool.query('select 3')).rejects.toMatchObject(stopped);
    } finally {
      await database.close();
    }
  });

  test.skipIf(!serverUrl)('a listener on a server hears again after its connection was cut', async () => {
    const database = await connect({ databaseUrl: serverUrl, log: silentLog() });
    const channel = `safenest_${newId().replaceAll('-', '')}`;
    const heard: string[] = [];
    try {
      await database.listen(channel, (payload) => heard.push(payload));
      await asMaintainer(serverUrl!, (client) =>
        client.query('select pg_terminate_backend(pid) from pg_stat_activity where query = $1', [
          `listen "${channel}"`,
        ]),
      );
      await vi.waitFor(
        async () => {
          await database.notify(channel, 'again');
          expect(heard).toContain('again');
        },
        { timeout: 10_000, interval: 100 },
      );
    } finally {
      await database.close();
    }
  });

  test('a server that does not answer is named, its password is not', async () => {
    const refusal = await connect({
      databaseUrl: 'postgres://someone:s3cret@127.0.0.1:1/none',
      log: silentLog(),
    }).catch((error: Error) => error);
    expect(refusal).toMatchObject({ name: 'SafeNestError', code: 'unavailable' });
    expect((refusal as Error).message).toContain('DATABASE_URL');
    expect((refusal as Error).message).not.toContain('s3cret');
  });
});
