import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listApiKeyRows } from '../../src/db/api-keys.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { createApiKey, principalOfKey, revokeApiKey } from '../../src/pipeline/api-keys.ts';
import { auditKey, listAudit } from '../../src/pipeline/audit.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-03-02T12:00:00Z');
const seal = auditKey('a secret for tests, long enough');
const API = { platform: 'api', audience: 'private' } as const;
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe.each(databases)('API keys on the $name database', (kind) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await kind.open();
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
  });
  afterAll(() => opened?.close());

  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now: NOW, auditKey: seal }));
  const whose = (key: string, now = NOW) => principalOfKey(opened.db, now, key, API);

  test('a key speaks for its organisation with its role; only its hash is kept', async () => {
    const { key, id } = await as(org.admin, (work) => createApiKey(work, { name: 'importer', role: 'officer' }));
    expect(await whose(key)).toEqual({
      orgId: org.orgId,
      actor: { kind: 'key', id },
      name: 'importer',
      role: 'officer',
      timeZone: 'Europe/Berlin',
      place: API,
    });
    const row = await as(org.admin, ({ tx }) =>
      tx.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(row.key_hash).toEqual(createHash('sha256').update(key).digest());
    expect(row.prefix).toBe(key.slice(0, 9));
    const { items } = await as(org.admin, ({ tx }) => listAudit(tx));
    expect(items[0]).toMatchObject({ action: 'key.create', subject: id });
    expect(JSON.stringify([row, items])).not.toContain(key);
  });

  test('no two keys are alike, and what is nearly a key is none', async () => {
    const keys = await Promise.all(
      [1, 2, 3].map(() => as(org.admin, (work) => createApiKey(work, { name: 'k', role: 'employee' }))),
    );
    expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
    const { key } = keys[0]!;
    for (const wrong of ['', key.slice(0, -1), `${key} `, key.toUpperCase(), key.repeat(20)])
      expect(await whose(wrong)).toBeNull();
  });

  test('it ends when it expires or is revoked; revoking again changes nothing', async () => {
    const { key, id } = await as(org.admin, (work) =>
      createApiKey(work, { name: 'short', role: 'manager', expiresAt: later(60) }),
    );
    expect(await whose(key, later(59))).not.toBeNull();
    expect(await whose(key, later(60))).toBeNull();
    const revoked = await as(org.admin, (work) => revokeApiKey(work, id));
    expect(await whose(key)).toBeNull();
    const before = await as(org.admin, ({ tx }) => listAudit(tx));
    expect(await as(org.admin, (work) => revokeApiKey(work, id))).toEqual(revoked);
    expect(await as(org.admin, ({ tx }) => listAudit(tx))).toEqual(before);
    await expect(
      as(org.admin, (work) => createApiKey(work, { name: 'past', role: 'manager', expiresAt: NOW })),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('its last use is remembered to the minute', async () => {
    const { key, id } = await as(org.admin, (work) => createApiKey(work, { name: 'used', role: 'officer' }));
    const lastUsed = async () =>
      (await as(org.admin, ({ tx }) => listApiKeyRows(tx, { limit: 100 }))).find((one) => one.id === id)!.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await whose(key, later(0));
    await whose(key, later(59));
    expect(await lastUsed()).toEqual(later(0));
    await whose(key, later(60));
    expect(await lastUsed()).toEqual(later(60));
  });

  test('one’s own key is accepted once, and shows less of itself', async () => {
    const own = 'an automation key of our own';
    const { apiKey } = await as(org.admin, (work) =>
      createApiKey(work, { name: 'automation', role: 'admin', key: own }),
    );
    expect(apiKey.prefix).toBe('an a');
    expect(await whose(own)).toMatchObject({ role: 'admin' });
    const other = await newOrganisation(opened.db, { name: 'Other' });
    await expect(
      as(other.admin, (work) => createApiKey(work, { name: 'again', role: 'admin', key: own })),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await whose(own)).toMatchObject({ orgId: org.orgId });
  });

  test('only admins make and revoke keys, and only their own organisation’s', async () => {
    const officer = await org.member('officer');
    await expect(as(officer, (work) => createApiKey(work, { name: 'x', role: 'admin' }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { key, id } = await as(org.admin, (work) => createApiKey(work, { name: 'safe', role: 'officer' }));
    await expect(as(officer, (work) => revokeApiKey(work, id))).rejects.toMatchObject({ code: 'forbidden' });
    const other = await newOrganisation(opened.db, { name: 'Other' });
    await expect(as(other.admin, (work) => revokeApiKey(work, id))).rejects.toMatchObject({ code: 'not_found' });
    expect(await whose(key)).not.toBeNull();
  });
});
