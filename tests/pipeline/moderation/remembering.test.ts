import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewFact } from '../../../src/db/chat-messages.ts';
import { sessionsAround } from '../../../src/db/moderation-sessions.ts';
import { withOrg } from '../../../src/db/scope.ts';
import type { MessageFact } from '../../../src/domain/chat-message.ts';
import { newId, orgId } from '../../../src/domain/id.ts';
import { silentLog } from '../../../src/log.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import {
  type Conversation,
  type ConversationMemory,
  createConversationMemory,
} from '../../../src/pipeline/moderation/conversation-memory.ts';
import { guardChannel } from '../../../src/pipeline/moderation/guarded-channels.ts';
import type { JudgedSession } from '../../../src/pipeline/moderation/judged-session.ts';
import { EMPTY_STATE } from '../../../src/pipeline/moderation/session-state.ts';
import { createMessageTaker } from '../../../src/pipeline/moderation/take-messages.ts';
import { workMessages } from '../../../src/pipeline/moderation/work-messages.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { wordScreener } from '../../support/word-screener.ts';

const NOON = new Date('2026-03-02T12:00:00Z');
const minutes = (n: number): Date => new Date(NOON.getTime() + n * 60_000);
const key = auditKey('a secret for tests, long enough');

/** What is said in a channel, one fact after another: calm talk, with quarrels, replies, edits, reactions and latecomers in it. */
function talk(): { fact: MessageFact; at: number }[] {
  const facts: { fact: MessageFact; at: number }[] = [];
  const people = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay', 'gus'];
  for (let i = 0; i < 45; i++) {
    const by = people[(i * 5) % people.length]!;
    const hostile = i % 23 === 11 || (i > 36 && i < 41);
    // of two said at one moment, of one that comes late
    const at = i % 9 === 4 ? i - 1 : i % 17 === 13 ? i - 3 : i;
    facts.push({
      at: i,
      fact: {
        kind: 'said',
        key: `m${i}`,
        thread: null,
        at: minutes(at / 2),
        author: { account: by, name: by.toUpperCase(), bot: false },
        content: hostile ? `you idiot ${i % 3}` : `well, I looked at number ${i}`,
        replyTo: i % 6 === 5 ? `m${i - 2}` : null,
        targets: hostile ? ['ann'] : [],
        targetNames: hostile ? { ann: 'Ann the First' } : {},
      },
    });
    if (i % 13 === 7)
      facts.push({
        at: i,
        fact: {
          kind: 'reacted',
          key: `m${i - 4}`,
          thread: null,
          at: minutes(i / 2),
          emoji: '😂',
          account: by,
          on: true,
        },
      });
    if (i % 29 === 20)
      facts.push({
        at: i,
        fact: { kind: 'edited', key: `m${i - 1}`, thread: null, at: minutes(i / 2), content: 'you are an idiot, ann' },
      });
  }
  return facts;
}

describe.each(databases)('conversations that are remembered, on $name', ({ open }) => {
  let test_: TestDatabase;
  beforeAll(async () => {
    test_ = await open();
  });
  afterAll(() => test_.close());

  async function desk() {
    const org = await newOrganisation(test_.db);
    let now = NOON;
    const judged: JudgedSession[] = [];
    const screener = wordScreener();
    let judging: () => void = () => {};
    const { id: channelId } = await withOrg(test_.db, org.orgId, (tx) =>
      guardChannel({ tx, principal: org.admin, now, auditKey: key }, { platform: 'forum', channel: 'general' }),
    );
    const taker = createMessageTaker({
      db: test_.db,
      now: () => now,
      enqueue: async () => {},
      onError: (error) => {
        throw error;
      },
    });
    return {
      org,
      judged,
      screener,
      failing: (how: () => void) => {
        judging = how;
      },
      async take(fact: MessageFact, at: number) {
        now = minutes(at / 2);
        const one: NewFact = { channelId, fact };
        await taker.take(org.orgId, [one]);
      },
      work: (memory?: ConversationMemory) =>
        workMessages(
          {
            db: test_.db,
            now: () => now,
            auditKey: key,
            screenerOf: async () => screener,
            judge: async (_, one) => {
              judging();
              judged.push(one);
            },
            wake: () => {},
            log: silentLog(),
            ...(memory ? { memory } : {}),
          },
          org.orgId,
          new AbortController().signal,
        ),
      sessions: () =>
        withOrg(test_.db, org.orgId, (tx) =>
          sessionsAround(tx, [{ channelId, thread: null, from: minutes(-1e4), to: minutes(1e4) }], []),
        ),
    };
  }
  const seen = ({ features, score, reasons, forecast: _, session: { messages }, newMessages }: JudgedSession) => ({
    features,
    score,
    reasons,
    messages,
    said: newMessages.map(({ key: id }) => id),
  });

  test('one process that remembers, one that is killed after every message, and two by turns see the same', async () => {
    const [remembers, forgets, two] = [await desk(), await desk(), await desk()];
    const own = createConversationMemory();
    const each = [createConversationMemory(), createConversationMemory()];
    for (const [i, { fact, at }] of talk().entries()) {
      for (const one of [remembers, forgets, two]) await one.take(fact, at);
      await remembers.work(own);
      await forgets.work();
      await two.work(each[i % 3 === 0 ? 0 : 1]);
    }
    expect(remembers.judged.length).toBeGreaterThan(10);
    expect(forgets.judged.map(seen)).toEqual(remembers.judged.map(seen));
    expect(two.judged.map(seen)).toEqual(remembers.judged.map(seen));
    const rows = async (one: typeof two) =>
      (await one.sessions()).map(({ messages, score, reasons, startedAt, lastAt }) => ({
        messages,
        score,
        reasons,
        startedAt,
        lastAt,
      }));
    expect(await rows(forgets)).toEqual(await rows(remembers));
    expect(await rows(two)).toEqual(await rows(remembers));
    expect((await rows(remembers)).map(({ messages }) => messages)).toEqual([45]);
  });

  test('while a conversation stays calm its state is written once in a while, and how far it is each time', async () => {
    const one = await desk();
    const memory = createConversationMemory();
    const through: unknown[] = [];
    for (let i = 0; i < 40; i++) {
      const calm = { ...talk()[0]!.fact, key: `c${i}`, at: minutes(i / 2), content: `number ${i} is a map` };
      await one.take(calm as MessageFact, i);
      await one.work(memory);
      const [session] = await one.sessions();
      expect(session!.lastAt).toEqual(minutes(i / 2));
      through.push(session!.state.through);
    }
    expect(new Set(through).size).toBeLessThan(6);
  });

  test('what was rolled back is not remembered', async () => {
    const one = await desk();
    const memory = createConversationMemory();
    const [first, ...rest] = talk();
    await one.take(first!.fact, 0);
    await one.work(memory);
    const hostile = rest.find(({ fact }) => fact.kind === 'said' && fact.targets.length > 0)!;
    one.failing(() => {
      throw Object.assign(new Error('held up by another'), { code: '40P01' });
    });
    await one.take(hostile.fact, hostile.at);
    await expect(one.work(memory)).rejects.toThrow('held up');
    expect((await one.sessions()).map(({ messages }) => messages)).toEqual([1]);
    one.failing(() => {});
    expect(await one.work(memory)).toBe(1);
    expect((await one.sessions()).map(({ messages }) => messages)).toEqual([2]);
    expect(one.judged.map(({ session }) => session.messages)).toEqual([2]);
  });

  test('what became of a message while it was screened is known when it is judged', async () => {
    const one = await desk();
    const fact = talk().find(({ fact: { kind }, at }) => kind === 'said' && at === 11)!;
    await one.take(fact.fact, fact.at);
    one.screener.before = async () => {
      delete one.screener.before;
      await one.take({ kind: 'deleted', key: fact.fact.key, thread: null, at: minutes(6) }, 12);
    };
    expect(await one.work(createConversationMemory())).toBe(1);
    expect(one.judged[0]!.newMessages.map(({ deletedAt }) => deletedAt)).toEqual([minutes(6)]);
  });
});

describe('the memory of conversations', () => {
  const org = orgId(newId());
  const other = orgId(newId());
  const conversation = (id: string): Conversation => ({
    id,
    channelId: 'c',
    thread: null,
    from: 0,
    to: 1,
    messages: 1,
    state: EMPTY_STATE,
    stored: 1,
  });
  const place = (id: string) => ({ from: 0, conversations: [conversation(id)] });

  test('holds for the head that was left, and for no other', () => {
    const memory = createConversationMemory();
    memory.keep(org, { found: '1', left: '2' }, new Map([['a', place('x')]]));
    expect(memory.find(org, '2', 'a')).toEqual(place('x'));
    expect(memory.find(org, '3', 'a')).toBeUndefined();
    expect(memory.find(other, '2', 'a')).toBeUndefined();
    memory.keep(org, { found: '2', left: '3' }, new Map([['b', place('y')]]));
    expect(memory.find(org, '3', 'a')).toEqual(place('x'));
    // somebody else left 4
    memory.keep(org, { found: '4', left: '5' }, new Map([['b', place('z')]]));
    expect(memory.find(org, '5', 'a')).toBeUndefined();
    expect(memory.find(org, '5', 'b')).toEqual(place('z'));
  });

  test('forgets what is not fully known any more, and the longest untouched first', () => {
    const memory = createConversationMemory(2);
    memory.keep(
      org,
      { found: '1', left: '2' },
      new Map([
        ['a', place('x')],
        ['b', place('y')],
      ]),
    );
    memory.keep(
      org,
      { found: '2', left: '3' },
      new Map([
        ['a', place('x')],
        ['c', place('z')],
      ]),
    );
    expect(['a', 'b', 'c'].map((one) => memory.find(org, '3', one) !== undefined)).toEqual([true, false, true]);
    memory.keep(org, { found: '3', left: '4' }, new Map([['a', null]]));
    expect(memory.find(org, '4', 'a')).toBeUndefined();
  });
});
