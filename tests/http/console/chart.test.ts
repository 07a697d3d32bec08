import { describe, expect, test } from 'vitest';
import { barChart, barRows } from '../../../src/http/console/chart.ts';

const bars = [
  { label: '19 Nov', value: 0, of: 0, url: '/logs?range=2026-11-19' },
  { label: '20 Nov', value: 1200, of: 1100, url: '/logs?range=2026-11-20' },
  { label: '21 Nov', value: 30, of: 3, url: '/logs?range=2026-11-21' },
];

describe('barChart', () => {
  const markup = barChart({ title: 'Logins', unit: 'logins', ofUnit: 'failed', bars }).toString();

  test('tells in one sentence what the picture shows', () => {
    expect(markup).toContain('aria-label="Logins: 1,230 logins in all, most on 20 Nov with 1,200."');
    expect(barChart({ title: 'Logins', unit: 'logins', bars: [] }).toString()).toContain('aria-label="Logins: none."');
  });

  test('the same numbers stand in a table, with links', () => {
    expect(markup).toContain(
      '<tr><th scope="row"><a href="/logs?range=2026-11-20">20 Nov</a></th><td class="num">1,200</td><td class="num">1,100</td></tr>',
    );
  });

  test('uses neither style attributes nor colours, so that it works under the policy and in the dark', () => {
    expect(markup).not.toMatch(/style=|fill="|stroke="/);
  });

  test('a zero draws nothing; the largest does not leave the picture', () => {
    const columns = [...markup.matchAll(/class="chart-all" d="([^"]+)"/g)].map((match) => match[1]!);
    expect(columns[0]).toMatch(/^M[\d.]+ [\d.]+$/);
    expect(Number(/V([\d.]+)/.exec(columns[1]!)![1])).toBeGreaterThanOrEqual(10);
  });
});

describe('barRows', () => {
  const chart = {
    title: 'By address',
    unit: 'logins',
    bars: [
      { label: '2001:db8::23', value: 40, of: null },
      { label: '<b>', value: 10, of: null, url: 'javascript:alert(1)' },
    ],
  };
  const markup = barRows(chart).toString();

  test('every bar is named, has its number, and is as long as its share of the longest', () => {
    expect([...markup.matchAll(/<rect class="chart-of" width="([\d.]+)%"/g)].map((match) => match[1])).toEqual([
      '100',
      '25',
    ]);
    expect(markup).toMatch(/<th scope="row">2001:db8::23<\/th>.*?<td class="num">40<\/td>/);
    expect(markup).toContain('&lt;b&gt;');
    expect(markup).not.toMatch(/<b>|style=|javascript:/);
  });

  test('all zeros are a table without bars', () => {
    const none = barRows({ ...chart, bars: [{ label: 'nobody', value: 0, of: null }] }).toString();
    expect(none).toContain('width="0%"');
  });
});
