import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listCases } from '../../src/db/cases.ts';
import { listGuardedChannels } from '../../src/db/guarded-channels.ts';
import { withOrg } from '../../src/db/scope.ts';
import { waitingMessages } from '../../src/db/waiting-messages.ts';
import { orgId } from '../../src/domain/id.ts';
import { SafeNestError } from '../../src/errors.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { databases } from '../support/database.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const message = (id: string, more: object = {}) => ({
  platform: 'forum',
  channel: 'general',
  message_id: id,
  author: { id: 'u1', name: 'Ann' },
  target: 'u2',
  content: 'hello there',
  time: NOON.toISOString(),
  ...more,
});

describe.each(databases)('messages over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  beforeAll(async () => {
    server = await openWebServer(kind);
    org = await server.organisation();
  });
  afterAll(() => server.close());

  const send = (body: unknown, key = org.keys.moderator) => server.call('POST', '/api/v1/events/ingest', { key, body });
  const idOf = async () => (await org.work(async ({ tx }) => tx.orgId)) as string;
  const waiting = async () => withOrg(server.services.db, orgId(await idOf()), (tx) => waitingMessages(tx, 5000));

  test('one, a list or an object of them; each stored once, and answered for itself', async () => {
    const before = (await waiting()).length;
    const one = await send(message('a'));
    expect(one.status).toBe(202);
    expect(one.json).toMatchObject({
      accepted: 1,
      duplicate: 0,
      ignored: 0,
      rejected: [],
      results: [{ status: 'accepted', message_id: 'a' }],
    });
    expect((await send([message('a'), message('b')])).json).toMatchObject({ accepted: 1, duplicate: 1 });
    expect((await send({ events: [message('b'), message('c', { content: '' })] })).json).toMatchObject({
      accepted: 1,
      duplicate: 1,
    });
    expect((await waiting()).length).toBe(before + 3);
    expect(await org.work(({ tx }) => listGuardedChannels(tx))).toMatchObject([
      { platform: 'forum', channel: 'general', strictness: 'normal' },
    ]);
  });

  test('an edit before its original, a deletion of what nobody knows, reactions', async () => {
    const facts = [
      { kind: 'edited', message_id: 'e', content: 'better', platform: 'forum', channel: 'general' },
      { kind: 'deleted', message_id: 'gone', platform: 'forum', channel: 'general' },
      { kind: 'reaction_added', message_id: 'a', emoji: '🖕', author: 'u3', platform: 'forum', channel: 'general' },
    ];
    expect((await send(facts)).json).toMatchObject({ accepted: 3 });
    expect((await send(facts.slice(0, 1))).json.rejected).toEqual([]);
    expect((await send(message('e'))).json).toMatchObject({ accepted: 1 });
  });

  test('without an id of its own a message is known by who said what when', async () => {
    const { message_id: _, ...nameless } = message('');
    expect((await send([nameless, nameless])).json).toMatchObject({ accepted: 1, duplicate: 1 });
    expect((await send([nameless, { ...nameless, content: 'something else' }])).json).toMatchObject({
      accepted: 1,
      duplicate: 1,
    });
    const { time: _t, ...timeless } = nameless;
    expect((await send(timeless)).json.detail).toMatch(/message_id or time is missing/);
  });

  test('a bad one is named and spoils no other', async () => {
    const { status, json } = await send([
      message('g1'),
      'nonsense',
      message('g2', { author: undefined }),
      message('g3', { time: '2026-01-01T00:00:00Z' }),
      message('g4', { time: 'yesterday' }),
      message('g5', { content: 'x'.repeat(100_001) }),
      message('g6', { platform: 'Not A Name' }),
      message('g7', { surprise: true }),
      message('g8', { content: 'x'.repeat(100_000) }),
      message('g9', { time: '2199-01-01T00:00:00Z' }),
      message('g10', { content: 'nul \0 and half a pair \ud800' }),
      message('g11', { target: Array.from({ length: 51 }, (_, i) => `u${i}`) }),
      message('g12', { content: undefined, attachments: [{ name: 'a\0\u202egnp.exe', size: 1e14 }], stickers: 2 }),
      message('g13', { attachments: [{ name: 'a', bytes: 'AAAA' }] }),
      message('g14', { stickers: -1 }),
      message('g15', { content: undefined }),
    ]);
    expect(status).toBe(202);
    expect(json.accepted).toBe(5);
    expect(
      (json.rejected as { index: number; reason: string }[]).map(({ index, reason }) => `${index} ${reason}`),
    ).toEqual([
      expect.stringMatching(/^1 /),
      '2 author is missing',
      expect.stringMatching(/^3 time lies more than 30 days back/),
      expect.stringMatching(/^4 time/),
      '5 content must be at most 100,000 characters',
      expect.stringMatching(/^6 platform must be small letters/),
      '7 surprise is not known here',
      '11 target must have at most 50 entries',
      expect.stringMatching(/^13 attachments/),
      expect.stringMatching(/^14 stickers/),
      '15 content is missing',
    ]);
    const joined = { kind: 'joined', platform: 'forum', channel: 'general', author: { id: 'j1', name: 'Guest' } };
    const joins = await send([
      { ...joined, time: '2026-02-28T12:00:00Z', account_created: '2026-02-28T11:00:00Z', default_picture: true },
      joined,
      { ...joined, author: undefined, time: '2026-02-28T12:00:00Z' },
      { ...joined, time: '2026-02-28T12:00:00Z', account_created: 'yesterday' },
    ]);
    expect(
      (joins.json.results as { status: string; reason: string }[]).map(({ status: is, reason }) => `${is} ${reason}`),
    ).toEqual([
      'ignored no line of the policy minds who joins',
      'rejected time is missing',
      'rejected author is missing',
      expect.stringMatching(/^rejected account_created/),
    ]);
    const given = { kind: 'empowered', platform: 'forum', channel: 'general', author: { id: 'u9', name: 'Mallory' } };
    const power = { ...given, role: 'Moderator', powers: ['ban', ''], given_by: { id: 'u1', name: 'Ada' } };
    const grants = await send([
      { ...power, time: '2026-02-28T12:00:00Z' },
      { ...power, time: '2026-02-28T12:00:00Z' },
      power,
      { ...given, time: '2026-02-28T12:00:00Z' },
      { ...power, time: '2026-02-28T12:00:00Z', powers: Array.from({ length: 31 }, () => 'all') },
    ]);
    expect((grants.json.results as { status: string }[]).map(({ status: is }) => is)).toEqual([
      'accepted',
      'duplicate',
      ...Array.from({ length: 3 }, () => 'rejected'),
    ]);
    const [opened] = await org.work(({ tx }) => listCases(tx, { limit: 1 }));
    expect(opened).toMatchObject({
      ...{ kind: 'power', offender: { account: 'u9', name: 'Mallory' }, channel: { platform: 'forum' } },
      reasons: ['Mallory was given the role “Moderator” (ban) by Ada'],
    });
    expect((await send(message('g2', { author: undefined }))).status).toBe(400);
    expect((await send(Array.from({ length: 1001 }, (_, i) => message(`n${i}`)))).status).toBe(413);
    expect((await send('nothing')).status).toBe(400);
  });

  test('of chat platforms only guarded channels are taken, and what is left alone is', async () => {
    const slack = message('s1', { platform: 'slack', workspace: 'T1', channel: 'C1' });
    expect((await send([slack])).json.rejected).toMatchObject([{ reason: expect.stringContaining('is not guarded') }]);
    const guard = (body: object, key = org.keys.admin) =>
      server.call('POST', '/api/v1/moderation/channels', { key, body });
    expect((await guard({ platform: 'slack', workspace: 'T1', channel: 'C1' })).status).toBe(404);
    await org.work((w) => connectWorkspace(w, { platform: 'slack', workspace: 'T1', name: 'Team' }));
    expect((await guard({ platform: 'slack', workspace: 'T1', channel: 'C1' }, org.keys.moderator)).status).toBe(403);
    expect(
      (await guard({ platform: 'slack', workspace: 'T1', channel: 'C1', name: 'help', strictness: 'strict' })).json,
    ).toMatchObject({ strictness: 'strict', name: 'help' });
    expect((await send([slack])).json).toMatchObject({ accepted: 1 });
    expect((await guard({ platform: 'slack', workspace: 'T1', channel: 'C1', strictness: 'off' })).json).toMatchObject({
      strictness: 'off',
      name: 'help',
    });
    expect((await send([message('s2', { platform: 'slack', workspace: 'T1', channel: 'C1' })])).json).toMatchObject({
      accepted: 0,
      ignored: 1,
    });
    const { json } = await server.call('GET', '/api/v1/moderation/channels', { key: org.keys.moderator });
    expect(json.items!.map(({ platform, strictness }) => [platform, strictness])).toEqual([
      ['forum', 'normal'],
      ['slack', 'off'],
    ]);
  });

  test('who may not moderate sends nothing in, and nothing is seen of another organisation', async () => {
    expect((await send(message('x'), org.keys.employee)).status).toBe(403);
    const other = await server.organisation('Another');
    expect((await server.call('GET', '/api/v1/moderation/channels', { key: other.keys.admin })).json.items).toEqual([]);
    expect((await send(message('a'), other.keys.moderator)).json).toMatchObject({ accepted: 1 });
  });

  test('while too much waits it says so and takes nothing', async () => {
    const { messages } = server.services;
    const admit = messages!.admit;
    messages!.admit = async () => {
      throw new SafeNestError('rate_limited', 'More messages wait.', { details: { retry_after: 7 } });
    };
    const before = (await waiting()).length;
    const refused = await send([message('late')]);
    messages!.admit = admit;
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('7');
    expect((await waiting()).length).toBe(before);
    expect((await send([message('late')])).json).toMatchObject({ accepted: 1 });
  });
});
