import { z } from 'zod';
import type { Fact } from '../../../domain/alert.ts';
import type { FaceDecision } from '../../../domain/face.ts';
import { CIRCUMSTANCES, defineCameraRule, inZones, named, placeFact, timesInAll } from './camera-rule.ts';

/** Somebody whose face belongs to nobody with a name. Whoever might be somebody known is not unknown. */
export const unknownPerson = defineCameraRule({
  kind: 'unknown_person',
  title: 'Unknown person',
  severity: 'medium',
  cooldownSeconds: 4 * 3600,
  params: z.strictObject(CIRCUMSTANCES),
  evaluate({ zones, min_confidence }, observed) {
    const { camera, sums } = observed;
    return observed.people
      .filter(({ name, by, score }) => name === null && by === 'face' && (score ?? 0) >= min_confidence)
      .map((person) => ({ person, stood: placesOf(person.personId, sums) }))
      .filter(({ stood }) => inZones(zones, stood))
      .map(({ person: { personId, label, pictureId, first, last, decision }, stood }) => ({
        fingerprint: `unknown_person:${personId}`,
        personId,
        pictureId,
        first,
        last,
        title: (events) => `Unknown person ${label} at ${named(camera.name)}${timesInAll(events)}`,
        facts: [placeFact(observed), ...zoneFact(stood), ...certaintyFact(decision)],
      }));
  },
  words: () => 'Somebody whose face is not known is seen',
});

/** The zones in which somebody stood. */
export const placesOf = (
  personId: string,
  sums: readonly { personId: string | null; zones: readonly string[] }[],
): string[] => [...new Set(sums.filter((sum) => sum.personId === personId).flatMap((sum) => sum.zones))].sort();

export const zoneFact = (zones: readonly string[]): Fact[] =>
  zones.length === 0 ? [] : [{ label: 'Zone', value: zones.map(named).join(', ') }];

/** How sure it is, in the numbers that decided; nothing where nothing was compared. */
export const certaintyFact = ({ nearest, threshold }: FaceDecision): Fact[] =>
  nearest
    ? [
        {
          label: 'Similarity',
          value: `${nearest.similarity.toFixed(2)} to the nearest face; ${threshold.toFixed(2)} makes a match`,
        },
      ]
    : [];
