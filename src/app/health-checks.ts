import { access, constants, mkdir } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { listOrganisations } from '../db/organisations.ts';
import { outboxAge, waitingOutbox } from '../db/outbox.ts';
import { withSystem } from '../db/scope.ts';
import type { FileStore } from '../media/files.ts';
import type { AuditVerdict } from '../pipeline/audit.ts';
import { geoChecks } from '../pipeline/geo.ts';
import type { HealthCheck } from '../pipeline/health.ts';
import type { JobsOf } from '../pipeline/jobs-of.ts';
import type { Core } from './core.ts';

const DELIVERY_LATE_MS = 5 * 60_000;
/** Longer than a process that was killed holds what it was telling. */
const DELIVERY_WAITS_MS = 20_000;

interface HealthParts {
  config: Config;
  core: Core;
  files: Pick<FileStore, 'check'>;
  /** As the organisation that asks sees them. */
  jobs: Pick<JobsOf, 'counts'>;
  model: HealthCheck;
  /** Of the organisation that asks. */
  verdict: AuditVerdict | undefined;
}

/** What every installation's health page asks; each check answers in words or throws why not. */
export const healthChecks = ({ config, core, files, jobs, model, verdict }: HealthParts): HealthCheck[] => [
  {
    name: 'database',
    mend: 'Check that the database runs and DATABASE_URL names it.',
    async check() {
      const began = performance.now();
      await withSystem(core.db, listOrganisations);
      const kind = core.database.kind === 'embedded' ? 'embedded' : 'PostgreSQL';
      return `${kind}, answers in ${Math.max(1, Math.round(performance.now() - began))} ms`;
    },
  },
  {
    name: 'job queue',
    mend: 'Look at the dead letters on this page (or: npm run safenest -- jobs dead), then retry or drop them.',
    async check() {
      const { waiting, active, delayed, dead } = await jobs.counts();
      if (dead > 0) throw new Error(`${dead} dead ${dead === 1 ? 'letter' : 'letters'}`);
      return `${config.redisUrl ? 'Redis' : 'in the database'}: ${waiting} waiting, ${active} running, ${delayed} later`;
    },
  },
  {
    name: 'delivery',
    mend: 'Start a process with the worker role; it delivers what waits.',
    async check() {
      const late = await withSystem(core.db, (tx) => waitingOutbox(tx, DELIVERY_LATE_MS, 100));
      if (late.length > 0)
        throw new Error(`${late.length === 100 ? '100 or more' : late.length} messages have waited over 5 minutes`);
      const waiting = await withSystem(core.db, (tx) => waitingOutbox(tx, DELIVERY_WAITS_MS, 100));
      if (waiting.length === 0) return 'nothing has waited long';
      const seconds = Math.round(await withSystem(core.db, outboxAge));
      return `${waiting.length === 100 ? '100 or more' : waiting.length} waiting, the longest for ${seconds} s`;
    },
  },
  model,
  {
    name: 'audit log',
    mend: 'Restore the audit log from a backup and find out who could write to the database.',
    async check() {
      if (verdict && !verdict.ok) throw new Error(`broken at entry ${verdict.seq}: ${verdict.reason}`);
      return verdict ? 'verified since the start of this process' : 'verified every night';
    },
  },
  {
    name: 'files',
    mend: config.s3
      ? `Check that ${config.s3.endpoint ?? 'Amazon S3'} answers, and the settings S3_BUCKET and S3_ACCESS_KEY_ID.`
      : `Make ${config.dataDir} writable and free some space.`,
    async check() {
      await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
      await access(config.dataDir, constants.W_OK);
      return files.check();
    },
  },
  ...geoChecks(config.geoip, async (_, path) => path && access(path, constants.R_OK)),
];
