import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatApp, TeamsCredentials } from '../../src/bots/chat-apps.ts';
import { createSlack, type SlackOptions } from '../../src/bots/slack/platform.ts';
import { findIncident } from '../../src/db/incidents.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId, newOrgId } from '../../src/domain/id.ts';
import { silentLog } from '../../src/log.ts';
import { setChatApp } from '../../src/pipeline/chat-apps.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { PIXEL } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';
import { startTeamsServer, type TeamsServer } from '../support/teams-server.ts';

const key = tokenKey('a secret of at least sixteen characters');

describe.each(databases)('two organisations in Teams, on $name', ({ open }) => {
  let database: TestDatabase;
  let ours: TestOrganisation;
  let theirs: TestOrganisation;
  let server: TeamsServer;
  beforeEach(async () => {
    database = await open();
    ours = await newOrganisation(database.db);
    theirs = await newOrganisation(database.db);
    server = await startTeamsServer();
  });
  afterEach(() => database.close());
  const theirApp = { appId: '00000000-0000-4000-8000-00000000000b', appPassword: 'pw', tenantId: null };
  /** The settings' app, and one that the other organisation has set for itself. */
  async function appsWith(credentials: TeamsCredentials): Promise<ChatApp<TeamsCredentials>[]> {
    const own = await chatDesk(database.db, []).work(theirs.admin, (work) =>
      setChatApp(work, key, 'teams', credentials),
    );
    return [
      { id: 'settings', orgId: null, credentials: server.apps[0]! },
      { id: own.id, orgId: theirs.orgId, credentials },
    ];
  }

  test('an organisation’s own app shows no other’s cards, presses none and says nothing of where its tenant is', async () => {
    const apps = await appsWith(theirApp);
    const urls: string[] = [];
    let desk: ChatDesk | null = null;
    const teams = await openTeams(
      {
        apps: { list: async () => apps, onChange: () => () => {} },
        view: async (asked) => desk!.chat.cardFor(asked),
        serviceUrls: {
          get: async () => null,
          async set(app, workspace, url) {
            await desk!.chat.serviceUrls.set(app, workspace, url);
            urls.push(`${app} ${String(await desk!.chat.serviceUrls.get(workspace))}`);
          },
        },
      },
      server,
    );
    desk = chatDesk(database.db, [teams.platform]);
    await desk.connect(ours.admin, 'teams', teams.workspace);
    const officer = await ours.member('officer');
    const ada = await teams.person('Ada');
    await desk.link(ours.admin, officer, { platform: 'teams', workspace: teams.workspace, id: ada.id });
    await desk.work(ours.admin, (work) => openIncident(work, { title: 'A merger is leaking', severity: 'high' }));
    await teams.platform.start(desk.dispatch.deliver);
    const channel = await teams.channel('security');
    const envelope = server.envelope(server.tenant.people.get(ada.id)!, channel);
    const press = (app: string, action: string) =>
      server.deliver(
        {
          ...envelope,
          recipient: { id: `28:${app}` },
          type: 'invoke',
          name: 'adaptiveCard/action',
          id: newId(),
          replyToId: '1',
          value: { action: { type: 'Action.Execute', data: { safenest: { action, value: 'INC-1' } } } },
        },
        { app },
      );

    expect(JSON.stringify((await press(theirApp.appId, 'card.refresh')).body)).not.toContain('merger');
    await press(theirApp.appId, 'incident.close');
    await desk.idle();
    expect((await withOrg(database.db, ours.orgId, (tx) => findIncident(tx, 1)))!.status).toBe('open');
    await vi.waitFor(() => expect(urls).toEqual([`${apps[1]!.id} null`]));
    // the same through the app that the tenant is connected with
    expect(JSON.stringify((await press(server.apps[0]!.appId, 'card.refresh')).body)).toContain('merger');
    await vi.waitFor(() => expect(urls).toHaveLength(2));
    expect(urls[1]).not.toContain('null');
    await teams.platform.stop();
    await teams.close();
  });

  test('a tenant belongs to nobody because somebody wrote it down: its token says so', async () => {
    const claimed = { ...theirApp, appPassword: 'bogus', tenantId: server.tenant.id };
    const apps = await appsWith(claimed);
    const desk = chatDesk(database.db, []);
    const proofs: string[] = [];
    const working: Promise<unknown>[] = [];
    const teams = await openTeams(
      {
        apps: { list: async () => apps, onChange: () => () => {} },
        onProven(app, { workspace }) {
          proofs.push(app.id);
          if (workspace)
            working.push(desk.chat.workspaceFound(app, { ...workspace, platform: 'teams', workspace: workspace.id }));
        },
      },
      server,
    );
    await teams.platform.start(async () => ({ kind: 'accepted' }));
    await vi.waitFor(() => expect(proofs).toContain('settings'));
    // whose tokens work may have it; the real app, for another tenant than the token is for, may not
    server.apps.push({ ...claimed, tenantId: 'another-tenant' });
    expect(proofs).toEqual(['settings']);
    await Promise.all(working);
    const through = (app: string) =>
      desk.chat.organisationOf({ app, place: { platform: 'teams', workspace: server.tenant.id } });
    expect(await through('settings')).toBeUndefined();
    expect(await through(apps[1]!.id)).toBeUndefined();
    await desk.work(ours.admin, (work) =>
      connectWorkspace(work, { platform: 'teams', workspace: server.tenant.id, name: 'Ours' }),
    );
    expect(await through('settings')).toBe(ours.orgId);
    expect(await through(apps[1]!.id)).toBeUndefined();
    await teams.platform.stop();
    await teams.close();
  });
});

describe.each(databases)('somebody of two organisations alone with the bot in Discord, on $name', ({ open }) => {
  test('a card acts in the organisation it was drawn for, the answer names it, and who may mean either is asked', async () => {
    const database = await open();
    const ours = await newOrganisation(database.db);
    const theirs = await newOrganisation(database.db);
    let desk: ChatDesk | null = null;
    const discord = await openDiscordFixture({
      desksOf: async (app, account) => desk!.chat.desksOf(app, { platform: 'discord', account }),
    });
    desk = chatDesk(database.db, [discord.platform]);
    const { world, gateway } = discord.server;
    const guild = world.addGuild('Other Works');
    const connect = (org: TestOrganisation, workspace: string, name: string) =>
      desk!.work(org.admin, (work) => connectWorkspace(work, { platform: 'discord', workspace, name }));
    await connect(ours, discord.workspace, 'Harbour Works');
    await connect(theirs, guild, 'Other Works');
    const maria = await discord.person('Maria');
    for (const [org, workspace] of [
      [ours, discord.workspace],
      [theirs, guild],
    ] as const)
      await desk.link(org.admin, await org.member('officer'), { platform: 'discord', workspace, id: maria.id });
    await desk.work(ours.admin, (work) => openIncident(work, { title: 'Laptop lost', severity: 'low' }));
    await desk.work(theirs.admin, (work) => openIncident(work, { title: 'Ransomware', severity: 'critical' }));
    await discord.platform.start(desk.dispatch.deliver);
    await discord.ready();
    const seen = () => discord.onlyFor(maria).map(({ text }) => text);

    await discord.say(maria, 'direct', 'show INC-1');
    await vi.waitFor(() => expect(seen()).toEqual([expect.stringContaining('Harbour Works')]));
    expect(seen()[0]).toContain('Other Works');
    expect(seen()[0]).toContain('several desks');

    const channel = await discord.channel('security');
    await discord.command(maria, { channel }, 'status');
    await desk.idle();
    await discord.say(maria, 'direct', 'show INC-1');
    const cardOf = (title: string) =>
      vi.waitFor(() => {
        const found = discord.onlyFor(maria).find(({ text, buttons }) => text.includes(title) && buttons.length > 0);
        expect(found).toBeDefined();
        return found!;
      });
    const card = await cardOf('Laptop lost');
    expect(card.text).toContain('Harbour Works');
    await desk.idle();

    const other = world.addChannel({ name: 'other', guild });
    gateway.dispatch('CHANNEL_CREATE', world.channelJson(other), guild);
    world.guilds.get(guild)!.members.add(maria.id);
    await discord.say(maria, { channel: other }, 'help');
    await vi.waitFor(() => expect(discord.onlyFor(maria).some(({ text }) => text.includes('Ransomware'))).toBe(false));
    await desk.idle();
    const statusOf = async (org: TestOrganisation) =>
      (await withOrg(database.db, org.orgId, (tx) => findIncident(tx, 1)))!.status;
    await discord.press(maria, card, card.buttons.find(({ label }) => /clos/i.test(label))!.label);
    await vi.waitFor(async () => expect(await statusOf(ours)).toBe('closed'));
    await desk.idle();
    expect(await statusOf(theirs)).toBe('open');

    await discord.say(maria, 'direct', 'show INC-1');
    expect((await cardOf('Ransomware')).text).toContain('Other Works');
    await desk.idle();
    await discord.platform.stop();
    await discord.close();
    await database.close();
  });
});

describe('two organisations with apps in one Slack workspace', () => {
  test.each([
    ['the settings’', true],
    ['its own', false],
  ])('answers go out through %s app, and never through the other’s', async (_, settings) => {
    const called: string[] = [];
    const slackItself = createServer((request, response) => {
      const method = request.url!.split('/').pop()!;
      const who = request.headers.authorization!.includes('theirs') ? 'theirs' : 'ours';
      called.push(`${method} ${who}`);
      request.resume();
      const answers: Record<string, object> = {
        'auth.test': { team_id: 'T1', team: 'Acme', user_id: `U${who}`, bot_id: `B${who}` },
        'conversations.open': { channel: { id: 'D1' } },
      };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ ok: true, ...(answers[method] ?? { ts: '1.1', message_ts: '1.1', messages: [] }) }),
      );
    });
    await new Promise<void>((resolve) => slackItself.listen(0, '127.0.0.1', resolve));
    const [orgId, other] = [newOrgId(), newOrgId()];
    const app = (id: string, owner: typeof orgId | null, name: string) => ({
      id,
      orgId: owner,
      credentials: { botToken: `xoxb-${name}`, signingSecret: name, appToken: null },
    });
    const apps: SlackOptions['apps'] = {
      list: async () => [
        app(newId(), other, 'theirs'),
        settings ? app('settings', null, 'ours') : app(newId(), orgId, 'ours'),
      ],
      onChange: () => () => {},
    };
    const proved: string[] = [];
    const slack = createSlack({
      apps,
      apiUrl: `http://127.0.0.1:${(slackItself.address() as AddressInfo).port}/api`,
      publicUrl: null,
      log: silentLog(),
      now: () => new Date(),
      drawChart: async () => PIXEL,
      onProven: (_app, { externalId, workspace }) => proved.push(`${externalId} ${workspace?.id}`),
    });
    await slack.start(async () => ({ kind: 'accepted' }));
    await vi.waitFor(() => expect(proved.toSorted()).toEqual(['T1 Bours T1', 'T1 Btheirs T1']));
    const to = { workspace: 'T1', channel: 'C1', thread: '1.0', handle: { message: '1.0', user: 'U1' } };
    await slack.answer!(to, orgId, { key: 'inbox 1' }).finish({ orgId, text: 'For all of ours' });
    await slack.answer!({ ...to, only: 'U1' }, orgId, { key: 'inbox 2' }).finish({ orgId, text: 'For one of ours' });
    const posted = await slack.post(to, { orgId, text: 'News' }, 'key');
    await slack.update(posted, { orgId, text: 'Older news' });
    const told = called.filter((call) => !call.startsWith('auth.test'));
    expect(told.length).toBeGreaterThan(3);
    expect(told.filter((call) => !call.endsWith(' ours'))).toEqual([]);
    // whichever app they name
    const theirs = (await apps.list())[0]!.id;
    await slack.post({ ...to, handle: { app: theirs } }, { orgId, text: 'News' }, 'another');
    expect(called.filter((call) => call.endsWith(' theirs') && !call.startsWith('auth.test'))).toEqual([]);
    await slack.stop();
    slackItself.closeAllConnections();
    slackItself.close();
  });
});
