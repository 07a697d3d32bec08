import { z } from 'zod';
import { ACTION_STATES, CASE_STATES, HOLDING, MODERATION_STEPS } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { viewOf } from '../../messages/views/card-view.ts';
import { stepsOpenFor } from '../../messages/views/case-buttons.ts';
import { seeCase, seeCases, shownCase } from '../../pipeline/moderation/see-case.ts';
import { defineRoute } from '../define-route.ts';
import {
  actionSchema,
  actionShape,
  caseEvidenceSchema,
  caseEvidenceShape,
  caseSchema,
  caseShape,
  contextSchema,
  contextShape,
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
      context: z
        .array(contextSchema)
        .describe('What was said right before and after the evidence, as far as it is still stored'),
      actions: z.array(actionSchema),
      standing: z
        .array(
          z.object({
            account: z.string(),
            may: z.array(z.enum(MODERATION_STEPS)).describe('Steps that may still be asked for about them'),
            holds: z.array(z.object({ ref: z.string(), step: z.enum(MODERATION_STEPS), state: z.enum(ACTION_STATES) })),
          }),
        )
        .describe('For each of the offenders: what waits or holds about them, and what may be asked for beside it'),
    }),
    handle: ({ org, principal }, { params: { ref } }) =>
      org(async (tx) => {
        const one = await seeCase({ tx, principal }, numberIn('case', ref));
        const shown = await shownCase(tx, one);
        const { evidence, context = [], actions } = shown;
        const view = viewOf(principal);
        return {
          ...caseShape(one),
          course: one.course,
          evidence: evidence.map(caseEvidenceShape),
          context: context.map(contextShape),
          actions: actions.map(actionShape),
          standing: one.offenders.map((person) => ({
            account: person.account,
            may: stepsOpenFor(shown, ref, view, person),
            holds: actions
              .filter(({ account, state }) => account === person.account && HOLDING.includes(state))
              .map(({ number, step, state }) => ({ ref: formatReference({ kind: 'action', number }), step, state })),
          })),
        };
      }),
  }),
];
