import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CATALOGUE, type CatalogueModel } from '../../src/models/catalogue.ts';
import { type FetchOptions, fetchModel } from '../../src/models/fetch-model.ts';

const bytes = randomBytes(400_000);
const model: CatalogueModel = {
  ...CATALOGUE[0]!,
  name: 'sample',
  files: ['sample.onnx'],
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  addresses: [],
};

type Answer = (request: IncomingMessage, response: ServerResponse, from: number) => void;
/** What the server does with the first request, the second …; the last for all that come after. */
let answers: Answer[] = [];
let asked: (string | undefined)[] = [];
const server = createServer((request, response) => {
  const answer = answers[Math.min(asked.length, answers.length - 1)]!;
  asked.push(request.headers.range);
  answer(request, response, Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0));
});
let url = '';
let folder = '';
const files = async (): Promise<string[]> => (await readdir(folder)).sort();
/** How much the client has read when the server hangs up: sooner, and it would throw away what it had not read yet. */
let breaksAt: { have: number; hangUp: () => void } | null = null;
const get = ({ onProgress, ...options }: FetchOptions = {}): Promise<string> =>
  fetchModel(model, folder, {
    from: `${url}/models/`,
    pauseMs: 1,
    ...options,
    onProgress(have, of) {
      onProgress?.(have, of);
      if (breaksAt && have >= breaksAt.have) breaksAt.hangUp();
    },
  });

const ranges: Answer = (_, response, from) => {
  const head = {
    'content-length': bytes.length - from,
    'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
  };
  response.writeHead(from > 0 ? 206 : 200, head).end(bytes.subarray(from));
};
const noRanges: Answer = (_, response) => void response.writeHead(200).end(bytes);
/** Says all will come, sends so much of it and hangs up. */
const breakingAfter =
  (more: number): Answer =>
  (_, response, from) => {
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
    breaksAt = { have: from + more, hangUp: () => response.destroy() };
    response.write(bytes.subarray(from, from + more));
  };
const status =
  (code: number): Answer =>
  (_, response) =>
    void response.writeHead(code).end('no');
const saying =
  (text: string | Buffer): Answer =>
  (_, response) =>
    void response.writeHead(200).end(text);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-fetch-'));
  asked = [];
  breaksAt = null;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('fetching a model', () => {
  test('puts it into the folder, and says how far it is', async () => {
    answers = [ranges];
    const seen: number[] = [];
    const path = await get({ onProgress: (have, of) => seen.push(have / of) });
    expect(path).toBe(join(folder, 'sample.onnx'));
    expect(bytes.equals(await readFile(path))).toBe(true);
    expect(seen.at(0)).toBe(0);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await files()).toEqual(['sample.onnx']);
  });

  test('goes on where it broke off, in the same run', async () => {
    answers = [breakingAfter(100_000), breakingAfter(50_000), ranges];
    await get();
    expect(asked[0]).toBeUndefined();
    expect(asked.slice(1)).toEqual(['bytes=100000-', 'bytes=150000-']);
    expect(bytes.equals(await readFile(join(folder, 'sample.onnx')))).toBe(true);
  });

  test('keeps all that came before the server hung up, however soon it did', async () => {
    const hangingUp: Answer = (_, response, from) => {
      const head = {
        'content-length': bytes.length - from,
        'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      };
      response.writeHead(from > 0 ? 206 : 200, head).write(bytes.subarray(from, from + 100_000));
      response.socket?.end();
    };
    answers = [hangingUp];
    await get();
    expect(asked).toEqual([undefined, 'bytes=100000-', 'bytes=200000-', 'bytes=300000-']);
    expect(bytes.equals(await readFile(join(folder, 'sample.onnx')))).toBe(true);
  });

  test('follows where an address leads, and not for ever', async () => {
    const leading: Answer = (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end();
    answers = [leading, ranges];
    await get();
    expect(await files()).toEqual(['sample.onnx']);
    await rm(join(folder, 'sample.onnx'));
    asked = [];
    answers = [leading];
    await expect(get()).rejects.toThrow('leads on and on');
    expect(asked).toHaveLength(6);
  });

  test('goes on where an earlier run broke off', async () => {
    answers = [breakingAfter(40_000)];
    await expect(get()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('goes on where it was'),
    });
    expect(await files()).toEqual(['sample.onnx.part']);
    const { size } = await stat(join(folder, 'sample.onnx.part'));
    expect(size).toBe(160_000);
    asked = [];
    answers = [ranges];
    await get();
    expect(asked).toEqual([`bytes=${size}-`]);
    expect(await files()).toEqual(['sample.onnx']);
  });

  test('begins anew with a server that does not know ranges', async () => {
    await writeFile(join(folder, 'sample.onnx.part'), bytes.subarray(0, 90_000));
    answers = [noRanges];
    await get();
    expect(asked).toEqual(['bytes=90000-']);
    expect(bytes.equals(await readFile(join(folder, 'sample.onnx')))).toBe(true);
  });

  test('asks for nothing when all of it had arrived and only the check was missing', async () => {
    await writeFile(join(folder, 'sample.onnx.part'), bytes);
    answers = [status(500)];
    await get();
    expect(asked).toEqual([]);
  });

  test('a part that is not of this file ends in a refusal, and the next run has the file', async () => {
    await writeFile(join(folder, 'sample.onnx.part'), randomBytes(90_000));
    answers = [ranges];
    await expect(get()).rejects.toThrow('SHA-256');
    expect(await files()).toEqual([]);
    await get();
    await writeFile(join(folder, 'sample.onnx.part'), randomBytes(500_000));
    await get();
    expect(await files()).toEqual(['sample.onnx']);
  });

  test.each([
    ['another file of the same length', randomBytes(400_000), 'SHA-256'],
    ['a longer one', Buffer.alloc(400_001), 'more than its'],
  ])('keeps nothing of %s', async (_, text, why) => {
    answers = [saying(text)];
    await expect(get()).rejects.toThrow(why);
    expect(await files()).toEqual([]);
  });

  test('a page or a pointer instead of the file is refused in the end', async () => {
    answers = [saying('version https://git-lfs.github.com/spec/v1\n')];
    await expect(get()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await files()).not.toContain('sample.onnx');
  });

  test('what says that it has another length is refused at once, and nothing of it waits for the next run', async () => {
    answers = [
      (_, response) => void response.writeHead(200, { 'content-length': 1670 }).end(Buffer.alloc(1670)),
      ranges,
    ];
    await expect(get()).rejects.toThrow('it has 1670 bytes, not 400000');
    expect([asked, await files()]).toEqual([[undefined], []]);
    await get();
    expect(asked).toEqual([undefined, undefined]);
    const other = { 'content-length': 10, 'content-range': 'bytes 90000-90009/90010' };
    await writeFile(join(folder, 'sample.onnx.part'), bytes.subarray(0, 90_000));
    answers = [(_, response) => void response.writeHead(206, other).end(Buffer.alloc(10))];
    asked = [];
    await expect(get()).rejects.toThrow('it has 90010 bytes');
    expect(await files()).toEqual(['sample.onnx']);
  });

  test('a server that is busy is asked again; one that says no is not', async () => {
    answers = [status(503), status(429), ranges];
    await get();
    expect(asked).toHaveLength(3);
    asked = [];
    answers = [status(404)];
    await expect(get()).rejects.toThrow('answers 404');
    expect(asked).toHaveLength(1);
  });

  test('a server that falls silent is given up, and asked for the rest', async () => {
    const silent: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 70_000));
    };
    answers = [silent, ranges];
    await get({ idleMs: 400 });
    expect(asked[1]).toMatch(/^bytes=[1-9]/);
    expect(bytes.equals(await readFile(join(folder, 'sample.onnx')))).toBe(true);
  });

  test('the second address is tried where the first does not have it', async () => {
    answers = [status(404), ranges];
    await fetchModel({ ...model, addresses: [`${url}/a`, `${url}/b`] }, folder, { pauseMs: 1 });
    expect(await files()).toEqual(['sample.onnx']);
  });

  test('can be stopped, and what arrived stays', async () => {
    const stop = new AbortController();
    answers = [breakingAfter(60_000)];
    const stopped = get({
      signal: stop.signal,
      onProgress: (have) => have >= 60_000 && stop.abort(new Error('stopped')),
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(await files()).toEqual(['sample.onnx.part']);
  });

  test('nobody there, and a model that is not published', async () => {
    await expect(get({ from: 'http://127.0.0.1:9/' })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(fetchModel(model, folder)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

test('the catalogue: every file has one name and one hash, https addresses and a licence', () => {
  const hashes = CATALOGUE.flatMap(({ sha256, copies = [] }) => [sha256, ...copies.map((copy) => copy.sha256)]);
  expect(new Set(hashes).size).toBe(hashes.length);
  const names = CATALOGUE.flatMap(({ files: known }) => known);
  expect(new Set(names).size).toBe(names.length);
  for (const { sha256, addresses, files: known, licence, task, embedder } of CATALOGUE) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(licence).toMatch(/^(MIT|Apache-2\.0)$/);
    for (const address of addresses) expect(address.startsWith('https://')).toBe(true);
    for (const file of known) expect(file).toMatch(/^[\w.-]+\.onnx$/);
    expect(embedder !== undefined).toBe(task === 'face-embed');
    // what nothing uses is there to be fetched by its name alone
    if (task === null) expect(addresses).not.toEqual([]);
    if (embedder) expect(embedder.unsureFrom).toBeLessThan(embedder.threshold);
  }
});
