import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertLogins } from '../../src/db/events.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { searchNote } from '../../src/messages/catalogue/stored-words.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { openIncident, updateIncident } from '../../src/pipeline/incidents.ts';
import { type LogPage, type LogSearch, searchLogs } from '../../src/pipeline/search-logs.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const YESTERDAY = { from: new Date('2026-11-20T00:00:00Z'), to: new Date('2026-11-21T00:00:00Z') };
const KEY = auditKey('a secret for tests');

const login = (id: string, at: string, part: Partial<NewLoginEvent> = {}): NewLoginEvent => ({
  eventId: id,
  occurredAt: new Date(at),
  outcome: 'failure',
  account: 'root',
  address: '203.0.113.9',
  country: 'DE',
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: null,
  reason: null,
  text: `login ${id}`,
  source: 'sshd',
  ...part,
});

describe.each(databases)('one search over everything on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let alerts: { high: number; low: number };
  let events: Map<string, number>;

  const search = (asked: LogSearch, reader = officer): Promise<LogPage> =>
    withOrg(opened.db, reader.orgId, (tx) => searchLogs(tx, reader, asked));
  const refs = async (asked: LogSearch, reader = officer): Promise<string[]> =>
    (await search(asked, reader)).rows.map((row) => (row.kind === 'login' ? row.event.eventId : row.ref));
  const change = <T>(work: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => work({ tx, principal: officer, now: NOW, auditKey: KEY }));

  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Maria Lindqvist', email: 'maria@corp.example' });
    const stored = await withOrg(opened.db, org.orgId, (tx) =>
      insertLogins(
        tx,
        [
          login('a', '2026-11-20T01:00:00Z'),
          login('b', '2026-11-20T02:00:00Z', {
            country: 'GB',
            account: 'maria@corp.example',
            outcome: 'success',
            mfa: true,
          }),
          login('c', '2026-11-20T03:00:00Z', { country: null, account: 'marius', address: '10.1.2.3' }),
          login('d', '2026-11-21T04:00:00Z', { country: 'US', city: 'Boston', device: 'iPhone 15', mfa: false }),
        ],
        NOW,
      ),
    );
    events = new Map([...stored].map(([id, { sequence }]) => [id, sequence]));
    alerts = {
      high: await raiseTestAlert(opened.db, org.orgId, {
        severity: 'high',
        title: 'Failed logins for root',
        account: 'root',
        address: '203.0.113.9',
        country: 'DE',
        firstSeen: new Date('2026-11-20T00:30:00Z'),
        lastSeen: new Date('2026-11-20T01:00:00Z'),
      }),
      low: await raiseTestAlert(opened.db, org.orgId, {
        severity: 'low',
        title: 'First seen country',
        account: 'maria@corp.example',
        address: '10.1.2.3',
        country: 'GB',
        firstSeen: new Date('2026-11-20T02:00:00Z'),
        lastSeen: new Date('2026-11-20T02:00:00Z'),
      }),
    };
    await withOrg(opened.db, org.orgId, async (tx) => {
      const { id } = await tx
        .selectFrom('alert')
        .select('id')
        .where('number', '=', alerts.high)
        .executeTakeFirstOrThrow();
      await tx.deleteFrom('alert_event').execute();
      await tx
        .insertInto('alert_event')
        .values({ org_id: org.orgId, alert_id: id, event_seq: events.get('a')! })
        .execute();
    });
    await change(async (work) => {
      await openIncident(work, { title: 'Break-in', alertNumbers: [alerts.high] });
      const second = await openIncident(work, { title: 'Lost badge', severity: 'low' });
      await updateIncident(work, second.number, { status: 'investigating' });
      const third = await openIncident(work, { title: 'Old matter' });
      await updateIncident(work, third.number, { status: 'closed' });
    });
  });
  afterAll(() => opened?.close());

  test('everything comes newest first, counted by kind', async () => {
    const page = await search({});
    expect(page.kinds).toEqual(['login', 'alert', 'incident']);
    expect(page.rows.map((row) => row.ref.slice(0, 3))).toEqual([
      ...['INC', 'INC', 'INC'],
      ...['LOG', 'LOG', 'LOG', 'ALR', 'LOG', 'ALR'],
    ]);
    const times = page.rows.map((row) => row.at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(page.totals).toEqual({
      login: { count: 4, capped: false },
      alert: { count: 2, capped: false },
      incident: { count: 3, capped: false },
    });
  });

  test('or the oldest first: as many of each kind, and no page after it', async () => {
    const newest = await search({});
    expect((await search({ oldestFirst: true })).rows).toEqual(newest.rows.toReversed());
    const two = await search({ kinds: ['login'], oldestFirst: true, limit: 2 });
    expect(two.rows.map((row) => row.at.toISOString())).toEqual(
      [...two.rows.map((row) => row.at.toISOString())].sort(),
    );
    expect(two).toMatchObject({ next: null, totals: { login: { count: 4 } } });
  });

  test.each<[string, LogSearch, string[]]>([
    ['of one of several accounts', { kinds: ['login'], user: 'marius, maria@corp.example' }, ['c', 'b']],
    ['of none of them', { kinds: ['login'], excludeUser: 'root' }, ['c', 'b']],
    ['not from a network', { kinds: ['login'], excludeIp: '203.0.113.0/24' }, ['c']],
    ['from a city', { city: 'boston' }, ['d']],
    ['with a device', { device: 'iphone' }, ['d']],
    ['at night', { kinds: ['login'], hours: '22:00-02:30' }, ['b', 'a']],
    ['at the weekend', { kinds: ['login'], weekdays: 'weekend' }, ['d']],
    ['outside business hours', { kinds: ['login'], hours: 'outside_business' }, ['d', 'c', 'b', 'a']],
    ['in business hours', { kinds: ['login'], hours: 'business' }, []],
    ['severities that are not next to each other', { kinds: ['alert'], severities: ['low', 'critical'] }, ['ALR-2']],
    ['of one of two statuses', { kinds: ['incident'], status: 'closed,investigating' }, ['INC-3', 'INC-2']],
    ['of someone', { assignee: 'Maria' }, []],
    ['not of someone', { excludeAssignee: 'Maria' }, ['INC-3', 'INC-2', 'INC-1']],
    ['not of nobody', { excludeAssignee: 'nobody' }, []],
    ['of nobody', { assignee: 'nobody' }, ['INC-3', 'INC-2', 'INC-1']],
    ['opened by me', { openedBy: 'me' }, ['INC-3', 'INC-2', 'INC-1']],
    ['opened by a name nobody has', { openedBy: 'Nobody Else' }, []],
    ['raised by a kind of detector', { kinds: ['alert'], rule: 'Impossible travel' }, []],
    ['raised by cameras', { kinds: ['alert'], rule: 'cameras' }, []],
  ])('what is asked for is all that is found: %s', async (_name, asked, expected) => {
    expect((await refs(asked)).toSorted()).toEqual(expected.toSorted());
  });

  describe('the name of a person stands for the account that people of that name are given', () => {
    let reader: Principal;
    beforeAll(async () => {
      const other = await newOrganisation(opened.db);
      reader = await other.member('officer', { name: 'Ada Novak', email: 'ada.novak@corp.example' });
      const accounts = ['tomas.keller@corp.example', 'Grace_Mbeki', 'jnunez', 'ada.novak@corp.example'];
      await withOrg(opened.db, other.orgId, (tx) =>
        insertLogins(
          tx,
          [...accounts, 'tomas.kellerman@corp.example'].map((account, at) =>
            login(`n${at}`, `2026-11-20T0${at}:00:00Z`, { account, country: 'RO' }),
          ),
          NOW,
        ),
      );
      await raiseTestAlert(opened.db, other.orgId, { account: 'hana-sato@corp.example' });
    });

    test.each([
      ['Tomas Keller', ['tomas.keller@corp.example']],
      ['tomas keller', ['tomas.keller@corp.example']],
      ['Grace Mbeki', ['Grace_Mbeki']],
      ['José Núñez', ['jnunez']],
      ['Ada Novak', ['ada.novak@corp.example']],
      ['me', ['ada.novak@corp.example']],
    ])('%s', async (user, accounts) => {
      const page = await search({ kinds: ['login'], user, country: 'Romania' }, reader);
      expect(page.rows.map((row) => row.kind === 'login' && row.event.account)).toEqual(accounts);
      expect(page.notes).toEqual([expect.stringContaining(accounts[0]!)]);
    });

    test('of an account that only an alert knows', async () => {
      const page = await search({ kinds: ['alert'], user: 'Hana Sato' }, reader);
      expect(page.rows).toHaveLength(1);
      expect(page.notes).toEqual(['no account is exactly “Hana Sato”: searched as hana-sato@corp.example']);
    });

    test.each(['Mira Stone', "x' or '1", '%.% _', '😀 😀', `${'a '.repeat(150)}b`])(
      'what nobody goes by is said: %s',
      async (user) => {
        const page = await search({ user }, reader);
        expect(page.rows).toEqual([]);
        expect(page.notes).toEqual([expect.stringMatching(/^no account here goes by “/)]);
      },
    );

    test('not of a person', async () => {
      const page = await search({ kinds: ['login'], excludeUser: 'Tomas Keller' }, reader);
      expect(page.rows).toHaveLength(4);
    });
  });

  test('rules and hours that cannot be read are refused in words', async () => {
    await expect(search({ rule: 'the good one' })).rejects.toThrow('I know no rule');
    await expect(search({ hours: 'late' })).rejects.toThrow('I cannot read these hours');
  });

  test('an employee lists what they opened and nothing else', async () => {
    const employee = await org.member('employee', { name: 'Eve Holt' });
    expect((await search({ kinds: ['incident'], openedBy: 'me' }, employee)).rows).toEqual([]);
    expect((await search({ openedBy: 'me' }, employee)).kinds).toEqual(['incident']);
    await expect(search({ kinds: ['incident'], openedBy: 'Maria' }, employee)).rejects.toThrow('does not allow');
    await expect(search({}, employee)).rejects.toThrow('does not allow');
  });

  test('pages of any size show each row once', async () => {
    const whole = await refs({});
    for (const limit of [1, 2, 4]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page: LogPage = await search({ limit, cursor });
        seen.push(...page.rows.map((row) => (row.kind === 'login' ? row.event.eventId : row.ref)));
        expect(Object.keys(page.totals).length).toBe(cursor === undefined ? 3 : 0);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole);
    }
  });

  test('a limit for each kind keeps many logins from hiding an alert', async () => {
    const page = await search({ limit: 1, limitPerKind: true });
    expect(page.rows.map((row) => row.kind)).toEqual(['incident', 'login', 'alert']);
    expect(page.next).toBeNull();
  });

  test('high-risk means grave alerts and incidents, and the logins such alerts stand on', async () => {
    expect(await refs({ minSeverity: 'high', ...YESTERDAY })).toEqual(['a', `ALR-${alerts.high}`]);
    expect(await refs({ minSeverity: 'high' })).toEqual(['INC-1', 'a', `ALR-${alerts.high}`]);
    expect(await refs({ minSeverity: 'critical' })).toEqual([]);
  });

  test('a kind that does not have what is asked is not searched; a named one says so', async () => {
    expect((await search({ outcome: 'failure' })).kinds).toEqual(['login']);
    expect((await search({ status: 'acknowledged' })).kinds).toEqual(['alert']);
    expect((await search({ status: 'open' })).kinds).toEqual(['alert', 'incident']);
    const page = await search({ kinds: ['login', 'alert'], outcome: 'failure' });
    expect(page.kinds).toEqual(['login']);
    expect(page.notes.join()).toContain('does not apply to alerts');
    await expect(search({ kinds: ['incident'], outcome: 'failure' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(search({ outcome: 'failure', status: 'open' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('an incident is open until it is closed', async () => {
    expect(await refs({ kinds: ['incident'], status: 'open' })).toEqual(['INC-2', 'INC-1']);
    expect(await refs({ kinds: ['incident'], status: 'closed' })).toEqual(['INC-3']);
  });

  test('accounts: as written, else by the member’s name, else by beginning', async () => {
    expect(await refs({ user: 'root' })).toEqual(['INC-1', 'd', 'a', `ALR-${alerts.high}`]);
    const named = await search({ user: 'Maria Lindqvist', kinds: ['login'] });
    expect(named.rows.map((row) => row.kind === 'login' && row.event.eventId)).toEqual(['b']);
    expect(named.notes.join()).toContain('maria@corp.example');
    const begun = await search({ user: '@mari', kinds: ['login'] });
    expect(begun.rows).toHaveLength(2);
    expect(begun.notes.join()).toContain('begin so');
    expect(await refs({ user: 'nobody' })).toEqual([]);
  });

  test('addresses, networks and countries', async () => {
    expect(await refs({ ip: '10.0.0.0/8' })).toEqual(['c', `ALR-${alerts.low}`]);
    expect(await refs({ ip: ' 203.0.113.9 ' })).toEqual(['INC-1', 'd', 'b', 'a', `ALR-${alerts.high}`]);
    expect(await refs({ country: 'UK' })).toEqual(['b', `ALR-${alerts.low}`]);
    expect(await refs({ country: 'Germany, United States', kinds: ['login'] })).toEqual(['d', 'a']);
    expect(await refs({ excludeCountry: 'the UK', kinds: ['login'] })).toEqual(['d', 'a']);
    for (const ip of ['10.0.0', '10.0.0.0/33', 'fe80::1%eth0', '1.2.3.4/', '::/129', '<script>']) {
      await expect(search({ ip }), ip).rejects.toMatchObject({ code: 'invalid_input' });
    }
    await expect(search({ country: 'Atlantis' })).rejects.toThrow(/no country “Atlantis”/);
  });

  test('a range of addresses holds both its ends, and is refused the wrong way round', async () => {
    const eventsIn = (ip: string): Promise<string[]> => refs({ kinds: ['login'], ip });
    expect(await eventsIn('203.0.113.9-203.0.113.9')).toEqual(['d', 'b', 'a']);
    expect(await eventsIn('203.0.113.4-203.0.113.12')).toEqual(['d', 'b', 'a']);
    expect(await eventsIn('203.0.113.10-203.0.113.12')).toEqual([]);
    expect(await eventsIn('10.0.0.0-10.1.2.3')).toEqual(['c']);
    expect(await refs({ kinds: ['login'], excludeIp: '203.0.113.4-203.0.113.12' })).toEqual(['c']);
    expect(await refs({ kinds: ['alert'], ip: '203.0.113.4-203.0.113.12', user: 'root' })).toHaveLength(1);
    await expect(eventsIn('203.0.113.12-203.0.113.4')).rejects.toThrow('write the lower one first');
    await expect(eventsIn('10.0.0.1-2001:db8::1')).rejects.toThrow('both of one kind');
  });

  test('a reference stands for its account and its address, for whoever may see it', async () => {
    const alert = `ALR-${alerts.high}`;
    const found = await search({ kinds: ['login'], ip: alert });
    expect(found.rows.map((row) => row.kind === 'login' && row.event.eventId)).toEqual(['d', 'b', 'a']);
    expect(found.understood).toEqual({ ip: '203.0.113.9' });
    expect(await refs({ kinds: ['login'], ip: alert, excludeUser: alert })).toEqual(['b']);
    expect((await search({ kinds: ['login'], user: alert })).understood).toEqual({ user: 'root' });
    await expect(search({ kinds: ['login'], ip: 'ALR-999' })).rejects.toThrow('There is no ALR-999');
    const employee = await org.member('employee', { name: 'Eve', email: 'eve@corp.example' });
    await expect(search({ openedBy: 'me', ip: alert }, employee)).rejects.toThrow();
  });

  test('abroad is everywhere but where most people sign in from, and that is said', async () => {
    const found = await search({ kinds: ['login'], excludeCountry: 'home' });
    expect(found.understood).toEqual({ excludeCountry: 'GB' });
    expect(found.notes).toContain('most logins come from United Kingdom: everywhere else is abroad');
    expect(found.rows.map((row) => row.kind === 'login' && row.event.eventId)).toEqual(['d', 'a']);
  });

  test('a way nobody comes by is said not to be one', async () => {
    expect(await refs({ kinds: ['login'], via: 'ssh' })).toHaveLength(4);
    const none = await search({ kinds: ['login'], via: 'vpn' });
    expect(none.rows).toEqual([]);
    expect(none.notes).toEqual(['no login here goes by “vpn”: the latest went to sshd']);
  });

  test('with a second factor, without one, and what does not say so', async () => {
    const without = await search({ kinds: ['login'], secondFactor: 'not_used' });
    expect(without.rows.map((row) => row.kind === 'login' && row.event.eventId)).toEqual(['d']);
    expect(without.notes).toEqual(['2 more logins do not say whether a second factor was used']);
    expect(await refs({ kinds: ['login'], secondFactor: 'used' })).toEqual(['b']);
    const silent = await search({ kinds: ['login'], secondFactor: 'used', ip: '10.1.2.3' });
    expect(silent).toMatchObject({ rows: [], notes: ['none of these logins says whether a second factor was used'] });
    expect(searchNote(silent.notes[0]!, 'de')).toBe(
      'keine dieser Anmeldungen sagt, ob ein zweiter Faktor benutzt wurde',
    );
    expect(searchNote(without.notes[0]!, 'fr')).toContain('2 autres connexions ne disent pas');
    await expect(search({ kinds: ['alert'], secondFactor: 'used' })).rejects.toThrow();
  });

  test('groups of so many or more, and the busiest hours of all days', async () => {
    const many = await search({ kinds: ['login'], groupBy: 'user', atLeast: 2 });
    expect(many.groups?.map(({ key, count }) => [key, count])).toEqual([['root', 2]]);
    expect(many.totals.login?.count).toBe(2);
    const filtered = await search({ kinds: ['login'], groupBy: 'user', atLeast: 2, ip: '203.0.113.0/24' });
    expect(filtered.groups?.map(({ key, count }) => [key, count])).toEqual([['root', 2]]);
    const hours = await search({ kinds: ['login'], groupBy: 'hour', busiest: true });
    expect(hours.groups?.every(({ key }) => /^\d\d:00$/.test(key ?? ''))).toBe(true);
    expect(hours.groups?.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });

  test('a reference finds what it names, words find the rest', async () => {
    const log = (await search({ kinds: ['login'] })).rows[0]!.ref;
    expect(await refs({ query: log.toLowerCase() })).toEqual(['d']);
    expect(await refs({ query: `ALR-${alerts.low}` })).toEqual([`ALR-${alerts.low}`]);
    expect(await refs({ query: 'INC-99' })).toEqual([]);
    expect(await refs({ query: 'badge OR "first seen"' })).toEqual(['INC-2', `ALR-${alerts.low}`]);
    await expect(search({ query: '!!!' })).rejects.toThrow(/no word to search for/);
  });

  test('groups', async () => {
    const byCountry = await search({ groupBy: 'country', ...YESTERDAY });
    expect(byCountry.kinds).toEqual(['login']);
    expect(byCountry.groups?.map(({ key, count }) => [key, count])).toEqual([
      ['DE', 1],
      ['GB', 1],
      [null, 1],
    ]);
    expect(byCountry.totals.login).toEqual({ count: 3, capped: false });
    const byStatus = await search({ groupBy: 'status' });
    expect(byStatus.groups?.find((group) => group.key === 'open')?.kinds).toEqual({ alert: 2, incident: 1 });
    const byDay = await search({ groupBy: 'day' });
    expect(byDay.groups?.map(({ key, kinds }) => [key, kinds])).toEqual([
      ['2026-11-20', { login: 3, alert: 2 }],
      ['2026-11-21', { login: 1, incident: 3 }],
    ]);
    const byKind = await search({ groupBy: 'kind' });
    expect(byKind.groups?.map(({ key, count }) => [key, count])).toEqual([
      ['login', 4],
      ['incident', 3],
      ['alert', 2],
    ]);
    expect((await search({ groupBy: 'rule' })).kinds).toEqual(['alert']);
  });

  test('an alert about several accounts counts for each of them, and once in all', async () => {
    const tally = JSON.stringify({
      accounts: [
        ['root', 3],
        ['marius', 2],
      ],
      addresses: [],
      countries: [],
    });
    const setTally = (json: string) =>
      withOrg(opened.db, org.orgId, (tx) =>
        sql`update alert set tally = ${json}::jsonb where org_id = ${tx.orgId} and number = ${alerts.high}`.execute(tx),
      );
    const { rows } = await withOrg(opened.db, org.orgId, (tx) =>
      sql<{ tally: unknown }>`select tally from alert where org_id = ${tx.orgId} and number = ${alerts.high}`.execute(
        tx,
      ),
    );
    await setTally(tally);
    const found = await search({ kinds: ['alert'], groupBy: 'user' });
    await setTally(JSON.stringify(rows[0]!.tally));
    expect(found.groups?.map(({ key, count }) => [key, count])).toEqual([
      ['maria@corp.example', 1],
      ['marius', 1],
      ['root', 1],
    ]);
    expect(found.totals.alert?.count).toBe(2);
  });

  test('people see the kinds their role may see', async () => {
    const moderator = await org.member('moderator');
    expect((await search({}, moderator)).kinds).toEqual(['alert', 'incident']);
    await expect(search({ kinds: ['login'] }, moderator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(search({ outcome: 'failure' }, moderator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(search({ query: 'LOG-000001' }, moderator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(search({}, await org.member('employee'))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('another organisation finds nothing of it, by any road', async () => {
    const stranger = (await newOrganisation(opened.db)).admin;
    const log = (await search({ kinds: ['login'] })).rows[0]!.ref;
    for (const asked of [
      {},
      { query: log },
      { query: 'ALR-1' },
      { query: 'break' },
      { user: 'root' },
      { ip: '0.0.0.0/0' },
    ]) {
      expect((await search(asked, stranger)).rows, JSON.stringify(asked)).toEqual([]);
    }
    const notes = (await search({ user: 'Maria Lindqvist' }, stranger)).notes.join();
    expect(notes).not.toContain('maria@corp.example');
  });

  test('alerts are listed and counted by whose word stands on them, and those nobody looked at by nobody', async () => {
    await change((work) => changeAlertStatus(work, { number: alerts.high, status: 'resolved' }));
    expect(await refs({ handledBy: 'me' })).toEqual([`ALR-${alerts.high}`]);
    expect(await refs({ handledBy: 'maria' })).toEqual([`ALR-${alerts.high}`]);
    expect(await refs({ handledBy: "x' or true --" })).toEqual([]);
    const { kinds, groups } = await search({ kinds: ['alert'], groupBy: 'handled_by' });
    expect(kinds).toEqual(['alert']);
    expect(groups).toEqual([{ key: 'Maria Lindqvist', count: 1, kinds: { alert: 1 } }]);
    await expect(search({ kinds: ['login'], handledBy: 'me' })).rejects.toMatchObject({ code: 'invalid_input' });
    await change((work) => changeAlertStatus(work, { number: alerts.high, status: 'open' }));
    expect(await refs({ handledBy: 'me' })).toEqual([]);
  });

  test('a page that was never given is refused', async () => {
    for (const cursor of ['', '1', 'a.b.c', '1.9.1', "1.0.1'"]) {
      await expect(search({ cursor }), cursor).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });
});
