import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

// 15:00 in Berlin
const context = (language: Language = 'en', history: PastTurn[] = []) =>
  planning({ now: new Date('2026-11-20T14:00:00Z'), language, history });
const shown = (camera: string, at: string) => ({ tool: 'show_camera', args: { camera, at } });
const seen = (args: object) => ({ tool: 'find_sightings', args });
const before = (call: { tool: string; args: object }): PastTurn[] => [
  { question: 'before', answer: '', steps: [{ ...call, args: { ...call.args }, ok: true }], citations: [] },
];

describe('bare hours', () => {
  test.each([
    ['show me the loading dock at 11', 'en', shown('loading dock', 'today 11:00')],
    ['what did the front door look like at nine?', 'en', shown('front door', 'today 09:00')],
    [
      'was Hugo Chavez at the front door at 8?',
      'en',
      seen({ person: 'Hugo Chavez', camera: 'front door', range: 'today_08_09' }),
    ],
    ['who came between 8 and 9?', 'en', seen({ range: 'today_08_09' })],
    ['who was here after 9?', 'en', seen({ range: 'today_09_24' })],
    ['zeig mir die Laderampe um 11', 'de', shown('Laderampe', 'today 11:00')],
    ['wer war zwischen 8 und 9 an der Eingangstür?', 'de', seen({ camera: 'Eingangstür', range: 'today_08_09' })],
    ['qui était à la porte d’entrée à 9 ?', 'fr', seen({ camera: "porte d'entrée", range: 'today_09_10' })],
    [
      '¿quién estaba en la puerta principal entre las 8 y las 9?',
      'es',
      seen({ camera: 'puerta principal', range: 'today_08_09' }),
    ],
  ] as const)('are hours of today where cameras are asked about: %s', (text, language, call) =>
    expect(plan(text, context(language)).calls).toEqual([call]),
  );

  test.each([
    ['show me the front door at 17', 'en', 'front door', '17:00'],
    ['show me the front door at 23:00', 'en', 'front door', '23:00'],
    ['zeig mir die Laderampe um 22 Uhr', 'de', 'Laderampe', '22:00'],
    ['montre-moi la porte d’entrée à 22h', 'fr', "porte d'entrée", '22:00'],
    ['muéstrame la puerta principal a las 22:00', 'es', 'puerta principal', '22:00'],
  ] as const)('what is still to come is of the day before: %s', (text, language, camera, clock) =>
    expect(plan(text, context(language)).calls).toEqual([shown(camera, `yesterday ${clock}`)]),
  );

  test.each([
    ['and at 9?', 'en', shown('front door', 'today 08:30'), shown('front door', 'today 09:00')],
    ['and at 9?', 'en', shown('front door', 'yesterday 08:30'), shown('front door', 'yesterday 09:00')],
    ['und um 9?', 'de', shown('front door', 'today 08:30'), shown('front door', 'today 09:00')],
    ['¿y a las 9?', 'es', shown('front door', 'today 08:30'), shown('front door', 'today 09:00')],
  ] as const)('go on with the day before them: %s (%s)', (text, language, first, next) =>
    expect(plan(text, context(language, before(first))).calls).toEqual([next]),
  );

  test.each([
    ['failed logins at 9', 'search_logs'],
    ['any strangers at 3 cameras?', 'find_sightings'],
    ['alert me when somebody is at the front door after 9', 'propose_rule'],
  ])('are left as they are elsewhere: %s', (text, tool) => {
    const made = plan(text, context());
    expect(made.calls.map((call) => call.tool)).toEqual([tool]);
    expect(made.calls[0]!.args.range).toBeUndefined();
  });
});
