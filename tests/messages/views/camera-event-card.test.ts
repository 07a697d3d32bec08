import { expect, test } from 'vitest';
import type { CameraEvent } from '../../../src/domain/camera.ts';
import type { Language } from '../../../src/domain/language.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { cameraEventListCard } from '../../../src/messages/views/camera-event-card.ts';
import { sharedView } from '../../../src/messages/views/card-view.ts';

const AT = Date.parse('2026-03-02T12:00:00Z');
const event = (number: number, seconds: number, risk: number): CameraEvent => ({
  id: String(number),
  number,
  cameraId: 'x',
  startedAt: new Date(AT + seconds * 1000),
  endedAt: new Date(AT + seconds * 1000 + 30_000),
  pictures: 1,
  bestPictureId: null,
  objects: { car: { most: 1, score: 0.9 } },
  zones: [],
  risk,
  reasons: [],
  summary: '',
  summaryBy: 'rules',
  closedAt: new Date(AT),
  updatedAt: new Date(AT),
});

test('what several cameras saw at once is one line, the riskiest first, in each language', () => {
  const [gate, door, far] = [
    { number: 1, name: 'Gate', location: 'Yard' },
    { number: 2, name: 'Side door', location: 'yard' },
    { number: 3, name: 'Roof', location: 'Roof' },
  ];
  const shown = [
    { event: event(3, 20, 10), camera: far!, people: [] },
    { event: event(2, 10, 10), camera: door!, people: [] },
    { event: event(1, 0, 40), camera: gate!, people: [] },
  ];
  const lines = (language: Language): string[] =>
    cardText(
      cameraEventListCard(shown, { ...sharedView('UTC', (ref) => ref), language, title: 'Events' }),
      'UTC',
    ).split('\n');
  const english = lines('en').filter((line) => line.includes('EVT-'));
  expect(english).toHaveLength(2);
  expect(english[0]).toContain('EVT-3');
  expect(english[1]).toMatch(/EVT-1.* at Gate.*\(at once: EVT-2 Side door\)/);
  for (const [language, words] of [
    ['de', 'zugleich: EVT-2'],
    ['fr', 'en même temps : EVT-2'],
    ['es', 'a la vez: EVT-2'],
  ] as const)
    expect(lines(language).join('\n')).toContain(words);
});
