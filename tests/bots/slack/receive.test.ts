import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Immediate, InboundEvent } from '../../../src/bots/platform.ts';
import { createSlack } from '../../../src/bots/slack/platform.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import { silentLog } from '../../../src/log.ts';
import { sharedFile } from '../../support/shared-data.ts';
import { openSlackFixture, PIXEL, type SlackFixture } from '../../support/slack-fixture.ts';
import { BOT } from '../../support/slack-workspace.ts';

let fixture: SlackFixture;
let events: InboundEvent[];
let immediate: (event: InboundEvent) => Promise<Immediate>;

async function open(options: Parameters<typeof openSlackFixture>[0] = {}): Promise<SlackFixture> {
  fixture = await openSlackFixture(options);
  events = [];
  immediate = async () => ({ kind: 'accepted' });
  await fixture.platform.start((event) => {
    events.push(event);
    return immediate(event);
  });
  return fixture;
}
afterEach(async () => {
  await fixture.platform.stop();
  expect(fixture.server.workspace.violations).toEqual([]);
  await fixture.close();
});
const last = (): InboundEvent => events.at(-1)!;

describe.each([{ socketMode: false }, { socketMode: true }])('what people do in Slack ($socketMode)', (how) => {
  const ready = async (): Promise<SlackFixture> => {
    await open(how);
    if (how.socketMode) await vi.waitFor(() => expect(fixture.server.sockets()).toBe(1));
    return fixture;
  };

  test('a mention is heard, delivered twice under one id, without the mention', async () => {
    const { person, channel, say, workspace } = await ready();
    const ada = await person('Ada', { email: 'ada@northwind.example', language: 'de-DE', timeZone: 'Europe/Berlin' });
    const general = await channel('general');
    const ts = await say(ada, { channel: general }, 'High-risk events of @everyone & <root>?');
    expect(new Set(events.map((event) => event.id))).toEqual(new Set([`message:${general}:${ts}`]));
    expect(events).toHaveLength(2);
    expect(last()).toMatchObject({
      kind: 'message',
      app: 'settings',
      text: 'High-risk events of @everyone & <root>?',
      addressed: true,
      attachments: 0,
      place: { platform: 'slack', workspace, channel: general, thread: ts, direct: false },
      speaker: {
        id: ada.id,
        name: 'Ada',
        bot: false,
        email: 'ada@northwind.example',
        language: 'de-DE',
        timeZone: 'Europe/Berlin',
      },
    });
  });

  test('a direct message is addressed; one beside us is not, and costs no look-up', async () => {
    const { person, channel, say, server } = await ready();
    const ada = await person('Ada');
    await say(ada, 'direct', 'anything new?');
    expect(last()).toMatchObject({ kind: 'message', addressed: true, place: { direct: true } });
    const looked = server.calls.filter(({ method }) => method === 'users.info').length;
    const bo = await person('Bo');
    await say(bo, { channel: await channel('random') }, 'lunch?', { mention: false });
    expect(last()).toMatchObject({ kind: 'message', addressed: false, speaker: { id: bo.id } });
    expect(server.calls.filter(({ method }) => method === 'users.info')).toHaveLength(looked);
  });

  test('nothing is looked up before an event is stored while the process is held up', async () => {
    let heldUp = true;
    await open({ ...how, heldUp: () => heldUp });
    if (how.socketMode) await vi.waitFor(() => expect(fixture.server.sockets()).toBe(1));
    const ada = await fixture.person('Ada', { email: 'ada@northwind.example' });
    const general = await fixture.channel('general');
    await fixture.say(ada, { channel: general }, 'which alerts are open?');
    const [first] = events;
    expect(first).toMatchObject({ kind: 'message', addressed: true, speaker: { id: ada.id } });
    expect(first!.speaker).not.toHaveProperty('email');
    // whoever works on it has what Slack did not tell in time
    heldUp = false;
    expect((await fixture.platform.complete!(first!, newOrgId())).speaker).toMatchObject({
      email: 'ada@northwind.example',
    });
  });

  test('a changed and a deleted message reach us; another bot is marked, our own words are not ours to hear', async () => {
    const { person, channel, say, edit, delete: remove, sayAsBot, platform, workspace, server } = await ready();
    const ada = await person('Ada');
    const general = await channel('general');
    const ts = await say(ada, { channel: general }, 'first', { mention: false });
    await edit(ada, { channel: general }, ts, 'second');
    expect(last()).toMatchObject({ kind: 'message_edited', messageId: ts, text: 'second', speaker: { id: ada.id } });
    await remove(ada, { channel: general }, ts);
    expect(last()).toMatchObject({ kind: 'message_deleted', messageId: ts });
    await sayAsBot({ channel: general }, 'hello bot');
    expect(last()).toMatchObject({ kind: 'message', speaker: { bot: true } });
    const before = events.length;
    const own = await platform.post({ workspace, channel: general }, { orgId: '' as never, text: 'hi' }, 'k1');
    const event = { type: 'message', channel: general, user: BOT.user, bot_id: BOT.bot, text: 'hi', ts: own.messageId };
    await server.deliver({ type: 'event_callback', team_id: workspace, event_id: 'Ev1', event });
    expect(events).toHaveLength(before);
  });

  test('a command, the shortcut and the page of the app', async () => {
    const { person, channel, command, say, shortcut, openHome } = await ready();
    const ada = await person('Ada');
    const bo = await person('Bo');
    const general = await channel('general');
    await command(ada, { channel: general }, '  Incident   Laptop lost\nat the airport ');
    expect(last()).toMatchObject({
      kind: 'command',
      name: 'incident',
      text: 'Laptop lost\nat the airport',
      speaker: { id: ada.id, name: 'Ada' },
      place: { channel: general, thread: null },
    });
    await command(ada, 'direct', '');
    expect(last()).toMatchObject({ kind: 'command', name: '', text: '', place: { direct: true } });
    const ts = await say(bo, { channel: general }, 'my laptop is gone', { mention: false });
    await shortcut!(ada, { channel: general }, ts);
    expect(last()).toMatchObject({
      kind: 'shortcut',
      text: 'my laptop is gone',
      author: 'Bo',
      messageId: ts,
      url: `https://northwind.slack.com/archives/${general}/p${ts.replace('.', '')}`,
    });
    await openHome!(ada);
    expect(last()).toMatchObject({ kind: 'home_opened', speaker: { id: ada.id }, place: { direct: true } });
  });

  test('a form opens, comes back with what was filled in, and may be followed by another', async () => {
    const { person, channel, command, form, submit } = await ready();
    const ada = await person('Ada');
    const general = await channel('general');
    const card = {
      key: 'new-incident',
      parts: [
        { kind: 'heading' as const, text: 'New incident' },
        { kind: 'field' as const, name: 'title', label: 'Title', input: 'text' as const, required: true },
        {
          kind: 'field' as const,
          name: 'severity',
          label: 'Severity',
          input: 'select' as const,
          options: [
            { label: 'Low', value: 'low' },
            { label: 'High', value: 'high' },
          ],
          value: 'low',
        },
        { kind: 'actions' as const, actions: [{ id: 'incident.create', label: 'Open it', value: 'v1' }] },
      ],
    };
    immediate = async (event) => (event.kind === 'command' ? { kind: 'form', form: card } : { kind: 'accepted' });
    await command(ada, { channel: general }, 'incident');
    expect(form(ada)).toEqual({
      title: 'New incident',
      fields: [
        { name: 'title', label: 'Title', value: '' },
        {
          name: 'severity',
          label: 'Severity',
          value: 'low',
          options: [
            { label: 'Low', value: 'low' },
            { label: 'High', value: 'high' },
          ],
        },
      ],
    });
    immediate = async () => ({ kind: 'form', form: { ...card, parts: [{ kind: 'heading', text: 'Once more' }] } });
    await submit(ada, { title: 'Laptop <lost>' });
    expect(last()).toMatchObject({
      kind: 'form',
      action: 'incident.create',
      value: 'v1',
      fields: { title: 'Laptop <lost>', severity: 'low' },
      place: { channel: general },
      message: null,
    });
    expect(form(ada)?.title).toBe('Once more');
  });

  test('a button says what it is and where its card stands; a link is nothing to hear', async () => {
    const { person, channel, press, visible, platform, workspace } = await ready();
    const ada = await person('Ada');
    const general = await channel('general');
    const card = {
      key: 'ALR-1',
      parts: [
        { kind: 'heading' as const, text: 'ALR-1' },
        {
          kind: 'actions' as const,
          actions: [
            { id: 'alert.open', label: 'Open', value: 'ALR-1', url: '/alerts/ALR-1' },
            { id: 'alert.resolve', label: 'Resolve', value: 'ALR-1' },
            { id: 'alert.resolve', label: 'Resolve the other', value: 'ALR-2' },
          ],
        },
      ],
    };
    const posted = await platform.post({ workspace, channel: general }, { orgId: '' as never, text: 'x', card }, 'k');
    const [shown] = visible(general);
    await press(ada, shown!, 'Resolve the other');
    expect(last()).toMatchObject({ kind: 'action', action: 'alert.resolve', value: 'ALR-2', message: posted });
    const before = events.length;
    await press(ada, shown!, 'Open');
    expect(events).toHaveLength(before);
  });

  test('somebody who begins to talk is offered questions, on the older surface in its thread', async () => {
    const prompts = [{ title: 'New', message: 'What is new?' }];
    await open({ ...how, suggestedPrompts: async () => ({ title: 'Ask', prompts }) });
    if (how.socketMode) await vi.waitFor(() => expect(fixture.server.sockets()).toBe(1));
    const { person, server, workspace } = fixture;
    const ada = await person('Ada');
    const channel = server.workspace.directWith(ada.id);
    const common = { type: 'event_callback', team_id: workspace };
    await server.deliver({
      ...common,
      event_id: 'E1',
      event: { type: 'app_home_opened', tab: 'messages', user: ada.id, channel },
    });
    await vi.waitFor(() => expect(server.workspace.prompts.get(channel)).toMatchObject({ prompts, title: 'Ask' }));
    expect(server.workspace.prompts.get(channel)).not.toHaveProperty('thread_ts');
    const assistant_thread = { user_id: ada.id, channel_id: channel, thread_ts: '1.2' };
    await server.deliver({
      ...common,
      event_id: 'E2',
      event: { type: 'assistant_thread_started', assistant_thread },
    });
    await vi.waitFor(() => expect(server.workspace.prompts.get(channel)).toMatchObject({ thread_ts: '1.2' }));
    expect(events).toEqual([]);
  });
});

describe('who may say so', () => {
  test('wrong and old signatures are turned away, either way of the clock; a challenge is answered', async () => {
    const { server, workspace } = await open();
    const challenge = { type: 'url_verification', challenge: 'abc' };
    expect(await server.deliver(challenge)).toEqual({ status: 200, body: 'abc' });
    expect((await server.deliver(challenge, { secret: 'another' })).status).toBe(401);
    for (const apart of [-301_000, 301_000])
      expect((await server.deliver(challenge, { atMs: Date.now() + apart })).status).toBe(401);
    for (const apart of [-290_000, 290_000])
      expect((await server.deliver(challenge, { atMs: Date.now() + apart })).status).toBe(200);
    const bare = await fetch(fixture.eventsUrl, { method: 'POST', body: '{}' });
    expect(bare.status).toBe(401);
    expect((await fetch(fixture.eventsUrl)).status).toBe(405);
    const large = { type: 'event_callback', team_id: workspace, event_id: 'E', event: { text: 'x'.repeat(1_100_000) } };
    expect((await server.deliver(large)).status).toBe(413);
    expect(events).toEqual([]);
  });

  test('what could not be stored is brought again', async () => {
    const { person, server, workspace } = await open();
    const ada = await person('Ada');
    immediate = async () => {
      throw new Error('no database');
    };
    const channel = server.workspace.directWith(ada.id);
    const event = { type: 'message', channel, channel_type: 'im', user: ada.id, text: 'hi', ts: '1700000000.000001' };
    const payload = { type: 'event_callback', team_id: workspace, event_id: 'E', event };
    expect((await server.deliver(payload)).status).toBe(503);
    immediate = async () => ({ kind: 'accepted' });
    expect((await server.redeliver()).status).toBe(200);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
  });

  test('apps that cannot be read, and whoever goes away in the middle, end nothing', async () => {
    await open({
      apps: {
        list: async () => {
          throw new Error('no database');
        },
        onChange: () => () => {},
      },
    }).catch(() => {});
    expect((await fetch(fixture.eventsUrl, { method: 'POST', body: '{}' })).status).toBe(503);
    const { connect } = await import('node:net');
    const { hostname, port } = new URL(fixture.eventsUrl);
    const socket = connect(Number(port), hostname);
    socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    socket.destroySoon();
    expect((await fetch(fixture.eventsUrl, { method: 'POST', body: '{}' })).status).toBe(503);
  });

  test('an organisation’s own app vouches for its own workspace alone', async () => {
    const { server } = await open();
    const common = { type: 'event_callback', event_id: 'E' };
    const event = { type: 'message', channel: 'C1', user: 'U1', text: `<@${BOT.user}> hi`, ts: '1700000000.000001' };
    expect((await server.deliver({ ...common, team_id: 'T0SOMEBODYELSE', event })).status).toBe(200);
    expect(events).toEqual([]);
  });

  test('an account of another company has no address to be known by', async () => {
    const { server, channel } = await open();
    const general = await channel('shared');
    const guest = server.workspace.user('Eve', { email: 'ada@northwind.example', stranger: true });
    await fixture.say({ id: guest.id, name: 'Eve' }, { channel: general }, 'who is admin?');
    expect(last().speaker).toMatchObject({ id: guest.id, name: 'Eve' });
    expect(last().speaker).not.toHaveProperty('email');
  });

  test('two apps are told apart by their secrets, and a new token counts without a restart', async () => {
    await open();
    const [one, other] = [fixture, await openSlackFixture()];
    other.server.workspace.users.set('U0X', { id: 'U0X', name: 'Xi' });
    const app = (id: string, signingSecret: string, botToken: string) => ({
      id,
      orgId: null,
      credentials: { botToken, signingSecret, appToken: null },
    });
    let list = [app('a', 'secret a', 'xoxb-wrong')];
    let tell = (): void => {};
    const heard: InboundEvent[] = [];
    const platform = createSlack({
      apps: {
        list: async () => list,
        onChange: (change) => {
          tell = change;
          return () => {};
        },
      },
      apiUrl: one.server.apiUrl,
      publicUrl: null,
      log: silentLog(),
      now: () => new Date(),
      drawChart: async () => PIXEL,
    });
    await platform.start(async (event) => {
      heard.push(event);
      return { kind: 'accepted' };
    });
    const { createServer } = await import('node:http');
    const http = createServer((request, response) => void platform.webhooks![0]!.handle(request, response));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    one.server.eventsUrl = `http://127.0.0.1:${(http.address() as { port: number }).port}/slack/events`;
    const event = {
      type: 'message',
      channel: 'D1',
      channel_type: 'im',
      user: 'U1',
      text: 'hi',
      ts: '1700000000.000001',
    };
    const payload = { type: 'event_callback', team_id: one.workspace, event_id: 'E', event };
    // its token does not work: what Slack has signed is taken in, and waits for one that does
    expect((await one.server.deliver(payload, { secret: 'secret a' })).status).toBe(200);
    expect(heard).toMatchObject([{ app: 'a', text: 'hi', place: { workspace: one.workspace } }]);
    expect((await one.server.deliver({ ...payload, team_id: undefined }, { secret: 'secret a' })).status).toBe(503);
    list = [app('a', 'secret b', one.server.tokens.bot)];
    tell();
    await vi.waitFor(async () => expect((await one.server.deliver(payload, { secret: 'secret b' })).status).toBe(200));
    expect((await one.server.deliver(payload, { secret: 'secret a' })).status).toBe(401);
    expect(heard.at(-1)).toMatchObject({ app: 'a', text: 'hi' });
    await platform.stop();
    http.closeAllConnections();
    http.close();
    await other.close();
  });
});

describe('bad input', () => {
  test('every recorded payload is taken without a word', async () => {
    const folder = sharedFile('data/slack-json-samples/json-logs/samples');
    const { server, workspace } = await open();
    if (folder === null) return;
    const files = ['events', 'app-backend']
      .flatMap((part) =>
        readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, part, name)),
      )
      .filter((name) => name.endsWith('.json'));
    expect(files.length).toBeGreaterThan(90);
    for (const file of files) {
      const blank = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      // as it is, and as if it came from our workspace
      for (const payload of [blank, filled(blank, workspace)])
        expect(await server.deliver(payload), basename(file)).toMatchObject({ status: 200 });
    }
  });

  test('what Slack answers to calls, signed and sent as if it were an event, is taken with one line for whoever debugs, and does nothing', async () => {
    const folder = sharedFile('data/slack-json-samples/json-logs/samples');
    const lines: { level: number }[] = [];
    const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const { server } = await open({ log });
    if (folder === null) return;
    const files = ['api', 'status']
      .flatMap((part) =>
        readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, part, name)),
      )
      .filter((name) => name.endsWith('.json'));
    expect(files).toHaveLength(28);
    for (const file of files) {
      lines.length = 0;
      const payload = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      for (const how of [{ json: true as const }, {}]) {
        const { status } = await server.deliver(payload, how);
        // as a form some of it is longer than anything that Slack delivers
        if (status === 413 && !('json' in how)) continue;
        expect(status, basename(file)).toBe(200);
        expect(lines, basename(file)).toMatchObject([{ level: 20 }]);
        lines.length = 0;
      }
    }
    expect(events).toEqual([]);
  });

  test('no payload at all, a huge one, right-to-left and unseen signs', async () => {
    const { server, workspace, person } = await open();
    const ada = await person('Ada');
    const channel = server.workspace.directWith(ada.id);
    for (const odd of [
      {},
      { type: 'event_callback' },
      { type: 'event_callback', event: 7 },
      { type: 'block_actions', actions: [] },
    ])
      expect((await server.deliver(odd)).status).toBe(200);
    // a moment that no date can hold
    const text0 = {
      type: 'message',
      channel,
      channel_type: 'im',
      user: ada.id,
      text: 'hello',
      ts: '1700000000.000001',
    };
    for (const event_time of [1e300, -1e300, 8.7e12])
      expect(
        (
          await server.deliver({
            type: 'event_callback',
            team_id: workspace,
            event_id: `E${event_time}`,
            event_time,
            event: text0,
          })
        ).status,
      ).toBe(200);
    const text = `${'سجل \u202e \u200b '.repeat(100)}${'x'.repeat(40_000)}`;
    const files = Array.from({ length: 200 }, (_, index) => ({ id: `F${index}`, name: '@everyone.exe' }));
    const event = {
      type: 'message',
      subtype: 'file_share',
      channel,
      channel_type: 'im',
      user: ada.id,
      text,
      files,
      ts: '1700000000.000002',
    };
    expect((await server.deliver({ type: 'event_callback', team_id: workspace, event_id: 'E', event })).status).toBe(
      200,
    );
    expect(last()).toMatchObject({ kind: 'message', attachments: 200 });
    expect(last()).not.toHaveProperty('files');
    const said = { ...event, channel: 'C9', channel_type: 'channel', ts: '1700000000.000003' };
    await server.deliver({ type: 'event_callback', team_id: workspace, event_id: 'E2', event: said });
    const { files: told } = last() as { files?: unknown[] };
    expect([told?.length, told?.[0]]).toEqual([20, { name: '@everyone.exe', size: null, type: null }]);
  });
});

describe('the connection of Socket Mode', () => {
  test('is opened again when Slack ends it, and survives what it cannot read and a revoked token', async () => {
    const { server, person } = await open({ socketMode: true });
    await vi.waitFor(() => expect(server.sockets()).toBe(1));
    server.sendRaw('not json');
    server.sendRaw(JSON.stringify({ type: 'events_api', envelope_id: 'x', payload: {} }));
    server.dropSockets();
    await vi.waitFor(() => expect(server.sockets()).toBe(1), { timeout: 10_000, interval: 50 });
    const ada = await person('Ada');
    await vi.waitFor(async () => {
      await fixture.say(ada, 'direct', 'still there?');
      expect(last()).toMatchObject({ text: 'still there?' });
    });
    server.revoke();
    server.dropSockets();
    await vi.waitFor(
      () => expect(server.calls.filter((c) => c.method === 'apps.connections.open').length).toBeGreaterThan(2),
      {
        timeout: 10_000,
      },
    );
  });
});

/** A payload whose values were blanked, with ids that could be real. */
function filled(blank: Record<string, unknown>, team: string): Record<string, unknown> {
  const fill = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((part) => fill(part, key));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fill(part, name)]));
    if (value !== '') return value;
    if (/^(team_id|team)$/.test(key)) return team;
    if (/(^|_)ts$/.test(key)) return '1700000000.000100';
    if (key === 'channel' || key === 'channel_id') return 'C0GENERAL';
    if (key === 'user' || key === 'user_id') return 'U0ADA';
    if (key === 'command') return '/safenest';
    return `x${key}`;
  };
  const body = fill(blank, '') as Record<string, unknown>;
  if (typeof body.event === 'object' && body.event !== null) body.type = 'event_callback';
  if (typeof body.team === 'object' && body.team !== null) body.team = { ...body.team, id: team };
  return body;
}

describe('while Slack’s own API hangs', () => {
  /** A process that has just been started, and has heard nothing from Slack's API. */
  async function started(): Promise<{ go: () => void }> {
    fixture = await openSlackFixture();
    const go = fixture.server.hang();
    events = [];
    immediate = async () => ({ kind: 'accepted' });
    await fixture.platform.start((event) => {
      events.push(event);
      return immediate(event);
    });
    return { go };
  }

  test('messages, commands and presses are stored and acknowledged by what they say themselves', async () => {
    const { go } = await started();
    const { person, channel, say, command, server, workspace } = fixture;
    const ada = await person('Ada', { email: 'ada@northwind.example' });
    const general = await channel('general');
    await say(ada, 'direct', 'anything new?');
    expect(last()).toMatchObject({ kind: 'message', addressed: true, place: { workspace, direct: true } });
    await say(ada, { channel: general }, 'which alerts are open?');
    expect(last()).toMatchObject({ kind: 'message', addressed: true, text: 'which alerts are open?' });
    expect(last().speaker).toMatchObject({ id: ada.id, bot: false });
    await command(ada, { channel: general }, 'status');
    expect(last()).toMatchObject({ kind: 'command', name: 'status', place: { workspace, channel: general } });
    const pressed = await server.deliver({
      type: 'block_actions',
      team: { id: workspace, domain: 'northwind' },
      user: { id: ada.id, username: 'ada', name: 'ada', team_id: workspace },
      api_app_id: BOT.app,
      token: 'unused',
      trigger_id: 't',
      channel: { id: general, name: 'general' },
      container: { type: 'message', message_ts: '1.1', channel_id: general, is_ephemeral: false },
      actions: [{ type: 'button', action_id: 'alert.acknowledge', block_id: 'b', value: '{}', action_ts: '1.2' }],
    });
    expect(pressed.status).toBe(200);
    go();
  });

  test('who speaks and who is mentioned is looked up when the event is worked on', async () => {
    const { go } = await started();
    const { person, platform, server, workspace } = fixture;
    const ada = await person('Ada', { email: 'ada@northwind.example', timeZone: 'Europe/Berlin' });
    const bo = await person('Bo');
    const event = {
      type: 'message',
      channel: server.workspace.directWith(ada.id),
      channel_type: 'im',
      user: ada.id,
      text: `what did <@${bo.id}> do?`,
      ts: '1700000000.000001',
    };
    await server.deliver({ type: 'event_callback', team_id: workspace, event_id: 'E', event });
    const stored = last();
    expect(stored).toMatchObject({ speaker: { id: ada.id }, text: `what did @${bo.id} do?` });
    expect(stored.speaker.email).toBeUndefined();
    go();
    expect(await platform.complete!(stored, newOrgId())).toMatchObject({
      speaker: { id: ada.id, name: 'Ada', email: 'ada@northwind.example', timeZone: 'Europe/Berlin' },
      text: 'what did @Bo do?',
    });
  });

  test('a form that does not open keeps Slack from hearing nothing', async () => {
    await open();
    const { person, command, server, channel } = fixture;
    const ada = await person('Ada');
    const general = await channel('general');
    immediate = async () => ({
      kind: 'form',
      form: { key: 'incident.new', parts: [{ kind: 'heading', text: 'New incident' }] },
    });
    const go = server.hang();
    await command(ada, { channel: general }, 'incident');
    expect(last()).toMatchObject({ kind: 'command', name: 'incident' });
    go();
  });
});
