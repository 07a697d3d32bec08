import { z } from 'zod';

const id = z.string().max(1000);
const account = z.looseObject({
  id,
  name: z.string().optional().catch(undefined),
  aadObjectId: z.string().optional().catch(undefined),
  role: z.string().optional().catch(undefined),
});

const reactions = z
  .array(z.looseObject({ type: z.string().max(60) }))
  .nullish()
  .catch([]);

/** An activity as Teams sends it, as far as we read it; what else is in it is left alone. */
export const activitySchema = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.optional(),
  name: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  timestamp: z.string().optional().catch(undefined),
  channelId: z.string().max(100),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(500),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id,
    conversationType: z.string().optional().catch(undefined),
    tenantId: id.optional().catch(undefined),
    name: z.string().optional().catch(undefined),
  }),
  text: z.string().nullish(),
  locale: z.string().max(35).optional().catch(undefined),
  localTimezone: z.string().max(60).optional().catch(undefined),
  replyToId: id.nullish(),
  entities: z
    .array(z.looseObject({ type: z.string() }).catch({ type: '' }))
    .nullish()
    .catch([]),
  attachments: z
    .array(z.looseObject({ contentType: z.string() }).catch({ contentType: '' }))
    .nullish()
    .catch([]),
  reactionsAdded: reactions,
  reactionsRemoved: reactions,
  membersAdded: z.array(account).nullish().catch([]),
  membersRemoved: z.array(account).nullish().catch([]),
  channelData: z
    .looseObject({
      eventType: z.string().optional().catch(undefined),
      tenant: z.looseObject({ id }).optional().catch(undefined),
      channel: z.looseObject({ id: id.optional(), name: z.string().nullish() }).optional().catch(undefined),
      team: z
        .looseObject({ id: id.optional(), name: z.string().nullish(), aadGroupId: id.nullish() })
        .optional()
        .catch(undefined),
    })
    .nullish()
    .catch({}),
  value: z.unknown().optional(),
});
export type TeamsActivity = z.output<typeof activitySchema>;

/** What a pressed button brought back; nothing in it is believed to be ours. */
const sentSchema = z.looseObject({
  safenest: z.object({
    action: z.string().min(1).max(200),
    value: z.string().max(8000).catch(''),
    form: z.literal(true).optional().catch(undefined),
    from: z.string().max(1000).optional().catch(undefined),
  }),
});

export interface Press {
  action: string;
  value: string;
  form: boolean;
  from: string | null;
  fields: Record<string, string>;
}

/** Reads a button's data; null where it is none of ours. */
export function readPress(data: unknown): Press | null {
  const sent = sentSchema.safeParse(data);
  if (!sent.success) return null;
  const { safenest, ...rest } = sent.data;
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(rest).slice(0, 60)) {
    if (name === 'msteams' || name.length > 100) continue;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      fields[name] = String(value).slice(0, 8000).toWellFormed();
  }
  return {
    action: safenest.action,
    value: safenest.value,
    form: safenest.form === true,
    from: safenest.from ?? null,
    fields: { ...fields },
  };
}

export const cardInvoke = z.looseObject({
  action: z.looseObject({ verb: z.string().optional(), data: z.unknown().optional() }),
});
export const dialogInvoke = z.looseObject({ data: z.unknown().optional() });
export const composeInvoke = z.looseObject({
  commandId: z.string().max(100),
  data: z.unknown().optional(),
  messagePayload: z
    .looseObject({
      id: id.catch(''),
      replyToId: id.nullish().catch(null),
      createdDateTime: z.string().max(60).nullish().catch(null),
      linkToMessage: z.string().max(2000).nullish().catch(null),
      body: z
        .looseObject({ content: z.string().nullish().catch('') })
        .nullish()
        .catch(null),
      from: z
        .looseObject({
          user: z
            .looseObject({ displayName: z.string().nullish().catch('') })
            .nullish()
            .catch(null),
          application: z
            .looseObject({ id: id.nullish().catch(null), displayName: z.string().nullish().catch('') })
            .nullish()
            .catch(null),
        })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

/** Text of Teams' own markup, which is HTML, as plain text: lines kept, tags gone, characters decoded once. */
export const textOfHtml = (html: string): string =>
  decoded(html.replaceAll(/<(?:br\s*\/?|\/p|\/div|\/li|\/h\d)>/gi, '\n').replaceAll(/<[^<>]{0,5000}>/g, ''))
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", nbsp: ' ' };
export const decoded = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos|#39|nbsp);/g, (_all, name: string) => NAMED[name]!).replaceAll('\u00a0', ' ');
