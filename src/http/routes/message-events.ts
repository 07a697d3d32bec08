import { z } from 'zod';
import type { NewFact } from '../../db/chat-messages.ts';
import type { MemberJoin } from '../../db/member-joins.ts';
import type { PowerGrant } from '../../db/power-grants.ts';
import { USUAL_RETENTION } from '../../domain/retention.ts';
import { SafeNestError } from '../../errors.ts';
import { channelsOfSender, isChatPlatform, keyOf } from '../../pipeline/moderation/guarded-channels.ts';
import { newMessageEventSchema, parseMessageEvent, type SentFact } from '../../pipeline/moderation/ingest-schema.ts';
import { takeJoins } from '../../pipeline/moderation/joins/take-joins.ts';
import { takeGrants } from '../../pipeline/moderation/powers/take-grants.ts';
import { defineRoute } from '../define-route.ts';
import { schemaOf } from '../openapi.ts';
import { messagesOf } from '../services.ts';

const MOST_MESSAGES = 1000;

const one = schemaOf(newMessageEventSchema, 'input');
const several = { type: 'array', maxItems: MOST_MESSAGES, items: one };
/** Only says what may come; each is judged by itself, so that a bad one does not spoil the rest. */
const body = z.unknown().meta({
  anyOf: [one, { type: 'object', properties: { events: several }, required: ['events'] }, several],
});

const result = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('accepted'),
    message_id: z.string().describe('Of who joined or was given power: their account'),
  }),
  z.object({ status: z.literal('duplicate'), message_id: z.string() }),
  z.object({ status: z.literal('ignored'), reason: z.string() }),
  z.object({ status: z.literal('rejected'), reason: z.string() }),
]);
type Result = z.input<typeof result>;

export const messageEventRoutes = [
  defineRoute({
    method: 'post',
    path: '/events/ingest',
    tag: 'moderation',
    summary: 'Send messages in to be screened',
    description: `One event, a list of them, or \`{"events": […]}\`; at most ${MOST_MESSAGES} at once and 10 MB. What is answered as accepted is stored; screening follows by itself. Events may come in any order and more than once: what says nothing new is a duplicate. Good events are stored although others are rejected; a single event that cannot be read is an error. While more waits than can be worked on soon, the answer is 429 with Retry-After and nothing is taken.`,
    permission: 'moderation.write',
    body,
    bodyLimit: 10_000_000,
    itemwise: true,
    status: 202,
    answer: z.object({
      accepted: z.int(),
      duplicate: z.int(),
      ignored: z
        .int()
        .describe('Of channels that are left alone, and who joined or was given power where no line minds that'),
      rejected: z.array(z.object({ index: z.int(), reason: z.string() })),
      results: z.array(result).describe('One for each event, in the order they came'),
    }),
    async handle({ services, principal, now, org, work }, input) {
      const { items, single } = itemsOf(input.body);
      if (items.length > MOST_MESSAGES)
        throw new SafeNestError(
          'too_large',
          `At most ${MOST_MESSAGES.toLocaleString('en')} events at once; these are ${items.length.toLocaleString('en')}.`,
        );
      const messages = messagesOf(services);
      await messages.admit(principal.orgId);
      const keptDays = (services.retention ?? USUAL_RETENTION).messageDays;
      const results: Result[] = [];
      const good: { index: number; sent: SentFact }[] = [];
      for (const [index, item] of items.entries()) {
        const parsed = parseMessageEvent(item, { now, keptDays });
        if (parsed.ok) good.push({ index, sent: parsed.sent });
        else results[index] = { status: 'rejected', reason: parsed.reason };
      }
      const wanted = [...new Map(good.map(({ sent: { channel } }) => [keyOf(channel), channel])).values()];
      const channels = await messages.channelsOf(principal.orgId, wanted, (missing) =>
        org((tx) => channelsOfSender(tx, missing, { now, by: principal.name })),
      );
      const facts: (NewFact & { index: number })[] = [];
      const joins: (MemberJoin & { index: number })[] = [];
      const grants: (PowerGrant & { index: number })[] = [];
      for (const { index, sent } of good) {
        const channel = channels.get(keyOf(sent.channel));
        if (!channel) results[index] = { status: 'rejected', reason: notGuarded(sent.channel) };
        else if (channel.strictness === 'off')
          results[index] = { status: 'ignored', reason: 'this channel is left alone' };
        else if (sent.kind === 'fact') facts.push({ index, channelId: channel.id, fact: sent.fact });
        else if (sent.kind === 'join') joins.push({ index, channelId: channel.id, ...sent.join });
        else grants.push({ index, channelId: channel.id, ...sent.grant });
      }
      if (single && results[0]?.status === 'rejected')
        throw new SafeNestError('invalid_input', `${results[0].reason}.`);
      const fresh = await messages.take(principal.orgId, facts);
      for (const [at, { index, fact }] of facts.entries())
        results[index] = { status: fresh[at] ? 'accepted' : 'duplicate', message_id: fact.key };
      if (joins.length > 0) {
        const { fresh: taken } = await work((w) => takeJoins(w, joins));
        for (const [at, { index, account }] of joins.entries())
          results[index] =
            taken === null
              ? { status: 'ignored', reason: 'no line of the policy minds who joins' }
              : { status: taken[at] ? 'accepted' : 'duplicate', message_id: account };
      }
      if (grants.length > 0) {
        const { fresh: taken } = await work((w) =>
          takeGrants(
            w,
            grants.map(({ index: _, ...grant }) => grant),
          ),
        );
        for (const [at, { index, account }] of grants.entries())
          results[index] =
            taken === null
              ? { status: 'ignored', reason: 'no line of the policy minds who is given power' }
              : { status: taken[at] ? 'accepted' : 'duplicate', message_id: account };
      }
      const counted = (status: Result['status']): number => results.filter((each) => each.status === status).length;
      return {
        accepted: counted('accepted'),
        duplicate: counted('duplicate'),
        ignored: counted('ignored'),
        rejected: results.flatMap((each, index) =>
          each.status === 'rejected' ? [{ index, reason: each.reason }] : [],
        ),
        results,
      };
    },
  }),
];

const notGuarded = ({ platform }: { platform: string }): string =>
  isChatPlatform(platform)
    ? `this channel of ${platform} is not guarded; have it guarded first, with POST /api/v1/moderation/channels`
    : 'there are too many guarded channels for another one';

function itemsOf(body: unknown): { items: readonly unknown[]; single: boolean } {
  if (Array.isArray(body)) return { items: body, single: false };
  if (typeof body !== 'object' || body === null)
    throw new SafeNestError('invalid_input', 'Send one event, a list of them, or {"events": […]}.');
  if (!('events' in body)) return { items: [body], single: true };
  if (!Array.isArray(body.events) || Object.keys(body).length > 1)
    throw new SafeNestError('invalid_input', 'events: must be a list, with no other field beside it.');
  return { items: body.events, single: false };
}
