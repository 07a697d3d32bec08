import type { OrgDb } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';

/** The key of the audit chain's HMAC; 32 bytes, derived from the service's secret. */
export type AuditKey = Buffer & { readonly __audit: unique symbol };

/** What every write needs: the organisation's transaction, in whose name, when, and the key that seals its audit line. */
export interface Work {
  tx: OrgDb;
  principal: Principal;
  now: Date;
  auditKey: AuditKey;
  /** What did it for them, e.g. `agent` or `button`; goes into the audit line. Absent when they did it themselves. */
  via?: string;
}
