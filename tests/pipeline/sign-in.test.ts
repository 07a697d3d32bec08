import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passwordHash } from '../../src/db/members.ts';
import { withOrg } from '../../src/db/scope.ts';
import { deleteExpiredSignIns } from '../../src/db/sign-ins.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey, listAudit } from '../../src/pipeline/audit.ts';
import { updateMember } from '../../src/pipeline/members.ts';
import {
  changeOwnPassword,
  createSignInLink,
  hashPassword,
  principalOfSession,
  SESSION_IDLE_MS,
  SESSION_LASTS_MS,
  setPassword,
  signInWithLink,
  signInWithPassword,
  signInWithVerifiedEmail,
  signOutEverywhere,
} from '../../src/pipeline/sign-in.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-03-02T12:00:00Z');
const HOUR = 3_600_000;
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const seal = auditKey('a secret for tests, long enough');

describe.each(databases)('signing in on the $name database', (kind) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await kind.open();
    org = await newOrganisation(opened.db);
  });
  afterAll(() => opened?.close());

  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now: NOW, auditKey: seal }));
  const context = (now = NOW) => ({ db: opened.db, auditKey: seal, now });
  const who = (token: string, now = NOW) => principalOfSession(opened.db, now, token);
  const open = async (member: Principal) => {
    const { token } = await as(org.admin, (work) => createSignInLink(work, member.actor.id!));
    return (await signInWithLink(context(), token))!;
  };

  test('admins make links for all, others for themselves; nobody for the disabled', async () => {
    const officer = await org.member('officer');
    const manager = await org.member('manager');
    const link = (by: Principal, whom: Principal) => as(by, (work) => createSignInLink(work, whom.actor.id!));
    await link(org.admin, officer);
    await link(officer, officer);
    await expect(link(officer, manager)).rejects.toMatchObject({ code: 'forbidden' });
    await as(org.admin, (work) => updateMember(work, manager.actor.id!, { active: false }));
    await expect(link(org.admin, manager)).rejects.toMatchObject({ code: 'conflict' });
    const other = await newOrganisation(opened.db, { name: 'Other' });
    await expect(link(other.admin, officer)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a link that was made before the member was disabled is dead', async () => {
    const member = await org.member('officer');
    const { token } = await as(org.admin, (work) => createSignInLink(work, member.actor.id!));
    await as(org.admin, (work) => updateMember(work, member.actor.id!, { active: false }));
    expect(await signInWithLink(context(), token)).toBeNull();
  });

  test('a session slides while it is used, and ends a week after it began', async () => {
    const { token } = await open(await org.member('officer'));
    for (let t = 0; t < SESSION_LASTS_MS; t += 11 * HOUR) {
      const found = await who(token, later(t));
      expect([t, found !== null]).toEqual([t, true]);
      expect(found!.expiresAt.getTime()).toBeLessThanOrEqual(NOW.getTime() + SESSION_LASTS_MS);
    }
    expect(await who(token, later(SESSION_LASTS_MS))).toBeNull();
  });

  test('using a session writes only now and then', async () => {
    const { token } = await open(await org.member('officer'));
    const first = (await who(token, later(60_000)))!.expiresAt;
    expect(first).toEqual(later(SESSION_IDLE_MS));
    expect((await who(token, later(20 * 60_000)))!.expiresAt).toEqual(later(20 * 60_000 + SESSION_IDLE_MS));
  });

  test('neither tokens nor passwords are stored as they are', async () => {
    const member = await org.member('officer');
    const { token } = await open(member);
    const stored = await hashPassword('a long enough password');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword('a long enough password')).not.toBe(stored);
    await as(member, (work) => setPassword(work, member.actor.id!, stored));
    const rows = await as(org.admin, async ({ tx }) => [
      await tx.selectFrom('web_session').selectAll().execute(),
      await tx.selectFrom('sign_in_link').selectAll().execute(),
      (await listAudit(tx)).items,
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows[2])).not.toContain('argon2');
  });

  test('a password is at least twelve characters of any kind, at most a thousand', async () => {
    for (const password of ['', 'elevenchars', '🐢'.repeat(11), 'x'.repeat(1001)])
      await expect(hashPassword(password)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await hashPassword('🐢'.repeat(12))).toContain('argon2id');
  });

  test('letters that look the same are the same', async () => {
    const member = await org.member('officer', { email: 'zoe@example.org' });
    const composed = 'caf\u00e9 caf\u00e9 caf\u00e9';
    const stored = await hashPassword(composed);
    await as(member, (work) => setPassword(work, member.actor.id!, stored));
    const password = composed.normalize('NFD');
    expect(password).not.toBe(composed);
    expect(await signInWithPassword(context(), { email: 'zoe@example.org', password })).not.toBeNull();
  });

  test('a stranger is refused after as much work as a member', { retry: 2 }, async () => {
    const member = await org.member('officer', { email: 'known@example.org' });
    const stored = await hashPassword('a long enough password');
    await as(member, (work) => setPassword(work, member.actor.id!, stored));
    const median = async (email: string): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 7; i++) {
        const start = performance.now();
        expect(await signInWithPassword(context(), { email, password: 'wrong' })).toBeNull();
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[3]!;
    };
    await median('stranger@example.org');
    const [known, stranger] = [await median('known@example.org'), await median('stranger@example.org')];
    expect(stranger).toBeGreaterThan(known * 0.5);
    expect(stranger).toBeLessThan(known * 2);
  });

  test('of two organisations with one e-mail address, the password decides', async () => {
    const other = await newOrganisation(opened.db, { name: 'Other' });
    const email = 'both@example.org';
    for (const [where, password] of [
      [org, 'password for the first'],
      [other, 'password for the other'],
    ] as const) {
      const member = await where.member('officer', { email });
      const stored = await hashPassword(password);
      await as(member, (work) => setPassword(work, member.actor.id!, stored));
    }
    const first = await signInWithPassword(context(), { email, password: 'password for the first' });
    const second = await signInWithPassword(context(), { email, password: 'password for the other' });
    expect([first?.principal.orgId, second?.principal.orgId]).toEqual([org.orgId, other.orgId]);
  });

  test('changing one’s password needs the old one and ends the other sessions', async () => {
    const member = await org.member('officer', { email: 'change@example.org' });
    const here = await open(member);
    const there = await open(member);
    const { sessionId } = (await who(here.token))!;
    const change = (current: string | null, next: string) =>
      changeOwnPassword(context(), member, { current, next, sessionId });
    await change(null, 'the first password');
    expect(await who(here.token)).not.toBeNull();
    expect(await who(there.token)).toBeNull();
    for (const current of [null, '', 'wrong'])
      await expect(change(current, 'the second password')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(change('the first password', 'short')).rejects.toMatchObject({ code: 'invalid_input' });
    await change('the first password', 'the second password');
    const attempt = (password: string) => signInWithPassword(context(), { email: 'change@example.org', password });
    expect(await attempt('the first password')).toBeNull();
    expect(await attempt('the second password')).not.toBeNull();
  });

  test('only oneself and admins set a password or sign somebody out everywhere', async () => {
    const [officer, manager] = [await org.member('officer'), await org.member('manager')];
    const { token } = await open(manager);
    const stored = await hashPassword('a long enough password');
    await expect(as(officer, (work) => setPassword(work, manager.actor.id!, stored))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(as(officer, (work) => signOutEverywhere(work, manager.actor.id!))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await as(org.admin, ({ tx }) => passwordHash(tx, manager.actor.id!))).toBeNull();
    expect(await who(token)).not.toBeNull();
    expect(await as(org.admin, (work) => signOutEverywhere(work, manager.actor.id!))).toBe(1);
    expect(await who(token)).toBeNull();
  });

  test('a verified e-mail address signs in its active member, and nobody else', async () => {
    const member = await org.member('officer', { email: 'oidc@example.org' });
    const signedIn = await signInWithVerifiedEmail(context(), 'OIDC@example.org');
    expect(signedIn?.principal).toMatchObject({ actor: member.actor, orgId: org.orgId });
    expect(await signInWithVerifiedEmail(context(), 'stranger@example.org')).toBeNull();
    await as(org.admin, (work) => updateMember(work, member.actor.id!, { active: false }));
    expect(await signInWithVerifiedEmail(context(), 'oidc@example.org')).toBeNull();
  });

  test('what has ended is forgotten, what runs stays', async () => {
    const here = await newOrganisation(opened.db, { name: 'Forgetful' });
    const { token } = await as(here.admin, (work) => createSignInLink(work, here.admin.actor.id!));
    const session = (await signInWithLink(context(), token))!;
    expect(await as(here.admin, ({ tx }) => deleteExpiredSignIns(tx, later(HOUR)))).toBe(1);
    expect(await who(session.token, later(HOUR))).not.toBeNull();
    expect(await as(here.admin, ({ tx }) => deleteExpiredSignIns(tx, later(14 * HOUR)))).toBe(1);
    expect(await as(here.admin, ({ tx }) => deleteExpiredSignIns(tx, later(14 * HOUR)))).toBe(0);
  });
});
