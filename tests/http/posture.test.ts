import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const hoursAgo = (hours: number): Date => new Date(NOON.getTime() - hours * 3_600_000);

describe.each(databases)('posture and similar incidents over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let cookie: string;

  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes });
    org = await server.organisation();
    cookie = await signIn(server, org, org.adminId);
  });
  afterAll(() => server.close());

  const page = (path: string) => server.call('GET', path, { cookie, headers: { accept: 'text/html' } });
  const call = (path: string) => server.call('GET', `/api/v1${path}`, { key: org.keys.officer });

  test('an empty organisation has nothing to compare, and the page says how to begin', async () => {
    const { status, text } = await page('/posture');
    expect(status).toBe(200);
    expect(text).toContain('Nothing to compare');
    expect((await call('/posture')).json).toMatchObject({ current: { alerts: 0 }, direction: 'same' });
  });

  test('counts what there is, links to it, and compares', async () => {
    const { db } = server.services;
    const first = await raiseTestAlert(db, org.orgId, { lastSeen: hoursAgo(30), account: 'root', severity: 'low' });
    const second = await raiseTestAlert(db, org.orgId, { lastSeen: hoursAgo(200), account: '<b>root</b>' });
    const { json } = await call('/posture?range=last_7d');
    expect(json).toMatchObject({
      current: { alerts: 1, alerts_by_severity: { low: 1 } },
      before: { alerts: 1 },
      direction: 'same',
      hotspots: { accounts: [{ name: 'root', alerts: 1, before: 0, new: true, rule: null }] },
      // what is older than the period waits all the same
      next: { alerts: [{ ref: `ALR-${second}` }], alerts_total: 1 },
    });
    const { text } = await page('/posture?range=last_7d');
    expect(text).toContain('1 alert, as many as the week before');
    expect(text).toContain('href="/logs?kinds=alert&amp;user=root&amp;range=last_7d"');
    const older = await page('/posture?range=last_30d');
    expect(older.text).not.toContain('<b>root');
    expect(older.text).toContain(`ALR-${second}`);
    expect(older.text).not.toContain(`ALR-${first}`);
  });

  test('a time that cannot be read, or is still to come, is said on the page and refused by the API', async () => {
    expect((await page('/posture?range=whenever')).text).toContain('is no time I can read');
    expect((await page('/posture?range=2199')).text).toContain('still to come');
    expect((await call('/posture?range=whenever')).status).toBe(400);
    expect((await call('/posture?compare_to=2199')).status).toBe(400);
  });

  test('an incident’s page and the API show what is like it; nothing is shown where nothing is', async () => {
    const open = async (title: string): Promise<string> =>
      (await server.call('POST', '/api/v1/incidents', { key: org.keys.officer, body: { title } })).json.ref as string;
    const one = await open('Badge reader forced open');
    expect((await page(`/incidents/${one}`)).text).not.toContain('Similar incidents');
    const two = await open('Badge reader forced again');
    const { json } = await call(`/incidents/${two}/similar`);
    expect(json).toMatchObject({ compared: 1, items: [{ ref: one, closed_by: null, seconds_to_close: null }] });
    const { text } = await page(`/incidents/${two}`);
    expect(text).toContain('Similar incidents');
    expect(text).toContain(`href="/incidents/${one}"`);
    expect((await call('/incidents/INC-999/similar')).status).toBe(404);
  });
});
