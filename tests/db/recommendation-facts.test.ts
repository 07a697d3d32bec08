import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextNumber } from '../../src/db/counters.ts';
import { sharedNetworks } from '../../src/db/recommendation-facts.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { AlertStatus } from '../../src/domain/alert.ts';
import { newId } from '../../src/domain/id.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const SINCE = new Date('2026-10-20T12:00:00Z');
const SHARED = { fewestAccounts: 4, fewestAlerted: 3, limit: 3 };

describe.each(databases)('networks that people share, on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  /** What is a shared way out after accounts signed in from a network, and alerts named it. */
  async function shared(alerts: readonly { account: string; address: string; status?: AlertStatus }[]) {
    const { orgId } = await newOrganisation(opened.db);
    return withOrg(opened.db, orgId, async (tx) => {
      await seedRules(tx, 'SafeNest', NOW);
      const rule = await tx.selectFrom('rule').select('id').where('kind', '=', 'impossible_travel').executeTakeFirst();
      for (const account of ['ann', 'ben', 'cem', 'dea', 'eve'])
        await tx
          .insertInto('account_profile')
          .values({ org_id: orgId, account, kind: 'address', value: '198.51.100.7', first_seen: SINCE, last_seen: NOW })
          .execute();
      for (const { account, address, status = 'open' } of alerts) {
        const number = await nextNumber(tx, 'alert');
        await tx
          .insertInto('alert')
          .values({
            id: newId(),
            org_id: orgId,
            number,
            rule_id: rule!.id,
            kind: 'impossible_travel',
            fingerprint: `test:${number}`,
            severity: 'high',
            status,
            title: 'Impossible travel',
            tally: JSON.stringify({ accounts: [[account, 2]], addresses: [[address, 1]], countries: [] }),
            first_seen: NOW,
            last_seen: NOW,
            count: 2,
            account,
            address: null,
            country: null,
            raised_at: NOW,
            updated_at: NOW,
            status_by: null,
            status_note: null,
            incident_id: null,
          })
          .execute();
      }
      return sharedNetworks(tx, rule!.id, SINCE, SHARED);
    });
  }
  const of = (...accounts: string[]) => accounts.map((account) => ({ account, address: '198.51.100.9' }));

  test('is one that alerts about several of them turned on', async () => {
    expect(await shared(of('ann', 'ben', 'cem', 'cem'))).toEqual([
      { network: '198.51.100.0/24', accounts: 5, numbers: [1, 2, 3] },
    ]);
  });

  test('is not where they all work, when one of them is raised about', async () => {
    expect(await shared(of('ann'))).toEqual([]);
    expect(await shared(of('ann', 'ann', 'ann'))).toEqual([]);
    expect(await shared([])).toEqual([]);
  });

  test('is none of whose alerts somebody took one for real', async () => {
    expect(await shared([...of('ann', 'ben', 'cem'), { ...of('dea')[0]!, status: 'resolved' }])).toEqual([]);
  });

  test('is not one from which nobody but the alerts knows anybody', async () => {
    const elsewhere = ['ann', 'ben', 'cem'].map((account) => ({ account, address: '203.0.113.5' }));
    expect(await shared(elsewhere)).toEqual([]);
  });
});
