import { z } from 'zod';
import {
  type BlockEntry,
  type BlockList,
  LIST_EFFECTS,
  LISTED_KINDS,
  type ListChange,
  type ListException,
} from '../../domain/block-list.ts';
import { SafeNestError } from '../../errors.ts';
import {
  addException,
  changeList,
  listChangesSchema,
  makeList,
  newExceptionSchema,
  newListSchema,
  removeEntry,
  removeException,
  removeList,
  seeEntries,
  seeExceptions,
  seeList,
  seeLists,
  setEffect,
} from '../../pipeline/moderation/lists/block-lists.ts';
import { LARGEST_LIST, type thingSchema } from '../../pipeline/moderation/lists/read-list.ts';
import { subscribe, subscriptionSchema } from '../../pipeline/moderation/lists/refresh-list.ts';
import { exportList, shareList, unshareList } from '../../pipeline/moderation/lists/share-list.ts';
import { defineRoute, SENT } from '../define-route.ts';
import { fetchList, importList, sharedLink } from '../list-work.ts';
import { listsOf } from '../services.ts';
import { sendList } from '../shared-lists.ts';
import { idParams } from './shapes.ts';

const tag = 'moderation';
const moment = z.iso.datetime();
const effect = z
  .enum(LIST_EFFECTS)
  .describe('watch opens a case, mention is said on cases, ban opens a case that suggests a ban, off does nothing');

const changeSchema = z.object({
  at: moment,
  added: z.int(),
  removed: z.int(),
  changed: z.int(),
  refused: z.int(),
  examples: z.array(z.string()),
});
const listSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  source: z.enum(['own', 'subscribed']),
  effect,
  entries: z.int(),
  host: z.string().nullable().describe('Of one that is subscribed to: where it comes from'),
  every_hours: z.int().nullable(),
  fetch_at: moment.nullable(),
  fetched_at: moment.nullable(),
  failing_since: moment.nullable(),
  last_error: z.string().nullable(),
  changed: changeSchema.nullable().describe('What the last import or fetch changed'),
  shared: z.boolean(),
  created_at: moment,
  created_by: z.string(),
});
const entryShape = z.object({
  id: z.uuid(),
  kind: z.enum(LISTED_KINDS),
  platform: z.string().describe('Of an account; else empty'),
  value: z.string(),
  reason: z.string(),
  since: moment,
  expires_at: moment.nullable(),
  effect: effect.nullable().describe('Null: what its list says'),
});
const exceptionShape = z.object({
  kind: z.enum(LISTED_KINDS),
  platform: z.string(),
  value: z.string(),
  why: z.string(),
  created_at: moment,
  created_by: z.string(),
});

const listShape = ({
  everyHours,
  fetchAt,
  fetchedAt,
  failingSince,
  lastError,
  createdAt,
  createdBy,
  ...list
}: BlockList): z.input<typeof listSchema> => ({
  ...list,
  every_hours: everyHours,
  fetch_at: fetchAt?.toISOString() ?? null,
  fetched_at: fetchedAt?.toISOString() ?? null,
  failing_since: failingSince?.toISOString() ?? null,
  last_error: lastError,
  created_at: createdAt.toISOString(),
  created_by: createdBy,
});
const shapeOfEntry = ({ since, expiresAt, ...entry }: BlockEntry): z.input<typeof entryShape> => ({
  ...entry,
  since: since.toISOString(),
  expires_at: expiresAt?.toISOString() ?? null,
});
const shapeOfException = ({ createdAt, createdBy, ...one }: ListException): z.input<typeof exceptionShape> => ({
  ...one,
  created_at: createdAt.toISOString(),
  created_by: createdBy,
});
const shapeOfChange = (change: ListChange): z.input<typeof changeSchema> => change;

/** What is written of an entry; more about it stands in the guide. */
const givenEntry = z.looseObject({ kind: z.enum(LISTED_KINDS), value: z.string() });
const importBody = z.strictObject({
  replace: z.boolean().default(false).describe('What is not in it is taken off the list'),
  entries: z
    .array(givenEntry)
    .max(50_000)
    .optional()
    .describe('kind, platform (of accounts), value, reason, since, expires_at, effect'),
  text: z.string().max(LARGEST_LIST).optional().describe('A whole list instead, as JSON or CSV'),
});

export const blockListRoutes = [
  defineRoute({
    method: 'get',
    path: '/moderation/lists',
    tag,
    summary: 'Lists of accounts, words and domains that moderation looks out for',
    permission: 'moderation.read',
    answer: z.object({ items: z.array(listSchema) }),
    handle: async ({ org, principal }) => ({
      items: (await org((tx) => seeLists({ tx, principal }))).map(listShape),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/lists',
    tag,
    summary: 'Make a list of your own',
    permission: 'moderation.rules',
    body: newListSchema,
    status: 201,
    answer: listSchema,
    handle: async ({ work }, { body }) => listShape(await work((w) => makeList(w, body))),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/lists/subscribe',
    tag,
    summary: 'Subscribe to a list that others keep',
    description:
      'It is fetched within a minute and then again and again; what it says then takes the place of what it said before. The address is kept sealed and shown to nobody. It must be a public one, unless DELIVERY_PRIVATE_NETWORKS allows it; no redirect is followed.',
    permission: 'moderation.rules',
    body: subscriptionSchema,
    status: 201,
    answer: listSchema,
    handle: async ({ work, services }, { body }) =>
      listShape(await work((w) => subscribe(w, listsOf(services).key, body))),
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/lists/exceptions',
    tag,
    summary: 'What counts nowhere, whatever a list says',
    permission: 'moderation.read',
    answer: z.object({ items: z.array(exceptionShape) }),
    handle: async ({ org, principal }) => ({
      items: (await org((tx) => seeExceptions({ tx, principal }))).map(shapeOfException),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/lists/exceptions',
    tag,
    summary: 'Make an exception; it stays when lists change',
    permission: 'moderation.rules',
    body: z.strictObject({
      kind: z.enum(LISTED_KINDS),
      platform: z.string().max(40).optional(),
      value: z.string().min(1).max(300),
      why: newExceptionSchema.shape.why,
    }),
    status: 201,
    answer: exceptionShape,
    handle: async ({ work }, { body: { why, ...thing } }) =>
      shapeOfException(await work((w) => addException(w, { thing: thing as z.input<typeof thingSchema>, why }))),
  }),
  defineRoute({
    method: 'delete',
    path: '/moderation/lists/exceptions',
    tag,
    summary: 'Take an exception back',
    permission: 'moderation.rules',
    query: z.strictObject({
      kind: z.enum(LISTED_KINDS),
      platform: z.string().max(40).optional(),
      value: z.string().min(1).max(300),
    }),
    status: 204,
    handle: ({ work }, { query }) => work((w) => removeException(w, query as z.input<typeof thingSchema>)),
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/lists/:id',
    tag,
    summary: 'One list',
    permission: 'moderation.read',
    params: idParams,
    answer: listSchema,
    handle: async ({ org, principal }, { params }) =>
      listShape(await org((tx) => seeList({ tx, principal }, params.id))),
  }),
  defineRoute({
    method: 'patch',
    path: '/moderation/lists/:id',
    tag,
    summary: 'Change what a list is called, what it does, or how often it is fetched',
    permission: 'moderation.rules',
    params: idParams,
    body: listChangesSchema,
    answer: listSchema,
    handle: async ({ work }, { params, body }) => listShape(await work((w) => changeList(w, params.id, body))),
  }),
  defineRoute({
    method: 'delete',
    path: '/moderation/lists/:id',
    tag,
    summary: 'Remove a list, or end a subscription, with everything that stands on it; exceptions stay',
    permission: 'moderation.rules',
    params: idParams,
    status: 204,
    async handle({ work }, { params }) {
      await work((w) => removeList(w, params.id));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/lists/:id/entries',
    tag,
    summary: 'What stands on a list',
    permission: 'moderation.read',
    params: idParams,
    query: z.strictObject({
      like: z.string().max(200).optional().describe('Entries with this in their value or reason'),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      after: z.coerce.number().int().min(0).max(100_000).default(0).describe('So many are passed over'),
    }),
    answer: z.object({ items: z.array(entryShape) }),
    handle: async ({ org, principal }, { params, query: { like, limit, after } }) => ({
      items: (
        await org((tx) =>
          seeEntries({ tx, principal }, params.id, { limit, after, ...(like === undefined ? {} : { like }) }),
        )
      ).map(shapeOfEntry),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/lists/:id/import',
    tag,
    summary: 'Put entries on a list of your own, or a whole list in place of what stands there',
    description:
      'Entries that are none are left out and counted as refused, with the first reasons among the examples.',
    permission: 'moderation.rules',
    params: idParams,
    body: importBody,
    bodyLimit: 2 * LARGEST_LIST,
    answer: changeSchema,
    handle: (context, { params, body: { replace, entries, text } }) =>
      importList(context, params.id, async () => {
        if ((entries === undefined) === (text === undefined))
          throw new SafeNestError('invalid_input', 'Give either the entries, or the text of a list.');
        return { bytes: Buffer.from(text ?? JSON.stringify(entries)), replace };
      }).then(shapeOfChange),
  }),
  defineRoute({
    method: 'patch',
    path: '/moderation/lists/:id/entries/:entry',
    tag,
    summary: 'Give one entry an effect of its own, of a list that others keep, too',
    permission: 'moderation.rules',
    params: idParams.extend({ entry: z.uuid() }),
    body: z.strictObject({ effect: effect.nullable() }),
    status: 204,
    handle: ({ work }, { params, body }) => work((w) => setEffect(w, params.id, params.entry, body.effect)),
  }),
  defineRoute({
    method: 'delete',
    path: '/moderation/lists/:id/entries/:entry',
    tag,
    summary: 'Take an entry off a list of your own',
    permission: 'moderation.rules',
    params: idParams.extend({ entry: z.uuid() }),
    status: 204,
    async handle({ work }, { params }) {
      await work((w) => removeEntry(w, params.id, params.entry));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/lists/:id/fetch',
    tag,
    summary: 'Fetch a list that others keep now',
    permission: 'moderation.rules',
    params: idParams,
    answer: listSchema,
    handle: async (context, { params }) => listShape(await fetchList(context, params.id, context.signal)),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/lists/:id/share',
    tag,
    summary: 'Share a list of your own by a secret link, or by a new one',
    description: 'Whoever holds the link may read the list; links that were given out before lead nowhere then.',
    permission: 'moderation.rules',
    params: idParams,
    answer: z.object({ url: z.string() }),
    async handle(context, { params }) {
      await context.work((w) => shareList(w, params.id));
      return { url: (await context.org((tx) => sharedLink(context, tx, params.id)))! };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/moderation/lists/:id/share',
    tag,
    summary: 'Share a list no more',
    permission: 'moderation.rules',
    params: idParams,
    status: 204,
    async handle({ work }, { params }) {
      await work((w) => unshareList(w, params.id));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/lists/:id/file',
    tag,
    summary: 'A list as a file',
    permission: 'moderation.read',
    params: idParams,
    query: z.strictObject({ format: z.enum(['json', 'csv']).default('json') }),
    answer: z.object({ format: z.string(), name: z.string(), entries: z.array(z.unknown()) }),
    alsoAnswers: ['text/csv'],
    async handle({ org, principal, response, now }, { params, query: { format } }) {
      const { text } = await org((tx) => exportList({ tx, principal, now }, params.id, format));
      sendList(response, format, text);
      return SENT;
    },
  }),
];
