import { z } from 'zod';
import { ruleSentences } from '../../../messages/catalogue/rule-sentences.ts';
import { CIRCUMSTANCES, defineCameraRule, inZones, isCalled, named } from './camera-rule.ts';
import { certaintyOf, placesOf } from './unknown-person.ts';

/** Somebody one wants to hear of. */
export const watchedPerson = defineCameraRule({
  kind: 'watched_person',
  title: 'Watched person',
  severity: 'high',
  cooldownSeconds: 3600,
  params: z.strictObject({
    people: z
      .array(z.string().trim().min(1).max(200))
      .min(1)
      .max(100)
      .describe('Who is watched for: names, or like PER-7 or Person_A47B8C12'),
    ...CIRCUMSTANCES,
  }),
  evaluate({ people, zones, min_confidence }, observed) {
    return observed.people
      .filter(({ personId, name, label, number }) => {
        const known = [name, label, `PER-${number}`, ...(observed.earlier.get(personId) ?? [])];
        return people.some((typed) => isCalled(typed, known));
      })
      .filter(({ by, score }) => by === 'appearance' || (score ?? 0) >= min_confidence)
      .map((person) => ({ person, stood: placesOf(person.personId, observed.sums) }))
      .filter(({ stood }) => inZones(zones, stood))
      .map(({ person, stood }) => ({
        fingerprint: `watched_person:${person.personId}`,
        personId: person.personId,
        pictureId: person.pictureId ?? observed.event.bestPictureId,
        first: person.first,
        last: person.last,
        matter: {
          kind: 'watched_person',
          name: person.name ?? person.label,
          zones: stood,
          certainty: person.by === 'face' ? certaintyOf(person, observed) : null,
        },
      }));
  },
  words: ({ people }, language) =>
    ruleSentences[language].watchedPerson(people.map(named).join(', '), people.length === 1),
});
