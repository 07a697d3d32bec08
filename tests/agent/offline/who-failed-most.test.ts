import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';

const planned = (message: string, language: Language = 'en') =>
  plan(message, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'Europe/London',
    role: 'officer',
    language,
    tools: toolsPlannedFor('officer'),
    history: [],
  });

describe('who asks for people is told accounts', () => {
  const failed = { kinds: ['login'], outcome: 'failure', group_by: 'user' };
  test.each([
    ['who failed most?', failed],
    ['who failed most this week, top 3', { ...failed, range: 'this_week', limit: 3 }],
    ['who in my team had trouble signing in?', failed],
    ['how many people failed to sign in yesterday?', { ...failed, range: 'yesterday' }],
    ['which of my people gets attacked the most', { kinds: ['alert'], group_by: 'user' }],
  ])('%s', (message, args) => {
    expect(planned(message).calls).toEqual([{ tool: 'search_logs', args }]);
  });

  test.each([
    ['who tried to break in?', 'ip'],
    ['how many logins failed yesterday?', undefined],
  ])('not where others are meant: %s', (message, by) => {
    expect(planned(message).calls[0]?.args.group_by).toBe(by);
  });
});

test('a network with too long a prefix is said to be none, not its address', () => {
  const said = (message: string): string => JSON.stringify(planned(message).say);
  expect(said('logins from 203.0.113.0/99')).toContain('“203.0.113.0/99” is no network');
  expect(said('logins from 300.1.1.1')).toContain('“300.1.1.1” is no address');
  expect(planned('logins not from 10.0.0.0/8').calls[0]?.args.exclude_ip).toBe('10.0.0.0/8');
});

describe('asked in other languages', () => {
  const worst = { kinds: ['alert'], status: 'open', order: 'worst', limit: 1 };
  test.each<[Language, string, Record<string, unknown>]>([
    ['es', '¿Cuántos inicios de sesión fallaron ayer?', { kinds: ['login'], outcome: 'failure', range: 'yesterday' }],
    ['es', '¿Cuántos accesos han fallado hoy?', { kinds: ['login'], outcome: 'failure', range: 'today' }],
    ['es', 'resumen de la semana pasada', { range: 'last_week' }],
    ['fr', 'Comparez cette semaine à la semaine dernière', { range: 'this_week', compare_to: 'last_week' }],
    ['en', 'open the worst alert', worst],
    ['fr', 'ouvre l’alerte la plus grave', worst],
    ['de', 'Öffne den schlimmsten Alarm', worst],
    ['es', 'abre la alerta más grave', worst],
    [
      'de',
      'die drei häufigsten Angreifer-IPs der letzten Woche',
      { kinds: ['login'], outcome: 'failure', group_by: 'ip', limit: 3, range: 'last_week' },
    ],
  ])('%s: %s', (language, message, args) => {
    const { calls, unused } = planned(message, language);
    expect(calls.map((call) => call.args)).toEqual([args]);
    expect(unused ?? []).toEqual([]);
  });
});
