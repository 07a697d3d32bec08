import { expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../../src/agent/offline/abilities.ts';
import { plan } from '../../../../src/agent/offline/plan.ts';
import type { Language } from '../../../../src/domain/language.ts';
import { CLOCK } from '../../../../src/eval/questions/judge.ts';

const read = (message: string, language: Language = 'en') =>
  plan(message, { ...CLOCK, role: 'officer', language, tools: toolsPlannedFor('officer'), history: [] }).calls;

test.each<[string, Language?]>([
  ['first login of tomas'],
  ['when did tomas first sign in'],
  ['the earliest failed login of tomas today'],
  ['when was the first time tomas signed in?'],
  ['erste Anmeldung von tomas', 'de'],
  ['première connexion de tomas', 'fr'],
  ['primer inicio de sesión de tomas', 'es'],
])('the beginning is asked for: %s', (message, language) => {
  expect(read(message, language)).toMatchObject([
    { tool: 'search_logs', args: { user: 'tomas', order: 'oldest', limit: 1 } },
  ]);
});

test.each<[string, Language?]>([
  ['show me the oldest open alerts'],
  ['die ältesten offenen Alarme', 'de'],
  ['les alertes ouvertes les plus anciennes', 'fr'],
  ['la alerta abierta más antigua', 'es'],
])('the oldest first: %s', (message, language) => {
  expect(read(message, language)).toMatchObject([{ args: { kinds: ['alert'], status: 'open', order: 'oldest' } }]);
});

test.each(['first 5 logins today', 'what should I look at first?', 'failed logins today', 'worst first'])(
  'another order stays: %s',
  (message) => {
    expect(read(message)[0]?.args.order).not.toBe('oldest');
  },
);

test.each<[string, Language?]>([
  ['which camera alerts are open'],
  ['open alerts from the cameras?'],
  ['any open alarms raised by cameras'],
  ['welche Kamera-Alarme sind offen?', 'de'],
  ['quelles alertes de caméra sont ouvertes ?', 'fr'],
  ['qué alertas de cámara están abiertas', 'es'],
])('only what cameras raised: %s', (message, language) => {
  expect(read(message, language)).toMatchObject([{ args: { kinds: ['alert'], status: 'open', rule: 'cameras' } }]);
});
