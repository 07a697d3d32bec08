import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { silentLog } from '../../src/log.ts';
import { ownEmbedder } from '../../src/pipeline/embedding/own-embedder.ts';
import { indexHistory } from '../../src/pipeline/history/index-history.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

describe.each(databases)('the history over HTTP on $name', (kind) => {
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
  const call = (query: string, key = org.keys.officer) =>
    server.call('GET', `/api/v1/history/search?${new URLSearchParams({ query })}`, { key });

  test('a new organisation has nothing to remember, and the page says when it will', async () => {
    const { db } = server.services;
    await withOrg(db, org.orgId, (tx) => tx.deleteFrom('history_document').where('org_id', '=', org.orgId).execute());
    const { status, text } = await page('/history');
    expect(status).toBe(200);
    expect(text).toContain('Nothing to remember yet');
    expect((await call('anything')).json).toMatchObject({ items: [], exact: false });
  });

  test('finds, links to what it found, and shows no markup of others as its own', async () => {
    const { db } = server.services;
    const number = await raiseTestAlert(db, org.orgId, { title: '<b>Zeppelin</b> over the car park', lastSeen: NOON });
    await indexHistory({ db, embedder: ownEmbedder, now: () => NOON, log: silentLog() }, org.orgId);
    expect((await call('was there a zeppelin?')).json).toMatchObject({
      items: [{ ref: `ALR-${number}`, kind: 'alert', title: '<b>Zeppelin</b> over the car park', covers: 1 }],
    });
    const { text } = await page('/history?query=zeppelin');
    expect(text).toContain(`href="/alerts/ALR-${number}"`);
    expect(text).not.toContain('<b>Zeppelin');
    expect((await page('/history')).text).toContain('What happened last');
  });

  test('says what it could not use, and what to do', async () => {
    expect((await page('/history?query=%22no+such+thing%22')).text).toContain('Nothing like that');
    expect((await page('/history?query=what+was+it')).text).toContain('Which one?');
    expect((await page('/history?query=root&range=whenever')).text).toContain('is no time I can read');
    expect((await page(`/history?query=${'('.repeat(3000)}`)).status).toBe(200);
    expect((await call('x'.repeat(10_001))).status).toBe(400);
  });

  test('is for those who may read alerts', async () => {
    expect((await call('zeppelin', org.keys.employee)).status).toBe(403);
    expect((await call('zeppelin', org.keys.moderator)).status).toBe(200);
  });
});
