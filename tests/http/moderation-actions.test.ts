import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseRoutes } from '../../src/http/routes/cases.ts';
import { moderationActionRoutes } from '../../src/http/routes/moderation-actions.ts';
import { systemPrincipal } from '../../src/pipeline/members.ts';
import { actOnCase } from '../../src/pipeline/moderation/act.ts';
import { decideAppeal } from '../../src/pipeline/moderation/appeal.ts';
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
});
