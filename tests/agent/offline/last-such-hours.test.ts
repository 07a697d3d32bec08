import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

// half past six in the evening in Berlin
const rangeOf = (text: string, language: Language = 'en'): unknown =>
  plan(text, planning({ now: new Date('2026-11-20T17:30:00Z'), language })).calls[0]?.args.range;

describe('hours that are still to come', () => {
  test.each([
    ['failed logins between 8pm and 10pm', 'yesterday_20_22'],
    ['failed logins between 11pm and 1am', 'last_night_23_01'],
    ['who signed in after 9pm?', 'yesterday_21_24'],
    ['who came between 8pm and 9pm?', 'yesterday_20_21'],
    ['failed logins from 22:00 to 06:00', 'last_night_22_06'],
  ])('are of the last time it was so late: %s', (text, range) => expect(rangeOf(text)).toBe(range));

  test('in other languages, too', () => {
    expect(rangeOf('fehlgeschlagene Anmeldungen zwischen 20 und 22 Uhr', 'de')).toBe('yesterday_20_22');
  });

  test('not where they have come, or today is named', () => {
    expect(rangeOf('logins between 2 and 4 pm')).toBe('today_14_16');
    expect(rangeOf('failed logins today between 8pm and 10pm')).toBe('today_20_22');
    expect(rangeOf('Anmeldungen heute zwischen 20 und 22 Uhr', 'de')).toBe('today_20_22');
  });

  test('around midnight is an hour on either side', () => {
    expect(rangeOf('who was seen around midnight?')).toBe('last_night_23_01');
    expect(rangeOf('anybody at the dock around midnight yesterday?')).toBe('yesterday_23_01');
    expect(rangeOf('failed logins around midnight on monday')).toBe('monday_23_01');
    expect(rangeOf('failed logins at midnight')).toBe('today_00_01');
  });
});
