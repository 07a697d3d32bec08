import { z } from 'zod';
import { HISTORY_KINDS } from '../../domain/history.ts';
import { ownEmbedder } from '../../pipeline/embedding/own-embedder.ts';
import { embedQuestion, searchHistory } from '../../pipeline/history/search-history.ts';
import { defineRoute } from '../define-route.ts';
import { moment } from './shapes.ts';

const kinds = z
  .string()
  .max(200)
  .transform((text) => text.split(',').filter((one) => one !== ''))
  .pipe(z.array(z.enum(HISTORY_KINDS)).min(1));

export const historyRoutes = [
  defineRoute({
    method: 'get',
    path: '/history/search',
    tag: 'history',
    summary: 'What the history has about a question, best first: by words and by meaning',
    description:
      'Alerts, incidents with their timelines, moderation cases, rules with their changes, proposals, days of logins, sightings. In plain words ' +
      'nothing must be there; "phrases", AND, OR, NOT (or -word), parentheses and word* must hold for each. Only what the key’s role may read is found.',
    permission: 'alerts.read',
    query: z.strictObject({
      query: z.string().min(1).max(10_000).describe('The first 2,000 characters are read'),
      kinds: kinds.optional().describe(`With commas, of ${HISTORY_KINDS.join(', ')}; all where left out`),
      from: moment.optional(),
      to: moment.optional(),
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          ref: z.string().describe('What opens it: ALR-16, INC-3, RULE-2, LOG-7QK3M9, PER-7'),
          kind: z.enum(HISTORY_KINDS),
          title: z.string(),
          at: z.iso.datetime(),
          passage: z.string().describe('The lines that answer, as people, rules and logs wrote them'),
          score: z.number().describe('How well it fits; comparable within one question only'),
          covers: z
            .number()
            .describe('Share of what was asked that stands in it, the rare words counting most: 0 to 1'),
        }),
      ),
      exact: z.boolean().describe('Asked with phrases or operators: all of it holds for each'),
      without_meaning: z.boolean().describe('The embedder was away, or does not know the words: found by words alone'),
    }),
    async handle({ org, principal, services, signal }, { query: { query, ...rest } }) {
      const embedder = services.embedder ?? ownEmbedder;
      const vector = await embedQuestion(embedder, query, signal);
      const found = await org((tx) => searchHistory(tx, principal, { query, ...rest }, { embedder, vector }));
      return {
        items: found.hits.map((hit) => ({
          ...hit,
          at: hit.at.toISOString(),
          score: Math.round(100 * hit.score) / 100,
          covers: Math.round(100 * hit.covers) / 100,
        })),
        exact: found.exact,
        without_meaning: found.withoutMeaning,
      };
    },
  }),
];
