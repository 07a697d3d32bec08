import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RateLimited, Refused, TokenRefused, Unreachable } from '../../../src/bots/platform-errors.ts';
import { createFileJournal } from '../../../src/bots/teams/post-journal.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import type { OutboundMessage } from '../../../src/messages/outbound.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';

const orgId = newOrgId();
const words = (text: string): OutboundMessage => ({ orgId, text });
const about = (ref: string, status = 'open'): OutboundMessage => ({
  orgId,
  text: `[HIGH] ${ref} Many failed logins (${status})`,
  severity: 'high',
  card: {
    key: ref,
    parts: [
      { kind: 'heading', text: `${ref} Many failed logins`, severity: 'high', status },
      { kind: 'actions', actions: [{ id: 'alert.resolve', label: 'Resolve', value: ref }] },
    ],
  },
});

let teams: TeamsFixture;
let channel: string;
const posts = (): number =>
  teams.server.calls.filter((call) => call.method === 'POST' && /activities$/.test(call.path)).length;
beforeEach(async () => {
  teams = await openTeams();
  channel = await teams.channel('security');
});
afterEach(async () => {
  expect(teams.server.tenant.complaints).toEqual([]);
  await teams.close();
});
const here = () => ({ workspace: teams.workspace, channel });

describe('a post', () => {
  test('stands in the channel or in a thread of it, and is replaced where it stands', async () => {
    const ada = await teams.person('Ada Novak');
    const root = await teams
      .say(ada, { channel }, 'hello')
      .catch(() => teams.server.tenant.conversations.get(channel)!.messages[0]!.id);
    const first = await teams.platform.post(here(), about('ALR-1'), 'one');
    const second = await teams.platform.post({ ...here(), thread: root }, about('ALR-2'), 'two');
    expect(first).toEqual({ platform: 'teams', workspace: teams.workspace, channel, messageId: expect.any(String) });
    expect(second).toEqual({ ...first, messageId: expect.any(String), thread: root });
    await teams.platform.update(first, about('ALR-1', 'resolved'));
    await teams.platform.update(second, about('ALR-2', 'resolved'));
    expect(teams.visible(channel)).toMatchObject([
      {
        id: first.messageId,
        thread: null,
        edits: 1,
        text: expect.stringContaining('resolved'),
        buttons: [{ label: 'Resolve' }],
      },
      { id: second.messageId, thread: root, edits: 1 },
    ]);
  });

  test('for one person alone goes to the conversation with them, which is opened once', async () => {
    const ada = await teams.person('Ada Novak');
    const posted = await teams.platform.post({ ...here(), only: ada.id }, words('You may not see that here.'), 'one');
    await teams.platform.post({ ...here(), only: ada.id }, words('Nor that.'), 'two');
    await teams.platform.update(posted, words('You may see it now.'));
    expect(teams.visible(channel)).toEqual([]);
    expect(teams.onlyFor(ada).map((message) => message.text)).toEqual(['You may see it now.', 'Nor that.']);
    expect(teams.server.calls.filter((call) => call.path === '/v3/conversations')).toHaveLength(1);
  });

  test('of one matter is one message, posted at once or again', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => teams.platform.post(here(), about('ALR-3'), 'matter')));
    expect(new Set(all.map((posted) => posted.messageId)).size).toBe(1);
    expect(posts()).toBe(1);
    expect(teams.visible(channel)).toHaveLength(1);
  });

  test('that somebody deleted in Teams is posted once more', async () => {
    const first = await teams.platform.post(here(), about('ALR-3'), 'matter');
    teams.server.tenant.conversations.get(channel)!.messages = [];
    const second = await teams.platform.post(here(), about('ALR-3'), 'matter');
    expect(second.messageId).not.toBe(first.messageId);
    expect(teams.visible(channel)).toHaveLength(1);
  });
});

describe('across a crash', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'teams-journal-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('what was posted and not yet stored is known to the next process', async () => {
    const path = join(folder, 'state', 'teams-posts.jsonl');
    const before = await openTeams({ journal: createFileJournal(path) }, teams.server);
    const first = await before.platform.post(here(), about('ALR-4'), 'matter');
    // killed here: nothing is stored, nothing is stopped
    const after = await openTeams({ journal: createFileJournal(path) }, teams.server);
    expect(await after.platform.post(here(), about('ALR-4', 'resolved'), 'matter')).toEqual(first);
    expect(teams.visible(channel)).toMatchObject([{ edits: 1, text: expect.stringContaining('resolved') }]);
  });

  test('and to another process that was there all along', async () => {
    const path = join(folder, 'teams-posts.jsonl');
    const here = createFileJournal(path);
    expect(here.find('a')).toBeNull();
    const posted = { platform: 'teams', workspace: 't', channel: 'c', messageId: '1' };
    createFileJournal(path).note('a', posted);
    expect(here.find('a')).toEqual(posted);
  });

  test('half a line, or no place to write, costs no more than that line', async () => {
    const path = join(folder, 'teams-posts.jsonl');
    const posted = { platform: 'teams', workspace: 't', channel: 'c', messageId: '1' };
    const journal = createFileJournal(path);
    journal.note('a', posted);
    journal.note('b', { ...posted, messageId: '2' });
    truncateSync(path, statSync(path).size - 10);
    const next = createFileJournal(path);
    expect(next.find('a')).toEqual(posted);
    expect(next.find('b')).toBeNull();
    next.note('c', posted);
    expect(createFileJournal(path).find('c')).toEqual(posted);
    expect(() => createFileJournal(`${path}/no/folder.jsonl`).note('a', posted)).not.toThrow();
  });

  test('the file stays short', () => {
    const path = join(folder, 'teams-posts.jsonl');
    const journal = createFileJournal(path, 10);
    for (let n = 0; n < 95; n++) journal.note(`key ${n}`, { platform: 'teams', channel: 'c', messageId: String(n) });
    expect(statSync(path).size).toBeLessThan(21 * 80);
    expect(createFileJournal(path, 10).find('key 94')).toMatchObject({ messageId: '94' });
  });
});

describe('what goes wrong', () => {
  const failing = async (fault: object) => {
    teams.server.faults.push({ status: 500, ...fault });
    return teams.platform.post(here(), about('ALR-5'), crypto.randomUUID()).then(
      () => null,
      (error: unknown) => error,
    );
  };
  test.each([
    [{ status: 429, retryAfter: '7' }, 7000],
    [{ status: 429 }, 5000],
    [{ status: 412, retryAfter: '2' }, 2000],
    [{ status: 503, retryAfter: '3' }, 3000],
    [{ status: 429, retryAfter: '99999' }, 600_000],
  ])('%o asks us to wait', async (fault, wait) => {
    const error = await failing(fault);
    expect(error).toBeInstanceOf(RateLimited);
    expect((error as RateLimited).retryAfterMs).toBe(wait);
    expect(posts()).toBe(1);
  });

  test.each([
    { status: 500 },
    { status: 502, retryAfter: '3' },
    { status: 504 },
    { status: 500, hangsUp: true },
    { status: 502, done: true },
  ])('%o leaves open whether it was posted, and is not tried again behind our back', async (fault) => {
    expect(await failing(fault)).toBeInstanceOf(Unreachable);
    expect(posts()).toBe(1);
  });

  test.each([
    [{ status: 403, code: 'BotNotInConversationRoster' }, /not in that Teams conversation.*Add the app/s],
    [{ status: 403, code: 'MessageWritesBlocked' }, /open it once/],
    [{ status: 403, code: 'BotDisabledByAdmin' }, /admin centre/],
    [{ status: 404, code: 'ConversationNotFound' }, /installed/],
    [{ status: 403, code: '<script>' }, /answered 403\. Check/],
    [{ status: 418 }, /installed and allowed/],
  ])('%o is refused, with what to do', async (fault, said) => {
    const error = await failing(fault);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).message).toMatch(said);
  });

  test('the bot removed from a channel is refused clearly, and posts again when it is back', async () => {
    const conversation = teams.server.tenant.conversations.get(channel)!;
    conversation.botIsIn = false;
    await expect(teams.platform.post(here(), about('ALR-6'), 'matter')).rejects.toThrow(/Add the app to the team/);
    conversation.botIsIn = true;
    await teams.platform.post(here(), about('ALR-6'), 'matter');
    expect(teams.visible(channel)).toHaveLength(1);
  });

  test('a token taken back while we run is asked for anew, once', async () => {
    await teams.platform.post(here(), about('ALR-7'), 'one');
    expect(teams.server.tokensGiven).toBe(1);
    teams.server.revokeTokens();
    await teams.platform.post(here(), about('ALR-8'), 'two');
    expect(teams.server.tokensGiven).toBe(2);
    expect(teams.visible(channel)).toHaveLength(2);
  });

  test('a client secret that is wrong says so, and a new one works without a restart', async () => {
    const [app] = teams.server.apps;
    app!.appPassword = 'rolled over';
    let tell = (): void => {};
    let shown = 'a password';
    const rotated = await openTeams(
      {
        apps: {
          list: async () => [{ id: 'settings', orgId: null, credentials: { ...app!, appPassword: shown } }],
          onChange: (told) => {
            tell = told;
            return () => {};
          },
        },
      },
      teams.server,
    );
    const error = await rotated.platform.post(here(), about('ALR-9'), 'one').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).message).toMatch(/client secret is wrong/);
    expect((error as Refused).message).not.toContain('a password');
    shown = 'rolled over';
    tell();
    await rotated.platform.post(here(), about('ALR-9'), 'one');
    expect(teams.visible(channel)).toHaveLength(1);
  });

  test('a secret that is refused is tried again by itself, and told of once it is taken; another app speaks meanwhile', async () => {
    const [app] = teams.server.apps;
    const secret = app!.appPassword;
    const apps = [{ id: 'settings', orgId: null as typeof orgId | null, credentials: { ...app! } }];
    let tell = (): void => {};
    let back = 0;
    const onChange = (told: () => void) => {
      tell = told;
      return () => {};
    };
    const tried = await openTeams(
      { apps: { list: async () => [...apps], onChange }, tokenPausesMs: [20, 40], onTokenBack: () => void back++ },
      teams.server,
    );
    app!.appPassword = 'rolled over';
    await expect(tried.platform.post(here(), about('ALR-1'), 'one')).rejects.toBeInstanceOf(TokenRefused);
    const [check] = await tried.platform.checks!();
    await expect(check!.check()).rejects.toThrow(/client secret is wrong.* tried again by itself, next in a minute/);
    expect(back).toBe(0);
    app!.appPassword = secret;
    await vi.waitFor(() => expect(back).toBe(1));
    await tried.platform.post(here(), about('ALR-1'), 'one');
    app!.appPassword = 'rolled over';
    teams.server.revokeTokens();
    const handle = { app: 'settings' };
    apps.push({ id: 'own', orgId, credentials: { ...app! } });
    tell();
    await expect(tried.platform.post({ ...here(), handle }, about('ALR-2'), 'two')).rejects.toThrow(TokenRefused);
    await tried.platform.post({ ...here(), handle }, about('ALR-2'), 'two');
    expect(teams.visible(channel)).toHaveLength(2);
    await tried.platform.stop();
  });

  test('with no app there is nothing to post with', async () => {
    const none = await openTeams({ apps: { list: async () => [], onChange: () => () => {} } }, teams.server);
    await expect(none.platform.post(here(), about('ALR-1'), 'one')).rejects.toThrow(/safenest connect teams/);
  });
});
