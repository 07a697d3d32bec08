import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const places = ['Annexe', 'Vault', 'Kiosk 7'];
const read = (text: string, language: Language = 'en') => plan(text, planning({ language, places }));

describe('alerts are looked for at the places a message names', () => {
  test.each<[string, Language, string]>([
    ['any alerts at the annexe today?', 'en', 'annexe'],
    ['alerts from kiosk 7 today', 'en', 'kiosk 7'],
    ['any alerts in the vault today?', 'en', 'vault'],
    ['alerts at kiosk 7 or the annexe today', 'en', 'kiosk 7, annexe'],
    ['alerts about kiosk 7 today', 'en', 'kiosk 7'],
    ['gab es heute Alarme in der Annexe?', 'de', 'Annexe'],
    ["des alertes à l'annexe aujourd'hui ?", 'fr', 'annexe'],
    ['¿hay alertas hoy en annexe?', 'es', 'annexe'],
  ])('%s', (text, language, camera) => {
    const { calls, unused = [] } = read(text, language);
    expect(calls).toEqual([{ tool: 'search_logs', args: { kinds: ['alert'], range: 'today', camera } }]);
    expect(unused).toEqual([]);
  });

  test('a place that is left out, and one that logins do not have, are said not to be used', () => {
    expect(read('alerts everywhere but the annexe').unused).toEqual(['but the annexe']);
    const { calls, unused } = read('failed logins at the annexe');
    expect(calls).toEqual([{ tool: 'search_logs', args: { kinds: ['login'], outcome: 'failure' } }]);
    expect(unused).toEqual(['annexe']);
  });

  test.each([
    ['which camera had the most alerts this week?', { kinds: ['alert'], range: 'this_week', group_by: 'camera' }],
    ['alerts by camera', { kinds: ['alert'], group_by: 'camera' }],
    ['any alerts from cameras?', { kinds: ['alert'], rule: 'cameras' }],
  ])('counted by camera: %s', (text, args) => {
    expect(read(text).calls).toEqual([{ tool: 'search_logs', args }]);
  });
});

describe('alerts of strangers are those of people nobody knows, and no account’s', () => {
  test.each<[string, Language, Record<string, unknown>]>([
    ['any alerts of strangers at kiosk 7 today?', 'en', { camera: 'kiosk 7', range: 'today' }],
    ['how many alerts of unknown people this week?', 'en', { range: 'this_week' }],
    ['open alerts about unknown persons', 'en', { status: 'open' }],
    ['show me the alerts of visitors nobody knows', 'en', {}],
    ['gab es heute Alarme von Unbekannten am Kiosk 7?', 'de', { camera: 'Kiosk 7', range: 'today' }],
    ['Alarme über Fremde heute', 'de', { range: 'today' }],
    ['des alertes sur des inconnus à kiosk 7 aujourd’hui ?', 'fr', { camera: 'kiosk 7', range: 'today' }],
    ['¿hay alertas de desconocidos en kiosk 7 hoy?', 'es', { camera: 'kiosk 7', range: 'today' }],
  ])('%s', (text, language, args) => {
    const { calls, unused = [] } = read(text, language);
    expect(calls).toEqual([{ tool: 'search_logs', args: { kinds: ['alert'], rule: 'unknown_person', ...args } }]);
    expect(unused).toEqual([]);
  });

  test('not of logins, of accounts, or where another rule is named', () => {
    expect(read('failed logins of unknown people today').calls[0]?.args.rule).toBeUndefined();
    expect(read('alerts of root today').calls[0]?.args).toMatchObject({ user: 'root' });
    expect(read('any impossible travel alerts of strangers?').calls[0]?.args.rule).toBe('impossible_travel');
    expect(read('any strangers at kiosk 7 today?').calls[0]?.tool).toBe('find_sightings');
  });
});

describe('between two bare numbers are hours', () => {
  const MORNING = { kinds: ['alert'], range: 'today_08_10' };
  test.each<[string, Language, Record<string, unknown>]>([
    ['any alerts between 8 and 10?', 'en', MORNING],
    ['alerts at the annexe between eight and ten', 'en', { ...MORNING, camera: 'annexe' }],
    ['gab es Alarme zwischen 8 und 10?', 'de', MORNING],
    ['des alertes entre 8 et 10 ?', 'fr', MORNING],
    ['alertas entre las 8 y las 10', 'es', MORNING],
  ])('%s', (text, language, args) => {
    expect(plan(text, planning({ language, places, now: new Date('2026-03-04T11:00:00Z') })).calls).toEqual([
      { tool: 'search_logs', args },
    ]);
  });

  test('of incidents and of counts they are none', () => {
    expect(read('incidents between 8 and 10').calls).toEqual([{ tool: 'search_logs', args: { kinds: ['incident'] } }]);
    expect(read('accounts with between 8 and 10 failed logins').calls[0]?.args.range).toBeUndefined();
  });
});

describe('a camera by the end of its name, where that is a place', () => {
  const cameras = ['Pharmacy loading dock', 'Main gate', 'Front desk', 'Server room'];
  const asked = (text: string) => plan(text, planning({ places: cameras })).calls;
  test.each([
    ['any alerts at the loading dock?', { kinds: ['alert'], camera: 'loading dock' }],
    ['open alerts at the dock or the gate', { kinds: ['alert'], status: 'open', camera: 'dock, gate' }],
  ])('%s', (text, args) => expect(asked(text)).toEqual([{ tool: 'search_logs', args }]));

  test('it is asked of itself, too', () => {
    expect(asked('is the dock online?')).toEqual([{ tool: 'show_camera', args: { camera: 'dock', asked: 'state' } }]);
  });

  test('the desk is the one that answers, and a room may be one of the chat', () => {
    for (const { args } of [...asked('is the desk online?'), ...asked('what was said in the room today?')])
      expect(args.camera).toBeUndefined();
  });
});
