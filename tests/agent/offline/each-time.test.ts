import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const times = (text: string, language: Language = 'en') =>
  plan(text, planning({ language, places: ['Main gate'] })).calls.map(({ args }) => args.at ?? args.range);

describe('two times in one question', () => {
  test.each<[string, Language, string[]]>([
    ['logins this week and last week', 'en', ['this_week', 'last_week']],
    ['how many people came through the gate today, and yesterday?', 'en', ['today', 'yesterday']],
    ['who was at the main gate this morning and last night', 'en', ['this_morning', 'last_night']],
    ['show me the main gate at 8:00 and at 9:00', 'en', ['today 08:00', 'today 09:00']],
    ['Anmeldungen diese Woche und letzte Woche', 'de', ['this_week', 'last_week']],
    ['connexions échouées cette semaine et le mois dernier', 'fr', ['this_week', 'last_month']],
    ['inicios de sesión fallidos esta semana y el mes pasado', 'es', ['this_week', 'last_month']],
  ])('each is asked for: %s', (text, language, both) => {
    expect(times(text, language)).toEqual(both);
  });

  test('what is one stretch stays one, and so does what compares them', () => {
    expect(times('failed logins yesterday and today')).toHaveLength(1);
    expect(times('failed logins between 8:00 and 10:00 today')).toHaveLength(1);
    expect(times('more logins this week than last week?')).toHaveLength(1);
  });
});
