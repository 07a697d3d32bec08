import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { pausing } from '../../../src/agent/offline/pausing.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';
import { planning } from '../../support/planning.ts';

const context = (language: Language = 'en', role: Role = 'officer'): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role,
  language,
  tools: toolsPlannedFor(role),
  history: [],
});
const call = (text: string, language: Language = 'en') => plan(text, context(language)).calls;

describe('pausing alerts, as people say it', () => {
  test.each([
    ['pause alerts from all cameras until 17:00', 'en', { of: 'cameras', until: '17:00' }],
    ['Please pause all camera alerts for 2 hours', 'en', { of: 'cameras', until: '2 hours' }],
    ['mute the alerts of the cameras for the next 3 hours, thanks', 'en', { of: 'cameras', until: '3 hours' }],
    ['pause alerts from the loading dock until tomorrow', 'en', { of: 'loading dock', until: 'tomorrow' }],
    ['no alerts from the front door for 30 minutes', 'en', { of: 'front door', until: '30 minutes' }],
    ['stop alerts for cam-3 until 5pm', 'en', { of: 'CAM-3', until: '5pm' }],
    ['pause the lobby camera alerts', 'en', { of: 'lobby' }],
    ['pause camera Warehouse 2’s alerts for 1 hour', 'en', { of: 'Warehouse 2', until: '1 hour' }],
    ["don't alert me about the back gate until tonight", 'en', { of: 'back gate', until: 'tonight' }],
    ['pause alerts', 'en', { of: 'everything' }],
    ['pause all alerts until tomorrow', 'en', { of: 'everything', until: 'tomorrow' }],
    [
      'no alerts from the cameras for the next 2 hours please, the gardener is here',
      'en',
      { of: 'cameras', until: '2 hours' },
    ],
    ['pause the alerts of the lobby camera because we are testing it', 'en', { of: 'lobby' }],
    ['resume alerts', 'en', { end: true }],
    ['unpause the alerts of all cameras', 'en', { of: 'cameras', end: true }],
    ['resume the alerts from the loading dock', 'en', { of: 'loading dock', end: true }],
    ['turn camera alerts back on', 'en', null],
    ['end the alert pause', 'en', { end: true }],
    ['Alarme aller Kameras für 2 Stunden pausieren', 'de', { of: 'cameras', until: '2 Stunden' }],
    ['Pausiere die Alarme der Laderampe bis morgen', 'de', { of: 'Laderampe', until: 'morgen' }],
    ['Keine Alarme von der Kamera Eingang für 3 Stunden bitte', 'de', { of: 'Eingang', until: '3 Stunden' }],
    ['Alarme fortsetzen', 'de', { end: true }],
    ['suspendre les alertes de toutes les caméras pendant 2 heures', 'fr', { of: 'cameras', until: '2 heures' }],
    ['mettez en pause les alertes de la caméra Entrée jusqu’à demain', 'fr', { of: 'Entrée', until: 'demain' }],
    ['reprendre les alertes', 'fr', { end: true }],
    ['pausar las alertas de todas las cámaras durante 2 horas', 'es', { of: 'cameras', until: '2 horas' }],
    ['suspende las alertas de la cámara Muelle hasta mañana', 'es', { of: 'Muelle', until: 'mañana' }],
    ['reanudar las alertas', 'es', { end: true }],
  ] as const)('%s', (text, language, args) => {
    const found = call(text, language).filter(({ tool }) => tool === 'pause_alerts');
    if (args === null)
      return expect(call(text, language)).not.toContainEqual({ tool: 'pause_alerts', args: { of: 'everything' } });
    expect(found).toEqual([{ tool: 'pause_alerts', args }]);
  });

  test.each([
    ['are alerts paused?', 'en'],
    ['which cameras are paused?', 'en'],
    ['sind die Alarme angehalten?', 'de'],
    ['les alertes sont en pause ?', 'fr'],
    ['¿hay alertas en pausa?', 'es'],
  ] as const)('%s', (text, language) => {
    expect(call(text, language)).toEqual([{ tool: 'list_exceptions', args: {} }]);
  });

  test.each([
    'don’t pause the alerts',
    'should I pause the alerts of the cameras?',
    'he said: pause all alerts',
    'pause alerts from Brazil',
    'stop alerts for root',
    'stop alerts',
    'pause everything',
    'pause the rule for failed logins',
    'pause alerts if it is night',
    'who paused the alerts of the lobby camera?',
  ])('no order: %s', (text) => {
    expect(call(text).filter(({ tool }) => tool === 'pause_alerts')).toEqual([]);
  });

  test('a time that is none is asked for, and whose role may not is told so', () => {
    expect(plan('pause alerts until doomsday', context())).toMatchObject({ calls: [], say: { why: 'ask' } });
    expect(plan('pause alerts for 2 hours', context('en', 'manager'))).toMatchObject({
      calls: [],
      say: { why: 'role' },
    });
  });

  test('reads anything without failing or taking long', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.constantFrom('en', 'de', 'fr', 'es'), (text, language) => {
        pausing(text, context(language as Language));
        pausing(`pause alerts of ${text}`, context(language as Language));
      }),
    );
    for (const text of [
      'the '.repeat(49),
      `stop alerts of ${'door '.repeat(37)}`,
      `no alerts from ${'a '.repeat(90)}x!`,
    ]) {
      const began = performance.now();
      pausing(text, context());
      expect(performance.now() - began).toBeLessThan(500);
    }
  });
});

describe('hours that are still to come', () => {
  const at = (text: string, language: 'en' | 'de' | 'fr' | 'es' = 'en') =>
    plan(text, planning({ role: 'admin', language, now: new Date('2026-11-20T17:00:00Z') }));
  test.each<[string, string, ('en' | 'de' | 'fr' | 'es')?]>([
    ['mute alerts from 8pm to 10pm', 'everything'],
    ['silence all alerts between 20:00 and 22:00', 'everything'],
    ['no alerts from 8 to 10 pm tonight please', 'everything'],
    ['mute alerts from the loading dock from 8 to 10 pm', 'loading dock'],
    ['pausiere alle Alarme von 20 bis 22 Uhr', 'everything', 'de'],
    ['suspends les alertes de 20h à 22h', 'everything', 'fr'],
    ['pausa las alertas de 20 a 22 horas', 'everything', 'es'],
  ])('%s: said, offered from now on, and nothing is done or looked for', (text, of, language) => {
    expect(at(text, language)).toMatchObject({
      calls: [],
      say: { why: 'ask', offer: [{ tool: 'pause_alerts', args: { of, until: '22:00' } }] },
    });
  });

  test('of another day nothing is offered; a question for such alerts is none of it', () => {
    expect(at('mute alerts from 8pm to 10pm tomorrow')).toMatchObject({ calls: [], say: { why: 'not_here' } });
    expect(at('alerts from 8pm to 10pm').calls).toMatchObject([{ tool: 'search_logs' }]);
  });

  test('a reason that speaks of a time is a reason', () => {
    for (const why of ['we have a delivery at night', 'the cleaners come at night', 'they test the doors this evening'])
      expect(at(`mute the dock alerts till tomorrow morning, ${why}`).calls).toEqual([
        { tool: 'pause_alerts', args: { of: 'dock', until: 'tomorrow morning' } },
      ]);
  });
});
