import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ObjectClass } from '../../../../src/domain/object-class.ts';
import { manyText, rareText, storedRareText } from '../../../../src/messages/catalogue/usual.ts';
import {
  cameraKey,
  classKey,
  createCameraKnowledge,
} from '../../../../src/pipeline/anomaly/baselines/camera-knowledge.ts';
import { unusualSince } from '../../../../src/pipeline/anomaly/baselines/judge-hours.ts';
import { besideUsual } from '../../../../src/pipeline/anomaly/baselines/usual-here.ts';
import { isUnusual, unusualActivity } from '../../../../src/pipeline/cameras/rules/unusual-activity.ts';

const ZONE = 'Europe/Berlin';
const MINUTE = 60_000;
const seen = (time: string, kind = 'car', minutes = 1) => ({
  startedAt: new Date(time),
  endedAt: new Date(Date.parse(time) + minutes * MINUTE),
  objects: { [kind]: { most: 1, score: 0.9 } },
});

/** Sixty days of a person each hour from eight to seventeen on the clock of Berlin, in winter; no vehicle ever. */
function known() {
  const knowledge = createCameraKnowledge(ZONE, []);
  for (let day = 0; day < 60; day++)
    for (let hour = 7; hour < 17; hour++) {
      const startedAt = new Date(Date.UTC(2026, 0, 1 + day, hour, 5));
      knowledge.take({ camera: 3, startedAt, objects: { person: { most: 2, score: 0.8 } } });
    }
  return knowledge;
}
const beside = (of: ObjectClass, before: ReturnType<typeof seen>[], event: ReturnType<typeof seen>) =>
  besideUsual(of, known().of(classKey(3, of)), before, event, ZONE);

describe('what a camera sees beside what is usual there', () => {
  test('what was never seen there is rare at any hour, once is two deviations', () => {
    const here = beside('vehicle', [], seen('2026-03-02T01:10:00Z'));
    expect(here).toMatchObject({ of: 'vehicle', hour: 2, count: 1, mean: 0, sigmas: 2, isRare: true });
    expect(rareText(here.of, here.hour)).toBe('vehicles after midnight are rare here');
    expect(rareText(here.of, here.hour, 'de')).toBe('Fahrzeuge sind hier nach Mitternacht selten');
  });

  test('at its usual hour nothing is said, at another it is rare', () => {
    expect(beside('person', [], seen('2026-03-02T08:10:00Z', 'person'))).toMatchObject({ isRare: false });
    expect(beside('person', [], seen('2026-03-02T08:10:00Z', 'person')).sigmas).toBeLessThan(0.5);
    expect(beside('person', [], seen('2026-03-02T22:10:00Z', 'person'))).toMatchObject({ isRare: true, sigmas: 2 });
  });

  test('more than usual is counted within the hour and said with figures', () => {
    const before = [0, 5, 10].map((minute) => seen(`2026-03-02T08:${String(minute).padStart(2, '0')}:00Z`, 'person'));
    const here = beside('person', before, seen('2026-03-02T08:20:00Z', 'person'));
    expect(here).toMatchObject({ count: 4, isRare: false });
    expect(here.sigmas).toBeGreaterThan(2);
    expect(manyText(here)).toBe('more people than usual here in the morning: 4 times in this hour, usually 1');
  });

  test('other kinds of one class count together, those of others not', () => {
    const before = [seen('2026-03-02T01:00:00Z', 'truck'), seen('2026-03-02T01:05:00Z', 'person')];
    expect(beside('vehicle', before, seen('2026-03-02T01:10:00Z', 'bus')).count).toBe(2);
  });

  test('since when: without a pause of an hour, while it was unusual enough', () => {
    const at = (hour: number, sigmas: number) => ({ from: hour * 3_600_000, until: (hour + 0.1) * 3_600_000, sigmas });
    expect(unusualSince([at(1, 3), at(1.5, 3), at(2, 3)], 2)).toBe(3_600_000);
    expect(unusualSince([at(1, 3), at(1.5, 1), at(2, 3)], 2)).toBe(2 * 3_600_000);
    expect(unusualSince([at(1, 3), at(4, 3)], 2)).toBe(4 * 3_600_000);
    expect(unusualSince([at(1, 3), at(2, 1)], 2)).toBeNull();
  });

  test('only what lasts counts where a rule asks for it: one that stands there is enough', () => {
    const limits = { unusual: 'both' as const, deviations: 2, sustained_minutes: 10 };
    expect(isUnusual(limits, beside('vehicle', [], seen('2026-03-02T01:10:00Z', 'car', 1)))).toBe(false);
    expect(isUnusual(limits, beside('vehicle', [], seen('2026-03-02T01:10:00Z', 'car', 12)))).toBe(true);
    const before = [seen('2026-03-02T01:00:00Z')];
    expect(isUnusual(limits, beside('vehicle', before, seen('2026-03-02T01:12:00Z')))).toBe(true);
    expect(isUnusual({ ...limits, unusual: 'many' }, beside('vehicle', before, seen('2026-03-02T01:12:00Z')))).toBe(
      false,
    );
  });

  test('a camera that looked all the time knows what it did not see', () => {
    const knowledge = known();
    knowledge.take({ camera: 3, ...seen('2026-03-02T01:10:00Z') });
    const again = besideUsual('vehicle', knowledge.of(classKey(3, 'vehicle')), [], seen('2026-03-09T01:10:00Z'), ZONE);
    // once in sixty nights is not what is usual
    expect(again.mean).toBeLessThan(0.2);
    expect(knowledge.of(cameraKey(3))!.events).toBe(601);
  });

  test('whatever is seen whenever, figures are numbers and the count is at least one', () => {
    const moment = fc.integer({ min: 0, max: 6 * 60 }).map((minute) => new Date(Date.UTC(2026, 2, 29, 0, minute)));
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 30 }), moment, (before, at) => {
        const here = besideUsual(
          'person',
          known().of(classKey(3, 'person')),
          before.filter((one) => one <= at).map((one) => seen(one.toISOString(), 'person')),
          seen(at.toISOString(), 'person'),
          ZONE,
        );
        expect(here.count).toBeGreaterThanOrEqual(1);
        expect(Number.isFinite(here.sigmas)).toBe(true);
        expect(here.lately.every(({ sigmas }) => Number.isFinite(sigmas))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

test('what is stored of an event is worded in every language, and nothing else is', () => {
  expect(storedRareText('vehicle 2', 'fr')).toBe('des véhicules après minuit, c’est rare ici');
  expect(storedRareText('vehicle 25', 'en')).toBeNull();
  expect(storedRareText('<b> 2', 'en')).toBeNull();
});

test('the rule says what it looks for', () => {
  expect(unusualActivity.bind({}).words('en')).toBe(
    'People or vehicles at an hour that usually sees none or fewer, from 2 standard deviations on',
  );
  expect(unusualActivity.bind({ unusual: 'rare', sustained_minutes: 5, cameras: ['Yard'] }).words('en')).toBe(
    'People or vehicles at an hour that hardly ever sees any, from 2 standard deviations on, for at least 5 minutes at Yard',
  );
  expect(unusualActivity.params.safeParse({ deviations: 0 }).success).toBe(false);
});
