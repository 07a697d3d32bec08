import { lockIngestion } from '../../db/events.ts';
import { listOrganisations } from '../../db/organisations.ts';
import { listRules } from '../../db/rules.ts';
import { type Db, type OrgDb, withOrg, withSystem } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { JobHandlers, Schedule } from '../../jobs/queue.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import { seedUnusualRule } from '../rules.ts';
import type { ForestPool } from './forest/forest-pool.ts';
import { scoreLogins } from './unusual/score-logins.ts';
import { trainLogins } from './unusual/train-logins.ts';
import { unusualLogin } from './unusual/unusual-login.ts';

/** What is new is scored this often; all is learned anew in the night, when little else is done. */
export const ANOMALY_SCHEDULES: readonly Schedule[] = [
  { name: 'score_logins', payload: {}, everyMs: 20_000 },
  { name: 'train_anomalies', payload: {}, cron: '40 2 * * *', timeZone: 'UTC' },
];

export interface AnomalyParts {
  db: Db;
  forests: ForestPool;
  now: () => Date;
  wake: (orgId: OrgId, news: readonly WaitingNews[]) => void;
}

/** What learns what is usual of logins, and tells what is not; nothing where it is not set up. */
export function anomalyJobs(parts: AnomalyParts | undefined): Pick<JobHandlers, 'score_logins' | 'train_anomalies'> {
  const partsOf = ({ db, forests, now, wake }: AnomalyParts, id: OrgId, signal: AbortSignal) => ({
    org: <T>(work: (tx: OrgDb) => Promise<T>) => withOrg(db, id, work),
    forests,
    now: now(),
    signal,
    wake: (news: readonly WaitingNews[]) => wake(id, news),
  });
  return {
    async score_logins(_, { signal, log }) {
      if (!parts) return;
      for (const { id } of await withSystem(parts.db, listOrganisations)) {
        signal.throwIfAborted();
        await withOrg(parts.db, id, (tx) => seedOnce(tx, parts.now()));
        const done = await scoreLogins(partsOf(parts, id, signal));
        if (done.trained || done.alerts > 0) log.debug({ orgId: id, ...done }, 'logins were scored');
      }
    },

    async train_anomalies(_, { signal, log }) {
      if (!parts) return;
      for (const { id } of await withSystem(parts.db, listOrganisations)) {
        signal.throwIfAborted();
        const { model } = await trainLogins(partsOf(parts, id, signal));
        log.debug({ orgId: id, rows: model.rows, ready: model.forest !== null }, 'what is usual was learned anew');
      }
    },
  };
}

/** The rule that an organisation's unusual logins are told by, where it never had one. */
async function seedOnce(tx: OrgDb, now: Date): Promise<void> {
  if ((await listRules(tx)).some(({ kind }) => kind === unusualLogin.kind)) return;
  await lockIngestion(tx);
  await seedUnusualRule(tx, 'SafeNest', now);
}
