import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { readLabelled } from '../../src/eval/faces/labelled-pictures.ts';
import { runSuite } from '../../src/eval/suites.ts';
import { sharedFile } from '../support/shared-data.ts';

const models = sharedFile('models');
const people = sharedFile('data/lfw10');
const scratch = await mkdtemp(join(tmpdir(), 'safenest-faces-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));
const config = readConfig({ SAFENEST_MODELS: models ?? join(scratch, 'none') });

describe.skipIf(!models || !people)('with photographs', () => {
  test('ten people are told apart, and no stranger is taken for one of them', async () => {
    const { n, skipped, metrics } = await runSuite('faces', { path: people, config });
    // the licence and the source beside the folders are no pictures of anybody
    expect([n, skipped]).toEqual([4950, 0]);
    expect(metrics.auc).toBeGreaterThanOrEqual(0.999);
    expect(metrics['tpr_at_fpr_1e-3']).toBeGreaterThanOrEqual(0.99);
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.998);
    expect(metrics).toMatchObject({
      undetected: 0,
      open_set_mistaken: 0,
      open_set_false_accepts: 0,
      false_accepts_count: 0,
    });
    expect(metrics.open_set_recognised).toBeGreaterThanOrEqual(0.98);
  });

  test('pairs from a table, with lines and pictures that are of no use', async () => {
    const folder = join(scratch, 'pairs');
    await mkdir(folder);
    const [first, second] = ['Tony_Blair', 'Colin_Powell'];
    for (const [i, name] of (await readdir(join(people!, first!))).slice(0, 2).entries())
      await copyFile(join(people!, first!, name), join(folder, `a${i}.jpg`));
    await copyFile(join(people!, second!, (await readdir(join(people!, second!)))[0]!), join(folder, 'b.jpg'));
    await writeFile(join(folder, 'broken.jpg'), 'no picture');
    await writeFile(
      join(folder, 'pairs.csv'),
      'file_x,file_y,Decision\r\na0.jpg,a1.jpg,Yes\r\na0.jpg,b.jpg,No\r\na1.jpg,b.jpg,no\r\na1.jpg,broken.jpg,No\r\na0.jpg,b.jpg,perhaps\r\na0.jpg\r\n',
    );
    const report = await runSuite('faces', { path: join(folder, 'pairs.csv'), config });
    expect(report).toMatchObject({ n: 3, skipped: 3, metrics: { auc: 1, accuracy: 1, undetected: 0 } });
    expect(report.metrics).not.toHaveProperty('open_set_recognised');
    expect(report.failures.join()).toContain('broken.jpg');
    expect((await readLabelled(folder)).pairs).toHaveLength(4);
  });
});

test('what is not there or holds nothing says so', async () => {
  await expect(runSuite('faces', { path: null, config })).rejects.toThrow('--data');
  await expect(readLabelled(join(scratch, 'nowhere'))).rejects.toMatchObject({ code: 'not_found' });
  const empty = join(scratch, 'empty');
  await mkdir(empty);
  await expect(readLabelled(empty)).rejects.toThrow('one for each person');
  await writeFile(join(empty, 'x.csv'), 'a,b\n1,2\n');
  await expect(readLabelled(empty)).rejects.toThrow('file_x,file_y,Decision');
});

test('without models, the answer is the command that brings them', async () => {
  const folder = join(scratch, 'somebody');
  await mkdir(join(folder, 'a'), { recursive: true });
  await writeFile(join(folder, 'a', 'x.jpg'), '');
  await mkdir(join(scratch, 'no-models'));
  const without = readConfig({ SAFENEST_MODELS: join(scratch, 'no-models') });
  await expect(runSuite('faces', { path: folder, config: without })).rejects.toThrow('models fetch');
});
