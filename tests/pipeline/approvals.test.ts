import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { rulesNeed, setRuleApprovals } from '../../src/pipeline/approvals.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { updateMember } from '../../src/pipeline/members.ts';
import { decideProposal } from '../../src/pipeline/proposals/decide.ts';
import { proposeRuleChange } from '../../src/pipeline/propose-rule.ts';
import { createRule, findRule, revertRule, seedRules, updateRule } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const DAY_MS = 86_400_000;

describe.each(databases)('two people approve rules, on $name', (kind) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let [ann, ben, cem]: Principal[] = [];
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    ann = org.admin;
    ben = await org.member('admin');
    cem = await org.member('admin');
    await withOrg(opened.db, org.orgId, (tx) => seedRules(tx, 'SafeNest', NOW));
    await as(ann!, (work) => setRuleApprovals(work, 2));
  });

  const as = <T>(who: Principal, run: (work: Work) => Promise<T>, now = NOW): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => run({ tx, principal: who, now, auditKey: auditKey('secret') }));
  const needed = () => withOrg(opened.db, org.orgId, rulesNeed);
  const thresholdOf = async () =>
    (await withOrg(opened.db, org.orgId, (tx) => findRule(tx, 1)))!.params.threshold as number;
  async function proposed(by = ann!) {
    const { proposal } = await proposeRuleChange(
      {
        org: (read) => withOrg(opened.db, org.orgId, read),
        work: (change) => as(by, change),
        options: { now: NOW },
      },
      { rule: 1, patch: { params: { threshold: 77 } } },
    );
    return proposal!;
  }
  async function approve(who: Principal, number: number) {
    const { nonce } = await withOrg(opened.db, org.orgId, (tx) =>
      tx.selectFrom('proposal').select('nonce').where('number', '=', number).executeTakeFirstOrThrow(),
    );
    return as(who, (work) => decideProposal(work, number, { nonce: nonce!, decision: 'approve' }));
  }

  test('one alone neither changes, adds nor reverts what is noticed; a draft is nobody’s danger', async () => {
    const alone = { code: 'conflict', message: expect.stringContaining('Two admins approve') };
    await expect(as(ann!, (work) => updateRule(work, 1, { state: 'retired' }))).rejects.toMatchObject(alone);
    await expect(as(ann!, (work) => updateRule(work, 1, { params: { threshold: 900 } }))).rejects.toMatchObject(alone);
    await expect(
      as(ann!, (work) => createRule(work, { kind: 'password_spray', state: 'active' })),
    ).rejects.toMatchObject(alone);
    const draft = await as(ann!, (work) => createRule(work, { kind: 'password_spray' }));
    expect(await as(ann!, (work) => updateRule(work, draft.number, { name: 'Sprays' }))).toMatchObject({
      name: 'Sprays',
    });
    const before = await thresholdOf();
    const { number } = await proposed();
    await approve(ann!, number);
    expect(await thresholdOf()).toBe(before);
    await approve(ben!, number);
    expect(await thresholdOf()).toBe(77);
    await expect(as(ann!, (work) => revertRule(work, 1, 1))).rejects.toMatchObject(alone);
    expect(await thresholdOf()).toBe(77);
  });

  test('an approval of somebody who may not decide any more does not count', async () => {
    const before = await thresholdOf();
    const { number } = await proposed();
    await approve(ben!, number);
    await as(ann!, (work) => updateMember(work, ben!.actor.id!, { active: false }));
    expect((await approve(ann!, number)).text).toMatch(/One more person/);
    expect(await thresholdOf()).toBe(before);
    await approve(cem!, number);
    expect(await thresholdOf()).toBe(77);
  });

  test('an API key is nobody', async () => {
    const { number } = await proposed();
    const key: Principal = { ...ann!, actor: { kind: 'key', id: ben!.actor.id! } };
    await expect(approve(key, number)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(as(key, (work) => setRuleApprovals(work, 1))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('from two to one two have to say so, within a week', async () => {
    expect(await as(ann!, (work) => setRuleApprovals(work, 1))).toBe(2);
    expect(await as(ann!, (work) => setRuleApprovals(work, 1))).toBe(2);
    const late = new Date(NOW.getTime() + 8 * DAY_MS);
    expect(await as(ben!, (work) => setRuleApprovals(work, 1), late)).toBe(2);
    // whoever says two meanwhile takes the other's word back
    expect(await as(cem!, (work) => setRuleApprovals(work, 2), late)).toBe(2);
    expect(await as(ann!, (work) => setRuleApprovals(work, 1), late)).toBe(2);
    expect(await as(cem!, (work) => setRuleApprovals(work, 1), late)).toBe(1);
    expect(await needed()).toBe(1);
  });

  test('who is left alone may say so alone', async () => {
    for (const gone of [ben!, cem!]) await as(ann!, (work) => updateMember(work, gone.actor.id!, { active: false }));
    expect(await as(ann!, (work) => setRuleApprovals(work, 1))).toBe(1);
    await expect(as(ann!, (work) => setRuleApprovals(work, 2))).rejects.toMatchObject({ code: 'conflict' });
  });
});
