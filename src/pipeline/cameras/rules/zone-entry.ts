import { z } from 'zod';
import type { SeenPerson } from '../../../db/camera-events.ts';
import { type DetectionSum, ZONE_KINDS, type Zone } from '../../../domain/camera.ts';
import { oneLine } from '../../../domain/text.ts';
import { isOn } from '../../../domain/zone.ts';
import { cameraWords } from '../../../messages/catalogue/cameras.ts';
import { ruleSentences } from '../../../messages/catalogue/rule-sentences.ts';
import { listText } from '../../../messages/catalogue/terms.ts';
import { type CameraFinding, CIRCUMSTANCES, defineCameraRule, isCalled, named } from './camera-rule.ts';

/** What a rule may ask for, in the words of the detector. */
export const RULE_OBJECTS = ['person', 'bicycle', 'car', 'motorcycle', 'bus', 'truck', 'dog', 'cat'] as const;
/** In seconds: an event is no longer than that unless the settings say so, and what goes on in the next begins anew. */
const LONGEST_STAY = 600;
const KINDS = ZONE_KINDS.filter((kind) => kind !== 'ignore');

/**
 * Somebody or something in a zone where they should not be; anywhere, where no zone is asked for. Whoever is known apart is a matter of
 * their own; things, and those of whom it cannot be told who they are, are one together.
 */
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
    stay_seconds: z
      .int()
      .min(0)
      .max(LONGEST_STAY)
      .default(0)
      .describe('Only what stays so long within one event, in seconds; 0 means at once'),
    min_pictures: z
      .int()
      .min(1)
      .max(100)
      .default(1)
      .describe('Only what is seen there in so many pictures of one event'),
  }),
  evaluate({ objects, zone_kinds, zones, min_confidence, known_allowed, stay_seconds, min_pictures }, observed) {
    // somebody's face may yet be seen: who may be there is only known at the end
    if (known_allowed && !observed.over) return [];
    const { camera, event, people } = observed;
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
      const inside = seen.filter((sum) => zone === null || sum.zones.includes(zone.name));
      const stays = staysOf(inside).filter((one) => one.seconds >= stay_seconds && one.pictures >= min_pictures);
      const known = stays.filter(({ personId }) => personId !== null);
      // who was alone in every picture is not somebody else in those that do not show their face
      const alone = known.length === 1 && people.length === 1 && (event.objects.person?.most ?? 0) <= 1;
      const isTheirs = ({ personId, sums }: Stay): boolean =>
        personId !== null || (alone && sums[0]?.kind === 'person');
      const others = stays.filter((one) => !isTheirs(one));
      const times = alone ? inside.filter(({ kind }) => kind === 'person') : null;
      const fingerprint = `zone_entry:${camera.id}:${zone?.name ?? ''}:${[...objects].sort().join(',')}`;
      const found = (matter: string, theirs: readonly Stay[], person: SeenPerson | null = null): CameraFinding => {
        const there = theirs.flatMap(({ sums }) => sums);
        const shown = (person && times) ?? there;
        return {
          fingerprint: matter,
          personId: theirs[0]!.personId,
          pictureId: there.toSorted((a, b) => b.score - a.score)[0]!.bestPictureId,
          first: new Date(Math.min(...shown.map(({ first }) => first.getTime()))),
          last: new Date(Math.max(...shown.map(({ last }) => last.getTime()))),
          matter: {
            kind: 'zone_entry',
            objects: [...new Set(there.map(({ kind }) => kind))].sort(),
            zone: zone?.name ?? null,
            who: person ? [person.name ?? person.label] : [],
            ...(person ? { isPerson: true } : {}),
            ...(stay_seconds > 0 || min_pictures > 1 ? { stay: longestOf(theirs) } : {}),
          },
        };
      };
      return [
        ...(others.length > 0 ? [found(fingerprint, others)] : []),
        ...known.map((one): CameraFinding => {
          const person = people.find(({ personId }) => personId === one.personId) ?? null;
          const own = found(`${fingerprint}:${one.personId}`, [one], person);
          return others.length > 0 ? own : { ...own, formerly: fingerprint };
        }),
      ];
    });
  },
  called({ objects, zone_kinds, zones, cameras }) {
    if (zone_kinds.includes('restricted') && zones.length === 0) return null;
    const { kinds, zoneKinds } = cameraWords.en;
    const seen = listText(
      objects.map((one) => kinds[one]?.[0] ?? one),
      'en',
      'or',
    );
    const zoned =
      zones.length > 0
        ? ` in ${listText(zones.map(named), 'en', 'or')}`
        : zone_kinds.length > 0
          ? ` in ${listText(
              zone_kinds.map((kind) => zoneKinds[kind]),
              'en',
              'or',
            )}`
          : ' seen';
    const at =
      cameras.length > 0
        ? ` at ${listText(cameras.map(named), 'en', 'or')}`
        : zoned === ' seen'
          ? ' at any camera'
          : '';
    return oneLine(`${seen.charAt(0).toUpperCase()}${seen.slice(1)}${zoned}${at}`, 120);
  },
  words: ({ objects, zone_kinds, zones, known_allowed, stay_seconds, min_pictures }, language) => {
    const words = ruleSentences[language];
    const { kinds, zoneKinds } = cameraWords[language];
    const seen = objects.map((one) => kinds[one]?.[0] ?? one).join(', ');
    const places = zone_kinds.map((kind) => zoneKinds[kind]);
    const where = places.length > 0 && zones.length === 0 ? listText(places, language, 'or') : null;
    return [
      words.zoneEntry(seen, where),
      stay_seconds > 0 ? words.staying(stay_seconds) : '',
      min_pictures > 1 ? words.inPictures(min_pictures) : '',
      known_allowed ? words.unlessNamed : '',
    ].join('');
  },
});

interface Stay {
  personId: string | null;
  sums: DetectionSum[];
  seconds: number;
  pictures: number;
}

/** How long each person was there, and each kind of thing that is nobody known: of these it is not told apart which of them it was. */
function staysOf(sums: readonly DetectionSum[]): Stay[] {
  const whose = Map.groupBy(sums, ({ personId, kind }) => personId ?? kind);
  return [...whose.values()].map((theirs) => {
    const first = Math.min(...theirs.map((sum) => sum.first.getTime()));
    const last = Math.max(...theirs.map((sum) => sum.last.getTime()));
    const pictures = theirs.reduce((all, sum) => all + sum.pictures, 0);
    return { personId: theirs[0]!.personId, sums: theirs, seconds: Math.round((last - first) / 1000), pictures };
  });
}

const longestOf = (stays: readonly Stay[]): { seconds: number; pictures: number } => {
  const { seconds, pictures } = stays.toSorted((a, b) => b.seconds - a.seconds || b.pictures - a.pictures)[0]!;
  return { seconds, pictures };
};

/** The camera's zones that are asked for: by name, else by their kind. */
const wantedZones = (zones: readonly Zone[], wanted: readonly string[], kinds: readonly string[]): Zone[] =>
  zones.filter(isOn).filter((zone) => (wanted.length > 0 ? isCalled(zone.name, wanted) : kinds.includes(zone.kind)));
