import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { evaluateModeration } from '../../src/eval/moderation.ts';
import { silentLog } from '../../src/log.ts';
import { actOnCase } from '../../src/pipeline/moderation/act.ts';
import { dismissCase } from '../../src/pipeline/moderation/decide-case.ts';
import { moderationDesk, PILE_ON } from '../support/moderation-desk.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-eval-moderation-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const line = (triggers: string[], state: string, dismissed_as: string | null = null) =>
  JSON.stringify({ ref: 'CASE-1', triggers, state, dismissed_as });

test('counts by rule what was decided in a file; what says nothing is left out, what is no case is skipped', async () => {
  const path = join(folder, 'cases.jsonl');
  await writeFile(
    path,
    [
      line(['pile_on', 'escalation'], 'acted'),
      line(['pile_on'], 'acted'),
      line(['pile_on'], 'dismissed', 'no_violation'),
      line(['flood'], 'overturned'),
      line(['flood'], 'dismissed', 'handled_elsewhere'),
      line(['flood'], 'open'),
      '{"state":"acted"}',
      'no JSON',
      '',
    ].join('\n'),
  );
  const report = await evaluateModeration({ path, config: readConfig({}) });
  expect(report).toMatchObject({ suite: 'moderation', n: 4, skipped: 4, metrics: { precision: 0.5 } });
  const [rules, alone] = report.breakdowns!;
  expect(rules!.groups.map(({ key, n, metrics }) => [key, n, metrics.precision])).toEqual([
    ['escalation', 1, 1],
    ['flood', 1, 0],
    ['pile_on', 3, 2 / 3],
  ]);
  expect(alone!.groups.map(({ key, n, metrics }) => [key, n, metrics.precision])).toEqual([
    ['flood', 1, 0],
    ['pile_on', 2, 0.5],
  ]);
  const { at_least, at_most } = rules!.groups[2]!.metrics;
  expect(at_least).toBeLessThan(2 / 3);
  expect(at_most).toBeGreaterThan(2 / 3);
});

test('a file that is not there, or holds no case, is said to be', async () => {
  const config = readConfig({});
  await expect(evaluateModeration({ path: join(folder, 'none.jsonl'), config })).rejects.toThrow('cannot be read');
  const path = join(folder, 'empty.jsonl');
  await writeFile(path, 'x\n');
  await expect(evaluateModeration({ path, config })).rejects.toThrow('No line of');
});

test('of the database of the settings, sample organisations left out', async () => {
  const dataDir = join(folder, 'data');
  const config = readConfig({ SAFENEST_DATA: dataDir });
  await expect(evaluateModeration({ path: null, config })).rejects.toThrow('There is no database in');
  const database = await connect({ dataDir, log: silentLog() });
  await migrate(database, silentLog());
  const desk = await moderationDesk(database);
  await desk.say(PILE_ON);
  await desk.as((work) => actOnCase(work, 1, { step: 'timeout' }), await desk.member('moderator'));
  // what no person decided is nobody's word
  await desk.say([[100, 'oscar', 'i will kill you', 'dana']]);
  const desks = { ...desk.admin, actor: { kind: 'system' as const, id: null } };
  await desk.as((work) => actOnCase(work, 2, { step: 'timeout' }), desks);
  const sample = await moderationDesk(database);
  await sample.say(PILE_ON);
  await sample.as((work) => dismissCase(work, 1, { as: 'no_violation' }));
  await database.pool.query('update organisation set sample = true where id = $1', [sample.orgId]);
  await database.pool.query(`update moderation_case set opened_at = now() - interval '1 day'`);
  await database.close();
  const report = await evaluateModeration({ path: null, config });
  expect(report).toMatchObject({ n: 1, metrics: { precision: 1 } });
  expect(report.breakdowns![0]!.groups.map(({ key }) => key)).toContain('pile_on');
}, 90_000);
