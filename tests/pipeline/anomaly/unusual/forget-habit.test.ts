import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAuditEntries } from '../../../../src/db/audit.ts';
import { baselinesOf } from '../../../../src/db/baselines.ts';
import { forgottenHabits } from '../../../../src/db/forgotten-habits.ts';
import { withOrg } from '../../../../src/db/scope.ts';
import type { Principal } from '../../../../src/domain/principal.ts';
import { silentLog } from '../../../../src/log.ts';
import { expireHabits } from '../../../../src/pipeline/anomaly/expire-habits.ts';
import { createForestPool, type ForestPool } from '../../../../src/pipeline/anomaly/forest/forest-pool.ts';
import { forgetHabit } from '../../../../src/pipeline/anomaly/unusual/forget-habit.ts';
import { scoreLogins } from '../../../../src/pipeline/anomaly/unusual/score-logins.ts';
import { judgeLogin, unusualLogins, usualOf } from '../../../../src/pipeline/anomaly/unusual/see-unusual.ts';
import { trainLogins } from '../../../../src/pipeline/anomaly/unusual/train-logins.ts';
import { auditKey } from '../../../../src/pipeline/audit.ts';
import { ingestLogins } from '../../../../src/pipeline/ingest-logins.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../../support/database.ts';
import { officeDays, officeLogin } from '../../../support/office-logins.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const DAY_MS = 86_400_000;
const KEY = auditKey('a secret of at least thirty-two characters');
const later = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

describe.each(databases)('habits are forgotten on $name', ({ open }) => {
  let opened: TestDatabase;
  let forests: ForestPool;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await open();
    forests = createForestPool(silentLog());
  });
  afterAll(async () => {
    await forests?.close();
    await opened?.close();
  });

  const inside = <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(opened.db, org.orgId, work);
  const parts = (now = NOW) => ({ org: inside as never, forests, now, wake: () => {} });
  const ingest = (events: Parameters<typeof ingestLogins>[2]) =>
    ingestLogins({ db: opened.db, now: () => NOW }, org.orgId, events);
  const forget = (account: string, principal: Principal = org.admin, now = NOW) =>
    inside((tx) => forgetHabit({ tx, principal, now, auditKey: KEY }, account));
  const usual = (account: string) => inside((tx) => usualOf(tx, org.admin, account, NOW));
  const standingOut = async (account: string) => {
    const page = { from: later(-7), to: later(1), limit: 20, least: 0, account };
    return (await inside((tx) => unusualLogins(tx, org.admin, page))).logins;
  };
  const begin = async (): Promise<void> => {
    org = await newOrganisation(opened.db);
    const far = { country: 'BR', city: 'São Paulo', latitude: -23.55, longitude: -46.63, device: 'curl' };
    await ingest([...officeDays(NOW), officeLogin('far', new Date('2026-11-20T03:12:00Z'), far)]);
    await trainLogins(parts());
  };

  test('of one account: its hours, what stood out and what was said of that; nothing from before is learned again', async () => {
    await begin();
    const [odd] = await standingOut('tomas');
    await inside((tx) => judgeLogin({ tx, principal: org.admin, now: NOW, auditKey: KEY }, odd!.sequence, 'confirmed'));
    expect(await forget('tomas')).toEqual({ scores: 1 });
    expect(await usual('tomas')).toBeNull();
    expect(await standingOut('tomas')).toEqual([]);
    await trainLogins(parts(later(1)));
    expect(await usual('tomas')).toBeNull();
    expect(await usual('ada')).not.toBeNull();
    const [line] = await inside((tx) => listAuditEntries(tx, { action: 'habit.forget', limit: 5 }));
    expect(line).toMatchObject({ subject: 'tomas', detail: { scores: 1 } });

    // what comes later of what was before is not learned either; what it does from now on is
    await ingest([
      officeLogin('late', new Date('2026-11-20T10:00:00Z')),
      officeLogin('new', new Date('2026-11-20T12:30:00Z')),
    ]);
    await scoreLogins(parts(later(1)));
    expect((await usual('tomas'))!.logins).toBe(1);
  });

  test('only by whoever may, and only what is known', async () => {
    await begin();
    await expect(forget('nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(forget('tomas', await org.member('manager'))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await usual('tomas')).not.toBeNull();
  });

  test('somebody who has it forgotten while it is being learned wins', async () => {
    await begin();
    let asked = false;
    const slow: ForestPool = {
      ...forests,
      async grow(...args) {
        if (!asked) await forget('tomas');
        asked = true;
        return forests.grow(...args);
      },
    };
    await trainLogins({ ...parts(later(1)), forests: slow });
    expect(asked).toBe(true);
    expect(await usual('tomas')).toBeNull();
    expect(await standingOut('tomas')).toEqual([]);
    expect(await usual('ada')).not.toBeNull();
  });

  test('when their time has come: scores after 30 days, judged ones with events, habits of who was not seen for 120', async () => {
    await begin();
    const [odd] = await standingOut('tomas');
    const expire = (now: Date) => inside((tx) => expireHabits(tx, { now, judgedDays: 365 }));
    expect(await expire(later(20))).toBe(0);
    await inside((tx) => judgeLogin({ tx, principal: org.admin, now: NOW, auditKey: KEY }, odd!.sequence, 'confirmed'));
    expect(await expire(later(40))).toBe(0);
    expect(await standingOut('tomas')).toHaveLength(1);
    await forget('ben');
    expect(await inside(forgottenHabits)).toHaveProperty('size', 1);
    expect(await expire(later(130))).toBe(4);
    expect(await inside((tx) => baselinesOf(tx, 'account', ['tomas', 'ada']))).toEqual([]);
    expect(await inside(forgottenHabits)).toHaveProperty('size', 0);
    expect(await expire(later(400))).toBe(1);
    expect(await standingOut('tomas')).toEqual([]);
  });
});
