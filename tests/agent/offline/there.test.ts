import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import { planning } from '../../support/planning.ts';

const shown: PastTurn = {
  question: 'show me annexe',
  answer: 'The latest picture of [CAM-10] Annexe is from 18:00.',
  steps: [{ tool: 'show_camera', args: { camera: 'annexe' }, ok: true }],
  citations: [{ ref: 'CAM-10', at: '2026-11-23T18:00:00.000Z' }],
};

describe('the place that was spoken of, in every language', () => {
  test.each([
    ['en', 'who was there today?', 'find_sightings'],
    ['en', 'any alerts there today?', 'search_logs'],
    ['de', 'wer war dort heute?', 'find_sightings'],
    ['de', 'gab es dort heute Alarme?', 'search_logs'],
    ['fr', 'qui était là-bas aujourd’hui ?', 'find_sightings'],
    ['fr', "y a-t-il eu des alertes là-bas aujourd'hui ?", 'search_logs'],
    ['es', '¿quién estuvo allí hoy?', 'find_sightings'],
    ['es', '¿hubo alertas allí hoy?', 'search_logs'],
  ] as const)('%s: %s', (language, text, tool) => {
    const { calls, unused } = plan(text, planning({ language, history: [shown], places: ['Annexe'] }));
    expect(calls).toMatchObject([{ tool, args: { camera: 'annexe', range: 'today' } }]);
    expect(unused ?? []).toEqual([]);
  });

  test.each([
    ['en', 'which zones has it?'],
    ['de', 'welche Zonen hat sie?'],
    ['fr', 'quelles zones a-t-elle ?'],
    ['es', '¿qué zonas tiene?'],
  ] as const)('and its zones, %s: %s', (language, text) =>
    expect(plan(text, planning({ language, history: [shown] })).calls).toMatchObject([
      { tool: 'show_camera', args: { camera: 'annexe', asked: 'zones' } },
    ]),
  );

  test.each([
    ['en', 'and the one before?'],
    ['en', 'and before that?'],
    ['de', 'und das davor?'],
    ['fr', "et celle d'avant ?"],
    ['es', '¿y la anterior?'],
  ] as const)('and the picture before the one that was shown, %s: %s', (language, text) =>
    expect(plan(text, planning({ language, history: [shown] })).calls).toEqual([
      { tool: 'show_camera', args: { camera: 'annexe', before: '2026-11-23T18:00:00.000Z' } },
    ]),
  );

  test('alerts at a camera are followed by who was there', () => {
    const alerts: PastTurn = {
      question: 'any alerts at the annexe?',
      answer: '1 alert at annexe.',
      steps: [{ tool: 'search_logs', args: { kinds: ['alert'], camera: 'annexe' }, ok: true }],
      citations: [{ ref: 'ALR-1' }],
    };
    expect(plan('who was there today?', planning({ history: [shown, alerts] })).calls).toMatchObject([
      { tool: 'find_sightings', args: { camera: 'annexe', range: 'today' } },
    ]);
  });

  test('where nothing was spoken of, or a place is named, nothing is put in', () => {
    const asked = plan('wer war dort heute?', planning({ language: 'de' }));
    expect(JSON.stringify(asked.calls)).not.toContain('annexe');
    const named = plan('wer war heute am Silo?', planning({ language: 'de', history: [shown], places: ['Silo'] }));
    expect(named.calls).toMatchObject([{ args: { camera: 'Silo' } }]);
  });
});
