import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import { proposeRule } from '../../src/pipeline/propose-rule.ts';
import { findRule } from '../../src/pipeline/rules.ts';
import { databases } from '../support/database.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';

describe.each(databases)('proposals over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes });
    org = await server.organisation();
    for (const role of ['admin', 'officer', 'employee'] as const) {
      const member = await org.work((work) => addMember(work, { name: role, email: `${role}@harbour.example`, role }));
      cookies[role] = await signIn(server, org, member.id);
    }
    const events = Array.from({ length: 8 }, (_, i) => ({
      eventId: `e${i}`,
      occurredAt: new Date(NOON.getTime() - (60 - i) * 60_000),
      outcome: 'failure' as const,
      account: 'dana',
      address: '203.0.113.9',
      ...{ country: null, city: null, latitude: null, longitude: null, device: null, method: null, reason: null },
      text: 'a login',
      source: 'test',
    }));
    await ingestLogins({ db: server.services.db, now: () => NOON }, org.orgId, events);
  });
  afterAll(() => server.close());

  const get = (path: string, role = 'admin') =>
    server.call('GET', path, { cookie: cookies[role]!, headers: { accept: 'text/html' } });
  const submit = async (path: string, fields: Record<string, string>, role = 'admin') => {
    const answer = await postForm(server, path, fields, cookies[role]!);
    if (answer.status !== 303) return answer;
    const page = await server.call('GET', answer.headers.get('location')!, {
      cookie: `${cookies[role]}; ${cookieOf(answer.headers)}`,
      headers: { accept: 'text/html' },
    });
    return page;
  };
  const propose = (params: Record<string, unknown>, why = 'wanted') =>
    proposeRule(
      { org: (read) => org.work(({ tx }) => read(tx)), work: org.work, options: { now: NOON } },
      { kind: 'failed_logins', params: { by: 'account', ...params }, why },
    );
  const api = (method: string, path: string, role: keyof WebOrganisation['keys'], body?: unknown) =>
    server.call(method, `/api/v1${path}`, { key: org.keys[role], ...(body === undefined ? {} : { body }) });

  test('an empty page says how one appears', async () => {
    const page = await get('/proposals');
    expect(page.text).toContain('Nothing waits for you');
    expect(page.text).not.toContain('side-count');
    expect((await get('/proposals', 'employee')).status).toBe(200);
    expect((await get('/proposals/PROP-1')).status).toBe(404);
    expect((await get('/proposals/RULE-1')).status).toBe(404);
  });

  test('the page shows what would happen, and changing it makes older buttons void', async () => {
    await propose({ threshold: 4 }, `because ${EVIL}`);
    const list = await get('/proposals');
    expect(list.text).toContain('PROP-1');
    expect(list.text).toContain('<span class="side-count">1');
    const page = await get('/proposals/PROP-1');
    expect(page.text).toContain('This rule would have raised 1 alert');
    expect(page.text).toContain('proposal.approve');
    expect(page.text).toContain('aria-label="Alerts per day');
    expect(page.text).toMatch(/href="\/logs\/LOG-/);
    expect(page.text).not.toContain(EVIL);
    const seen = await get('/proposals/PROP-1', 'officer');
    expect(seen.text).toContain('An admin can approve this.');
    expect(seen.text).not.toContain('proposal.approve');
    expect(seen.text).not.toContain('param.threshold');
    expect((await get('/proposals/PROP-1', 'employee')).status).toBe(404);

    const button = /value="(PROP-1:[\w-]+)"/.exec(page.text)![1]!;
    const form = { name: 'Calm', severity: 'high', 'param.threshold': '20', 'param.by': 'account' };
    const saved = await submit('/proposals/PROP-1', form);
    expect(saved.text).toContain('Saved, and tried on past logins once more.');
    expect(saved.text).toContain('This rule would have raised no alert');
    expect(saved.text).toContain('value="Calm"');
    const refused = await submit('/proposals/PROP-1', { ...form, 'param.threshold': 'many' });
    expect(refused.text).toContain('must be a number');
    expect((await submit('/proposals/PROP-1', form, 'officer')).text).toContain('ask someone who is admin');

    const stale = await submit('/console/actions', {
      id: 'proposal.approve',
      value: button,
      back: '/proposals/PROP-1',
    });
    expect(stale.text).toContain('PROP-1 was changed after this was shown to you.');
    const fresh = /value="(PROP-1:[\w-]+)"/.exec(stale.text)![1]!;
    const done = await submit('/console/actions', { id: 'proposal.approve', value: fresh, back: '/proposals/PROP-1' });
    expect(done.text).toContain('is on. It looks at logins from now on');
    expect(done.text).toContain('Switch off again');
    expect((await get('/proposals')).text).toContain('Decided lately');
  });

  test('is rejected with a reason, which whoever proposes it again is told', async () => {
    await propose({ threshold: 3 });
    const page = await get('/proposals/PROP-2');
    const nonce = /name="nonce" value="([\w-]+)"/.exec(page.text)![1]!;
    const rejected = await submit('/proposals/PROP-2/reject', { nonce, note: `too noisy ${EVIL}` });
    expect(rejected.text).toContain('PROP-2 is rejected. Nothing was changed.');
    expect(rejected.text).toContain('too noisy');
    expect(rejected.text).not.toContain(EVIL);
    expect(await propose({ threshold: 3 })).toMatchObject({ outcome: 'rejected', proposal: { number: 2 } });
  });

  test('the API lists, reads and decides', async () => {
    const { proposal } = await propose({ threshold: 2 });
    const ref = `PROP-${proposal!.number}`;
    const waiting = await api('GET', '/proposals?state=pending&limit=1', 'admin');
    expect(waiting.json.items).toMatchObject([{ ref, state: 'pending', may_decide: true, backtest: { alerts: 1 } }]);
    const all = await api('GET', '/proposals?limit=2', 'admin');
    expect(all.json.items).toHaveLength(2);
    expect((await api('GET', `/proposals?limit=2&cursor=${all.json.next}`, 'admin')).json.items).toHaveLength(1);
    expect((await api('GET', '/proposals?cursor=x', 'admin')).status).toBe(400);
    const read = await api('GET', `/proposals/${ref}`, 'officer');
    expect(read.json).toMatchObject({ ref, may_decide: false, nonce: null });
    expect((await api('GET', `/proposals/${ref}`, 'employee')).status).toBe(404);
    const { nonce } = (await api('GET', `/proposals/${ref}`, 'admin')).json;
    const decide = (role: 'admin' | 'officer' | 'employee', body: unknown) =>
      api('POST', `/proposals/${ref}/decide`, role, body);
    expect((await decide('officer', { decision: 'approve', nonce })).status).toBe(403);
    expect((await decide('employee', { decision: 'approve', nonce })).status).toBe(403);
    for (const body of [
      {},
      { decision: 'approve' },
      { decision: 'maybe', nonce },
      { decision: 'approve', nonce, by: 'me' },
    ])
      expect((await decide('admin', body)).status).toBe(400);
    expect(await decide('admin', { decision: 'approve', nonce: 'old' })).toMatchObject({
      status: 409,
      json: { code: 'conflict' },
    });
    expect(await decide('admin', { decision: 'approve', nonce })).toMatchObject({
      status: 200,
      json: { state: 'approved' },
    });
    expect((await decide('admin', { decision: 'approve', nonce })).status).toBe(409);
    const number = Number(String(proposal!.args.rule).slice(5));
    expect(await org.work(({ tx }) => findRule(tx, number))).toMatchObject({ state: 'active' });
  });

  test('one that was overtaken says so with a conflict, and stays written down', async () => {
    const { proposal } = await org.work((work) =>
      proposeWrite(work, {
        kind: 'change_rule',
        args: { rule: 'RULE-1', patch: { severity: 'low' } },
        untrusted: false,
      }),
    );
    await server.call('PATCH', '/api/v1/rules/RULE-1', { key: org.keys.admin, body: { severity: 'critical' } });
    const ref = `PROP-${proposal.number}`;
    const answer = await api('POST', `/proposals/${ref}/decide`, 'admin', {
      decision: 'approve',
      nonce: proposal.nonce,
    });
    expect(answer).toMatchObject({ status: 409, json: { detail: expect.stringContaining('was not carried out') } });
    expect((await api('GET', `/proposals/${ref}`, 'admin')).json.state).toBe('superseded');
  });
});
