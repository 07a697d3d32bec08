import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withPlacesHeard } from '../../../src/agent/offline/known-places.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const places = ['Front door', 'Annexe', 'Pier 4', 'Nurses station', 'Safe', 'Atrium', 'a.*(b'];
const context = (language: Language = 'en') => planning({ language, places });
const asked = (text: string, language: Language = 'en') =>
  plan(text, context(language)).calls.map(({ tool, args }) => [tool, args]);

describe('what the organisation calls its cameras and zones is heard', () => {
  test.each<[string, Language, Record<string, unknown>]>([
    ['who was in the annexe today?', 'en', { camera: 'annexe', range: 'today' }],
    ['who was at pier 4 yesterday?', 'en', { camera: 'pier 4', range: 'yesterday' }],
    ['any strangers at the nurses station today?', 'en', { camera: 'nurses station', known: false, range: 'today' }],
    ['was Tony Blair in the safe today?', 'en', { person: 'Tony Blair', camera: 'safe', range: 'today' }],
    ['who was at the front door today?', 'en', { camera: 'front door', range: 'today' }],
    ['wer war heute im Atrium?', 'de', { camera: 'Atrium', range: 'today' }],
    ["qui était à l'Atrium aujourd'hui ?", 'fr', { camera: 'Atrium', range: 'today' }],
    ['¿quién estuvo hoy en Front door?', 'es', { camera: 'Front door', range: 'today' }],
  ])('%s', (text, language, args) => expect(asked(text, language)).toEqual([['find_sightings', args]]));

  test('several of them, and one whose picture is wanted', () => {
    expect(asked('who was at the annexe and the atrium today?')).toEqual([
      ['find_sightings', { camera: 'annexe', range: 'today' }],
      ['find_sightings', { camera: 'atrium', range: 'today' }],
    ]);
    expect(asked('show me the annexe')).toEqual([['show_camera', { camera: 'annexe' }]]);
  });

  test('what is said stays as it was typed', () => {
    expect(asked('open an incident: somebody forced the Annexe')).toEqual([
      ['create_incident', { title: 'somebody forced the Annexe' }],
    ]);
    expect(asked('is it safe?').flat()).not.toContainEqual({ camera: 'safe' });
  });

  test('whatever a place is called and whatever is typed, it comes back as it was', () => {
    const word = fc.oneof(fc.constantFrom('at', 'the', 'in', 'annexe', 'safe', 'bay', 'q'), fc.string());
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.array(fc.string(), { maxLength: 5 }), (words, names) => {
        const text = words.join(' ');
        const heard = withPlacesHeard(text, { places: names, language: 'en' }, (said) => ({
          calls: [{ tool: 'search_help', args: { query: said } }],
          say: null,
        }));
        expect(heard.calls[0]!.args.query).toBe(text);
      }),
    );
  });
});
