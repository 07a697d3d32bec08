import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const asked = (text: string, language: Language = 'en') => plan(text, planning({ role: 'admin', language }));
const sightings = (args: Record<string, unknown>) => [{ tool: 'find_sightings', args }];

describe('strangers that a question leaves out', () => {
  test.each([
    ['who came today, excluding Tony Blair and strangers?', 'en', { without: ['Tony Blair'], known: true }],
    ['excluding strangers, who came today?', 'en', { known: true }],
    ['who came today without strangers and without Tony Blair?', 'en', { without: ['Tony Blair'], known: true }],
    ['wer kam heute außer Fremden?', 'de', { known: true }],
    ['qui est venu aujourd’hui sauf Tony Blair et les inconnus ?', 'fr', { without: ['Tony Blair'], known: true }],
    ['¿quién vino hoy sin contar a los desconocidos?', 'es', { known: true }],
  ] as const)('%s', (text, language, args) => {
    const { calls, unused = [] } = asked(text, language);
    expect(calls).toEqual(sightings({ range: 'today', ...args }));
    expect(unused).toEqual([]);
  });

  test('“without somebody” may mean who was not with them, and is said not to be used', () => {
    expect(asked('who came today without Tony Blair?')).toMatchObject({
      calls: sightings({ range: 'today' }),
      unused: ['without Tony Blair'],
    });
  });
});

describe('who came, in other languages', () => {
  test.each([
    ['Wer kam heute?', 'de', { range: 'today' }],
    ['Wer war heute da?', 'de', { range: 'today' }],
    ['Wer ist heute gekommen?', 'de', { range: 'today' }],
    ['Wer kam am Wochenende?', 'de', { range: '2026-11-14/2026-11-15' }],
    ['Wer war gestern am Tor?', 'de', { camera: 'Tor', range: 'yesterday' }],
    ['Qui a été vu hier ?', 'fr', { range: 'yesterday' }],
    ['Qui est passé devant la porte hier ?', 'fr', { camera: 'porte', range: 'yesterday' }],
    ['¿Quién vino hoy?', 'es', { range: 'today' }],
    ['¿Quién estuvo ayer en el muelle?', 'es', { camera: 'muelle', range: 'yesterday' }],
  ] as const)('%s', (text, language, args) => expect(asked(text, language).calls).toEqual(sightings(args)));

  test('who signed in, or is on call, is another question', () => {
    expect(asked('Wer ist heute im Dienst?', 'de').calls[0]?.tool).toBe('who_is_on_call');
    expect(asked('Wer kam heute ins Konto von Maria?', 'de').calls.map(({ tool }) => tool)).not.toContain(
      'find_sightings',
    );
  });
});

describe('somebody at a camera by its reference', () => {
  test.each(['was Tony Blair at CAM-4 yesterday?', 'when was Tony Blair at CAM-4 yesterday?'])('%s', (text) =>
    expect(asked(text).calls).toEqual(sightings({ person: 'Tony Blair', camera: 'CAM-4', range: 'yesterday' })),
  );
});

describe('whom rules watch for', () => {
  test.each(['who are we watching for?', 'who is on the watch list?', 'list watched people'])('%s', (text) =>
    expect(asked(text).calls).toEqual([{ tool: 'list_rules', args: { kind: 'watched_person' } }]),
  );
});
