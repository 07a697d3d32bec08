import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSightings } from '../../src/db/account-profiles.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { namesKnown } from '../../src/pipeline/names-known.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const at = new Date('2026-11-20T12:00:00Z');
const signedIn = (tx: OrgDb, ...accounts: string[]) =>
  addSightings(
    tx,
    accounts.map((account) => ({ account, kind: 'country', value: 'DE', firstSeen: at, lastSeen: at, count: 1 })),
  );

describe.each(databases)('whom words may name, on the $name database', ({ name, open }) => {
  let test_: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  const within = <T>(work: (tx: OrgDb) => Promise<T>) => withOrg(test_.db, org.orgId, work);
  const known = (text: string, principal = officer) => within((tx) => namesKnown({ tx, principal }, [text]));

  beforeAll(async () => {
    test_ = await open();
    org = await newOrganisation(test_.db);
    officer = await org.member('officer', { name: 'José Núñez', email: 'jnunez@harbour.example' });
    await org.member('moderator', { name: 'Maria Berg', email: 'maria@harbour.example' });
    await within(async (tx) => {
      await signedIn(tx, 'tomas.keller@harbour.example', 'maria.berg@harbour.example', 'jose.nunez', 'bogdan77');
      const made = { org_id: tx.orgId, created_at: at, updated_at: at, updated_by: 'test' };
      await tx
        .insertInto('person')
        .values({ id: newId(), number: 1, label: 'Person_A47B8C12', name: 'Maria Berg', ...made })
        .execute();
    });
  });
  afterAll(() => test_.close());

  test('a first, a last, a whole name, a handle or what stands before the @, in whatever letters', async () => {
    for (const text of ['KELLER', 'tomas', "tell me about Tomas Keller's logins", 'tomas.keller', '@Tomas.Keller'])
      expect(await known(text), text).toMatchObject([{ accounts: ['tomas.keller@harbour.example'] }]);
    expect(await known('what did bogdan do')).toMatchObject([{ name: 'bogdan77' }]);
    expect(await known('which of these is a name')).toEqual([]);
  });

  test('a member, their account and whom cameras know by that name are one', async () => {
    expect(await known('was maria here')).toEqual([
      {
        name: 'Maria Berg',
        bears: ['maria'],
        member: 'Maria Berg',
        accounts: ['maria.berg@harbour.example'],
        person: 'Maria Berg',
        author: null,
      },
    ]);
    expect(await known('jose nunez')).toMatchObject([{ member: 'José Núñez', accounts: ['jose.nunez'] }]);
  });

  test('two members of one name are two', async () => {
    await org.member('officer', { name: 'Ann Lee', email: 'ann1@harbour.example' });
    await org.member('officer', { name: 'Ann Lee', email: 'ann2@harbour.example' });
    expect((await known('ann lee')).map((one) => one.member).toSorted()).toHaveLength(2);
  });

  test('only what the asker may look at, and everybody who reads the answer', async () => {
    const employee = await org.member('employee');
    expect(await known('maria keller', employee)).toEqual([]);
    const moderator = await org.member('moderator');
    expect(await known('maria keller', moderator)).toMatchObject([
      { member: 'Maria Berg', accounts: [], person: null },
    ]);
    const beside = (readers: Principal['place']['readers']): Principal => ({
      ...officer,
      place: { platform: 'slack', audience: 'shared', ...(readers && { readers }) },
    });
    expect(await known('maria', beside(['officer', null]))).toEqual([]);
    expect(await known('maria', beside(undefined))).toEqual([]);
    expect(await known('keller', beside(['officer', 'manager']))).toHaveLength(1);
  });

  test('another organisation is not seen', async () => {
    const other = await newOrganisation(test_.db);
    const principal = await other.member('admin');
    expect(await withOrg(test_.db, other.orgId, (tx) => namesKnown({ tx, principal }, ['maria tomas keller']))).toEqual(
      [],
    );
  });

  test('a name that was changed or taken away names nobody', async () => {
    await within((tx) =>
      tx.updateTable('member').set({ name: 'Maria Holm' }).where('name', '=', 'Maria Berg').execute(),
    );
    await within((tx) => tx.updateTable('person').set({ name: null }).execute());
    expect(await known('holm')).toMatchObject([{ member: 'Maria Holm', person: null }]);
    expect(await known('berg')).toMatchObject([{ member: null, person: null }]);
    await within((tx) => tx.deleteFrom('person').execute());
    await within((tx) => tx.updateTable('member').set({ active: false }).where('name', '=', 'Maria Holm').execute());
    expect(await known('holm')).toEqual([]);
  });

  test('hostile words cost no more, and find nobody', async () => {
    const words = `'; drop table member; -- %_ \\ ${'maria '.repeat(500)}\u0000${'x'.repeat(5000)}`;
    expect(await known(words)).toEqual(await known('maria'));
  });

  test.runIf(name === 'postgres')('of 50,000 accounts a message costs a few milliseconds', async () => {
    await within((tx) =>
      sql`insert into account_profile (org_id, account, kind, value, first_seen, last_seen)
          select ${tx.orgId}::uuid, 'maria.' || i || '@harbour.example', 'country', 'DE', now(), now()
          from generate_series(1, 50000) as i`.execute(tx),
    );
    const text = 'was maria berg or tomas keller here yesterday, and did jose sign in from anywhere else after that?';
    await known(text);
    const times: number[] = [];
    for (let i = 0; i < 9; i++) {
      const began = performance.now();
      const found = await known(text);
      times.push(performance.now() - began);
      expect(found.length).toBeLessThan(20);
    }
    expect(times.toSorted((a, b) => a - b)[4]).toBeLessThan(50);
    console.info(`names of a message among 50,000 accounts: ${times.map((ms) => ms.toFixed(1)).join(', ')} ms`);
  });
});
