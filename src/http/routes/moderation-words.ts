import { z } from 'zod';
import type { LexiconTerm } from '../../domain/lexicon.ts';
import { SCREENED } from '../../domain/screening.ts';
import { addTerm, newTermSchema, removeTerm, seeTerms } from '../../pipeline/moderation/word-lists.ts';
import { defineRoute } from '../define-route.ts';
import { putToAutoMod } from '../put-to-automod.ts';
import { screeningOf } from '../services.ts';
import { idParams } from './shapes.ts';

const tag = 'moderation';
const score = z.number().min(0).max(1);
const termSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['block', 'allow']),
  term: z.string(),
  is_pattern: z.boolean().describe('In the syntax of RE2'),
  attribute: z.enum(SCREENED).nullable(),
  weight: score.describe('The score it gives by itself'),
  note: z.string(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
});
const termShape = ({ isPattern, createdAt, createdBy, ...term }: LexiconTerm): z.input<typeof termSchema> => ({
  ...term,
  is_pattern: isPattern,
  created_at: createdAt.toISOString(),
  created_by: createdBy,
});

export const moderationWordRoutes = [
  defineRoute({
    method: 'get',
    path: '/moderation/words',
    tag,
    summary: 'Words that are always or never minded in guarded channels',
    permission: 'moderation.read',
    answer: z.object({ items: z.array(termSchema) }),
    handle: async ({ org, principal }) => ({
      items: (await org((tx) => seeTerms({ tx, principal }))).map(termShape),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/words',
    tag,
    summary: 'Add a word, a phrase or a pattern',
    description:
      'Disguises of words are seen through (1d10t, i d i o t). Patterns are matched in linear time; those that cannot be are refused with the reason.',
    permission: 'moderation.rules',
    body: newTermSchema,
    status: 201,
    answer: termSchema,
    async handle({ work, services, principal }, { body }) {
      const term = await work((w) => addTerm(w, body));
      services.screening?.forget(principal.orgId);
      return termShape(term);
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/moderation/words/:id',
    tag,
    summary: 'Take a word out again',
    permission: 'moderation.rules',
    params: idParams,
    status: 204,
    async handle({ work, services, principal }, { params }) {
      await work((w) => removeTerm(w, params.id));
      services.screening?.forget(principal.orgId);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/automod',
    tag,
    summary: 'Put the words to the AutoMod of a Discord server, or take them away from there',
    description:
      'As keyword rules named “SafeNest words 1” and on (six of 1,000 words at most), in place of those put there before; the server’s own rules stay as they are. Patterns, words of more than 60 characters and those with a * are left out. It takes the permission Manage Server.',
    permission: 'moderation.rules',
    body: z.strictObject({
      workspace: z.string().min(1).max(200).describe('The server’s id'),
      remove: z.boolean().default(false).describe('Take away what was put there'),
    }),
    answer: z.object({ rules: z.int(), words: z.int(), left_out: z.int() }),
    async handle({ work, org, services, principal }, { body: { workspace, remove } }) {
      const { leftOut, rules, words } = await putToAutoMod({ work, org, services, principal }, workspace, remove);
      return { rules, words, left_out: leftOut };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/screen',
    tag,
    summary: 'What the screening makes of texts; nothing is stored',
    permission: 'moderation.read',
    body: z.strictObject({ texts: z.array(z.string().max(40_000)).min(1).max(50) }),
    answer: z.object({
      items: z.array(
        z.object({
          scores: z.record(z.enum(SCREENED), score),
          weighed: z.array(
            z.object({
              from: z.int().describe('UTF-16 offsets in the text'),
              to: z.int(),
              attribute: z.enum(SCREENED),
              weight: score,
            }),
          ),
          screener: z.string(),
          fallback: z.string().optional().describe('Why it was not the usual screener'),
        }),
      ),
    }),
    async handle({ services, principal, signal }, { body }) {
      const screener = await screeningOf(services).of(principal.orgId);
      return { items: await screener.screen(body.texts, signal) };
    },
  }),
];
