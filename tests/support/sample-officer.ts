import { withOrg } from '../../src/db/scope.ts';
import { fillSample, sampleBegin } from '../../src/demo/sample-week.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { createOrganisation } from '../../src/pipeline/members.ts';
import type { TestDatabase } from './database.ts';
import { deskKey } from './desk.ts';

/** An officer in Berlin of an organisation with the demo's sample, as it is at this moment. */
export async function sampleOfficer({ db }: Pick<TestDatabase, 'db'>, clock: Date): Promise<Principal> {
  const place = { platform: 'console', audience: 'private' } as const;
  const { orgId } = await createOrganisation(db, {
    name: 'Northwind',
    timeZone: 'Europe/Berlin',
    sample: true,
    auditKey: deskKey,
    now: sampleBegin(clock),
    place: { platform: 'cli', audience: 'private' },
  });
  await fillSample({ db, now: () => clock, auditKey: deskKey }, orgId);
  const id = newId();
  const name = 'Maria Lopez';
  await withOrg(db, orgId, (tx) =>
    tx
      .insertInto('member')
      .values({ id, org_id: orgId, name, email: `${id}@example.org`, role: 'officer' })
      .execute(),
  );
  return { orgId, actor: { kind: 'member', id }, name, role: 'officer', timeZone: 'Europe/Berlin', place };
}
