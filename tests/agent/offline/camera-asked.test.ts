import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const places = ['Annexe', 'Kiosk 7', 'Vault'];
const asked = (text: string, language: Language = 'en') =>
  plan(text, planning({ language, places })).calls.map(({ tool, args }) => [tool, args.camera, args.asked]);

describe('what is asked of a camera itself', () => {
  test.each<[string, Language]>([
    ['is kiosk 7 online?', 'en'],
    ['is kiosk 7 still working', 'en'],
    ['does kiosk 7 work?', 'en'],
    ['when did kiosk 7 last send a picture?', 'en'],
    ['when was the last picture from kiosk 7?', 'en'],
    ["what's the status of kiosk 7", 'en'],
    ['has kiosk 7 gone dark?', 'en'],
    ['ist kiosk 7 online?', 'de'],
    ['wann hat Kiosk 7 zuletzt ein Bild gesendet?', 'de'],
    ['est-ce que kiosk 7 est en ligne ?', 'fr'],
    ['de quand date la dernière image de kiosk 7 ?', 'fr'],
    ['¿está kiosk 7 en línea?', 'es'],
    ['¿de cuándo es la última imagen de kiosk 7?', 'es'],
  ])('whether it sends, and when it last did: %s', (text, language) => {
    expect(asked(text, language)).toEqual([['show_camera', expect.stringMatching(/^kiosk 7$/i), 'state']]);
  });

  test.each<[string, Language]>([
    ['which zones has the annexe?', 'en'],
    ['which zones does the annexe have?', 'en'],
    ['show me the zones of the annexe', 'en'],
    ['welche Zonen hat die Annexe?', 'de'],
    ["quelles zones a l'annexe ?", 'fr'],
    ['¿qué zonas tiene annexe?', 'es'],
  ])('its zones: %s', (text, language) => {
    expect(asked(text, language)).toEqual([['show_camera', expect.stringMatching(/^annexe$/i), 'zones']]);
  });

  test('of several at once', () => {
    expect(asked('are kiosk 7 and the annexe online?')).toEqual([
      ['show_camera', 'kiosk 7', 'state'],
      ['show_camera', 'annexe', 'state'],
    ]);
  });

  test('who is there is another question', () => {
    expect(asked('is anyone at kiosk 7?')[0]?.[0]).toBe('find_sightings');
    expect(asked('who was in the vault today?')[0]?.[0]).toBe('find_sightings');
  });
});

describe('the camera that was told of just now', () => {
  const history = [
    {
      question: 'who was at kiosk 7 today?',
      answer: '[EVT-1] is told.',
      steps: [{ tool: 'find_sightings', args: { camera: 'kiosk 7', range: 'today' }, ok: true }],
      citations: [{ ref: 'EVT-1' }],
    },
  ];
  const next = (text: string, language: Language = 'en') =>
    plan(text, planning({ language, places, history })).calls.map(({ args }) => args);
  test.each<[string, Language, Record<string, unknown>]>([
    ['is it online?', 'en', { camera: 'kiosk 7', asked: 'state' }],
    ['which zones has it?', 'en', { camera: 'kiosk 7', asked: 'zones' }],
    ['ist sie online?', 'de', { camera: 'kiosk 7', asked: 'state' }],
    ['est-elle en ligne ?', 'fr', { camera: 'kiosk 7', asked: 'state' }],
    ['¿está en línea?', 'es', { camera: 'kiosk 7', asked: 'state' }],
    ['any alerts there today?', 'en', { kinds: ['alert'], camera: 'kiosk 7', range: 'today' }],
  ])('%s', (text, language, args) => {
    expect(next(text, language)).toEqual([args]);
  });

  test('“are there any alerts” is of everywhere', () => {
    expect(next('are there any open alerts?')).toEqual([{ kinds: ['alert'], status: 'open' }]);
  });
});
