import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ESCALATED, escalationOf, forecastOf } from '../../../src/pipeline/moderation/escalation.ts';
import { featuresOf } from '../../../src/pipeline/moderation/features.ts';
import {
  EMPTY_STATE,
  MOST_COURSE,
  MOST_HOSTILE,
  MOST_RECENT,
  type SessionState,
  tracesOf,
  withoutTrace,
  withScore,
  withTrace,
} from '../../../src/pipeline/moderation/session-state.ts';
import { BEGAN, type Line, played, TONES, type ToneName, traceOfLine } from '../../support/conversation.ts';

const end = (lines: readonly Line[]) => played(lines).at(-1)!;
const crossings = (lines: readonly Line[]): number => {
  const over = played(lines).map(({ score }) => score >= ESCALATED);
  return over.filter((one, i) => one && !over[i - 1]).length;
};

const PILE_ON: Line[] = [
  { at: 0, by: 'mia', text: 'has anybody tried the new build?' },
  { at: 0.8, by: 'rob', text: 'nobody asked you, you are useless', tone: 'insult', to: ['mia'] },
  { at: 1.9, by: 'zed', text: 'lol go away clown', tone: 'mild', to: ['mia'] },
  { at: 2.5, by: 'mia', text: 'please stop' },
  { at: 3.4, by: 'kai', text: 'you are an idiot and everybody knows it', tone: 'insult', to: ['mia'] },
  { at: 4.6, by: 'rob', text: 'cry more loser', tone: 'insult' },
  { at: 5.5, by: 'zed', text: 'get lost moron', tone: 'insult', to: ['mia'] },
  { at: 6.4, by: 'kai', text: 'nobody likes you', tone: 'mild', to: ['mia'] },
  { at: 8, by: 'zed', text: 'GO AWAY', tone: 'mild' },
];

describe('harassment is a process', () => {
  test('three accounts that pile on one member over eight minutes cross the line once, and say why', () => {
    expect(crossings(PILE_ON)).toBe(1);
    const { features, reasons } = end(PILE_ON);
    expect(features.target).toEqual({ account: 'mia', name: 'mia' });
    expect(features.attackers).toBe(3);
    expect(features.offenders.map(({ account }) => account).toSorted()).toEqual(['kai', 'rob', 'zed']);
    expect(reasons[0]).toMatch(/^3 people bear down on mia with \d+ hostile messages$/);
    expect(reasons).toContain('mia has stopped answering');
  });

  test('the first blow of a pile-on is not yet one, nor are two', () => {
    expect(played(PILE_ON.slice(0, 3)).at(-1)!.score).toBeLessThan(ESCALATED);
  });

  test('without a single mention it is found all the same: by name, by “you”, and by whom it was about before', () => {
    const { score, features } = end([
      { at: 0, by: 'mia', text: 'has anybody tried the new build?' },
      { at: 0.8, by: 'rob', text: 'nobody asked you, you are useless', tone: 'insult' },
      { at: 1.9, by: 'zed', text: 'what a clown', tone: 'mild' },
      { at: 3.4, by: 'kai', text: 'mia is an idiot and everybody knows it', tone: 'insult' },
      { at: 4.6, by: 'rob', text: 'cry more loser', tone: 'insult' },
      { at: 7.2, by: 'zed', text: 'worthless trash', tone: 'crude' },
    ]);
    expect(features.target?.account).toBe('mia');
    expect(features.attackers).toBe(3);
    expect(score).toBeGreaterThanOrEqual(ESCALATED);
  });

  test('one who goes on and on at somebody who does not answer crosses it, one insult does not', () => {
    const insults = (count: number): Line[] =>
      Array.from({ length: count }, (_, i) => ({
        at: i,
        by: 'rob',
        text: `you are an idiot ${i}`,
        tone: 'insult',
        to: ['mia'],
      }));
    expect(end(insults(1)).score).toBeLessThan(30);
    expect(end(insults(6)).score).toBeGreaterThanOrEqual(ESCALATED);
  });

  test('slowly over hours it is still one process', () => {
    const slow: Line[] = Array.from({ length: 8 }, (_, i) => ({
      at: i * 20,
      by: 'rob',
      text: `still an idiot ${i}`,
      tone: 'insult',
      to: ['mia'],
    }));
    expect(end(slow).score).toBeGreaterThanOrEqual(ESCALATED);
  });

  test('what was long ago weighs little', () => {
    const calm: Line[] = Array.from({ length: 12 }, (_, i) => ({
      at: 30 + i * 10,
      by: 'abc'[i % 3]!,
      text: `the build is ${i}`,
    }));
    expect(end([...PILE_ON, ...calm]).score).toBeLessThan(ESCALATED);
  });

  test('a threat, or an attack on what somebody is, crosses at once', () => {
    expect(
      end([{ at: 0, by: 'rob', text: 'I will find you and kill you', tone: 'threat' }]).score,
    ).toBeGreaterThanOrEqual(ESCALATED);
    expect(
      end([{ at: 0, by: 'rob', text: 'you people are vermin', tone: 'slur', to: ['mia'] }]).score,
    ).toBeGreaterThanOrEqual(ESCALATED);
  });

  test('blows by reaction count a little', () => {
    const struck: Line[] = [
      { at: 0, by: 'mia', text: 'my first painting', reactions: { '🤮': ['rob', 'zed'], '🖕': ['kai'] } },
    ];
    const { features, score } = end(struck);
    expect(features.target?.account).toBe('mia');
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(ESCALATED);
  });
});

describe('what is no harassment', () => {
  const BANTER: Line[] = [
    { at: 0, by: 'ann', text: 'you absolute idiot, you missed an open goal lol', tone: 'insult', to: ['ben'] },
    { at: 0.3, by: 'ben', text: 'says the moron who scored an own goal 😂', tone: 'insult', to: ['ann'] },
    { at: 0.6, by: 'cat', text: 'hahaha you both fucking suck', tone: 'crude' },
    { at: 0.9, by: 'ann', text: 'fuck off cat lmao', tone: 'crude' },
    { at: 1.2, by: 'cat', text: 'your mum haha', tone: 'mild' },
    { at: 1.5, by: 'ben', text: 'shut up loser xD', tone: 'insult', to: ['cat'] },
    { at: 2.3, by: 'ben', text: 'you idiot', tone: 'insult', to: ['ann'] },
    { at: 2.6, by: 'cat', text: 'rofl idiots', tone: 'insult' },
    { at: 3, by: 'ann', text: 'love you morons', tone: 'insult' },
  ];

  test('friends who tease each other, swear and laugh never come near the line', () => {
    for (const { score } of played(BANTER)) expect(score).toBeLessThan(40);
    expect(end(BANTER).features.banter).toBeGreaterThan(0.4);
    const joke: Line = { at: 3.4, by: 'ann', text: 'I will kill you for that haha', tone: 'threat', to: ['ben'] };
    expect(end([...BANTER, joke]).score).toBeLessThan(ESCALATED);
  });

  test('those who laugh while three of them hunt one who does not are not teasing', () => {
    const mocking = PILE_ON.map((line) => (line.by === 'mia' ? line : { ...line, text: `${line.text} hahaha 😂` }));
    expect(end(mocking).score).toBeGreaterThanOrEqual(ESCALATED);
  });

  test('swearing at a machine is nobody’s business', () => {
    const swearing: Line[] = Array.from({ length: 12 }, (_, i) => ({
      at: i * 0.4,
      by: 'abc'[i % 3]!,
      text: `this fucking build ${i} is broken again`,
      tone: 'swear',
    }));
    for (const { score } of played(swearing)) expect(score).toBeLessThan(20);
  });

  test('two who think an idea dumb, once each, are no pile-on', () => {
    const lines: Line[] = [
      { at: 0, by: 'mia', text: 'we could rewrite it' },
      { at: 1, by: 'rob', text: 'that is a dumb idea', tone: 'mild', to: ['mia'] },
      { at: 2, by: 'zed', text: 'yeah, stupid', tone: 'mild', to: ['mia'] },
      { at: 3, by: 'mia', text: 'fair, let me think again' },
    ];
    for (const { score } of played(lines)) expect(score).toBeLessThan(ESCALATED);
  });

  test('who talks to themselves has no target', () => {
    const { features, score } = end([
      { at: 0, by: 'mia', text: 'I am such an idiot', tone: 'insult', key: 'a' },
      { at: 1, by: 'mia', text: 'you idiot', tone: 'insult', replyTo: 'a' },
      { at: 2, by: 'mia', text: 'so dumb', tone: 'mild', to: ['mia'] },
    ]);
    expect(features.target).toBeNull();
    expect(score).toBeLessThan(ESCALATED);
  });

  test('who calls a whole crowd speaks to nobody in it, and a flood of mentions is one', () => {
    const crowd = Array.from({ length: 50 }, (_, i) => `p${i}`);
    const { features, score } = end([{ at: 0, by: 'rob', text: 'losers', tone: 'insult', to: crowd }]);
    expect(features.mentions).toBe(50);
    expect(features.pressure).toBeLessThan(0.1);
    expect(score).toBeGreaterThanOrEqual(ESCALATED);
  });

  test('the same text again and again is a flood', () => {
    const text = 'CHEAP COINS at example dot com';
    expect(
      end(Array.from({ length: 12 }, (_, i) => ({ at: i * 0.2, by: 'spammer', text }))).score,
    ).toBeGreaterThanOrEqual(ESCALATED);
    expect(end(Array.from({ length: 12 }, (_, i) => ({ at: i * 0.2, by: 'abc'[i % 3]!, text: 'lol' }))).score).toBe(0);
  });

  test('nothing is nothing', () => {
    const features = featuresOf(EMPTY_STATE, { messages: 0, startedAt: BEGAN });
    expect(escalationOf(features)).toEqual({ score: 0, reasons: [] });
    expect(forecastOf(features, 0, [])).toBeLessThan(0.1);
  });
});

test('a forecast rises with where it goes, and is a chance', () => {
  const steps = played(PILE_ON).map(({ features, score }, i, all) =>
    forecastOf(
      features,
      score,
      all.slice(0, i + 1).map((one, at) => [BEGAN + at * 60_000, one.score] as const),
    ),
  );
  expect(steps.at(-1)!).toBeGreaterThan(steps[0]!);
  for (const chance of steps) expect(chance >= 0 && chance <= 1).toBe(true);
});

const PEOPLE = ['ann', 'ben', 'cat', 'dan', 'eve'];
const line = fc.record<Line>({
  at: fc.double({ min: 0, max: 200, noNaN: true }),
  by: fc.constantFrom(...PEOPLE),
  text: fc.oneof(
    fc.constantFrom('you idiot', 'haha', 'ann is dumb', 'what?', 'I am stupid'),
    fc.string({ maxLength: 60 }),
  ),
  tone: fc.constantFrom(...(Object.keys(TONES) as ToneName[])),
  to: fc.array(fc.constantFrom(...PEOPLE), { maxLength: 3 }),
});
const conversation = (most: number) => fc.array(line, { minLength: 1, maxLength: most });
const names = Object.fromEntries(PEOPLE.map((name) => [name, name]));
const stateOf = (traces: readonly ReturnType<typeof traceOfLine>[]): SessionState =>
  traces.reduce((state, trace) => withTrace(state, trace, names), EMPTY_STATE);
const seen = (state: SessionState, messages: number) => {
  const features = featuresOf(state, { messages, startedAt: BEGAN });
  return { features, ...escalationOf(features) };
};

describe('whatever comes', () => {
  test('what is kept is bounded, and the score is a score', () => {
    fc.assert(
      fc.property(conversation(300), (lines) => {
        let state = EMPTY_STATE;
        for (const trace of lines.map(traceOfLine)) {
          state = withTrace(state, trace, names);
          state = withScore(state, trace.t, seen(state, 1).score);
        }
        expect(state.recent.length).toBeLessThanOrEqual(MOST_RECENT);
        expect(state.hostile.length).toBeLessThanOrEqual(MOST_HOSTILE);
        expect(state.course.length).toBeLessThanOrEqual(MOST_COURSE);
        expect(JSON.stringify(state).length).toBeLessThan(64_000);
        const { score, features } = seen(state, lines.length);
        expect(score >= 0 && score <= 100).toBe(true);
        for (const value of Object.values(features))
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        for (const share of [
          features.shrinkage,
          features.aimedShare,
          features.unanswered,
          features.caps,
          features.pressure,
          features.banter,
          features.severe,
        ])
          expect(share >= 0 && share <= 1.0001).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('the order in which messages come makes no difference, nor that some come twice', () => {
    fc.assert(
      fc.property(conversation(150), fc.infiniteStream(fc.nat()), (lines, random) => {
        const traces = lines.map(traceOfLine);
        const shuffled = traces
          .map((trace) => ({ trace, at: random.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ trace }) => trace);
        const [inOrder, late] = [stateOf(traces), stateOf([...shuffled, ...shuffled.slice(0, 5)])];
        expect(tracesOf(late)).toEqual(tracesOf(inOrder));
        expect(seen(late, lines.length)).toEqual(seen(inOrder, lines.length));
      }),
      { numRuns: 60 },
    );
  });

  test('a message that leaves again leaves nothing behind', () => {
    fc.assert(
      fc.property(conversation(MOST_RECENT - 1), line, (lines, other) => {
        const state = stateOf(lines.map(traceOfLine));
        const without = withoutTrace(withTrace(state, traceOfLine({ ...other, key: 'x' }, 0), names), 'x');
        expect(seen(without, 1)).toEqual(seen(state, 1));
      }),
      { numRuns: 60 },
    );
  });

  test('one more blow at the same person never calms a conversation in which nobody laughs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), (count, people) => {
        const lines: Line[] = Array.from({ length: count }, (_, i) => ({
          at: i,
          by: PEOPLE[1 + (i % people)]!,
          text: `idiot ${i}`,
          tone: 'insult',
          to: ['ann'],
        }));
        const scores = played(lines).map(({ score }) => score);
        for (const [i, score] of scores.entries()) expect(score).toBeGreaterThanOrEqual((scores[i - 1] ?? 0) - 2);
      }),
    );
  });
});
