import type { OrgDb } from '../db/scope.ts';
import type { Box } from '../domain/picture.ts';
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
  /** They have just given the second proof that the organisation asks for before what is critical. */
  proved?: true;
  /** Why it is done, in words, where somebody said so: what is versioned keeps it. */
  why?: string;
  /** Where a kept picture, or a part of it, can be seen on the cards that are drawn; they show none where absent. */
  pictures?: (pictureId: string, box?: Box) => string;
}
