import { describe, expect, test } from 'vitest';
import { absolute, ago, exact, relative } from '../../../src/http/console/time.ts';

const clock = { now: new Date('2026-11-21T09:00:00Z'), timeZone: 'Europe/Berlin' };
const earlier = (minutes: number): Date => new Date(clock.now.getTime() - minutes * 60_000);

describe('times on a page', () => {
  test.each([
    [0, 'just now'],
    [0.5, 'just now'],
    [1, '1 min ago'],
    [59, '59 min ago'],
    [59.8, '1 h ago'],
    [120, '2 h ago'],
    [9 * 60, '9 h ago'],
    [11 * 60, 'yesterday, 23:00'],
    [3 * 24 * 60, '18 Nov, 10:00'],
    [400 * 24 * 60, '17 Oct 2025'],
    [-0.2, 'just now'],
    [-90, '21 Nov, 11:30:00'],
  ])('%d minutes before now reads %j', (minutes, words) => {
    expect(relative(earlier(minutes), clock)).toBe(words);
  });

  test('shortly after midnight, an hour before is an hour before', () => {
    const night = { now: new Date('2026-11-20T23:30:00Z'), timeZone: 'Europe/Berlin' };
    expect(relative(new Date('2026-11-20T22:30:00Z'), night)).toBe('1 h ago');
  });

  test('the absolute time names its zone and stands on hover', () => {
    expect(absolute(earlier(60), clock)).toBe('Sat, 21 Nov 2026, 09:00:00 (Europe/Berlin)');
    expect(ago(earlier(60), clock).toString()).toBe(
      '<time datetime="2026-11-21T08:00:00.000Z" title="Sat, 21 Nov 2026, 09:00:00 (Europe/Berlin)" data-relative>1 h ago</time>',
    );
    expect(exact(earlier(60), clock).toString()).toContain('>21 Nov, 09:00:00</time>');
  });

  test('one moment is told in each reader’s own zone', () => {
    expect(relative(earlier(11 * 60), { ...clock, timeZone: 'America/New_York' })).toBe('yesterday, 17:00');
    expect(relative(earlier(11 * 60), { ...clock, timeZone: 'UTC' })).toBe('yesterday, 22:00');
  });
});
