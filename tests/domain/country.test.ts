import { expect, test } from 'vitest';
import { countryCode, countryName } from '../../src/domain/country.ts';

test.each([
  ['UK', 'GB'],
  ['gb', 'GB'],
  ['the UK', 'GB'],
  ['United Kingdom', 'GB'],
  ['North Korea', 'KP'],
  ['south korea', 'KR'],
  ['Russia', 'RU'],
  ['the Netherlands', 'NL'],
  ['USA', 'US'],
  ['Türkiye', 'TR'],
  ['Turkey', 'TR'],
  ["Côte d'Ivoire", 'CI'],
  ['Bosnia and Herzegovina', 'BA'],
  ['Germany', 'DE'],
])('%s is %s', (text, code) => expect(countryCode(text)).toBe(code));

test.each(['', 'Atlantis', 'ZZ', 'EU', 'constructor', 'Europe', '12'])('%j is no country', (text) =>
  expect(countryCode(text)).toBeNull(),
);

test('a code has a name, and one without stays itself', () => {
  expect(countryName('DE')).toBe('Germany');
  expect(countryName('QX')).toBe('QX');
  expect(countryName('<b>')).toBe('<b>');
});
