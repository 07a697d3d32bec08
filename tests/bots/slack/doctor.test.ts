import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  MODERATION_SCOPES,
  NEEDED_SCOPES,
  ROOM_SCOPES,
  SCOPES,
  slackManifest,
} from '../../../src/bots/slack/manifest.ts';
import { checkHealth } from '../../../src/pipeline/health.ts';
import { EVENT_SCOPES, openSlackFixture, type SlackFixture } from '../../support/slack-fixture.ts';

let fixture: SlackFixture;
beforeEach(async () => {
  fixture = await openSlackFixture();
  fixture.server.scopes = Object.keys(SCOPES);
});
afterEach(async () => {
  await fixture.platform.stop();
  await fixture.close();
});
const told = async (): Promise<Record<string, string>> => {
  const checks = await fixture.platform.checks!();
  const said = checks.map(async ({ name, check, mend }) => {
    expect(mend).toMatch(/\.$/);
    return [name, await check().catch((error: Error) => `FAILED ${error.message}`)] as const;
  });
  return Object.fromEntries(await Promise.all(said));
};

test('a connection that works says so', async () => {
  await fixture.platform.start(async () => ({ kind: 'accepted' }));
  await fixture.say(await fixture.person('Ada'), 'direct', 'hi');
  expect(await told()).toEqual({
    'slack token': 'works in Northwind as safenest',
    'slack scopes': `all ${NEEDED_SCOPES.length} it needs`,
    'slack events': expect.stringMatching(/^the last event came at 20/),
    'slack clock': expect.stringMatching(/^\d+ s from Slack’s$/),
  });
});

test('what does not, names what is missing', async () => {
  const { server, platform } = fixture;
  expect((await told())['slack events']).toContain('does not listen');
  await platform.start(async () => ({ kind: 'accepted' }));
  server.scopes = Object.keys(SCOPES).filter((scope) => scope !== 'chat:write');
  server.skewMs = 200_000;
  expect(await told()).toMatchObject({
    'slack scopes':
      'FAILED To work at all the token lacks chat:write: “safenest connect slack” writes a manifest that has them.',
    'slack events': expect.stringMatching(/^nothing has come since SafeNest was started/),
    'slack clock': expect.stringMatching(/^FAILED This machine’s clock and Slack’s are \d+ s apart/),
  });
  server.revoke();
  expect(await told()).toMatchObject({
    'slack token': expect.stringContaining('FAILED Slack refused it (token_revoked).'),
    'slack scopes': 'FAILED could not be checked: the token is refused',
  });
  const { checks } = await checkHealth(await platform.checks!());
  expect(checks[1]!.mend).toBe(checks[0]!.mend);
});

test('what rooms of incidents need is missed only where there are rooms, by its name', async () => {
  await fixture.close();
  let rooms = false;
  fixture = await openSlackFixture({ wantsRooms: async () => rooms });
  const usual = Object.keys(SCOPES);
  const extra = Object.keys(ROOM_SCOPES);
  expect(extra.filter((scope) => usual.includes(scope))).toEqual([]);
  fixture.server.scopes = usual;
  expect((await told())['slack scopes']).toBe(`all ${NEEDED_SCOPES.length} it needs`);
  rooms = true;
  expect((await told())['slack scopes']).toContain(
    `FAILED For rooms of incidents the token lacks ${extra.join(', ')}:`,
  );
  fixture.server.scopes = [...usual, ...extra.slice(1)];
  expect((await told())['slack scopes']).toContain(`lacks ${extra[0]}:`);
  fixture.server.scopes = [...usual, ...extra];
  expect((await told())['slack scopes']).toBe(`all ${NEEDED_SCOPES.length + extra.length} it needs`);
});

test('what moderation needs is missed only where a channel is guarded, beside what else is missing', async () => {
  await fixture.close();
  const has = { rooms: false, guarded: false };
  fixture = await openSlackFixture({ wantsRooms: async () => has.rooms, guardsAny: async () => has.guarded });
  const usual = Object.keys(SCOPES);
  const extra = Object.keys(MODERATION_SCOPES);
  fixture.server.scopes = usual;
  expect((await told())['slack scopes']).toBe(`all ${NEEDED_SCOPES.length} it needs`);
  has.guarded = true;
  expect((await told())['slack scopes']).toBe(
    `FAILED For guarded channels the token lacks ${extra.join(', ')}: “safenest connect slack --moderation” writes a manifest that has them.`,
  );
  has.rooms = true;
  fixture.server.scopes = [...usual, ...Object.keys(ROOM_SCOPES).slice(1)];
  const both = (await told())['slack scopes'];
  expect(both).toContain('For rooms of incidents the token lacks groups:write. For guarded channels the token lacks');
  expect(both).toContain('connect slack --rooms --moderation');
  fixture.server.scopes = [...new Set([...usual, ...extra, ...Object.keys(ROOM_SCOPES)])];
  expect((await told())['slack scopes']).toMatch(/^all \d+ it needs$/);
});

test('Socket Mode says whether it is connected', async () => {
  await fixture.close();
  fixture = await openSlackFixture({ socketMode: true });
  fixture.server.failNext('server_error', 'apps.connections.open');
  await fixture.platform.start(async () => ({ kind: 'accepted' }));
  await vi.waitFor(async () => expect((await told())['slack events']).toBe('FAILED Socket Mode is not connected.'));
  await vi.waitFor(async () => expect((await told())['slack events']).toContain('Socket Mode is connected'), {
    timeout: 10_000,
  });
});

test('the manifest asks for what is used, over HTTP or Socket Mode', () => {
  const http = slackManifest({ publicUrl: 'https://desk.example.com/', socketMode: false });
  expect(JSON.stringify(http).match(/https:\/\/desk\.example\.com\/slack\/events/g)).toHaveLength(3);
  expect(http).toMatchObject({
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: { socket_mode_enabled: false, interactivity: { is_enabled: true } },
  });
  for (const socket of [
    slackManifest({ publicUrl: null, socketMode: false }),
    slackManifest({ publicUrl: 'https://desk.example.com', socketMode: true }),
  ]) {
    expect(JSON.stringify(socket)).not.toContain('http');
    expect(socket).toMatchObject({ settings: { socket_mode_enabled: true } });
  }
  const { name } = slackManifest({
    publicUrl: null,
    socketMode: true,
    name: 'A name that is far longer than Slack allows',
  }).display_information as { name: string };
  expect(name.length).toBeLessThanOrEqual(35);
});

test('the manifest subscribes to nothing that its scopes do not allow', () => {
  const { settings, oauth_config: oauth } = slackManifest({ publicUrl: null, socketMode: true }) as unknown as {
    settings: { event_subscriptions: { bot_events: string[] } };
    oauth_config: { scopes: { bot: string[] } };
  };
  for (const event of settings.event_subscriptions.bot_events) {
    const scopes = EVENT_SCOPES[event];
    expect(scopes, event).toBeDefined();
    if (scopes) expect(oauth.scopes.bot, event).toEqual(expect.arrayContaining([scopes[0]]));
  }
});
