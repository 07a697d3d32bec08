import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownPath } from '../../src/http/auth/routes.ts';
import { readCookie } from '../../src/http/auth/session-cookie.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { isSameOrigin } from '../../src/http/security.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { createSignInLink, hashPassword, setPassword } from '../../src/pipeline/sign-in.ts';
import { databases } from '../support/database.ts';
import { postForm, signIn } from '../support/sign-in.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

describe('isSameOrigin', () => {
  const host = 'desk.example.com';
  const trusted = ['https://front.example.com'];
  test.each([
    ['POST', 'same-origin', undefined, true],
    ['POST', 'none', undefined, true],
    ['POST', 'cross-site', undefined, false],
    ['POST', 'same-site', undefined, false],
    ['POST', 'cross-site', `https://${host}`, false],
    ['POST', 'cross-site', 'https://front.example.com', true],
    ['POST', undefined, `https://${host}`, true],
    ['POST', undefined, `http://${host}`, true],
    ['POST', undefined, 'https://evil.example', false],
    ['POST', undefined, `https://${host}.evil.example`, false],
    ['POST', undefined, `https://${host}:8443`, false],
    ['POST', undefined, 'null', false],
    ['POST', undefined, undefined, true],
    ['DELETE', 'cross-site', undefined, false],
    ['PATCH', 'cross-site', undefined, false],
    ['GET', 'cross-site', 'https://evil.example', true],
    ['HEAD', 'cross-site', undefined, true],
  ])('%s with Sec-Fetch-Site %s and Origin %s: %s', (method, secFetchSite, origin, expected) => {
    expect(isSameOrigin({ method, secFetchSite, origin, host }, trusted)).toBe(expected);
  });

  test('without a Host header nothing is ours', () => {
    const request = { method: 'POST', secFetchSite: undefined, origin: 'https://x.example', host: undefined };
    expect(isSameOrigin(request, [])).toBe(false);
  });
});

test.each([
  ['/incidents/INC-1?x=1#y', '/incidents/INC-1?x=1#y'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/\t/evil.example', '/'],
  ['', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
])('after signing in, %s leads to %s', (next, path) => {
  expect(ownPath(next)).toBe(path);
});

test('readCookie finds a whole name, the first time it is given', () => {
  expect(readCookie('a=1; safenest_session=x=y; safenest_session=z', 'safenest_session')).toBe('x=y');
  expect(readCookie('not_safenest_session=1', 'safenest_session')).toBeNull();
  expect(readCookie(undefined, 'a')).toBeNull();
});

describe.each(databases)('on the $name database', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let cookie: string;
  beforeAll(async () => {
    server = await openWebServer(kind);
    org = await server.organisation();
    cookie = await signIn(server, org, org.adminId);
  });
  afterAll(() => server?.close());

  const add = (headers: Record<string, string>, who: { cookie?: string; key?: string }) =>
    server.call('POST', '/api/v1/incidents', { ...who, headers, body: { title: 'From somewhere' } });

  test('a page of another site cannot use somebody’s session', async () => {
    const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }];
    for (const headers of foreign) {
      const refused = await add(headers, { cookie });
      expect(refused.status).toBe(403);
      expect(refused.json.code).toBe('forbidden');
    }
    const signOut = await server.call('POST', '/sign-out', { cookie, headers: { 'sec-fetch-site': 'cross-site' } });
    expect(signOut.status).toBe(403);
    expect((await add({ origin: server.url }, { cookie })).status).toBe(201);
    expect((await add({ 'sec-fetch-site': 'same-origin' }, { cookie })).status).toBe(201);
  });

  test('a request that shows a key is no browser’s', async () => {
    expect((await add({ 'sec-fetch-site': 'cross-site' }, { key: org.keys.officer })).status).toBe(201);
    // … but a bad key beside a good session opens nothing
    expect((await add({ 'sec-fetch-site': 'cross-site' }, { key: 'sn_wrong', cookie })).status).toBe(401);
  });

  test('nobody can be signed in by another site', async () => {
    const refused = await server.call('POST', '/sign-in', {
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'email=a@b.example&password=x',
    });
    expect(refused.status).toBe(403);
  });

  test('every answer says what a browser may do with it', async () => {
    for (const path of ['/sign-in', '/api/v1/incidents', '/health', '/no-such-page', '/api/docs']) {
      const { headers } = await server.call('GET', path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});

describe('with the console', () => {
  let server: TestServer;
  let org: WebOrganisation;
  let cookie: string;
  beforeAll(async () => {
    server = await openWebServer(databases[0]!, { pages: consoleRoutes });
    org = await server.organisation();
    cookie = await signIn(server, org, org.adminId);
  });
  afterAll(() => server?.close());

  test('a key beside the cookie does not let another site’s page use a form', async () => {
    const keys: Record<string, string>[] = [
      { authorization: 'Bearer anything' },
      { authorization: `Bearer ${org.keys.admin}` },
      { 'x-api-key': 'anything' },
    ];
    for (const path of ['/account', '/incidents', '/sign-out', '/API/v1/incidents'])
      for (const shown of keys) {
        const headers = {
          ...shown,
          'sec-fetch-site': 'cross-site',
          'content-type': 'application/x-www-form-urlencoded',
        };
        expect((await server.call('POST', path, { cookie, headers, body: 'title=x&name=x' })).status).toBe(403);
      }
    const { json } = await server.call('GET', '/api/v1/incidents', { cookie });
    expect(json.items).toEqual([]);
  });

  test('the current password cannot be guessed at leisure from an open session', async () => {
    const stored = await hashPassword('a long enough sentence');
    await org.work((work) => setPassword(work, org.adminId, stored));
    const own = await signIn(server, org, org.adminId);
    const guess = async (current: string) => {
      const fields = { current, next: 'another long sentence' };
      const { headers } = await postForm(server, '/account/password', fields, own);
      const flash = headers
        .getSetCookie()
        .map((set) => set.split(';')[0])
        .join('; ');
      return (await server.call('GET', '/account', { cookie: `${own}; ${flash}` })).text;
    };
    for (let i = 0; i < 10; i++) expect(await guess(`wrong ${i}`)).toContain('not your current password');
    expect(await guess('a long enough sentence')).toContain('Too many attempts');
  });

  test('somebody signs out everywhere else, an admin whoever lost a device; nobody else may', async () => {
    const signedIn = async (who: string) => (await server.call('GET', '/account', { cookie: who })).status === 200;
    const officer = await org.work((work) =>
      addMember(work, { name: 'Olga', email: 'olga@example.org', role: 'officer' }),
    );
    const [phone, desk] = [await signIn(server, org, officer.id), await signIn(server, org, officer.id)];
    const admin = await signIn(server, org, org.adminId);
    await postForm(server, '/account/sign-out-elsewhere', {}, desk);
    expect([await signedIn(phone), await signedIn(desk)]).toEqual([false, true]);
    await postForm(server, `/members/${org.adminId}/sign-out`, {}, desk);
    expect(await signedIn(admin)).toBe(true);
    await postForm(server, `/members/${officer.id}/sign-out`, {}, admin);
    expect([await signedIn(desk), await signedIn(admin)]).toEqual([false, true]);
  });
});

test('over https the cookie is Secure, the browser is told to stay', async () => {
  const server = await openWebServer(databases[0]!, { services: { publicUrl: 'https://desk.example.com' } });
  try {
    const org = await server.organisation();
    const { headers } = await server.call('GET', '/health');
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    const { token } = await org.work((work) => createSignInLink(work, org.adminId));
    const used = await server.call('POST', '/sign-in/link', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://desk.example.com' },
      body: `token=${token}`,
    });
    expect(used.status).toBe(303);
    expect(used.headers.get('set-cookie')).toMatch(/^safenest_session=[\w-]{43};.*HttpOnly; Secure; SameSite=Lax/);
  } finally {
    await server.close();
  }
});
