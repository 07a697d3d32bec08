import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '../../../src/db/connect.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import { silentLog } from '../../../src/log.ts';
import { Child } from '../../support/child.ts';

const log = silentLog();
const organisation = newOrgId();
let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'safenest-kill-')), 'data');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

async function storedRows(): Promise<Set<number>> {
  const database = await connect({ dataDir: folder, log });
  try {
    await migrate(database, log);
    const rows = await withOrg(database.db, organisation, (tx) =>
      tx.selectFrom('org_counter').select('value').execute(),
    );
    return new Set(rows.map(({ value }) => value));
  } finally {
    await database.close();
  }
}

test('nothing acknowledged is lost when the process is killed at any moment', { timeout: 120_000 }, async () => {
  const acknowledged: number[] = [];
  for (let round = 0; round < 4; round++) {
    const child = new Child('db/insert-until-killed.ts', folder, organisation, String(round * 1_000_000));
    await child.printed(1 + Math.floor(Math.random() * 200));
    await sleep(Math.random() * 20);
    await child.kill();
    acknowledged.push(...child.lines.map(Number));

    const stored = await storedRows();
    expect(acknowledged.filter((value) => !stored.has(value))).toEqual([]);
    // at most the one row per round that was stored while its acknowledgement was on its way
    expect(stored.size - acknowledged.length).toBeLessThanOrEqual(round + 1);
  }
});

test('a process killed while it creates the database leaves a folder that works', { timeout: 120_000 }, async () => {
  for (const wait of [300, 600, 900, 1_300]) {
    const child = new Child('db/insert-until-killed.ts', folder, organisation, '0');
    await sleep(wait + Math.random() * 200);
    await child.kill();
  }
  await expect(storedRows()).resolves.toBeInstanceOf(Set);
});
