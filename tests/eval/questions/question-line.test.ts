import { expect, test } from 'vitest';
import { type Kind, kindOf } from '../../../src/eval/questions/question-line.ts';

const call = (tool: string, args: Record<string, unknown> = {}) => ({ tool, args });

test.each<[Kind, Partial<Parameters<typeof kindOf>[0]>]>([
  ['multi_turn', { after: ['x'], expect: [call('search_logs')] }],
  ['refusal', { refuse: 'role', expect: [] }],
  ['small_talk', { expect: [] }],
  ['search', { expect: [call('search_logs', { kinds: ['login'] })] }],
  ['alert', { expect: [call('search_logs', { kinds: ['alert'] })] }],
  ['incident', { expect: [call('search_logs', { kinds: ['alert'] }), call('create_incident')] }],
  ['rule', { expect: [call('propose_rule')] }],
  ['search', { expect: [call('something_new')] }],
])('a line without a kind is a matter of %s', (kind, line) => {
  expect(kindOf({ after: undefined, refuse: undefined, expect: [], ...line })).toBe(kind);
});
