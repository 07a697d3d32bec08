import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listReports, reportOfPeriod } from '../../../src/db/reports.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { readWitness, witnessText } from '../../../src/domain/audit.ts';
import { USUAL_RETENTION } from '../../../src/domain/retention.ts';
import { silentLog } from '../../../src/log.ts';
import type { FileStore } from '../../../src/media/files.ts';
import { createFolderFiles } from '../../../src/media/folder-files.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { reportCard } from '../../../src/messages/views/report-card.ts';
import { audit, auditKey, listAudit, verifyAudit } from '../../../src/pipeline/audit.ts';
import { makeReport, type ReportParts } from '../../../src/pipeline/reports/make-report.ts';
import { applyRetention, retentionCheck, seeRetention } from '../../../src/pipeline/retention.ts';
import { setRetention } from '../../../src/pipeline/retention-settings.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';

const NOW = new Date('2026-11-23T08:00:00Z');
const KEY = auditKey('a secret for tests');
const DAY_MS = 86_400_000;

describe.each(databases)('reports that are kept, on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let now = NOW;
  let folder: string;
  let files: FileStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-reports-'));
    files = createFolderFiles(folder);
    opened = await open();
    org = await newOrganisation(opened.db);
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const parts = (): ReportParts => ({ db: opened.db, now: () => now, auditKey: KEY, wake: () => {}, log: silentLog() });
  const work = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: org.admin, now, auditKey: KEY }));
  const kept = async (): Promise<string[]> =>
    (await work(({ tx }) => listReports(tx, { limit: 50 }))).map(({ kind, period }) => `${kind} ${period}`).sort();
  const make = async (kind: 'daily' | 'weekly' | 'asked', period: string, at: string) => {
    now = new Date(at);
    return (await makeReport(parts(), org.orgId, { kind, period }))!;
  };

  test('each says where the audit log ended, which the check takes back: also of a log that was cut off since', async () => {
    await work((w) => audit(w, { action: 'test.first' }));
    const report = await make('weekly', '2026-11-16/2026-11-22', '2026-11-23T08:00:00Z');
    const told = /ended at (\S+)\.(?:\s|$)/.exec(cardText(reportCard(report, { timeZone: 'UTC' })))?.[1];
    expect(told).toBe(witnessText(report.witness!));
    expect(told).toMatch(/^\d+:[0-9a-f]{16}$/);
    const verify = (witness: string) => work(({ tx }) => verifyAudit(tx, KEY, readWitness(witness)!));
    expect(await verify(told!)).toMatchObject({ ok: true });
    const [sequence] = told!.split(':');
    expect(await verify(`${sequence}:${'0'.repeat(16)}`)).toMatchObject({ ok: false, seq: Number(sequence) });
    expect(await verify(`9999:${'0'.repeat(16)}`)).toMatchObject({ ok: false });
    for (const wrong of [
      '',
      '12',
      '12:',
      `0:${'a'.repeat(16)}`,
      `12:${'a'.repeat(15)}`,
      `12:${'g'.repeat(16)}`,
      'RPT-1',
    ])
      expect(readWitness(wrong), wrong).toBeNull();
  });

  test('they go when their time has come, the last of each kind never: nothing is made twice for it', async () => {
    await make('asked', 'last_month', '2020-01-02T08:00:00Z');
    await make('weekly', '2019-12-23/2019-12-29', '2020-01-02T08:00:00Z');
    await make('daily', '2020-01-01', '2020-01-02T08:00:00Z');
    now = NOW;
    const state = () => work(({ tx }) => seeRetention(tx, USUAL_RETENTION, NOW));
    expect((await state()).overdue.reports).toBe(2);
    await expect(retentionCheck(state).check()).rejects.toThrow(/kept longer/);
    const { report } = await applyRetention(work, files, USUAL_RETENTION, NOW);
    expect(report.reports).toBe(2);
    expect(await kept()).toEqual(['daily 2020-01-01', 'weekly 2026-11-16/2026-11-22']);
    expect((await state()).overdue.reports).toBe(0);
    await make('asked', 'last_month', '2026-07-02T08:00:00Z');
    now = NOW;
    const own = (days: number | null) => work((w) => setRetention(w, USUAL_RETENTION, { reportDays: days }));
    for (const wrong of [0, 1.5, -3, 1096, Number.NaN])
      await expect(own(wrong)).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await state()).overdue.reports).toBe(0);
    await own(60);
    expect(await state()).toMatchObject({ limits: { reportDays: 60, frameDays: 30 }, own: { reportDays: 60 } });
    expect((await state()).overdue.reports).toBe(1);
    expect((await applyRetention(work, files, USUAL_RETENTION, NOW)).report.reports).toBe(1);
    // an installation that keeps less by now has the last word
    expect(
      (await work(({ tx }) => seeRetention(tx, { ...USUAL_RETENTION, reportDays: 7 }, NOW))).limits.reportDays,
    ).toBe(7);
    await own(null);
    expect((await state()).own).toEqual({});
    const { items } = await work(({ tx }) => listAudit(tx, { action: 'retention.settings' }));
    expect(items.map(({ detail }) => detail)).toEqual([
      { reportDays: { before: 60, after: null } },
      { reportDays: { before: null, after: 60 } },
    ]);
    const young = { ...USUAL_RETENTION, reportDays: 1 };
    const later = new Date(NOW.getTime() + 30 * DAY_MS);
    expect((await applyRetention(work, files, young, later)).report.reports).toBe(0);
    expect(await work(({ tx }) => reportOfPeriod(tx, 'weekly', '2026-11-16/2026-11-22'))).not.toBeNull();
  });
});
