import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect, type Database } from '../../src/db/connect.ts';
import { newOrgId } from '../../src/domain/id.ts';
import { createLive, type Live } from '../../src/http/live.ts';
import { silentLog } from '../../src/log.ts';
import type { LiveMessage } from '../../src/messages/live.ts';
import { databases, type TestDatabase } from '../support/database.ts';

const log = silentLog();
const news = (number: number): LiveMessage => ({ type: 'alert', ref: `ALR-${number}`, key: `key-${number}` });

for (const kind of databases)
  describe(`the live hub on the ${kind.name} database`, () => {
    let opened: TestDatabase;
    /** What another process would hold: on a server a connection of its own, embedded the same database. */
    let other: Database;
    const hubs: Live[] = [];

    beforeAll(async () => {
      opened = await kind.open();
      const { connectionString } = opened.database.pool.options;
      other = connectionString ? await connect({ databaseUrl: connectionString, log }) : opened.database;
    });
    afterEach(() => Promise.all(hubs.splice(0).map((hub) => hub.stop())));
    afterAll(async () => {
      if (other !== opened.database) await other.close();
      await opened.close();
    });

    async function start(database: Database, limit?: number): Promise<Live> {
      const hub = createLive(database, log, limit);
      hubs.push(hub);
      await hub.start();
      return hub;
    }

    test('what one process says, every process hears, in order, and only for its organisation', async () => {
      const [here, there] = [await start(opened.database), await start(other)];
      const [mine, theirs] = [newOrgId(), newOrgId()];
      const heard: Record<string, LiveMessage[]> = { here: [], there: [], theirs: [] };
      here.subscribe(mine, (message) => heard.here!.push(message));
      there.subscribe(mine, (message) => heard.there!.push(message));
      there.subscribe(theirs, (message) => heard.theirs!.push(message));
      for (const number of [1, 2, 3]) await here.publish(mine, news(number));
      await there.publish(theirs, news(9));
      await vi.waitFor(() =>
        expect(heard).toEqual({
          here: [news(1), news(2), news(3)],
          there: [news(1), news(2), news(3)],
          theirs: [news(9)],
        }),
      );
    });

    test('a reader that left or that throws keeps nobody from hearing', async () => {
      const hub = await start(opened.database);
      const orgId = newOrgId();
      const heard: string[] = [];
      const leave = hub.subscribe(orgId, ({ ref }) => heard.push(`left ${ref}`));
      hub.subscribe(orgId, () => {
        throw new Error('this page is gone');
      });
      hub.subscribe(orgId, ({ ref }) => heard.push(ref));
      leave();
      leave();
      await hub.publish(orgId, news(1));
      await hub.publish(orgId, news(2));
      await vi.waitFor(() => expect(heard).toEqual(['ALR-1', 'ALR-2']));
    });

    test('what is not a live message is passed over', async () => {
      const hub = await start(opened.database);
      const orgId = newOrgId();
      const heard: LiveMessage[] = [];
      hub.subscribe(orgId, (message) => heard.push(message));
      for (const junk of [
        '',
        '{',
        'null',
        '[]',
        '{"orgId":"x"}',
        JSON.stringify({ orgId, ...news(1), type: 'camera' }),
      ])
        await other.notify('safenest_live', junk);
      await hub.publish(orgId, news(2));
      await vi.waitFor(() => expect(heard).toEqual([news(2)]));
      await expect(hub.publish(orgId, { ...news(3), key: 'k'.repeat(9000) })).rejects.toThrow();
    });

    test('pages are limited per organisation, and a closed one makes room', async () => {
      const hub = await start(opened.database, 2);
      const [orgId, elsewhere] = [newOrgId(), newOrgId()];
      const same = (): void => {};
      const leave = hub.subscribe(orgId, same);
      hub.subscribe(orgId, same);
      expect(() => hub.subscribe(orgId, same)).toThrow(expect.objectContaining({ code: 'unavailable' }));
      hub.subscribe(elsewhere, same);
      leave();
      hub.subscribe(orgId, same);
      expect(() => hub.subscribe(orgId, same)).toThrow(expect.objectContaining({ code: 'unavailable' }));
    });

    test('after stop nothing is heard; started again, it is', async () => {
      const hub = await start(opened.database);
      const orgId = newOrgId();
      const heard: string[] = [];
      hub.subscribe(orgId, ({ ref }) => heard.push(ref));
      await hub.stop();
      await hub.publish(orgId, news(1));
      await hub.start();
      hub.subscribe(orgId, ({ ref }) => heard.push(ref));
      await hub.publish(orgId, news(2));
      await vi.waitFor(() => expect(heard).toEqual(['ALR-2']));
    });

    test.runIf(kind.name === 'postgres')('a broken connection comes back by itself', async () => {
      const hub = await start(opened.database);
      const orgId = newOrgId();
      const heard: string[] = [];
      hub.subscribe(orgId, ({ ref }) => heard.push(ref));
      await hub.publish(orgId, news(1));
      await vi.waitFor(() => expect(heard).toEqual(['ALR-1']));
      const { rowCount } = await other.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()`,
      );
      expect(rowCount).toBeGreaterThan(0);
      await vi.waitFor(
        async () => {
          await hub.publish(orgId, news(2));
          expect(heard).toContain('ALR-2');
        },
        { timeout: 10_000, interval: 100 },
      );
    });
  });
