import type { Database } from '../../db/connect.ts';
import type { OrgId } from '../../domain/id.ts';
import { auditKey } from '../../pipeline/audit.ts';
import { createOrganisation } from '../../pipeline/members.ts';
import type { AuditKey } from '../../pipeline/work.ts';

/** A new organisation with the default rules, so that benches do not meet each other's rows. */
export async function benchOrganisation(
  database: Database,
  name: string,
): Promise<{ orgId: OrgId; adminId: string; auditKey: AuditKey }> {
  const key = auditKey('a secret for measurements only');
  const { orgId, admin } = await createOrganisation(database.db, {
    name,
    timeZone: 'UTC',
    admin: { name: 'Bench', email: 'bench@example.com' },
    auditKey: key,
    now: new Date(),
    place: { platform: 'cli', audience: 'private' },
  });
  return { orgId, adminId: admin!.id, auditKey: key };
}
