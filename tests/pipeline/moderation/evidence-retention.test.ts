import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAuditEntries } from '../../../src/db/audit.ts';
import { countOldEvidence } from '../../../src/db/case-evidence.ts';
import { USUAL_RETENTION } from '../../../src/domain/retention.ts';
import type { FileStore } from '../../../src/media/files.ts';
import { createFolderFiles } from '../../../src/media/folder-files.ts';
import { actOnCase } from '../../../src/pipeline/moderation/act.ts';
import { dismissCase } from '../../../src/pipeline/moderation/decide-case.ts';
import { applyRetention, seeRetention } from '../../../src/pipeline/retention.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { moderationDesk, NOON, PILE_ON } from '../../support/moderation-desk.ts';

const DAY = 86_400_000;
let opened: TestDatabase;
let root: string;
let files: FileStore;
beforeAll(async () => {
  opened = await databases[0]!.open();
  root = await mkdtemp(join(tmpdir(), 'safenest-evidence-'));
  files = createFolderFiles(root);
});
afterAll(async () => {
  await opened.close();
  await rm(root, { recursive: true, force: true });
});

const HOURS_LATER = PILE_ON.map(([at, ...said]) => [at + 120, ...said] as const);
const AGAIN = PILE_ON.map(([at, ...said]) => [at + 240, ...said] as const);

test('what was said goes with its time, and is told; what was decided stays, and a case that waits keeps all', async () => {
  const desk = await moderationDesk(opened);
  await desk.say(PILE_ON);
  await desk.say(HOURS_LATER);
  await desk.say(AGAIN);
  await desk.as((work) => dismissCase(work, 1, { as: 'no_violation' }));
  await desk.as((work) => actOnCase(work, 2, { step: 'timeout' }));
  const cases = (await desk.cases()).toSorted((a, b) => a.number - b.number);
  expect(cases.map(({ state }) => state)).toEqual(['dismissed', 'acted', 'open']);
  const kept = async () => Promise.all(cases.map(async (one) => (await desk.evidence(one)).length));
  const before = await kept();
  expect(before.every((count) => count > 2)).toBe(true);

  const run = (now: Date) => {
    desk.at(now);
    return applyRetention((change) => desk.as(change), files, USUAL_RETENTION, now, { restMs: 0 });
  };
  expect((await run(new Date(NOON.getTime() + 300 * DAY))).report.quotes).toBe(0);
  expect(await kept()).toEqual(before);

  const late = new Date(NOON.getTime() + 370 * DAY);
  desk.at(late);
  expect((await desk.as(({ tx }) => seeRetention(tx, USUAL_RETENTION, late))).overdue.cases).toBe(2);
  const { report } = await run(late);
  expect(report.quotes).toBe(before[0]! + before[1]!);
  expect(await kept()).toEqual([0, 0, before[2]]);
  expect(await desk.as(({ tx }) => countOldEvidence(tx, late))).toBe(0);
  const rows = await desk.as(({ tx }) =>
    tx.selectFrom('moderation_case').select(['number', 'said', 'state']).where('org_id', '=', tx.orgId).execute(),
  );
  expect(
    rows
      .filter(({ said }) => said === '')
      .map(({ number }) => number)
      .sort(),
  ).toEqual([1, 2]);
  const vectors = await desk.as(({ tx }) =>
    tx.selectFrom('case_vector').select('case_id').where('org_id', '=', tx.orgId).execute(),
  );
  expect(vectors.some(({ case_id }) => case_id === cases[0]!.id || case_id === cases[1]!.id)).toBe(false);
  const [line] = await desk.as(({ tx }) => listAuditEntries(tx, { action: 'retention.run', limit: 1 }));
  expect(line?.detail).toMatchObject({ quotes: report.quotes });
  expect((await run(late)).report.quotes).toBe(0);
});
