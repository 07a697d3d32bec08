import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/language.ts';
import { RULE_KINDS } from '../../src/pipeline/rule-kinds.ts';
import { describeRule } from '../../src/pipeline/rules.ts';

/** Settings that make every part of a sentence appear, and where a kind needs some to be a rule at all. */
const SETTINGS: Record<string, Record<string, unknown>[]> = {
  failed_logins: [{}, { by: 'account', min_addresses: 3, except: ['192.0.2.0/24'], window_minutes: 1 }],
  password_spray: [{}, { except: ['192.0.2.0/24'] }],
  success_after_failures: [{}, { by: 'account', except: ['192.0.2.0/24'] }],
  time_window: [{}, { days: ['sat'], accounts: ['root', 'guest'], time_zone: 'Europe/Berlin' }],
  country: [
    { countries: ['KP'] },
    { mode: 'allow', countries: ['DE', 'AT', 'FR', 'ES', 'IT', 'PL', 'CZ'], failures: true },
    { countries: ['KP', 'IR'], failures: true },
  ],
  listed: [
    { networks: ['203.0.113.0/24'] },
    { accounts: ['guest', 'root'], failures: true },
    { mode: 'allow', networks: ['10.0.0.0/8', '192.0.2.1'], accounts: ['svc-backup'] },
    { mode: 'allow', networks: ['10.0.0.0/8'], failures: true },
  ],
  first_seen: [{}, { what: 'device', min_days: 1 }, { what: 'address' }],
  impossible_travel: [{}, { trusted: ['192.0.2.0/24'] }],
  without_second_factor: [
    { group: ['*'] },
    { group: ['root', 'guest'] },
    { group: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
  ],
  unusual_login: [{}, { min_reasons: 1 }],
  login_volume: [{}, { sustained_minutes: 120 }],
  unknown_person: [{}, { faceless: true, cameras: ['Dock'], from: '22:00', to: '06:00', min_risk: 50 }],
  watched_person: [
    { people: ['Dana'] },
    { people: ['Dana', 'Eve'], on_days: ['sat', 'sun'] },
    { people: ['Dana'], cameras: ['CAM-1'], forgotten: ['PER-7', 'PER-8'] },
    { people: [], cameras: ['CAM-1'], forgotten: ['PER-7'] },
  ],
  zone_entry: [
    {},
    { stay_seconds: 30, min_pictures: 3 },
    { objects: ['truck'], zones: ['Yard'], known_allowed: true, min_confidence: 0.8 },
  ],
  unusual_activity: [{}, { unusual: 'rare', sustained_minutes: 60 }, { unusual: 'many' }],
};

const cases = RULE_KINDS.flatMap(({ kind }) => (SETTINGS[kind] ?? [{}]).map((params) => ({ kind, params })));

describe('what a rule looks for', () => {
  test.each(LANGUAGES)('is one sentence (%s)', (language) => {
    expect(cases.map((rule) => describeRule(rule, language)).join('\n')).toMatchSnapshot();
  });

  test('is said in other words, with the same names and numbers, in every language', () => {
    for (const rule of cases) {
      const english = describeRule(rule, 'en');
      expect(english, rule.kind).not.toMatch(/not run/);
      const named = english.match(/\d+(?:[.:/]\d+)*|svc-backup|Dana|Yard|Dock|root|guest/g) ?? [];
      for (const language of LANGUAGES.filter((one) => one !== 'en')) {
        const told = describeRule(rule, language);
        expect(told, `${rule.kind} ${language}`).not.toBe(english);
        expect(told, `${rule.kind} ${language}`).not.toMatch(/undefined|null|\bof\b|\bthe\b/);
        for (const one of named)
          expect(told.replaceAll(/(\d),(\d)/g, '$1.$2'), `${rule.kind} ${language}`).toContain(one);
      }
    }
  });

  test('a kind of another version, and settings that hold no more, are said to be that', () => {
    for (const language of LANGUAGES) {
      expect(describeRule({ kind: 'of_tomorrow', params: {} }, language)).toContain('of_tomorrow');
      expect(describeRule({ kind: 'country', params: {} }, language)).toMatch(/\(.+\)/);
    }
  });
});
