import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import type { ChatApp, SlackCredentials } from '../../src/bots/chat-apps.ts';
import { createSlack } from '../../src/bots/slack/platform.ts';
import { findAlert } from '../../src/db/alerts.ts';
import { withOrg } from '../../src/db/scope.ts';
import { silentLog } from '../../src/log.ts';
import { setChatApp } from '../../src/pipeline/chat-apps.ts';
import { makeWorkspaceCode } from '../../src/pipeline/chat-codes.ts';
import { disconnectWorkspace, listWorkspaces } from '../../src/pipeline/chat-workspaces.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture, PIXEL } from '../support/slack-fixture.ts';
import { startSlackServer } from '../support/slack-server.ts';
import { openTeams } from '../support/teams-fixture.ts';
import { startTeamsServer } from '../support/teams-server.ts';

const PLATFORMS: { name: 'slack' | 'discord' | 'teams'; open: () => Promise<ChatFixture> }[] = [
  { name: 'slack', open: openSlackFixture },
  { name: 'discord', open: openDiscordFixture },
  { name: 'teams', open: openTeams },
];
const until = (look: () => unknown) => vi.waitFor(look, { timeout: 15_000, interval: 20 });
const key = tokenKey('a secret of at least sixteen characters');
const embedded = databases[0]!;
const connectedTo = (desk: ChatDesk, { admin }: TestOrganisation) =>
  desk.work(admin, async ({ tx }) => (await listWorkspaces(tx)).map(({ workspace }) => workspace));

describe.each(PLATFORMS)('a workspace that moved to another organisation, in $name', ({ name, open }) => {
  test('cards of the time before are answered politely and decide nothing of the other one', async () => {
    const database = await embedded.open();
    const fixture = await open();
    const before = await newOrganisation(database.db);
    const after = await newOrganisation(database.db);
    const movedAt = new Date(Date.now() + 3_600_000);
    let now = new Date();
    const desk = chatDesk(database.db, [fixture.platform], { now: () => now });
    const place = { platform: name, workspace: fixture.workspace };
    const [olaf, olga] = [await fixture.person('Olaf'), await fixture.person('Olga')];
    await desk.connect(before.admin, name, fixture.workspace);
    await desk.link(before.admin, await before.member('officer'), { ...place, id: olaf.id });
    await fixture.platform.start(desk.dispatch.deliver);
    const channel = await fixture.channel('security');
    await desk.readers(before.admin, { ...place, channel }, 'officer');
    const old = await raiseTestAlert(database.db, before.orgId, { title: 'Matter of before', lastSeen: now });
    const own = await raiseTestAlert(database.db, after.orgId, { title: 'Matter of after', lastSeen: now });
    expect(own).toBe(old);
    await fixture.say(olaf, { channel }, `open ALR-${old}`);
    await until(() => expect(fixture.visible(channel)).toHaveLength(1));
    await desk.idle();

    now = movedAt;
    await desk.work(before.admin, async (work) => {
      for (const { id } of await listWorkspaces(work.tx)) await disconnectWorkspace(work, id);
    });
    // to nobody yet: a press does nothing, and says so
    await fixture.press(olaf, fixture.visible(channel)[0]!, 'Resolve');
    const toldOlaf = () => fixture.onlyFor(olaf).map(({ text }) => text);
    await until(() => expect(toldOlaf().join()).toContain('is not connected to SafeNest'));
    await desk.connect(after.admin, name, fixture.workspace);
    await desk.link(after.admin, await after.member('officer'), { ...place, id: olga.id });
    await fixture.press(olga, fixture.visible(channel)[0]!, 'Resolve');
    await until(() =>
      expect(
        fixture
          .onlyFor(olga)
          .map(({ text }) => text)
          .join(),
      ).toContain('is from before'),
    );
    await desk.idle();
    for (const { orgId } of [before, after])
      expect((await withOrg(database.db, orgId, (tx) => findAlert(tx, own)))!.status).toBe('open');
    expect(fixture.visible(channel)[0]!.text).toContain('Matter of before');
    await fixture.platform.stop();
    await fixture.close();
    await database.close();
  });
});

describe('an app of an organisation’s own', () => {
  test('brings no workspace that Slack does not say is its own, whatever is signed with its secret', async () => {
    const database = await embedded.open();
    const server = await startSlackServer();
    const owner = await newOrganisation(database.db);
    const other = await newOrganisation(database.db);
    const apps: ChatApp<SlackCredentials>[] = [];
    const found: Promise<unknown>[] = [];
    let changed = (): void => {};
    const platform = createSlack({
      apps: {
        list: async () => apps,
        onChange(tell) {
          changed = tell;
          return () => {};
        },
      },
      apiUrl: server.apiUrl,
      publicUrl: 'https://desk.example.com',
      log: silentLog(),
      now: () => new Date(),
      drawChart: async () => PIXEL,
      onProven: (app, { workspace }) =>
        void found.push(
          desk.chat.workspaceFound(app, { platform: 'slack', workspace: workspace!.id, name: workspace!.name }),
        ),
    });
    const desk: ChatDesk = chatDesk(database.db, [platform]);
    const http = createServer((request, response) => void platform.webhooks![0]!.handle(request, response));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    server.eventsUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/slack/events`;
    const set = async ({ admin, orgId }: TestOrganisation, credentials: SlackCredentials) => {
      const { id } = await desk.work(admin, (work) => setChatApp(work, key, 'slack', credentials));
      apps.push({ id, orgId, credentials });
      changed();
    };

    await set(other, { botToken: 'xoxb-of-nothing', signingSecret: 'a secret of their own', appToken: null });
    await platform.start(desk.dispatch.deliver);
    const { code } = await desk.work(other.admin, (work) => makeWorkspaceCode(work, other.admin.actor.id!));
    const { teamId } = server.workspace;
    const command = {
      command: '/safenest',
      text: `connect ${code}`,
      team_id: teamId,
      team_domain: 'x',
      api_app_id: 'A0OTHER',
      channel_id: 'C1',
      channel_name: 'x',
      user_id: 'U0OTHER',
      user_name: 'other',
      response_url: 'https://hooks.slack.com/x',
      trigger_id: 't1',
    };
    await server.deliver(command, { secret: 'a secret of their own' });
    await desk.idle();
    expect(await connectedTo(desk, other)).toEqual([]);

    await set(owner, { botToken: server.tokens.bot, signingSecret: server.tokens.signing, appToken: null });
    await until(async () => expect(await connectedTo(desk, owner)).toEqual([teamId]));
    await Promise.all(found);
    // and what others sign for it is answered by nobody, least of all by the desk of the workspace
    await server.deliver({ ...command, trigger_id: 't2' }, { secret: 'a secret of their own' });
    await server.deliver({ ...command, trigger_id: 't3', text: 'help' }, { secret: 'a secret of their own' });
    await desk.idle();
    expect(server.workspace.ephemerals).toEqual([]);
    // what its token says of a workspace that is somebody else's is not passed over in silence
    await expect(
      desk.chat.workspaceFound({ orgId: other.orgId }, { platform: 'slack', workspace: teamId, name: 'Theirs' }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('another organisation') });
    await platform.stop();
    http.close();
    await server.close();
    await database.close();
  });

  test('brings no tenant of Teams by a code, and whoever tries is told what does', async () => {
    const database = await embedded.open();
    const service = { appId: '00000000-0000-4000-8000-000000000001', appPassword: 'a password', tenantId: null };
    const own = { appId: '00000000-0000-4000-8000-0000000000ee', appPassword: 'another password', tenantId: null };
    const server = await startTeamsServer([service, own]);
    const other = await newOrganisation(database.db);
    const apps: ChatApp<typeof service>[] = [{ id: 'settings', orgId: null, credentials: service }];
    const fixture = await openTeams({ apps: { list: async () => apps, onChange: () => () => {} } }, server);
    const desk = chatDesk(database.db, [fixture.platform]);
    const { id } = await desk.work(other.admin, (work) => setChatApp(work, key, 'teams', own));
    apps.push({ id, orgId: other.orgId, credentials: own });
    await fixture.platform.start(desk.dispatch.deliver);
    const { code } = await desk.work(other.admin, (work) => makeWorkspaceCode(work, other.admin.actor.id!));
    const envelope = server.envelope(server.person('Mallory'), server.channel('x'), null) as { entities: object[] };
    const bot = `28:${own.appId}`;
    await server.deliver(
      {
        ...envelope,
        recipient: { id: bot, name: 'SafeNest' },
        type: 'message',
        id: 'm1',
        text: `<at>SafeNest</at> connect ${code}`,
        entities: [...envelope.entities, { type: 'mention', text: '<at>SafeNest</at>', mentioned: { id: bot } }],
      },
      { app: own.appId },
    );
    await desk.idle();
    expect(await connectedTo(desk, other)).toEqual([]);
    await fixture.platform.stop();
    await fixture.close();
    await database.close();
  });
});
