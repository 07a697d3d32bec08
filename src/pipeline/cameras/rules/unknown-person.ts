import { z } from 'zod';
import type { Fact } from '../../../domain/alert.ts';
import type { Observed } from '../observed.ts';
import { CIRCUMSTANCES, defineCameraRule, inZones, named, placeFact, timesInAll } from './camera-rule.ts';

/**
 * Somebody whose face belongs to nobody with a name. Whoever might be somebody known is not unknown; so those whose face was not seen
 * are only told of where that is asked for.
 */
export const unknownPerson = defineCameraRule({
  kind: 'unknown_person',
  title: 'Unknown person',
  severity: 'medium',
  cooldownSeconds: 4 * 3600,
  params: z.strictObject({
    ...CIRCUMSTANCES,
    faceless: z
      .boolean()
      .default(false)
      .describe(
        'Tell of visitors whose face was not seen, too, told apart by their clothing; some may be people you know',
      ),
  }),
  evaluate({ zones, min_confidence, faceless }, observed) {
    const { camera, sums } = observed;
    return observed.people
      .filter(({ name, by, score }) => name === null && (faceless || by === 'face') && (score ?? 0) >= min_confidence)
      .map((person) => ({ person, stood: placesOf(person.personId, sums) }))
      .filter(({ stood }) => inZones(zones, stood))
      .map(({ person, stood }) => ({
        fingerprint: `unknown_person:${person.personId}`,
        personId: person.personId,
        pictureId: person.pictureId,
        first: person.first,
        last: person.last,
        title: (events) => `Unknown person ${person.label} at ${named(camera.name)}${timesInAll(events)}`,
        facts: [
          placeFact(observed),
          ...zoneFact(stood),
          ...(person.by === 'face'
            ? certaintyFact(person, observed)
            : [{ label: 'Told apart', value: 'by clothing only; no face was seen' }]),
        ],
      }));
  },
  words: ({ faceless }) =>
    faceless ? 'Somebody whose face is not known, or not seen, is seen' : 'Somebody whose face is not known is seen',
});

/** The zones in which somebody stood. */
export const placesOf = (
  personId: string,
  sums: readonly { personId: string | null; zones: readonly string[] }[],
): string[] => [...new Set(sums.filter((sum) => sum.personId === personId).flatMap((sum) => sum.zones))].sort();

export const zoneFact = (zones: readonly string[]): Fact[] =>
  zones.length === 0 ? [] : [{ label: 'Zone', value: zones.map(named).join(', ') }];

/**
 * How sure it is, in the numbers that decided: of the face that was surest, and in how many of the event's pictures it is the same
 * person.
 */
export function certaintyFact(
  { personId, name, decision: { nearest, threshold }, faces }: Observed['people'][number],
  { event }: Pick<Observed, 'event'>,
): Fact[] {
  const all = event.pictures === 1 ? '1 picture' : `${event.pictures} pictures`;
  const shown = { label: 'Their face', value: `in ${faces} of ${all}` };
  if (!nearest) return [shown];
  const [similarity, needed] = [nearest.similarity.toFixed(2), threshold.toFixed(2)];
  const value =
    nearest.personId !== personId
      ? `${similarity} to the nearest known face; it would take ${needed}`
      : name === null
        ? `${similarity} to their own earlier pictures; from ${needed} on it is the same unknown person`
        : `${similarity} to their pictures; ${needed} makes a match`;
  return [{ label: 'Similarity', value }, shown];
}
