import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../src/domain/role.ts';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import { addMember } from '../../../src/pipeline/members.ts';
import { databases } from '../../support/database.ts';
import { postForm, signIn } from '../../support/sign-in.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';

describe.each(databases)('what happens by itself, in the console and by API, on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  const cookies = {} as Record<Role, string>;
  const roles = ['admin', 'officer', 'moderator', 'manager'] as const;
  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes });
    org = await server.organisation();
    for (const role of roles) {
      const { id } = await org.work((work) => addMember(work, { name: role, email: `${role}@example.org`, role }));
      cookies[role] = await signIn(server, org, id);
    }
  });
  afterAll(() => server.close());
  const get = async (path: string, role: Role) =>
    (await server.call('GET', path, { cookie: cookies[role], headers: { accept: 'text/html' } })).text;

  test('a moderator pauses, everybody concerned reads it above every page, and only they or an admin go on', async () => {
    expect(await get('/automation', 'moderator')).toContain('Now: Act');
    await postForm(server, '/automation/pause', { hours: '4', reason: EVIL }, cookies.moderator);
    for (const role of roles) {
      const page = await get('/alerts', role);
      expect(page).toContain('Nothing happens by itself: paused by moderator');
      expect(page).not.toContain(EVIL);
    }
    expect(await get('/automation', 'officer')).not.toContain('action="/automation/resume"');
    expect(await get('/automation', 'manager')).not.toContain('<form method="post" action="/automation');
    await postForm(server, '/automation/resume', {}, cookies.officer);
    expect(await get('/automation', 'officer')).toContain('Now: Paused');
    await postForm(server, '/automation/resume', {}, cookies.moderator);
    expect(await get('/alerts', 'admin')).not.toContain('Nothing happens by itself');
  });

  test('an admin sets how much and how often; nobody else, and nothing that makes no sense', async () => {
    await postForm(server, '/automation', { level: 'suggest', per_hour: '3', hours: '' }, cookies.admin);
    const page = await get('/automation', 'admin');
    expect(page).toContain('Now: Suggest');
    expect(page).toContain('0 of at most 3 actions');
    for (const bad of [
      { level: 'all', per_hour: '3', hours: '' },
      { level: 'act', per_hour: '-1', hours: '' },
      { level: 'act', per_hour: '3', hours: '__proto__' },
    ])
      await postForm(server, '/automation', bad, cookies.admin);
    await postForm(server, '/automation', { level: 'act', per_hour: '900', hours: '' }, cookies.moderator);
    expect(await get('/automation', 'admin')).toContain('0 of at most 3 actions');
  });

  test('by API the same', async () => {
    const call = (method: 'GET' | 'PATCH', body?: unknown) =>
      server.call(method, '/api/v1/autonomy', { key: org.keys.admin, ...(body ? { body } : {}) });
    expect((await call('PATCH', { level: 'paused', reason: 'drill' })).json).toMatchObject({
      level: 'paused',
      before: 'suggest',
      until: null,
      reason: 'drill',
    });
    expect((await call('GET')).json).toMatchObject({ level: 'paused', per_hour: 3 });
    for (const bad of [
      { level: 'off' },
      { per_hour: 5000 },
      { until: 'soon' },
      { until: '2001-01-01T00:00:00Z' },
      { x: 1 },
    ])
      expect((await call('PATCH', bad)).status).toBe(400);
    expect((await call('PATCH', { level: 'act' })).json).toMatchObject({ level: 'act' });
  });
});
