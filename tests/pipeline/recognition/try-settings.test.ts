import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecentDecision } from '../../../src/db/recent-decisions.ts';
import {
  MOST_STRICTER,
  RECOGNITION_RANGES,
  RECOGNITION_SETTINGS,
  type RecognitionSettings,
  strictness,
  USUAL_RECOGNITION,
} from '../../../src/domain/recognition-settings.ts';
import { recognitionSettingsSchema } from '../../../src/pipeline/recognition/recognition-settings.ts';
import { trySettings } from '../../../src/pipeline/recognition/try-settings.ts';

const embedder = { threshold: 0.42, unsureFrom: 0.32 };
const quality = { size: 100, sharpness: 200, turned: 0.1, overall: 0.9 };
const seen = (similarity: number, part: Partial<RecentDecision> = {}): RecentDecision => ({
  eventId: 'e',
  score: 0.9,
  quality,
  decision: {
    result: 'match',
    model: 'm',
    ...embedder,
    nearest: { personId: 'p', similarity, pictures: 3 },
    runnerUp: null,
    reason: null,
  },
  named: true,
  own: null,
  stricter: 0,
  wrong: false,
  ...part,
});
const with_ = (part: Partial<RecognitionSettings>, ...faces: RecentDecision[]) =>
  trySettings(faces, embedder, { ...USUAL_RECOGNITION, ...part });

describe('what faces that were seen would be with other settings', () => {
  test('more alike, more sure: what was somebody is unsure, what was unsure a stranger', () => {
    const faces = [seen(0.45), seen(0.35), seen(0.2)];
    expect(with_({}, ...faces)).toEqual(['match', 'unsure', 'no_match']);
    expect(with_({ matchOffset: 0.05, unsureOffset: 0.05 }, ...faces)).toEqual(['unsure', 'no_match', 'no_match']);
    expect(with_({ matchOffset: -0.04 }, seen(0.39))).toEqual(['match']);
  });

  test('small and bad faces are never sure, and what the detector doubts is none', () => {
    expect(with_({ leastSize: 101 }, seen(0.9))).toEqual(['unsure']);
    expect(with_({ leastQuality: 0.6 }, seen(0.9, { quality: { ...quality, overall: 0.5 } }))).toEqual(['unsure']);
    expect(with_({ leastScore: 0.95 }, seen(0.9))).toEqual(['left_out']);
  });

  test('a name needs as many faces of one event as are asked for; a stranger does not', () => {
    expect(with_({ facesForName: 2 }, seen(0.9), seen(0.9, { eventId: 'f' }))).toEqual(['unsure', 'unsure']);
    expect(with_({ facesForName: 2 }, seen(0.9), seen(0.8))).toEqual(['match', 'match']);
    expect(with_({ facesForName: 2 }, seen(0.9, { named: false }))).toEqual(['match']);
  });

  test('a stricter camera, and a person’s own threshold, count', () => {
    expect(with_({}, seen(0.45, { stricter: 0.06 }))).toEqual(['unsure']);
    expect(with_({}, seen(0.5, { own: 0.55 }))).toEqual(['unsure']);
    expect(trySettings([seen(0.45)], embedder, USUAL_RECOGNITION, 0.1)).toEqual(['unsure']);
  });
});

test('however it is set, nobody is recognised from less than the loosest safe value, nor unsure above it', () => {
  const within = (name: keyof RecognitionSettings) => {
    const { least, most, step } = RECOGNITION_RANGES[name];
    return fc
      .integer({ min: 0, max: Math.round((most - least) / step) })
      .map((steps) => Math.round((least + steps * step) * 100) / 100);
  };
  const any = fc.record(Object.fromEntries(RECOGNITION_SETTINGS.map((name) => [name, within(name)]))) as fc.Arbitrary<
    Record<keyof RecognitionSettings, number>
  >;
  fc.assert(
    fc.property(
      any,
      fc.option(fc.double({ min: 0.3, max: 0.8, noNaN: true })),
      fc.double({ min: 0, max: MOST_STRICTER, noNaN: true }),
      (settings, own, stricter) => {
        expect(recognitionSettingsSchema.safeParse(settings).success).toBe(true);
        const { neededFor, threshold, unsureFrom } = strictness(embedder, settings, stricter);
        expect(neededFor(own)).toBeGreaterThanOrEqual(embedder.threshold - 0.0401);
        expect(unsureFrom).toBeLessThanOrEqual(threshold);
        // a stricter camera is never looser than the others
        expect(neededFor(own)).toBeGreaterThanOrEqual(strictness(embedder, settings).neededFor(own));
      },
    ),
  );
  for (const wrong of [
    { matchOffset: -0.05 },
    { matchOffset: Number.NaN },
    { leastSize: 10 },
    { facesForName: 1.5 },
    { more: 1 },
  ])
    expect(recognitionSettingsSchema.safeParse({ ...USUAL_RECOGNITION, ...wrong }).success).toBe(false);
});
