import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatReference } from '../../src/domain/reference.ts';
import { linksUnder, pathOf } from '../../src/messages/links.ts';

test('every reference has its page', () => {
  expect(pathOf('ALR-204')).toBe('/alerts/ALR-204');
  expect(pathOf('inc-17')).toBe('/incidents/INC-17');
  expect(pathOf('RULE-3')).toBe('/rules/RULE-3');
  const log = formatReference({ kind: 'event', number: 5 });
  expect(pathOf(log)).toBe(`/logs/${log}`);
  expect(linksUnder('https://desk.example.org')('INC-17')).toBe('https://desk.example.org/incidents/INC-17');
});

test('what is no reference leads to the start page, never elsewhere', () => {
  const page = /^\/(|(alerts|incidents|rules|logs)\/[A-Z]+-[0-9A-Z]+)$/;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(pathOf(text)).toMatch(page);
    }),
  );
  expect(pathOf('//evil.example')).toBe('/');
});
