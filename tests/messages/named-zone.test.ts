import { expect, test } from 'vitest';
import { namedZone, tellsTime, withZone } from '../../src/messages/named-zone.ts';

test('a zone is named by its place', () => {
  expect(namedZone('America/Argentina/Buenos_Aires', 'de')).toBe('Zeiten: Buenos Aires.');
  expect(namedZone('UTC')).toBe('Times: UTC.');
});

test('only what tells a time says whose it is', () => {
  expect(['14:03', 'at 09:30, or 10:00 to 11:00'].every(tellsTime)).toBe(true);
  expect(['3 of 4', '2001:0db8:12:34:56:78', 'INC-17'].some(tellsTime)).toBe(false);
  const plain = { key: 'ALR-1', parts: [{ kind: 'text' as const, text: 'Burst' }] };
  expect(withZone(plain, 'Asia/Tokyo')).toBe(plain);
  const timed = { ...plain, parts: [{ kind: 'context' as const, text: 'Resolved', at: '2026-11-22T10:00:00Z' }] };
  expect(withZone(timed, 'Asia/Tokyo').parts.at(-1)).toEqual({ kind: 'context', text: 'Times: Tokyo.' });
});
