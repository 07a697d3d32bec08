import { z } from 'zod';
import { RECOGNITION_RANGES, type RecognitionSettings } from '../../domain/recognition-settings.ts';
import { SafeNestError } from '../../errors.ts';
import {
  seeRecognitionSettings,
  setRecognitionSettings,
  tryRecognitionSettings,
} from '../../pipeline/recognition/recognition-settings.ts';
import { TRIED_RESULTS } from '../../pipeline/recognition/try-settings.ts';
import { defineRoute } from '../define-route.ts';

const tag = 'faces';

const within = (name: keyof RecognitionSettings, what: string) => {
  const { least, most, step, usual } = RECOGNITION_RANGES[name];
  const number = step === 1 ? z.int() : z.number();
  return number.min(least).max(most).describe(`${what}; usually ${usual}`);
};
const fields = {
  least_size: within('leastSize', 'Pixels of a face’s shorter side below which nobody is sure whose it is'),
  least_score: within('leastScore', 'What a camera shows with a lower score of the detector is no face'),
  least_quality: within('leastQuality', 'Quality below which nobody is sure whose a face is'),
  match_offset: within('matchOffset', 'Added to the similarity from which a face is somebody’s'),
  unsure_offset: within('unsureOffset', 'Added to the similarity from which a face is unsure'),
  faces_for_name: within('facesForName', 'So many faces of one camera event must agree before a name is told'),
  attempts_kept: within('attemptsKept', 'So many faces of nobody are kept, the newest'),
};
const settings = z.object(fields);
const patch = settings.partial().strict();

const shape = (one: RecognitionSettings): z.input<typeof settings> => ({
  least_size: one.leastSize,
  least_score: one.leastScore,
  least_quality: one.leastQuality,
  match_offset: one.matchOffset,
  unsure_offset: one.unsureOffset,
  faces_for_name: one.facesForName,
  attempts_kept: one.attemptsKept,
});
const given = (body: z.output<typeof patch>): Partial<RecognitionSettings> =>
  Object.fromEntries(
    Object.entries({
      leastSize: body.least_size,
      leastScore: body.least_score,
      leastQuality: body.least_quality,
      matchOffset: body.match_offset,
      unsureOffset: body.unsure_offset,
      facesForName: body.faces_for_name,
      attemptsKept: body.attempts_kept,
    }).filter(([, value]) => value !== undefined),
  );

const counts = z.record(z.enum(TRIED_RESULTS), z.int());

export const recognitionSettingsRoutes = [
  defineRoute({
    method: 'get',
    path: '/recognition-settings',
    tag,
    summary: 'How sure the organisation wants to be of faces',
    permission: 'people.read',
    answer: settings.extend({
      previous: settings.nullable().describe('What held before the last change'),
      changed_at: z.iso.datetime().nullable(),
      changed_by: z.string().nullable(),
    }),
    async handle({ org, principal }) {
      const seen = await org((tx) => seeRecognitionSettings({ tx, principal }));
      return {
        ...shape(seen.settings),
        previous: seen.previous && shape(seen.previous),
        changed_at: seen.changed?.at.toISOString() ?? null,
        changed_by: seen.changed?.by ?? null,
      };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/recognition-settings',
    tag,
    summary: 'Change how sure the organisation wants to be of faces',
    description: 'Holds for faces seen from now on; each value has a safe range and is refused outside of it.',
    permission: 'rules.write',
    body: patch,
    answer: settings,
    handle: async ({ work }, { body }) => shape(await work((w) => setRecognitionSettings(w, given(body)))),
  }),
  defineRoute({
    method: 'post',
    path: '/recognition-settings/preview',
    tag,
    summary: 'What the cameras’ faces of the last 30 days would be with other settings; nothing is changed',
    description: 'Of the newest 5,000 faces. Left out fields are as they are now.',
    permission: 'people.read',
    body: patch,
    answer: z.object({
      days: z.int(),
      faces: z.int(),
      now: counts,
      wanted: counts,
      lost: z
        .object({ matches: z.int(), wrong: z.int() })
        .describe('Matches that would be none, and how many of these people called wrong'),
    }),
    handle({ org, principal, now, services }, { body }) {
      const embedder = services.cameras?.vision.embedder;
      if (!embedder) throw new SafeNestError('unavailable', 'The models that tell faces apart are missing.');
      return org(async (tx) => {
        const work = { tx, principal, now };
        const { settings: current } = await seeRecognitionSettings(work);
        return tryRecognitionSettings(work, { ...current, ...given(body) }, embedder);
      });
    },
  }),
];
