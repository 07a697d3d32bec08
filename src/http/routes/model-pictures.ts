import { z } from 'zod';
import { MODEL_PICTURES_WORDS, seeModelPictures, setModelPictures } from '../../pipeline/cameras/model-pictures.ts';
import { defineRoute } from '../define-route.ts';

const tag = 'cameras';
const answer = z.object({
  allowed: z.boolean(),
  since: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  words: z.string().describe('What is agreed to'),
});
const shape = (one: { at: Date; by: string } | null): z.input<typeof answer> => ({
  allowed: one !== null,
  since: one?.at.toISOString() ?? null,
  by: one?.by ?? null,
  words: MODEL_PICTURES_WORDS,
});

export const modelPicturesRoutes = [
  defineRoute({
    method: 'get',
    path: '/model-pictures',
    tag,
    summary: 'Whether the language model may look at cameras’ pictures',
    permission: 'cameras.read',
    answer,
    handle: async ({ org }) => shape(await org(seeModelPictures)),
  }),
  defineRoute({
    method: 'post',
    path: '/model-pictures',
    tag,
    summary: 'Let it look, or no more',
    description:
      'Off at first. To let it look, `agreed` says that somebody agrees to `words`: pictures leave the house.',
    permission: 'rules.write',
    body: z.strictObject({ allowed: z.boolean(), agreed: z.boolean().optional() }),
    answer,
    handle: async ({ work }, { body: { allowed, agreed = false } }) =>
      shape(await work((w) => setModelPictures(w, { allowed, agreed }))),
  }),
];
