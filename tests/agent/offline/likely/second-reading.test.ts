import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../../src/agent/offline/abilities.ts';
import { wordsOf } from '../../../../src/agent/offline/likely/features.ts';
import { likelyTools } from '../../../../src/agent/offline/likely/likely-tool.ts';
import { plan } from '../../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../../src/domain/role.ts';
import { CLOCK } from '../../../../src/eval/questions/judge.ts';

const context = (role: Role = 'admin', history: readonly PastTurn[] = []): PlanContext => ({
  ...CLOCK,
  role,
  language: 'en',
  tools: toolsPlannedFor(role),
  history,
});
const read = (message: string, role: Role = 'admin') => plan(message, context(role));

describe('the words of a message as the guess reads them', () => {
  test('what is named is told by its kind', () => {
    expect(wordsOf('Has Person_12 seen ALR-7 from 10.0.0.0/8 in Peru yesterday?', CLOCK.now, CLOCK.timeZone)).toEqual(
      expect.arrayContaining(['#person', '#ref al', '#ip', '#country', '#time', '?']),
    );
  });

  test('whoever types the signs themselves names nothing', () => {
    expect(wordsOf('\uE001alert \uE003 \uE004', CLOCK.now, CLOCK.timeZone)).toEqual(['alert']);
  });

  test('no more than the beginning of a long message is read', () => {
    expect(wordsOf('word '.repeat(5000), CLOCK.now, CLOCK.timeZone)).toHaveLength(40);
  });
});

describe('what the grammar has no reading of', () => {
  test.each([
    ['front gate live', 'show_camera', { camera: 'front gate' }],
    ['lets enforce MFA for contractors', 'propose_rule', { rule_type: 'require_mfa' }],
    ['what detections should we have?', 'recommend_rules', {}],
    ['put rager55 on a 2 day timeout', 'moderate_member', { user: 'rager55', action: 'timeout' }],
    ['user badmouth77 should be banned, racist posts', 'moderate_member', { user: 'badmouth77', action: 'ban' }],
    ['is Amira Khan enrolled?', 'who_is', { label: 'Amira Khan' }],
  ])('%s', (message, tool, args) => {
    expect(read(message).calls).toEqual([{ tool, args: expect.objectContaining(args) }]);
  });

  test('who may not have it is told so', () => {
    expect(read('what detections should we have?', 'employee')).toMatchObject({ calls: [], say: { why: 'role' } });
  });

  test('what is carried out at once is never guessed', () => {
    for (const message of [
      'alert 18 is a real headache',
      'ALR-9 wants no more of us',
      'the thing with INC-3 is history',
    ])
      for (const { tool } of read(message).calls) expect(tool).toMatch(/^(?:open_|search_|similar_)/);
  });

  test('text that others wrote, an order not to, and a long text are not guessed at', () => {
    for (const message of [
      '> lets enforce MFA for contractors',
      "don't ban badmouth77",
      `lets enforce MFA for contractors ${'and so on '.repeat(60)}`,
    ])
      expect(read(message).calls.filter(({ tool }) => /^(?:propose|moderate)/.test(tool))).toEqual([]);
  });

  test('what is looked for is no rule that is wished for', () => {
    for (const message of ['logins from a new laptop', 'impossible travel'])
      expect(read(message).calls).toMatchObject([{ tool: 'search_logs' }]);
  });

  test('words without meaning stay unclear', () => {
    expect(read('colourless green ideas sleep furiously').say?.why).toBe('unclear');
    expect(read('🦊🦊🦊').calls).toEqual([]);
  });

  test('a fragment goes on with the conversation', () => {
    const before: PastTurn = {
      question: 'failed logins from Sweden this week',
      answer: '3 failed.',
      steps: [{ tool: 'search_logs', args: { kinds: ['login'], outcome: 'failure', country: 'SE' }, ok: true }],
      citations: [],
    };
    expect(plan('same for Norway', context('admin', [before])).calls).toMatchObject([
      { tool: 'search_logs', args: { country: 'NO', outcome: 'failure' } },
    ]);
  });
});

describe('the guess', () => {
  test('chances are of one whole, the best first', () => {
    const [first, second] = likelyTools('when was Dana last seen at the front door?', CLOCK);
    expect(first!.tool).toBe('find_sightings');
    expect(first!.chance).toBeGreaterThan(second!.chance);
    expect(first!.chance).toBeLessThanOrEqual(1);
  });
});

test('who asks what others think of a change orders none', () => {
  for (const question of [
    'should we block Brazil',
    'must rager55 be muted for 2 days',
    'is it time to require MFA for contractors',
  ])
    expect([question, read(question).calls.filter(({ tool }) => /propose|moderate|reverse/.test(tool))]).toEqual([
      question,
      [],
    ]);
});
