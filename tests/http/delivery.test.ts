import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { addMember, linkChatAccount, updateMember } from '../../src/pipeline/members.ts';
import { onCallCheck, seeToldOnCall } from '../../src/pipeline/on-call.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases } from '../support/database.ts';
import { senderOf, startPushService } from '../support/push-service.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';

describe.each(databases)('delivery and exceptions over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let admin: string;
  let hook: Server;
  let url: string;
  let browsers: Awaited<ReturnType<typeof startPushService>>;
  const got: { headers: Record<string, unknown>; body: string }[] = [];
  beforeAll(async () => {
    hook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        got.push({ headers: request.headers, body });
        response.writeHead(request.url === '/gone' ? 410 : 204).end();
      });
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
    browsers = await startPushService();
    server = await openWebServer(kind, { pages: consoleRoutes, ca: browsers.ca });
    org = await server.organisation();
    admin = await signIn(server, org, org.adminId);
  });
  afterAll(async () => {
    await server.close();
    await browsers.stop();
    await new Promise((done) => hook.close(done));
  });
  const api = (method: string, path: string, body?: unknown, role: 'admin' | 'officer' | 'employee' = 'admin') =>
    server.call(method, `/api/v1${path}`, { key: org.keys[role], ...(body === undefined ? {} : { body }) });
  const page = async (path: string) =>
    (await server.call('GET', path, { cookie: admin, headers: { accept: 'text/html' } })).text;
  const submit = async (path: string, fields: Record<string, string>): Promise<string> => {
    const answer = await postForm(server, path, fields, admin);
    if (answer.status === 200) return answer.text;
    expect(answer.status, answer.text).toBe(303);
    const shown = await server.call('GET', answer.headers.get('location')!, {
      cookie: `${admin}; ${cookieOf(answer.headers)}`,
      headers: { accept: 'text/html' },
    });
    return shown.text;
  };

  test('a webhook is added, tested, changed and removed by API; its secret is answered once', async () => {
    const body = { kind: 'webhook', name: 'Hook', purposes: ['alerts'], settings: { url } };
    const made = await api('POST', '/delivery-targets', body);
    expect(made.status, made.text).toBe(201);
    expect(made.json.signing_secret).toMatch(/^whsec_/);
    const id = String(made.json.id);
    const listed = await api('GET', '/delivery-targets');
    expect(listed.text).not.toContain(String(made.json.signing_secret));
    expect(listed.json.items).toMatchObject([{ id, name: 'Hook', has_secret: true, waiting: 0, dead: 0 }]);
    expect((await api('POST', `/delivery-targets/${id}/test`)).status).toBe(204);
    expect(JSON.parse(got.at(-1)!.body)).toMatchObject({ type: 'test', organisation: 'Harbour Works' });
    expect(got.at(-1)!.headers['webhook-signature']).toMatch(/^v1,/);

    const calmer = await api('PATCH', `/delivery-targets/${id}`, { severity_floor: 'low', enabled: false });
    expect(calmer.json).toMatchObject({ severity_floor: 'low', enabled: false, name: 'Hook', purposes: ['alerts'] });
    const limited = await api('PATCH', `/delivery-targets/${id}`, { only: ['svc-*', '203.0.113.9'] });
    expect(limited.json).toMatchObject({ only: ['203.0.113.9', 'svc-*'], severity_floor: 'low' });
    for (const only of [['RULE-999'], ['the moon'], ['*'], [''], 'root', ['x'.repeat(300)]])
      expect((await api('PATCH', `/delivery-targets/${id}`, { only })).status, String(only)).toBeGreaterThanOrEqual(
        400,
      );
    const moved = await api('PATCH', `/delivery-targets/${id}`, { settings: { url: `${url}/gone` }, enabled: true });
    expect(moved.json).toMatchObject({
      severity_floor: 'low',
      enabled: true,
      has_secret: true,
      only: ['203.0.113.9', 'svc-*'],
    });
    expect((await api('PATCH', `/delivery-targets/${id}`, { only: null })).json).toMatchObject({ only: null });
    const failed = await api('POST', `/delivery-targets/${id}/test`);
    expect(failed.status).toBe(409);
    expect(failed.text).toContain('410');
    expect((await api('GET', '/delivery-targets')).json.items![0]).toMatchObject({
      last_error: expect.stringContaining('410'),
    });
    expect((await api('POST', '/delivery-targets', body)).status).toBe(409);
    expect((await api('DELETE', `/delivery-targets/${id}`)).status).toBe(204);
    expect((await api('DELETE', `/delivery-targets/${id}`)).status).toBe(404);
  });

  test('only admins; other organisations’ are not there', async () => {
    for (const role of ['officer', 'employee'] as const) {
      expect((await api('GET', '/delivery-targets', undefined, role)).status).toBe(403);
      expect((await api('POST', '/delivery-targets', {}, role)).status).toBe(403);
    }
    const made = await api('POST', '/delivery-targets', {
      kind: 'mqtt',
      name: 'Home',
      purposes: ['alerts'],
      settings: {},
    });
    const other = await server.organisation('Other');
    const there = await server.call('POST', `/api/v1/delivery-targets/${made.json.id}/test`, { key: other.keys.admin });
    expect(there.status).toBe(404);
    await api('DELETE', `/delivery-targets/${made.json.id}`);
  });

  test('the Delivery page adds a place, tells what it answered, and shows a secret once', async () => {
    const added = await submit('/delivery', {
      kind: 'webhook',
      name: `Hook ${EVIL}`,
      url,
      floor: 'high',
      purpose_alerts: 'yes',
    });
    expect(added).toContain('Signing secret of');
    const secret = /whsec_[A-Za-z0-9+/=]+/.exec(added)![0];
    const again = await page('/delivery');
    expect(again).not.toContain(secret);
    expect(again).not.toContain(EVIL);
    const id = /action="\/delivery\/([0-9a-f-]{36})\/test"/.exec(again)![1]!;
    expect(await submit(`/delivery/${id}/test`, {})).toContain('The test was taken.');
    const changed = await submit(`/delivery/${id}`, {
      kind: 'webhook',
      name: 'Hook',
      url: `${url}/gone`,
      purpose_alerts: 'yes',
    });
    expect(changed).toContain('Saved Hook.');
    expect(await submit(`/delivery/${id}/test`, {})).toContain('refuses it (410)');
    expect(await page('/delivery')).toContain('It has failed since');
    expect(
      await submit('/delivery', { kind: 'email', name: 'Mail', to: 'not an address', purpose_alerts: 'yes' }),
    ).toMatch(/flash-problem/);
    expect(
      await submit('/delivery', { kind: 'webhook', name: 'x', url, from_time: '22:00', purpose_alerts: 'yes' }),
    ).toContain('Quiet hours need');
    const policy = await submit('/delivery/policy', { floor: 'high', after_0: '15', to_0_0: `target:${id}` });
    expect(policy).toContain('It holds for alerts raised from now on.');
    expect((await api('GET', '/alert-policy')).json).toMatchObject({ floor: 'high', steps: [{ afterMinutes: 15 }] });
    // what was set by API with more people than the page begins with is all there after Save
    const told = [
      { kind: 'target', id },
      { kind: 'member', id: org.adminId },
      { kind: 'target', id },
    ];
    await api('PATCH', '/alert-policy', { floor: 'high', steps: [{ afterMinutes: 15, to: told }], askRules: [] });
    const [, form] = (await page('/delivery')).split('action="/delivery/policy"');
    const selects = form!.matchAll(/<select name="(to_0_\d)">(.*?)<\/select>/gs);
    const typed = [...selects].map(([, name, all]) => [name!, /value="([^"]*)" selected/.exec(all!)?.[1] ?? '']);
    await submit('/delivery/policy', { floor: 'high', after_0: '15', ...Object.fromEntries(typed.slice(0, 3)) });
    expect((await api('GET', '/alert-policy')).json.steps).toEqual([{ afterMinutes: 15, to: told }]);
    const chain = { name: `Doors ${EVIL}`, from: 'critical', after_0: '0', to_0_0: `target:${id}` };
    const chained = await submit('/delivery/chains', { ...chain, after_1: '120', to_1_0: `member:${org.adminId}` });
    expect(chained).toContain('at once → Hook; after 2 h → Ada Admin');
    expect(chained).toContain('alerts from critical upward');
    expect(chained).not.toContain(EVIL);
    expect(await submit('/delivery/chains', { ...chain, name: 'x', after_0: '' })).toContain('Say who is told again');
    const called = chain.name;
    const renamed = { ...chain, name: 'Docks', called, remind: '30' };
    expect(await submit('/delivery/chains/0', { ...renamed, called: 'other' })).toContain(
      'changed the chains meanwhile',
    );
    expect(await submit('/delivery/chains/0', renamed)).toContain('at once → Hook; then every 30 min');
    // the rest of the policy stays, and saving that leaves the chains
    await submit('/delivery/policy', { floor: 'high', after_0: '15', to_0_0: `target:${id}`, lapse_ask: '240' });
    expect((await api('GET', '/alert-policy')).json).toMatchObject({
      floor: 'high',
      steps: [{ afterMinutes: 15 }],
      chains: [{ name: 'Docks', from: 'critical', rules: [], remindMinutes: 30 }],
      lapse: { askMinutes: 240, waitMinutes: 30 },
    });
    expect(await submit('/delivery/chains/1/remove', { called: 'Docks' })).toContain('changed the chains meanwhile');
    expect(await submit('/delivery/chains/0/remove', { called: 'Docks' })).toContain('Docks is removed.');
    expect(await submit(`/delivery/${id}/remove`, {})).toContain('is told nothing more');
    expect(await page('/delivery')).toContain('after 15 min → somebody who is not there any more');
  });

  test('who is on call is set and covered by API and in the console, and shown to whoever may see alerts', async () => {
    const home = await server.organisation('Rota');
    const boss = await signIn(server, home, home.adminId);
    const [dana, sam] = await home.work(async (work) => [
      await addMember(work, { name: `Dana ${EVIL}`, email: 'dana@rota.example', role: 'officer' }),
      await addMember(work, { name: 'Sam', email: 'sam@rota.example', role: 'employee' }),
    ]);
    const call = (method: string, path: string, body?: unknown, role: 'admin' | 'officer' | 'employee' = 'admin') =>
      server.call(method, `/api/v1/on-call${path}`, { key: home.keys[role], ...(body === undefined ? {} : { body }) });
    const shown = async () =>
      (await server.call('GET', '/on-call', { cookie: boss, headers: { accept: 'text/html' } })).text;
    expect((await call('GET', '')).json).toMatchObject({ now: null, members: [], every: null, shifts: [] });
    expect(await shown()).toContain('Nobody takes turns yet');
    const rota = { members: [dana!.id, home.adminId], every: 'week', weekday: 1, at: 540 };
    expect((await call('PATCH', '', rota, 'officer')).status).toBe(403);
    for (const [bad, status] of [
      [{ ...rota, members: [sam!.id] }, 404],
      [{ ...rota, members: [dana!.id, dana!.id] }, 400],
      [{ ...rota, at: 1440 }, 400],
      [{ ...rota, x: 1 }, 400],
      [{ ...rota, members: Array(51).fill(dana!.id) }, 400],
    ] as const)
      expect((await call('PATCH', '', bad)).status).toBe(status);
    expect((await call('PATCH', '', rota)).json).toMatchObject({ now: { member_id: dana!.id, cover: null } });
    const page = await shown();
    expect(page).toContain('Now: Dana');
    expect(page).not.toContain(EVIL);
    // what the page holds changes nothing when it is saved as it stands
    const same = { member_0: dana!.id, member_1: home.adminId, every: 'week', weekday: '1', at: '09:00' };
    await postForm(server, '/on-call', same, boss);
    await postForm(server, '/on-call/covers', { member: home.adminId, until: '2026-03-05T18:00' }, boss);
    const covered = (await call('GET', '', undefined, 'officer')).json as { now: unknown; covers: [{ id: string }] };
    expect(covered.now).toMatchObject({ member_id: home.adminId, cover: covered.covers[0].id });
    expect(await shown()).toContain('Who covers');
    for (const until of ['2001-01-01T00:00:00Z', '2030-01-01T00:00:00Z'])
      expect((await call('POST', '/covers', { member_id: dana!.id, until })).status).toBe(400);
    const other = await server.organisation('Other rota');
    const path = `/covers/${covered.covers[0].id}`;
    expect((await server.call('DELETE', `/api/v1/on-call${path}`, { key: other.keys.admin })).status).toBe(404);
    expect((await call('DELETE', path)).json).toMatchObject({ now: { member_id: dana!.id }, covers: [] });
    expect((await call('DELETE', path)).status).toBe(404);
    expect((await call('GET', '', undefined, 'employee')).status).toBe(403);
    // whoever has a shift asks somebody to take it; who asked cannot accept
    const hers = await signIn(server, home, dana!.id);
    const own = await server.call('GET', '/on-call', { cookie: hers, headers: { accept: 'text/html' } });
    const shift = /name="shift"[^>]*><option value="([^"]+)"/.exec(own.text)![1]!;
    expect((await postForm(server, '/on-call/ask', { shift, who: home.adminId }, hers)).status).toBe(303);
    const { items } = (await server.call('GET', '/api/v1/proposals', { key: home.keys.officer })).json;
    expect(items).toMatchObject([{ kind: 'cover_shift', may_decide: false }]);
    const bad = [{ shift: 'x/y' }, { shift: '' }, { shift, who: sam!.id }, { shift: shift.replaceAll('2026', '1999') }];
    for (const fields of bad) await postForm(server, '/on-call/ask', { who: '', ...fields }, hers);
    expect((await server.call('GET', '/api/v1/proposals', { key: home.keys.officer })).json.items).toEqual(items);
    // a step tells whoever is on call, and then nobody is
    const warned = 'it tells nobody until somebody is';
    const health = () => home.work(({ tx, now }) => onCallCheck(() => seeToldOnCall(tx, now)).check());
    expect(await health()).toContain('no step');
    const fields = { floor: 'high', after_0: '15', to_0_0: 'on_call' };
    expect((await postForm(server, '/delivery/policy', fields, boss)).status).toBe(303);
    expect((await call('PATCH', '', { ...rota, members: [dana!.id] })).status).toBe(200);
    // whom nobody can write to is named: in health, on both pages, and in what saving says
    await expect(health()).rejects.toThrow(/tells Dana.*no chat account is linked/);
    expect(await shown()).toContain('Nobody can write to Dana');
    const saved = await postForm(server, '/delivery/policy', fields, boss);
    const delivery = await server.call('GET', '/delivery', {
      cookie: `${boss}; ${cookieOf(saved.headers)}`,
      headers: { accept: 'text/html' },
    });
    expect(delivery.text).toContain('A step tells Dana');
    expect(delivery.text).toContain('Saved. It holds for alerts raised from now on. Nobody can write to Dana');
    expect(delivery.text).not.toContain(EVIL);
    const account = { platform: 'slack', workspace: 'T1', externalId: 'U1' };
    await home.work((work) => linkChatAccount(work, dana!.id, account));
    expect(await shown()).not.toContain('Nobody can write to');
    expect(await health()).toContain('is on call and told');
    expect(await shown()).not.toContain(warned);
    await home.work((work) => updateMember(work, dana!.id, { role: 'employee' }));
    await expect(health()).rejects.toThrow('Nobody is on call');
    expect(await shown()).toContain(warned);
    expect((await postForm(server, '/delivery/policy', { floor: '' }, boss)).status).toBe(303);
    expect(await health()).toContain('no step');
    expect(await shown()).not.toContain(warned);
  });

  test('whose login account is whose is said by API and in the console', async () => {
    const account = `anovak ${EVIL}`;
    expect(await submit('/members/accounts', { account, member: org.adminId })).toContain('Ada Admin’s.');
    expect(await page('/members/accounts')).not.toContain(EVIL);
    expect((await api('GET', '/member-accounts')).json.items).toMatchObject([{ account, member_id: org.adminId }]);
    expect((await api('POST', '/member-accounts', { account: 'x', member_id: org.adminId }, 'officer')).status).toBe(
      403,
    );
    expect((await api('POST', '/member-accounts', { account: ' ', member_id: org.adminId })).status).toBe(400);
    expect(await submit('/members/accounts', { account: 'x', member: 'nobody' })).toMatch(/flash-problem/);
    expect((await api('DELETE', `/member-accounts/${encodeURIComponent(account)}`)).status).toBe(204);
    expect(await submit('/members/accounts/remove', { account })).toMatch(/flash-problem/);
  });

  describe('browsers that show alerts', () => {
    let officer: { id: string; cookie: string };
    const mine = (method: string, path: string, body?: unknown, cookie = officer.cookie) =>
      server.call(method, `/api/v1/push-devices${path}`, { cookie, ...(body === undefined ? {} : { body }) });
    beforeAll(async () => {
      const { id } = await org.work((w) =>
        addMember(w, { name: 'Olu', email: 'olu@harbour.example', role: 'officer' }),
      );
      officer = { id, cookie: await signIn(server, org, id) };
    });

    test('one is switched on, tested, told when to be quiet, and removed: by API and on the account’s page', async () => {
      const browser = browsers.browser();
      const { public_key, items, wishes } = (await mine('GET', '')).json;
      expect([items, wishes]).toEqual([[], { severity_floor: 'high', quiet_hours: null, quiet_days: [] }]);
      const made = await mine('POST', '', browser.subscription);
      expect(made.status, made.text).toBe(201);
      expect(made.text).not.toContain(browser.subscription.keys.auth);
      const id = String(made.json.id);
      expect((await mine('POST', `/${id}/test`)).status).toBe(204);
      expect(browser.read(browsers.pushed.at(-1)!)).toMatchObject({
        title: 'A test of SafeNest',
        body: 'Harbour Works',
      });
      expect(senderOf(browsers.pushed.at(-1)!).key).toBe(public_key);
      const calmer = await mine('PATCH', '', { severity_floor: 'low', quiet_hours: { from: 1320, to: 420 } });
      expect(calmer.json).toEqual({ severity_floor: 'low', quiet_hours: { from: 1320, to: 420 }, quiet_days: [] });

      const shown = await server.call('GET', '/account', { cookie: officer.cookie });
      expect(shown.text).toContain(`data-key="${public_key}"`);
      expect(shown.text).toContain('value="22:00"');
      const form = (path: string, fields: Record<string, string> = {}) =>
        postForm(server, `/account/notifications${path}`, fields, officer.cookie);
      const half = await form('', { floor: 'critical', from_time: '23:00', to_time: '' });
      const [, flash] = /safenest_flash=([\w-]+)/.exec(half.headers.get('set-cookie') ?? '') ?? [];
      expect(Buffer.from(flash!, 'base64url').toString()).toContain('Quiet hours need a beginning and an end');
      await form('', { floor: 'critical', from_time: '', to_time: '', quiet_day_7: 'yes' });
      expect((await mine('GET', '')).json.wishes).toEqual({
        severity_floor: 'critical',
        quiet_hours: null,
        quiet_days: [7],
      });
      await form(`/${id}/test`);
      expect(browsers.pushed).toHaveLength(2);
      // the same browser with new keys takes its own place
      const again = await mine('POST', '', { ...browser.subscription, keys: browsers.browser().subscription.keys });
      expect((await mine('GET', '')).json.items).toHaveLength(1);
      await form(`/${again.json.id}/remove`);
      expect((await mine('GET', '')).json.items).toEqual([]);
      const audited = await server.call('GET', '/api/v1/audit', { key: org.keys.admin });
      const actions = audited.json
        .items!.map(({ action }) => action)
        .filter((action) => String(action).startsWith('push.'));
      expect(actions).toEqual(['push.remove', 'push.add', 'push.change', 'push.change', 'push.add']);
      expect(audited.text).not.toContain(browser.subscription.endpoint);
    });

    test('hostile subscriptions, other people, other roles and keys are refused', async () => {
      const { subscription } = browsers.browser();
      const { endpoint, keys } = subscription;
      for (const inside of [
        'https://10.0.0.8/x',
        'https://[::1]/x',
        'https://169.254.169.254/latest',
        'https://0x7f000002/',
      ])
        expect((await mine('POST', '', { endpoint: inside, keys })).status, inside).toBe(409);
      for (const bad of [
        {},
        { endpoint },
        { endpoint: 'http://127.0.0.1/', keys },
        { ...subscription, x: 1 },
        { endpoint: 'x'.repeat(20_000), keys },
      ])
        expect((await mine('POST', '', bad)).status).toBeGreaterThanOrEqual(400);
      expect((await mine('PATCH', '', { severity_floor: 'low' })).status).toBe(409);
      const { json } = await mine('POST', '', subscription);
      for (const bad of [
        { quiet_hours: { from: 5, to: 5 } },
        { quiet_hours: { from: -1, to: 5 } },
        { quiet_days: [1, 2, 3, 4, 5, 6, 7] },
        { severity_floor: 'all' },
      ])
        expect((await mine('PATCH', '', bad)).status, JSON.stringify(bad)).toBe(400);
      // not even an admin's, and nobody finds it among the places of delivery
      for (const path of [`/push-devices/${json.id}`, `/delivery-targets/${json.id}`]) {
        expect((await server.call('DELETE', `/api/v1${path}`, { cookie: admin })).status, path).toBe(404);
        expect((await server.call('POST', `/api/v1${path}/test`, { cookie: admin })).status, path).toBe(404);
      }
      expect((await api('GET', '/push-devices')).json.items).toEqual([]);
      expect((await api('POST', '/push-devices', subscription)).status).toBe(409);
      expect((await api('POST', '/push-devices', subscription, 'employee')).status).toBe(403);
      expect((await server.call('GET', '/api/v1/push-devices')).status).toBe(401);
      // whoever signs out everywhere else has lost one: none is told any more
      await postForm(server, '/account/sign-out-elsewhere', {}, officer.cookie);
      expect((await mine('GET', '')).json.items).toEqual([]);
    });

    test('the worker is served at the root with a policy of its own, and may call nobody but us', async () => {
      const worker = await server.call('GET', '/push-worker.js');
      expect([worker.status, worker.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
      expect(worker.headers.get('content-security-policy')).toBe("default-src 'none'; connect-src 'self'");
      expect(worker.headers.get('cache-control')).toBe('no-cache');
      const shown = await server.call('GET', '/account', { cookie: officer.cookie });
      expect(shown.headers.get('content-security-policy')).toContain("worker-src 'self'");
      const manifest = /href="([^"]+\.webmanifest)"/.exec(shown.text)![1]!;
      expect((await server.call('GET', manifest)).json).toMatchObject({ start_url: '/', display: 'standalone' });
    });
  });

  test('an alert is snoozed and called expected, listed and ended: by API and in the console', async () => {
    const number = await raiseTestAlert(server.services.db, org.orgId, { lastSeen: NOON });
    const ref = `ALR-${number}`;
    const until = new Date(NOON.getTime() + 3_600_000).toISOString();
    const made = await api('POST', `/alerts/${ref}/exceptions`, { kind: 'snooze', until, reason: EVIL }, 'officer');
    expect(made.status, made.text).toBe(201);
    expect((await api('GET', '/alert-exceptions', undefined, 'officer')).json.items).toMatchObject([
      { alert: ref, kind: 'snooze', suppressed: 0 },
    ]);
    expect(await page(`/alerts/${ref}`)).toContain('Snoozed until');
    const listed = await page('/exceptions');
    expect(listed).toContain(ref);
    expect(listed).not.toContain(EVIL);
    const id = /action="\/exceptions\/([0-9a-f-]{36})\/end"/.exec(listed)![1]!;
    expect(await submit(`/exceptions/${id}/end`, {})).toContain(`${ref} is told again.`);
    expect(await page('/exceptions')).toContain('Nothing is held back');

    expect(await submit(`/alerts/${ref}/snooze`, { hours: '24', reason: 'later' })).toContain(
      `${ref} is snoozed until`,
    );
    expect(await submit(`/alerts/${ref}/snooze`, { hours: 'ever' })).toMatch(/flash-problem/);
    expect((await api('POST', `/alerts/${ref}/exceptions`, { kind: 'snooze', until: 'soon' })).status).toBe(400);
    expect((await api('POST', `/alerts/${ref}/exceptions`, { kind: 'snooze', until }, 'employee')).status).toBe(403);
    expect((await api('DELETE', '/alert-exceptions/nothing')).status).toBe(404);
    const asked = await api('POST', `/alerts/${ref}/ask`, undefined, 'officer');
    expect(asked.status).toBe(409);
  });
});
