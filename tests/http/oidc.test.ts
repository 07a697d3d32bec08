import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addMember } from '../../src/pipeline/members.ts';
import { databases } from '../support/database.ts';
import { type OidcFault, type OidcServer, startOidcServer } from '../support/oidc-server.ts';
import { cookieOf } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

describe('single sign-on', () => {
  let provider: OidcServer;
  let server: TestServer;
  let org: WebOrganisation;
  beforeAll(async () => {
    provider = await startOidcServer();
    const { issuer, clientId, clientSecret } = provider;
    server = await openWebServer(databases[0]!, { services: { oidc: { issuer, clientId, clientSecret } } });
    org = await server.organisation();
    await org.work((w) => addMember(w, { name: 'Mona', email: 'mona@example.org', role: 'manager' }));
  });
  afterAll(async () => {
    await server?.close();
    await provider?.close();
  });
  beforeEach(() => {
    provider.person = { sub: '17', email: 'Mona@Example.org', email_verified: true };
    provider.fault = null;
    server.clock.now = NOON;
  });

  /** Goes to the provider and comes back, as a browser does; answers where it came back to, and with which cookie. */
  async function goThere(next = '/alerts'): Promise<{ back: string; cookie: string }> {
    const leave = await server.call('GET', `/auth/oidc?next=${encodeURIComponent(next)}`);
    expect(leave.status).toBe(303);
    const there = await fetch(leave.headers.get('location')!, { redirect: 'manual' });
    const back = new URL(there.headers.get('location')!);
    return { back: back.pathname + back.search, cookie: cookieOf(leave.headers) };
  }

  test('the sign-in page offers it', async () => {
    expect((await server.call('GET', '/sign-in')).text).toContain('href="/auth/oidc"');
  });

  test('whoever the provider says one is, by verified e-mail, one is here', async () => {
    const { back, cookie } = await goThere();
    const home = await server.call('GET', back, { cookie });
    expect(home.status).toBe(303);
    expect(home.headers.get('location')).toBe('/alerts');
    const me = await server.call('GET', '/api/v1/organisation', { cookie: cookieOf(home.headers) });
    expect(me.json.you).toEqual({ kind: 'member', name: 'Mona', role: 'manager' });
  });

  test('it does not lead to another site afterwards', async () => {
    const { back, cookie } = await goThere('//evil.example');
    expect((await server.call('GET', back, { cookie })).headers.get('location')).toBe('/');
  });

  test.each([
    [{ sub: '1', email: 'mona@example.org' }, 401, 'no verified e-mail'],
    [{ sub: '1', email: 'mona@example.org', email_verified: false }, 401, 'no verified e-mail'],
    [{ sub: '1' }, 401, 'no verified e-mail'],
    [{ sub: '1', email: 'stranger@example.org', email_verified: true }, 403, 'no member here'],
  ])('%j is not let in', async (person, status, words) => {
    provider.person = person;
    const { back, cookie } = await goThere();
    const refused = await server.call('GET', back, { cookie });
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(words);
    expect(refused.headers.getSetCookie().join()).not.toContain('safenest_session');
  });

  test.each<OidcFault>(['wrong nonce', 'wrong key', 'wrong audience', 'expired', 'unsigned'])(
    'a token with %s is refused',
    async (fault) => {
      provider.fault = fault;
      const { back, cookie } = await goThere();
      const refused = await server.call('GET', back, { cookie });
      expect(refused.status).toBe(401);
      expect(refused.text).toContain('did not confirm');
      expect(refused.headers.getSetCookie().join()).not.toContain('safenest_session');
    },
  );

  test('an answer for another browser, another state or a second time is refused', async () => {
    const one = await goThere();
    const other = await goThere();
    expect((await server.call('GET', one.back)).status).toBe(401);
    expect((await server.call('GET', one.back, { cookie: other.cookie })).status).toBe(401);
    const tampered = one.cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await server.call('GET', one.back, { cookie: tampered })).status).toBe(401);
    expect((await server.call('GET', one.back, { cookie: one.cookie })).status).toBe(303);
    expect((await server.call('GET', one.back, { cookie: one.cookie })).status).toBe(401);
  });

  test('an answer that comes too late is refused', async () => {
    const { back, cookie } = await goThere();
    server.clock.now = new Date(NOON.getTime() + 11 * 60_000);
    expect((await server.call('GET', back, { cookie })).status).toBe(401);
  });
});

test('while the provider is away, its page says so and the others still work', async () => {
  const oidc = { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: null };
  const server = await openWebServer(databases[0]!, { services: { oidc } });
  try {
    const away = await server.call('GET', '/auth/oidc');
    expect(away.status).toBe(503);
    expect(away.text).toContain('cannot be reached');
    expect((await server.call('GET', '/sign-in')).status).toBe(200);
  } finally {
    await server.close();
  }
});
