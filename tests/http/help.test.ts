import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../src/domain/role.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { readGuide } from '../../src/pipeline/guide/read-guide.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { openDesk } from '../support/web-desk.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

describe.each(databases.slice(0, 1))('the guide over the web, on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  const cookies = {} as Record<Role, string>;

  beforeAll(async () => {
    server = await openWebServer(kind, {
      pages: consoleRoutes,
      desk: (test) => openDesk(test, () => server.clock.now),
    });
    org = await server.organisation();
    for (const role of ROLES) {
      const member = await org.work((work) => addMember(work, { name: role, email: `${role}@harbour.example`, role }));
      cookies[role] = await signIn(server, org, member.id);
    }
  });
  afterAll(() => server.close());

  const get = (path: string, role: Role = 'admin') =>
    server.call('GET', path, { cookie: cookies[role], headers: { accept: 'text/html' } });

  test('every page opens, with an anchor for every section, and its links to the console lead somewhere', async () => {
    const paths = new Set<string>();
    for (const page of readGuide()) {
      const { status, text } = await get(`/help/${page.name}`);
      expect(status).toBe(200);
      for (const { anchor } of page.sections) expect(text).toContain(`<h2 id="${anchor}">`);
      for (const [, path] of text.matchAll(/href="(\/[\w/-]*)(?:#[^"]*)?"/g)) paths.add(path!);
    }
    for (const path of paths) if (path !== '/sign-out') expect((await get(path)).status, path).toBe(200);
  });

  test('the contents and the search; what is for others says for whom', async () => {
    expect((await get('/help', 'employee')).text).toContain('href="/help/attacks#what-is-phishing"');
    const found = await get('/help?query=how+do+I+switch+a+rule+off', 'employee');
    expect(found.text).toContain('/help/rules#how-do-i-switch-a-rule-off-or-on');
    expect(found.text).toContain('For admins.');
    expect((await get('/help?query=bake+bread')).text).toContain('Nothing fits');
  });

  test('hostile questions get a calm page', async () => {
    for (const query of [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '\u202e\u0007',
      'a'.repeat(5000),
    ]) {
      const { status, text } = await get(`/help?query=${encodeURIComponent(query)}`);
      expect(status).toBe(200);
      expect(text).not.toMatch(/<script>alert|<img src=x/);
    }
    expect((await get('/help/nothing')).status).toBe(404);
    expect((await get('/help/..%2f..%2fREADME')).status).toBe(404);
  });

  test('the API answers with sections', async () => {
    const ask = (query: string) =>
      server.call('GET', `/api/v1/help?query=${encodeURIComponent(query)}`, { key: org.keys.employee });
    const { status, json } = await ask('what is pasword spraying?');
    expect(status).toBe(200);
    expect(json.items?.[0]).toMatchObject({ url: '/help/attacks#what-is-password-spraying', roles: [...ROLES] });
    expect((await ask('bake bread')).json.items).toEqual([]);
    expect((await ask('')).status).toBe(400);
    expect((await server.call('GET', '/api/v1/help?query=x')).status).toBe(401);
  });
});
