import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Screened } from '../../../src/domain/screening.ts';
import { silentLog } from '../../../src/log.ts';
import { openFolderScreener } from '../../../src/pipeline/screening/folder-screener.ts';
import { createLexiconScreener } from '../../../src/pipeline/screening/lexicon-screener.ts';
import { OWN_MODEL, openScreener } from '../../../src/pipeline/screening/open-screener.ts';
import { openAiScreener } from '../../../src/pipeline/screening/openai-screener.ts';
import { openOwnScreener } from '../../../src/pipeline/screening/own-screener.ts';
import { screeningCheck } from '../../../src/pipeline/screening/screening-check.ts';
import { screenerContract } from '../../contracts/screener.ts';
import { bertFolder } from '../../support/bert-folder.ts';
import { startModerationServer } from '../../support/moderation-server.ts';

const log = silentLog();
const openai = { key: () => 'sk-test', baseUrl: null };

screenerContract('the lexicon', async () => ({ screener: createLexiconScreener() }));
screenerContract('the own model', async () => ({ screener: await openOwnScreener(OWN_MODEL) }));
screenerContract('the own model, many at once on a thread of its own', async () => ({
  screener: await openScreener({ model: 'own', openai, log }),
}));
screenerContract('a BERT-style folder', async () => {
  const folder = await bertFolder();
  return { screener: await openFolderScreener(folder, log), close: () => rm(folder, { recursive: true }) };
});
screenerContract("OpenAI's endpoint", async () => {
  const server = await startModerationServer();
  return { screener: openAiScreener({ key: () => 'sk-test', baseUrl: server.url }), close: () => server.close() };
});

describe('what stands in for what', () => {
  const damagedFolder = async (change: (folder: string) => Promise<void>): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'safenest-screening-'));
    for (const name of ['screening.onnx', 'screening.json']) await copyFile(join(OWN_MODEL, name), join(folder, name));
    await change(folder);
    return folder;
  };
  test.each([
    ['missing', (folder: string) => rm(join(folder, 'screening.onnx'))],
    [
      'damaged',
      async (folder: string) =>
        writeFile(join(folder, 'screening.onnx'), (await readFile(join(folder, 'screening.onnx'))).subarray(0, 9999)),
    ],
    ['undescribed', (folder: string) => writeFile(join(folder, 'screening.json'), '{"id":"x"}')],
  ])('a %s model file: the lexicon, and it says so', async (_, change) => {
    const ownFolder = await damagedFolder(change);
    const screener = await openScreener({ model: 'own', ownFolder, openai, log });
    const [screening] = await screener.screen(['you idiot']);
    expect(screening!.screener).toBe('lexicon');
    expect(screening!.fallback).toMatch(/cannot be used/);
    expect(screening!.scores.insult).toBeGreaterThan(0.5);
    await expect(screeningCheck(screener).check()).rejects.toThrow(
      /screened by lexicon: the screening model in .* cannot be used/,
    );
    await rm(ownFolder, { recursive: true });
  });

  test.each([
    ['a folder that is not there', '/nowhere'],
    ['a folder whose labels say nothing', ''],
  ])('%s: the own model', async (_, path) => {
    const folder = path || (await bertFolder({ labels: ['joy', 'anger', 'fear'] }));
    const screener = await openScreener({ model: folder, openai, log });
    const [screening] = await screener.screen(['you idiot']);
    expect(screening!.screener).toMatch(/^safenest-/);
    expect(screening!.fallback).toMatch(/cannot be used/);
    await screener.close?.();
  });

  test('OpenAI without a key: the own model', async () => {
    const screener = await openScreener({ model: 'openai', openai: { key: null, baseUrl: null }, log });
    expect((await screener.screen(['hi']))[0]!.fallback).toMatch(/OPENAI_API_KEY/);
    await screener.close?.();
  });

  test.each([
    ['too many requests', { status: 429, retryAfter: '7' }, /too many requests/],
    ['a wrong key', { status: 401 }, /refuses the key/],
    ['an error', { status: 503 }, /answers 503/],
    ['nonsense', 'nonsense', /something else than scores/],
    ['hanging up', 'hang-up', /does not answer/],
  ] as const)('OpenAI and %s: the own model for this time', async (_, fail, why) => {
    const server = await startModerationServer();
    server.fail = fail;
    const screener = await openScreener({
      model: 'openai',
      openai: { key: () => 'sk-test', baseUrl: server.url },
      log,
    });
    const [screening] = await screener.screen(['you idiot']);
    expect(screening!.fallback).toMatch(why);
    expect(screening!.screener).toMatch(/^safenest-/);
    server.fail = null;
    expect((await screener.screen(['you idiot']))[0]!.fallback).toBeUndefined();
    expect(server.requests.at(-1)).toMatchObject({
      authorization: 'Bearer sk-test',
      model: 'omni-moderation-latest',
      input: ['you idiot'],
    });
    await screener.close?.();
    await server.close();
  });
});

describe('the own model', () => {
  test('is at most 8 MB with all it needs', async () => {
    const sizes = await Promise.all(
      ['screening.onnx', 'screening.json'].map(async (name) => (await readFile(join(OWN_MODEL, name))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(8_000_000);
    expect(existsSync(join(OWN_MODEL, 'screening.md'))).toBe(true);
  });

  test('sees through disguises, and tells attributes apart', async () => {
    const screener = await openOwnScreener(OWN_MODEL);
    const most = async (
      text: string,
      attribute: 'toxicity' | 'threat' | 'identity_attack' | 'profanity' | 'sexual',
    ): Promise<number> => (await screener.screen([text]))[0]!.scores[attribute];
    for (const text of ['f u c k y o u', 'yоu аrе аn 1d10t', 'you stuuuupid b!tch', '𝖋𝖚𝖈𝖐 𝖞𝖔𝖚'])
      expect(await most(text, 'toxicity'), text).toBeGreaterThan(0.5);
    expect(await most('I am going to kill you tonight', 'threat')).toBeGreaterThan(0.5);
    expect(await most('holy shit, this works', 'profanity')).toBeGreaterThan(0.5);
    expect(await most('send me your nudes', 'sexual')).toBeGreaterThan(0.5);
    for (const text of [
      'good morning everyone',
      'kill the process and restart it',
      'I am a proud gay man',
      'can you review my change?',
    ])
      expect(await most(text, 'toxicity'), text).toBeLessThan(0.5);
    await screener.close?.();
  });

  test('a word at the end of a very long message counts', async () => {
    const screener = await openOwnScreener(OWN_MODEL);
    const [screening] = await screener.screen([
      `${'the meeting went well and we agreed on the plan. '.repeat(60)} you fucking idiot, kill yourself`,
    ]);
    expect(screening!.scores.toxicity).toBeGreaterThan(0.5);
    await screener.close?.();
  });

  test('is well', async () => {
    const screener = await openOwnScreener(OWN_MODEL);
    expect(await screeningCheck(screener).check()).toMatch(/^by safenest-/);
    await screener.close?.();
  });

  test('two thousand at once are answered in order', async () => {
    const screener = await openScreener({ model: 'own', openai, log });
    const screenings = await screener.screen(
      Array.from({ length: 2000 }, (_, i) => (i % 100 === 7 ? 'you fucking idiot' : `message ${i}`)),
    );
    expect(screenings.flatMap(({ scores }, i) => (scores.toxicity > 0.5 ? [i] : []))).toEqual(
      Array.from({ length: 20 }, (_, i) => i * 100 + 7),
    );
    await screener.close?.();
  });
});

test('a message is judged the same whatever it is judged together with', async () => {
  const screener = await openOwnScreener(OWN_MODEL);
  const texts = [
    'you idiot',
    '',
    'well, has anybody seen the build?',
    'I will kill you '.repeat(60),
    'f u c k y o u',
    'hi',
    '!!!',
  ];
  const together = await screener.screen(texts);
  for (const [i, text] of texts.entries()) {
    const [alone] = await screener.screen([text]);
    for (const [name, score] of Object.entries(alone!.scores))
      expect(together[i]!.scores[name as Screened]).toBeCloseTo(score, 5);
    expect(together[i]!.weighed.map(({ from, to, attribute }) => [from, to, attribute])).toEqual(
      alone!.weighed.map(({ from, to, attribute }) => [from, to, attribute]),
    );
  }
  await screener.close?.();
});
