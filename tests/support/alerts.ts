import { nextNumber } from '../../src/db/counters.ts';
import { type Db, withOrg } from '../../src/db/scope.ts';
import { newId, type OrgId } from '../../src/domain/id.ts';
import type { Severity } from '../../src/domain/severity.ts';

/** Puts an alert into the organisation without any rule; returns its number. */
export const raiseTestAlert = (
  db: Db,
  orgId: OrgId,
  {
    severity = 'high',
    title = '40 failed logins for root',
    account = 'root',
    address = '203.0.113.9',
    country = 'NL',
    lastSeen = new Date('2026-11-19T22:00:00Z'),
    firstSeen = lastSeen,
  }: {
    severity?: Severity;
    title?: string;
    account?: string;
    address?: string;
    country?: string;
    firstSeen?: Date;
    lastSeen?: Date;
  } = {},
): Promise<number> =>
  withOrg(db, orgId, async (tx) => {
    const number = await nextNumber(tx, 'alert');
    await tx
      .insertInto('alert')
      .values({
        id: newId(),
        org_id: orgId,
        number,
        rule_id: null,
        kind: 'failed_logins',
        fingerprint: `test:${number}`,
        severity,
        title,
        first_seen: firstSeen,
        last_seen: lastSeen,
        count: 40,
        account,
        address,
        country,
        raised_at: lastSeen,
        updated_at: lastSeen,
        status_by: null,
        status_note: null,
        incident_id: null,
      })
      .execute();
    return number;
  });
