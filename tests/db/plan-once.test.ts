import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planOnce } from '../../src/db/plan-once.ts';
import { type OrgDb, type SystemDb, withOrg, withSystem } from '../../src/db/scope.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

describe.each(databases)('statements planned once on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const kept = async (tx: OrgDb, part: string): Promise<number> => {
    const like = `%${part}%`;
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_prepared_statements where statement like ${like} and statement like '%plan once%'`.execute(
      tx,
    );
    return rows[0]!.n;
  };

  test('are kept under one name, and take new values every time', async () => {
    const { orgId } = await newOrganisation(opened.db);
    await withOrg(opened.db, orgId, async (tx) => {
      const sum = async (a: number, b: number) => {
        const { rows } = await sql<{ sum: number }>`${planOnce()} select ${a}::int + ${b}::int as sum`.execute(tx);
        return rows[0]?.sum;
      };
      expect([await sum(1, 2), await sum(3, 4), await sum(5, 6)]).toEqual([3, 7, 11]);
      expect(await kept(tx, 'as sum')).toBe(1);
      const built = () =>
        tx.selectFrom('organisation').modifyFront(planOnce()).select('name as own_name').executeTakeFirst();
      expect(await built()).toEqual(await built());
      expect(await kept(tx, 'own_name')).toBe(1);
    });
  });

  test('are planned anew once there is twice as much to choose from', async () => {
    const { orgId } = await newOrganisation(opened.db);
    await withOrg(opened.db, orgId, async (tx) => {
      for (const rows of [1100, 1500, 2000, 2100, 4000]) {
        await sql`${planOnce(rows)} select ${rows}::int as doubled`.execute(tx);
      }
      expect(await kept(tx, 'as doubled')).toBe(2);
    });
  });

  test('show each scope what it may see, whichever had them planned', async () => {
    const [a, b] = [await newOrganisation(opened.db), await newOrganisation(opened.db)];
    const seen = async (tx: OrgDb | SystemDb): Promise<string[]> => {
      const { rows } = await sql<{ id: string }>`${planOnce()} select id from organisation`.execute(tx);
      return rows.map(({ id }) => id);
    };
    for (let round = 0; round < 8; round++) {
      expect(await withOrg(opened.db, a.orgId, seen)).toEqual([a.orgId]);
      expect(await withOrg(opened.db, b.orgId, seen)).toEqual([b.orgId]);
      expect(await withSystem(opened.db, seen)).toEqual(expect.arrayContaining([a.orgId, b.orgId]));
    }
  });

  test('that fail are told so, and work again', async () => {
    const { orgId } = await newOrganisation(opened.db);
    const parsed = (text: string): RawBuilder<{ n: number }> =>
      sql<{ n: number }>`${planOnce()} select ${text}::int as n`;
    const run = (text: string) => withOrg(opened.db, orgId, (tx) => parsed(text).execute(tx));
    await expect(run('one')).rejects.toThrow('invalid input syntax');
    expect((await run('1')).rows).toEqual([{ n: 1 }]);
    await expect(run('two')).rejects.toThrow('invalid input syntax');
    expect((await run('2')).rows).toEqual([{ n: 2 }]);
  });
});
