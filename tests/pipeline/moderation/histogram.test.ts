import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageFact } from '../../../src/domain/chat-message.ts';
import { DEFAULT_POLICY, type ModerationPolicy, TRIGGERS } from '../../../src/domain/moderation-policy.ts';
import { thresholdHistogram } from '../../../src/pipeline/moderation/histogram.ts';
import { setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk } from '../../support/moderation-desk.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const PEOPLE = ['dana', 'mallory', 'trent', 'eve', 'oscar', 'peggy', 'victor'];
const SAID = [
  'good morning everybody',
  'did you see the new build?',
  'what an idiot',
  'you idiot',
  'you are useless trash, moron',
  'dana is such a moron',
  'Mallory, leave, you useless idiot',
  'i will kill you',
  'please stop it, both of you',
  'lol, trash',
  'buy my things now, cheap and good',
  'buy my things now, cheap and good!!',
  '@ann @bob @cy @dee @eli @fay @gus @hal @ivy @jon @kim come all of you',
  'he wrote “you idiot” to me',
  'thanks, that helps',
];

/** Numbers that are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A month of conversations: who mentions, answers or only names somebody, who floods, who calls a crowd, who hits back. */
function month(seed: number): MessageFact[][] {
  const roll = dice(seed);
  const all: MessageFact[][] = [];
  for (let run = 0; run < 60; run++) {
    const facts: MessageFact[] = [];
    const from = run * 11 * HOUR + roll(HOUR);
    const people = PEOPLE.slice(0, 2 + roll(PEOPLE.length - 2));
    const mood = roll(4);
    for (let i = 0; i < 4 + roll(18); i++) {
      const by = people[roll(people.length)]!;
      const to = people[roll(people.length)]!;
      const content = SAID[mood === 0 ? roll(2) : mood === 1 ? 10 + roll(3) : roll(SAID.length)]!;
      facts.push({
        kind: 'said',
        key: `r${run}m${i}`,
        thread: null,
        at: minutes(from + i * (roll(10) === 0 ? 7 : 0.4)),
        author: { account: by, name: by.charAt(0).toUpperCase() + by.slice(1), bot: false },
        content,
        replyTo: i > 0 && roll(4) === 0 ? `r${run}m${i - 1}` : null,
        targets: to !== by && roll(3) === 0 ? [to] : [],
      });
    }
    all.push(facts);
  }
  return all;
}

const policies: [name: string, policy: ModerationPolicy][] = [
  ['the usual policy', DEFAULT_POLICY],
  [
    'a strict one with exemptions',
    {
      ...DEFAULT_POLICY,
      triggers: {
        ...DEFAULT_POLICY.triggers,
        escalation: { on: true, relaxed: 40, normal: 20, strict: 11 },
        pile_on: { on: true, relaxed: 3, normal: 2, strict: 1 },
        abuse: { on: true, relaxed: 0.95, normal: 0.57, strict: 0.29 },
        flood: { on: true, relaxed: 5, normal: 3, strict: 3 },
        mentions: { on: false, relaxed: 5, normal: 3, strict: 3 },
      },
      exemptions: { accounts: [{ platform: 'forum', account: 'eve', why: '' }], channels: [] },
    },
  ],
];

// a month of talk takes a while: one database says it
const { name, open } = databases.at(-1)!;

describe(`how often thresholds would have fired, on ${name}`, () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  /** The month as it goes under a policy: which triggers really fire, in how many conversations, and what is counted of it for another. */
  async function lived(policy: ModerationPolicy, seed: number) {
    const desk = await moderationDesk(opened, { strictness: policy === DEFAULT_POLICY ? 'normal' : 'strict' });
    if (policy !== DEFAULT_POLICY) await desk.as((work) => setPolicy(work, { policy }));
    // some come one by one, some at once
    for (const facts of month(seed))
      for (const batch of facts.length % 2 ? [facts] : facts.map((fact) => [fact])) {
        desk.at(batch.at(-1)!.at);
        await desk.take(batch);
      }
    desk.at(minutes(29 * DAY));
    const cases = await desk.as(({ tx }) =>
      tx.selectFrom('moderation_case').select('triggers').where('org_id', '=', tx.orgId).execute(),
    );
    const really = Object.fromEntries(
      TRIGGERS.map((trigger) => [trigger, cases.filter(({ triggers }) => triggers.includes(trigger)).length]),
    );
    return { desk, really, tried: (other: ModerationPolicy) => desk.as((work) => thresholdHistogram(work, other)) };
  }

  test.each(policies)('is what really fires in a month, with %s', async (_, policy) => {
    const { desk, really, tried } = await lived(policy, policy === DEFAULT_POLICY ? 7 : 11);
    const histogram = await tried(policy);
    expect(Object.fromEntries(histogram.triggers.map(({ trigger, firedHere }) => [trigger, firedHere]))).toEqual(
      really,
    );
    expect(Object.values(really).filter((count) => count > 0).length).toBeGreaterThanOrEqual(4);
    const rows = await desk.as(({ tx }) =>
      tx.selectFrom('moderation_session').select('id').where('org_id', '=', tx.orgId).execute(),
    );
    expect(histogram.conversations).toBe(rows.length);
  });

  test('is what another policy would have come to, before it holds', async () => {
    const other = { ...policies[1]![1], exemptions: DEFAULT_POLICY.exemptions };
    const [before, after] = [await lived(DEFAULT_POLICY, 23), await lived(other, 23)];
    const { triggers } = await before.tried(other);
    expect(
      Object.fromEntries(
        triggers.map(({ trigger, fired }) => [trigger, other.triggers[trigger].on ? fired.strict : 0]),
      ),
    ).toEqual(after.really);
  });
});
