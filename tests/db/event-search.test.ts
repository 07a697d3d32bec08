import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countEvents, groupEvents, searchEvents } from '../../src/db/event-search.ts';
import { insertLogins } from '../../src/db/events.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import { tsquery } from '../../src/db/search-filter.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { OrgId } from '../../src/domain/id.ts';
import { parseSearch } from '../../src/domain/search-query.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 20, 12, minute));

const login = (eventId: string, minute: number, part: Partial<NewLoginEvent>): NewLoginEvent => ({
  eventId,
  occurredAt: at(minute),
  outcome: 'failure',
  account: 'root',
  address: '203.0.113.9',
  country: 'DE',
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: 'password',
  reason: null,
  text: '',
  source: 'sshd',
  ...part,
});

const EVENTS = [
  login('ssh', 1, {
    account: 'webmaster',
    address: '173.234.31.186',
    text: 'sshd[24200]: Failed password for invalid user webmaster from 173.234.31.186 port 38926 ssh2',
  }),
  login('mail', 2, {
    account: 'alice.smith@corp.example',
    address: '10.20.30.40',
    country: 'GB',
    outcome: 'success',
    device: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0',
    text: 'alice.smith@corp.example signed in with <b>SSO</b> at https://login.corp.example/start?x=1',
  }),
  login('six', 3, {
    address: '2001:db8::5',
    country: null,
    text: 'pam_unix(sshd:auth): authentication failure; user=root',
  }),
  login('quote', 4, {
    account: "o'brien",
    text: `it's a \\ "quoted" & 100% literal: (a|b) <-> !c:* naïve Ünïcode 日本`,
  }),
];

describe.each(databases)('search over events on the $name database', ({ open }) => {
  let test_: TestDatabase;
  let org: OrgId;
  let other: OrgId;
  const inOrg = <T>(work: (tx: OrgDb) => Promise<T>): Promise<T> => withOrg(test_.db, org, work);
  const found = async (query: string): Promise<string[]> => {
    const words = parseSearch(query);
    const events = await inOrg((tx) => searchEvents(tx, words ? { words } : {}, { limit: 50 }));
    return events.map((event) => event.eventId).reverse();
  };

  beforeAll(async () => {
    test_ = await open();
    org = (await newOrganisation(test_.db)).orgId;
    other = (await newOrganisation(test_.db, { name: 'Elsewhere' })).orgId;
    await inOrg((tx) => insertLogins(tx, EVENTS, at(10)));
    await withOrg(test_.db, other, (tx) =>
      insertLogins(
        tx,
        [login('theirs', 5, { account: 'webmaster', text: 'Failed password for webmaster, secret' })],
        at(10),
      ),
    );
  });
  afterAll(() => test_.close());

  test.each([
    ['webmaster', ['ssh']],
    ['WEBMASTER', ['ssh']],
    ['173.234.31.186', ['ssh']],
    ['sshd[24200]', ['ssh']],
    ['24200', ['ssh']],
    ['"failed password"', ['ssh']],
    ['"password failed"', []],
    ['failed NOT webmaster', []],
    ['web*', ['ssh']],
    ['webm', []],
    ['alice.smith@corp.example', ['mail']],
    ['corp.example', ['mail']],
    ['Chrome/120.0', ['mail']],
    ['chrome', ['mail']],
    ['"Mozilla/5.0 (X11; Linux x86_64)"', ['mail']],
    ['https://login.corp.example/start?x=1', ['mail']],
    ['<b>SSO</b>', ['mail']],
    ['10.20.30.40', ['mail']],
    ['2001:db8::5', ['six']],
    ['pam_unix(sshd:auth)', ['six']],
    ['user=root', ['six']],
    ['authentication OR webmaster', ['ssh', 'six']],
    ['(authentication OR webmaster) -pam', ['ssh']],
    ["o'brien", ['quote']],
    ['日本', ['quote']],
    ['naïve', ['quote']],
    ['secret', []],
  ])('%s', async (query, ids) => expect(await found(query)).toEqual(ids));

  test('another organisation’s rows never come back, whatever is asked', async () => {
    for (const query of ['webmaster', 'NOT nothing', 'failed OR secret']) {
      expect(await found(query)).not.toContain('theirs');
    }
    const all = await inOrg((tx) => sql<{ org_id: string }>`select distinct org_id from event_search`.execute(tx));
    expect(all.rows).toEqual([{ org_id: org }]);
    expect(await inOrg((tx) => countEvents(tx, {}, 100))).toEqual({ count: 4, capped: false });
  });

  test('without an organisation the view is empty, and nobody but the service may read it', async () => {
    const count = await test_.db.transaction().execute(async (tx) => {
      await sql`set local role safenest_app`.execute(tx);
      return sql<{ count: number }>`select count(*) as count from event_search`.execute(tx);
    });
    expect(count.rows).toEqual([{ count: 0 }]);
    for (const role of ['safenest_system', 'safenest_search']) {
      const read = test_.db.transaction().execute(async (tx) => {
        await sql`select set_config('safenest.org_id', ${org}, true)`.execute(tx);
        await sql`set local role ${sql.id(role)}`.execute(tx);
        return sql`select * from ${sql.id(role === 'safenest_search' ? 'alert' : 'event_search')}`.execute(tx);
      });
      await expect(read).rejects.toThrow(/permission denied/);
    }
  });

  test('accounts, addresses and networks', async () => {
    const ids = async (filter: Parameters<typeof searchEvents>[1]): Promise<string[]> =>
      (await inOrg((tx) => searchEvents(tx, filter, { limit: 50 }))).map((event) => event.eventId);
    expect(await ids({ users: [{ text: 'webmaster', exact: true }] })).toEqual(['ssh']);
    expect(await ids({ users: [{ text: 'Alice', exact: false }] })).toEqual(['mail']);
    expect(await ids({ users: [{ text: 'alice.smith@', exact: false }] })).toEqual(['mail']);
    expect(await ids({ users: [{ text: 'smith', exact: false }] })).toEqual([]);
    expect(await ids({ networks: ['10.20.0.0/16'] })).toEqual(['mail']);
    expect(await ids({ networks: ['10.20.30.99/24'] })).toEqual(['mail']);
    expect(await ids({ networks: ['10.20.30.40/32'] })).toEqual(['mail']);
    expect(await ids({ networks: ['0.0.0.0/0'] })).toEqual(['quote', 'mail', 'ssh']);
    expect(await ids({ networks: ['2001:db8::/32'] })).toEqual(['six']);
    expect(await ids({ networks: ['203.0.113.9'] })).toEqual(['quote']);
    expect(await ids({ countries: ['GB'] })).toEqual(['mail']);
    // where nothing is known of the country, nothing is said
    expect(await ids({ otherCountries: ['GB'] })).toEqual(['quote', 'ssh']);
    expect(await ids({ from: at(2), to: at(4) })).toEqual(['six', 'mail']);
  });

  test('groups are counted and named in the asker’s zone', async () => {
    const by = (key: Parameters<typeof groupEvents>[2], limit = 50) =>
      inOrg((tx) => groupEvents(tx, {}, key, { timeZone: 'Pacific/Auckland', limit }));
    expect(await by('country')).toEqual({
      groups: [
        { key: 'DE', count: 2 },
        { key: 'GB', count: 1 },
        { key: null, count: 1 },
      ],
      total: 4,
      more: 0,
    });
    expect(await by('country', 1)).toEqual({ groups: [{ key: 'DE', count: 2 }], total: 4, more: 2 });
    expect((await by('day')).groups).toEqual([{ key: '2026-11-21', count: 4 }]);
    expect((await by('hour')).groups).toEqual([{ key: '2026-11-21 01:00', count: 4 }]);
    expect((await by('outcome')).groups).toEqual([
      { key: 'failure', count: 3 },
      { key: 'success', count: 1 },
    ]);
  });

  test('a count stops at its cap', async () => {
    expect(await inOrg((tx) => countEvents(tx, {}, 3))).toEqual({ count: 3, capped: true });
  });

  test('any text can be searched for, and text found in an event finds that event', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc
        .array(fc.constantFrom(...`'"\\&|!():*<->@@ AND OR NOT a1.\0`.split('')), { maxLength: 40 })
        .map((c) => c.join('')),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        await expect(found(text)).resolves.toBeInstanceOf(Array);
        await inOrg((tx) =>
          searchEvents(tx, { users: [{ text: text.replaceAll('\0', ''), exact: false }] }, { limit: 1 }),
        );
      }),
      { numRuns: 60 },
    );
    const words = EVENTS.flatMap((event) => event.text.split(/[\s()"]+/).map((word) => [event.eventId, word] as const));
    for (const [id, word] of words.filter(([, word]) => /[\p{L}\p{N}]/u.test(word) && !/^[A-Z]+$/.test(word))) {
      expect(await found(`"${word}"`), word).toContain(id);
    }
  });

  test('a rare word is found through its index, a common one by walking the newest', async () => {
    const busy = (await newOrganisation(test_.db)).orgId;
    await withOrg(test_.db, busy, (tx) =>
      sql`insert into event (org_id, kind, event_id, occurred_at, source, outcome, account, text)
        select ${busy}::uuid, 'login', 'e' || n, timestamptz '2026-11-01' + n * interval '1 second', 'sshd', 'failure', 'u' || n % 50,
          'Failed password for u' || n % 50 || case when n % 4000 = 0 then ' needle' else '' end
        from generate_series(1, 20000) n`.execute(tx),
    );
    await sql`analyze event`.execute(test_.db);
    const plan = (query: string): Promise<string> =>
      withOrg(test_.db, busy, async (tx) => {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`
          explain select seq from event_search where tsv @@ ${tsquery(parseSearch(query)!)}
          order by occurred_at desc, seq desc limit 50`.execute(tx);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    expect(await plan('needle')).toContain('Bitmap Index Scan on event_words');
    expect(await plan('failed')).toContain('event_time');
    expect(await plan('failed')).not.toContain('Sort');
  });
});
