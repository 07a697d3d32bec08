import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TextEmbedder } from '../../src/pipeline/embedding/embedder.ts';

/** What every embedder does, whatever it knows of words. */
export function embedderContract(
  name: string,
  open: () => Promise<{ embedder: TextEmbedder; close?(): Promise<void> }>,
): void {
  describe(`${name}: what every embedder does`, () => {
    let embedder: TextEmbedder;
    let close: (() => Promise<void>) | undefined;
    beforeAll(async () => {
      ({ embedder, close } = await open());
    });
    afterAll(async () => {
      await embedder?.close?.();
      await close?.();
    });
    const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

    test('answers a vector of its length for each text, in their order, each of length 1', async () => {
      const texts = ['hello', 'you are an idiot', 'hello kill'];
      const vectors = await embedder.embed(texts, 'passage');
      expect(vectors.map((vector) => vector.length)).toEqual(texts.map(() => embedder.dimensions));
      for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      expect(cosine(vectors[0]!, vectors[2]!)).toBeGreaterThan(cosine(vectors[0]!, vectors[1]!));
    });

    test('the same text means the same, alone or among others', async () => {
      const [[alone], [, among]] = await Promise.all([
        embedder.embed(['you are an idiot'], 'passage'),
        embedder.embed(['hello', 'you are an idiot', 'good'], 'passage'),
      ]);
      expect(cosine(alone!, among!)).toBeCloseTo(1, 4);
    });

    test('nothing means nothing, and nobody is asked for it', async () => {
      const [nothing, blank] = await embedder.embed(['', ' \n '], 'query');
      expect([...nothing!, ...blank!].every((value) => value === 0)).toBe(true);
      expect(await embedder.embed([], 'query')).toEqual([]);
    });

    test('any text has a vector of numbers', async () => {
      const texts = ['\ud800', '\0', '你好 世界', '🔥'.repeat(3000), 'a'.repeat(100_000), '\u202egood', '((("'];
      for (const vector of await embedder.embed(texts, 'passage')) expect(vector.every(Number.isFinite)).toBe(true);
    });

    test('whoever no longer waits is told', async () => {
      await expect(embedder.embed(['hello'], 'query', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    });

    test('its id says that its vectors are its own', () => {
      expect(embedder.id).toMatch(/^(?:own-|openai:|folder:)\S+$/);
    });
  });
}
