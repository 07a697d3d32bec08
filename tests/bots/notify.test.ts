import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { CONSOLE_CHANNEL, createConsolePlatform } from '../../src/bots/console/platform.ts';
import { createNotifier, type Notifier, type NotifierOptions } from '../../src/bots/notify.ts';
import type { Platform } from '../../src/bots/platform.ts';
import { tellChannel } from '../../src/bots/telling.ts';
import { addOutbox, outboxSteps } from '../../src/db/outbox.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId, newOrgId, type OrgId } from '../../src/domain/id.ts';
import { createLive, type Live } from '../../src/http/live.ts';
import { silentLog } from '../../src/log.ts';
import type { Announcement } from '../../src/messages/outbound.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { type Reader, readFeed } from '../support/feed.ts';
import { plainPlatform } from '../support/plain-platform.ts';

for (const kind of databases)
  describe(`the notifier on the ${kind.name} database`, () => {
    let opened: TestDatabase;
    let live: Live;
    let orgId: OrgId;
    let reader: Reader;
    let now: Date;

    beforeAll(async () => {
      opened = await kind.open();
      live = createLive(opened.database, silentLog());
      await live.start();
    });
    beforeEach(async () => {
      ({ orgId } = await newOrganisation(opened.db));
      reader = readFeed(live, orgId);
      now = new Date('2026-03-01T10:00:00Z');
    });
    afterAll(async () => {
      await live.stop();
      await opened.close();
    });

    const steps = () => outboxSteps(opened.db, () => now);
    function notifier(options: Partial<NotifierOptions> = {}): Notifier {
      return createNotifier({
        platforms: [createConsolePlatform(live)],
        channels: async () => [CONSOLE_CHANNEL],
        outbox: steps(),
        compose: async (org) => ({ orgId: org, text: 'Many failed logins', card: { key: 'ALR-1', parts: [] } }),
        log: silentLog(),
        ...options,
      });
    }
    const announce = (subject: string, kind: Announcement['kind'] = 'alert_raised'): Promise<string> =>
      withOrg(opened.db, orgId, (tx) => addOutbox(tx, { kind, subject }));
    const rows = () =>
      withOrg(opened.db, orgId, (tx) =>
        tx
          .selectFrom('outbox')
          .select(['id', 'kind', 'attempts', 'sent_at', 'posted', 'last_error', 'claimed_until'])
          .where('org_id', '=', orgId)
          .orderBy('id')
          .execute(),
      );
    /** What is drawn before this mark has been heard when the mark is. */
    const settled = async (): Promise<void> => {
      const before = reader.drawn();
      await live.publish(orgId, { type: 'alert', ref: 'ALR-999', key: newId() });
      await vi.waitFor(() => expect(reader.drawn()).toBeGreaterThan(before));
    };

    test('an alert is shown once and marked sent with where it was posted', async () => {
      const subject = newId();
      const id = await announce(subject);
      await notifier().deliver(orgId, id);
      await vi.waitFor(() => expect(reader.shown()).toEqual(['ALR-1']));
      expect(await rows()).toEqual([
        {
          id,
          kind: 'alert_raised',
          attempts: 1,
          sent_at: now,
          posted: [{ platform: 'console', channel: 'feed', messageId: subject }],
          last_error: null,
          claimed_until: null,
        },
      ]);
      await notifier().deliver(orgId, id);
      await notifier().deliver(orgId, newId());
      await settled();
      expect(reader.drawn()).toBe(2);
    });

    test('two deliveries at once draw it once', async () => {
      const id = await announce(newId());
      await Promise.all([1, 2, 3].map(() => notifier().deliver(orgId, id)));
      await settled();
      expect(reader.shown()).toEqual(['ALR-1', 'ALR-999']);
      expect(reader.drawn()).toBe(2);
    });

    test('a change edits what was posted, and changes that piled up are told together', async () => {
      const subject = newId();
      const told: string[] = [];
      const platform: Platform = {
        name: 'slack',
        start: async () => {},
        stop: async () => {},
        async post({ channel }, message) {
          told.push(`post ${message.text}`);
          return { platform: 'slack', channel, messageId: 'ts-1' };
        },
        async update(posted, message) {
          told.push(`update ${posted.messageId} ${message.text}`);
        },
      };
      let title = 'raised';
      const tell = notifier({
        platforms: [platform],
        channels: async () => [{ platform: 'slack', channel: 'C1' }],
        compose: async (org) => ({ orgId: org, text: title }),
      });
      await tell.deliver(orgId, await announce(subject));
      title = 'resolved';
      const changes = [await announce(subject, 'alert_changed'), await announce(subject, 'alert_changed')];
      for (const id of changes) await tell.deliver(orgId, id);
      expect(told).toEqual(['post raised', 'update ts-1 resolved']);
      const posted = [{ platform: 'slack', channel: 'C1', messageId: 'ts-1' }];
      expect((await rows()).map((row) => [row.sent_at, row.posted])).toEqual(Array(3).fill([now, posted]));
    });

    test('what goes on as a part of something told is not told anew, and kept true where it stands', async () => {
      const subject = newId();
      const slack = plainPlatform();
      const tell = (channels: readonly string[], covered: boolean) =>
        notifier({
          platforms: [slack],
          channels: async () => channels.map((channel) => ({ platform: 'slack' as const, channel })),
          compose: async (org) => ({ orgId: org, text: covered ? 'in INC-1' : 'raised', pending: true, covered }),
        });
      await tell(['C1'], false).deliver(orgId, await announce(subject));
      await tell(['C1', 'C2'], true).deliver(orgId, await announce(subject, 'alert_changed'));
      expect(slack.messages.map(({ to, message }) => [to.channel, message.text])).toEqual([['C1', 'in INC-1']]);
    });

    test('what changes while it is being told is told right after, by the same delivery', async () => {
      const subject = newId();
      const first = await announce(subject);
      let second = '';
      let composed = 0;
      const tell = notifier({
        async compose(org) {
          if (++composed === 1) {
            second = await announce(subject, 'alert_changed');
            // its own delivery finds the matter taken and leaves it
            await notifier().deliver(orgId, second);
          }
          return { orgId: org, text: `version ${composed}`, card: { key: 'ALR-1', parts: [] } };
        },
      });
      await tell.deliver(orgId, first);
      expect(composed).toBe(2);
      expect((await rows()).map((row) => row.sent_at)).toEqual([now, now]);
      await settled();
      expect(reader.shown()).toEqual(['ALR-1', 'ALR-999']);
    });

    test('a crash between post and mark shows no second message', async () => {
      const id = await announce(newId());
      const crash = { ...steps(), settle: () => new Promise<never>(() => {}) };
      void notifier({ outbox: crash }).deliver(orgId, id);
      await vi.waitFor(() => expect(reader.shown()).toEqual(['ALR-1']));
      // whoever comes next is told when to come again: its process may be gone, and so it is
      const later = await notifier().deliver(orgId, id);
      expect(later).toEqual({ at: new Date(now.getTime() + 15_000), severity: null });
      expect((await rows())[0]).toMatchObject({ sent_at: null, attempts: 1 });

      now = later!.at;
      await notifier().deliver(orgId, id);
      expect((await rows())[0]).toMatchObject({ sent_at: now, attempts: 2 });
      await settled();
      expect(reader.shown()).toEqual(['ALR-1', 'ALR-999']);
    });

    /** Two channels; what is posted in the first one takes as long as `meanwhile`. */
    function slowNotifier(meanwhile: () => Promise<void>) {
      const posts: string[] = [];
      const platform: Platform = {
        name: 'slack',
        start: async () => {},
        stop: async () => {},
        async post({ channel }, _, key) {
          posts.push(channel);
          if (channel === 'C1' && posts.length === 1) await meanwhile();
          return { platform: 'slack', channel, messageId: key };
        },
        update: async () => {},
      };
      const at = (channel: string) => ({ platform: 'slack' as const, channel });
      const told = { platforms: [platform], channels: async () => [at('C1'), at('C2')] };
      return { posts, tell: notifier(told) };
    }
    const passes = (ms: number): void => {
      now = new Date(now.getTime() + ms);
    };

    test('whoever works longer than a claim is held renews it: nobody else takes it over', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      try {
        const id = await announce(newId());
        const slow = slowNotifier(async () => {
          for (let i = 0; i < 4; i++) {
            passes(5000);
            vi.advanceTimersByTime(5000);
            const held = new Date(now.getTime() + 15_000);
            await vi.waitFor(async () => expect((await rows())[0]!.claimed_until).toEqual(held));
            expect(await slow.tell.deliver(orgId, id)).toEqual({ at: held, severity: null });
          }
        });
        await slow.tell.deliver(orgId, id);
        expect(slow.posts).toEqual(['C1', 'C2']);
        expect((await rows())[0]).toMatchObject({ sent_at: now, attempts: 1 });
        expect(vi.getTimerCount()).toBe(0);
      } finally {
        vi.useRealTimers();
      }
    });

    test('whoever slept and lost the matter says nothing more, and leaves it to whoever has it', async () => {
      const id = await announce(newId());
      const slow = slowNotifier(async () => {
        passes(15_000);
        // it takes the matter over, and dies as well
        expect(await steps().claim(orgId, id)).toMatchObject({ ids: [id] });
      });
      expect(await slow.tell.deliver(orgId, id)).toBeNull();
      expect(slow.posts).toEqual(['C1']);
      const held = new Date(now.getTime() + 15_000);
      expect((await rows())[0]).toMatchObject({ sent_at: null, attempts: 2, last_error: null, claimed_until: held });
      passes(15_000);
      expect(await slow.tell.deliver(orgId, id)).toBeNull();
      // what stands in the first channel is found by its key
      expect(slow.posts.at(-1)).toBe('C2');
      expect((await rows())[0]).toMatchObject({ sent_at: now, attempts: 3 });
    });

    test('whoever slept and lost nothing goes on', async () => {
      const id = await announce(newId());
      const slow = slowNotifier(async () => passes(60_000));
      await slow.tell.deliver(orgId, id);
      expect(slow.posts).toEqual(['C1', 'C2']);
      expect((await rows())[0]).toMatchObject({ sent_at: now, attempts: 1 });
    });

    test('a failure gives the row back with why, and the next try goes on where the last one ended', async () => {
      const posts: string[] = [];
      let away = true;
      const chat = (name: 'slack' | 'discord'): Platform => ({
        name,
        start: async () => {},
        stop: async () => {},
        async post({ channel }, _, key) {
          if (name === 'slack' && away) throw new Error('slack is away');
          posts.push(`${name} post`);
          return { platform: name, channel, messageId: key };
        },
        update: async () => void posts.push(`${name} update`),
      });
      const tell = notifier({
        platforms: [chat('slack'), chat('discord')],
        channels: async () => [
          { platform: 'slack', channel: 'C1' },
          { platform: 'discord', channel: 'D1' },
        ],
      });
      const subject = newId();
      const id = await announce(subject);
      await expect(tell.deliver(orgId, id)).rejects.toThrow('slack is away');
      expect((await rows())[0]).toMatchObject({
        sent_at: null,
        claimed_until: null,
        last_error: 'slack is away',
        posted: [{ platform: 'discord', channel: 'D1', messageId: subject }],
      });
      away = false;
      await tell.deliver(orgId, id);
      expect(posts).toEqual(['discord post', 'slack post']);
      expect((await rows())[0]).toMatchObject({ sent_at: now, last_error: null });
      expect((await rows())[0]!.posted).toHaveLength(2);
    });

    test('nothing is told of what is no more, and a channel without its platform is passed over', async () => {
      const gone = await announce(newId());
      await notifier({ compose: async () => null }).deliver(orgId, gone);
      const unbound = await announce(newId());
      await notifier({ channels: async () => [{ platform: 'teams', channel: 'T1' }] }).deliver(orgId, unbound);
      expect((await rows()).map((row) => [row.sent_at, row.posted])).toEqual(Array(2).fill([now, []]));
      await settled();
      expect(reader.shown()).toEqual(['ALR-999']);
    });

    test('another organisation’s row is not delivered', async () => {
      const id = await announce(newId());
      const { orgId: other } = await newOrganisation(opened.db);
      await notifier().deliver(other, id);
      expect((await rows())[0]).toMatchObject({ sent_at: null, attempts: 0 });
    });
  });

test.each([
  ['its time has come', 'a', /was put off, and is asked for again/],
  ['it was edited', 'b', /was edited, and is asked for as it is now/],
])('a proposal that was put off is asked for anew because %s; its old card says so', async (_, form, words) => {
  const platform = plainPlatform();
  const to = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;
  const state = {
    kind: 'proposal',
    ref: 'PROP-1',
    status: 'pending',
    undone: false,
    severity: null,
    by: null,
  } as const;
  const news = { orgId: newOrgId(), text: 'PROP-1', pending: true, state: { ...state, form } };
  const told = { ...state, form: 'a', putOff: true } as const;
  const posted = await platform.post({ ...to, thread: null }, { orgId: news.orgId, text: 'put off' }, 'old');
  const before = { ...posted, told };
  const telling = { platform, to, news, subject: 's', turn: 't', before, now: new Date(), log: silentLog() };
  await tellChannel(telling);
  expect(platform.texts()).toEqual([expect.stringMatching(words), 'PROP-1']);
});
