import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import { sightingsAsked } from '../../../src/agent/offline/sightings-asked.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const context = (language: Language = 'en', history: PastTurn[] = []) => planning({ language, history });
const told = (args: Record<string, unknown>, refs: readonly string[]): PastTurn => ({
  question: 'who was seen?',
  answer: refs.map((ref) => `[${ref}]`).join(' '),
  steps: [{ tool: 'find_sightings', args, ok: true }],
  citations: refs.map((ref) => ({ ref })),
});
const dock = { camera: 'dock', range: 'today' };
const tony = { person: 'Tony Blair' };
const aboutTony = told({ ...tony, ...dock }, ['PER-1', 'EVT-9', 'EVT-8', 'CAM-1']);
const aboutOne = told(dock, ['EVT-9', 'PER-4', 'CAM-1']);
const aboutTwo = told(dock, ['EVT-9', 'PER-4', 'PER-5']);

describe('what is asked of who was seen', () => {
  test.each([
    [
      'how long did Tony Blair stay at the loading dock today?',
      'en',
      { ...tony, camera: 'loading dock', range: 'today' },
      'stay',
    ],
    ['how long was tony blair there yesterday', 'en', { person: 'tony blair', range: 'yesterday' }, 'stay'],
    ['was Tony Blair alone?', 'en', tony, 'company'],
    ['did Tony Blair come alone today?', 'en', { ...tony, range: 'today' }, 'company'],
    ['was PER-3 by himself at the front door?', 'en', { person: 'PER-3', camera: 'front door' }, 'company'],
    ['who came first today?', 'en', { range: 'today' }, 'first_seen'],
    [
      'who was the last one at the front door yesterday?',
      'en',
      { camera: 'front door', range: 'yesterday' },
      'last_seen',
    ],
    ['who stayed the longest today?', 'en', { range: 'today' }, 'stay'],
    [
      'Wie lange war Tony Blair heute an der Laderampe?',
      'de',
      { ...tony, camera: 'Laderampe', range: 'today' },
      'stay',
    ],
    ['War Tony Blair gestern allein?', 'de', { ...tony, range: 'yesterday' }, 'company'],
    ['Wer kam heute zuerst?', 'de', { range: 'today' }, 'first_seen'],
    ['Combien de temps Tony Blair est-il resté hier ?', 'fr', { ...tony, range: 'yesterday' }, 'stay'],
    ['Tony Blair était-il seul hier ?', 'fr', { ...tony, range: 'yesterday' }, 'company'],
    ['qui est arrivé en premier aujourd’hui ?', 'fr', { range: 'today' }, 'first_seen'],
    [
      '¿Cuánto tiempo estuvo Tony Blair en el muelle de carga hoy?',
      'es',
      { ...tony, camera: 'muelle de carga', range: 'today' },
      'stay',
    ],
    ['¿Estuvo solo Tony Blair ayer?', 'es', { ...tony, range: 'yesterday' }, 'company'],
    ['¿quién llegó primero hoy?', 'es', { range: 'today' }, 'first_seen'],
  ] as const)('%s', (text, language, args, asked) =>
    expect(plan(text, context(language))).toMatchObject({ calls: [{ tool: 'find_sightings', args }], asked }),
  );

  test.each([
    ['how long was he there?', 'en', { ...tony, ...dock }, 'stay'],
    ['how long was that?', 'en', { ...tony, ...dock }, 'stay'],
    ['was he alone?', 'en', { ...tony, ...dock }, 'company'],
    ['was anybody with him?', 'en', { ...tony, ...dock }, 'company'],
    ['was he alone yesterday?', 'en', { ...tony, range: 'yesterday' }, 'company'],
    ['who was the first?', 'en', dock, 'first_seen'],
    ['and before that?', 'en', { ...tony, camera: 'dock', before: 'EVT-9' }, undefined],
    ['when was he seen before that?', 'en', { ...tony, camera: 'dock', before: 'EVT-9' }, undefined],
    ['and the time before?', 'en', { ...tony, camera: 'dock', before: 'EVT-9' }, undefined],
    ['wie lange blieb er?', 'de', { ...tony, ...dock }, 'stay'],
    ['war er allein?', 'de', { ...tony, ...dock }, 'company'],
    ['und davor?', 'de', { ...tony, camera: 'dock', before: 'EVT-9' }, undefined],
    ['combien de temps est-il resté ?', 'fr', { ...tony, ...dock }, 'stay'],
    ['qui était avec lui ?', 'fr', { ...tony, ...dock }, 'company'],
    ['et avant ça ?', 'fr', { ...tony, camera: 'dock', before: 'EVT-9' }, undefined],
    ['¿cuánto tiempo se quedó?', 'es', { ...tony, ...dock }, 'stay'],
    ['¿estaba solo?', 'es', { ...tony, ...dock }, 'company'],
    ['¿y antes de eso?', 'es', { ...tony, camera: 'dock', before: 'EVT-9' }, undefined],
  ] as const)('after an answer about somebody: %s', (text, language, args, asked) => {
    const made = plan(text, context(language, [aboutTony]));
    expect(made.calls).toEqual([{ tool: 'find_sightings', args }]);
    expect(made.asked).toBe(asked);
    expect(made.unused).toBeUndefined();
  });

  test('after an answer about one person who was not named, about them; about several it is asked which, or of each', () => {
    expect(plan('was he alone?', context('en', [aboutOne])).calls).toMatchObject([
      { args: { person: 'PER-4', ...dock } },
    ]);
    const which = plan('was he alone?', context('en', [aboutTwo]));
    expect(which).toMatchObject({ calls: [], say: { why: 'ask', options: [{ label: 'PER-4' }, { label: 'PER-5' }] } });
    expect(plan('how long did they stay?', context('en', [aboutTwo]))).toMatchObject({
      calls: [{ args: dock }],
      asked: 'stay',
    });
    expect(plan('how many different people was that?', context('en', [aboutTwo]))).toMatchObject({
      calls: [{ args: dock }],
      asked: 'different',
    });
    expect(plan('and before that?', context('en', [aboutTwo])).calls).toMatchObject([
      { args: { camera: 'dock', range: 'yesterday' } },
    ]);
  });

  test.each([
    'how long has it been open?',
    'who has inc 51 and how long has it been open',
    'how long was INC-3 open?',
    'who was the first to log in today?',
    'how long do you keep pictures?',
    'how long has the dock camera been offline?',
    'who was first on call?',
    'leave me alone',
  ])('about something else: %s', (text) => expect(sightingsAsked(text, context('en', [aboutTony]))).toBeNull());

  test('whatever is typed, it never throws', () => {
    const words = ['how long', 'was', 'he', 'Tony', 'alone', 'who', 'first', 'before that', 'wie lange', 'seul', '?'];
    fc.assert(
      fc.property(
        fc.constantFrom<Language>('en', 'de', 'fr', 'es'),
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 20 }),
        (language, said) => void sightingsAsked(said.join(' '), context(language, [aboutTony])),
      ),
    );
  });
});
