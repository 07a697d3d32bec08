import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAttemptLimiter } from '../../src/http/auth/rate-limit.ts';
import { addMember, updateMember } from '../../src/pipeline/members.ts';
import {
  createSignInLink,
  hashPassword,
  LINK_LASTS_MS,
  SESSION_IDLE_MS,
  setPassword,
} from '../../src/pipeline/sign-in.ts';
import { databases } from '../support/database.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const PASSWORD = 'correct horse battery';

describe.each(databases)('signing in on the $name database', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let email: string;
  let memberId: string;
  beforeAll(async () => {
    server = await openWebServer(kind);
    org = await server.organisation();
    const member = await org.work((w) => addMember(w, { name: 'Olga', email: 'Olga@Example.org', role: 'officer' }));
    ({ id: memberId, email } = member);
    const stored = await hashPassword(PASSWORD);
    await org.work((w) => setPassword(w, memberId, stored));
  });
  afterAll(() => server?.close());

  const whoAmI = (cookie: string) => server.call('GET', '/api/v1/organisation', { cookie });

  test('a one-time link shows a button, works once, and then is dead', async () => {
    const { token } = await org.work((w) => createSignInLink(w, memberId));
    for (let i = 0; i < 2; i++) {
      const page = await server.call('GET', `/sign-in/link?token=${token}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(token);
    }
    const used = await postForm(server, '/sign-in/link', { token });
    expect(used.status).toBe(303);
    expect(used.headers.get('location')).toBe('/');
    expect(used.headers.get('set-cookie')).toMatch(/^safenest_session=[\w-]{43};.*Path=\/;.*HttpOnly; SameSite=Lax$/);
    expect((await whoAmI(cookieOf(used.headers))).json.you).toMatchObject({ kind: 'member', name: 'Olga' });

    const again = await postForm(server, '/sign-in/link', { token });
    expect(again.status).toBe(410);
    expect(again.headers.get('set-cookie')).toBeNull();
    expect((await server.call('GET', `/sign-in/link?token=${token}`)).status).toBe(410);
  });

  test('of many at once with one link, one gets in', async () => {
    const { token } = await org.work((w) => createSignInLink(w, memberId));
    const answers = await Promise.all(Array.from({ length: 6 }, () => postForm(server, '/sign-in/link', { token })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 410, 410, 410, 410, 410]);
  });

  test('a link dies after 15 minutes', async () => {
    const { token } = await org.work((w) => createSignInLink(w, memberId));
    server.clock.now = new Date(NOON.getTime() + LINK_LASTS_MS);
    expect((await postForm(server, '/sign-in/link', { token })).status).toBe(410);
    server.clock.now = NOON;
  });

  test.each(['', 'x', 'a'.repeat(43), '\u0000', "' or 1=1 --"])('a made-up token %j is a dead link', async (token) => {
    expect((await postForm(server, '/sign-in/link', { token })).status).toBe(410);
    expect((await server.call('GET', `/sign-in/link?token=${encodeURIComponent(token)}`)).status).toBe(410);
  });

  test('e-mail in any case and password open a session, and lead back to where one was going', async () => {
    const done = await postForm(server, '/sign-in', {
      email: ' OLGA@example.ORG ',
      password: PASSWORD,
      next: '/incidents/INC-1',
    });
    expect(done.status).toBe(303);
    expect(done.headers.get('location')).toBe('/incidents/INC-1');
    const elsewhere = await postForm(server, '/sign-in', { email, password: PASSWORD, next: 'https://evil.example/' });
    expect(elsewhere.headers.get('location')).toBe('/');
  });

  test('a wrong password and a stranger are refused in the same words', async () => {
    const wrong = await postForm(server, '/sign-in', { email, password: 'wrong' });
    const stranger = await postForm(server, '/sign-in', { email: 'nobody@example.org', password: 'wrong' });
    expect([wrong.status, stranger.status]).toEqual([401, 401]);
    expect(stranger.text.replaceAll('nobody@example.org', email)).toBe(wrong.text);
    expect(wrong.headers.get('set-cookie')).toBeNull();
  });

  test('signing out ends the session, not only the cookie', async () => {
    const cookie = await signIn(server, org, memberId);
    const out = await postForm(server, '/sign-out', {}, cookie);
    expect(out.headers.get('location')).toBe('/sign-in');
    expect((await whoAmI(cookie)).status).toBe(401);
    expect((await postForm(server, '/sign-out', {}, cookie)).status).toBe(303);
  });

  test('a session ends when it is not used for 12 hours', async () => {
    const cookie = await signIn(server, org, memberId);
    server.clock.now = new Date(NOON.getTime() + SESSION_IDLE_MS - 1000);
    expect((await whoAmI(cookie)).status).toBe(200);
    server.clock.now = new Date(NOON.getTime() + 2 * SESSION_IDLE_MS);
    expect((await whoAmI(cookie)).status).toBe(401);
    server.clock.now = NOON;
  });

  test('a new role or a disabling ends all sessions at once', async () => {
    for (const change of [{ role: 'moderator' }, { role: 'officer' }, { active: false }] as const) {
      const cookie = await signIn(server, org, memberId);
      expect((await whoAmI(cookie)).status).toBe(200);
      await org.work((w) => updateMember(w, memberId, change));
      expect((await whoAmI(cookie)).status).toBe(401);
    }
    expect((await postForm(server, '/sign-in', { email, password: PASSWORD })).status).toBe(401);
    await org.work((w) => updateMember(w, memberId, { active: true }));
  });

  test('a session does not open with garbage in the cookie', async () => {
    for (const value of ['', 'x'.repeat(43), '%00', '"; drop table'])
      expect((await whoAmI(`safenest_session=${value}`)).status).toBe(401);
  });
});

describe('guessing', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openWebServer(databases[0]!, {
      services: { limiter: createAttemptLimiter({ tries: { address: 16 } }) },
    });
  });
  afterAll(() => server?.close());

  test('is stopped after ten tries for one person, and after more for one address', async () => {
    const attempt = (email: string) => postForm(server, '/sign-in', { email, password: 'guess' });
    for (let i = 0; i < 10; i++) expect((await attempt('olga@example.org')).status).toBe(401);
    const refused = await attempt('OLGA@example.org ');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(refused.text).toContain('Too many attempts');
    // somebody else at the same address may still try, until the address has tried too often
    for (let i = 0; i < 5; i++) expect((await attempt(`other${i}@example.org`)).status).toBe(401);
    expect((await attempt('another@example.org')).status).toBe(429);
  });
});
