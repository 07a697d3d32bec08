import { z } from 'zod';
import { ZONE_KINDS, type Zone } from '../../../domain/camera.ts';
import type { Observed } from '../observed.ts';
import { CIRCUMSTANCES, defineCameraRule, isCalled } from './camera-rule.ts';

/** What a rule may ask for, in the words of the detector. */
export const RULE_OBJECTS = ['person', 'bicycle', 'car', 'motorcycle', 'bus', 'truck', 'dog', 'cat'] as const;
const KINDS = ZONE_KINDS.filter((kind) => kind !== 'ignore');

/** Somebody or something in a zone where they should not be; anywhere, where no zone is asked for. */
export const zoneEntry = defineCameraRule({
  kind: 'zone_entry',
  title: 'In a restricted zone',
  severity: 'high',
  cooldownSeconds: 1800,
  params: z.strictObject({
    objects: z.array(z.enum(RULE_OBJECTS)).min(1).max(8).default(['person']).describe('What must be seen'),
    zone_kinds: z
      .array(z.enum(KINDS))
      .max(5)
      .default(['restricted'])
      .describe('In which kinds of zones; none means any place'),
    ...CIRCUMSTANCES,
    known_allowed: z.boolean().default(false).describe('People with a name may be there'),
  }),
  evaluate({ objects, zone_kinds, zones, min_confidence, known_allowed }, observed) {
    // somebody's face may yet be seen: who may be there is only known at the end
    if (known_allowed && !observed.over) return [];
    const { camera, people } = observed;
    const familiar = new Set(people.filter(({ name }) => name !== null).map(({ personId }) => personId));
    const seen = observed.sums.filter(
      ({ kind, score, personId }) =>
        objects.some((one) => one === kind) &&
        score >= min_confidence &&
        !(known_allowed && personId !== null && familiar.has(personId)),
    );
    const places =
      zone_kinds.length === 0 && zones.length === 0 ? [null] : wantedZones(camera.zones, zones, zone_kinds);
    return places.flatMap((zone) => {
      const there = seen.filter((sum) => zone === null || sum.zones.includes(zone.name));
      const best = there.toSorted((a, b) => b.score - a.score)[0];
      if (!best) return [];
      const kinds = [...new Set(there.map(({ kind }) => kind))].sort();
      return [
        {
          fingerprint: `zone_entry:${camera.id}:${zone?.name ?? ''}:${[...objects].sort().join(',')}`,
          personId: there.find(({ personId }) => personId !== null)?.personId ?? null,
          pictureId: best.bestPictureId,
          first: new Date(Math.min(...there.map(({ first }) => first.getTime()))),
          last: new Date(Math.max(...there.map(({ last }) => last.getTime()))),
          matter: { kind: 'zone_entry', objects: kinds, zone: zone?.name ?? null, who: namesOf(people, there) },
        },
      ];
    });
  },
  words: ({ objects, zone_kinds, zones, known_allowed }) =>
    `${objects.join(', ')} seen${zone_kinds.length > 0 && zones.length === 0 ? ` in ${zone_kinds.join(' or ')} zones` : ''}` +
    `${known_allowed ? ', unless it is somebody with a name' : ''}`,
});

/** The camera's zones that are asked for: by name, else by their kind. */
const wantedZones = (zones: readonly Zone[], wanted: readonly string[], kinds: readonly string[]): Zone[] =>
  zones.filter((zone) => (wanted.length > 0 ? isCalled(zone.name, wanted) : kinds.includes(zone.kind)));

const namesOf = (people: Observed['people'], there: readonly { personId: string | null }[]): string[] =>
  people
    .filter(({ personId }) => there.some((sum) => sum.personId === personId))
    .map(({ name, label }) => name ?? label);
