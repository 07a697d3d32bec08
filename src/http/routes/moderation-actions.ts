import { z } from 'zod';
import { findCase } from '../../db/cases.ts';
import { findActionById } from '../../db/moderation-actions.ts';
import { ACTION_STATES, APPEAL_STATES, MODERATION_STEPS } from '../../domain/moderation.ts';
import { liftAll } from '../../pipeline/moderation/all-of-it.ts';
import { appealFor } from '../../pipeline/moderation/appeal-for.ts';
import { doneByHand } from '../../pipeline/moderation/done-by-hand.ts';
import { seeAction, seeActions } from '../../pipeline/moderation/see-action.ts';
import { seeAppeal, seeAppeals } from '../../pipeline/moderation/see-appeal.ts';
import { defineRoute } from '../define-route.ts';
import { actionSchema, actionShape, appealSchema, appealShape } from './moderation-shapes.ts';
import { listOf, moment, numberCursor, numberIn, pageOf, pageQuery, refParams, several, unknownRef } from './shapes.ts';

const tag = 'moderation';
const word = (most: number) => z.string().min(1).max(most);

/** What was decided about people, for whoever carries it out or tells them: a forum or a game that sends its messages in. */
export const moderationActionRoutes = [
  defineRoute({
    method: 'get',
    path: '/moderation/actions',
    tag,
    summary: 'What was done to people, newest first',
    description:
      'A forum or game that sends its messages in asks here what was decided about its members. `state=task` is what somebody has to do there, `state=lift_task` what has to be taken back; whoever did it says so with `POST /moderation/actions/{ref}/done`.',
    permission: 'moderation.read',
    query: z.strictObject({
      ...pageQuery,
      platform: word(40).optional(),
      workspace: z.string().max(200).optional(),
      channel: word(200).optional(),
      account: word(200).optional().describe('Done to this account'),
      case: word(40).optional().describe('Of this case, e.g. CASE-9'),
      state: several(z.enum(ACTION_STATES)).optional(),
      step: several(z.enum(MODERATION_STEPS)).optional(),
      changed_since: moment.optional().describe('What changed at or after'),
    }),
    answer: listOf(actionSchema),
    async handle({ org, principal }, { query }) {
      const { limit, cursor, state, step, changed_since: changedFrom, case: ref, ...wanted } = query;
      const { platform, workspace, channel, account } = wanted;
      const place = {
        ...(platform === undefined ? {} : { platform }),
        ...(workspace === undefined ? {} : { workspace }),
        ...(channel === undefined ? {} : { channel }),
        ...(account === undefined ? {} : { account }),
      };
      const before = numberCursor(cursor);
      const found = await org(async (tx) => {
        const about = ref === undefined ? null : await findCase(tx, numberIn('case', ref));
        if (ref !== undefined && !about) throw unknownRef();
        return seeActions(
          { tx, principal },
          {
            limit: limit + 1,
            place,
            ...(about && { caseId: about.id }),
            ...(state && { states: state }),
            ...(step && { steps: step }),
            ...(changedFrom && { changedFrom }),
            ...(before !== undefined && { before }),
          },
        );
      });
      return pageOf(found, limit, actionShape, (last) => String(last.number));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/actions/:ref',
    tag,
    summary: 'One thing that was done, with its appeal and the words for whom it was done to',
    permission: 'moderation.read',
    params: refParams('action'),
    answer: actionSchema.extend({
      case: z.string().nullable(),
      appeal: appealSchema.nullable(),
      tells: z.string().describe('In English, for whom it was done to: what, why, until when, what they wrote'),
    }),
    handle: ({ org, principal }, { params: { ref } }) =>
      org(async (tx) => {
        const { action, caseRef, appeal, tells } = await seeAction({ tx, principal }, numberIn('action', ref));
        return {
          ...actionShape(action),
          case: caseRef,
          appeal: appeal && appealShape(appeal, action),
          tells,
        };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/actions/:ref/done',
    tag,
    summary: 'Say that something was done, or taken back, by hand',
    description:
      'Of what is in the state `task` or `lift_task`. How long it holds begins to count now. What is in another state stays as it is.',
    permission: 'moderation.write',
    params: refParams('action'),
    answer: actionSchema,
    handle: ({ work }, { params: { ref } }) =>
      work(async (w) => actionShape((await doneByHand(w, numberIn('action', ref))).action)),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/actions/:ref/undo-all',
    tag,
    summary: 'Take back all that was decided together with an action',
    description: 'What has the same `together`; an action that was decided alone is taken back alone.',
    permission: 'moderation.write',
    params: refParams('action'),
    body: z.strictObject({ reason: z.string().max(2000).default('').describe('They are told') }),
    answer: z.object({ text: z.string(), actions: z.array(actionSchema) }),
    handle: ({ work }, { params: { ref }, body: { reason } }) =>
      work(async (w) => {
        const { text, actions } = await liftAll(w, numberIn('action', ref), reason);
        return { text, actions: actions.map(actionShape) };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/actions/:ref/appeal',
    tag,
    summary: 'Pass on what somebody says against what was done to them',
    description:
      'For the members of a forum or game that sends its messages in; on Slack, Discord and Teams people appeal by the button of the message that told them. Once for each action; moderators decide, and how shows at the action.',
    permission: 'moderation.write',
    params: refParams('action'),
    body: z.strictObject({
      account: word(200).describe('Whose appeal it is: whom it was done to'),
      text: word(20_000).describe('What they say, in their own words'),
    }),
    status: 201,
    answer: appealSchema,
    handle: ({ work }, { params: { ref }, body }) =>
      work(async (w) => {
        const { appeal, action } = await appealFor(w, numberIn('action', ref), body);
        return appealShape(appeal, action);
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/appeals',
    tag,
    summary: 'Appeals, newest first',
    permission: 'moderation.read',
    query: z.strictObject({ ...pageQuery, state: several(z.enum(APPEAL_STATES)).optional() }),
    answer: listOf(appealSchema),
    async handle({ org, principal }, { query: { limit, cursor, state } }) {
      const before = numberCursor(cursor);
      const found = await org(async (tx) => {
        const page = { limit: limit + 1, ...(state && { states: state }), ...(before !== undefined && { before }) };
        const appeals = await seeAppeals({ tx, principal }, page);
        return Promise.all(
          appeals.map(async (appeal) => ({ appeal, action: (await findActionById(tx, appeal.actionId))! })),
        );
      });
      return pageOf(
        found,
        limit,
        ({ appeal, action }) => appealShape(appeal, action),
        ({ appeal }) => String(appeal.number),
      );
    },
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/appeals/:ref',
    tag,
    summary: 'One appeal',
    permission: 'moderation.read',
    params: refParams('appeal'),
    answer: appealSchema,
    handle: ({ org, principal }, { params: { ref } }) =>
      org(async (tx) => {
        const appeal = await seeAppeal({ tx, principal }, numberIn('appeal', ref));
        return appealShape(appeal, (await findActionById(tx, appeal.actionId))!);
      }),
  }),
];
