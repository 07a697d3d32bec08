import { z } from 'zod';
import { ACTION_STATES, CASE_STATES, HOLDING, MODERATION_STEPS } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import { viewOf } from '../../messages/views/card-view.ts';
import { stepsOpenFor } from '../../messages/views/case-buttons.ts';
import { actOnAll, MOST_TOGETHER } from '../../pipeline/moderation/act-on-all.ts';
import { othersClaim } from '../../pipeline/moderation/case-claim.ts';
import { seeCase, seeCases, shownCase } from '../../pipeline/moderation/see-case.ts';
import { giveBackCase, nextCase, takeCase } from '../../pipeline/moderation/take-case.ts';
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
    method: 'post',
    path: '/cases/next',
    tag,
    summary: 'Take the case in hand that is to be worked on next',
    description:
      'The worst first, of those the oldest, none that somebody else has. With `after` come those behind that case, and then those before it; it is given back where it was in your hands.',
    permission: 'moderation.write',
    body: z.strictObject({ after: z.string().min(1).max(40).optional().describe('E.g. CASE-9') }),
    answer: z.object({ case: caseSchema.nullable().describe('Null where none waits that is free') }),
    handle: ({ work }, { body: { after } }) =>
      work(async (w) => {
        const found = await nextCase(w, after === undefined ? null : numberIn('case', after));
        return { case: found && caseShape(found) };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/cases/:ref/claim',
    tag,
    summary: 'Take a case in hand, so that others see that somebody works on it',
    description:
      'It stays so until it is decided, given back, or left alone for as long as the policy says (`queue.claimMinutes`). Asked for again it lasts longer. What somebody else has is only taken with `over`.',
    permission: 'moderation.write',
    params: refParams('case'),
    body: z.strictObject({ over: z.boolean().default(false).describe('Also where somebody else has it') }),
    answer: caseSchema,
    handle: ({ work }, { params: { ref }, body: { over } }) =>
      work(async (w) => {
        const { case: taken, text } = await takeCase(w, numberIn('case', ref), { over });
        if (othersClaim(taken, w.principal, w.now)) throw new SafeNestError('conflict', text);
        return caseShape(taken);
      }),
  }),
  defineRoute({
    method: 'delete',
    path: '/cases/:ref/claim',
    tag,
    summary: 'Give back a case that one has in hand',
    permission: 'moderation.write',
    params: refParams('case'),
    answer: caseSchema,
    handle: ({ work }, { params: { ref } }) =>
      work(async (w) => caseShape((await giveBackCase(w, numberIn('case', ref))).case)),
  }),
  defineRoute({
    method: 'post',
    path: '/cases/:ref/act-on-all',
    tag,
    summary: 'Do one thing about several who took part in a case',
    description:
      'Each gets a record, an end and an undo of their own; one call takes all of it back. Without `accounts` it is about everybody who took part. Whom nothing may be done to is left out and named. Where the policy wants two people, it waits for a second.',
    permission: 'moderation.write',
    params: refParams('case'),
    body: z.strictObject({
      accounts: z.array(z.string().min(1).max(200)).min(1).max(MOST_TOGETHER).optional(),
      step: z.enum(MODERATION_STEPS),
      hours: z
        .number()
        .positive()
        .max(366 * 24)
        .optional()
        .describe('Of a timeout or a mute; as the policy says where absent'),
      reason: z.string().min(1).max(2000).optional().describe('They are told'),
      over: z.boolean().default(false).describe('Also where somebody else has the case in hand'),
    }),
    answer: z.object({
      text: z.string(),
      actions: z.array(actionSchema),
      left_out: z.array(z.object({ name: z.string(), why: z.string() })),
    }),
    handle: ({ work }, { params: { ref }, body: { over, accounts, hours, reason, step } }) =>
      work(async (w) => {
        const { text, actions, leftOut } = await actOnAll(w, numberIn('case', ref), {
          step,
          anyway: over,
          ...(accounts ? { accounts } : {}),
          ...(hours === undefined ? {} : { hours }),
          ...(reason === undefined ? {} : { reason }),
        });
        return {
          text: text('en'),
          actions: actions.map(actionShape),
          left_out: leftOut.map(({ name, why }) => ({ name, why })),
        };
      }),
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
