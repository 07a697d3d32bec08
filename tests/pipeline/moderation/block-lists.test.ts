import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listAuditEntries } from '../../../src/db/audit.ts';
import type { MemberJoin } from '../../../src/db/member-joins.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { DEFAULT_POLICY } from '../../../src/domain/moderation-policy.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { caseCard } from '../../../src/messages/views/case-card.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { mindsAny } from '../../../src/pipeline/moderation/joins/observe-join.ts';
import { takeJoins } from '../../../src/pipeline/moderation/joins/take-joins.ts';
import {
  addEntry,
  addException,
  changeList,
  importEntries,
  makeList,
  removeException,
  removeList,
  seeEntries,
  seeList,
  setEffect,
} from '../../../src/pipeline/moderation/lists/block-lists.ts';
import { fetchList } from '../../../src/pipeline/moderation/lists/fetch-list.ts';
import { MOST_ENTRIES, readList } from '../../../src/pipeline/moderation/lists/read-list.ts';
import { refreshList, subscribe } from '../../../src/pipeline/moderation/lists/refresh-list.ts';
import { exportList } from '../../../src/pipeline/moderation/lists/share-list.ts';
import { setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { shownCase } from '../../../src/pipeline/moderation/see-case.ts';
import { addTerm, type NewTerm } from '../../../src/pipeline/moderation/word-lists.ts';
import { tokenKey } from '../../../src/pipeline/sealed-tokens.ts';
import type { ToolContext } from '../../../src/tools/define-tool.ts';
import { type FoundLists, searchListsTool } from '../../../src/tools/search-lists.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { type LocalServer, startLocalServer } from '../../support/local-server.ts';
import { minutes, moderationDesk } from '../../support/moderation-desk.ts';

const read = (text: string) => readList(Buffer.from(text));
const HEAD = 'kind,platform,value,reason,since,expires_at';

describe('a list is read', () => {
  test('as CSV and as JSON, each thing once, what is none left out with why', () => {
    const csv = read(
      [
        `\uFEFF${HEAD},more`,
        'account,Discord,123,"sells, accounts",2026-01-03,2027-01-03,x',
        'domain,,https://Bad.Example/x,phishing,,',
        'domain,,xn--pypal-4ve.com,,,',
        'domain,,bad.example,again,,',
        'word,,buy followers,,,',
        'account,,55,,,',
        'planet,,Mars,,,',
        'word,,x,,yesterday,',
        'pattern,,(a+)+$,,,',
        'domain,,localhost,,,',
      ].join('\r\n'),
    );
    expect(csv.entries.map(({ kind, platform, value, reason }) => [kind, platform, value, reason])).toEqual([
      ['account', 'discord', '123', 'sells, accounts'],
      ['domain', '', 'bad.example', 'again'],
      ['domain', '', 'pаypal.com', ''],
      ['word', '', 'buy followers', ''],
    ]);
    expect(csv.entries[0]!.since!.toISOString()).toBe('2026-01-03T00:00:00.000Z');
    expect([csv.refusedCount, csv.refused.length, csv.refused[0]]).toEqual([
      5,
      5,
      'line 7: platform must be a platform, like discord',
    ]);
    const json = read(
      JSON.stringify({ name: 'Theirs', entries: [{ kind: 'word', value: ' scam ', effect: 'nonsense' }] }),
    );
    expect([json.name, json.entries[0]!.value, json.entries[0]!.effect]).toEqual(['Theirs', 'scam', null]);
  });

  test.each([
    ['', 'A list as CSV begins with'],
    ['<html>', 'A list as CSV begins with'],
    ['{"entries": 5}', 'A list as JSON is'],
    ['[[[', 'cannot be read as it'],
    [`${HEAD}\n"word`, 'cannot be read as CSV'],
    ['kind,value\nword,\u0000', 'a text in UTF-8'],
    [`kind,value\n${'word,x\n'.repeat(MOST_ENTRIES + 1)}`, 'at most 50,000 entries'],
    ['x'.repeat(9 * 2 ** 20), 'at most 8 MB'],
    ['kind,value\nplanet,Mars', 'None of its 1 entries can be taken'],
  ])('what is none is refused as a whole', (text, why) => expect(() => read(text)).toThrow(why));

  test('bytes that are no text, and a great many patterns that are hard, are refused at once', () => {
    expect(() => readList(Buffer.from([0xff, 0xfe, 0x00]))).toThrow('a text in UTF-8');
    const before = performance.now();
    const many = Array.from({ length: 20_000 }, (_, i) => ({ kind: 'pattern', value: `(x+x+)+y{${i}}` }));
    expect(() => read(JSON.stringify(many))).toThrow('None of its 20000 entries');
    expect(performance.now() - before).toBeLessThan(4000);
  });

  test('any text is read or refused with a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        try {
          return read(text).entries.length >= 0;
        } catch (error) {
          return (error as { code?: string }).code === 'invalid_input';
        }
      }),
    );
  });
});

const { name, open } = databases.at(-1)!;

describe(`lists, on ${name}`, () => {
  let opened: TestDatabase;
  let server: LocalServer;
  let serves: { status: number; body: string; headers?: Record<string, string> };
  let asked: string[] = [];
  beforeAll(async () => {
    opened = await open();
    server = await startLocalServer(async (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(serves.status, serves.headers ?? {}).end(serves.body);
    });
  });
  afterEach(() => {
    asked = [];
  });
  afterAll(async () => {
    await server.close();
    await opened.close();
  });

  const SPAM = '01J spam ring';
  async function desk(entries: readonly Record<string, unknown>[] = [], effect: 'watch' | 'mention' | 'ban' = 'watch') {
    const made = await moderationDesk(opened);
    const list = await made.as((work) => makeList(work, { name: SPAM, effect }));
    if (entries.length > 0)
      await made.as((work) => importEntries(work, list.id, read(JSON.stringify(entries)), { replace: false }));
    const joined = async (minute: number, account: string) => {
      made.at(minutes(minute));
      const join: MemberJoin = {
        ...{ channelId: made.channel.id, account, name: account, at: minutes(minute), madeAt: null, plain: null },
      };
      return made.as((work) => takeJoins(work, [join]));
    };
    return { ...made, list, joined };
  }
  const MALLORY = {
    kind: 'account',
    platform: 'forum',
    value: 'mallory',
    reason: 'sells accounts',
    since: '2026-01-03',
  };

  test('somebody who is on a list gives one case that says so, and no second one for being on it', async () => {
    const { say, cases, as } = await desk([MALLORY, { ...MALLORY, platform: 'discord', value: 'dana' }]);
    await say([
      [0, 'dana', 'hello'],
      [0.5, 'mallory', 'hello everyone'],
    ]);
    const [one, ...more] = await cases();
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      ...{ kind: 'listed', severity: 'medium', triggers: ['listed'], offender: { account: 'mallory' } },
      reasons: [`Mallory is on the list “${SPAM}” since 2026-01-03: sells accounts`],
      summary: 'A block list names Mallory or what they posted, in #general: 1 message.',
    });
    const card = caseCard(await as(({ tx }) => shownCase(tx, one!)), {
      timeZone: 'UTC',
      language: 'de',
      can: () => true,
    });
    expect(cardText(card)).toContain(`Mallory steht auf der Liste „${SPAM}“ seit 2026-01-03: sells accounts`);
    await say([[90, 'mallory', 'hello again']]);
    expect(await cases()).toHaveLength(1);
    // a threat is a case of its own kind, which says so, too
    await say([
      [200, 'mallory', 'you are trash, moron', 'dana'],
      [200.5, 'mallory', 'idiot, useless idiot', 'dana'],
      [201, 'mallory', 'trash, moron, idiot', 'dana'],
    ]);
    const [newest] = await cases();
    expect([newest!.kind, newest!.reasons.some((reason) => reason.startsWith('Mallory is on the list'))]).toEqual([
      'harassment',
      true,
    ]);
  });

  test('words and domains count each time, whatever they are disguised as; what has ended, is off or excepted does not', async () => {
    const { say, cases, as, list } = await desk([
      { kind: 'word', value: 'buy followers' },
      { kind: 'domain', value: 'bad.example', reason: 'phishing' },
      { kind: 'word', value: 'old news', expires_at: '2026-02-01' },
      { kind: 'pattern', value: 'nitro[0-9]+', effect: 'off' },
    ]);
    await say([
      [0, 'a', 'old news everywhere'],
      [0.2, 'b', 'nitro55'],
    ]);
    expect(await cases()).toEqual([]);
    await say([[40, 'a', 'come and BUY f0llowers']]);
    expect((await cases())[0]!.reasons).toEqual([`words of the list “${SPAM}” since 2026-03-02`]);
    await say([[80, 'b', 'see https://login.bad.example/x']]);
    expect((await cases())[0]!.reasons).toEqual([
      `a link to login.bad.example, on the list “${SPAM}” since 2026-03-02: phishing`,
    ]);
    await as((work) => addException(work, { thing: { kind: 'domain', value: 'bad.example' }, why: 'ours' }));
    await say([[120, 'c', 'see https://login.bad.example/x']]);
    expect(await cases()).toHaveLength(2);
    await as((work) => removeException(work, { kind: 'domain', value: 'bad.example' }));
    const [entry] = await as((work) => seeEntries(work, list.id, { like: 'nitro', limit: 5 }));
    await as((work) => setEffect(work, list.id, entry!.id, null));
    await say([
      [160, 'c', 'see https://login.bad.example/x'],
      [200, 'd', 'nitro55'],
    ]);
    expect(await cases()).toHaveLength(4);
  });

  test('a list only bans as advice, where the organisation says so, and nothing is done for it alone', async () => {
    const { say, cases, as, list } = await desk([MALLORY], 'ban');
    const steps = { ...DEFAULT_POLICY.steps, warning: { mode: 'automatic' as const, twoPeople: false } };
    await as((work) => setPolicy(work, { policy: { ...DEFAULT_POLICY, steps } }));
    await say([[0, 'mallory', 'hello']]);
    const [one] = await cases();
    expect([one!.state, one!.recommendation]).toMatchObject(['open', { step: 'ban', listed: SPAM }]);
    const card = caseCard(await as(({ tx }) => shownCase(tx, one!)), { timeZone: 'UTC', can: () => true });
    expect(cardText(card)).toContain(`The list “${SPAM}” is set to suggest a ban here.`);
    await as((work) => changeList(work, list.id, { effect: 'watch' }));
    await as((work) => addEntry(work, list.id, { kind: 'account', platform: 'forum', value: 'trent' }));
    await say([[40, 'trent', 'hello']]);
    expect((await cases())[0]).toMatchObject({ state: 'open', recommendation: { step: 'warning' } });
  });

  test('who asks hears on which lists something stands, and of nothing on another organisation’s', async () => {
    const one = await desk([MALLORY, { kind: 'domain', value: 'bad.example', reason: 'phishing' }]);
    const other = await desk();
    const asked = async ({ orgId, admin, as }: typeof one, thing?: string): Promise<FoundLists> => {
      const run: Partial<ToolContext> = {
        ...{ principal: admin, now: minutes(0), language: 'en', work: as },
        org: (look) => withOrg(opened.db, orgId, look),
      };
      return (await searchListsTool.run(run as ToolContext, { thing })).data as unknown as FoundLists;
    };
    expect((await asked(one, 'https://www.login.bad.example/x')).listings).toMatchObject([
      { kind: 'domain', quoted_value: 'bad.example', quoted_list: SPAM, quoted_reason: 'phishing', effect: 'watch' },
    ]);
    expect((await asked(one, '@MALLORY')).listings).toMatchObject([{ platform: 'forum', since: '2026-01-03' }]);
    expect(await asked(one)).toMatchObject({ thing: null, listings: [], lists: [{ quoted_name: SPAM, entries: 2 }] });
    expect((await asked(other, 'mallory')).listings).toEqual([]);
    const numpty = {
      ...{ kind: 'block', term: 'Numpty', note: 'house rule' },
      ...{ attribute: 'INSULT', is_pattern: false },
    };
    await one.as((work) => addTerm(work, { ...numpty, weight: 0.9 } as NewTerm));
    expect((await asked(one, 'numpty')).words).toEqual({
      count: 1,
      listed: [{ quoted_term: 'Numpty', kind: 'block', quoted_note: 'house rule' }],
    });
    expect((await asked(other, 'numpty')).words).toEqual({ count: 0, listed: [] });
  });

  test('what is only mentioned opens nothing', async () => {
    const { say, cases } = await desk([MALLORY], 'mention');
    await say([[0, 'mallory', 'hello']]);
    expect(await cases()).toEqual([]);
    await say([
      [1, 'mallory', 'you are trash, moron', 'dana'],
      [1.5, 'mallory', 'idiot, useless idiot', 'dana'],
      [2, 'mallory', 'trash, moron, idiot', 'dana'],
    ]);
    const [one] = await cases();
    expect(one!.triggers).not.toContain('listed');
    expect(one!.reasons.join()).toContain('Mallory is on the list');
  });

  test('who joins and is on a list gives a case; who does not is nobody’s business', async () => {
    const plain = await desk([{ kind: 'word', value: 'x y z' }]);
    expect((await plain.joined(0, 'mallory')).fresh).toBeNull();
    const { joined, cases, orgId, as, say, list } = await desk([MALLORY]);
    expect(await mindsAny(opened.db, orgId, 'forum', ['raid'])).toBe(true);
    expect(await mindsAny(opened.db, orgId, 'discord', ['raid'])).toBe(false);
    expect((await joined(0, 'dana')).fresh).toEqual([true]);
    expect(await cases()).toEqual([]);
    expect((await joined(1, 'mallory')).news).toHaveLength(1);
    const [one] = await cases();
    expect(one).toMatchObject({
      ...{ kind: 'listed', sessionId: null, offenders: [{ account: 'mallory', messages: 0 }] },
      summary: 'mallory is on a block list and joined where #general is guarded.',
      reasons: [`mallory is on the list “${SPAM}” since 2026-01-03: sells accounts`],
    });
    const text = cardText(
      caseCard(await as(({ tx }) => shownCase(tx, one!)), { timeZone: 'UTC', language: 'fr', can: () => true }),
    );
    expect(text).toContain('mallory figure sur une liste de blocage et est arrivé là où #general est surveillé.');
    expect(text).not.toMatch(/mallory \(0\)|sur 100/);
    // one case tells of it
    await joined(2, 'mallory');
    await say([[3, 'mallory', 'hello']]);
    expect(await cases()).toHaveLength(1);
    await as((work) => removeList(work, list.id));
    expect((await joined(4, 'eve')).fresh).toBeNull();
  });

  const parts = (now: () => Date, allowed = '127.0.0.1') => ({
    ...{ db: opened.db, now, auditKey: auditKey('a secret for tests, long enough'), key: tokenKey('tests') },
    network: { allowed: parseNetworks(allowed), timeoutMs: 1000 },
  });
  const feed = (...values: string[]) =>
    JSON.stringify({ name: 'x', entries: values.map((value) => ({ kind: 'domain', value, effect: 'ban' })) });

  test('a subscribed list follows what its keeper says, tells what changed, and leaves nothing behind', async () => {
    const { as, orgId, say, cases, at, now } = await desk();
    serves = { status: 200, body: feed('a.example', 'b.example') };
    const list = await as((work) =>
      subscribe(work, tokenKey('tests'), { name: 'Theirs', url: `${server.url}/k/secret` }),
    );
    const refreshed = () => refreshList(parts(now), orgId, list.id);
    expect(await refreshed()).toMatchObject({ entries: 2, changed: { added: 2, removed: 0 } });
    // not due yet
    expect(await refreshed()).toBeNull();
    expect(asked).toEqual(['GET /k/secret']);
    const stored = await as(({ tx }) =>
      tx.selectFrom('block_list').select('address').where('id', '=', list.id).executeTakeFirstOrThrow(),
    );
    expect(stored.address!.toString('latin1')).not.toContain('secret');
    const entries = await as((work) => seeEntries(work, list.id, { limit: 9 }));
    // what others say an entry should do is not believed
    expect(entries.map(({ value, effect }) => [value, effect])).toEqual([
      ['a.example', null],
      ['b.example', null],
    ]);
    await as((work) => setEffect(work, list.id, entries[1]!.id, 'mention'));
    serves = { status: 200, body: feed('b.example', 'c.example') };
    at(minutes(7 * 60));
    expect(await refreshed()).toMatchObject({
      entries: 2,
      changed: { added: 1, removed: 1, changed: 0, examples: ['+ c.example', '- a.example'] },
    });
    expect((await as((work) => seeEntries(work, list.id, { limit: 1 })))[0]).toMatchObject({
      value: 'b.example',
      effect: 'mention',
    });
    await say([[7 * 60 + 1, 'a', 'see https://c.example/x']]);
    expect(await cases()).toHaveLength(1);
    // what is wrong stands with it, and what it said last goes on to count
    for (const [answer, why] of [
      [{ status: 200, body: '<html>' }, 'A list as CSV begins with'],
      [{ status: 302, body: '', headers: { location: 'http://169.254.169.254/' } }, 'answers with a redirect'],
      [{ status: 404, body: '' }, 'not be shared any more'],
      [{ status: 503, body: '' }, 'cannot send its list now'],
      [{ status: 200, body: 'x'.repeat(9 * 2 ** 20) }, 'longer than 8 MB'],
    ] as const) {
      serves = answer;
      await expect(refreshList(parts(now), orgId, list.id, { asked: true })).rejects.toThrow(why);
      expect((await as((work) => seeList(work, list.id))).lastError).toContain(why);
    }
    expect(asked.some((one) => one.includes('latest'))).toBe(false);
    expect(await as((work) => seeList(work, list.id))).toMatchObject({ entries: 2 });
    await as((work) => removeList(work, list.id));
    expect(await as(({ tx }) => tx.selectFrom('block_entry').select('value').execute())).toEqual([]);
    await say([[500, 'b', 'see https://c.example/x']]);
    expect(await cases()).toHaveLength(1);
    const said = (await as(({ tx }) => listAuditEntries(tx, { limit: 20 }))).map(({ action }) => action);
    expect(said).toEqual(expect.arrayContaining(['block_list.subscribe', 'block_list.fetch', 'block_list.remove']));
  });

  test('no address of this machine or network is asked, whatever a name stands for', async () => {
    const { as, orgId, now } = await desk();
    serves = { status: 200, body: feed('a.example') };
    const list = await as((work) => subscribe(work, tokenKey('tests'), { name: 'Inside', url: `${server.url}/` }));
    await expect(refreshList(parts(now, ''), orgId, list.id, { asked: true })).rejects.toThrow('not a public address');
    const network = { allowed: [], resolve: async () => ['93.184.216.34', '10.0.0.1'] };
    await expect(fetchList('https://twofold.example/', network)).rejects.toThrow('not a public address');
    await expect(fetchList('file:///etc/passwd', { allowed: [] })).rejects.toThrow('begins with https://');
    for (const url of ['https://ann:pass@example.org/', 'ftp://example.org/', 'javascript:alert(1)', ''])
      await expect(as((work) => subscribe(work, tokenKey('tests'), { name: 'No', url }))).rejects.toMatchObject({
        code: 'invalid_input',
      });
    expect(asked).toEqual([]);
  });

  test('what is exported is read again as it was, and no cell is a formula', async () => {
    const { as, list } = await desk([
      MALLORY,
      { kind: 'word', value: '=HYPERLINK("x")', reason: '-1, "quoted"' },
      { kind: 'word', value: 'ended', expires_at: '2026-02-01' },
    ]);
    const csv = await as((work) => exportList(work, list.id, 'csv'));
    expect(csv.text).not.toMatch(/(?:^|,)"?[=+@-]/m);
    const json = await as((work) => exportList(work, list.id, 'json'));
    expect(read(csv.text).entries.map(({ value }) => value)).toEqual(['mallory', '=HYPERLINK("x")', 'ended']);
    expect(read(csv.text).entries[1]!.reason).toBe('-1, "quoted"');
    expect(read(json.text).entries.map(({ value }) => value)).toEqual(['mallory', '=HYPERLINK("x")']);
    const again = await as((work) => importEntries(work, list.id, read(csv.text), { replace: true }));
    expect(again).toMatchObject({ added: 0, removed: 0, changed: 0 });
  });
});
