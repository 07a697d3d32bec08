import { describe, expect, test } from 'vitest';
import type { AlertTelling } from '../../src/domain/alert-telling.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { alertIn, tellAlert } from '../../src/messages/tell-alert.ts';

const camera = { camera: { number: 3, name: 'Dock', location: 'North' }, events: 2, usual: [] };
const rare = { of: 'vehicle', hour: 2, isRare: true, count: 1, mean: 0 } as const;
const login = { city: 'Lima', country: 'PE', address: '203.0.113.9' };

const TELLINGS: AlertTelling[] = [
  {
    kind: 'failures',
    by: 'address',
    key: '203.0.113.9',
    failures: 1200,
    ms: 14 * 60_000,
    accounts: {
      top: [
        ['root', 1000],
        ['admin', 200],
      ],
      all: 9,
    },
    addresses: { top: [['203.0.113.9', 1200]], all: 1 },
    countries: { top: [], all: 0 },
  },
  { kind: 'success_after_failures', account: 'dana', ...login, failures: 7, ms: 90_000, addresses: 2, accounts: 1 },
  {
    kind: 'impossible_travel',
    account: 'dana',
    before: { ...login, at: '2026-11-20T12:00:00.000Z' },
    after: { city: null, country: 'DE', address: '198.51.100.7', at: '2026-11-20T13:00:00.000Z' },
    km: 10_512.4,
    ms: 3_600_000,
  },
  {
    kind: 'first_seen',
    account: 'dana',
    what: 'country',
    value: 'PE',
    city: 'Lima',
    address: '203.0.113.9',
    device: null,
    days: 5,
    logins: 7,
  },
  { kind: 'country', account: 'dana', outcome: 'failure', ...login, country: 'PE', events: 3 },
  {
    kind: 'listed',
    account: 'dana',
    outcome: 'success',
    because: 'denied',
    address: '203.0.113.9',
    country: 'PE',
    events: 3,
  },
  {
    kind: 'listed',
    account: 'dana',
    outcome: 'failure',
    because: 'not_allowed',
    address: '203.0.113.9',
    country: null,
    events: 1,
  },
  { kind: 'listed', account: 'dana', outcome: 'success', because: 'account', address: null, country: null, events: 1 },
  { kind: 'without_second_factor', account: 'dana', address: '203.0.113.9', country: 'PE', device: null, events: 3 },
  {
    kind: 'time_window',
    account: 'dana',
    weekday: 5,
    time: '03:12',
    zone: 'Europe/Berlin',
    days: [0, 1, 2, 3, 4],
    from: '06:00',
    to: '20:00',
    address: null,
    country: null,
    events: 1,
  },
  {
    kind: 'unusual_login',
    account: 'dana',
    reasons: [
      { kind: 'country', weight: 1, country: 'PE', shared: false },
      { kind: 'hour', weight: 0, time: '03:12', from: 7, to: 16 },
    ],
    share: 0.9991,
    country: 'PE',
    address: null,
    device: 'curl',
    events: 1,
  },
  { kind: 'login_volume', account: 'dana', inHour: 40, mean: 2.25, sigmas: 6.4, events: 44 },
  { ...camera, kind: 'unknown_person', label: 'Person_A47B8C12', zones: ['Gate'], certainty: null },
  {
    ...camera,
    kind: 'watched_person',
    name: 'Eve',
    zones: [],
    certainty: { faces: 2, pictures: 5, nearest: { of: 'named', similarity: 0.71, threshold: 0.5 } },
  },
  { ...camera, kind: 'zone_entry', objects: ['person', 'truck'], zone: 'Yard', who: ['Eve'] },
  { ...camera, kind: 'unusual_activity', seen: rare, sigmas: 2.4, usual: [rare] },
];

const all = (telling: AlertTelling, language: Language): string => {
  const { title, facts } = tellAlert(telling, language);
  return [title, ...facts.map(({ label, value }) => `${label}: ${value}`)].join('\n');
};

describe('what alerts say', () => {
  test.each(LANGUAGES)('every kind of them (%s)', (language) => {
    expect(TELLINGS.map((telling) => all(telling, language)).join('\n\n')).toMatchSnapshot();
  });

  test('in every language the same values under the same labels, and other words', () => {
    for (const telling of TELLINGS) {
      const english = tellAlert(telling, 'en');
      for (const language of LANGUAGES.filter((one) => one !== 'en')) {
        const told = tellAlert(telling, language);
        expect(told.title).not.toBe(english.title);
        expect(told.facts.map(({ label }) => label)).toEqual(english.facts.map(({ label }) => label));
        for (const name of ['203.0.113.9', 'Lima', '03:12', 'Dock', 'Eve', 'Person_A47B8C12'])
          expect(told.title.includes(name)).toBe(english.title.includes(name));
        // no label is left in English where it is read
        const { facts } = alertIn({ ...english, told: { telling, rule: { ref: 'RULE-1', name: 'Ours' } } }, language);
        expect(facts.at(-1)?.value).toBe('RULE-1 Ours');
        for (const [i, { label }] of facts.entries())
          if (!['Zone', 'Distance', 'Addresses'].includes(english.facts[i]?.label ?? 'Rule'))
            expect(label, language).not.toBe(english.facts[i]?.label ?? 'Rule');
      }
    }
  });

  test('what was raised before keeps its words, and so does what another version kept', () => {
    const old = { title: '40 failed sign-ins', facts: [{ label: 'Account', value: 'root' }] };
    expect(alertIn(old, 'de')).toEqual({ title: old.title, facts: [{ label: 'Konto', value: 'root' }] });
    const telling = { kind: 'of tomorrow' } as unknown as AlertTelling;
    expect(alertIn({ ...old, told: { telling, rule: { ref: 'RULE-1', name: 'x' } } }, 'fr').title).toBe(old.title);
  });
});
