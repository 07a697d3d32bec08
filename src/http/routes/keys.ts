import { z } from 'zod';
import { listApiKeyRows } from '../../db/api-keys.ts';
import { isUuid } from '../../domain/id.ts';
import { SafeNestError } from '../../errors.ts';
import { createApiKey, newApiKeySchema, revokeApiKey } from '../../pipeline/api-keys.ts';
import { defineRoute } from '../define-route.ts';
import { idParams, keySchema, keyShape, listOf, pageOf, pageQuery, unknownRef } from './shapes.ts';

const tag = 'keys';

export const keyRoutes = [
  defineRoute({
    method: 'get',
    path: '/keys',
    tag,
    summary: 'API keys, in the order they were made, revoked ones too',
    permission: 'keys.write',
    query: z.strictObject(pageQuery),
    answer: listOf(keySchema),
    async handle({ org }, { query: { limit, cursor } }) {
      if (cursor !== undefined && !isUuid(cursor))
        throw new SafeNestError('invalid_input', 'cursor: not one that a list gave out');
      const page = { limit: limit + 1, ...(cursor === undefined ? {} : { after: cursor }) };
      return pageOf(await org((tx) => listApiKeyRows(tx, page)), limit, keyShape, (last) => last.id);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/keys',
    tag,
    summary: 'Make an API key; it is shown once',
    permission: 'keys.write',
    body: newApiKeySchema,
    status: 201,
    answer: keySchema.extend({ key: z.string().describe('The key itself; it cannot be seen again') }),
    async handle({ work }, { body }) {
      const { key, apiKey } = await work((w) =>
        createApiKey(w, { name: body.name, role: body.role, expiresAt: body.expires_at ?? null }),
      );
      return { ...keyShape(apiKey), key };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/keys/:id',
    tag,
    summary: 'Revoke a key; it stays in the list',
    permission: 'keys.write',
    params: idParams,
    answer: keySchema,
    async handle({ work }, { params }) {
      if (!isUuid(params.id)) throw unknownRef();
      return keyShape(await work((w) => revokeApiKey(w, params.id)));
    },
  }),
];
