import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import { createChatApps, listOwnChatApps, removeChatApp, setChatApp } from '../../src/pipeline/chat-apps.ts';
import { openTokens, sealTokens, tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';

const key = tokenKey('a secret of at least sixteen characters');

describe('sealed tokens', () => {
  test('open under their own id and key, and only there', () => {
    const id = newId();
    const sealed = sealTokens(key, id, 'xoxb-secret');
    expect(sealed.toString('latin1')).not.toContain('xoxb');
    expect(openTokens(key, id, sealed)).toBe('xoxb-secret');
    expect(() => openTokens(key, newId(), sealed)).toThrow(/Set them again/);
    expect(() => openTokens(tokenKey('another secret of sixteen'), id, sealed)).toThrow(/Set them again/);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => openTokens(key, id, changed)).toThrow(/Set them again/);
    }
    for (const length of [0, 1, 12, 28, sealed.length - 1])
      expect(() => openTokens(key, id, sealed.subarray(0, length))).toThrow(/Set them again/);
    expect(sealTokens(key, id, 'xoxb-secret')).not.toEqual(sealed);
  });
});

describe.each(databases)('an organisation’s own bots, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let other: TestOrganisation;
  const now = new Date('2026-11-21T12:00:00Z');
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    other = await newOrganisation(database.db);
  });
  afterAll(() => database.close());
  const as = <T>(who: Principal, change: (work: Work) => Promise<T>, at = now): Promise<T> =>
    withOrg(database.db, who.orgId, (tx) => change({ tx, principal: who, now: at, auditKey: deskKey }));
  const slack = { botToken: 'xoxb-1-2-top-secret', signingSecret: 'signing-top-secret' };

  test('are set by admins alone, and their tokens are nowhere to be read', async () => {
    const officer = await org.member('officer');
    await expect(as(officer, (work) => setChatApp(work, key, 'slack', slack))).rejects.toThrow(/admin/);
    await expect(
      as(org.admin, (work) => setChatApp(work, key, 'slack', { botToken: 'wrong-top-secret' })),
    ).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining('top-secret') }));
    const app = await as(org.admin, (work) => setChatApp(work, key, 'slack', slack));
    expect(app.externalId).toBe('1-2');
    const everything = await as(org.admin, async ({ tx }) => ({
      apps: await listOwnChatApps(tx),
      audit: await tx.selectFrom('audit_entry').selectAll().execute(),
      rows: (await tx.selectFrom('chat_app').selectAll().execute()).map((row) => row.credentials.toString('latin1')),
    }));
    expect(everything.apps).toMatchObject([{ platform: 'slack', externalId: '1-2' }]);
    expect(everything.audit.map(({ action }) => action)).toContain('chat_app.set');
    expect(JSON.stringify(everything)).not.toContain('top-secret');
  });

  test('an app is the organisation’s whose tokens have worked, not whose that names it first', async () => {
    const apps = createChatApps({
      db: database.db,
      key,
      settings: { slack: null, discord: null, teams: null },
      listen: async () => async () => {},
      log: silentLog(),
      now: () => now,
    });
    const squatted = { appId: 'the-real-app', appPassword: 'nobody checked this', tenantId: null };
    const real = { ...squatted, appPassword: 'the real one' };
    await as(other.admin, (work) => setChatApp(work, key, 'teams', squatted));
    const ours = await as(org.admin, (work) => setChatApp(work, key, 'teams', real));
    expect(ours.verifiedAt).toBeNull();
    const [app] = (await apps.teams.list()).filter(({ orgId }) => orgId === org.orgId);
    const [theirs] = (await apps.teams.list()).filter(({ orgId }) => orgId === other.orgId);
    // what worked were not the tokens that are set
    expect(await apps.proven('teams', { ...app!, credentials: squatted }, 'the-real-app')).toBe(false);
    expect(await apps.proven('teams', app!, 'the-real-app')).toBe(true);
    expect(await apps.proven('teams', app!, 'the-real-app')).toBe(true);
    const listed = (who: Principal) => as(who, ({ tx }) => listOwnChatApps(tx));
    expect(await listed(org.admin)).toContainEqual(
      expect.objectContaining({ platform: 'teams', externalId: 'the-real-app', verifiedAt: now }),
    );
    // whoever only named it is left out from then on, and nobody can name it anew
    expect((await apps.teams.list()).map(({ orgId }) => orgId)).toEqual([org.orgId]);
    expect(await apps.proven('teams', theirs!, 'the-real-app')).toBe(false);
    const third = await newOrganisation(database.db);
    await expect(as(third.admin, (work) => setChatApp(work, key, 'teams', squatted))).rejects.toThrow(
      /in use by another organisation/,
    );
    expect(await listed(third.admin)).toEqual([]);
    expect(await listed(other.admin)).toMatchObject([{ platform: 'teams', verifiedAt: null }]);
    // new tokens have to work anew
    await as(org.admin, (work) => setChatApp(work, key, 'teams', real));
    expect(await listed(org.admin)).toContainEqual(expect.objectContaining({ platform: 'teams', verifiedAt: null }));
    expect(await apps.proven('slack', { id: 'settings', orgId: null, credentials: slack }, 'T1 B1')).toBe(true);
    await as(org.admin, (work) => removeChatApp(work, 'teams'));
    await as(other.admin, (work) => removeChatApp(work, 'teams'));
    await expect(as(other.admin, (work) => removeChatApp(work, 'slack'))).rejects.toThrow(/no bot/);
  });

  test('a change is seen without a restart: set, replaced, removed', async () => {
    const apps = createChatApps({
      db: database.db,
      key,
      settings: { slack: null, discord: { token: 'from the environment', shards: 'auto' }, teams: null },
      listen: (channel, hear) => database.database.listen(channel, hear),
      log: silentLog(),
      lookEveryMs: 3_600_000,
    });
    const told = vi.fn();
    const stop = apps.discord.onChange(told);
    const others = vi.fn();
    apps.slack.onChange(others);
    await apps.start();
    try {
      const tokens = async () => (await apps.discord.list()).map((app) => app.credentials.token);
      expect(await tokens()).toEqual(['from the environment']);
      await as(other.admin, (work) => setChatApp(work, key, 'discord', { token: 'one' }));
      await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1), 10_000);
      expect(await tokens()).toEqual(['from the environment', 'one']);
      const later = new Date(now.getTime() + 1000);
      await as(other.admin, (work) => setChatApp(work, key, 'discord', { token: 'two' }), later);
      await vi.waitFor(async () => expect(await tokens()).toEqual(['from the environment', 'two']), 10_000);
      await as(other.admin, (work) => removeChatApp(work, 'discord'), later);
      await vi.waitFor(async () => expect(await tokens()).toEqual(['from the environment']), 10_000);
      expect(others).not.toHaveBeenCalled();
      stop();
    } finally {
      await apps.stop();
    }
  });

  test('tokens sealed with another secret are left out, and the others go on', async () => {
    await as(other.admin, (work) =>
      setChatApp(work, tokenKey('an older secret of sixteen'), 'teams', { appId: 'A', appPassword: 'P' }),
    );
    const apps = createChatApps({
      db: database.db,
      key,
      settings: { slack: null, discord: null, teams: null },
      listen: async () => async () => {},
      log: silentLog(),
    });
    expect(await apps.teams.list()).toEqual([]);
    expect(await apps.slack.list()).toHaveLength(1);
  });
});
