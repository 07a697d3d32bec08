import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const places = ['Annexe', 'Vault', 'Kiosk 7'];

describe('alerts are not looked for by place, and the answer says so', () => {
  test.each<[string, Language, string]>([
    ['any alerts at the annexe today?', 'en', 'annexe'],
    ['alerts from kiosk 7 today', 'en', 'kiosk 7'],
    ['any alerts in the vault today?', 'en', 'vault'],
    ['gab es heute Alarme in der Annexe?', 'de', 'Annexe'],
    ["des alertes à l'annexe aujourd'hui ?", 'fr', 'annexe'],
    ['¿alguna alerta en annexe hoy?', 'es', 'annexe'],
  ])('%s', (text, language, place) => {
    const { calls, unused } = plan(text, planning({ language, places }));
    expect(calls).toEqual([{ tool: 'search_logs', args: { kinds: ['alert'], range: 'today' } }]);
    expect(unused).toContain(place);
  });
});
