import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roomName, spokenIn } from '../../src/domain/room.ts';

test('a room is named so that every platform takes it, whatever the title holds', () => {
  expect(roomName(17, 'Laptop stolen!')).toBe('inc-17-laptop-stolen');
  expect(roomName(17, 'Straße: Übergriff @everyone <!channel>')).toBe('inc-17-strasse-ubergriff-everyone-channel');
  expect(roomName(17, 'سرقة', 2)).toBe('inc-17-2');
  expect(roomName(17, '\u202e\u200b../../etc')).toBe('inc-17-etc');
  fc.assert(
    fc.property(
      fc.nat(999_999_999),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 1, max: 99 }),
      (n, t, s) => {
        const name = roomName(n, t, s);
        expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(name.length).toBeLessThanOrEqual(48);
        expect(name.startsWith(`inc-${n}`)).toBe(true);
      },
    ),
  );
});

test('a room is found by what is posted to: a channel in Slack, a thread elsewhere', () => {
  const said = { channel: 'C1', thread: '7' };
  expect(spokenIn({ platform: 'slack', ...said })).toBe('C1');
  expect(spokenIn({ platform: 'discord', ...said })).toBe('7');
  expect(spokenIn({ platform: 'teams', ...said })).toBe('C1;messageid=7');
  expect(spokenIn({ platform: 'discord', channel: 'C1', thread: null })).toBe('C1');
});
