import type { Db } from '../db/scope.ts';
import type { Jobs } from '../jobs/queue.ts';
import type { Log } from '../log.ts';
import type { Wake } from '../pipeline/job-handlers.ts';
import type { AuditKey } from '../pipeline/work.ts';

/** What nearly every part of the service is given. */
export interface Shared {
  db: Db;
  auditKey: AuditKey;
  now: () => Date;
  /** Puts a job into the queue, which is there once everything is put together. */
  enqueue: Jobs['add'];
  /** Delivers what was committed to the outbox. */
  wake: Wake;
  log: Log;
}
