import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/language.ts';
import { titleIn, titleOfAlerts, titleOfCase } from '../../src/messages/incident-title.ts';

const told = {
  telling: {
    kind: 'country' as const,
    account: 'maria',
    outcome: 'success' as const,
    country: 'NL',
    city: null,
    address: '203.0.113.9',
    events: 1,
  },
  rule: { ref: 'RULE-1', name: 'Countries' },
};

test('a title of our own is said in the language of whoever reads it, with what came with it', () => {
  const titled = titleOfAlerts({ title: 'Sign-in of maria from the Netherlands', told }, 2);
  expect(titled.title).toBe('Sign-in of maria from the Netherlands and 2 more');
  const said = LANGUAGES.map((language) => titleIn(titled, language));
  expect(new Set(said).size).toBe(LANGUAGES.length);
  expect(said[0]).toBe(titled.title);
  expect(said[1]).toMatch(/und 2 weitere$/);
  const byCase = titleOfCase({ kind: 'case', of: 'pile_on', by: 'Mallory' });
  expect(new Set(LANGUAGES.map((language) => titleIn(byCase, language))).size).toBe(LANGUAGES.length);
});

test('a title that people wrote, or that an alert without values gave, stays as it is', () => {
  expect(titleIn({ title: 'Lost badge' }, 'de')).toBe('Lost badge');
  const { ownTitle } = titleOfAlerts({ title: 'Sign-in of maria', told }, 0);
  expect(titleIn({ title: 'Renamed', ownTitle: ownTitle! }, 'de')).toBe('Renamed');
  expect(titleOfAlerts({ title: 'From before' }, 0)).toEqual({ title: 'From before' });
  const strange = { english: 'x', says: { kind: 'alert', telling: { kind: 'of another version' }, others: 0 } };
  expect(titleIn({ title: 'x', ownTitle: strange as never }, 'fr')).toBe('x');
});
