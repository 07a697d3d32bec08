import { z } from 'zod';
import { formatReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import { oneLine } from '../../../domain/text.ts';
import { ruleSentences } from '../../../messages/catalogue/rule-sentences.ts';
import { CIRCUMSTANCES, defineCameraRule, inZones, isCalled, named } from './camera-rule.ts';
import { certaintyOf, placesOf } from './unknown-person.ts';

/** Somebody one wants to hear of. */
export const watchedPerson = defineCameraRule({
  kind: 'watched_person',
  title: 'Watched person',
  severity: 'high',
  cooldownSeconds: 3600,
  params: z
    .strictObject({
      people: z
        .array(z.string().trim().min(1).max(200))
        .max(100)
        .describe(
          'Who is watched for: names, or like PER-7 or Person_A47B8C12; a name is kept with whom it means, `Dana (PER-7)`',
        ),
      ...CIRCUMSTANCES,
      forgotten: z
        .array(z.string().regex(/^PER-\d{1,12}$/))
        .max(100)
        .optional()
        .describe('Whom it watched for until they were forgotten')
        .meta({ byItself: true }),
    })
    .superRefine(({ people, forgotten }, context) => {
      if (people.length + (forgotten?.length ?? 0) > 0) return;
      context.addIssue({
        code: 'too_small',
        origin: 'array',
        minimum: 1,
        inclusive: true,
        input: people,
        path: ['people'],
      });
    }),
  evaluate({ people, zones, min_confidence }, observed) {
    return observed.people
      .filter(({ personId, name, label, number }) => {
        const known = [name, label, `PER-${number}`, ...(observed.earlier.get(personId) ?? [])];
        return people.some((typed) => isCalled(meantBy(typed).ref ?? typed, known));
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
  words({ people, forgotten = [] }, language) {
    const words = ruleSentences[language];
    const seen = words.watchedPerson(people.map(named).join(', '), people.length === 1);
    return forgotten.length > 0 ? `${seen}${words.alsoForgotten(forgotten.join(', '), forgotten.length === 1)}` : seen;
  },
  over: ({ people, forgotten = [] }, language) =>
    people.length > 0 ? null : ruleSentences[language].allForgotten(forgotten.join(', '), forgotten.length === 1),
});

const MEANT = /^(.*\S) \((PER-\d{1,12})\)$/s;
/** Of a name that is kept with whom it meant: both. Names go over to others, references do not. */
export function meantBy(entry: string): { words: string; ref: string | null } {
  const [, words, ref] = MEANT.exec(entry.trim()) ?? [];
  return words !== undefined && ref !== undefined ? { words, ref } : { words: entry, ref: null };
}

/** A name as a rule keeps it: with the reference of whoever it means. */
export const asMeant = (name: string, number: number): string =>
  `${oneLine(meantBy(name).words, 160)} (${formatReference({ kind: 'person', number })})`;

type Watching = Pick<Rule, 'kind' | 'params'>;

/** Whether everybody whom a rule watched for was forgotten: it cannot find anything any more. */
export const watchesNobody = ({ kind, params }: Watching): boolean =>
  kind === watchedPerson.kind && Array.isArray(params.people) && params.people.length === 0;

/** Whether somebody whom a rule watched for was forgotten. */
export const watchedForgotten = ({ kind, params }: Watching): boolean =>
  kind === watchedPerson.kind && Array.isArray(params.forgotten) && params.forgotten.length > 0;

/** The references of people who are forgotten, by what rules may still call them: their references and labels, in small letters. */
export type Gone = ReadonlyMap<string, string>;

/** The parameters of a rule without these people, who stay in them as `forgotten`; null where it watches for none of them. */
export function withoutForgotten(params: Record<string, unknown>, gone: Gone): Record<string, unknown> | null {
  const people = texts(params.people);
  const goneAs = (typed: string): string | undefined => gone.get((meantBy(typed).ref ?? typed).trim().toLowerCase());
  const refs = people.flatMap((typed) => goneAs(typed) ?? []);
  if (refs.length === 0) return null;
  return {
    ...params,
    people: people.filter((typed) => goneAs(typed) === undefined),
    forgotten: [...new Set([...texts(params.forgotten), ...refs])].slice(0, 100),
  };
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
