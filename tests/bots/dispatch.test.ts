import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DispatchServices } from '../../src/bots/dispatch-services.ts';
import { RateLimited, Refused, Unreachable } from '../../src/bots/platform-errors.ts';
import { conversationOf } from '../../src/bots/replying.ts';
import { inboxSteps } from '../../src/db/inbox.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { OrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { InboxClaim } from '../../src/messages/inbound.ts';
import type { TurnEvent } from '../../src/messages/turn.ts';
import { setChatApp } from '../../src/pipeline/chat-apps.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { type PlainPlatform, plainPlatform, spoken } from '../support/plain-platform.ts';

describe.each(databases)('what comes in from a platform, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let platform: PlainPlatform;
  let desk: ChatDesk;
  /** Everything the desk was asked. */
  let asked: string[];
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
  const answering: DispatchServices['ask'] = async function* (_principal, { text }): AsyncIterable<TurnEvent> {
    asked.push(text);
    yield { kind: 'status', text: 'Reading…' };
    yield { kind: 'text', delta: `Answer to ${text}` };
    yield {
      kind: 'done',
      answer: {
        sessionId: '',
        text: `Answer to ${text}`,
        citations: [],
        steps: [],
        cards: [],
        model: 'offline',
        language: 'en',
      },
    };
  };
  const deskWith = (services: Partial<DispatchServices> = {}, on = platform): ChatDesk =>
    chatDesk(database.db, [on], { services: { ask: answering, ...services } });
  beforeEach(async () => {
    asked = [];
    platform = plainPlatform();
    desk = deskWith();
    await withOrg(database.db, org.orgId, (tx) => tx.deleteFrom('inbox').execute());
  });
  const rows = () =>
    withOrg(database.db, org.orgId, (tx) => tx.selectFrom('inbox').selectAll().orderBy('received_at').execute());
  const claimed = async (conversation: string): Promise<InboxClaim> => {
    const steps = inboxSteps(database.db, () => new Date(Date.now() - 600_000));
    const claim = await steps.claim(org.orgId, conversation);
    if (typeof claim === 'string' || claim instanceof Date) throw new Error(String(claim));
    return claim;
  };

  test('is answered once, and its words are forgotten then', async () => {
    const event = spoken('hello');
    expect(await desk.dispatch.deliver(event)).toEqual({ kind: 'accepted' });
    expect(await desk.dispatch.deliver(event)).toEqual({ kind: 'ignored' });
    await desk.idle();
    expect(platform.texts()).toEqual(['Answer to hello']);
    expect(await rows()).toMatchObject([{ event: null, done_at: expect.any(Date), reply: { messageId: 'm1' } }]);
  });

  test('says of an answer that a model wrote it, and of no other', async () => {
    const byModel: DispatchServices['ask'] = async function* (...question): AsyncIterable<TurnEvent> {
      for await (const event of answering(...question))
        yield event.kind === 'done' ? { ...event, answer: { ...event.answer, model: 'openai:local' } } : event;
    };
    await desk.dispatch.deliver(spoken('hello'));
    await desk.idle();
    const other = deskWith({ ask: byModel });
    await other.dispatch.deliver(spoken('hello again'));
    await other.idle();
    expect(platform.messages.map(({ message }) => message.byModel)).toEqual([undefined, true]);
  });

  test('a turn that a process left in the middle is not run again: its message says so', async () => {
    const go = desk.hold();
    const event = spoken('close INC-1');
    await desk.dispatch.deliver(event);
    const { item } = await claimed(conversationOf(event));
    const steps = inboxSteps(database.db, () => new Date());
    await steps.begin(item);
    // half an answer stands there
    const writer = platform.answer!({ workspace: 'T1', channel: 'C1', thread: 'thread' }, org.orgId, {
      key: `inbox ${item.id}`,
      stands: (reply) => void steps.keep(item, { reply }),
    });
    await writer.text('I am about to');
    await vi.waitFor(async () => expect((await rows())[0]!.reply).not.toBeNull());
    go();
    await desk.idle();
    expect(asked).toEqual([]);
    expect(platform.texts()).toEqual([expect.stringContaining('interrupted')]);
    expect(platform.messages[0]!.edits).toBe(1);
  });

  test('alone with somebody, what such a turn has written is named', async () => {
    const go = desk.hold();
    const event = spoken('open an incident', { direct: true, thread: null, channel: 'D1' });
    await desk.dispatch.deliver(event);
    const { item } = await claimed(conversationOf(event));
    await inboxSteps(database.db, () => new Date(Date.now() - 1000)).begin(item);
    const incident = await desk.work(officer, (work) => openIncident(work, { title: 'Fence cut' }));
    go();
    await desk.idle();
    expect(platform.texts()).toEqual([expect.stringContaining(`INC-${incident.number}`)]);
  });

  test('an answer that could not be posted is kept, and posted by the next attempt without asking again', async () => {
    const real = chatDesk(database.db, [platform]);
    const go = real.hold();
    const event = spoken('hello');
    await real.dispatch.deliver(event);
    // the process ends between the answer and its post
    const broken = chatDesk(database.db, [
      { ...platform, answer: undefined, post: () => Promise.reject(new Error('killed')) },
    ]);
    await expect(broken.dispatch.work(org.orgId, conversationOf(event))).rejects.toThrow('killed');
    expect((await rows())[0]).toMatchObject({ done_at: null, shows: { turn: expect.any(String) } });
    go();
    await real.idle();
    expect(platform.texts()).toEqual([expect.stringMatching(/./)]);
    expect(platform.texts()[0]).not.toContain('interrupted');
  });

  test.each([
    ['employee', true],
    [null, true],
    ['admin', false],
  ] as const)(
    'an answer that waited is shown to those who read there by then: least role %s, alone: %s',
    async (role, alone) => {
      const real = chatDesk(database.db, [platform]);
      const channel = `C-${role}`;
      const place = { platform: 'slack', workspace: 'T1', channel } as const;
      await real.readers(org.admin, place, 'officer');
      const go = real.hold();
      const event = spoken('show me all open alerts', { channel });
      await real.dispatch.deliver(event);
      const broken = chatDesk(database.db, [
        { ...platform, answer: undefined, post: () => Promise.reject(new Error('killed')) },
      ]);
      await expect(broken.dispatch.work(org.orgId, conversationOf(event))).rejects.toThrow('killed');
      await real.readers(org.admin, place, role);
      go();
      await real.idle();
      const open = platform.messages.filter(({ to }) => to.only === undefined).map(({ message }) => message.text);
      const only = platform.messages.filter(({ to }) => to.only === 'U1');
      expect(only).toHaveLength(alone ? 1 : 0);
      expect(open).toEqual([alone ? 'I answered Maria Lopez privately.' : expect.not.stringContaining('privately')]);
    },
  );

  test.each([
    ['in a channel', {}],
    ['alone', { direct: true, thread: null, channel: 'D1' }],
  ])('an answer that was sent, and of which nothing could be stored, is not shown twice: %s', async (_, place) => {
    const real = chatDesk(database.db, [platform]);
    const go = real.hold();
    const event = spoken('hello', place);
    await real.dispatch.deliver(event);
    // the process ends between the platform's answer and our row
    const dying = deskWith({
      ask: real.services.ask,
      inbox: {
        ...real.services.inbox,
        keep: (item, known) =>
          known.reply ? Promise.reject(new Error('killed')) : real.services.inbox.keep(item, known),
        settle: () => Promise.reject(new Error('killed')),
      },
    });
    await expect(dying.dispatch.work(org.orgId, conversationOf(event))).rejects.toThrow('killed');
    expect(platform.texts()).toHaveLength(1);
    expect((await rows())[0]).toMatchObject({ done_at: null, reply: null });
    go();
    await real.idle();
    expect(platform.texts()).toHaveLength(1);
    expect((await rows())[0]).toMatchObject({ done_at: expect.any(Date), reply: { messageId: 'm1' } });
  });

  test('a word in the channel is never turned into the answer it stands for', async () => {
    const privately: DispatchServices['ask'] = async function* (): AsyncIterable<TurnEvent> {
      yield { kind: 'private', notice: 'I answered Maria privately.' };
      yield { kind: 'text', delta: 'Secret' };
      throw new Error('killed');
    };
    const go = desk.hold();
    const event = spoken('which alerts?');
    await desk.dispatch.deliver(event);
    const broken = deskWith({
      ask: privately,
      inbox: { ...desk.services.inbox, settle: () => Promise.reject(new Error('killed')) },
    });
    await broken.dispatch.work(org.orgId, conversationOf(event)).catch(() => {});
    go();
    await desk.idle();
    const open = platform.messages.filter(({ to }) => to.only === undefined);
    expect(open.map(({ message }) => message.text)).toEqual(['I answered Maria privately.']);
  });

  test('a question whose deletion came before it is left unanswered, and one of the same id elsewhere is not', async () => {
    const event = spoken('never mind', { id: 'gone' });
    const { app, at, place, speaker } = event;
    const deleted = { kind: 'message_deleted', app, at, place, speaker, messageId: 'gone' } as const;
    expect(await desk.dispatch.deliver({ ...deleted, id: 'd1' })).toEqual({ kind: 'ignored' });
    expect(await desk.dispatch.deliver({ ...deleted, id: 'd2' })).toEqual({ kind: 'ignored' });
    expect(await desk.dispatch.deliver(event)).toEqual({ kind: 'accepted' });
    await desk.dispatch.deliver({ ...spoken('but this', { channel: 'C2' }), messageId: 'gone' });
    await desk.idle();
    expect(asked).toEqual(['but this']);
    expect((await rows()).map(({ event: kept, done_at }) => [kept, done_at !== null])).toEqual([
      [null, true],
      [null, true],
      [null, true],
    ]);
  });

  test('a hundred questions of one person at once are all answered, in order', async () => {
    const go = desk.hold();
    for (let i = 1; i <= 100; i++) await desk.dispatch.deliver(spoken(`question ${i}`));
    go();
    await desk.idle();
    expect(asked).toEqual(Array.from({ length: 100 }, (_, i) => `question ${i + 1}`));
    expect(platform.texts()).toHaveLength(100);
  });

  test('of a flood the first are answered, and the rest is said to be left out', async () => {
    const flooded = chatDesk(database.db, [platform], { services: { ask: answering }, mostWaiting: 20 });
    const go = flooded.hold();
    for (let i = 1; i <= 30; i++) await flooded.dispatch.deliver(spoken(`question ${i}`));
    go();
    await flooded.idle();
    expect(asked).toEqual(Array.from({ length: 20 }, (_, i) => `question ${i + 1}`));
    expect(platform.texts().filter((text) => text.includes('many messages'))).toEqual([expect.stringContaining('10')]);
    expect((await rows()).every((row) => row.done_at !== null)).toBe(true);
  });

  test('two processes answer one conversation one at a time, in order', async () => {
    let running = 0;
    let most = 0;
    const slow: DispatchServices['ask'] = async function* (principal, question, signal) {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      yield* answering(principal, question, signal);
      running--;
    };
    const [one, two] = [deskWith({ ask: slow }), deskWith({ ask: slow })];
    const [goOne, goTwo] = [one.hold(), two.hold()];
    for (let i = 1; i <= 8; i++) await (i % 2 ? one : two).dispatch.deliver(spoken(`q${i}`));
    goOne();
    goTwo();
    await Promise.all([one.idle(), two.idle()]);
    await vi.waitFor(async () => expect((await rows()).filter((row) => row.done_at === null)).toEqual([]));
    expect(asked).toEqual(['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8']);
    expect(most).toBe(1);
  });

  test('a platform that asks to wait, or is away, is tried again; one that refuses is not', async () => {
    platform.fail.push(new RateLimited('slow down', 5), new Unreachable('away'));
    await desk.dispatch.deliver(spoken('patience'));
    await desk.idle();
    expect(platform.texts()).toEqual(['Answer to patience']);
    platform.fail.push(new Refused('not in channel', 'Invite the bot.'));
    await desk.dispatch.deliver(spoken('refused'));
    await desk.idle();
    expect((await rows()).at(-1)).toMatchObject({
      done_at: expect.any(Date),
      last_error: expect.stringContaining('Invite'),
    });
  });

  test('what a database cannot hold is taken in all the same', async () => {
    const id = `\u0000${'x'.repeat(2000)}\ud800`;
    const event = spoken(`a\u0000b\ud800 ${'y'.repeat(39_000)}`, { id, thread: 'z'.repeat(3000) });
    expect(await desk.dispatch.deliver(event)).toEqual({ kind: 'accepted' });
    expect(await desk.dispatch.deliver(event)).toEqual({ kind: 'ignored' });
    await desk.idle();
    expect(asked).toHaveLength(1);
  });

  test('a failure of the desk is said, never silent', async () => {
    const failing: DispatchServices['ask'] = () => {
      throw new Error('the model burns');
    };
    const broken = deskWith({ ask: failing });
    await broken.dispatch.deliver(spoken('hello'));
    await broken.idle();
    expect(platform.texts()).toEqual([expect.stringContaining('went wrong')]);
  });

  test('a service that stops leaves the question to the next one, which says that it broke off', async () => {
    const stopping = new AbortController();
    const cut: DispatchServices['ask'] = async function* (): AsyncIterable<TurnEvent> {
      yield { kind: 'text', delta: 'Half' };
      stopping.abort();
      yield { kind: 'failed', message: 'The question was withdrawn.' };
    };
    const go = desk.hold();
    const event = spoken('hello');
    await desk.dispatch.deliver(event);
    const ending = deskWith({ ask: cut });
    await expect(ending.dispatch.work(org.orgId, conversationOf(event), stopping.signal)).rejects.toThrow();
    go();
    await desk.idle();
    expect(platform.texts()).toEqual([expect.stringContaining('interrupted')]);
  });

  test('what another organisation’s own app vouches for does not reach this one', async () => {
    const other = await newOrganisation(database.db);
    const app = await desk.work(other.admin, (work) =>
      setChatApp(work, tokenKey('a secret of sixteen'), 'slack', {
        botToken: 'xoxb-9-9-forger',
        signingSecret: 'theirs',
      }),
    );
    await desk.dispatch.deliver(spoken('which alerts are open?', { app: app.id }));
    await desk.idle();
    expect(asked).toEqual([]);
    expect(await rows()).toEqual([]);
    expect(platform.texts().join()).not.toContain('Answer');
  });

  test('a program is not even stored', async () => {
    const event = spoken('hello');
    expect(await desk.dispatch.deliver({ ...event, speaker: { ...event.speaker, bot: true } })).toEqual({
      kind: 'ignored',
    });
    expect(await rows()).toEqual([]);
  });

  test('where the queue is away the sweep finds what was stored', async () => {
    const deaf = deskWith({ enqueue: () => Promise.reject(new Error('no queue')) });
    const event = spoken('hello');
    expect(await deaf.dispatch.deliver(event)).toEqual({ kind: 'accepted' });
    await desk.dispatch.work(org.orgId as OrgId, conversationOf(event));
    expect(platform.texts()).toEqual(['Answer to hello']);
  });
});
