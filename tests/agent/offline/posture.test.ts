import { describe, expect, it } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';

const CLOCK = { now: new Date('2026-11-21T14:00:00Z'), timeZone: 'UTC' };
const read = (text: string) =>
  plan(text, { ...CLOCK, role: 'officer', language: 'en', tools: toolsPlannedFor('officer'), history: [] }).calls.map(
    ({ tool, args }) => [tool, args],
  );

describe('a period beside another', () => {
  it.each([
    ['compare this week with last week', { range: 'this_week', compare_to: 'last_week' }],
    ['compare last week with this week', { range: 'this_week', compare_to: 'last_week' }],
    ['today versus yesterday', { range: 'today', compare_to: 'yesterday' }],
    ['compare October to September', { range: '2026-10', compare_to: '2026-09' }],
    ['what changed since last month?', { range: 'this_month', compare_to: 'last_month' }],
    ['how many alerts compared with last week', { range: 'this_week', compare_to: 'last_week' }],
    ['more incidents than last month?', { range: 'this_month', compare_to: 'last_month' }],
    ['how was last week compared to the week before?', { range: 'last_week' }],
    ['are we doing better?', {}],
    ['hotspots', {}],
    ['what should we look at first?', {}],
  ])('%s', (text, args) => {
    expect(read(text)).toEqual([['posture_summary', args]]);
  });

  it.each([
    'how many failed logins this week?',
    'logins from 10.0.0.1 compared with yesterday',
    'how many alerts this week',
    'compare INC-3 with INC-4',
    'who changed INC-5',
  ])('%s is about something else', (text) => {
    expect(read(text).map(([tool]) => tool)).not.toContain('posture_summary');
  });
});

describe('an incident described', () => {
  it.each([
    ['have we seen something like a VPN brute force before?', 'VPN brute force'],
    ['did we ever have a stolen laptop before?', 'stolen laptop'],
    ['find earlier incidents like a badge reader forced open', 'badge reader forced open'],
    ['show incidents similar to the mail gateway outage', 'mail gateway outage'],
  ])('%s', (text, described) => {
    expect(read(text)).toEqual([['similar_incidents', { text: described }]]);
  });

  it.each(['have we seen 203.0.113.9 before?', 'were there any attacks before last week?', 'alerts like ALR-3'])(
    '%s is about something else',
    (text) => {
      expect(read(text).map(([tool]) => tool)).not.toContain('similar_incidents');
    },
  );
});
