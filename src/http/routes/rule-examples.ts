import { z } from 'zod';
import { findRule } from '../../db/rules.ts';
import { dropExample, type HeldExample, keepExample, seeExamples } from '../../pipeline/rule-examples.ts';
import { defineRoute } from '../define-route.ts';
import { listOf, numberIn, refParams, unknownRef } from './shapes.ts';

const tag = 'rules';
const params = refParams('rule');
const one = z.strictObject({
  ...params.shape,
  number: z
    .string()
    .regex(/^\d{1,6}$/)
    .describe('Its number within the rule'),
});
const exampleSchema = z.object({
  number: z.int(),
  name: z.string(),
  fires: z.boolean().describe('Whether the rule must notice it; else it must not'),
  from: z.string().describe('The alert or login it was kept from'),
  logins: z.int().describe('How many it is about'),
  holds: z.boolean().nullable().describe('Whether the rule does so now; null for one that was dropped'),
  since_version: z.int(),
  added_at: z.iso.datetime(),
  added_by: z.string(),
  dropped_at: z.iso.datetime().nullable(),
  dropped_by: z.string().nullable(),
});
const shape = (example: HeldExample): z.input<typeof exampleSchema> => ({
  number: example.number,
  name: example.name,
  fires: example.fires,
  from: example.source,
  logins: example.logins.filter(({ about }) => about).length,
  holds: example.holds,
  since_version: example.sinceVersion,
  added_at: example.addedAt.toISOString(),
  added_by: example.addedBy,
  dropped_at: example.dropped?.at.toISOString() ?? null,
  dropped_by: example.dropped?.by ?? null,
});

/** What a rule must notice or leave alone, kept from what happened. */
export const ruleExampleRoutes = [
  defineRoute({
    method: 'get',
    path: '/rules/:ref/examples',
    tag,
    summary: 'The examples that a rule is held against, and whether each holds',
    permission: 'rules.read',
    params,
    answer: listOf(exampleSchema),
    async handle({ org }, { params: { ref } }) {
      const items = await org(async (tx) => {
        const rule = await findRule(tx, numberIn('rule', ref));
        if (!rule) throw unknownRef();
        return seeExamples(tx, rule);
      });
      return { items: items.map(shape), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/rules/:ref/examples',
    tag,
    summary: 'Keep an alert’s logins, or one login, as an example of a rule',
    description:
      'From then on a change of the rule that makes the example fail is refused with 409, which names it, until it is dropped.',
    permission: 'rules.propose',
    params,
    body: z.strictObject({
      from: z.string().max(40).describe('e.g. ALR-5 or LOG-7QK3M9'),
      fires: z.boolean().describe('Whether the rule must notice it'),
      name: z.string().max(200).optional(),
    }),
    status: 201,
    answer: exampleSchema,
    handle: async ({ work }, { params: { ref }, body }) =>
      shape(await work((w) => keepExample(w, numberIn('rule', ref), body))),
  }),
  defineRoute({
    method: 'post',
    path: '/rules/:ref/examples/:number/drop',
    tag,
    summary: 'Hold an example against its rule no more',
    permission: 'rules.propose',
    params: one,
    answer: exampleSchema,
    handle: async ({ work }, { params: { ref, number } }) =>
      shape({ ...(await work((w) => dropExample(w, numberIn('rule', ref), Number(number)))), holds: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/rules/:ref/examples/:number/restore',
    tag,
    summary: 'Hold an example that was dropped against its rule again',
    permission: 'rules.propose',
    params: one,
    answer: exampleSchema,
    handle: async ({ work }, { params: { ref, number } }) =>
      shape({ ...(await work((w) => dropExample(w, numberIn('rule', ref), Number(number), false))), holds: null }),
  }),
];
