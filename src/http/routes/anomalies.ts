import { z } from 'zod';
import { formatReference } from '../../domain/reference.ts';
import { type LoginScore, type UnusualReason, VERDICTS } from '../../domain/unusual.ts';
import { reasonText } from '../../messages/catalogue/unusual.ts';
import { explainLogin, judgeLogin, unusualLogins } from '../../pipeline/anomaly/unusual/see-unusual.ts';
import { defineRoute } from '../define-route.ts';
import { eventSchema, eventShape, moment, numberIn, refParams } from './shapes.ts';

const tag = 'anomalies';
const params = refParams('event');
const DAYS_MS = 30 * 86_400_000;

const share = z.number().min(0).max(1);
const reasonSchema = z.object({
  kind: z.enum(['hour', 'weekday', 'country', 'distance', 'device', 'failures', 'devices']),
  text: z.string().describe('In English: “first login from Brazil”'),
  weight: share.describe('How much it took part in what made the login stand out'),
});
const unusualSchema = z.object({
  ref: z.string().describe('The login, e.g. LOG-7QK3M9'),
  account: z.string(),
  occurred_at: z.iso.datetime(),
  share: share.describe('Of all logins learned from, the share that is less unusual'),
  ranked: share.describe('The same after what people said of logins like it; lists are in this order'),
  reasons: z.array(reasonSchema),
  verdict: z.enum(VERDICTS).nullable().describe('What somebody said of it'),
  verdict_by: z.string().nullable(),
});
const learnedSchema = z.object({
  ready: z.boolean().describe('False while there is too little to learn from; nothing is scored until then'),
  logins: z.int().describe('That could be learned from'),
  accounts: z.int(),
  trained_at: z.iso.datetime().nullable().describe('Learned anew every night'),
});

const reasonShape = (reason: UnusualReason): z.input<typeof reasonSchema> => ({
  kind: reason.kind,
  text: reasonText(reason),
  weight: reason.weight,
});

const unusualShape = (score: LoginScore): z.input<typeof unusualSchema> => ({
  ref: formatReference({ kind: 'event', number: score.sequence }),
  account: score.account,
  occurred_at: score.occurredAt.toISOString(),
  share: score.share,
  ranked: score.ranked,
  reasons: score.reasons.map(reasonShape),
  verdict: score.verdict,
  verdict_by: score.verdictBy,
});

const learnedShape = (
  learned: Awaited<ReturnType<typeof unusualLogins>>['learned'],
): z.input<typeof learnedSchema> => ({
  ready: learned.ready,
  logins: learned.rows,
  accounts: learned.accounts,
  trained_at: learned.trainedAt?.toISOString() ?? null,
});

export const anomalyRoutes = [
  defineRoute({
    method: 'get',
    path: '/anomalies',
    tag,
    summary: 'Logins unlike what their account usually does, the most unusual first',
    description:
      'Of the last 30 days unless `from` and `to` say otherwise. An Isolation Forest scores every login of an account that signed in 20 times ' +
      'before; those that at least 99 % of all are less unusual than are listed, each with its reasons. Which become alerts is up to the rule `unusual_login`.',
    permission: 'logs.read',
    query: z.strictObject({
      from: moment.optional(),
      to: moment.optional(),
      account: z.string().min(1).max(320).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ learned: learnedSchema, items: z.array(unusualSchema) }),
    async handle({ org, principal, now }, { query: { from, to = new Date(now.getTime() + 1), account, limit } }) {
      const since = from ?? new Date(to.getTime() - DAYS_MS);
      const found = await org((tx) =>
        unusualLogins(tx, principal, { from: since, to, limit, ...(account === undefined ? {} : { account }) }),
      );
      return { learned: learnedShape(found.learned), items: found.logins.map(unusualShape) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/anomalies/:ref',
    tag,
    summary: 'Why a login was scored as it was, or why it was not',
    permission: 'logs.read',
    params,
    answer: z.object({
      outcome: z
        .enum(['unusual', 'ordinary', 'failed', 'not_ready', 'too_new'])
        .describe('`failed` logins are not scored; `too_new`: its account signed in fewer than 20 times before'),
      login: eventSchema,
      learned: learnedSchema,
      score: unusualSchema.nullable(),
      reasons: z.array(reasonSchema).describe('Of an ordinary login: what little speaks against it'),
    }),
    async handle({ org, principal }, { params: { ref } }) {
      const found = await org((tx) => explainLogin(tx, principal, numberIn('event', ref)));
      return {
        outcome: found.outcome,
        login: eventShape(found.event),
        learned: learnedShape(found.learned),
        score: found.outcome === 'unusual' ? unusualShape(found.score) : null,
        reasons: found.outcome === 'ordinary' ? found.reasons.map(reasonShape) : [],
      };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/anomalies/:ref',
    tag,
    summary: 'Say of an unusual login whether it was a false alarm, or real',
    description: 'All that is listed is ranked anew by it; an open alert on it gets the status that says the same.',
    permission: 'alerts.write',
    params,
    body: z.strictObject({ verdict: z.enum(VERDICTS).nullable().describe('null takes it back') }),
    answer: unusualSchema,
    async handle({ work, org, principal }, { params: { ref }, body }) {
      const sequence = numberIn('event', ref);
      await work((change) => judgeLogin(change, sequence, body.verdict));
      const found = await org((tx) => explainLogin(tx, principal, sequence));
      if (found.outcome !== 'unusual') throw new Error('a login that was judged has its score');
      return unusualShape(found.score);
    },
  }),
];
