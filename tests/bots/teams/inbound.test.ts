import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Immediate } from '../../../src/bots/platform.ts';
import { verifiedEmail } from '../../../src/bots/teams/roster.ts';
import type { InboundEvent } from '../../../src/messages/inbound.ts';
import type { Person } from '../../support/chat-fixture.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';

let teams: TeamsFixture;
let ada: Person;
let channel: string;
let answer: Immediate;
const came: InboundEvent[] = [];

beforeAll(async () => {
  teams = await openTeams({ holdMs: 50 });
  ada = await teams.person('Ada Novak', {
    email: 'ada@northwind.example',
    language: 'de-DE',
    timeZone: 'Europe/Vienna',
  });
  channel = await teams.channel('security');
  await teams.platform.start(async (event) => {
    came.push(event);
    return answer;
  });
});
beforeEach(() => {
  came.length = 0;
  answer = { kind: 'accepted' };
});
afterAll(() => teams.close());

const raw = (part: Record<string, unknown>, where = channel, thread: string | null = null) =>
  teams.deliver({
    ...teams.server.envelope(teams.server.tenant.people.get(ada.id)!, where, thread),
    id: teams.server.tenant.newId(),
    ...part,
  });

describe('what people say', () => {
  test('as an answer with a quote: only their own words are theirs, and what is quoted stands beside them', async () => {
    const id = await teams.say(ada, { channel }, 'close INC-9 <now> & go', { mention: false });
    await teams.say(ada, { channel, thread: id }, 'pin this', { replyTo: id });
    expect(came.at(-1)).toMatchObject({
      kind: 'message',
      text: 'pin this',
      addressed: true,
      replyTo: id,
      quoted: { messageId: id, author: 'Ada Novak', text: 'close INC-9 <now> & go', ours: false },
    });
    // what only looks like a quote, or never ends, is what was typed
    for (const content of [
      '<blockquote itemtype="http://schema.skype.com/Reply" itemid="1">',
      `<blockquote itemtype="http://schema.skype.com/Reply" itemid="${'9'.repeat(400)}">x</blockquote>`,
      '<blockquote '.repeat(20_000),
      '<p>x</p><blockquote itemtype="http://schema.skype.com/Reply" itemid="1">x</blockquote>',
    ]) {
      await raw({ type: 'message', text: 'pin this', attachments: [{ contentType: 'text/html', content }] });
      expect(came.at(-1)).toMatchObject({ text: 'pin this' });
      expect(came.at(-1)).not.toHaveProperty('quoted');
    }
  });

  test('by mention in a channel: the mention is out, the answer goes into the thread it begins', async () => {
    const id = await teams.say(ada, { channel }, 'show high-risk events');
    expect(came).toMatchObject([
      {
        kind: 'message',
        text: 'show high-risk events',
        addressed: true,
        attachments: 0,
        messageId: id,
        app: 'settings',
        place: {
          platform: 'teams',
          workspace: teams.workspace,
          channel,
          channelName: 'security',
          thread: id,
          direct: false,
        },
        speaker: {
          id: ada.id,
          name: 'Ada Novak',
          bot: false,
          email: 'ada@northwind.example',
          language: 'de-DE',
          timeZone: 'Europe/Vienna',
        },
      },
    ]);
  });

  test('in a thread, in a group and alone with the bot', async () => {
    const root = await teams.say(ada, { channel }, 'first', { mention: false });
    await teams.say(ada, { channel, thread: root }, 'second');
    const group = teams.server.group('night shift');
    await teams.say(ada, { channel: group }, 'third');
    await teams.say(ada, 'direct', 'fourth');
    expect(came.map(({ place }) => [place.channel, place.thread, place.direct])).toEqual([
      [channel, root, false],
      [channel, root, false],
      [group, null, false],
      [teams.server.tenant.withBot(ada.id).id, null, true],
    ]);
    expect(came.map((event) => event.kind === 'message' && event.addressed)).toEqual([false, true, true, true]);
  });

  test('a chat of two people that our command is called in is not alone with us', async () => {
    const two = teams.server.tenant.open('personal', '19:ada_sam@unq.gbl.spaces', '');
    await raw({ type: 'message', text: 'hello' }, two.id);
    expect(came[0]!.place.direct).toBe(false);
  });

  test('others’ names stay, markup is as it was typed', async () => {
    const text = '<at>SafeNest</at> ask <at>Sam Okafor</at> about a &lt; b &amp;&amp; *c*&nbsp;';
    const entities = [
      { type: 'mention', text: '<at>SafeNest</at>', mentioned: { id: `28:${teams.server.apps[0]!.appId}` } },
      { type: 'mention', text: '<at>Sam Okafor</at>', mentioned: { id: '29:sam', name: 'Sam Okafor' } },
    ];
    await raw({ type: 'message', text, entities });
    expect(came).toMatchObject([{ kind: 'message', text: 'ask Sam Okafor about a < b && *c*', addressed: true }]);
  });

  test('as a command, with the slash of other platforms or as Teams suggests it', async () => {
    for (const text of ['/safenest incident Laptop lost', '/link ABCD-2345', '/safenest', 'help', '/hilfe'])
      await teams.say(ada, 'direct', text);
    expect(came.map((event) => event.kind === 'command' && [event.name, event.text])).toEqual([
      ['incident', 'Laptop lost'],
      ['link', 'ABCD-2345'],
      ['', ''],
      ['help', ''],
      ['hilfe', ''],
    ]);
    came.length = 0;
    await teams.say(ada, 'direct', '/var/log/auth.log is full');
    await teams.say(ada, { channel }, '/help', { mention: false });
    expect(came.map((event) => event.kind)).toEqual(['message', 'message']);
  });

  test('very long, with 200 attachments, from right to left and with unseen signs', async () => {
    const text = `${'سجل الدخول \u202e\u200b'.repeat(3000)}`.slice(0, 40_000);
    const attachments = Array.from({ length: 200 }, (_, n) => ({ contentType: 'image/png', name: `${n}.png` }));
    expect((await raw({ type: 'message', text, attachments })).status).toBe(200);
    expect(came).toMatchObject([{ kind: 'message', attachments: 200 }]);
    expect(came[0]!.kind === 'message' && came[0]!.text.length).toBeGreaterThan(38_000);
    expect(came[0]).toHaveProperty('files.length', 20);
    expect(came[0]).toHaveProperty('files.0', { name: '0.png', size: null, type: 'image/png' });
  });

  test('by a bot it is marked, by ourselves it does not come in at all', async () => {
    await teams.sayAsBot({ channel }, 'ping');
    expect(came).toMatchObject([{ kind: 'message', speaker: { bot: true } }]);
    came.length = 0;
    const own = { id: `28:${teams.server.apps[0]!.appId}` };
    expect((await raw({ type: 'message', text: 'pong', from: own })).status).toBe(200);
    expect(came).toEqual([]);
  });

  test('delivered twice it carries one id, edited or deleted others', async () => {
    const id = await teams.say(ada, { channel }, 'first');
    await teams.redeliver();
    await teams.edit(ada, { channel }, id, 'second');
    await teams.delete(ada, { channel }, id);
    expect(came.map((event) => event.kind)).toEqual(['message', 'message', 'message_edited', 'message_deleted']);
    expect(came[0]!.id).toBe(came[1]!.id);
    expect(new Set(came.map((event) => event.id)).size).toBe(3);
    expect(came[2]).toMatchObject({ messageId: id, text: 'second' });
    expect(came[3]).toMatchObject({ messageId: id, place: { channel, thread: id } });
  });
});

describe('what happens around it', () => {
  const bot = () => ({ id: `28:${teams.server.apps[0]!.appId}` });
  test('the bot is added and removed: once each, though it is told in two ways', async () => {
    const timestamp = '2026-11-21T10:00:00Z';
    await raw({ type: 'conversationUpdate', membersAdded: [bot()], timestamp });
    await raw({ type: 'installationUpdate', action: 'add', timestamp });
    await raw({ type: 'conversationUpdate', membersRemoved: [bot()], timestamp });
    await raw({ type: 'installationUpdate', action: 'remove', timestamp });
    expect(came.map((event) => event.kind)).toEqual(['bot_added', 'bot_added', 'bot_removed', 'bot_removed']);
    expect(new Set(came.map((event) => event.id)).size).toBe(2);
  });

  test('who is added to a team is told of, all of them together', async () => {
    const membersAdded = [{ id: '29:sam', name: 'Sam', aadObjectId: 'ABC' }, { id: '29:kim' }];
    const conversation = { id: '19:general@thread.tacv2', conversationType: 'channel', isGroup: true };
    await raw({ type: 'conversationUpdate', membersAdded, conversation });
    expect(came).toMatchObject([
      { kind: 'joined', speaker: { id: 'abc', name: 'Sam', bot: false }, others: [{ id: '29:kim', name: '' }] },
    ]);
  });

  test.each([
    {
      type: 'conversationUpdate',
      channelData: { eventType: 'channelRenamed', tenant: { id: '11111111-2222-4333-8444-555555555555' } },
    },
    { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
    { type: 'typing' },
    { type: 'event', name: 'application/vnd.microsoft.readReceipt' },
    { type: 'endOfConversation' },
    { type: 'something new' },
    { type: 'message', text: 'of nobody’s tenant', channelData: {}, conversation: { id: 'a:1' } },
  ])('what does not concern us is taken and left: $type', async (activity) => {
    expect((await raw(activity)).status).toBe(200);
    expect(came).toEqual([]);
  });

  test('an unknown invoke is told that it is unknown', async () => {
    expect((await raw({ type: 'invoke', name: 'signin/verifyState', value: {} })).status).toBe(501);
    expect((await raw({ type: 'invoke', name: 'adaptiveCard/action', value: 'x' })).status).toBe(501);
    expect(came).toEqual([]);
  });
});

describe('when it cannot be stored', () => {
  const failing = async (part: Record<string, unknown>) => {
    const broken = await openTeams({ holdMs: 50 });
    await broken.platform.start(async () => {
      throw new Error('the database is away');
    });
    const sam = await broken.person('Sam Okafor', { language: 'fr' });
    const delivered = await broken.deliver({
      ...broken.server.envelope(broken.server.tenant.people.get(sam.id)!, broken.server.tenant.withBot(sam.id).id),
      id: '1',
      ...part,
    });
    await broken.close();
    return delivered;
  };
  const data = { safenest: { action: 'alert.resolve', value: 'ALR-1' } };

  test('Teams is told to come again, a press says so to whoever pressed', async () => {
    expect((await failing({ type: 'message', text: 'hello' })).status).toBe(503);
    expect(await failing({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } })).toMatchObject({
      status: 200,
      body: {
        statusCode: 500,
        type: 'application/vnd.microsoft.error',
        value: { message: expect.stringContaining('n’est pas arrivé') },
      },
    });
    expect(await failing({ type: 'invoke', name: 'task/submit', value: { data } })).toMatchObject({
      status: 200,
      body: { task: { type: 'message', value: expect.stringContaining('rien n’a changé') } },
    });
  });
});

describe('whose address an account has', () => {
  test.each([
    ['the tenant’s own', 'ada@northwind.example', 'ada@northwind.example', 'ada@northwind.example'],
    ['in the same domain', 'Ada.Novak@Northwind.example', 'anovak@northwind.example', 'Ada.Novak@Northwind.example'],
    ['one that anybody could have written there', 'ceo@victim.example', 'eve@northwind.example', null],
    ['a guest’s', 'ada@home.example', 'ada_home.example#EXT#@northwind.example', null],
    ['none', null, 'ada@northwind.example', null],
  ])('%s', (_name, email, userPrincipalName, verified) => {
    expect(verifiedEmail({ name: '', email, userPrincipalName })).toBe(verified);
  });

  test('nobody waits for a roster that cannot be read', async () => {
    const sam = await teams.person('Sam Okafor', { email: 'sam@northwind.example' });
    teams.server.faults.push({ status: 500, of: /members/ });
    await teams.say(sam, 'direct', 'hello');
    expect(came).toMatchObject([{ speaker: { name: 'Sam Okafor' } }]);
    expect(came[0]!.speaker.email).toBeUndefined();
  });
});
