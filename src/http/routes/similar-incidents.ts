import { z } from 'zod';
import { similarIncidents } from '../../pipeline/similar-incidents.ts';
import { defineRoute } from '../define-route.ts';
import { incidentSchema, incidentShape, numberIn, refParams } from './shapes.ts';

export const similarIncidentRoutes = [
  defineRoute({
    method: 'get',
    path: '/incidents/:ref/similar',
    tag: 'incidents',
    summary: 'Incidents like this one, the most alike first, with why and how each ended',
    description: 'Who may not read incidents sees those they opened themselves, compared by their words alone.',
    permission: null,
    params: refParams('incident'),
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(10).default(5) }),
    answer: z.object({
      items: z.array(
        incidentSchema.extend({
          score: z.number(),
          reasons: z.array(
            z.object({
              kind: z.enum(['kinds', 'accounts', 'addresses', 'networks', 'countries', 'title', 'words']),
              shared: z.array(z.string()),
              of: z.int().describe('How many the one with fewer has'),
            }),
          ),
          closed_by: z.string().nullable(),
          seconds_to_close: z.int().nullable(),
        }),
      ),
      compared: z.int().describe('How many others were looked at: the newest 5,000 at most'),
    }),
    async handle({ org, principal }, { params, query }) {
      const found = await org((tx) => similarIncidents(tx, principal, numberIn('incident', params.ref), query.limit));
      return {
        items: found.similar.map(({ incident, score, reasons, closedBy, took }) => ({
          ...incidentShape(incident),
          score: Math.round(100 * score) / 100,
          reasons: reasons.map((reason) => ({ ...reason, shared: reason.shared.slice(0, 50) })),
          closed_by: closedBy,
          seconds_to_close: took,
        })),
        compared: found.compared,
      };
    },
  }),
];
