import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DispatchServices } from '../../src/bots/dispatch-services.ts';
import type { Target } from '../../src/bots/platform.ts';
import { RateLimited, Refused, TokenRefused } from '../../src/bots/platform-errors.ts';
import { conversationOf } from '../../src/bots/replying.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { OrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { TurnEvent } from '../../src/messages/turn.ts';
import { chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { DISCORD_TOKEN } from '../support/discord-server.ts';
import { type PlainPlatform, plainPlatform, spoken } from '../support/plain-platform.ts';

/** A platform that refuses some places: what is said there is thrown. */
function refusing(refuses: (to: Target) => Error | null): PlainPlatform & { tries: number } {
  const plain = plainPlatform();
  const check = (to: Target): void => {
    refusing.tries++;
    const error = refuses(to);
    if (error) throw error;
  };
  const refusing = {
    ...plain,
    tries: 0,
    async post(...[to, message, key]: Parameters<PlainPlatform['post']>) {
      check(to);
      return plain.post(to, message, key);
    },
    answer(...[to, orgId, of]: Parameters<NonNullable<PlainPlatform['answer']>>) {
      const writer = plain.answer!(to, orgId, of);
      return {
        status: async () => {},
        text: async () => {},
        async finish(...[message, before]: Parameters<typeof writer.finish>) {
          check(to);
          return writer.finish(message, before);
        },
      };
    },
  };
  return refusing;
}

const said = (text: string): TurnEvent => ({
  kind: 'done',
  answer: { sessionId: '', text, citations: [], steps: [], cards: [], model: 'offline', language: 'en' },
});
const aloud: DispatchServices['ask'] = async function* (_who, { text }): AsyncIterable<TurnEvent> {
  yield said(`Answer to ${text}`);
};
const privately: DispatchServices['ask'] = async function* (): AsyncIterable<TurnEvent> {
  yield { kind: 'private', notice: 'I answered Maria privately.' };
  const done = said('Secret');
  if (done.kind !== 'done') return;
  yield { ...done, answer: { ...done.answer, privateNotice: 'I answered Maria privately.' } };
};
const outside = new Refused('Slack refused it (not_in_channel).', 'Invite the app.');
const closed = new Refused('Discord does not let the bot write to this person.', 'They can allow it.');

describe.each(databases)('what a platform refuses, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    officer = await org.member('officer', { name: 'Maria Lopez' });
    const first = chatDesk(database.db, []);
    await first.connect(org.admin, 'slack', 'T1');
    await first.link(org.admin, officer, { platform: 'slack', workspace: 'T1', id: 'U1' });
    await first.readers(org.admin, { platform: 'slack', workspace: 'T1', channel: 'C1' }, 'officer');
  });
  afterAll(() => database.close());
  beforeEach(() => withOrg(database.db, org.orgId, async (tx) => void (await tx.deleteFrom('inbox').execute())));
  const rows = () =>
    withOrg(database.db, org.orgId, (tx) => tx.selectFrom('inbox').selectAll().orderBy('received_at').execute());
  const told = ({ messages }: PlainPlatform) =>
    messages.map(({ to, message }) => `${to.only ? 'alone' : 'place'}: ${message.text}`);

  test('by the place it was asked in, is told to whoever asked, once', async () => {
    const platform = refusing((to) => (to.only ? null : outside));
    const desk = chatDesk(database.db, [platform], { services: { ask: aloud } });
    await desk.dispatch.deliver(spoken('what is new?'));
    await desk.idle();
    expect(told(platform)).toEqual([
      expect.stringMatching(/^alone: I could not write[^\n]+\n\nAnswer to what is new\?$/),
    ]);
    expect((await rows())[0]).toMatchObject({
      done_at: expect.any(Date),
      last_error: expect.stringContaining('Invite'),
    });
  });

  test('by the person it is for, is never said to have been told: the place says how to get it', async () => {
    const platform = refusing((to) => (to.only ? closed : null));
    const desk = chatDesk(database.db, [platform], { services: { ask: privately } });
    await desk.dispatch.deliver(spoken('who failed to log in?'));
    await desk.idle();
    expect(told(platform)).toEqual([expect.stringMatching(/^place: .*cannot write to you privately.*\/safenest ask/)]);
    expect((await rows())[0]).toMatchObject({ done_at: expect.any(Date) });
  });

  test('the person has their answer before the place is told of it', async () => {
    const platform = refusing(() => null);
    const desk = chatDesk(database.db, [platform], { services: { ask: privately } });
    await desk.dispatch.deliver(spoken('who failed to log in?'));
    await desk.idle();
    expect(told(platform)).toEqual(['alone: Secret', 'place: I answered Maria privately.']);
  });

  test('by nobody yet: while the place has us wait, the person has their answer, and the word follows', async () => {
    let waits = true;
    const platform = refusing((to) => (!to.only && waits ? new RateLimited('wait', 60_000) : null));
    const at = { now: new Date() };
    const desk = chatDesk(database.db, [platform], {
      now: () => at.now,
      services: { ask: privately, enqueue: async () => {} },
    });
    const event = spoken('who failed to log in?');
    await desk.dispatch.deliver(event);
    at.now = (await desk.dispatch.work(org.orgId, conversationOf(event)))!;
    expect(told(platform)).toEqual(['alone: Secret']);
    waits = false;
    expect(await desk.dispatch.work(org.orgId, conversationOf(event))).toBeNull();
    expect(told(platform)).toEqual(['alone: Secret', 'place: I answered Maria privately.']);
  });

  test('for its token waits, is no attempt, and is tried again as soon as the token changes', async () => {
    let revoked = true;
    const platform = refusing(() =>
      revoked ? new TokenRefused('Slack refused it (token_revoked).', 'Set it.') : null,
    );
    const desk = chatDesk(database.db, [platform], { services: { ask: aloud, enqueue: async () => {} } });
    const event = spoken('what is new?');
    await desk.dispatch.deliver(event);
    const conversation = conversationOf(event);
    expect(await desk.dispatch.work(org.orgId, conversation)).toBeInstanceOf(Date);
    expect((await rows())[0]).toMatchObject({ done_at: null, attempts: 0, waits_for_app: true });
    revoked = false;
    // before that nothing is tried
    expect(await desk.dispatch.work(org.orgId, conversation)).toBeInstanceOf(Date);
    const woken: string[] = [];
    const again = chatDesk(database.db, [platform], {
      services: { ask: aloud, enqueue: async (_org, one) => void woken.push(one) },
    });
    await again.dispatch.appsChanged('discord');
    expect(woken).toEqual([]);
    await again.dispatch.appsChanged('slack');
    expect(woken).toEqual([conversation]);
    expect(await again.dispatch.work(org.orgId, conversation)).toBeNull();
    expect(told(platform)).toEqual(['place: Answer to what is new?']);
  });

  test('for its token is answered by whichever app serves the place next', async () => {
    const apps = [
      { id: 'settings', orgId: null as OrgId | null, credentials: { token: DISCORD_TOKEN, shards: 'auto' as const } },
    ];
    let tell = (): void => {};
    const onChange = (told: () => void) => {
      tell = told;
      return () => {};
    };
    const discord = await openDiscordFixture({ apps: { list: async () => [...apps], onChange } });
    const desk = chatDesk(database.db, [discord.platform], { services: { ask: aloud } });
    const { workspace, platform, server } = discord;
    try {
      await desk.connect(org.admin, 'discord', workspace);
      const maria = await discord.person('Maria');
      await desk.link(org.admin, officer, { platform: 'discord', workspace, id: maria.id });
      const channel = await discord.channel('security');
      await desk.readers(org.admin, { platform: 'discord', workspace, channel }, 'officer');
      await platform.start(desk.dispatch.deliver);
      await discord.ready();
      // what is said still comes, and nothing can be answered
      server.tokens.clear();
      await discord.say(maria, { channel }, 'what is new?');
      await vi.waitFor(async () => expect(await rows()).toMatchObject([{ done_at: null, waits_for_app: true }]));
      server.tokens.add('MTAwMDAwMDAwMDAwMDAwMDAy.own.token');
      const credentials = { token: 'MTAwMDAwMDAwMDAwMDAwMDAy.own.token', shards: 'auto' as const };
      apps.push({ id: 'own', orgId: org.orgId, credentials });
      tell();
      await desk.dispatch.appsChanged('discord');
      await vi.waitFor(async () => expect((await rows())[0]!.done_at).not.toBeNull(), { timeout: 5000 });
      expect(discord.visible(channel)).toMatchObject([{ text: expect.stringContaining('Answer to what is new?') }]);
    } finally {
      await platform.stop();
      await discord.close();
    }
  });

  test('who asks us to wait for no time at all is not asked again and again', async () => {
    const platform = refusing(() => new RateLimited('wait', 0));
    const desk = chatDesk(database.db, [platform], { services: { ask: aloud, enqueue: async () => {} } });
    const event = spoken('what is new?');
    await desk.dispatch.deliver(event);
    // the word that something went wrong, and what is tried at once; then it leaves the worker
    expect(await desk.dispatch.work(org.orgId, conversationOf(event))).toBeInstanceOf(Date);
    expect(platform.tries).toBeLessThanOrEqual(10);
  });
});
