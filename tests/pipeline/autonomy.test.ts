import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAuditEntries } from '../../src/db/audit.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import {
  autonomyCheck,
  isPaused,
  mayActByItself,
  resumeAutonomy,
  seeAutonomy,
  setAutonomy,
} from '../../src/pipeline/autonomy.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOON = new Date('2026-03-02T12:00:00Z');
const minutesOn = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

describe.each(databases)('how much happens by itself, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let moderator: Principal;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    org = await newOrganisation(database.db);
    moderator = await org.member('moderator', { name: 'Mo' });
  });
  const inOrg = <T>(read: (tx: OrgDb) => Promise<T>): Promise<T> => withOrg(database.db, org.admin.orgId, read);
  const as = <T>(principal: Principal, now: Date, change: (work: Work) => Promise<T>): Promise<T> =>
    inOrg((tx) => change({ tx, principal, now, auditKey: auditKey('secret') }));
  const now = (at: Date) => inOrg((tx) => seeAutonomy(tx, at));

  test('from the beginning what the policy says is done; a moderator stops it at once and takes that back', async () => {
    expect(await now(NOON)).toMatchObject({ level: 'act', perHour: 20, by: null });
    await as(moderator, NOON, (work) => setAutonomy(work, { level: 'paused', reason: 'false alarms' }));
    expect(await now(minutesOn(9999))).toMatchObject({ level: 'paused', by: { name: 'Mo' }, reason: 'false alarms' });
    expect(await inOrg((tx) => isPaused(tx, NOON))).toBe(true);
    expect(await inOrg((tx) => mayActByItself(tx, NOON))).toBe(false);
    expect(await as(moderator, minutesOn(1), resumeAutonomy)).toMatchObject({ level: 'act', reason: null });
    const lines = await inOrg((tx) => listAuditEntries(tx, { limit: 10 }));
    expect(lines.filter(({ action }) => action === 'autonomy.set')).toMatchObject([
      { subject: 'act', actorName: 'Mo' },
      { subject: 'paused', actorName: 'Mo', detail: { reason: 'false alarms' } },
    ]);
  });

  test('more is let happen by an admin alone: not what another paused, not the limit, not what was never so', async () => {
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'suggest', perHour: 5 }));
    await expect(as(moderator, NOON, (work) => setAutonomy(work, { level: 'act' }))).rejects.toThrow('Only an admin');
    await expect(as(moderator, NOON, (work) => setAutonomy(work, { perHour: 6 }))).rejects.toThrow('Only an admin');
    await as(moderator, NOON, (work) => setAutonomy(work, { level: 'paused' }));
    // going back is to what it was, which was not to act
    await expect(as(moderator, NOON, (work) => setAutonomy(work, { level: 'act' }))).rejects.toThrow('Only an admin');
    const other = await org.member('moderator');
    await expect(as(other, NOON, resumeAutonomy)).rejects.toThrow('Only an admin');
    expect(await as(moderator, NOON, resumeAutonomy)).toMatchObject({ level: 'suggest' });
    const employee = await org.member('employee');
    await expect(as(employee, NOON, (work) => setAutonomy(work, { level: 'paused' }))).rejects.toThrow(
      'does not allow',
    );
    expect(await now(NOON)).toMatchObject({ level: 'suggest', perHour: 5 });
  });

  test('what is set for a while ends by itself, also where it was made longer', async () => {
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'suggest' }));
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'act', until: minutesOn(60) }));
    expect(await now(minutesOn(59))).toMatchObject({ level: 'act', until: minutesOn(60) });
    expect(await now(minutesOn(60))).toMatchObject({ level: 'suggest', until: null, by: null });
    await as(moderator, minutesOn(61), (work) => setAutonomy(work, { level: 'paused', until: minutesOn(70) }));
    await as(moderator, minutesOn(62), (work) => setAutonomy(work, { level: 'paused', until: minutesOn(90) }));
    expect(await now(minutesOn(80))).toMatchObject({ level: 'paused' });
    expect(await now(minutesOn(90))).toMatchObject({ level: 'suggest' });
    for (const until of [minutesOn(0), minutesOn(31 * 24 * 60)])
      await expect(
        as(org.admin, minutesOn(1), (work) => setAutonomy(work, { level: 'paused', until })),
      ).rejects.toThrow('within the next 30 days');
  });

  test('what an admin stopped ends no sooner by anybody else, however they say it', async () => {
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'paused', reason: 'an attack' }));
    await expect(
      as(moderator, NOON, (work) => setAutonomy(work, { level: 'paused', until: minutesOn(1) })),
    ).rejects.toThrow('Only an admin');
    await as(moderator, NOON, (work) => setAutonomy(work, { level: 'paused', perHour: 3, reason: 'mine' }));
    expect(await now(NOON)).toMatchObject({ reason: 'an attack', until: null, perHour: 3 });
    await expect(as(moderator, NOON, resumeAutonomy)).rejects.toThrow('Only an admin');
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'paused', until: minutesOn(60) }));
    // longer, but not theirs to take back
    await as(moderator, NOON, (work) => setAutonomy(work, { level: 'paused', until: minutesOn(90) }));
    expect(await now(minutesOn(70))).toMatchObject({ level: 'paused', by: { id: org.admin.actor.id } });
    await expect(as(moderator, NOON, resumeAutonomy)).rejects.toThrow('Only an admin');
  });

  test('what is let happen for a while stays for a while: by another limit, after a pause, and longer by an admin alone', async () => {
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'suggest' }));
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'act', until: minutesOn(60) }));
    await as(moderator, NOON, (work) => setAutonomy(work, { perHour: 3 }));
    expect(await now(NOON)).toMatchObject({ level: 'act', until: minutesOn(60), perHour: 3 });
    for (const change of [{ level: 'act' as const }, { until: minutesOn(61) }])
      await expect(as(moderator, NOON, (work) => setAutonomy(work, change))).rejects.toThrow('Only an admin');
    await as(moderator, NOON, (work) => setAutonomy(work, { level: 'paused', until: minutesOn(1) }));
    expect(await now(minutesOn(2))).toMatchObject({ level: 'suggest', until: null });
  });

  test('nothing of it reaches another organisation, and bad input changes nothing', async () => {
    const another = await newOrganisation(database.db);
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'paused' }));
    expect(await withOrg(database.db, another.admin.orgId, (tx) => isPaused(tx, NOON))).toBe(false);
    for (const change of [
      { level: 'off' },
      { perHour: -1 },
      { perHour: 1.5 },
      { perHour: 1001 },
      { reason: ' ' },
      { x: 1 },
    ])
      await expect(as(org.admin, NOON, (work) => setAutonomy(work, change as never))).rejects.toThrow();
    expect(await now(NOON)).toMatchObject({ level: 'paused', perHour: 20 });
  });

  test('the health page says what holds; that it is paused is no fault', async () => {
    const check = autonomyCheck(inOrg, () => minutesOn(5));
    expect(await check.check()).toBe('what the policy says, at most 20 actions in an hour; 0 in the last one');
    await as(org.admin, NOON, (work) => setAutonomy(work, { level: 'suggest' }));
    expect(await check.check()).toBe('actions are only suggested');
    await as(moderator, NOON, (work) => setAutonomy(work, { level: 'paused' }));
    expect(await check.check()).toBe('paused by Mo: nothing happens by itself');
  });
});
