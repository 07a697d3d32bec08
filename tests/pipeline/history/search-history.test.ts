import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitingHistory } from '../../../src/db/history-changes.ts';
import { HISTORY_LIMITS } from '../../../src/db/history-search.ts';
import { withOrg } from '../../../src/db/scope.ts';
import type { Role } from '../../../src/domain/role.ts';
import { silentLog } from '../../../src/log.ts';
import { changeAlertStatus } from '../../../src/pipeline/alerts.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import { ownEmbedder } from '../../../src/pipeline/embedding/own-embedder.ts';
import { indexHistory } from '../../../src/pipeline/history/index-history.ts';
import { embedQuestion, searchHistory } from '../../../src/pipeline/history/search-history.ts';
import { loginsText } from '../../../src/pipeline/history/serialise/logins-text.ts';
import { openIncident } from '../../../src/pipeline/incidents.ts';
import { createRule } from '../../../src/pipeline/rules.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases)('history on the $name database', ({ open }) => {
  let opened: TestDatabase;
  let ours: TestOrganisation;
  let theirs: TestOrganisation;
  const index = (of: TestOrganisation = ours, embedder = ownEmbedder) =>
    indexHistory({ db: opened.db, embedder, now: () => NOW, log: silentLog() }, of.orgId);
  const find = async (query: string, { role = 'admin', of = ours }: { role?: Role; of?: TestOrganisation } = {}) => {
    const vector = await embedQuestion(ownEmbedder, query);
    return withOrg(opened.db, of.orgId, (tx) =>
      searchHistory(tx, { role }, { query, limit: 10 }, { embedder: ownEmbedder, vector }),
    );
  };
  const refs = async (...asked: Parameters<typeof find>) => (await find(...asked)).hits.map(({ ref }) => ref);
  const work = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, ours.orgId, (tx) =>
      change({ tx, principal: ours.admin, now: NOW, auditKey: auditKey('a secret for tests, long enough') }),
    );

  beforeAll(async () => {
    opened = await open();
    [ours, theirs] = [await newOrganisation(opened.db), await newOrganisation(opened.db, { name: 'Other' })];
    await raiseTestAlert(opened.db, ours.orgId);
    await raiseTestAlert(opened.db, ours.orgId, {
      title: 'Impossible travel of maria.lopez',
      account: 'maria.lopez',
      address: '198.51.100.7',
      country: 'RO',
    });
    await work((one) =>
      createRule(one, {
        kind: 'country',
        name: 'No Romania',
        params: { mode: 'deny', countries: ['RO'] },
        severity: 'high',
        state: 'active',
      }),
    );
    await work((one) =>
      openIncident(one, { title: 'Lost badge at the loading dock', summary: 'The courier found it near gate two.' }),
    );
    await index();
    await raiseTestAlert(opened.db, theirs.orgId, { title: 'Zanzibar intruder', account: 'zanzibar' });
    await index(theirs);
  });
  afterAll(() => opened.close());

  test('finds by words, by stems, by a name with signs, and by misspelt words', async () => {
    expect((await refs('failed logins of root'))[0]).toBe('ALR-1');
    expect((await refs('has a login failing for root?'))[0]).toBe('ALR-1');
    expect((await refs('198.51.100.7'))[0]).toBe('ALR-2');
    expect((await refs('did we ever block Romania?'))[0]).toBe('RULE-1');
    expect((await refs('a badge that was lost'))[0]).toBe('INC-1');
    expect((await refs('imposible travell'))[0]).toBe('ALR-2');
    expect((await refs('ALR-2'))[0]).toBe('ALR-2');
  });

  test('among many parts a misspelt word, or a name without its number, is found by the words there are, without comparing vectors', async () => {
    const many = await newOrganisation(opened.db, { name: 'Many parts' });
    await raiseTestAlert(opened.db, many.orgId, {
      title: 'Forklift left at the loading dock',
      account: 'ines.moreau7',
    });
    await raiseTestAlert(opened.db, many.orgId, { title: 'Ladder left in the archive', account: 'tariq.haddad' });
    await index(many);
    const among = (query: string) =>
      withOrg(opened.db, many.orgId, (tx) =>
        searchHistory(
          tx,
          { role: 'admin' },
          { query, limit: 10 },
          { embedder: ownEmbedder, vector: null },
          { ...HISTORY_LIMITS, exactUpTo: 0 },
        ),
      );
    expect((await among('forklifx')).hits[0]?.ref).toBe('ALR-1');
    expect((await among('what did moreau do?')).hits.map(({ ref }) => ref)).toEqual(['ALR-1']);
    expect((await among('archiv ladderx')).hits[0]?.ref).toBe('ALR-2');
    expect((await among('zzzzqqq')).hits).toEqual([]);
  });

  test('a day on which every login succeeded says nothing of failures', () => {
    const day = { day: '2026-11-20', account: 'ada', newest: 1, first: new Date(0), last: new Date(0) };
    const names = { countries: [], cities: [], addresses: [], devices: [], sources: [], reasons: [] };
    const text = (logins: number, failed: number) => loginsText({ ...day, ...names, logins, failed }).text;
    expect(text(7, 0)).not.toMatch(/fail/);
    expect(text(3, 3)).not.toMatch(/success|signed in/);
    expect(text(3, 1)).toContain('3 logins, 2 signed in (success), 1 failed.');
  });

  test('phrases and operators must hold', async () => {
    expect(await refs('"lost badge"')).toEqual(['INC-1']);
    expect(await refs('"badge lost"')).toEqual([]);
    expect(await refs('badge OR impossible')).toEqual(expect.arrayContaining(['INC-1', 'ALR-2']));
    expect(await refs('alert AND NOT root')).not.toContain('ALR-1');
    expect(await refs('zanz*')).toEqual([]);
    expect(await refs('cour*')).toEqual(['INC-1']);
    expect(await refs('"near gate two"')).toEqual(['INC-1']);
    expect(await refs('"found it near"')).toEqual(['INC-1']);
  });

  test('neither other organisations nor other roles find anything', async () => {
    expect(await refs('zanzibar')).not.toContain('zanzibar');
    expect((await find('zanzibar intruder')).hits.map(({ title }) => title)).not.toContain('Zanzibar intruder');
    expect((await find('"zanzibar intruder"')).hits).toEqual([]);
    expect((await find('root', { of: theirs })).hits.map(({ title }) => title)).not.toContain(
      '40 failed logins for root',
    );
    expect(await refs('romania', { role: 'moderator' })).not.toContain('RULE-1');
    expect(await refs('"romania" AND rule', { role: 'moderator' })).toEqual([]);
    expect((await find('lost badge root romania', { role: 'employee' })).hits).toEqual([]);
  });

  test.each([
    ['((('],
    ['"""'],
    ['AND OR NOT'],
    ['NOT badge'],
    ['-'],
    ["'); drop table alert; --"],
    ['the of and was it'],
    ['"the of"'],
    ['badge '.repeat(2000)],
    ['('.repeat(5000)],
    ['\u202eegdab tsol\u202c'],
    ['شارة مفقودة'],
    ['\ud800 badge'],
    ['bad\0ge'],
    ["badge & ! | <-> ' \\ :*"],
    ['*'],
    ['a* b*'],
  ])('any text may be asked: %.30s', async (query) => {
    await expect(find(query)).resolves.toMatchObject({ hits: expect.any(Array) });
  });

  test('only filler words ask for nothing', async () => {
    expect(await find('what was it?')).toMatchObject({ hits: [], empty: true });
  });

  test('what changes is taken in once, by its number', async () => {
    await work((one) => changeAlertStatus(one, { number: 1, status: 'false_alarm', note: 'A pentest by Acme' }));
    expect(await withOrg(opened.db, ours.orgId, (tx) => waitingHistory(tx, 10))).toHaveLength(1);
    expect(await index()).toMatchObject({ written: 1 });
    expect((await refs('pentest'))[0]).toBe('ALR-1');
    expect((await find('what did we decide about ALR-1?')).hits[0]).toMatchObject({
      ref: 'ALR-1',
      passage: expect.stringContaining('pentest'),
    });
    expect(await index()).toMatchObject({ written: 0, removed: 0 });
  });

  test('another model makes vectors of its own, and the old ones go', async () => {
    const other = { ...ownEmbedder, id: 'other' };
    const models = () =>
      withOrg(opened.db, ours.orgId, async (tx) =>
        (await sql<{ model: string }>`select distinct model from history_vector`.execute(tx)).rows.map(
          ({ model }) => model,
        ),
      );
    expect((await index(ours, other)).embedded).toBeGreaterThan(3);
    expect(await models()).toEqual(['other']);
    await index();
    expect(await models()).toEqual([ownEmbedder.id]);
  });

  test('an embedder that is away leaves the words', async () => {
    const away = { ...ownEmbedder, id: 'away', embed: () => Promise.reject(new Error('away')) };
    await raiseTestAlert(opened.db, ours.orgId, { title: 'Password spraying against xylophone', account: 'xylophone' });
    await index(ours, away);
    const found = await withOrg(opened.db, ours.orgId, (tx) =>
      searchHistory(tx, { role: 'officer' }, { query: 'xylophone', limit: 3 }, { embedder: away, vector: null }),
    );
    expect(found).toMatchObject({ withoutMeaning: true, hits: [{ ref: 'ALR-3' }] });
    expect((await index()).embedded).toBeGreaterThan(0);
  });
});
