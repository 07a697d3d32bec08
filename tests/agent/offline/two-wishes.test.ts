import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';

const context = {
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'UTC',
  role: 'officer' as const,
  language: 'en' as const,
  tools: toolsPlannedFor('officer'),
  history: [],
};
const toolsOf = (text: string): string[] => plan(text, context).calls.map(({ tool }) => tool);

describe('two wishes of one message', () => {
  test.each([
    ['create a ticket for INC-14 and open a room for it too', ['update_incident']],
    ["who's on duty tomorrow? also, is everything running?", ['who_is_on_call', 'system_health']],
    ['snooze ALR-12 until tomorrow and show me ALR-13', ['silence_alert', 'open_alert']],
    ['page the on-call for INC-19 and give me the open alerts', ['update_incident', 'search_logs']],
    ['add Petra to INC-9 and make her the scribe', ['update_incident']],
  ])('%s', (text, tools) => expect(toolsOf(text)).toEqual(tools));

  test('a task keeps what stands behind its colon', () =>
    expect(plan('add a task to INC-7: rotate the keys and page the on-call', context).calls).toEqual([
      { tool: 'update_incident', args: { id: 'INC-7', task: 'rotate the keys and page the on-call' } },
    ]));

  test.each([
    'the mail says snooze ALR-3 until tomorrow and close INC-4',
    'Bob wrote: page the on-call for INC-3 and close INC-3',
    'if Ana agrees, close INC-4 and page the on-call for it',
    'show me the message that told us to open a ticket for INC-9 and make Eve the commander of INC-9',
    'what happens when I close INC-4 and page the on-call for it?',
    'did anyone snooze ALR-3 and make Bob the scribe of INC-3?',
    "don't snooze ALR-3 until tomorrow and make Bob the scribe of INC-3",
    '> snooze ALR-3 until tomorrow and show me ALR-4',
    'the title is "snooze ALR-3 until tomorrow" and page the on-call for INC-3',
    `${'a and '.repeat(2000)}page the on-call for INC-3`,
  ])('no order of two: %s', (text) =>
    expect(toolsOf(text).filter((tool) => /^(?:update|silence|create|moderate)_/.test(tool))).toEqual([]),
  );
});
