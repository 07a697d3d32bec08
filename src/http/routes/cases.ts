import { z } from 'zod';
import { CASE_STATES } from '../../domain/moderation.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { seeCase, seeCases, shownCase } from '../../pipeline/moderation/see-case.ts';
import { defineRoute } from '../define-route.ts';
import {
  actionSchema,
  actionShape,
  caseEvidenceSchema,
  caseEvidenceShape,
  caseSchema,
  caseShape,
} from './moderation-shapes.ts';
import { listOf, numberCursor, numberIn, pageOf, pageQuery, refParams, several } from './shapes.ts';

const tag = 'moderation';

export const caseRoutes = [
  defineRoute({
    method: 'get',
    path: '/cases',
    tag,
    summary: 'Cases of moderation, newest first',
    permission: 'moderation.read',
    query: z.strictObject({
      ...pageQuery,
      state: several(z.enum(CASE_STATES)).optional(),
      severity: several(z.enum(SEVERITIES)).optional(),
    }),
    answer: listOf(caseSchema),
    async handle({ org, principal }, { query: { limit, cursor, state, severity } }) {
      const before = numberCursor(cursor);
      const { cases } = await org((tx) =>
        seeCases(
          { tx, principal },
          {
            limit: limit + 1,
            ...(state && { states: state }),
            ...(severity && { severities: severity }),
            ...(before !== undefined && { before }),
          },
        ),
      );
      return pageOf(cases, limit, caseShape, (last) => String(last.number));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/cases/:ref',
    tag,
    summary: 'One case, with what was said, its course and what was done',
    permission: 'moderation.read',
    params: refParams('case'),
    answer: caseSchema.extend({
      course: z.array(z.object({ at: z.string(), score: z.number() })),
      evidence: z.array(caseEvidenceSchema),
      actions: z.array(actionSchema),
    }),
    handle: ({ org, principal }, { params: { ref } }) =>
      org(async (tx) => {
        const one = await seeCase({ tx, principal }, numberIn('case', ref));
        const { evidence, actions } = await shownCase(tx, one);
        return {
          ...caseShape(one),
          course: one.course,
          evidence: evidence.map(caseEvidenceShape),
          actions: actions.map(actionShape),
        };
      }),
  }),
];
