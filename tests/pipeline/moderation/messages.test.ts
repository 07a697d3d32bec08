import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deleteOldMessages, messagesOfSession, type NewFact } from '../../../src/db/chat-messages.ts';
import { sessionsAround } from '../../../src/db/moderation-sessions.ts';
import { withOrg, withSystem } from '../../../src/db/scope.ts';
import { waitingMessages, waitingOrganisations } from '../../../src/db/waiting-messages.ts';
import type { MessageFact } from '../../../src/domain/chat-message.ts';
import { SafeNestError } from '../../../src/errors.ts';
import { silentLog } from '../../../src/log.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import { guardChannel } from '../../../src/pipeline/moderation/guarded-channels.ts';
import type { JudgedSession, JudgingWork } from '../../../src/pipeline/moderation/judged-session.ts';
import { createMessageTaker } from '../../../src/pipeline/moderation/take-messages.ts';
import { workMessages } from '../../../src/pipeline/moderation/work-messages.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';
import { wordScreener } from '../../support/word-screener.ts';

const NOON = new Date('2026-03-02T12:00:00Z');
const minutes = (n: number): Date => new Date(NOON.getTime() + n * 60_000);

describe.each(databases)('messages of guarded channels, on $name', ({ open }) => {
  let test_: TestDatabase;
  let org: TestOrganisation;
  let channelId: string;
  let now = NOON;
  let judged: JudgedSession[] = [];
  let judge: (work: JudgingWork, one: JudgedSession) => Promise<void> = async () => {};
  let enqueued = 0;
  let screener = wordScreener();
  const key = auditKey('a secret for tests, long enough');
  beforeAll(async () => {
    test_ = await open();
  });
  afterAll(() => test_.close());
  beforeEach(async () => {
    org = await newOrganisation(test_.db);
    now = minutes(10);
    judged = [];
    judge = async () => {};
    enqueued = 0;
    screener = wordScreener();
    channelId = (
      await withOrg(test_.db, org.orgId, (tx) =>
        guardChannel({ tx, principal: org.admin, now, auditKey: key }, { platform: 'forum', channel: 'general' }),
      )
    ).id;
  });
  afterEach(() => {
    expect(judged.every(({ score }) => score >= 0 && score <= 100)).toBe(true);
  });

  const taker = () =>
    createMessageTaker({
      db: test_.db,
      now: () => now,
      enqueue: async () => void enqueued++,
      onError: (error) => {
        throw error;
      },
    });
  const said = (
    key: string,
    by: string,
    content: string,
    at: number,
    more: Partial<Extract<MessageFact, { kind: 'said' }>> = {},
  ): NewFact => ({
    channelId,
    fact: {
      kind: 'said',
      key,
      thread: null,
      at: minutes(at),
      content,
      replyTo: null,
      targets: [],
      author: { account: by, name: by.toUpperCase(), bot: false },
      ...more,
    },
  });
  const about = (key: string, at: number, rest: Record<string, unknown>): NewFact =>
    ({ channelId, fact: { key, thread: null, at: minutes(at), ...rest } }) as NewFact;
  const work = () =>
    workMessages(
      {
        db: test_.db,
        now: () => now,
        auditKey: key,
        screenerOf: async () => screener,
        judge: async (w, one) => {
          judged.push(one);
          await judge(w, one);
        },
        wake: () => {},
        log: silentLog(),
      },
      org.orgId,
      new AbortController().signal,
    );
  const sessions = () =>
    withOrg(test_.db, org.orgId, (tx) =>
      sessionsAround(tx, [{ channelId, thread: null, from: minutes(-1e5), to: minutes(1e5) }], []),
    ).then((all) => all.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime()));
  const stored = async () => {
    const all = await sessions();
    return (
      await Promise.all(all.map(({ id }) => withOrg(test_.db, org.orgId, (tx) => messagesOfSession(tx, id))))
    ).flat();
  };

  test('are stored once however often they come, also at the same time', async () => {
    const batch = Array.from({ length: 40 }, (_, i) => said(`m${i}`, 'ann', `text ${i}`, i / 10));
    const [one, other] = [taker(), taker()];
    const all = await Promise.all([
      one.take(org.orgId, batch),
      other.take(org.orgId, batch.toReversed()),
      one.take(org.orgId, batch),
    ]);
    expect(all.flat().filter(Boolean)).toHaveLength(40);
    expect(await one.take(org.orgId, [...batch, ...batch])).toEqual(Array.from({ length: 80 }, () => false));
    expect(await work()).toBe(40);
    expect(await work()).toBe(0);
    expect((await stored()).length).toBe(40);
    expect(enqueued).toBeGreaterThan(0);
  });

  test('a pile-on is handed over to be judged, with what was found and how it went', async () => {
    const lines: [string, string][] = [
      ['mia', 'anybody here?'],
      ['rob', 'you useless idiot'],
      ['zed', 'mia, what a moron'],
      ['kai', 'mia you are an idiot'],
      ['rob', 'trash'],
    ];
    for (const [i, [by, content]] of lines.entries()) {
      await taker().take(org.orgId, [said(`p${i}`, by, content, i * 2)]);
      await work();
    }
    const last = judged.at(-1)!;
    expect(last.score).toBeGreaterThanOrEqual(60);
    expect(last.channel).toMatchObject({ id: channelId, platform: 'forum', channel: 'general' });
    expect(last.session.messages).toBe(5);
    expect(last.features.target).toEqual({ account: 'mia', name: 'MIA' });
    expect(last.features.attackers).toBe(3);
    expect(last.newMessages.map(({ content }) => content)).toEqual(['trash']);
    expect(last.newMessages[0]!.weighed).toEqual([{ from: 0, to: 5, attribute: 'toxicity', weight: 0.8 }]);
    expect(
      last.course
        .map(({ score }) => score)
        .toSorted((a, b) => a - b)
        .at(-1),
    ).toBe(Math.round(last.score));
    // the first, calm message was nobody's business
    expect(judged[0]!.newMessages.map(({ author }) => author)).toEqual(['rob']);
    expect(new Set(judged.map(({ session }) => session.id)).size).toBe(1);
  });

  test('all at once or one by one, in order or late: the same conversation', async () => {
    const facts = Array.from({ length: 12 }, (_, i) =>
      said(`o${i}`, ['ann', 'ben', 'cat'][i % 3]!, i % 2 ? 'you idiot' : 'well', i, { targets: ['dan'] }),
    );
    for (const order of [facts, facts.toReversed(), facts.toSorted((a, b) => (a.fact.key < b.fact.key ? -1 : 1))]) {
      org = await newOrganisation(test_.db);
      channelId = (
        await withOrg(test_.db, org.orgId, (tx) =>
          guardChannel({ tx, principal: org.admin, now, auditKey: key }, { platform: 'forum', channel: 'general' }),
        )
      ).id;
      now = minutes(20);
      for (const one of order) {
        await taker().take(org.orgId, [{ ...one, channelId }]);
        await work();
      }
      const [session, ...others] = await sessions();
      expect(others).toEqual([]);
      expect(session).toMatchObject({
        messages: 12,
        startedAt: minutes(0),
        lastAt: minutes(11),
        score: judged.at(-1)!.score,
      });
    }
    expect(new Set(judged.filter(({ session }) => session.messages === 12).map(({ score }) => score)).size).toBe(1);
  });

  test('a pause of more than half an hour, another thread, another channel: another conversation; one author in two of them', async () => {
    now = minutes(200);
    await taker().take(org.orgId, [
      said('a', 'ann', 'you idiot', 0),
      said('b', 'ann', 'you idiot', 29),
      said('c', 'ann', 'you idiot', 60),
      said('d', 'ann', 'you idiot', 61, { thread: 't1' }),
    ]);
    await work();
    expect((await sessions()).map(({ messages }) => messages)).toEqual([2, 1]);
    expect(new Set(judged.map(({ session }) => session.id)).size).toBe(3);
  });

  test('a conversation that never rests ends all the same', async () => {
    now = minutes(600);
    await taker().take(
      org.orgId,
      Array.from({ length: 60 }, (_, i) => said(`n${i}`, 'ann', `well ${i}`, i * 10)),
    );
    await work();
    const all = await sessions();
    expect(all.length).toBe(4);
    expect(all.reduce((sum, { messages }) => sum + messages, 0)).toBe(60);
  });

  test('an edit before its original, a deletion of what nobody knows, a reaction: in whatever order, nothing is lost or doubled', async () => {
    await taker().take(org.orgId, [
      about('e', 2, { kind: 'edited', content: 'you idiot' }),
      about('d', 3, { kind: 'deleted' }),
      about('e', 4, { kind: 'reacted', emoji: '😂', account: 'zed', on: true }),
    ]);
    expect(await work()).toBe(0);
    expect(judged).toEqual([]);
    await taker().take(org.orgId, [said('e', 'rob', 'you are great', 1), said('d', 'rob', 'gone idiot', 1)]);
    expect(await work()).toBe(2);
    const [first, second] = judged[0]!.newMessages.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    expect(first).toMatchObject({ key: 'd', deletedAt: minutes(3), content: 'gone idiot' });
    expect(second).toMatchObject({ key: 'e', content: 'you idiot', editedAt: minutes(2), saidAt: minutes(1) });
    expect(judged[0]!.session.messages).toBe(2);
  });

  test('words that change while they are screened are screened again', async () => {
    await taker().take(org.orgId, [said('w', 'rob', 'you are great', 1)]);
    screener.before = async (texts) => {
      if (texts[0] === 'you are great')
        await taker().take(org.orgId, [about('w', 2, { kind: 'edited', content: 'you idiot' })]);
    };
    await work();
    expect(screener.seen).toEqual(['you are great', 'you idiot']);
    expect((await stored()).map(({ content, scores }) => [content, scores?.insult])).toEqual([['you idiot', 0.9]]);
    expect(judged).toHaveLength(1);
  });

  test('an attack that is edited into an old message belongs to the conversation of then', async () => {
    now = minutes(300);
    await taker().take(org.orgId, [said('x', 'rob', 'hello', 0), said('y', 'mia', 'hi', 1)]);
    await work();
    await taker().take(org.orgId, [
      said('z', 'mia', 'anybody?', 250),
      about('x', 251, { kind: 'edited', content: 'I will kill you' }),
    ]);
    await work();
    const all = await sessions();
    expect(all.map(({ messages }) => messages)).toEqual([1, 2]);
    expect(all[1]!.score).toBeGreaterThan(60);
    expect(all[0]!.score).toBe(0);
  });

  test('two workers at once do nothing twice', async () => {
    await taker().take(
      org.orgId,
      Array.from({ length: 30 }, (_, i) => said(`t${i}`, 'rob', `idiot ${i}`, i / 10)),
    );
    const worked = await Promise.all([work(), work(), work()]);
    expect(worked.reduce((a, b) => a + b, 0)).toBe(30);
    expect((await sessions())[0]!.messages).toBe(30);
  });

  test('a bot that talks to itself is kept, never screened, and judged by nobody', async () => {
    const bot = { account: 'bot', name: 'Bot', bot: true };
    await taker().take(
      org.orgId,
      Array.from({ length: 30 }, (_, i) =>
        said(`b${i}`, 'bot', 'you idiot', i / 10, { author: bot, replyTo: i ? `b${i - 1}` : null }),
      ),
    );
    expect(await work()).toBe(30);
    expect(screener.seen).toEqual([]);
    expect(judged).toEqual([]);
    expect(await sessions()).toEqual([]);
  });

  test('what cannot be judged or screened keeps nothing else back', async () => {
    judge = async ({ tx }) => {
      await tx.deleteFrom('guarded_channel').where('id', '=', 'no uuid').execute();
    };
    screener.before = async (texts) => {
      if (texts.includes('poison')) throw new Error('the model stumbles');
    };
    await taker().take(org.orgId, [
      said('1', 'rob', 'you idiot', 1),
      said('2', 'rob', 'poison', 2),
      said('3', 'rob', 'moron', 3),
    ]);
    expect(await work()).toBe(3);
    expect(judged.length).toBeGreaterThan(0);
    expect((await stored()).map(({ screener }) => screener)).toEqual(['words', 'none', 'words']);
  });

  test('however much one channel sends, another one has its turn; within a channel the order stands', async () => {
    const quiet = await withOrg(test_.db, org.orgId, (tx) =>
      guardChannel({ tx, principal: org.admin, now, auditKey: key }, { platform: 'forum', channel: 'quiet' }),
    );
    const flood = Array.from({ length: 24 }, (_, i) =>
      said(`f${i}`, 'u1', `${i} ${'bad idiot '.repeat(1500)}`, i / 100),
    );
    const small = [1, 2].map((i) => ({ ...said(`q${i}`, 'u2', 'bad idiot', i), channelId: quiet.id }));
    await taker().take(org.orgId, [...flood, ...small]);
    await work();
    const order = judged.map(({ channel, newMessages }) => [channel.channel, newMessages.length]);
    const first = order.findIndex(([channel]) => channel === 'quiet');
    const before = order.slice(0, first).reduce((sum, [, messages]) => sum + Number(messages), 0);
    expect(order[first]).toEqual(['quiet', 2]);
    // one batch of it, at most
    expect(before).toBeLessThanOrEqual(8);
    expect(judged.flatMap((one) => (one.channel.channel === 'quiet' ? [] : one.newMessages.map((m) => m.key)))).toEqual(
      flood.map(({ fact }) => fact.key),
    );
  });

  test('without a screener they wait', async () => {
    screener.before = async () => {
      throw new SafeNestError('unavailable', 'The model is away.');
    };
    await taker().take(org.orgId, [said('1', 'rob', 'you idiot', 1)]);
    await expect(work()).rejects.toThrow('away');
    expect(await withOrg(test_.db, org.orgId, (tx) => waitingMessages(tx, 10))).toHaveLength(1);
    expect(await withSystem(test_.db, (tx) => waitingOrganisations(tx, 0))).toContain(org.orgId);
    delete screener.before;
    expect(await work()).toBe(1);
    expect(await withSystem(test_.db, (tx) => waitingOrganisations(tx, 0))).not.toContain(org.orgId);
  });

  test('a time ahead counts as now; what is old is deleted', async () => {
    await taker().take(org.orgId, [said('f', 'rob', 'you idiot', 100_000), said('p', 'rob', 'hello', -50_000)]);
    await work();
    expect((await sessions()).map(({ lastAt }) => lastAt)).toEqual([minutes(-50_000), now]);
    expect(await withOrg(test_.db, org.orgId, (tx) => deleteOldMessages(tx, minutes(-1000), 10))).toBe(1);
    expect((await stored()).map(({ key: id }) => id)).toEqual(['f']);
  });

  test('whatever text there is', async () => {
    const texts = [
      '',
      'x'.repeat(100_000),
      '\u202eidiot\u202c',
      'Z̸̡̛͎a̵͝l̶g̸o̷',
      '🏳️‍🌈'.repeat(2000),
      '@everyone '.repeat(10_000),
      '\u0001\u0002',
      'اهلا',
    ];
    await taker().take(
      org.orgId,
      texts.map((content, i) =>
        said(`u${i}`, 'rob', content, i, { targets: Array.from({ length: 300 }, (_, n) => `p${n}`) }),
      ),
    );
    expect(await work()).toBe(texts.length);
    expect((await stored()).map(({ content }) => content)).toEqual(texts);
  });
});
