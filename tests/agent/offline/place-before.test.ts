import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const places = ['Front door', 'Annexe', 'Vault', 'Kiosk 7', 'Zebra'];
const history: PastTurn[] = [
  {
    question: 'was anybody in the vault today?',
    answer: '1 event at “Vault” (Annexe), today: people of whom I cannot tell who they are, in [EVT-1] (1).',
    citations: [{ ref: 'EVT-1', kind: 'camera_event', at: '2026-11-20T08:00:00Z', url: '/events/EVT-1' }],
    steps: [{ tool: 'find_sightings', ok: true, args: { camera: 'vault', range: 'today' } }],
  } as unknown as PastTurn,
];
const read = (text: string, language: Language) => plan(text, planning({ language, places, history }));

describe('a place that a question names wins over the one before', () => {
  test.each<[string, Language, Record<string, unknown>]>([
    ['was there anyone at the annexe today?', 'en', { camera: 'annexe', range: 'today' }],
    ['was there anyone at the front door today?', 'en', { camera: 'front door', range: 'today' }],
    ['how many people were there at the annexe today?', 'en', { camera: 'annexe', range: 'today' }],
    ['were there any strangers at zebra today?', 'en', { camera: 'zebra', known: false, range: 'today' }],
    ['was somebody there at kiosk 7 yesterday?', 'en', { camera: 'kiosk 7', range: 'yesterday' }],
    ['war da heute jemand in der Annexe?', 'de', { camera: 'Annexe', range: 'today' }],
    ["y avait-il quelqu'un à l'annexe aujourd'hui ?", 'fr', { camera: 'annexe', range: 'today' }],
    ['¿había alguien en annexe hoy?', 'es', { camera: 'annexe', range: 'today' }],
  ])('%s', (text, language, args) => {
    const { calls, unused } = read(text, language);
    expect(calls).toEqual([{ tool: 'find_sightings', args }]);
    expect(unused).toBeUndefined();
  });

  test.each<[string, Record<string, unknown>]>([
    ['who was there yesterday?', { camera: 'vault', range: 'yesterday' }],
    ['any strangers there last week?', { camera: 'vault', known: false, range: 'last_week' }],
    ['who was at that door?', { camera: 'vault', range: 'today' }],
  ])('what points at it is asked of it: %s', (text, args) =>
    expect(read(text, 'en').calls).toEqual([{ tool: 'find_sightings', args }]),
  );

  test('a place that nothing is called is said not to be used', () =>
    expect(read('was there anyone at the nirvana today?', 'en').unused).toEqual(['nirvana']));
});
