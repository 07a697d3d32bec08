import { z } from 'zod';
import type { Certainty } from '../../../domain/alert-telling.ts';
import { ruleSentences } from '../../../messages/catalogue/rule-sentences.ts';
import type { Observed } from '../observed.ts';
import { CIRCUMSTANCES, defineCameraRule, inZones } from './camera-rule.ts';

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
    const { sums } = observed;
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
        matter: {
          kind: 'unknown_person',
          label: person.label,
          zones: stood,
          certainty: person.by === 'face' ? certaintyOf(person, observed) : null,
        },
      }));
  },
  words: ({ faceless }, language) => ruleSentences[language].unknownPerson(faceless),
});

/** The zones in which somebody stood. */
export const placesOf = (
  personId: string,
  sums: readonly { personId: string | null; zones: readonly string[] }[],
): string[] => [...new Set(sums.filter((sum) => sum.personId === personId).flatMap((sum) => sum.zones))].sort();

/** How sure it is, in the numbers that decided: of the face that was surest, and in how many of the event's pictures it is the same person. */
export const certaintyOf = (
  { personId, name, decision: { nearest, threshold }, faces }: Observed['people'][number],
  { event }: Pick<Observed, 'event'>,
): Certainty => ({
  faces,
  pictures: event.pictures,
  nearest: nearest && {
    of: nearest.personId !== personId ? 'another' : name === null ? 'unnamed' : 'named',
    similarity: nearest.similarity,
    threshold,
  },
});
