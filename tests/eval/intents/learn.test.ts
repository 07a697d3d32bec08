import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../../src/agent/offline/likely/features.ts';
import { prepare } from '../../../src/agent/offline/likely/likely-tool.ts';
import { learnIntents, toolOf } from '../../../src/eval/intents/learn.ts';
import { principalAxes } from '../../../src/eval/intents/principal-axes.ts';
import { CLOCK } from '../../../src/eval/questions/judge.ts';
import type { Question } from '../../../src/eval/questions/question-line.ts';

const question = (q: string, tool: string): Question => ({
  id: q,
  role: 'officer',
  kind: 'search',
  q,
  expect: [{ tool, args: {} }],
});
const VERBS = ['show', 'open', 'pull', 'get', 'fetch'];
const ENDS = ['', ' please', ' now', ' today'];
const set = VERBS.flatMap((verb) =>
  ENDS.flatMap((end) => [
    question(`${verb} the camera of the lobby${end}`, 'show_camera'),
    question(`${verb} the logins of root${end}`, 'search_logs'),
  ]),
);
// "webcam" stands in no question; what it means is near "camera"
const MEANINGS: Record<string, number[]> = Object.fromEntries(
  ['camera', 'webcam', 'lobby', 'logins', 'show', 'the', 'of'].map((word, index) => [
    word,
    Array.from({ length: 100 }, (_, i) => (i === (word === 'webcam' ? 0 : index) ? 1 : 0.01)),
  ]),
);
const meanings = { words: Object.keys(MEANINGS), vectorOf: (word: string) => MEANINGS[word] };

describe('learning which tool a question wants', () => {
  const model = learnIntents(set, meanings);
  const { tools, score } = prepare(model);
  const best = (message: string): string => {
    const chances = score(wordsOf(message, CLOCK.now, CLOCK.timeZone));
    return tools[chances.indexOf(Math.max(...chances))]!;
  };

  test('what it has seen, and other words of the same meaning', () => {
    expect(best('fetch the logins of root')).toBe('search_logs');
    expect(best('which webcam')).toBe('show_camera');
  });

  test('the same questions give the same model', () => {
    expect(learnIntents(set, meanings)).toEqual(model);
  });

  test('a tool that hardly anybody asked for is not guessed', () => {
    expect(learnIntents([...set, question('is all well', 'system_health')], meanings).tools).toEqual(tools);
  });

  test('no words at all have chances, too', () => {
    expect(score([]).reduce((a, b) => a + b, 0)).toBeCloseTo(1);
  });
});

test('of a question that goes on, that nobody may ask, or that wants several things no tool is learned', () => {
  const one = set[0]!;
  expect(toolOf(one)).toBe('show_camera');
  expect(toolOf({ ...one, after: ['x'] })).toBeNull();
  expect(toolOf({ ...one, expect: [], refuse: 'role' })).toBeNull();
  expect(toolOf({ ...one, expect: [], refuse: 'scope' })).toBe('scope');
  expect(toolOf({ ...one, expect: [...one.expect, ...one.expect] })).toBeNull();
  expect(toolOf({ ...one, lang: 'de' })).toBeNull();
});

test('fewer numbers say nearly the same', () => {
  const vectors = Array.from({ length: 40 }, (_, i) => [i, 2 * i, 0.001 * (i % 3), 0]);
  const [a, b] = [principalAxes(vectors, 1)[3]!, principalAxes(vectors, 1)[6]!];
  expect(Math.abs(b[0]! / a[0]!)).toBeCloseTo(2, 3);
});
