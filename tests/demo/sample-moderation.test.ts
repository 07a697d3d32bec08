import { afterEach, describe, expect, test } from 'vitest';
import { evidenceOf } from '../../src/db/case-evidence.ts';
import { listCases } from '../../src/db/cases.ts';
import { withOrg } from '../../src/db/scope.ts';
import { fillSampleModeration } from '../../src/demo/sample-moderation.ts';
import { sampleBegin, sampleMembers } from '../../src/demo/sample-week.ts';
import { silentLog } from '../../src/log.ts';
import { auditKey, verifyAudit } from '../../src/pipeline/audit.ts';
import { addMember, createOrganisation, systemPrincipal } from '../../src/pipeline/members.ts';
import { databases, type TestDatabase } from '../support/database.ts';

const KEY = auditKey('a secret for tests');

describe.each(databases)('the forum of the sample on $name', ({ open }) => {
  let opened: TestDatabase | null = null;
  afterEach(() => opened?.close());

  // in the morning, and just after midnight
  test.each(['2026-11-21T08:00:00Z', '2026-11-22T23:30:00Z'])(
    'at %s a case waits, and one like it is dealt with',
    async (at) => {
      opened = await open();
      const { db } = opened;
      const now = new Date(at);
      const { orgId } = await createOrganisation(db, {
        name: 'Northwind Clinic',
        timeZone: 'Europe/Berlin',
        sample: true,
        admin: sampleMembers[0]!,
        auditKey: KEY,
        now: sampleBegin(now),
        place: { platform: 'cli', audience: 'private' },
      });
      const services = { db, auditKey: KEY, log: silentLog(), now: () => now };
      await withOrg(db, orgId, async (tx) => {
        const principal = systemPrincipal(orgId, 'Europe/Berlin', { platform: 'console', audience: 'private' });
        const work = { tx, principal, now: sampleBegin(now), auditKey: KEY };
        for (const member of sampleMembers.slice(1)) await addMember(work, member);
      });
      expect(await fillSampleModeration(services, orgId)).toBe(2);
      expect(await fillSampleModeration(services, orgId)).toBe(0);

      const [waiting, settled] = await withOrg(db, orgId, (tx) => listCases(tx, { limit: 10 }));
      expect(settled).toMatchObject({ state: 'acted', decidedBy: 'Sam Okafor', offender: { name: 'Dirk' } });
      expect(waiting).toMatchObject({ state: 'open', target: { name: 'Lena H.' }, offender: { name: 'Dirk' } });
      expect(waiting!.offenders.map(({ name }) => name).toSorted()).toEqual(['Dirk', 'Kev', 'bogdan77']);
      // a chart that goes up, evidence, and the case of yesterday beside it
      expect(waiting!.course.length).toBeGreaterThan(3);
      expect(waiting!.course.at(-1)!.score).toBeGreaterThan(waiting!.course[0]!.score);
      const evidence = await withOrg(db, orgId, (tx) => evidenceOf(tx, waiting!.id));
      expect(evidence.length).toBeGreaterThan(3);
      expect(waiting!.alike.map(({ number }) => number)).toEqual([settled!.number]);
      expect(waiting!.openedAt.getTime()).toBeLessThanOrEqual(now.getTime());
      expect(await withOrg(db, orgId, (tx) => verifyAudit(tx, KEY))).toMatchObject({ ok: true });
    },
    120_000,
  );
});
