import { afterEach, expect, test } from 'vitest';
import type { InboundEvent } from '../../../src/bots/platform.ts';
import { createSlack } from '../../../src/bots/slack/platform.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import { silentLog } from '../../../src/log.ts';
import { openSlackFixture, PIXEL, type SlackFixture } from '../../support/slack-fixture.ts';

let fixture: SlackFixture;
const events: InboundEvent[] = [];
const orgId = newOrgId();
const heard = () => events.at(-1)! as Extract<InboundEvent, { kind: 'message' }>;
const deliver = async (event: InboundEvent) => {
  events.push(event);
  return { kind: 'accepted' as const };
};
afterEach(async () => {
  await fixture.platform.stop();
  expect(fixture.server.workspace.violations).toEqual([]);
  await fixture.close();
});

test('what is said on in a thread where it was asked is said to it, unless somebody else is called', async () => {
  fixture = await openSlackFixture();
  await fixture.platform.start(deliver);
  const { person, channel, say } = fixture;
  const [ada, bo] = [await person('Ada', { email: 'ada@northwind.example' }), await person('Bo')];
  const general = await channel('general');
  const thread = await say(ada, { channel: general }, 'what is new?');
  await say(ada, { channel: general, thread }, 'and yesterday?', { mention: false });
  expect(heard()).toMatchObject({ addressed: true, place: { thread }, speaker: { email: 'ada@northwind.example' } });
  const message = fixture.server.workspace.write({ channel: general, user: ada.id, text: `<@${bo.id}> look`, thread });
  const { ts, text, user } = message;
  const event = { type: 'message', channel: general, channel_type: 'channel', user, text, ts, thread_ts: thread };
  await fixture.server.deliver({ type: 'event_callback', team_id: fixture.workspace, event_id: 'E1', event });
  expect(heard()).toMatchObject({ addressed: false, messageId: ts });
});

test('also for a process that was not there, by what the desk has on record; Slack is asked nothing', async () => {
  fixture = await openSlackFixture();
  await fixture.platform.start(deliver);
  const { person, channel, say, platform, server, workspace } = fixture;
  const ada = await person('Ada');
  const general = await channel('general');
  const thread = await say(ada, { channel: general }, 'what is new?');
  const asked = heard();
  const place = { workspace, channel: general, thread };
  await platform.answer!({ ...place, handle: asked.handle! }, orgId, { key: 'inbox 1' }).finish({
    orgId,
    text: 'Nothing.',
  });
  const alert = await platform.post({ workspace, channel: general }, { orgId, text: 'ALR-1' }, 'matter-1');
  const { createServer } = await import('node:http');
  const credentials = { botToken: server.tokens.bot, signingSecret: server.tokens.signing, appToken: null };
  const other = createSlack({
    apps: { list: async () => [{ id: 'settings', orgId: null, credentials }], onChange: () => () => {} },
    apiUrl: server.apiUrl,
    publicUrl: null,
    log: silentLog(),
    now: () => new Date(),
    drawChart: async () => PIXEL,
    askedIn: async ({ app, place }) => {
      expect({ app, place }).toMatchObject({ app: 'settings', place: { platform: 'slack', workspace } });
      return place.channel === general && place.thread === thread;
    },
  });
  await other.start(deliver);
  const http = createServer((request, response) => void other.webhooks![0]!.handle(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.eventsUrl = `http://127.0.0.1:${(http.address() as { port: number }).port}/slack/events`;
  await say(ada, { channel: general, thread }, 'and yesterday?', { mention: false });
  expect(heard()).toMatchObject({ addressed: true, text: 'and yesterday?' });
  await say(ada, { channel: general, thread: alert.messageId }, 'who takes it?', { mention: false });
  expect(heard()).toMatchObject({ addressed: false, text: 'who takes it?' });
  server.calls.length = 0;
  for (let at = 0; at < 5; at++) {
    const beside = server.workspace.write({ channel: general, user: ada.id, text: 'a thread of our own' });
    await say(ada, { channel: general, thread: beside.ts }, 'lunch?', { mention: false });
  }
  expect(server.calls.map(({ method }) => method)).not.toContain('conversations.replies');
  await other.stop();
  http.closeAllConnections();
  http.close();
});

test('alone with somebody all is one conversation, and each answer stands in the thread of its question', async () => {
  fixture = await openSlackFixture();
  await fixture.platform.start(deliver);
  const { person, say, platform, onlyFor } = fixture;
  const ada = await person('Ada');
  const ts = await say(ada, 'direct', 'what is new?');
  const { place, handle } = heard();
  expect(place).toMatchObject({ direct: true, thread: null });
  await platform.post({ ...place, handle: handle! }, { orgId, text: 'Nothing.' }, 'inbox 1');
  expect(onlyFor(ada)).toMatchObject([{ text: 'Nothing.', thread: ts }]);
});

test('a channel is told by its name, which is looked up once', async () => {
  fixture = await openSlackFixture();
  await fixture.platform.start(deliver);
  const { person, channel, say, server } = fixture;
  const ada = await person('Ada');
  const general = await channel('general');
  for (const text of ['one', 'two', 'three']) await say(ada, { channel: general }, text);
  expect(heard().place.channelName).toBe('general');
  expect(server.calls.filter(({ method }) => method === 'conversations.info')).toHaveLength(1);
  server.failNext({ error: 'missing_scope' }, 'conversations.info');
  await say(ada, { channel: await channel('other') }, 'what is new?');
  expect(heard()).toMatchObject({ text: 'what is new?' });
  expect(heard().place).not.toHaveProperty('channelName');
});
