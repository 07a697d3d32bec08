import { z } from 'zod';
import { PROOF_KINDS } from '../../domain/second-proof.ts';
import { secondProofs } from '../../pipeline/require-proof.ts';
import { resetPin, setSecondProofs } from '../../pipeline/second-proof.ts';
import { defineRoute } from '../define-route.ts';
import { idParams } from './shapes.ts';

const tag = 'members';
const before = z
  .array(z.enum(PROOF_KINDS))
  .max(PROOF_KINDS.length)
  .describe('ban: banning somebody; rules: approving a rule; people: forgetting a person; pause: lifting a pause');

export const secondProofRoutes = [
  defineRoute({
    method: 'get',
    path: '/second-proof',
    tag,
    summary: 'What members give their PIN for, beside being signed in',
    permission: 'members.read',
    answer: z.object({ before }),
    handle: async ({ org }) => ({ before: await org(secondProofs) }),
  }),
  defineRoute({
    method: 'patch',
    path: '/second-proof',
    tag,
    summary: 'Say what members give their PIN for',
    description:
      'Nothing unless an admin says so. API keys are not asked for any PIN: whoever holds an admin’s key may change this.',
    permission: 'members.write',
    body: z.strictObject({ before }),
    answer: z.object({ before }),
    handle: async ({ work }, { body }) => ({ before: await work((w) => setSecondProofs(w, body.before)) }),
  }),
  defineRoute({
    method: 'delete',
    path: '/members/:id/pin',
    tag,
    summary: 'Take away a member’s PIN, e.g. one that is locked; they set a new one',
    permission: 'members.write',
    params: idParams,
    status: 204,
    async handle({ work }, { params }) {
      await work((w) => resetPin(w, params.id));
    },
  }),
];
