import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, readUtterance } from '../../../src/agent/offline/utterance.ts';

test.each([
  ['faild logins yesterdy', 'failed logins yesterday'],
  ['acknowlege the alret', 'acknowledge the alert'],
  ['incidnets by contry', 'incidents by country'],
])('%s is read as %s', (typed, meant) => {
  expect(readUtterance(typed).norm).toBe(meant);
});

test.each(['the account is locked', 'a block of months', 'people search', 'crate in the closet', 'clothes and alters'])(
  'real words stay: %s',
  (text) => {
    expect(readUtterance(text).norm).toBe(text);
  },
);

test('names, addresses and quoted words are left alone', () => {
  expect(readUtterance('user alrt@corp.example "faild" svc-logni logni99').norm).toBe(
    'user alrt@corp.example "faild" svc-logni logni99',
  );
});

test('what was typed is found again behind a mended word', () => {
  const read = readUtterance('craete an incidnet: Door in Building B');
  const colon = read.norm.indexOf(':');
  expect(read.rawSlice(colon + 1)).toBe(' Door in Building B');
});

test('any text keeps what can be seen, and slices stay inside it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(250), fc.nat(250), (text, a, b) => {
      const read = readUtterance(text);
      expect(read.raw).toContain(read.rawSlice(Math.min(a, b), Math.max(a, b)));
      expect(read.rawSlice(0)).toBe(read.raw);
    }),
  );
});

test('the distance between words counts a swap once and gives up beyond its limit', () => {
  expect(editDistance('alret', 'alert', 2)).toBe(1);
  expect(editDistance('login', 'login', 1)).toBe(0);
  expect(editDistance('kitten', 'sitting', 2)).toBeGreaterThan(2);
});
