import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const context = (language: Language = 'en', history: PastTurn[] = []) => planning({ language, history });
const seen = (args: object) => ({ tool: 'find_sightings', args });
const door: PastTurn = {
  question: 'who was at the front door today?',
  answer: 'Nobody was seen.',
  steps: [{ ...seen({ camera: 'front door', range: 'today' }), ok: true } as PastTurn['steps'][number]],
  citations: [],
};

describe('whether nobody was seen', () => {
  test.each([
    ['was nobody at the front door today?', 'en', [{ camera: 'front door', range: 'today' }]],
    ['was no one at all seen at the loading dock yesterday', 'en', [{ camera: 'loading dock', range: 'yesterday' }]],
    ['nobody at the front door today?', 'en', [{ camera: 'front door', range: 'today' }]],
    ['has no-one been here today?', 'en', [{ range: 'today' }]],
    ['so nobody was seen last night?', 'en', [{ range: 'last_night' }]],
    ['was anybody seen last night?', 'en', [{ range: 'last_night' }]],
    ['was nobody with Tony Blair today?', 'en', [{ with: 'Tony Blair', range: 'today' }]],
    [
      'was there nobody at all at the loading dock or the front door today?',
      'en',
      ['loading dock', 'front door'].map((camera) => ({ camera, range: 'today' })),
    ],
    ['War heute niemand an der Haustür?', 'de', [{ camera: 'Haustür', range: 'today' }]],
    ['War heute keiner an der Laderampe?', 'de', [{ camera: 'Laderampe', range: 'today' }]],
    ['kam heute niemand herein?', 'de', [{ range: 'today' }]],
    ['wurde gestern jemand gesehen?', 'de', [{ range: 'yesterday' }]],
    ['n’y avait-il personne à la porte d’entrée aujourd’hui ?', 'fr', [{ camera: "porte d'entrée", range: 'today' }]],
    ['personne n’a été vu aujourd’hui ?', 'fr', [{ range: 'today' }]],
    ['¿no se vio a nadie en el muelle de carga ayer?', 'es', [{ camera: 'muelle de carga', range: 'yesterday' }]],
    ['¿no vino nadie hoy?', 'es', [{ range: 'today' }]],
  ] as const)('%s', (text, language, wanted) => expect(plan(text, context(language)).calls).toEqual(wanted.map(seen)));

  test.each([
    ['no one at all?', { camera: 'front door', range: 'today' }],
    ['really nobody?', { camera: 'front door', range: 'today' }],
    ['and nobody yesterday?', { camera: 'front door', range: 'yesterday' }],
  ])('after an answer it is asked of the same place: %s', (text, args) =>
    expect(plan(text, context('en', [door])).calls).toEqual([seen(args)]),
  );

  test('whom it leaves out is not looked for', () =>
    expect(plan('nobody besides Tony Blair was at the front door today?', context()).calls).toEqual([
      seen({ camera: 'front door', range: 'today', without: ['Tony Blair'] }),
    ]));

  test.each([
    ['is nobody on call?', 'en', 'who_is_on_call'],
    ['nobody logged in today?', 'en', 'search_logs'],
    ['which incidents has nobody taken?', 'en', 'search_logs'],
    ['open an incident: nobody was at reception today', 'en', 'create_incident'],
    ['nobody should be at the front door at night', 'en', 'propose_rule'],
    ['hat sich heute niemand angemeldet?', 'de', 'search_logs'],
  ] as const)('about something else: %s', (text, language, tool) =>
    expect(plan(text, context(language)).calls.map((call) => call.tool)).toEqual([tool]),
  );

  test('whatever stands around it, it is planned', () => {
    const words = ['was', 'nobody', 'no one', 'at the front door', 'seen', 'with', 'niemand', 'personne', 'nadie', '?'];
    fc.assert(
      fc.property(
        fc.constantFrom<Language>('en', 'de', 'fr', 'es'),
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4 })), { maxLength: 12 }),
        (language, said) => void plan(said.join(' '), context(language)),
      ),
      { numRuns: 50 },
    );
  });
});
