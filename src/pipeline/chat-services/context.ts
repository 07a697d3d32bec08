import type { Db, OrgDb, Viewer } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Principal } from '../../domain/principal.ts';
import type { CodeLimiter } from '../chat-codes.ts';
import type { AuditKey, Work } from '../work.ts';

/** What the services of a desk work with. */
export interface ChatServiceContext {
  db: Db;
  auditKey: AuditKey;
  now: () => Date;
  codes: CodeLimiter;
  org: <T>(of: OrgId | Viewer, work: (tx: OrgDb) => Promise<T>) => Promise<T>;
  work: <T>(principal: Principal, change: (work: Work) => Promise<T>) => Promise<T>;
}
