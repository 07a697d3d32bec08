import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases } from '../support/database.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';

describe.each(databases)('which alerts belong to an incident, over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let admin: string;
  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes });
    org = await server.organisation();
    admin = await signIn(server, org, org.adminId);
  });
  afterAll(() => server.close());
  const api = (method: string, path: string, body?: unknown, role: 'admin' | 'officer' | 'employee' = 'officer') =>
    server.call(method, `/api/v1${path}`, { key: org.keys[role], ...(body === undefined ? {} : { body }) });
  const page = async (path: string) =>
    (await server.call('GET', path, { cookie: admin, headers: { accept: 'text/html' } })).text;

  test('an alert is added and taken off again: by API and in the console', async () => {
    const ref = `ALR-${await raiseTestAlert(server.services.db, org.orgId, { lastSeen: NOON })}`;
    expect(await page(`/alerts/${ref}`)).not.toContain(`action="/alerts/${ref}/incident"`);
    const { ref: incident } = (await api('POST', '/incidents', { title: `Root ${EVIL}` })).json as { ref: string };
    expect((await api('GET', `/alerts/${ref}/incidents`)).json.items).toMatchObject([{ ref: incident, shares: [] }]);

    const added = await api('POST', `/incidents/${incident}/alerts`, { alerts: [ref] });
    expect(added.status, added.text).toBe(200);
    expect((await api('POST', `/incidents/${incident}/alerts`, { alerts: [ref] })).json).toEqual({ entry: null });
    expect(await page(`/alerts/${ref}`)).toContain(`Take it off ${incident}`);
    const other = (await api('POST', '/incidents', { title: 'Another' })).json.ref;
    expect((await api('POST', `/incidents/${other}/alerts`, { alerts: [ref] })).status).toBe(409);
    expect((await api('DELETE', `/incidents/${other}/alerts/${ref}`)).json).toEqual({ entry: null });
    const off = await api('DELETE', `/incidents/${incident}/alerts/${ref}`);
    expect(off.json.entry).toMatch(/^[0-9a-f-]{36}$/);
    const lines = (await api('GET', `/incidents/${incident}/timeline`)).json.items as { text: string }[];
    expect(lines.map(({ text }) => text)).toEqual(['Opened', `Linked ${ref}`, `Unlinked ${ref}`]);
    // what was taken off is added again by undo
    expect((await api('POST', `/incidents/${incident}/undo`, { entry: off.json.entry })).status).toBe(200);
    await api('DELETE', `/incidents/${incident}/alerts/${ref}`);

    const shown = await page(`/alerts/${ref}`);
    expect(shown).toContain(`action="/alerts/${ref}/incident"`);
    expect(shown).not.toContain(EVIL);
    const sent = await postForm(server, `/alerts/${ref}/incident`, { incident }, admin);
    expect(sent.status, sent.text).toBe(303);
    const back = await server.call('GET', sent.headers.get('location')!, {
      cookie: `${admin}; ${cookieOf(sent.headers)}`,
      headers: { accept: 'text/html' },
    });
    expect(back.text).toContain(`${ref} is added to ${incident}.`);
  });

  test('what is not there, not theirs or no reference is refused', async () => {
    const ref = `ALR-${await raiseTestAlert(server.services.db, org.orgId, { lastSeen: NOON })}`;
    const incident = (await api('POST', '/incidents', { title: 'One' })).json.ref;
    const add = (path: string, alerts: unknown, role?: 'employee') =>
      api('POST', `/incidents/${path}/alerts`, { alerts }, role).then(({ status }) => status);
    expect(await add(String(incident), [ref], 'employee')).toBe(403);
    expect(await add(String(incident), [])).toBe(400);
    expect(await add(String(incident), [EVIL])).toBe(404);
    expect(await add(String(incident), ['x'.repeat(1000)])).toBe(400);
    expect(await add(String(incident), ['ALR-999999'])).toBe(404);
    expect(await add('INC-999999', [ref])).toBe(404);
    expect((await api('DELETE', `/incidents/${incident}/alerts/${ref}`, undefined, 'employee')).status).toBe(403);
    expect((await api('GET', `/alerts/${ref}/incidents`, undefined, 'employee')).status).toBe(403);
  });
});
