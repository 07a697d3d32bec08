import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseRoutes } from '../../src/http/routes/cases.ts';
import { moderationActionRoutes } from '../../src/http/routes/moderation-actions.ts';
import { moderationExportRoutes } from '../../src/http/routes/moderation-export.ts';
import { listAudit } from '../../src/pipeline/audit.ts';
import { systemPrincipal } from '../../src/pipeline/members.ts';
import { actOnCase } from '../../src/pipeline/moderation/act.ts';
import { decideAppeal } from '../../src/pipeline/moderation/appeal.ts';
import { csvCell, exportRecords, seeTotals } from '../../src/pipeline/moderation/export-records.ts';
import { databases } from '../support/database.ts';
import { moderationDesk, PILE_ON } from '../support/moderation-desk.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const kind = databases.at(-1)!;

describe(`what was done to people, by API, on ${kind.name}`, () => {
  let server: TestServer;
  let org: WebOrganisation;
  let elsewhere: WebOrganisation;
  beforeAll(async () => {
    server = await openWebServer(kind);
    org = await server.organisation();
    elsewhere = await server.organisation('Elsewhere');
    const desk = await moderationDesk(server.services, {
      org: {
        orgId: org.orgId,
        admin: systemPrincipal(org.orgId, 'Europe/Berlin', { platform: 'cli', audience: 'private' }),
        member: () => Promise.reject(new Error('nobody')),
      },
    });
    await desk.say(PILE_ON);
    server.clock.now = desk.now();
    await org.work((work) => actOnCase(work, 1, { step: 'timeout', reason: 'Insults.' }));
    await org.work((work) => actOnCase(work, 1, { step: 'mute', account: 'eve' }));
    await org.work((work) => actOnCase(work, 1, { step: 'note', account: 'trent' }));
    // nobody here can do it there
    await org.work(({ tx }) =>
      tx
        .updateTable('moderation_action')
        .set({ state: 'task', way: 'human_task' })
        .where('org_id', '=', tx.orgId)
        .where('step', '<>', 'note')
        .execute(),
    );
  });
  afterAll(() => server.close());

  const api = (
    method: string,
    path: string,
    { key = org.keys.moderator, body }: { key?: string; body?: unknown } = {},
  ) => server.call(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) });
  const refs = async (query: string) => {
    const { status, json } = await api('GET', `/moderation/actions${query}`);
    expect(status, query).toBe(200);
    return json.items!.map(({ ref }) => ref);
  };

  test('a forum asks what was decided about somebody, of a case, in a state, and since when', async () => {
    expect(await refs('')).toEqual(['ACT-3', 'ACT-2', 'ACT-1']);
    expect(await refs('?platform=forum&channel=general&account=mallory')).toEqual(['ACT-1']);
    expect(await refs('?state=task')).toEqual(['ACT-2', 'ACT-1']);
    expect(await refs('?step=note,mute&case=CASE-1')).toEqual(['ACT-3', 'ACT-2']);
    expect(await refs('?platform=discord')).toEqual([]);
    expect(await refs(`?changed_since=${encodeURIComponent('2027-01-01T00:00:00Z')}`)).toEqual([]);
    const page = await api('GET', '/moderation/actions?limit=2');
    expect(await refs(`?cursor=${page.json.next}`)).toEqual(['ACT-1']);
    expect((await api('GET', '/moderation/actions?case=CASE-9')).status).toBe(404);
    expect((await api('GET', '/moderation/actions?sort=name')).status).toBe(400);

    const one = await api('GET', '/moderation/actions/ACT-1');
    expect(one.json).toMatchObject({
      ref: 'ACT-1',
      case: 'CASE-1',
      state: 'task',
      step: 'timeout',
      hours: 24,
      expires_at: null,
      reason: 'Insults.',
      account: { account: 'mallory' },
      channel: { platform: 'forum', channel: 'general' },
      appeal: null,
    });
    expect(one.json.tells).toContain('Insults.');
    for (const path of ['/moderation/actions', '/moderation/actions/ACT-1']) {
      const route = moderationActionRoutes.find((each) => each.path === path.replace('ACT-1', ':ref'))!;
      expect(route.answer!.safeParse((await api('GET', path)).json).error?.message).toBeUndefined();
      expect((await api('GET', path, { key: org.keys.employee })).status).toBe(403);
    }
    expect((await api('GET', '/moderation/actions', { key: elsewhere.keys.admin })).json.items).toEqual([]);
    expect((await api('GET', '/moderation/actions/ACT-1', { key: elsewhere.keys.admin })).status).toBe(404);
  });

  test('it says that it has carried it out, once, and from then on the time runs', async () => {
    expect((await api('POST', '/moderation/actions/ACT-1/done', { key: org.keys.manager })).status).toBe(403);
    const done = await api('POST', '/moderation/actions/ACT-1/done');
    expect(done.json).toMatchObject({ state: 'done', outcome: 'Done by hand by moderator key.' });
    expect(done.json.expires_at).toBe(new Date(server.clock.now.getTime() + 86_400_000).toISOString());
    expect((await api('POST', '/moderation/actions/ACT-1/done')).json.state).toBe('done');
    expect((await api('POST', '/moderation/actions/ACT-99/done')).status).toBe(404);
  });

  test('it passes on an appeal, once, of whom it was done to; how it was decided shows at the action', async () => {
    const appeal = (ref: string, body: unknown, key = org.keys.moderator) =>
      api('POST', `/moderation/actions/${ref}/appeal`, { key, body });
    const mine = { account: 'mallory', text: 'It was a quotation.' };
    expect((await appeal('ACT-1', mine, org.keys.manager)).status).toBe(403);
    expect((await appeal('ACT-1', { ...mine, account: 'eve' })).status).toBe(404);
    expect((await appeal('ACT-3', { ...mine, account: 'trent' })).status).toBe(404);
    expect((await appeal('ACT-1', { account: 'mallory', text: '' })).status).toBe(400);
    const { text } = mine;
    const sent = await appeal('ACT-1', mine);
    expect(sent.status).toBe(201);
    expect(sent.json).toMatchObject({ ref: 'APL-1', action: 'ACT-1', account: 'mallory', text, state: 'open' });
    expect((await appeal('ACT-1', mine)).status).toBe(409);
    expect((await api('GET', '/moderation/appeals?state=open')).json.items).toMatchObject([{ ref: 'APL-1' }]);
    await org.work((work) => decideAppeal(work, 1, { decision: 'overturn', note: 'Yes, it was.' }));
    expect((await api('GET', '/moderation/appeals/APL-1')).json).toMatchObject({
      state: 'overturned',
      note: 'Yes, it was.',
    });
    // it was done by hand there, so that is where it has to be taken back
    expect((await api('GET', '/moderation/actions/ACT-1')).json).toMatchObject({
      state: 'lift_task',
      appeal: { ref: 'APL-1', state: 'overturned' },
    });
    expect(await refs('?state=lift_task')).toEqual(['ACT-1']);
    expect((await api('POST', '/moderation/actions/ACT-1/done')).json).toMatchObject({ state: 'lifted' });
    expect((await api('GET', '/moderation/appeals', { key: elsewhere.keys.admin })).json.items).toEqual([]);
  });

  test('where people appeal by a button nobody appeals for them', async () => {
    await org.work(({ tx }) =>
      tx
        .updateTable('guarded_channel')
        .set({ platform: 'discord', workspace: 'G1' })
        .where('org_id', '=', tx.orgId)
        .execute(),
    );
    const { status, json } = await api('POST', '/moderation/actions/ACT-2/appeal', {
      body: { account: 'eve', text: 'Not me.' },
    });
    expect(status).toBe(409);
    expect(JSON.stringify(json)).toContain('themselves');
  });

  test('one call, or one form of the case’s page, acts on several, and one takes all of it back', async () => {
    const body = { step: 'warning', accounts: ['eve', 'trent'], reason: 'Leave her alone.' };
    for (const [role, wrong, status] of [
      ['manager', body, 403],
      ['moderator', { ...body, accounts: ['eve', 'nobody'] }, 400],
      ['moderator', { ...body, accounts: [] }, 400],
      ['moderator', { ...body, step: 'hug' }, 400],
      ['moderator', { ...body, reason: 'x'.repeat(3000) }, 400],
    ] as const)
      expect((await api('POST', '/cases/CASE-1/act-on-all', { key: org.keys[role], body: wrong })).status).toBe(status);
    const route = caseRoutes.find(({ path }) => path === '/cases/:ref/act-on-all')!;
    const { status, json } = await api('POST', '/cases/CASE-1/act-on-all', { body });
    expect(status).toBe(200);
    expect(route.answer!.safeParse(json).error?.message).toBeUndefined();
    expect(json.text).toMatch(/^Warning for 2 people/);
    const [first] = json.actions as { ref: string; together: string }[];
    const undone = await api('POST', `/moderation/actions/${first!.ref}/undo-all`, { body: { reason: 'mistaken' } });
    expect((undone.json.actions as { state: string }[]).map(({ state }) => state)).toEqual(['lifted', 'lifted']);
  });

  test('a period comes out as CSV or JSON, by marks or by name, whoever may read the audit log; it is written down', async () => {
    await org.work(({ tx }) =>
      tx
        .updateTable('moderation_action')
        .set({ reason: '=HYPERLINK("http://evil","x"), twice\nand again', account_name: '@SUM(A1)' })
        .where('org_id', '=', tx.orgId)
        .where('number', '=', 1)
        .execute(),
    );
    const span = 'from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z';
    const path = `/moderation/export?${span}`;
    for (const [query, status] of [
      ['from=2026-12-31T00:00:00Z&to=2026-01-01T00:00:00Z', 400],
      ['from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z', 400],
      [`${span}&format=xml`, 400],
      ['', 400],
    ] as const)
      expect((await api('GET', `/moderation/export?${query}`, { key: org.keys.admin })).status, query).toBe(status);
    for (const role of ['moderator', 'employee'] as const)
      expect((await api('GET', path, { key: org.keys[role] })).status).toBe(403);

    const named = (await api('GET', `${path}&people=names`, { key: org.keys.manager })).json;
    expect(moderationExportRoutes[0]!.answer!.safeParse(named).error?.message).toBeUndefined();
    const records = named.records as unknown as Record<string, string | number>[];
    expect(new Set(records.map(({ record }) => record))).toEqual(new Set(['screened', 'case', 'step', 'appeal']));
    expect(records.find(({ record }) => record === 'screened')).toMatchObject({ channel: 'general' });
    expect(records.find(({ ref }) => ref === 'CASE-1')).toMatchObject({ rules: expect.stringContaining('pile_on') });
    expect(records.find(({ ref }) => ref === 'ACT-1')).toMatchObject({
      case: 'CASE-1',
      kind: 'timeout',
      person: '@SUM(A1) (mallory)',
      automatic: false,
      words: expect.stringContaining('=HYPERLINK'),
    });

    const csv = await server.call('GET', `/api/v1${path}&format=csv&people=names`, { key: org.keys.admin });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('content-disposition')).toContain('.csv');
    const rows = parse(csv.text, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(records.length);
    expect(rows.find(({ ref }) => ref === 'ACT-1')).toMatchObject({
      person: "'@SUM(A1) (mallory)",
      words: `'=HYPERLINK("http://evil","x"), twice\nand again`,
    });
    expect(rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);

    // nobody is named, and the same person has the same mark everywhere
    const marked = await server.call('GET', `/api/v1${path}&format=csv`, { key: org.keys.admin });
    expect(marked.text).not.toMatch(/mallory|\beve\b|trent|HYPERLINK/i);
    const marks = parse(marked.text, { columns: true }) as Record<string, string>[];
    const person = (ref: string) => marks.find((row) => row.ref === ref)!.person;
    expect(person('ACT-1')).toMatch(/^P-[0-9a-f]{12}$/);
    expect(person('ACT-1')).toBe(person('CASE-1'));
    const again = await server.call('GET', `/api/v1${path}&format=csv`, { key: org.keys.admin });
    expect(again.text).not.toContain(person('ACT-1'));

    const lines = await org.work(({ tx }) => listAudit(tx, { action: 'moderation.export' }));
    expect(lines.items).toHaveLength(4);
    expect(lines.items.at(-1)!.detail).toMatchObject({ format: 'json', people: 'names' });
    const other = await api('GET', path, { key: elsewhere.keys.admin });
    expect(other.json.records).toEqual([]);
  });
});

test.each(databases)('an export of many is read a page at a time, on $name', async ({ open }) => {
  const opened = await open();
  try {
    const desk = await moderationDesk(opened);
    await desk.say(PILE_ON);
    const made = await desk.as((work) => actOnCase(work, 1, { step: 'note', account: 'trent' }));
    await desk.as(({ tx }) =>
      sql`insert into moderation_action (id, org_id, number, guarded_channel_id, step, account, reason, requested_by, state, created_at, updated_at)
        select gen_random_uuid(), org_id, 100 + n, guarded_channel_id, step, account, reason, requested_by, state, created_at, updated_at
        from moderation_action, generate_series(1, 1200) n where id = ${made.action.id}`.execute(tx),
    );
    const span = { from: new Date('2026-01-01'), to: new Date('2027-01-01'), pseudonyms: true };
    const pages: number[] = [];
    for await (const page of exportRecords((read) => desk.as(({ tx }) => read(tx)), span, Buffer.alloc(32)))
      pages.push(page.filter(({ record }) => record === 'step').length);
    expect(pages.filter((count) => count > 0)).toEqual([500, 500, 201]);
    expect(await desk.as((work) => seeTotals(work, span))).toMatchObject({ cases: 1, steps: 1201, automatic: 0 });
  } finally {
    await opened.close();
  }
});

test('what a spreadsheet would take for a formula is none, whatever stands in a cell', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvCell(text);
      const [[read] = ['']] = parse(`${cell},x`, { relax_column_count: true }) as string[][];
      expect([text, `'${text}`]).toContain(read);
      expect(read).not.toMatch(/^\s*[=+\-@\t\r]/);
    }),
  );
});
