import { z } from 'zod';
import { moderationPolicySchema, TRIGGERS } from '../../domain/moderation-policy.ts';
import { type PolicyVersion, seePolicy, setPolicy } from '../../pipeline/moderation/policy.ts';
import { seeSilent } from '../../pipeline/moderation/silent.ts';
import { defineRoute } from '../define-route.ts';

const tag = 'moderation';
const versionSchema = z.object({
  version: z.int().describe('0 is the usual policy, which holds until another is set'),
  policy: moderationPolicySchema,
  note: z.string(),
  created_at: z.iso.datetime().nullable(),
  created_by: z.string().nullable(),
});
const versionShape = ({
  version,
  policy,
  note,
  createdAt,
  createdBy,
}: PolicyVersion): z.input<typeof versionSchema> => ({
  version,
  policy,
  note,
  created_at: createdAt?.toISOString() ?? null,
  created_by: createdBy,
});

export const moderationPolicyRoutes = [
  defineRoute({
    method: 'get',
    path: '/moderation/policy',
    tag,
    summary: 'The policy that holds, or an older version of it',
    permission: 'moderation.read',
    query: z.strictObject({ version: z.coerce.number().int().min(0).max(1e9).optional() }),
    answer: versionSchema,
    handle: async ({ org, principal }, { query: { version } }) =>
      versionShape(await org((tx) => seePolicy({ tx, principal }, version))),
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/policy/silent',
    tag,
    summary: 'What triggers that run silently would have raised in the last 30 days',
    description:
      'A trigger whose `on` is `"silent"` judges what is said and opens no case. Each conversation counts once; `acted`, `dismissed` and `open` say what became of those that have a case because of another trigger.',
    permission: 'moderation.read',
    answer: z.object({
      items: z.array(
        z.object({
          trigger: z.enum(TRIGGERS),
          cases: z.int().describe('Conversations in which it would have opened a case'),
          acted: z.int(),
          dismissed: z.int(),
          open: z.int(),
          since: z.iso.datetime().nullable(),
          people: z.array(z.object({ account: z.string(), name: z.string(), cases: z.int() })),
        }),
      ),
    }),
    handle: ({ org, principal, now }) =>
      org(async (tx) => ({
        items: (await seeSilent({ tx, principal, now })).map(({ hits, since, people, ...rest }) => ({
          ...rest,
          cases: hits,
          since: since?.toISOString() ?? null,
          people: people.map(({ account, name, hits: cases }) => ({ account, name, cases })),
        })),
      })),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/policy',
    tag,
    summary: 'Set a policy; it becomes a new version and holds at once',
    description:
      'The whole policy is sent, as it is read. With `based_on`, a version set meanwhile is never overwritten.',
    permission: 'moderation.rules',
    body: z.strictObject({
      policy: z.unknown().describe('As GET answers it; what is wrong is named field by field'),
      note: z.string().max(2000).default(''),
      based_on: z.int().min(0).optional().describe('The version that it was made from'),
    }),
    answer: versionSchema,
    handle: async ({ work }, { body: { policy, note, based_on } }) =>
      versionShape(
        await work((w) => setPolicy(w, { policy, note, ...(based_on === undefined ? {} : { basedOn: based_on }) })),
      ),
  }),
];
