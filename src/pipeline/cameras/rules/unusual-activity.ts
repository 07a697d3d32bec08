import { z } from 'zod';
import type { UsualThere } from '../../../domain/alert-telling.ts';
import { isOfClass, OBJECT_CLASSES } from '../../../domain/object-class.ts';
import { ruleSentences } from '../../../messages/catalogue/rule-sentences.ts';
import { listText, numberText } from '../../../messages/catalogue/terms.ts';
import { classText } from '../../../messages/catalogue/usual.ts';
import { hasLasted, LONGEST_SUSTAINED_MINUTES } from '../../anomaly/baselines/judge-hours.ts';
import { isWorthAWord, type UsualHere } from '../../anomaly/baselines/usual-here.ts';
import { CIRCUMSTANCES, defineCameraRule, inZones } from './camera-rule.ts';

const params = z.strictObject({
  classes: z
    .array(z.enum(OBJECT_CLASSES))
    .min(1)
    .max(OBJECT_CLASSES.length)
    .default(['person', 'vehicle'])
    .describe('What must be seen'),
  unusual: z
    .enum(['rare', 'many', 'both'])
    .default('both')
    .describe('rare: at an hour that hardly ever sees any; many: more than that hour usually sees'),
  deviations: z
    .number()
    .min(1)
    .max(10)
    .default(2)
    .describe('From so many standard deviations above what is usual at that hour and weekday'),
  sustained_minutes: z
    .int()
    .min(0)
    .max(LONGEST_SUSTAINED_MINUTES)
    .default(0)
    .describe('Only what has been unusual for so long, without a pause of an hour; 0 means at once'),
  ...CIRCUMSTANCES,
});
export type UnusualActivityParams = z.output<typeof params>;

/** What a camera sees at an hour that hardly ever sees it, or more of it than usual: learned per camera, hour by hour for every weekday. */
export const unusualActivity = defineCameraRule({
  kind: 'unusual_activity',
  title: 'Unusual activity at a camera',
  severity: 'low',
  cooldownSeconds: 4 * 3600,
  params,
  evaluate({ classes, min_confidence, zones, ...limits }, observed) {
    const { camera, event, sums } = observed;
    return observed.usual.flatMap((here) => {
      if (!classes.includes(here.of) || !isUnusual(limits, here)) return [];
      const seen = sums.filter(
        ({ kind, score, zones: stood }) => isOfClass(kind, here.of) && score >= min_confidence && inZones(zones, stood),
      );
      const best = seen.toSorted((a, b) => b.score - a.score)[0];
      if (!best) return [];
      return [
        {
          fingerprint: `unusual_activity:${camera.id}:${here.of}`,
          // of several it is about none of them
          personId: new Set(seen.map(({ personId }) => personId)).size === 1 ? seen[0]!.personId : null,
          pictureId: best.bestPictureId,
          first: event.startedAt,
          last: event.endedAt,
          matter: { kind: 'unusual_activity', seen: thereOf(here), sigmas: here.sigmas },
        },
      ];
    });
  },
  words: ({ classes, unusual, deviations, sustained_minutes }, language) => {
    const words = ruleSentences[language];
    const things = capital(
      listText(
        classes.map((of) => classText(of, language)),
        language,
        'or',
      ),
    );
    const told = words.unusualActivity(things, unusual, numberText(deviations, language));
    return sustained_minutes > 0 ? `${told}${words.lasting(sustained_minutes)}` : told;
  },
});

/** Whether something is unusual enough, and has been for long enough. */
export const isUnusual = (
  { unusual, ...limits }: Pick<UnusualActivityParams, 'unusual' | 'deviations' | 'sustained_minutes'>,
  { isRare, lately }: Pick<UsualHere, 'isRare' | 'lately'>,
): boolean => (unusual === 'both' || (unusual === 'rare') === isRare) && hasLasted(lately, limits);

/** What is worth a word of what is usual, for any alert of a camera: `vehicles after midnight are rare here`. */
export const usualWords = (usual: readonly UsualHere[]): UsualThere[] => usual.filter(isWorthAWord).map(thereOf);

const thereOf = ({ of, hour, isRare, count, mean }: UsualHere): UsualThere => ({ of, hour, isRare, count, mean });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
