import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseNetworks } from '../../src/pipeline/delivery/guarded-address.ts';
import { addMember, updateMember } from '../../src/pipeline/members.ts';
import { signInBehindProxy } from '../../src/pipeline/sign-in-behind-proxy.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const SECRET = 'a secret that only the proxy knows, of length';

describe.each(databases)('sign-in behind a reverse proxy on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let danaId: string;
  const proxy = {
    secret: SECRET,
    secretHeader: 'x-proxy-secret',
    addresses: parseNetworks('127.0.0.1'),
    emailHeader: 'x-forwarded-email',
    groupsHeader: 'x-forwarded-groups',
    roles: [
      { group: 'soc-admins', role: 'admin' as const },
      { group: 'soc', role: 'officer' as const },
    ],
    createsMembers: false,
    orgId: '' as never,
  };
  beforeAll(async () => {
    server = await openWebServer(kind, { services: { proxy } });
    org = await server.organisation();
    proxy.orgId = org.orgId as never;
    danaId = (await org.work((w) => addMember(w, { name: 'Dana', email: 'dana@harbour.example', role: 'employee' })))
      .id;
  });
  afterAll(() => server?.close());

  const arrive = (headers: Record<string, string>, path = '/sign-in') =>
    server.call('GET', path, { headers: { accept: 'text/html', ...headers } });
  const by = (email: string, groups = '') => ({
    'x-proxy-secret': SECRET,
    'x-forwarded-email': email,
    ...(groups ? { 'x-forwarded-groups': groups } : {}),
  });
  const cookies = (headers: Headers): string =>
    headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
  const who = async (cookie: string, headers: Record<string, string> = {}) => {
    const { status, json } = await server.call('GET', '/api/v1/organisation', { cookie, headers });
    return status === 200 ? (json.you as unknown as { name: string; role: string }) : null;
  };

  test('lets in whom the proxy names, and takes them to where they wanted to go', async () => {
    const came = await arrive(by('Dana@Harbour.example'), '/sign-in?next=/alerts');
    expect([came.status, came.headers.get('location')]).toEqual([303, '/alerts']);
    expect(came.headers.getSetCookie().every((one) => /HttpOnly; SameSite=Lax/.test(one))).toBe(true);
    expect(await who(cookies(came.headers), by('dana@harbour.example'))).toMatchObject({
      name: 'Dana',
      role: 'employee',
    });
    expect((await arrive(by('dana@harbour.example'), '/sign-in?next=//evil.example')).headers.get('location')).toBe(
      '/',
    );
  });

  test('believes no header that anybody could write', async () => {
    for (const headers of [
      { 'x-forwarded-email': 'dana@harbour.example' },
      { ...by('dana@harbour.example'), 'x-proxy-secret': '' },
      { ...by('dana@harbour.example'), 'x-proxy-secret': `${SECRET}x` },
      { ...by('dana@harbour.example'), 'x-proxy-secret': SECRET.slice(0, -1) },
      by('nobody@harbour.example', 'soc-admins'),
      by('dana@harbour.example, ada@harbour.example'),
      by("dana@harbour.example' or true --"),
      by(''),
      by(`${'a'.repeat(5000)}@harbour.example`),
    ] as Record<string, string>[]) {
      const { status, headers: answered } = await arrive(headers);
      expect(status, JSON.stringify(headers).slice(0, 200)).not.toBe(303);
      expect(answered.getSetCookie()).toEqual([]);
    }
    // said twice: one of both is not the proxy's
    const twice = new Headers(by('dana@harbour.example'));
    twice.append('x-forwarded-email', 'ada@harbour.example');
    expect((await fetch(`${server.url}/sign-in`, { headers: twice, redirect: 'manual' })).status).toBe(200);
    // from anywhere else, whatever it says of where it came from
    const before = proxy.addresses;
    proxy.addresses = parseNetworks('10.0.0.0/8');
    try {
      const elsewhere = await openWebServer(kind, { services: { proxy } });
      const answer = await elsewhere.call('GET', '/sign-in', {
        headers: { ...by('dana@harbour.example'), 'x-forwarded-for': '10.0.0.1', 'x-real-ip': '10.0.0.1' },
      });
      expect(answer.status).toBe(200);
      await elsewhere.close();
    } finally {
      proxy.addresses = before;
    }
  });

  test('a session is of whom the proxy names, and of nobody else', async () => {
    const ada = await signIn(server, org, org.adminId);
    expect(await who(ada)).not.toBeNull();
    // the browser of somebody else, or a cookie that was taken from them
    expect(await who(ada, by('dana@harbour.example'))).toBeNull();
    const dana = cookies((await arrive(by('dana@harbour.example'))).headers);
    expect(await who(dana, by('mallory@harbour.example'))).toBeNull();
    expect(await who(dana.replace(/safenest_proxy=[^;]+/, 'safenest_proxy=x'), by('dana@harbour.example'))).toBeNull();
    expect(await who(dana, by('dana@harbour.example'))).not.toBeNull();
  });

  test('groups say the role, the last admin stays, and nobody who was shut out comes back', async () => {
    const officer = cookies((await arrive(by('dana@harbour.example', 'staff, soc'))).headers);
    expect(await who(officer, by('dana@harbour.example'))).toMatchObject({ role: 'officer' });
    // another word of the same letters is another group
    await arrive(by('dana@harbour.example', 'soc-admins-alumni'));
    expect(await who(officer, by('dana@harbour.example'))).toMatchObject({ role: 'officer' });
    const { items } = (await server.call('GET', '/api/v1/members', { key: org.keys.admin })).json;
    const ada = items!.find(({ id }) => id === org.adminId)!;
    const asAda = cookies((await arrive(by(String(ada.email), 'soc'))).headers);
    expect(await who(asAda, by(String(ada.email)))).toMatchObject({ role: 'admin' });
    await org.work((w) => updateMember(w, danaId, { active: false }));
    expect((await arrive(by('dana@harbour.example', 'soc-admins'))).status).toBe(403);
  });

  test('makes members only where that is allowed, and only with a group that has a role', async () => {
    expect((await arrive(by('new@harbour.example', 'soc'))).status).toBe(403);
    const context = { db: server.services.db, auditKey: server.services.auditKey, now: NOON, userAgent: null };
    const come = (email: string, role: 'officer' | null) =>
      signInBehindProxy(context, { email, role }, org.orgId as never);
    expect(await come('new@harbour.example', null)).toBeNull();
    expect((await come('new@harbour.example', 'officer'))?.principal).toMatchObject({ name: 'new', role: 'officer' });
    // a name that is taken is told apart by the whole address; whoever is here already is made no second time
    expect((await come('new@dock.example', 'officer'))?.principal.name).toBe('new@dock.example');
    expect((await come('new@harbour.example', 'officer'))?.principal.name).toBe('new');
    expect(await come('dana@harbour.example', 'officer')).toBeNull();
    const { items } = (await server.call('GET', '/api/v1/members', { key: org.keys.admin })).json;
    expect(items!.filter(({ email }) => String(email).startsWith('new@'))).toHaveLength(2);
  });
});
