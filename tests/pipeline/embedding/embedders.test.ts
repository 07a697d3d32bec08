import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../../src/log.ts';
import { openFolderEmbedder } from '../../../src/pipeline/embedding/folder-embedder.ts';
import { openEmbedder } from '../../../src/pipeline/embedding/open-embedder.ts';
import { openAiEmbedder } from '../../../src/pipeline/embedding/openai-embedder.ts';
import { ownEmbedder, ownVector } from '../../../src/pipeline/embedding/own-embedder.ts';
import { embedderContract } from '../../contracts/embedder.ts';
import { startLocalServer } from '../../support/local-server.ts';
import { sentenceFolder } from '../../support/sentence-folder.ts';

interface Asked {
  model: string;
  input: string[];
}

/** An embeddings endpoint as OpenAI's, whose vectors are ours; `say` answers something else. */
async function endpoint(say?: (asked: Asked, number: number) => { status?: number; body: unknown } | undefined) {
  const asked: (Asked & { key: string | undefined })[] = [];
  const server = await startLocalServer(async (request, response) => {
    const body = (await json(request)) as Asked;
    asked.push({ ...body, key: request.headers.authorization });
    const said = say?.(body, asked.length) ?? {
      body: {
        // the order is what `index` says
        data: body.input
          .map((text, index) => ({ index, embedding: [...ownVector(text || 'nothing'), 0.01] }))
          .reverse(),
      },
    };
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(said.body));
  });
  return { url: `${server.url}/v1`, asked, close: () => server.close() };
}

embedderContract('own', async () => ({ embedder: ownEmbedder }));
embedderContract('openai', async () => {
  const server = await endpoint();
  return { embedder: await openAiEmbedder({ key: () => 'sk-test', baseUrl: server.url }), close: server.close };
});
embedderContract('folder', async () => {
  const folder = await sentenceFolder();
  return {
    embedder: await openFolderEmbedder(folder, silentLog()),
    close: () => rm(folder, { recursive: true, force: true }),
  };
});

describe('our own embedder', () => {
  const cosine = (a: string, b: string): number => {
    const [one, other] = [ownVector(a), ownVector(b)];
    return one.reduce((sum, value, i) => sum + value * other[i]!, 0);
  };
  test('misspelt words and other endings stay near', () => {
    expect(cosine('impossible travel', 'imposible travell')).toBeGreaterThan(0.4);
    expect(cosine('failed logins', 'failing login')).toBeGreaterThan(0.8);
    expect(cosine('impossible travel', 'lost badge')).toBeLessThan(0.25);
  });
});

describe('an embeddings endpoint', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(closing.map((close) => close())));
  const begin = async (...given: Parameters<typeof endpoint>) => {
    const server = await endpoint(...given);
    closing.push(server.close);
    return server;
  };

  test('is asked for the model with the key, many texts in several requests', async () => {
    const server = await begin();
    const embedder = await openAiEmbedder({ key: () => 'sk-test', baseUrl: server.url, model: 'some-model' });
    expect(
      await embedder.embed(
        Array.from({ length: 70 }, (_, n) => `text ${n}`),
        'passage',
      ),
    ).toHaveLength(70);
    expect(server.asked.map(({ model, input, key }) => [model, input.length, key])).toEqual([
      ['some-model', 1, 'Bearer sk-test'],
      ['some-model', 64, 'Bearer sk-test'],
      ['some-model', 6, 'Bearer sk-test'],
    ]);
  });

  test.each([
    ['refuses the key', { status: 401, body: {} }, /refuses the key/],
    ['has had enough', { status: 429, body: {} }, /too many requests/],
    ['breaks', { status: 500, body: {} }, /answers 500/],
    ['answers something else', { body: { data: 'no' } }, /something else/],
    ['answers too few', { body: { data: [] } }, /something else/],
    ['answers other lengths', { body: { data: [{ index: 0, embedding: [1, 2] }] } }, /several lengths/],
  ])('that %s says so', async (_, said, message) => {
    const server = await begin((_asked, number) => (number === 1 ? undefined : said));
    const embedder = await openAiEmbedder({ key: null, baseUrl: server.url });
    await expect(embedder.embed(['hello'], 'query')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(message),
    });
  });
});

describe('the embedder of the settings', () => {
  const open = (embeddings: string, baseUrl: string | null = null) =>
    openEmbedder({ embeddings, openai: { key: null, baseUrl }, log: silentLog() });

  test('is our own where another cannot be opened, and says why', async () => {
    expect(await open('own')).toEqual({ embedder: ownEmbedder, fallback: null });
    expect(await open('openai')).toMatchObject({
      embedder: ownEmbedder,
      fallback: expect.stringContaining('OPENAI_API_KEY'),
    });
    expect(await open('/no/such/folder')).toMatchObject({
      embedder: ownEmbedder,
      fallback: expect.stringContaining('config.json'),
    });
    expect(await open('openai', 'http://127.0.0.1:9/v1')).toMatchObject({
      embedder: ownEmbedder,
      fallback: expect.stringContaining('does not answer'),
    });
  });

  test('a folder whose model is none is not opened', async () => {
    const folder = await sentenceFolder();
    await writeFile(join(folder, 'model.onnx'), 'no model');
    expect(await open(folder)).toMatchObject({
      embedder: ownEmbedder,
      fallback: expect.stringContaining('cannot be used'),
    });
    await rm(folder, { recursive: true, force: true });
  });
});
