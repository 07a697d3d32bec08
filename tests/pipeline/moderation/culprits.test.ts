import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageFact } from '../../../src/domain/chat-message.ts';
import type { ModerationCase } from '../../../src/domain/moderation.ts';
import { caseSummary, ownReason } from '../../../src/messages/case-text.ts';
import { reasonText } from '../../../src/messages/catalogue/escalation-reasons.ts';
import { thresholdHistogram } from '../../../src/pipeline/moderation/histogram.ts';
import { currentPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk, PILE_ON, type Said } from '../../support/moderation-desk.ts';

describe.each(databases)('who is accused on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const accounts = (one: ModerationCase): string[] => one.offenders.map(({ account }) => account).toSorted();
  async function caseAfter(lines: readonly Said[], strictness: 'normal' | 'strict' = 'normal') {
    const desk = await moderationDesk(opened, { strictness });
    await desk.say(lines);
    const [one, ...others] = await desk.cases();
    expect(others).toEqual([]);
    return { desk, one: one!, evidence: one ? await desk.evidence(one) : [] };
  }
  /** Title, people, evidence and reasons name the same people and count the same. */
  async function expectSame(one: ModerationCase, evidence: readonly { author: string }[]): Promise<void> {
    const blows = one.offenders.reduce((sum, { messages }) => sum + messages, 0);
    expect([...new Set(evidence.map(({ author }) => author))].toSorted()).toEqual(accounts(one));
    expect(evidence).toHaveLength(blows);
    expect(one.summary).toContain(`${blows} message`);
    if (one.offenders.length > 1) {
      expect(one.summary).toContain(`${one.offenders.length} people turn on`);
      expect(one.reasons[0]).toMatch(
        new RegExp(`^${one.offenders.length} people bear down on .* with ${blows} hostile messages$`),
      );
    }
  }

  test('who asks for peace, praises, or curses at nothing beside a pile-on is no part of it', async () => {
    const { one, evidence } = await caseAfter([
      ...PILE_ON,
      [8.1, 'kev', 'nice work dana'],
      [8.2, 'kev', 'guys calm down, this is useless'],
      [8.3, 'lou', 'this fucking server is trash'],
      [8.4, 'mallory', 'nobody asked, moron', 'dana'],
    ]);
    expect(accounts(one)).toEqual(['eve', 'mallory', 'trent']);
    await expectSame(one, evidence);
  });

  test('who takes the part of the one attacked is not accused, with or without saying at whom', async () => {
    const { one, evidence } = await caseAfter([
      ...PILE_ON.slice(0, 8),
      [7.6, 'kev', 'stop it you idiot, leave dana alone', 'mallory'],
      [7.7, 'lou', 'leave dana alone you moron'],
      [7.8, 'eve', 'trash', 'dana'],
      [8, 'mallory', 'idiot', 'dana'],
      [8.2, 'kev', 'you are the trash here', 'mallory'],
    ]);
    expect(accounts(one)).toEqual(['eve', 'mallory', 'trent']);
    expect(one.target?.account).toBe('dana');
    await expectSame(one, evidence);
  });

  test('who hits back at an aggressor is the target, and is told apart', async () => {
    const lines: Said[] = [
      [0, 'bully', 'you are useless', 'tim'],
      [1, 'bully', 'such trash', 'tim'],
      [2, 'tim', 'shut up, idiot', 'bully'],
      [3, 'bully', 'cry, moron', 'tim'],
      [4, 'tim', 'fucking idiot', 'bully'],
      [5, 'bully', 'useless trash', 'tim'],
      [6, 'tim', 'you fucking moron', 'bully'],
      [7, 'bully', 'trash', 'tim'],
    ];
    const { one, evidence } = await caseAfter(lines, 'strict');
    expect(one).toMatchObject({ offender: { account: 'bully' }, target: { account: 'tim' } });
    expect(accounts(one)).toEqual(['bully']);
    expect(evidence.map(({ author }) => author)).not.toContain('tim');
    expect(one.reasons).toContain('Tim hit back with 3 hostile messages');
    expect(one.reasons[0]).toBe('5 hostile messages aimed at Tim');
    await expectSame(one, evidence);
  });

  test('who answers one slight with a barrage has begun it all the same', async () => {
    const { one } = await caseAfter(
      [
        [0, 'ann', 'that is useless', 'bob'],
        ...Array.from({ length: 5 }, (_, i): Said => [1 + i, 'bob', `you idiot ${i}`, 'ann']),
      ],
      'strict',
    );
    expect(one).toMatchObject({ offender: { account: 'bob' }, target: { account: 'ann' } });
  });

  test('of two who are at each other, whose words crossed the line answers for them, and it is said that it goes both ways', async () => {
    const { one } = await caseAfter(
      [
        [0, 'ann', 'that is useless', 'bob'],
        [1, 'bob', 'idiot', 'ann'],
        [2, 'ann', 'moron', 'bob'],
        [3, 'bob', 'useless idiot', 'ann'],
      ],
      'strict',
    );
    expect(one).toMatchObject({ offender: { account: 'bob' }, target: { account: 'ann' } });
    expect(one.reasons).toContain('it goes both ways: 2 hostile messages from Ann');
    expect(reasonText('it goes both ways: 2 hostile messages from Ann', 'de')).toBe(
      'es geht hin und her: 2 feindselige Nachrichten von Ann',
    );
    expect(reasonText('Tim hit back with 1 hostile message', 'es')).toBe('Tim respondió con 1 mensaje hostil');
  });

  test('a threat is its author’s, whoever began', async () => {
    const { one } = await caseAfter([
      [0, 'bully', 'you are useless', 'tim'],
      [1, 'bully', 'such trash', 'tim'],
      [2, 'tim', 'i will kill you', 'bully'],
    ]);
    expect(one).toMatchObject({ kind: 'threat', offender: { account: 'tim' }, target: { account: 'bully' } });
  });

  test('what the person affected is told counts their own messages alone', async () => {
    const { one } = await caseAfter(PILE_ON);
    const trent = one.offenders.find(({ account }) => account === 'trent')!;
    expect(ownReason(one, 'trent', 'en')).toBe(
      `Pile-on (several against one): ${trent.messages} messages of yours to Dana, in #general.`,
    );
    expect(ownReason(one, 'trent', 'de')).toContain(`${trent.messages} Nachrichten von dir an Dana`);
  });

  test('two who answer each other call nobody; who calls many people does, and is told so', async () => {
    const friends = await moderationDesk(opened);
    await friends.say(
      Array.from(
        { length: 16 },
        (_, i): Said => [i / 20, i % 2 ? 'ann' : 'bob', `good morning ${i}`, i % 2 ? 'bob' : 'ann'],
      ),
    );
    expect(await friends.cases()).toEqual([]);
    const counted = await friends.as(async (work) => {
      const { policy } = await currentPolicy(work.tx);
      return thresholdHistogram({ ...work, now: minutes(60) }, policy);
    });
    // each calls the other alone, however often
    for (const { at } of counted.triggers.find(({ trigger }) => trigger === 'mentions')!.points)
      expect(at).toBeLessThanOrEqual(1);

    const { one } = await caseAfter(
      Array.from({ length: 12 }, (_, i): Said => [i / 20, 'spammer', `hello ${'abcdefghijkl'[i]}`, `p${i}`]),
    );
    expect(one).toMatchObject({ kind: 'spam', triggers: ['mentions'], offender: { account: 'spammer' } });
    expect(one.summary).toContain('Spammer calls many people at once');
    expect(caseSummary(one, 'de')).toContain('ruft viele zugleich');
  });

  test('messages that come in one batch are as many steps of the course as those that come one by one', async () => {
    const desk = await moderationDesk(opened);
    desk.at(minutes(10));
    await desk.take(
      PILE_ON.map(
        ([at, by, content, to], i): MessageFact => ({
          kind: 'said',
          key: `b${i}`,
          thread: null,
          at: minutes(at),
          author: { account: by, name: by, bot: false },
          content,
          replyTo: null,
          targets: to ? [to] : [],
        }),
      ),
    );
    const [one] = await desk.cases();
    expect(one!.course.map(({ at }) => at)).toEqual(PILE_ON.map(([at]) => minutes(at).toISOString()));
    const scores = one!.course.map(({ score }) => score);
    expect(scores.at(-1)!).toBeGreaterThan(scores[0]!);
  });
});
