import { offlineModel } from '../../src/agent/chat-model.ts';
import { createDesk, type Desk } from '../../src/agent/respond.ts';
import { silentLog } from '../../src/log.ts';
import type { AuditKey } from '../../src/pipeline/work.ts';
import { toolsFor } from '../../src/tools/index.ts';
import type { TestDatabase } from './database.ts';

/** The real desk behind a test's web server: the offline model, every tool, and the server's own audit key. */
export const openDesk = (
  { database, auditKey }: { database: TestDatabase; auditKey: AuditKey },
  now: () => Date,
): Desk =>
  createDesk({
    db: database.db,
    tools: toolsFor,
    services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
    model: offlineModel,
    auditKey,
    now,
    log: silentLog(),
    publicUrl: null,
  });
