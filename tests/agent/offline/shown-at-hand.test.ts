import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';

const context = (language: Language, ...history: PastTurn[]): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role: 'admin',
  language,
  tools: toolsPlannedFor('admin'),
  history,
});
const seen: PastTurn = {
  question: 'when did we last see Tony Blair?',
  answer: 'Tony Blair [PER-2] was seen 2 times. Last: today, 12:00 at Front door [EVT-9].',
  steps: [{ tool: 'find_sightings', args: { person: 'Tony Blair' }, ok: true }],
  citations: [{ ref: 'PER-2' }, { ref: 'EVT-9' }, { ref: 'EVT-4' }, { ref: 'CAM-1' }],
};
const off: PastTurn = {
  question: 'turn off the front door camera',
  answer: 'Front door [CAM-1] is off.',
  steps: [{ tool: 'switch_camera', args: { camera: 'front door', on: false }, ok: true }],
  citations: [{ ref: 'CAM-1' }],
};

describe('the event that an answer named', () => {
  test.each([
    ['show me that event', 'en'],
    ['show me that picture', 'en'],
    ['can you send me the picture please?', 'en'],
    ['let me see the snapshot of it', 'en'],
    ['Zeig mir dieses Ereignis', 'de'],
    ['Zeigen Sie mir das Bild', 'de'],
    ['Montre-moi cet événement', 'fr'],
    ['Montrez-moi l’image', 'fr'],
    ['Muéstrame ese evento', 'es'],
    ['Enséñame la foto', 'es'],
  ] as const)('%s', (text, language) =>
    expect(plan(text, context(language, seen)).calls).toEqual([{ tool: 'show_camera', args: { event: 'EVT-9' } }]),
  );

  test('of several it is asked which', () => {
    const two = { ...seen, answer: 'Tony [EVT-9], Hugo [EVT-4].' };
    expect(plan('show me that event', context('en', two))).toMatchObject({
      calls: [],
      say: { why: 'ask', options: [{ message: 'show EVT-9' }, { message: 'show EVT-4' }] },
    });
  });
});

describe('the camera that was switched just now', () => {
  test.each([
    ['turn it back on', 'en'],
    ['please switch that one on again', 'en'],
    ['re-enable it', 'en'],
    ['turn the camera back on now', 'en'],
    ['Schalte sie wieder ein', 'de'],
    ['Rallume-la', 'fr'],
    ['Enciéndela otra vez', 'es'],
  ] as const)('%s', (text, language) => {
    expect(plan(text, context(language, off)).calls).toEqual([
      { tool: 'switch_camera', args: { camera: 'CAM-1', on: true } },
    ]);
    expect(plan(text, context(language, off, seen)).calls.filter(({ tool }) => tool === 'switch_camera')).toEqual([]);
  });
});
