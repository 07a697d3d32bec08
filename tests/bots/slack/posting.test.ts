import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RateLimited, Refused, TokenRefused, Unreachable } from '../../../src/bots/platform-errors.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import type { OutboundMessage } from '../../../src/messages/outbound.ts';
import { openSlackFixture, PIXEL, type SlackFixture } from '../../support/slack-fixture.ts';
import { BOT } from '../../support/slack-workspace.ts';

let fixture: SlackFixture;
let general: string;
beforeEach(async () => {
  fixture = await openSlackFixture();
  general = await fixture.channel('general');
});
afterEach(async () => {
  await fixture.platform.stop();
  expect(fixture.server.workspace.violations).toEqual([]);
  await fixture.close();
});

const orgId = newOrgId();
const about = (ref: string, status = 'open'): OutboundMessage => ({
  orgId,
  text: `[HIGH] ${ref} Many failed logins (${status})`,
  severity: 'high',
  card: {
    key: ref,
    parts: [
      { kind: 'heading', text: `${ref} Many failed logins`, severity: 'high', status, url: `/alerts/${ref}` },
      { kind: 'actions', actions: [{ id: 'alert.resolve', label: 'Resolve', value: ref }] },
    ],
  },
});
const to = (more = {}) => ({ workspace: fixture.workspace, channel: general, ...more });
const posts = () => fixture.server.calls.filter(({ method }) => method === 'chat.postMessage').length;

describe('one message for one matter', () => {
  test('however often it is posted, and whatever is newer stands in its place', async () => {
    const { platform, visible, workspace } = fixture;
    const first = await platform.post(to(), about('ALR-1'), 'matter-1');
    expect(first).toEqual({ platform: 'slack', workspace, channel: general, messageId: expect.any(String) });
    expect(await platform.post(to(), about('ALR-1', 'resolved'), 'matter-1')).toEqual(first);
    expect(visible(general)).toMatchObject([
      { id: first.messageId, edits: 1, text: expect.stringContaining('resolved') },
    ]);
    await platform.post(to(), about('ALR-2'), 'matter-2');
    expect(visible(general)).toHaveLength(2);
  });

  test('also where the answer to the post was lost, or the process that posted is gone', async () => {
    const { platform, visible, server } = fixture;
    server.failNext('lost', 'chat.postMessage');
    await expect(platform.post(to(), about('ALR-1'), 'matter-1')).rejects.toBeInstanceOf(Unreachable);
    const found = await platform.post(to(), about('ALR-1'), 'matter-1');
    expect(visible(general)).toMatchObject([{ id: found.messageId }]);
    expect(posts()).toBe(1);
    // another process, which knows nothing of it
    const { createSlack } = await import('../../../src/bots/slack/platform.ts');
    const { silentLog } = await import('../../../src/log.ts');
    const credentials = { botToken: server.tokens.bot, signingSecret: null, appToken: null };
    const other = createSlack({
      apps: { list: async () => [{ id: 'settings', orgId: null, credentials }], onChange: () => () => {} },
      apiUrl: server.apiUrl,
      publicUrl: null,
      log: silentLog(),
      now: () => new Date(),
      drawChart: async () => PIXEL,
    });
    expect(await other.post(to(), about('ALR-1'), 'matter-1')).toEqual(found);
    expect(posts()).toBe(1);
    await other.stop();
  });

  test('a key that somebody else’s message carries is nobody’s proof', async () => {
    const { platform, server, visible } = fixture;
    const metadata = { event_type: 'safenest_matter', event_payload: { key: 'matter-1' } };
    server.workspace.write({ channel: general, user: 'U0EVIL', bot: true, text: 'x', metadata });
    await platform.post(to(), about('ALR-1'), 'matter-1');
    expect(visible(general)).toHaveLength(1);
  });

  test('a message deleted in Slack is posted anew, and a change of it is refused', async () => {
    const { platform, visible, server } = fixture;
    const first = await platform.post(to(), about('ALR-1'), 'matter-1');
    server.workspace.messages.length = 0;
    await expect(platform.update(first, about('ALR-1'))).rejects.toBeInstanceOf(Refused);
    const again = await platform.post(to(), about('ALR-1'), 'matter-1');
    expect(visible(general)).toMatchObject([{ id: again.messageId }]);
  });

  test('its story goes to its thread, with keys of its own', async () => {
    const { platform, visible } = fixture;
    const first = await platform.post(to(), about('ALR-1'), 'matter-1');
    const thread = first.messageId;
    const reply = await platform.post(to({ thread }), { orgId, text: 'Resolved by Ada' }, 'matter-1:2');
    expect(reply).toMatchObject({ thread });
    expect(await platform.post(to({ thread }), { orgId, text: 'Resolved by Ada' }, 'matter-1:2')).toEqual(reply);
    expect(visible(general).map((message) => message.thread)).toEqual([null, thread]);
  });
});

describe('what only one person sees', () => {
  test('is ephemeral in the channel, and replaced through the click on it', async () => {
    const { platform, person, onlyFor, visible, press, server } = fixture;
    const ada = await person('Ada');
    const posted = await platform.post(to({ only: ada.id }), about('ALR-1'), 'k');
    expect(onlyFor(ada)).toMatchObject([{ id: posted.messageId, text: expect.stringContaining('ALR-1') }]);
    expect(visible(general)).toEqual([]);
    let handle: Record<string, string> | undefined;
    await platform.start(async (event) => {
      handle = event.handle;
      expect(event).toMatchObject({ kind: 'action', message: posted });
      return { kind: 'accepted' };
    });
    await press(ada, onlyFor(ada)[0]!, 'Resolve');
    await platform.update(posted, about('ALR-1', 'resolved'), handle);
    expect(onlyFor(ada)).toMatchObject([{ edits: 1, text: expect.stringContaining('resolved') }]);
    const own = server.workspace.responseUrl('http://127.0.0.1:1', general, ada.id);
    await expect(platform.update(posted, about('ALR-1'), { response: own })).rejects.toBeInstanceOf(Refused);
  });

  test('is a direct message where the channel has no place for it', async () => {
    const { platform, person, onlyFor, server } = fixture;
    const ada = await person('Ada');
    const hidden = server.workspace.channel('hidden', false);
    await platform.post({ workspace: fixture.workspace, channel: hidden, only: ada.id }, about('ALR-1'), 'k');
    expect(onlyFor(ada)).toMatchObject([{ text: expect.stringContaining('ALR-1') }]);
  });

  test('is what a command gets that was typed where the app is not', async () => {
    const { platform, person, onlyFor, command, server } = fixture;
    const ada = await person('Ada');
    const hidden = server.workspace.channel('hidden', false);
    let handle: Record<string, string> | undefined;
    await platform.start(async (event) => {
      handle = event.handle;
      return { kind: 'accepted' };
    });
    await command(ada, { channel: hidden }, 'status');
    await platform.post(
      { workspace: fixture.workspace, channel: hidden, handle: handle! },
      { orgId, text: 'All is well' },
      'k',
    );
    expect(onlyFor(ada)).toMatchObject([{ text: 'All is well' }]);
  });

  test('is their own page, drawn anew each time', async () => {
    const { platform, person, home } = fixture;
    const ada = await person('Ada');
    const place = { workspace: fixture.workspace, channel: 'D1', only: ada.id, home: true as const };
    const posted = await platform.post(place, about('INC-1'), 'home');
    await platform.update(posted, about('INC-2'));
    expect(home!(ada)?.text).toContain('INC-2');
  });
});

describe('pictures', () => {
  const chart = (): OutboundMessage => ({
    orgId,
    text: 'Logins',
    card: {
      key: 'posture',
      parts: [{ kind: 'chart', title: 'Logins', unit: 'a day', points: [{ label: 'Mon', value: 3 }] }],
    },
  });
  test('a chart is a file, brought to Slack once', async () => {
    const { platform, server, visible } = fixture;
    await platform.post(to(), chart(), 'k1');
    await platform.post(to(), chart(), 'k2');
    expect([...server.workspace.files.values()]).toEqual([{ bytes: PIXEL, done: true }]);
    expect(visible(general)[1]?.text).toContain('Logins: Mon 3 a day');
  });

  test('a picture of what is gone for good is deleted in Slack, and brought there anew where it is shown once more', async () => {
    const { platform, server } = fixture;
    const posted = await platform.post(to(), chart(), 'k1');
    const ids = () => [...server.workspace.files.keys()];
    const [first] = ids();
    await platform.update(posted, { orgId, text: 'still there' });
    expect(ids()).toEqual([first]);
    await platform.update(posted, chart());
    await platform.update(posted, { orgId, text: 'forgotten', erased: true });
    expect(ids()).toEqual([]);
    // what is gone already is no fault
    await platform.update(posted, { orgId, text: 'forgotten', erased: true });
    await platform.post(to(), chart(), 'k2');
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual([first]);
  });

  test('where files may not be uploaded, Slack draws the chart; where it does not, its numbers are words', async () => {
    const { platform, server, visible } = fixture;
    server.failNext({ error: 'missing_scope' }, 'files.getUploadURLExternal');
    await platform.post(to(), chart(), 'k1');
    expect(server.workspace.messages[0]?.blocks).toContainEqual(
      expect.objectContaining({ type: 'data_visualization' }),
    );
    server.failNext({ error: 'invalid_blocks' }, 'chat.postMessage');
    await platform.post(to(), chart(), 'k2');
    expect(visible(general)[1]?.text).toContain('• Mon: 3 a day');
  });
});

describe('when Slack does not do it', () => {
  test.each([
    ['rate_limited', RateLimited],
    ['server_error', Unreachable],
    ['lost', Unreachable],
    [{ error: 'internal_error' }, Unreachable],
    [{ error: 'invalid_auth' }, Refused],
    [{ error: 'token_revoked' }, Refused],
    [{ error: 'missing_scope' }, Refused],
    [{ error: 'not_in_channel' }, Refused],
    [{ error: 'channel_not_found' }, Refused],
    [{ error: 'some_new_word' }, Refused],
  ] as const)('%j is said in our words', async (how, kind) => {
    const { platform, server } = fixture;
    server.failNext(how, 'chat.postMessage');
    const error: unknown = await platform.post(to(), about('ALR-1'), 'k').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(kind);
    if (error instanceof RateLimited) expect(error.retryAfterMs).toBe(1000);
    if (error instanceof Refused) expect(error.mend).toMatch(/\w+.*\.$/);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(server.tokens.bot);
  });

  test('a token that is refused is tried again by itself, and told of once it is taken; another app speaks meanwhile', async () => {
    const { server } = fixture;
    const { createSlack } = await import('../../../src/bots/slack/platform.ts');
    const { silentLog } = await import('../../../src/log.ts');
    const of = (botToken: string) => ({ botToken, signingSecret: null, appToken: null });
    const apps = [{ id: 'settings', orgId: null as typeof orgId | null, credentials: of(server.tokens.bot) }];
    let tell = (): void => {};
    let back = 0;
    const platform = createSlack({
      apps: {
        list: async () => [...apps],
        onChange(told) {
          tell = told;
          return () => {};
        },
      },
      apiUrl: server.apiUrl,
      publicUrl: null,
      log: silentLog(),
      now: () => new Date(),
      drawChart: async () => PIXEL,
      tokenPausesMs: [20, 40],
      onTokenBack: () => void back++,
    });
    const handle = { app: 'settings' };
    await platform.post(to(), about('ALR-1'), 'one');
    server.revoke();
    await expect(platform.post(to({ handle }), about('ALR-2'), 'two')).rejects.toBeInstanceOf(TokenRefused);
    const [token] = await platform.checks!();
    await expect(token!.check()).rejects.toThrow(/token_revoked.* tried again by itself, next in a minute/);
    expect(back).toBe(0);
    server.more.add('xoxb-own');
    apps.push({ id: 'own', orgId, credentials: of('xoxb-own') });
    tell();
    await platform.post(to({ handle }), about('ALR-2'), 'two');
    server.revoke(false);
    await vi.waitFor(() => expect(back).toBe(1));
    await platform.stop();
  });

  test('a workspace without an app says what to do; Slack gone altogether is a matter of waiting', async () => {
    const { platform, server } = fixture;
    await expect(platform.post({ workspace: 'T0OTHER', channel: general }, about('ALR-1'), 'k')).rejects.toThrow(
      'safenest connect slack',
    );
    await server.close();
    await expect(platform.post(to(), about('ALR-1'), 'k')).rejects.toBeInstanceOf(Unreachable);
    fixture = await openSlackFixture();
  });
});

describe('an answer while it is written', () => {
  const asked = async (where: 'direct' | { channel: string }) => {
    const { platform, person, say } = fixture;
    const ada = await person('Ada');
    let place: { workspace: string; channel: string; thread: string | null; handle: Record<string, string> } | null =
      null;
    await platform.start(async ({ place: at, handle }) => {
      place = { workspace: at.workspace, channel: at.channel, thread: at.thread, handle: handle! };
      return { kind: 'accepted' };
    });
    await say(ada, where, 'what is new?');
    return {
      ada,
      place: place! as { workspace: string; channel: string; thread: string; handle: Record<string, string> },
    };
  };
  const whole: OutboundMessage = {
    orgId,
    text: '3 alerts, the latest ALR-7.',
    citations: [{ ref: 'ALR-7', kind: 'alert', at: '2026-11-20T13:00:00Z', url: '/alerts/ALR-7' }],
  };

  test('in a channel: eyes on the question, one message in its thread that is edited, and the eyes go', async () => {
    const { platform, signs, visible } = fixture;
    const { place } = await asked({ channel: general });
    const stood: unknown[] = [];
    const writer = platform.answer!(place, orgId, { key: 'inbox 1', stands: (where) => stood.push(where) });
    await writer.status('Looking');
    expect(signs()).toEqual({ shown: 1, showing: true });
    await writer.text('3 al');
    await vi.waitFor(() => expect(visible(general)).toMatchObject([{ text: '3 al', thread: place.thread }]));
    await writer.text('2 al');
    await vi.waitFor(() => expect(visible(general)).toMatchObject([{ text: '2 al' }]));
    const posted = await writer.finish(whole);
    expect(stood).toEqual([posted]);
    expect(visible(general)).toMatchObject([
      { id: posted.messageId, text: '3 alerts, the latest <https://desk.example.com/alerts/ALR-7|ALR-7>.' },
    ]);
    expect(signs()).toEqual({ shown: 1, showing: false });
  });

  test('alone: a status, then a stream that takes words back by becoming an edited message', async () => {
    const { platform, server, signs, onlyFor } = fixture;
    const { ada, place } = await asked('direct');
    const writer = platform.answer!(place, orgId, { key: 'inbox 1' });
    await writer.status('Looking');
    expect(signs()).toEqual({ shown: 1, showing: true });
    await writer.text('3 alerts');
    await vi.waitFor(() =>
      expect(server.workspace.messages.at(-1)).toMatchObject({ text: '3 alerts', streaming: true }),
    );
    await writer.text('3 alerts, the');
    await vi.waitFor(() => expect(server.workspace.messages.at(-1)?.text).toBe('3 alerts, the'));
    await writer.text('4 alerts');
    await vi.waitFor(() =>
      expect(server.workspace.messages.at(-1)).toMatchObject({ text: '4 alerts', streaming: false, edits: 1 }),
    );
    await writer.finish(whole);
    expect(onlyFor(ada)).toHaveLength(1);
    expect(onlyFor(ada)[0]?.text).toContain('3 alerts, the latest');
    expect(signs().showing).toBe(false);
  });

  test.each(['direct', 'channel'] as const)('what is unfinished shows words, no marks: %s', async (where) => {
    const { platform, server } = fixture;
    const { place } = await asked(where === 'direct' ? 'direct' : { channel: general });
    const writer = platform.answer!(place, orgId, { key: 'inbox 1' });
    const shown = () =>
      server.workspace.messages
        .filter(({ user }) => user === BOT.user)
        .at(-1)
        ?.text.replaceAll('\u2060', '');
    await writer.text('See [Help](/help) and [INC-3], [He');
    await vi.waitFor(() => expect(shown()).toMatch(/^See Help and INC-3, ?$/));
    await writer.text('See [Help](/help) and [INC-3], [Health](/health), or [b] (here)');
    await vi.waitFor(() => expect(shown()).toBe('See Help and INC-3, Health, or [b] (here)'));
  });

  test('a stream is left before Slack closes it, and one that was closed does no harm', async () => {
    await fixture.close();
    fixture = await openSlackFixture({ pace: { everyMs: 5, streamMs: -1, hintMs: 0 } });
    const { ada, place } = await asked('direct');
    const { platform, server, onlyFor } = fixture;
    const writer = platform.answer!(place, orgId, { key: 'inbox 1' });
    await writer.text('one');
    await vi.waitFor(() => expect(server.workspace.messages.at(-1)).toMatchObject({ text: 'one', streaming: true }));
    await writer.text('one two');
    await vi.waitFor(() =>
      expect(server.workspace.messages.at(-1)).toMatchObject({ text: 'one two', streaming: false }),
    );
    await writer.finish(whole);
    const second = platform.answer!(place, orgId, { key: 'inbox 2' });
    await second.text('again');
    await vi.waitFor(() => expect(server.workspace.messages.at(-1)).toMatchObject({ text: 'again', streaming: true }));
    server.workspace.messages.at(-1)!.streaming = false;
    await second.finish(whole);
    expect(onlyFor(ada).map(({ text }) => text.slice(0, 8))).toEqual(['3 alerts', '3 alerts']);
  });

  test('an earlier attempt’s message is edited, also one that is known by its key alone', async () => {
    const { platform, visible, server } = fixture;
    const { place } = await asked({ channel: general });
    const first = platform.answer!(place, orgId, { key: 'inbox 1' });
    const posted = await first.finish({ orgId, text: 'half' });
    await platform.answer!(place, orgId, { key: 'inbox 1' }).finish(whole, posted);
    expect(visible(general)).toMatchObject([{ id: posted.messageId, edits: 1 }]);
    // asked long ago, and nobody remembers
    const old = (Date.now() / 1000 - 3600).toFixed(6);
    server.workspace.write({ channel: general, user: 'U1', text: 'old', ts: old });
    const metadata = { event_type: 'safenest_matter', event_payload: { key: 'inbox 7' } };
    server.workspace.write({ channel: general, user: BOT.user, bot: true, text: 'x', thread: old, metadata });
    const again = { key: 'inbox 7', again: true } as const;
    await platform.answer!({ ...place, thread: old, handle: { message: old, user: 'U1' } }, orgId, again).finish(whole);
    expect(visible(general).filter(({ thread }) => thread === old)).toMatchObject([{ edits: 1 }]);
  });

  test('a stream that Slack began and whose answer was lost is finished: nothing stands beside it', async () => {
    const { platform, server, onlyFor } = fixture;
    const { ada, place } = await asked('direct');
    server.failNext('lost', 'chat.startStream');
    const alone = platform.answer!(place, orgId, { key: 'inbox 1' });
    await alone.text('3 alerts');
    await vi.waitFor(() => expect(server.workspace.messages.at(-1)).toMatchObject({ streaming: true }));
    await alone.text('3 alerts, the');
    await alone.finish(whole);
    expect(onlyFor(ada)).toMatchObject([{ text: expect.stringContaining('3 alerts, the latest') }]);
    expect(server.workspace.messages.filter(({ streaming }) => streaming)).toEqual([]);
  });

  test('so is a draft in a channel', async () => {
    const { platform, server, visible } = fixture;
    const { place: open } = await asked({ channel: general });
    server.failNext('lost', 'chat.postMessage');
    const aloud = platform.answer!(open, orgId, { key: 'inbox 2' });
    await aloud.text('3 alerts');
    await vi.waitFor(() => expect(visible(general)).toHaveLength(1));
    await aloud.finish(whole);
    expect(visible(general)).toMatchObject([{ text: expect.stringContaining('3 alerts, the latest') }]);
  });

  test('what only one person may see shows no draft to others', async () => {
    const { platform, visible, onlyFor } = fixture;
    const { ada, place } = await asked({ channel: general });
    const writer = platform.answer!({ ...place, only: ada.id }, orgId, { key: 'inbox 1' });
    await writer.text('secret');
    await writer.finish(whole);
    expect(visible(general)).toEqual([]);
    expect(onlyFor(ada)).toHaveLength(1);
  });

  test('drafts and signs that Slack refuses do not fail; an answer nobody got does', async () => {
    const { platform, server } = fixture;
    const { place } = await asked({ channel: general });
    const writer = platform.answer!(place, orgId, { key: 'inbox 1' });
    server.failNext('rate_limited', 'reactions.add');
    await writer.status('Looking');
    server.failNext({ error: 'not_in_channel' }, 'chat.postMessage');
    await expect(writer.finish(whole)).rejects.toBeInstanceOf(Refused);
    server.failNext('server_error', 'chat.postMessage');
    await expect(platform.answer!(place, orgId, { key: 'inbox 1' }).finish(whole)).rejects.toBeInstanceOf(Unreachable);
  });
});
