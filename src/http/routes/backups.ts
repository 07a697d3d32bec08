import { z } from 'zod';
import { requireAlone } from '../../pipeline/backup/backups.ts';
import { localKey } from '../../pipeline/local-key.ts';
import { keyOf } from '../auth/authenticate.ts';
import { defineRoute, type RouteContext } from '../define-route.ts';
import { backupsOf } from '../services.ts';

const tag = 'backups';

const stateSchema = z.object({
  kept: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['manual', 'nightly', 'before_update', 'before_restore']),
      at: z.iso.datetime(),
      size: z.int().describe('Bytes'),
      version: z.string().nullable().describe('Of the SafeNest that made it; null where it cannot be read'),
      rows: z.int().nullable(),
      files: z.int().nullable().describe('Pictures and other files whose bytes it holds'),
      listed_files: z.int().nullable().describe('Files there were'),
      fits: z.boolean().describe('Whether this version can restore it'),
      problem: z.string().nullable(),
    }),
  ),
  running: z.object({ since: z.iso.datetime(), saving: z.string() }).nullable(),
  failed: z.string().nullable().describe('Why the last one was not made'),
});

/** Whoever runs the installation shows it with the key of its machine; an admin only where there is no other organisation. */
async function requireOperator({ request, services }: RouteContext): Promise<void> {
  if (keyOf(request) !== localKey(services.secret)) await requireAlone(services.db);
}

async function stateOf(context: RouteContext): Promise<z.input<typeof stateSchema>> {
  const { kept, running, failed } = await backupsOf(context.services).state();
  return {
    kept: kept.map(({ name, kind, at, size, manifest, fit, problem }) => ({
      name,
      kind,
      at: at.toISOString(),
      size,
      version: manifest?.version ?? null,
      rows: manifest?.tables.reduce((sum, { rows }) => sum + rows, 0) ?? null,
      files: manifest?.files.count ?? null,
      listed_files: manifest?.files.list.rows ?? null,
      fits: fit?.fits ?? false,
      problem,
    })),
    running: running && { since: running.since.toISOString(), saving: running.saving },
    failed,
  };
}

export const backupRoutes = [
  defineRoute({
    method: 'get',
    path: '/backups',
    tag,
    summary: 'The backups that are kept, newest first, and whether one is being made',
    description:
      'A backup holds every organisation: where there are several, only the commands of the machine see them.',
    permission: 'members.write',
    answer: stateSchema,
    async handle(context) {
      await requireOperator(context);
      return stateOf(context);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/backups',
    tag,
    summary: 'Begin to make a backup of everything',
    description:
      'Answers at once; ask for the list until `running` is null. It is kept on the server’s disk, and not sent.',
    permission: 'members.write',
    body: z.strictObject({
      pictures: z.boolean().default(true).describe('With the bytes of pictures and other files'),
    }),
    status: 202,
    answer: stateSchema,
    async handle(context, { body }) {
      await requireOperator(context);
      const { made } = backupsOf(context.services).begin({
        kind: 'manual',
        pictures: body.pictures,
        by: context.principal,
      });
      // told by the list
      made.catch(() => {});
      return stateOf(context);
    },
  }),
];
