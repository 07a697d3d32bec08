import { generateKeyPairSync } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TeamsOptions } from '../../../src/bots/teams/platform.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import type { InboundEvent } from '../../../src/messages/inbound.ts';
import type { TeamsPerson } from '../../support/teams-connector.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';
import { startTeamsServer } from '../../support/teams-server.ts';

const OURS = '00000000-0000-4000-8000-000000000001';

describe('who is let in at /api/messages', () => {
  let teams: TeamsFixture;
  let ada: TeamsPerson;
  const came: InboundEvent[] = [];
  beforeAll(async () => {
    teams = await openTeams();
    ada = teams.server.person('Ada Novak');
    await teams.platform.start(async (event) => {
      came.push(event);
      return { kind: 'accepted' };
    });
  });
  beforeEach(() => {
    came.length = 0;
  });
  afterAll(() => teams.close());

  const hello = (part: object = {}) => ({
    ...teams.server.envelope(ada, teams.server.tenant.withBot(ada.id).id),
    type: 'message',
    id: teams.server.tenant.newId(),
    text: 'hello',
    ...part,
  });
  const answer = async (token: string | null | undefined, part: object = {}) =>
    (await teams.server.deliver(hello(part), token === undefined ? {} : { token })).status;
  const past = Math.floor(Date.now() / 1000) - 3600;

  test('a token of Microsoft’s for this app', async () => {
    expect(await answer(undefined)).toBe(200);
    expect(came).toMatchObject([{ kind: 'message', text: 'hello', app: 'settings', speaker: { id: ada.id } }]);
  });

  test('a token that was let in is no key to anything else', async () => {
    const token = teams.server.token();
    expect(await answer(token)).toBe(200);
    expect(await answer(token)).toBe(200);
    expect(await answer(token, { serviceUrl: 'https://evil.example/' })).toBe(401);
    expect(await answer(token, { channelId: 'webchat' })).toBe(401);
    expect(await answer(`${token.slice(0, -4)}AAAA`)).toBe(401);
  });

  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  test.each([
    ['none', () => null],
    ['not a token', () => 'abc'],
    ['an empty one', () => ''],
    ['with three parts of nothing', () => '..'],
    ['signed by somebody else', () => teams.server.token({}, { key: other })],
    ['signed with a key nobody knows', () => teams.server.token({}, { header: { kid: 'k2' } })],
    ['without a signature', () => teams.server.token({}, { header: { alg: 'none' } }).replace(/[^.]*$/, '')],
    ['with a signature that is cut', () => teams.server.token().slice(0, -8)],
    ['expired', () => teams.server.token({ exp: past, nbf: past - 60 })],
    ['from a clock that runs an hour ahead', () => teams.server.token({ nbf: past + 7200, exp: past + 9000 })],
    ['for another app', () => teams.server.token({ aud: '00000000-0000-4000-8000-000000000009' })],
    ['for another service', () => teams.server.token({ serviceurl: 'https://evil.example/' })],
    ['without a service', () => teams.server.token({ serviceurl: undefined })],
    ['of another issuer', () => teams.server.token({ iss: 'https://evil.example' })],
    [
      'as an emulator has it',
      () => teams.server.token({ iss: 'https://sts.windows.net/x/', tid: 'x', appid: OURS, ver: '1.0' }),
    ],
    ['without an end', () => teams.server.token({ exp: undefined })],
    ['for several at once', () => teams.server.token({ aud: [OURS] })],
  ])('a token %s is 401, nothing comes in, and nobody can fill our log with it', async (_name, token) => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await answer(token())).toBe(401);
    expect(came).toEqual([]);
    expect(written).not.toHaveBeenCalled();
    written.mockRestore();
  });

  test('a clock that is off by four minutes, either way, does no harm', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await answer(teams.server.token({ nbf: now + 200 }))).toBe(200);
    expect(await answer(teams.server.token({ exp: now - 200 }))).toBe(200);
  });

  test('a service address that the token does not name is refused, so that no answer goes there', async () => {
    expect(await answer(undefined, { serviceUrl: 'https://evil.example/' })).toBe(401);
    expect(came).toEqual([]);
  });

  test('another channel than Teams is refused', async () => {
    expect(await answer(undefined, { channelId: 'webchat' })).toBe(401);
    expect(await answer(undefined, { channelId: 'AseChannel' })).toBe(401);
  });

  const post = (body: string, headers: Record<string, string> = {}, method = 'POST') =>
    fetch(teams.server.botUrl(), {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${teams.server.token()}`, ...headers },
      ...(method === 'POST' ? { body } : {}),
    });
  test.each([
    ['no JSON', '{"type":', 400],
    ['nothing', '', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['no activity', '{}', 400],
    ['an activity of the wrong shape', JSON.stringify({ type: 'message', from: 'Ada' }), 400],
    ['more than 1 MB', 'x'.repeat(1_100_000), 413],
  ])('%s is told clearly', async (_name, body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect((await response.json()).error.message).toMatch(/\w/);
  });
  test.each(['{"type":', '{"type":"message"}'])(
    'whoever has no good token hears nothing of what is wrong with %s',
    async (body) => {
      const forged = teams.server.token({}, { key: other });
      expect((await post(body, { authorization: `Bearer ${forged}` })).status).toBe(401);
      expect((await post(body, { authorization: `Bearer ${teams.server.token()}` })).status).toBe(400);
    },
  );
  test('what is not POST is refused', async () => {
    expect((await post('', {}, 'GET')).status).toBe(405);
  });

  test('what is wrong in parts we do not need keeps nothing from coming in', async () => {
    const odd = {
      entities: [7, { type: 3 }],
      attachments: 'many',
      channelData: { tenant: { id: teams.workspace }, team: 4 },
      locale: 'x'.repeat(90),
    };
    expect(await answer(undefined, odd)).toBe(200);
    expect(came).toMatchObject([{ kind: 'message', attachments: 0 }]);
  });
});

describe('several apps', () => {
  test('each is let in with a token for itself, and events say which it was', async () => {
    const apps = [
      { appId: OURS, appPassword: 'one', tenantId: null },
      {
        appId: '00000000-0000-4000-8000-000000000002',
        appPassword: 'two',
        tenantId: '11111111-2222-4333-8444-555555555555',
      },
      { appId: '00000000-0000-4000-8000-000000000003', appPassword: 'three', tenantId: 'another-tenant' },
    ];
    const server = await startTeamsServer(apps, '11111111-2222-4333-8444-555555555555');
    let listed = apps.slice(0, 2);
    let tell = (): void => {};
    const own: TeamsOptions['apps'] = {
      list: async () =>
        listed.map((credentials, index) => ({
          id: index === 0 ? 'settings' : `own-${index}`,
          orgId: index === 0 ? null : (`org-${index}` as never),
          credentials,
        })),
      onChange: (told) => {
        tell = told;
        return () => {};
      },
    };
    const workspaces: string[] = [];
    const teams = await openTeams(
      { apps: own, onProven: (app, { workspace }) => workspace && workspaces.push(`${app.id} ${workspace.id}`) },
      server,
    );
    const came: (string | undefined)[] = [];
    await teams.platform.start(async (event) => {
      came.push(event.app);
      return { kind: 'accepted' };
    });
    const ada = server.person('Ada Novak');
    const say = async (app: string) =>
      (
        await server.deliver(
          {
            ...server.envelope(ada, server.tenant.withBot(ada.id).id),
            type: 'message',
            id: server.tenant.newId(),
            text: 'hello',
          },
          { app },
        )
      ).status;
    await vi.waitFor(() => expect(workspaces).toEqual(['own-1 11111111-2222-4333-8444-555555555555']));
    expect(await say(apps[0]!.appId)).toBe(200);
    expect(await say(apps[1]!.appId)).toBe(200);
    expect(await say(apps[2]!.appId)).toBe(401);
    // set while the service runs; it is for another tenant than Ada's
    listed = apps;
    tell();
    expect(await say(apps[2]!.appId)).toBe(403);
    expect(came).toEqual(['settings', 'own-1']);
    await teams.close();
  });
});

test('of two organisations that name one app id, it is heard for the one whose password Microsoft takes', async () => {
  const server = await startTeamsServer();
  const [real] = server.apps;
  const named = { ...real!, appPassword: 'not its password', tenantId: null };
  const apps = [
    { id: 'names-it', orgId: newOrgId(), credentials: named },
    { id: 'owns-it', orgId: newOrgId(), credentials: real! },
  ];
  const teams = await openTeams({ apps: { list: async () => apps, onChange: () => () => {} } }, server);
  const came: string[] = [];
  await teams.platform.start(async ({ app }) => {
    came.push(app);
    return { kind: 'accepted' };
  });
  const ada = await teams.person('Ada Novak');
  await teams.say(ada, 'direct', 'hello', { mention: false });
  expect(came).toEqual(['owns-it']);
  await teams.platform.stop();
  await teams.close();
});

describe('Microsoft’s playground on this machine', () => {
  const none: TeamsOptions['apps'] = { list: async () => [], onChange: () => () => {} };
  const open = async (playground: boolean) => {
    const said: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void said.push(line) });
    const teams = await openTeams({ apps: none, playground, publicUrl: null, log });
    const came: InboundEvent[] = [];
    await teams.platform.start(async (event) => {
      came.push(event);
      return { kind: 'accepted' };
    });
    const ada = teams.server.person('Ada Novak');
    const spoken = {
      ...teams.server.envelope(ada, teams.server.tenant.withBot(ada.id).id),
      channelId: 'msteams',
      type: 'message',
      id: '1',
      text: 'hello',
    };
    const send = (headers: Record<string, string> = {}, part: object = {}) =>
      fetch(teams.server.botUrl(), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ ...spoken, ...part }),
      });
    return { teams, came, send, said };
  };

  test('is taken in without a token where there is no app', async () => {
    const { teams, came, send, said } = await open(true);
    // and that is said at the start
    expect(said.join()).toContain('Agents Playground on this machine is answered, without a token');
    expect((await send()).status).toBe(200);
    // whatever tenant it claims to be of
    expect(came.map(({ place }) => place.workspace)).toEqual(['playground']);
    await teams.close();
  });
  test('with a token that is no good it is nobody’s playground', async () => {
    const { teams, came, send } = await open(true);
    for (const authorization of ['Bearer a.b.c', `Bearer ${teams.server.token()}`, 'Basic eDp5', 'x'])
      expect((await send({ authorization })).status).toBe(401);
    expect(came).toEqual([]);
    await teams.close();
  });
  test('and from nowhere else: no proxy, no page of a browser, no service elsewhere', async () => {
    const { teams, came, send } = await open(true);
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.9' },
      { 'cf-connecting-ip': '203.0.113.9' },
      { 'true-client-ip': '203.0.113.9' },
      { 'x-envoy-external-address': '203.0.113.9' },
      { 'cdn-loop': 'cloudflare' },
      { origin: 'https://evil.example' },
      { 'content-type': 'text/plain' },
    ])
      expect((await send(headers as unknown as Record<string, string>)).status).toBe(401);
    expect((await send({}, { serviceUrl: 'https://evil.example/' })).status).toBe(401);
    expect(came).toEqual([]);
    await teams.close();
  });
  test('nor where people reach SafeNest from elsewhere', async () => {
    const teams = await openTeams({ apps: none, playground: true, publicUrl: 'https://desk.example.com' });
    await teams.platform.start(async () => ({ kind: 'accepted' }));
    expect((await teams.server.deliver({ type: 'message' }, { token: null })).status).toBe(401);
    await teams.close();
  });
  test('nor in production, nor beside an app', async () => {
    const { teams, send, said } = await open(false);
    expect(said.join()).not.toContain('Playground');
    expect((await send()).status).toBe(401);
    await teams.close();
    const withApp = await openTeams({ playground: true });
    await withApp.platform.start(async () => ({ kind: 'accepted' }));
    const ada = withApp.server.person('Ada Novak');
    const activity = {
      ...withApp.server.envelope(ada, withApp.server.tenant.withBot(ada.id).id),
      type: 'message',
      text: 'hello',
    };
    expect((await withApp.server.deliver(activity, { token: null })).status).toBe(401);
    await withApp.close();
  });
});
