import { z } from 'zod';
import { readWitness, WITNESS } from '../../domain/audit.ts';
import { listAudit, verifyAudit } from '../../pipeline/audit.ts';
import { defineRoute } from '../define-route.ts';
import { auditEntrySchema, auditEntryShape, listOf, numberCursor, pageQuery } from './shapes.ts';

const tag = 'audit';

export const auditRoutes = [
  defineRoute({
    method: 'get',
    path: '/audit',
    tag,
    summary: 'What was done, newest first',
    permission: 'audit.read',
    query: z.strictObject({
      ...pageQuery,
      action: z.string().max(200).optional().describe('e.g. incident.open'),
      subject: z.string().max(200).optional().describe('e.g. INC-17'),
    }),
    answer: listOf(auditEntrySchema),
    async handle({ org }, { query: { limit, cursor, action, subject } }) {
      const before = numberCursor(cursor);
      const { items, next } = await org((tx) =>
        listAudit(tx, {
          limit,
          ...(before === undefined ? {} : { before }),
          ...(action === undefined ? {} : { action }),
          ...(subject === undefined ? {} : { subject }),
        }),
      );
      return { items: items.map(auditEntryShape), next: next === null ? null : String(next) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/audit/verify',
    tag,
    summary: 'Prove that the audit log is whole',
    description: 'Walks the whole chain; says at which entry something was changed, removed or cut off.',
    permission: 'audit.read',
    query: z.strictObject({
      witness: z
        .string()
        .regex(
          WITNESS,
          'must be SEQUENCE:HASH, as a report or an earlier check gave them, with at least 16 letters of the hash',
        )
        .optional()
        .describe('A head that was told elsewhere, as each report does: catches a log cut off together with its end'),
    }),
    answer: z.union([
      z.object({
        ok: z.literal(true),
        entries: z.int(),
        head: z.object({ sequence: z.int(), hash: z.string() }),
      }),
      z.object({ ok: z.literal(false), seq: z.int(), reason: z.string() }),
    ]),
    handle: ({ org, services }, { query: { witness } }) =>
      org((tx) => verifyAudit(tx, services.auditKey, witness === undefined ? undefined : readWitness(witness)!)),
  }),
];
