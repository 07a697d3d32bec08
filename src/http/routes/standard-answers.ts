import { z } from 'zod';
import type { StandardAnswer } from '../../domain/standard-answer.ts';
import {
  keepStandardAnswer,
  listStandardAnswers,
  removeStandardAnswer,
  standardAnswerSchema,
} from '../../pipeline/standard-answers.ts';
import { defineRoute } from '../define-route.ts';
import { idParams } from './shapes.ts';

const tag = 'channels';
const answerSchema = z.object({
  id: z.uuid(),
  phrases: z.array(z.string()).describe('How people ask it'),
  answer: z.string(),
  channel: z
    .uuid()
    .nullable()
    .describe('Id of the channel whose questions it is for; null: wherever the desk is asked'),
  updated_at: z.iso.datetime(),
  updated_by: z.string(),
});
const shape = (one: StandardAnswer): z.input<typeof answerSchema> => ({
  id: one.id,
  phrases: one.phrases,
  answer: one.answer,
  channel: one.channelId,
  updated_at: one.updatedAt.toISOString(),
  updated_by: one.updatedBy,
});

export const standardAnswerRoutes = [
  defineRoute({
    method: 'get',
    path: '/standard-answers',
    tag,
    summary: 'Your own answers to questions that come again and again',
    permission: 'chat.write',
    answer: z.object({ items: z.array(answerSchema) }),
    handle: async ({ org }) => ({ items: (await org(listStandardAnswers)).map(shape) }),
  }),
  defineRoute({
    method: 'post',
    path: '/standard-answers',
    tag,
    summary: 'Answer a question in your own words from now on, where the desk has no data for it',
    permission: 'chat.write',
    body: standardAnswerSchema,
    status: 201,
    answer: answerSchema,
    handle: async ({ work }, { body }) => shape(await work((w) => keepStandardAnswer(w, body))),
  }),
  defineRoute({
    method: 'patch',
    path: '/standard-answers/:id',
    tag,
    summary: 'Answer it in other words',
    permission: 'chat.write',
    params: idParams,
    body: standardAnswerSchema,
    answer: answerSchema,
    handle: async ({ work }, { params, body }) => shape(await work((w) => keepStandardAnswer(w, body, params.id))),
  }),
  defineRoute({
    method: 'delete',
    path: '/standard-answers/:id',
    tag,
    summary: 'Give a standard answer no more',
    permission: 'chat.write',
    params: idParams,
    status: 204,
    handle: async ({ work }, { params }) => work((w) => removeStandardAnswer(w, params.id)),
  }),
];
