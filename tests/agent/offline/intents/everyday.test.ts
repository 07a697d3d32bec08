import { describe, expect, test } from 'vitest';
import { plan } from '../../../../src/agent/offline/plan.ts';
import { toolsFor } from '../../../../src/tools/index.ts';

const calls = (message: string) =>
  plan(message, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'UTC',
    role: 'admin',
    language: 'en',
    tools: new Set(toolsFor('admin').map((tool) => tool.name)),
    history: [],
  }).calls.map(({ tool, args }) => [tool, args]);

describe('in the words people use elsewhere', () => {
  test.each<[string, unknown[]]>([
    ['which ones were real?', ['search_logs', { kinds: ['alert'], status: ['open', 'acknowledged', 'resolved'] }]],
    ['was anything overlooked', ['search_logs', { kinds: ['alert'], status: 'open' }]],
    ['who is working on what', ['search_logs', { kinds: ['incident'], status: 'open', group_by: 'assignee' }]],
    ['who logged in from a new country', ['search_logs', { kinds: ['alert'], rule: 'first_seen' }]],
    ['how long did it take to close incidents', ['posture_summary', {}]],
    ['make me a report i can send to my boss', ['posture_summary', {}]],
    ['who has to approve it?', ['search_help', { query: 'Who can approve a rule?' }]],
    ['what does the camera see right now', ['show_camera', {}]],
    ['is tomas ok', ['search_logs', { user: 'tomas' }]],
    ['was tomas account hacked', ['search_logs', { kinds: ['alert'], user: 'tomas' }]],
    ['what devices does tomas use', ['search_logs', { user: 'tomas', group_by: 'device' }]],
    ['show me everything that is still open', ['search_logs', { kinds: ['alert', 'incident'], status: 'open' }]],
  ])('%s', (message, call) => expect(calls(message)).toEqual([call]));

  test.each(['is slack ok', 'is redis fine'])('%s: no account is called so', (message) =>
    expect(calls(message)).toEqual([['system_health', {}]]),
  );
});
