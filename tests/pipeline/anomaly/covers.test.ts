import { expect, test } from 'vitest';
import { covers } from '../../../src/pipeline/anomaly/covers.ts';
import { findDetector } from '../../../src/pipeline/anomaly/index.ts';

const params = (kind: string, given: object) => findDetector(kind)!.params.parse(given) as Record<string, unknown>;

test.each([
  ['failed_logins', { threshold: 5 }, { threshold: 8 }, true],
  ['failed_logins', { threshold: 8 }, { threshold: 5 }, false],
  ['failed_logins', { window_minutes: 10 }, { window_minutes: 5 }, true],
  ['failed_logins', { by: 'account' }, { by: 'address' }, false],
  ['failed_logins', { except: ['192.0.2.0/24'] }, {}, false],
  ['failed_logins', {}, { except: ['192.0.2.0/24'] }, true],
  ['password_spray', { min_accounts: 4 }, { min_accounts: 8 }, true],
  ['success_after_failures', { min_failures: 5 }, { min_failures: 20, by: 'address' }, false],
  ['country', { countries: ['KP', 'IR'] }, { countries: ['KP'] }, true],
  ['country', { countries: ['KP'] }, { countries: ['KP'], failures: true }, false],
  ['country', { mode: 'allow', countries: ['DE'] }, { countries: ['KP'] }, true],
  ['country', { mode: 'allow', countries: ['DE', 'KP'] }, { countries: ['KP'] }, false],
  ['country', { mode: 'allow', countries: ['DE'] }, { mode: 'allow', countries: ['DE', 'AT'] }, true],
  ['country', { countries: ['KP'] }, { mode: 'allow', countries: ['DE'] }, false],
  ['time_window', { from: '08:00', to: '18:00' }, { from: '07:00', to: '20:00' }, true],
  ['time_window', { from: '07:00', to: '20:00' }, { from: '08:00', to: '18:00' }, false],
  ['country', { countries: ['KP'] }, { countries: ['KP'], accounts: ['dana'] }, true],
  ['country', { countries: ['KP'], accounts: ['dana'] }, { countries: ['KP'] }, false],
  ['country', { countries: ['KP'], accounts: ['da*'] }, { countries: ['KP'], accounts: ['dana'] }, true],
  ['first_seen', { accounts: ['sam'] }, { accounts: ['dana'] }, false],
  ['time_window', { accounts: ['root'] }, {}, false],
  ['time_window', {}, { accounts: ['root'] }, true],
  ['time_window', { from: '22:00', to: '06:00' }, { from: '21:00', to: '07:00' }, false],
  ['first_seen', { min_days: 3 }, { min_days: 7 }, true],
  ['first_seen', { except_accounts: ['svc-*'] }, {}, false],
  ['first_seen', {}, { except: ['192.0.2.0/24'], ignore: ['vpn'] }, true],
  ['first_seen', { what: 'device' }, { what: 'country' }, false],
  ['impossible_travel', { max_speed_kmh: 800 }, { max_speed_kmh: 900 }, true],
  ['without_second_factor', { group: ['admin*', 'dana'] }, { group: ['Dana', 'admin-1'] }, true],
  ['without_second_factor', { group: ['a*'] }, { group: ['ab*c'] }, true],
  ['without_second_factor', { group: ['ab*'] }, { group: ['a*'] }, false],
  ['without_second_factor', { group: ['dana'] }, { group: ['*'] }, false],
  ['listed', { networks: ['192.0.2.0/24', '203.0.113.9'] }, { networks: ['203.0.113.9'] }, true],
  ['listed', { networks: ['203.0.113.9'] }, { networks: ['192.0.2.0/24', '203.0.113.9'] }, false],
  ['listed', { networks: ['203.0.113.9'] }, { networks: ['203.0.113.9'], accounts: ['root'] }, true],
  ['listed', { accounts: ['root', 'guest'] }, { networks: ['203.0.113.9'], accounts: ['root'] }, true],
  ['listed', { networks: ['203.0.113.9'] }, { accounts: ['root'] }, false],
  ['listed', { networks: ['203.0.113.9'] }, { networks: ['203.0.113.9'], failures: true }, false],
  [
    'listed',
    { mode: 'allow', networks: ['10.0.0.0/8'] },
    { mode: 'allow', networks: ['10.0.0.0/8', '192.0.2.0/24'], accounts: ['root'] },
    true,
  ],
  ['listed', { mode: 'allow', networks: ['10.0.0.0/8'] }, { networks: ['10.0.0.0/8'] }, false],
])('%s %j covers %j: %s', (kind, broad, narrow, expected) => {
  expect(covers(kind, params(kind, broad), params(kind, narrow))).toBe(expected);
});
