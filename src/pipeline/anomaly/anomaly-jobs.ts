import { lockIngestion } from '../../db/events.ts';
import { noteLearningFailed, noteLearningWell } from '../../db/learning.ts';
import { listOrganisations } from '../../db/organisations.ts';
import { listRules } from '../../db/rules.ts';
import { type Db, type OrgDb, withOrg, withSystem } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { oneLine } from '../../domain/text.ts';
import type { LearnedWhat } from '../../domain/unusual.ts';
import type { JobContext, JobHandlers, Schedule } from '../../jobs/queue.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import { seedActivityRule, seedUnusualRules } from '../rules.ts';
import { learnCameras, trainCameras } from './baselines/learn-cameras.ts';
import type { ForestPool } from './forest/forest-pool.ts';
import { scoreLogins } from './unusual/score-logins.ts';
import { trainLogins } from './unusual/train-logins.ts';

/** What is new is scored and learned this often; all is learned anew in the night, when little else is done. */
export const ANOMALY_SCHEDULES: readonly Schedule[] = [
  { name: 'score_logins', payload: {}, everyMs: 20_000 },
  { name: 'learn_cameras', payload: {}, everyMs: 60_000 },
  { name: 'train_anomalies', payload: {}, cron: '40 2 * * *', timeZone: 'UTC' },
];

export interface AnomalyParts {
  db: Db;
  forests: ForestPool;
  now: () => Date;
  wake: (orgId: OrgId, news: readonly WaitingNews[]) => void;
}

type LearningJobs = Pick<JobHandlers, 'score_logins' | 'learn_cameras' | 'train_anomalies'>;

/** What learns what is usual of logins and cameras, and tells what is not; nothing where it is not set up. */
export function anomalyJobs(parts: AnomalyParts | undefined): LearningJobs {
  const partsOf = ({ db, forests, now, wake }: AnomalyParts, id: OrgId, signal: AbortSignal) => ({
    org: <T>(work: (tx: OrgDb) => Promise<T>) => withOrg(db, id, work),
    forests,
    now: now(),
    signal,
    wake: (news: readonly WaitingNews[]) => wake(id, news),
  });
  return {
    async score_logins(_, context) {
      if (!parts) return;
      for (const { id } of await withSystem(parts.db, listOrganisations))
        await attempt(parts, context, id, 'scoring', async () => {
          await withOrg(parts.db, id, (tx) => seedOnce(tx, parts.now()));
          const done = await scoreLogins(partsOf(parts, id, context.signal));
          if (done.trained || done.alerts > 0) context.log.debug({ orgId: id, ...done }, 'logins were scored');
        });
    },

    async learn_cameras(_, context) {
      if (!parts) return;
      for (const { id } of await withSystem(parts.db, listOrganisations))
        await attempt(parts, context, id, 'cameras', async () => {
          const events = await learnCameras(partsOf(parts, id, context.signal));
          if (events === 0) return;
          await withOrg(parts.db, id, async (tx) => {
            await lockIngestion(tx);
            await seedActivityRule(tx, 'SafeNest', parts.now());
          });
          context.log.debug({ orgId: id, events }, 'what cameras usually see was learned');
        });
    },

    async train_anomalies(_, context) {
      if (!parts) return;
      for (const { id } of await withSystem(parts.db, listOrganisations)) {
        await attempt(parts, context, id, 'logins', async () => {
          const { model } = await trainLogins(partsOf(parts, id, context.signal));
          context.log.debug({ orgId: id, rows: model.rows, ready: model.forest !== null }, 'logins were learned anew');
        });
        await attempt(parts, context, id, 'cameras', async () => {
          const events = await trainCameras(partsOf(parts, id, context.signal));
          context.log.debug({ orgId: id, events }, 'cameras were learned anew');
        });
      }
    },
  };
}

/** Learns for one organisation: what goes wrong is written down for its health page and keeps nobody else from learning. */
async function attempt(
  { db, now }: AnomalyParts,
  { signal, log }: JobContext,
  id: OrgId,
  what: LearnedWhat,
  learn: () => Promise<void>,
): Promise<void> {
  signal.throwIfAborted();
  try {
    await learn();
    await withOrg(db, id, (tx) => noteLearningWell(tx, what));
  } catch (err) {
    signal.throwIfAborted();
    log.error({ err, orgId: id, what }, 'what is usual could not be learned');
    const failure = oneLine(err instanceof Error ? err.message : String(err), 300);
    await withOrg(db, id, (tx) => noteLearningFailed(tx, what, now(), failure));
  }
}

const SEEDED = ['unusual_login', 'login_volume'];

/** The rules that what is unusual is told by, where there never was one. */
async function seedOnce(tx: OrgDb, now: Date): Promise<void> {
  const known = await listRules(tx);
  if (SEEDED.every((kind) => known.some((rule) => rule.kind === kind))) return;
  await lockIngestion(tx);
  await seedUnusualRules(tx, 'SafeNest', now);
}
