import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChatAccount, listChatAccounts, listMembers } from '../../src/db/members.ts';
import { findOrganisation, listOrganisations } from '../../src/db/organisations.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import { newOrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey, listAudit, verifyAudit } from '../../src/pipeline/audit.ts';
import {
  addMember,
  createOrganisation,
  linkChatAccount,
  memberPrincipal,
  systemPrincipal,
  unlinkChatAccount,
  updateMember,
  updateOwnProfile,
} from '../../src/pipeline/members.ts';
import { listRules } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-03-02T12:00:00Z');
const key = auditKey('a secret for tests, long enough');
const place = { platform: 'cli', audience: 'private' } as const;

describe.each(databases)('members on the $name database', (kind) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await kind.open();
    org = await newOrganisation(opened.db);
  });
  afterAll(() => opened?.close());

  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now: NOW, auditKey: key }));

  test('an organisation begins with its rules, its first admin, and a log of how it began', async () => {
    const { orgId, admin } = await createOrganisation(opened.db, {
      name: '  New\u202e Place ',
      timeZone: 'Europe/Berlin',
      admin: { name: 'Ada', email: ' Ada@Example.ORG ' },
      auditKey: key,
      now: NOW,
      place,
    });
    expect(admin).toMatchObject({
      name: 'Ada',
      email: 'ada@example.org',
      role: 'admin',
      active: true,
      hasPassword: false,
    });
    await withOrg(opened.db, orgId, async (tx) => {
      expect(await findOrganisation(tx)).toEqual({
        id: orgId,
        name: 'New Place',
        timeZone: 'Europe/Berlin',
        sample: false,
      });
      expect((await listRules(tx)).length).toBeGreaterThan(5);
      expect((await listAudit(tx)).items.map((entry) => entry.action)).toEqual(['member.add', 'organisation.create']);
      expect(await verifyAudit(tx, key)).toMatchObject({ ok: true, entries: 2 });
    });
    expect((await withSystem(opened.db, listOrganisations)).map(({ id }) => id)).toContain(orgId);
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: ' \u200b ' }, 'name'],
    [{ timeZone: 'Berlin' }, 'time_zone'],
    [{ timeZone: '+02:00' }, 'time_zone'],
    [{ admin: { name: 'x', email: 'not an address' } }, 'email'],
  ])('an organisation cannot be %j, and nothing of it stays', async (part, field) => {
    const before = await withSystem(opened.db, listOrganisations);
    const wanted = { name: 'X', timeZone: 'UTC', auditKey: key, now: NOW, place, ...part };
    await expect(createOrganisation(opened.db, wanted)).rejects.toMatchObject({
      code: 'invalid_input',
      details: [expect.objectContaining({ field })],
    });
    expect(await withSystem(opened.db, listOrganisations)).toEqual(before);
  });

  test('an e-mail address is one member’s, whatever its case; another organisation may have it too', async () => {
    const input = { name: 'Olga', email: 'olga@example.org', role: 'officer' } as const;
    const olga = await as(org.admin, (work) => addMember(work, input));
    await expect(
      as(org.admin, (work) => addMember(work, { ...input, email: 'OLGA@example.org' })),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    const other = await newOrganisation(opened.db, { name: 'Other' });
    await as(other.admin, (work) => addMember(work, input));
    const members = await as(org.admin, ({ tx }) => listMembers(tx, { limit: 50 }));
    expect(members.filter((member) => member.email === input.email)).toEqual([olga]);
  });

  test('a name is one member’s, however it is written, added and changed, by admins and by oneself', async () => {
    const small = await newOrganisation(opened.db, { name: 'Names' });
    const add = (name: string, email: string) => (work: Work) => addMember(work, { name, email, role: 'employee' });
    const sam = await as(small.admin, add('Sam Okafor', 'sam@example.org'));
    const eve = await as(small.admin, add('Eve', 'eve@example.org'));
    const speaks = (await as(small.admin, ({ tx }) => memberPrincipal(tx, eve.id, place)))!;
    const names = [
      'Sam Okafor',
      ' sam   OKAFOR ',
      'Sam\u200bOkafor',
      'Sаm Оkаfоr',
      'Ｓａｍ Okafor',
      'Sám Okafor.',
      'Sam 0kafor',
      'SafeNest',
    ];
    for (const [n, name] of names.entries()) {
      const taken = { code: 'conflict', message: expect.stringContaining('This name is taken') };
      await expect(as(speaks, (work) => updateOwnProfile(work, { name }))).rejects.toMatchObject(taken);
      await expect(as(small.admin, (work) => updateMember(work, eve.id, { name }))).rejects.toMatchObject(taken);
      await expect(as(small.admin, add(name, `new-${n}@example.org`))).rejects.toMatchObject(taken);
    }
    // what people decide is theirs: nobody is called what stands for a source or another tool
    for (const name of ['probe (signal)', 'Eve (Jira)', 'Eve （signal）']) {
      const refused = { code: 'invalid_input' };
      await expect(as(speaks, (work) => updateOwnProfile(work, { name }))).rejects.toMatchObject(refused);
      await expect(as(small.admin, add(name, 'new@example.org'))).rejects.toMatchObject(refused);
    }
    // one's own name may be written otherwise, and two may be called alike that nobody takes for each other
    await as(small.admin, (work) => updateMember(work, sam.id, { name: 'SAM OKAFOR' }));
    await as(small.admin, add('राम', 'ram@example.org'));
    await as(small.admin, add('रीमा', 'rima@example.org'));
    const both = await Promise.allSettled([
      as(speaks, (work) => updateOwnProfile(work, { name: 'Kim Lee' })),
      as(small.admin, (work) => updateMember(work, sam.id, { name: 'Kim Lee' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('only who may write members does', async () => {
    for (const role of ['officer', 'moderator', 'manager', 'employee'] as const) {
      const member = await org.member(role);
      const input = { name: 'X', email: `x-${role}@example.org`, role: 'admin' } as const;
      await expect(as(member, (work) => addMember(work, input))).rejects.toMatchObject({ code: 'forbidden' });
      const promote = (work: Work) => updateMember(work, member.actor.id!, { role: 'admin' });
      await expect(as(member, promote)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('the last active admin stays one, also when two demote each other at once', async () => {
    const small = await newOrganisation(opened.db, { name: 'Small' });
    const first = small.admin.actor.id!;
    for (const change of [{ role: 'officer' }, { active: false }] as const)
      await expect(as(small.admin, (work) => updateMember(work, first, change))).rejects.toMatchObject({
        code: 'conflict',
      });
    expect(await as(small.admin, (work) => updateMember(work, first, { name: 'Still here' }))).toMatchObject({
      role: 'admin',
    });

    const second = await small.member('admin');
    const outcomes = await Promise.allSettled([
      as(small.admin, (work) => updateMember(work, second.actor.id!, { role: 'officer' })),
      as(second, (work) => updateMember(work, first, { role: 'officer' })),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const members = await as(small.admin, ({ tx }) => listMembers(tx, { limit: 10 }));
    expect(members.filter((member) => member.role === 'admin')).toHaveLength(1);
  });

  test('another organisation’s member is unknown', async () => {
    const other = await newOrganisation(opened.db, { name: 'Other' });
    const theirs = other.admin.actor.id!;
    await expect(as(org.admin, (work) => updateMember(work, theirs, { name: 'Mine' }))).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await as(org.admin, ({ tx }) => memberPrincipal(tx, theirs, place))).toBeUndefined();
  });

  test('a member speaks in their own time zone, and no more once disabled', async () => {
    const { id } = await as(org.admin, (work) =>
      addMember(work, { name: 'Kim', email: 'kim@example.org', role: 'manager', time_zone: 'Asia/Tokyo' }),
    );
    expect(await as(org.admin, ({ tx }) => memberPrincipal(tx, id, place))).toMatchObject({
      role: 'manager',
      timeZone: 'Asia/Tokyo',
    });
    await as(org.admin, (work) => updateMember(work, id, { time_zone: null }));
    expect(await as(org.admin, ({ tx }) => memberPrincipal(tx, id, place))).toMatchObject({ timeZone: 'UTC' });
    await as(org.admin, (work) => updateMember(work, id, { active: false }));
    expect(await as(org.admin, ({ tx }) => memberPrincipal(tx, id, place))).toBeUndefined();
  });

  test('a chat account belongs to one member of one organisation, until it is unlinked', async () => {
    const account = { platform: 'slack', workspace: 'T1', externalId: 'U1' };
    const memberId = org.admin.actor.id!;
    const linked = await as(org.admin, (work) => linkChatAccount(work, memberId, account));
    expect(await as(org.admin, ({ tx }) => listChatAccounts(tx, memberId))).toEqual([linked]);
    expect(await withSystem(opened.db, (tx) => findChatAccount(tx, account))).toEqual({ memberId, orgId: org.orgId });
    const other = await newOrganisation(opened.db, { name: 'Other' });
    const take = (work: Work) => linkChatAccount(work, other.admin.actor.id!, account);
    await expect(as(other.admin, take)).rejects.toMatchObject({ code: 'conflict' });
    await expect(as(other.admin, (work) => unlinkChatAccount(work, linked.id))).rejects.toMatchObject({
      code: 'not_found',
    });
    await as(org.admin, (work) => unlinkChatAccount(work, linked.id));
    expect(await withSystem(opened.db, (tx) => findChatAccount(tx, account))).toBeUndefined();
    expect(await as(other.admin, take)).toMatchObject(account);
  });

  test('an organisation nobody made has no members and no name', async () => {
    await withOrg(opened.db, newOrgId(), async (tx) => {
      expect(await findOrganisation(tx)).toBeUndefined();
      expect(await listMembers(tx, { limit: 5 })).toEqual([]);
    });
    expect(systemPrincipal(org.orgId, 'UTC', place)).toMatchObject({ actor: { kind: 'system' }, role: 'admin' });
  });
});
