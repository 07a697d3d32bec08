import { describe, expect, test } from 'vitest';
import { alertWords, type OpenAlert } from '../../../../src/agent/offline/answers/alert.ts';
import type { PlanContext } from '../../../../src/agent/offline/plan-types.ts';
import { LANGUAGES } from '../../../../src/domain/language.ts';
import { onClock } from '../../../../src/domain/time-words.ts';

const context: PlanContext = {
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role: 'officer',
  language: 'en',
  tools: new Set(['open_alert', 'update_alert']),
  history: [],
};
const alert: OpenAlert = {
  kind: 'alert',
  ref: 'ALR-9',
  time: 'Fri 20 Nov, 03:00',
  first_seen: 'Fri 20 Nov, 03:00',
  severity: 'high',
  status: 'resolved',
  title: 'Many failures',
  events: 3,
  facts: [],
  incident: null,
  log: [],
  status_by: 'Maria Lopez',
  status_time: 'Fri 20 Nov, 10:15',
};

describe('an alert in words', () => {
  test('who resolved it and when comes right behind what it is', () => {
    expect(alertWords(alert, context)[1]).toBe('Resolved by Maria Lopez, Fri 20 Nov, 10:15.');
    for (const language of LANGUAGES) expect(alertWords(alert, { ...context, language })[1]).toContain('Maria Lopez');
  });

  test('nobody is named where nobody did anything', () => {
    const { status_by: _by, status_time: _time, ...untouched } = alert;
    expect(alertWords({ ...untouched, status: 'open' }, context).join('\n')).not.toMatch(/ by /);
  });
});

test('moments in a text are told on the reader’s clock, anything else stays', () => {
  const text = 'Before: Bucharest, 2026-11-20 12:06 UTC; 2026-13-45 12:06 UTC';
  expect(onClock(text, 'Europe/Berlin', context.now)).toBe(
    'Before: Bucharest, Fri 20 Nov, 13:06; 2026-13-45 12:06 UTC',
  );
});
