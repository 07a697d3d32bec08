import { describe, expect, test } from 'vitest';
import { heatMap } from '../../../src/http/console/heat-map.ts';
import { anomaliesPage } from '../../../src/http/console/pages/anomalies.ts';

const clock = { now: new Date('2026-11-20T12:00:00Z'), timeZone: 'UTC' };
const learned = { ready: true, rows: 900, accounts: 5, trainedAt: clock.now };
const login = {
  sequence: 7,
  account: '<b>tomas',
  occurredAt: new Date('2026-11-20T03:12:00Z'),
  score: 0.7,
  share: 0.9991,
  ranked: 0.999,
  features: [],
  reasons: [{ kind: 'country' as const, weight: 0.6, country: 'BR', shared: false }],
  verdict: null,
  verdictBy: null,
};
const view = { clock, filter: { range: '', account: '' }, problem: null, learned, logins: [login], mayJudge: true };

describe('the page of unusual logins', () => {
  test('says why, lets judge whoever may, and trusts no name', () => {
    const text = anomaliesPage(view).toString();
    expect(text).toContain('First login from Brazil');
    expect(text).toContain('99.9 %');
    expect(text).toContain('False alarm');
    expect(text).not.toContain('<b>tomas');
    expect(anomaliesPage({ ...view, mayJudge: false }).toString()).not.toContain('name="verdict"');
  });

  test('says that it is still learning', () => {
    const text = anomaliesPage({ ...view, learned: { ...learned, ready: false, rows: 12 }, logins: [] }).toString();
    expect(text).toContain('Still learning');
    expect(text).toContain('12 so far');
  });
});

test('a heat map is a picture and a table', () => {
  const mean = new Array<number>(168).fill(0);
  mean[9] = 2;
  const text = heatMap({ mean }, { title: 'Events', unit: 'events' }).toString();
  expect(text).toContain('Monday, 09:00: 2 events');
  expect(text.match(/<td/g)).toHaveLength(168);
});
