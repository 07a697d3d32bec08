import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { auditKey, canonicalJson } from '../../src/pipeline/audit.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { decideProposal } from '../../src/pipeline/proposals/decide.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
let opened: TestDatabase;
beforeAll(async () => {
  opened = await databases[0]!.open();
});
afterAll(() => opened?.close());

test('what was changed in the database is not carried out, whatever digest stands beside it', async () => {
  const { orgId, admin } = await newOrganisation(opened.db);
  const work = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, orgId, (tx) => change({ tx, principal: admin, now: NOW, auditKey: auditKey('for tests') }));
  await work((one) => openIncident(one, { title: 'real breach' }));
  const propose = (severity: string) =>
    work((one) => proposeWrite(one, { kind: 'update_incident', args: { id: 'INC-1', severity }, untrusted: false }));
  const first = (await propose('low')).proposal;
  const second = (await propose('high')).proposal;
  const evil = { id: 'INC-1', severity: 'critical' };
  const plain = createHash('sha256')
    .update(canonicalJson({ kind: 'update_incident', args: evil }))
    .digest('hex');
  const put = (number: number, args: unknown, args_digest: string) =>
    work(({ tx }) =>
      tx
        .updateTable('proposal')
        .set({ args: JSON.stringify(args), args_digest })
        .where('number', '=', number)
        .execute(),
    );
  await put(first.number, evil, plain);
  await put(second.number, first.args, first.argsDigest);
  for (const { number, nonce } of [first, second]) {
    const decided = await work((one) => decideProposal(one, number, { nonce: nonce ?? '', decision: 'approve' }));
    expect(decided).toMatchObject({ done: false, proposal: { state: 'superseded' } });
  }
  const row = await work(({ tx }) => tx.selectFrom('incident').select('severity').executeTakeFirstOrThrow());
  expect(row.severity).toBe('medium');
});
