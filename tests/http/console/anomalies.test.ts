import { describe, expect, test } from 'vitest';
import { heatMap } from '../../../src/http/console/heat-map.ts';
import { anomaliesPage } from '../../../src/http/console/pages/anomalies.ts';
import {
  type BaselineView,
  baselinePage,
  baselinesPage,
  quietWords,
} from '../../../src/http/console/pages/baselines.ts';
import { emptyPattern } from '../../../src/pipeline/anomaly/baselines/baseline.ts';

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

describe('the pages of what is usual', () => {
  const line = {
    kind: 'object' as const,
    name: 'CAM-3 vehicle',
    title: 'vehicles at <b>Yard',
    events: 40,
    state: 'ready' as const,
    updatedAt: clock.now,
  };
  const seen: BaselineView = {
    kind: 'object',
    name: 'CAM-3 vehicle',
    title: 'vehicles at <b>Yard',
    pattern: emptyPattern(),
    habit: null,
    state: 'ready',
    timeZone: 'UTC',
    usual: Array.from({ length: 168 }, () => ({ mean: 0, deviation: 0.5 })),
    quiet: [{ from: 22, to: 6 }],
    seenThere: [],
    mayForget: false,
  };

  test('list how well each is known, by kind, and trust no name', () => {
    const text = baselinesPage([line], 'object', clock).toString();
    expect(text).toContain('/baselines/object?name=CAM-3+vehicle');
    expect(text).toMatch(/data-label="State">ready</);
    expect(text).toMatch(/href="\/baselines\?kind=object" aria-current="page"/);
    expect(text).not.toContain('<b>Yard');
    expect(baselinesPage([], null, clock).toString()).toContain('Nothing is known yet');
  });

  test('say in words when it hardly ever happens, once it is known', () => {
    expect(baselinePage(seen).toString()).toContain('Hardly ever between 22:00 and 06:00');
    expect(baselinePage({ ...seen, state: 'learning' }).toString()).not.toContain('Hardly ever');
    expect(quietWords({ quiet: [] })).toContain('no longer stretch of the day');
    expect(
      quietWords({
        quiet: [
          { from: 10, to: 11 },
          { from: 13, to: 16 },
          { from: 17, to: 8 },
        ],
      }),
    ).toBe('Hardly ever between 13:00 and 16:00 and between 17:00 and 08:00: what happens then is rare.');
  });

  test('say that an hour is mixed with the same hour on other days', () => {
    expect(baselinePage(seen).toString()).toContain('mixed with the same hour on the other days');
  });

  test('have what is known of an account forgotten by whoever may, of a camera by nobody', () => {
    const account = { ...seen, kind: 'account' as const, name: 'tomas', title: 'tomas' };
    expect(baselinePage({ ...account, mayForget: true }).toString()).toContain('/baselines/account/forget');
    expect(baselinePage(account).toString()).not.toContain('/baselines/account/forget');
    expect(baselinePage({ ...seen, mayForget: true }).toString()).not.toContain('/baselines/account/forget');
  });
});

test('a heat map is a picture and a table', () => {
  const mean = new Array<number>(168).fill(0);
  mean[9] = 2;
  const text = heatMap({ mean }, { title: 'Events', unit: 'events' }).toString();
  expect(text).toContain('Monday, 09:00: 2 events');
  // where an hour is mixed with the same one on other days, it says what its own day had
  const mixed = heatMap(
    { mean, own: mean.map((value, slot) => (slot === 9 ? value : 0)) },
    { title: 'Events', unit: 'events' },
  );
  expect(mixed.toString()).toContain('Monday, 09:00: 2 events; 2 on Mondays alone');
  expect(mixed.toString()).toContain('Tuesday, 09:00: 0 events; 0 on Tuesdays alone');
  expect(text.match(/<td/g)).toHaveLength(168);
});
