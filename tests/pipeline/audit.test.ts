import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import {
  type AuditVerdict,
  audit,
  auditKey,
  canonicalJson,
  listAudit,
  sealedWith,
  verifyAudit,
} from '../../src/pipeline/audit.ts';
import type { AuditKey } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const NOW = new Date('2026-11-20T12:00:00.123Z');

describe('the key', () => {
  test('depends on the secret and is not the secret', () => {
    expect(auditKey('a').equals(auditKey('a'))).toBe(true);
    expect(auditKey('a').equals(auditKey('b'))).toBe(false);
    expect(auditKey('a')).toHaveLength(32);
  });
});

describe('canonical JSON', () => {
  test('is JSON, with one text for equal values', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe.each(databases)('the audit log on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());

  const append = (principal: Principal, ...lines: Parameters<typeof audit>[1][]) =>
    withOrg(opened.db, principal.orgId, async (tx) => {
      for (const line of lines) await audit({ tx, principal, now: NOW, auditKey: KEY }, line);
    });
  const verify = (
    principal: Principal,
    key = KEY,
    witness?: Parameters<typeof verifyAudit>[2],
  ): Promise<AuditVerdict> => withOrg(opened.db, principal.orgId, (tx) => verifyAudit(tx, key, witness));
  /** An organisation with so many lines in its log. */
  async function organisationWith(lines: number): Promise<Principal> {
    const { admin } = await newOrganisation(opened.db);
    const line = (_: unknown, i: number) => ({ action: 'test.write', subject: `INC-${i + 1}`, detail: { i } });
    await append(admin, ...Array.from({ length: lines }, line));
    return admin;
  }
  /** What only somebody with the database's own keys could do: past the triggers that refuse it. */
  async function tamper(...statements: string[]): Promise<void> {
    const client = await opened.database.pool.connect();
    try {
      await client.query('begin');
      await client.query(`set local session_replication_role = 'replica'`);
      for (const statement of statements) await client.query(statement);
      await client.query('commit');
    } finally {
      client.release();
    }
  }

  test('says who did what, where, when and through what', async () => {
    const { orgId, member } = await newOrganisation(opened.db);
    const principal = await member('officer', { name: 'Maria Lindqvist' });
    await withOrg(opened.db, orgId, (tx) =>
      audit(
        { tx, principal, now: NOW, auditKey: KEY, via: 'agent' },
        { action: 'incident.open', subject: 'INC-1', detail: { title: 'Break-in' } },
      ),
    );
    const { items } = await withOrg(opened.db, orgId, (tx) => listAudit(tx));
    expect(items).toEqual([
      {
        sequence: 1,
        at: NOW,
        actor: principal.actor,
        actorName: 'Maria Lindqvist',
        place: 'console',
        action: 'incident.open',
        subject: 'INC-1',
        detail: { title: 'Break-in', via: 'agent' },
      },
    ]);
  });

  test('a log of several pages verifies; one without entries was emptied', async () => {
    const empty = await organisationWith(0);
    expect(await verify(empty)).toMatchObject({ ok: false, seq: 1 });
    const long = await organisationWith(1000);
    expect(await verify(long)).toMatchObject({ ok: true, entries: 1000, head: { sequence: 1000 } });
  }, 60_000);

  test('forty at once make one chain without a fork', async () => {
    const { admin } = await newOrganisation(opened.db);
    await Promise.all(Array.from({ length: 40 }, (_, i) => append(admin, { action: 'test.write', detail: { i } })));
    expect(await verify(admin)).toMatchObject({ ok: true, entries: 40 });
    const { items } = await withOrg(opened.db, admin.orgId, (tx) => listAudit(tx, { limit: 100 }));
    expect(items.map((entry) => entry.sequence)).toEqual(Array.from({ length: 40 }, (_, i) => 40 - i));
    expect(new Set(items.map((entry) => entry.detail.i)).size).toBe(40);
  });

  test('what is rolled back leaves neither a line nor a gap', async () => {
    const admin = await organisationWith(1);
    const failing = withOrg(opened.db, admin.orgId, async (tx) => {
      await audit({ tx, principal: admin, now: NOW, auditKey: KEY }, { action: 'test.write' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await append(admin, { action: 'test.write' });
    expect(await verify(admin)).toMatchObject({ ok: true, entries: 2 });
  });

  test.each([
    [
      'a changed detail',
      3,
      (org: string) => [`update audit_entry set detail = '{"i": 99}' where org_id = '${org}' and seq = 3`],
      'changed',
    ],
    [
      'a changed actor',
      2,
      (org: string) => [`update audit_entry set actor_name = 'Nobody' where org_id = '${org}' and seq = 2`],
      'changed',
    ],
    [
      'a changed time',
      1,
      (org: string) => [`update audit_entry set at = at + interval '1 ms' where org_id = '${org}' and seq = 1`],
      'changed',
    ],
    [
      'a time changed by less than a millisecond',
      1,
      (org: string) => [`update audit_entry set at = at + interval '400 us' where org_id = '${org}' and seq = 1`],
      'changed',
    ],
    ['a removed entry', 3, (org: string) => [`delete from audit_entry where org_id = '${org}' and seq = 3`], 'missing'],
    [
      'a removed entry with the rest moved up',
      3,
      (org: string) => [
        `delete from audit_entry where org_id = '${org}' and seq = 3`,
        `update audit_entry set seq = seq - 1 where org_id = '${org}' and seq > 3`,
        `update audit_head set seq = seq - 1 where org_id = '${org}'`,
      ],
      'does not follow',
    ],
    [
      'a cut-off tail',
      5,
      (org: string) => [`delete from audit_entry where org_id = '${org}' and seq = 5`],
      'its head says 5',
    ],
    ['a head set back', 5, (org: string) => [`update audit_head set seq = 4 where org_id = '${org}'`], 'head'],
    [
      'a forged head',
      5,
      (org: string) => [`update audit_head set hash = decode(repeat('00', 32), 'hex') where org_id = '${org}'`],
      'head',
    ],
    ['a removed head', 5, (org: string) => [`delete from audit_head where org_id = '${org}'`], 'head'],
    ['an emptied log', 1, (org: string) => [`delete from audit_entry where org_id = '${org}'`], 'the log is empty'],
    [
      'a log emptied together with its head',
      1,
      (org: string) => [
        `delete from audit_entry where org_id = '${org}'`,
        `delete from audit_head where org_id = '${org}'`,
      ],
      'the log is empty',
    ],
  ])('notices %s', async (_what, seq, statements, reason) => {
    const admin = await organisationWith(5);
    expect(await verify(admin)).toMatchObject({ ok: true });
    await tamper(...statements(admin.orgId));
    const verdict = await verify(admin);
    expect(verdict).toMatchObject({ ok: false, seq });
    expect(!verdict.ok && verdict.reason).toContain(reason);
  });

  test('the application can neither set a head back, forge one nor take one away', async () => {
    const { orgId } = await organisationWith(3);
    const attempts = [
      sql`update audit_head set seq = 2`,
      sql`update audit_head set hash = decode(repeat('00', 32), 'hex')`,
      sql`update audit_head set org_id = gen_random_uuid()`,
      sql`delete from audit_head`,
    ];
    for (const attempt of attempts)
      await expect(withOrg(opened.db, orgId, (tx) => attempt.execute(tx))).rejects.toMatchObject({ code: '42501' });
    // … nor, by mistake, whoever owns the tables
    for (const statement of [`update audit_head set seq = 2 where org_id = '${orgId}'`, 'delete from audit_head'])
      await expect(opened.database.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('another secret seals nothing here, nor does another organisation’s chain', async () => {
    const [admin, other] = [await organisationWith(2), await organisationWith(2)];
    expect(await verify(admin, auditKey('another'))).toMatchObject({ ok: false, seq: 1 });
    await tamper(
      `delete from audit_entry where org_id = '${admin.orgId}'`,
      `delete from audit_head where org_id = '${admin.orgId}'`,
      `insert into audit_entry select '${admin.orgId}', seq, at, actor_kind, actor_id, actor_name, place, action, subject, detail, prev_hash, hash
         from audit_entry where org_id = '${other.orgId}'`,
      `insert into audit_head select '${admin.orgId}', seq, hash from audit_head where org_id = '${other.orgId}'`,
    );
    expect(await verify(admin)).toMatchObject({ ok: false, seq: 1 });
  });

  test('a start with another secret is noticed before it writes a line', async () => {
    const admin = await organisationWith(1);
    const fits = (key: AuditKey) => withOrg(opened.db, admin.orgId, (tx) => sealedWith(tx, key));
    expect(await fits(KEY)).toBe(true);
    expect(await fits(auditKey('another'))).toBe(false);
  });

  test('a published head tells of a tail cut off together with its head', async () => {
    const admin = await organisationWith(5);
    const whole = await verify(admin);
    const witness = whole.ok ? whole.head : { sequence: 0, hash: '' };
    await append(admin, { action: 'test.write' });
    expect(await verify(admin, KEY, witness)).toMatchObject({ ok: true, entries: 6 });
    await tamper(
      `delete from audit_entry where org_id = '${admin.orgId}' and seq > 3`,
      `update audit_head set seq = 3, hash = (select hash from audit_entry where org_id = '${admin.orgId}' and seq = 3) where org_id = '${admin.orgId}'`,
    );
    expect(await verify(admin)).toMatchObject({ ok: true, entries: 3 });
    expect(await verify(admin, KEY, witness)).toMatchObject({ ok: false, seq: 4 });
  });

  test('the database refuses to change or remove a line, even for its owner', async () => {
    const admin = await organisationWith(2);
    const { pool } = opened.database;
    for (const statement of [
      `update audit_entry set action = 'nothing' where org_id = '${admin.orgId}'`,
      `delete from audit_entry where org_id = '${admin.orgId}'`,
      'truncate audit_entry',
    ]) {
      await expect(pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    }
    const asService = withOrg(opened.db, admin.orgId, (tx) => tx.deleteFrom('audit_entry').execute());
    await expect(asService).rejects.toMatchObject({ code: '42501' });
    expect(await verify(admin)).toMatchObject({ ok: true, entries: 2 });
  });

  test('no organisation sees or touches another’s log', async () => {
    const [one, two] = [await organisationWith(3), await organisationWith(1)];
    const { items } = await withOrg(opened.db, two.orgId, (tx) => listAudit(tx));
    expect(items).toHaveLength(1);
    expect(await verify(one)).toMatchObject({ ok: true, entries: 3 });
  });

  test('pages follow each other, filters narrow them', async () => {
    const admin = await organisationWith(5);
    await append(admin, { action: 'incident.open', subject: 'INC-9' }, { action: 'incident.update', subject: 'INC-9' });
    const list = (filter: Parameters<typeof listAudit>[1]) =>
      withOrg(opened.db, admin.orgId, (tx) => listAudit(tx, filter));
    const first = await list({ limit: 3 });
    expect(first.items.map((entry) => entry.sequence)).toEqual([7, 6, 5]);
    const second = await list({ limit: 4, before: first.next! });
    expect(second.items.map((entry) => entry.sequence)).toEqual([4, 3, 2, 1]);
    expect(second.next).toBeNull();
    expect((await list({ action: 'incident.' })).items).toHaveLength(2);
    expect((await list({ action: 'incident.open' })).items).toHaveLength(1);
    expect((await list({ subject: 'INC-9', actorId: admin.actor.id! })).items).toHaveLength(2);
    expect((await list({ to: NOW })).items).toHaveLength(0);
    expect((await list({ from: NOW })).items).toHaveLength(7);
  });

  test('whatever a detail holds, the line is written and verifies', async () => {
    const { admin } = await newOrganisation(opened.db);
    const circle: Record<string, unknown> = { name: 'round' };
    circle.self = circle;
    const hostile: Record<string, unknown>[] = [
      { text: 'nul \0 nul', half: '\ud800', key: 1, 'ke\0y': 2, '': 3 },
      { huge: 'x'.repeat(1_000_000), many: Array.from({ length: 5000 }, (_, i) => i) },
      Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field ${i}`, 'y'.repeat(300)])),
      {
        numbers: [
          0,
          -0,
          1e308,
          5e-324,
          0.1,
          1e21,
          Number.NaN,
          Number.POSITIVE_INFINITY,
          2n ** 70n,
          Number.MAX_SAFE_INTEGER,
        ],
      },
      { date: NOW, bad: new Date(Number.NaN), nothing: undefined, f: () => 1, empty: null, s: Symbol('s') },
      JSON.parse('{"__proto__": {"admin": true}, "constructor": "x"}'),
      circle,
    ];
    await append(
      admin,
      ...hostile.map((detail) => ({ action: 'test.hostile', subject: '\0\ud800'.repeat(500), detail })),
    );
    expect(await verify(admin)).toMatchObject({ ok: true, entries: hostile.length });
    const { items } = await withOrg(opened.db, admin.orgId, (tx) => listAudit(tx));
    for (const entry of items) expect(JSON.stringify(entry.detail).length).toBeLessThan(20_000);
  });

  test('any JSON at all survives the way through the database', async () => {
    const { admin } = await newOrganisation(opened.db);
    const details = fc.sample(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })),
      100,
    );
    await append(admin, ...details.map((detail) => ({ action: 'test.any', detail })));
    expect(await verify(admin)).toMatchObject({ ok: true, entries: details.length });
  });
});
