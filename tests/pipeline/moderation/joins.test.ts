import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberJoin } from '../../../src/db/member-joins.ts';
import type { PowerGrant } from '../../../src/db/power-grants.ts';
import { DEFAULT_POLICY, type ModerationPolicy } from '../../../src/domain/moderation-policy.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { caseCard } from '../../../src/messages/views/case-card.ts';
import { dismissCase } from '../../../src/pipeline/moderation/decide-case.ts';
import { thresholdHistogram } from '../../../src/pipeline/moderation/histogram.ts';
import { joinPeaks, patternOf } from '../../../src/pipeline/moderation/joins/join-peaks.ts';
import { takeJoins } from '../../../src/pipeline/moderation/joins/take-joins.ts';
import { setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { takeGrants } from '../../../src/pipeline/moderation/powers/take-grants.ts';
import { shownCase } from '../../../src/pipeline/moderation/see-case.ts';
import { seeSilent } from '../../../src/pipeline/moderation/silent.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk } from '../../support/moderation-desk.ts';

const { joins: usual } = DEFAULT_POLICY.content;
const join = (minute: number, name: string, more: Partial<MemberJoin> = {}): MemberJoin => ({
  ...{ channelId: 'c', account: name, name, at: minutes(minute), madeAt: null, plain: null },
  ...more,
});

test('who joins is counted within the policy’s seconds, each account once', () => {
  const young = { madeAt: minutes(-60) };
  const joins = [
    join(0, 'ann'),
    join(0.1, 'user_1', young),
    join(0.2, 'user_22', young),
    join(0.3, 'User_333'),
    join(0.4, 'ann'),
    join(10, 'bob', young),
  ];
  const peaks = joinPeaks(joins, usual);
  expect(Object.values(peaks).map(({ value }) => value)).toEqual([4, 2, 3]);
  expect(['x1', '', '12345'].map(patternOf)).toEqual(['', '', '']);
});

test('it is the most of any such stretch', () => {
  const times = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(times, fc.integer({ min: 10, max: 300 }), (some, seconds) => {
      const joins = some.toSorted((a, b) => a - b).map((second, i) => join(second / 60, `n${i}`));
      const most = Math.max(
        ...joins.map(({ at }) => joins.filter((one) => one.at <= at && +one.at > +at - seconds * 1000).length),
      );
      return joinPeaks(joins, { seconds, youngDays: 7 }).raid.value === most;
    }),
  );
});

const { name, open } = databases.at(-1)!;

describe(`raids, on ${name}`, () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const minding = (on: boolean | 'silent'): ModerationPolicy => ({
    ...DEFAULT_POLICY,
    triggers: { ...DEFAULT_POLICY.triggers, raid: { on, relaxed: 9, normal: 5, strict: 3 } },
  });
  async function desk(on: boolean | 'silent') {
    const made = await moderationDesk(opened);
    await made.as((work) => setPolicy(work, { policy: minding(on) }));
    const arrive = async (minute: number, names: readonly string[]) => {
      made.at(minutes(minute));
      const news = [];
      for (const each of names) {
        const came = join(minute, each, { channelId: made.channel.id, plain: true, madeAt: minutes(minute - 60) });
        news.push((await made.as((work) => takeJoins(work, [came]))).fresh);
      }
      return news;
    };
    return { ...made, arrive };
  }
  const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `guest${from + i}`);

  test('nothing is kept while no line minds it', async () => {
    const { arrive, cases, as } = await desk(false);
    expect(new Set(await arrive(0, names(0, 9)))).toEqual(new Set([null]));
    expect(await cases()).toEqual([]);
    expect(await as(({ tx }) => tx.selectFrom('member_join').select('account').execute())).toEqual([]);
  });

  test('one case names who joined, grows, and waits again where more come after it was decided', async () => {
    const { arrive, cases, as, at } = await desk(true);
    await arrive(0, names(0, 4));
    expect(await cases()).toEqual([]);
    expect(await arrive(0.5, ['guest4', 'guest4'])).toEqual([[true], [false]]);
    const [first] = await cases();
    expect(first).toMatchObject({
      ...{ kind: 'raid', severity: 'high', state: 'open', triggers: ['raid'], sessionId: null },
      summary: '5 accounts joined at once, where #general is guarded.',
      reasons: [
        '5 accounts joined within 120 s',
        '5 of them made in the last 7 days',
        '5 of them have names alike (guest0, guest1, guest2)',
        '5 of them have no picture',
      ],
    });
    expect(first!.offenders.map(({ account }) => account)).toEqual(names(0, 5));
    const card = caseCard(await as(({ tx }) => shownCase(tx, first!)), {
      timeZone: 'UTC',
      language: 'de',
      can: () => true,
    });
    const text = cardText(card);
    expect(text).toContain('Ansturm: guest0');
    expect(text).toContain('5 Konten sind zugleich beigetreten, wo #general bewacht wird.');
    expect(text).toContain('5 davon heißen ähnlich (guest0, guest1, guest2)');
    expect(text).not.toMatch(/guest0 \(1\)|von 100/);
    await arrive(1, names(5, 70));
    const [grown, ...others] = await cases();
    expect([grown!.offenders.length, others.length]).toEqual([50, 0]);
    expect(grown!.reasons[0]).toBe('70 accounts joined within 120 s');
    at(minutes(2));
    await as((work) => dismissCase(work, grown!.number, { as: 'no_violation' }));
    await arrive(3, names(70, 80));
    expect(await cases()).toMatchObject([{ state: 'dismissed' }]);
    await arrive(60, names(80, 90));
    expect((await cases()).map(({ state }) => state).toSorted()).toEqual(['dismissed', 'open']);
  });

  test('who is given power is one case that says to whom, which and by whom; what was found to be right says nothing of the next', async () => {
    const { as, at, cases, channel } = await desk(false);
    const give = async (minute: number, account: string, more: Partial<PowerGrant> = {}) => {
      at(minutes(minute));
      const grant: PowerGrant = {
        ...{ channelId: channel.id, key: `g-${account}-${minute}`, account, name: account, role: 'Helper' },
        ...{ powers: ['Kick Members'], by: { account: 'ada', name: 'Ada' }, everyone: false, at: minutes(minute) },
        ...more,
      };
      return (await as((work) => takeGrants(work, [grant, grant]))).fresh;
    };
    expect(await give(0, 'mallory')).toEqual([true, false]);
    expect(await give(1, 'ada', { role: 'Everyone', powers: ['Ban Members'], by: null, everyone: true })).toEqual([
      true,
      false,
    ]);
    const [first, ...others] = await cases();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      ...{ kind: 'power', severity: 'medium', state: 'open', triggers: ['power'], recommendation: null },
      reasons: [
        'everybody with the role “Everyone” was given Ban Members by ada',
        'mallory was given the role “Helper” (Kick Members) by Ada',
      ],
    });
    for (const [language, said] of [
      ['en', 'mallory was given the role “Helper” (Kick Members) by Ada'],
      ['de', 'mallory erhielt die Rolle „Helper“ (Kick Members) von Ada'],
      ['fr', 'tous ceux qui ont le rôle « Everyone » ont reçu Ban Members de ada'],
      ['es', 'mallory recibió el rol «Helper» (Kick Members) de Ada'],
    ] as const) {
      const shown = await as(({ tx }) => shownCase(tx, first!));
      const text = cardText(caseCard(shown, { timeZone: 'UTC', language, can: () => true }));
      expect(text).toContain(said);
      expect(text).not.toMatch(/mallory \(1\)|100/);
    }
    at(minutes(2));
    await as((work) => dismissCase(work, first!.number, { as: 'no_violation' }));
    await give(3, 'trent', { role: 'Admin', powers: [], by: null });
    expect(await cases()).toMatchObject([
      { state: 'open', severity: 'high', reasons: ['trent was given the role “Admin”'] },
      { state: 'dismissed' },
    ]);
    const histogram = await as((work) => thresholdHistogram(work, DEFAULT_POLICY));
    expect(histogram.triggers.find(({ trigger }) => trigger === 'power')).toMatchObject({
      points: [{ at: 3, conversations: 1 }],
      firedHere: 1,
    });
  });

  test('who may give power is exempt; a line that is off keeps nothing, a silent one only counts', async () => {
    const { as, at, cases, channel } = await desk(false);
    const usual = DEFAULT_POLICY.triggers.power;
    const set = (on: boolean | 'silent', accounts: ModerationPolicy['exemptions']['accounts'] = []) =>
      as((work) =>
        setPolicy(work, {
          policy: {
            ...DEFAULT_POLICY,
            triggers: { ...DEFAULT_POLICY.triggers, power: { ...usual, on } },
            exemptions: { accounts, channels: [] },
          },
        }),
      );
    const give = (key: string) =>
      as((work) =>
        takeGrants(work, [
          {
            ...{
              channelId: channel.id,
              key,
              account: 'eve',
              name: 'Eve',
              role: '“x” (y) by “z”',
              powers: ['a', 'b', 'c', 'd', 'e'],
            },
            ...{ by: { account: 'ada', name: '' }, everyone: false, at: minutes(1) },
          },
        ]),
      );
    at(minutes(1));
    await set(false);
    expect((await give('a')).fresh).toBeNull();
    await set('silent');
    expect((await give('b')).fresh).toEqual([true]);
    const silent = await as(seeSilent);
    expect(silent).toMatchObject([{ trigger: 'power', hits: 1 }]);
    await set(true, [{ platform: channel.platform, account: 'ada', why: 'the owner' }]);
    expect((await give('c')).fresh).toEqual([true]);
    expect(await cases()).toEqual([]);
    await set(true);
    await give('d');
    expect((await cases())[0]!.reasons).toEqual(['Eve was given the role “x y by z” (a, b, c, d, +1) by ada']);
  });

  test('new members who say the same are one case that names them; others who say it are none of it', async () => {
    const { arrive, cases, say, as, at } = await desk(false);
    const { triggers } = DEFAULT_POLICY;
    const copies = { on: true, relaxed: 6, normal: 3, strict: 2 } as const;
    const on = { ...DEFAULT_POLICY, triggers: { ...triggers, new_copies: copies } };
    await as((work) => setPolicy(work, { policy: on }));
    expect((await arrive(0, names(0, 3))).every((fresh) => fresh?.[0])).toBe(true);
    const text = 'Come and win a holiday today';
    await say([
      [1, 'guest0', text],
      [1.1, 'dana', text],
      [1.2, 'guest1', `${text}!`],
      [1.3, 'guest1', text],
      [1.4, 'guest0', 'hello there'],
    ]);
    expect(await cases()).toEqual([]);
    await say([[2, 'guest2', text.toUpperCase()]]);
    const [one, ...more] = await cases();
    expect(more).toEqual([]);
    expect(one).toMatchObject({ kind: 'spam', triggers: ['new_copies'] });
    expect(one!.offenders.map(({ account }) => account).toSorted()).toEqual(['guest0', 'guest1', 'guest2']);
    expect(one!.reasons).toContain('3 people who joined within a day say the same');
    expect(one!.summary).toContain('and others who just joined post the same');
    // two days later they are new no more
    at(minutes(48 * 60));
    await say(names(0, 3).map((name, i) => [48 * 60 + i / 10, name, 'Another text that all of them say'] as const));
    expect(await cases()).toHaveLength(1);
  });

  test('silently it is only counted, and its line is tried on who joined', async () => {
    const { arrive, cases, as } = await desk('silent');
    await arrive(0, names(0, 6));
    await arrive(90, names(6, 9));
    expect(await cases()).toEqual([]);
    expect((await as((work) => seeSilent(work))).map(({ trigger, hits }) => [trigger, hits])).toEqual([['raid', 1]]);
    const { triggers } = await as((work) => thresholdHistogram(work, minding(true)));
    const raid = triggers.find(({ trigger }) => trigger === 'raid')!;
    expect([raid.points, raid.fired]).toEqual([
      [
        { at: 3, conversations: 1 },
        { at: 6, conversations: 1 },
      ],
      { relaxed: 0, normal: 1, strict: 2 },
    ]);
  });
});
